"""Keeps other sites out of the service: checks `Host` and `Origin` of everything that comes in, and sets the headers that bind the pages.

The service listens on this machine only, but every web site the user visits can send requests to this machine. A request whose `Host` is not
ours comes from a name that was made to point here (DNS rebinding); one whose `Origin` is not ours was sent by another site's page.
"""

import json
import re
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audio.problem import Problem

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names by which a browser on this machine reaches the service."""

ANY_ADDRESS = frozenset({"0.0.0.0", "::"})
"""Hosts that mean "every address of this machine"; what may then stand in `Host` is the address the connection came in on."""

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


def as_written(host: str) -> str:
    """`host` as it stands in a URL: lower case, an IPv6 address in brackets, an IPv4 address in IPv6's clothes as itself."""
    try:
        address = ip_address(host)
    except ValueError:
        return host.lower()
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped) if address.ipv4_mapped else f"[{address.compressed}]"
    return str(address)


def is_loopback(host: str) -> bool:
    """Whether a service listening on `host` can be reached from this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Guard:
    """ASGI middleware. `host` is what the service was told to listen on; names of this machine's loopback are always taken."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
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
    body = json.dumps({"code": problem.code, "message": problem.message, "remedy": problem.remedy}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": f"{prefix}.start", "status": 403, "headers": headers})
    await send({"type": f"{prefix}.body", "body": body})
