"""Keeps other sites and other devices out of the service: checks who asks, and `Host` and `Origin`; sets the headers that bind the pages.

Every web site the user visits can send requests to this machine. A request whose `Host` is not ours comes from a name that was made to point
here (DNS rebinding); one whose `Origin` is not ours was sent by another site's page. Where the service listens on the network as well, another
device of it is let in with a one-time link only (`links.py`).
"""

import json
import re
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audio.problem import Problem
from web.addresses import ANY_ADDRESS, LOOPBACK, as_written

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
DEFAULT_PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?")

POLICY = "; ".join(
    (
        "default-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self' {socket}",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Content-Security-Policy. The socket's origin is named because not every browser takes it to be `'self'`."""


class Guard:
    """ASGI middleware. `host` is what the service was told to listen on; names of this machine's loopback are always taken.

    `admits`: whether a request from another device is let through.
    """

    def __init__(self, app: ASGIApp, host: str, admits: Callable[[Scope], bool]) -> None:
        self._app = app
        self._admits = admits
        self._any_address = host in ANY_ADDRESS
        self._hosts = LOOPBACK | {as_written(host)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        problem = self._refused(scope)
        send = _with_headers(scope, send)
        if problem is None:
            await self._app(scope, receive, send)
        else:
            await _refuse(problem, scope, receive, send)

    def _refused(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0].lower(), scope):
            return Problem("host-refused", "This service doesn't go by the name the request was sent to.", f"Open {_address(scope)} instead.")
        if not (_is_here(scope) or self._admits(scope)):
            return Problem(
                "device-refused", "Another device can't use Callcue by itself.", "On the overlay of a call, choose “Show on another device”."
            )
        if scope["type"] == "http" and scope["method"] in SAFE_METHODS:
            return None
        origins = headers.getlist("origin")
        if origins and origins != [f"{_scheme(scope)}://{hosts[0].lower()}"]:
            return Problem("origin-refused", "The request was sent by a page of another site.", f"Open {_address(scope)} and do it there.")
        return None

    def _is_ours(self, host: str, scope: Scope) -> bool:
        match = HOST.fullmatch(host)
        if match is None:
            return False
        server, port = scope["server"]
        if int(match[2] or DEFAULT_PORTS[_scheme(scope)]) != port:
            return False
        return match[1] in self._hosts or (self._any_address and match[1] == as_written(server))


def _is_here(scope: Scope) -> bool:
    """Whether a request was sent on this machine: from its own loopback address, or from the very address that it came to."""
    sender = as_written(scope["client"][0])
    return sender in LOOPBACK or sender == as_written(scope["server"][0])


def _scheme(scope: Scope) -> str:
    return "https" if scope["scheme"] in ("https", "wss") else "http"


def _address(scope: Scope) -> str:
    return f"{_scheme(scope)}://127.0.0.1:{scope['server'][1]}"


def _with_headers(scope: Scope, send: Send) -> Send:
    """`send` that adds the security headers to the start of an answer, and forbids storing what the API answers."""

    async def wrapped(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            host = Headers(scope=scope).get("host", "")
            socket = f"{_scheme(scope).replace('http', 'ws')}://{host}" if HOST.fullmatch(host.lower()) else ""
            headers["Content-Security-Policy"] = POLICY.format(socket=socket)
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "no-referrer"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return wrapped


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers 403, to a WebSocket too: refused before it is opened."""
    prefix = "http.response"
    if scope["type"] == "websocket":
        await receive()
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008})
            return
        prefix = "websocket.http.response"
    read_by_people = scope["type"] == "http" and not scope["path"].startswith("/api/")
    if read_by_people:
        body, kind = f"{problem.message} {problem.remedy}\n".encode(), b"text/plain; charset=utf-8"
    else:
        body, kind = json.dumps({"code": problem.code, "message": problem.message, "remedy": problem.remedy}).encode(), b"application/json"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": f"{prefix}.start", "status": 403, "headers": headers})
    await send({"type": f"{prefix}.body", "body": body})
