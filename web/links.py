"""One-time links that show the overlay of one call on another device of the network, and what such a device may then do."""

import re
import secrets
import time
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Scope

from assistant.addresses import is_loopback
from audio.problem import Problem
from web.addresses import ANY_ADDRESS, as_written, network_address
from web.problems import status
from web.service import Here

UNUSED_SECONDS = 600
"""How long a link may wait to be opened."""
KEPT_SECONDS = 12 * 3600
"""How long the device may then come back: longer than any call."""
COOKIE = "callcue-device"

_PAGE = re.compile(r"/overlay|/assets/[^/]+")
_OF_CALL = re.compile(r"/api/calls/([^/]+)/(?:events|end|plan|notes|swap|prompts/[^/]+/dismiss)")
"""What an overlay asks of the service: not the recording, the notes drafted or any other call."""

router = APIRouter(include_in_schema=False)


class Links:
    """The links made and the devices let in, in memory: a service that is started again knows none. Used on the event loop.

    `clock`: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._unused: dict[str, tuple[str, float]] = {}
        """Call and end of each link that has not been opened, by its token."""
        self._devices: dict[str, tuple[str, float]] = {}
        """Call and end of each device's leave, by its secret."""

    def make(self, call: str) -> str:
        """A new token for `call`, good for one use within `UNUSED_SECONDS`."""
        return self._add(self._unused, call, UNUSED_SECONDS)

    def use(self, token: str) -> tuple[str, str]:
        """The call of a token, which is then spent, and the secret by which the device is known from now on. Raises `Problem`."""
        self._forget(self._unused)
        call, _ = self._unused.pop(token, ("", 0.0))
        if not call:
            raise Problem(
                "link-spent", "This link has been used, or is older than ten minutes.", "Make a new one on the overlay: Show on another device."
            )
        return call, self._add(self._devices, call, KEPT_SECONDS)

    def call_of(self, secret: str) -> str | None:
        """The call whose overlay a device may show."""
        self._forget(self._devices)
        return self._devices.get(secret, (None, 0.0))[0]

    def admits(self, scope: Scope) -> bool:
        """Whether a request from another device is one that a link allows: opening the link, or what the overlay of its call asks."""
        path = scope["path"]
        if scope["type"] == "http" and scope["method"] == "GET" and path.startswith("/device/"):
            return True
        call = self.call_of(_secret(Headers(scope=scope)))
        if call is None:
            return False
        asked = _OF_CALL.fullmatch(path)
        return asked[1] == call if asked else bool(_PAGE.fullmatch(path))

    def _add(self, kept: dict[str, tuple[str, float]], call: str, seconds: float) -> str:
        key = secrets.token_urlsafe(24)
        kept[key] = (call, self._clock() + seconds)
        return key

    def _forget(self, kept: dict[str, tuple[str, float]]) -> None:
        now = self._clock()
        for key in [key for key, (_, ends) in kept.items() if ends <= now]:
            del kept[key]


def _secret(headers: Mapping[str, str]) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def reachable(host: str, port: int) -> str:
    """The address at which another device finds a service listening on `host`. Raises `Problem` where none does."""
    if is_loopback(host):
        command = "callcue serve --host 0.0.0.0"
        raise Problem("loopback-only", "The service listens on this machine only.", f"After the call, stop it and start it with: {command}")
    named = network_address() if host in ANY_ADDRESS else as_written(host)
    if named is None:
        raise Problem("no-network", "This machine is on no network.", "Join the network that the other device is on, then try again.")
    return f"http://{named}:{port}"


@router.get("/device/{token}")
async def open_link(here: Here, token: str) -> Response:
    """Lets the device that asks in, once, and takes it to the overlay."""
    try:
        call, secret = here.links.use(token)
    except Problem as problem:
        return PlainTextResponse(f"{problem.message} {problem.remedy}\n", status_code=status(problem))
    answer = RedirectResponse(f"/overlay?{urlencode({'call': call, 'device': 1})}", status_code=303)
    answer.set_cookie(COOKIE, secret, max_age=KEPT_SECONDS, httponly=True, samesite="lax")
    return answer
