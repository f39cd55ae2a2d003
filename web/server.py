"""Listens and serves: binds the address before anything else is begun, tells when it answers, and stops without leaving anything half done."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from audio.problem import Problem

STOP_SECONDS = 5
"""How long answers under way may take when the service is stopped, before they are broken off."""


def listen(host: str, port: int) -> socket.socket:
    """A socket listening on `host` and `port` (0: any free port). `Problem`: `port-in-use`, `host-unknown`, `port-refused`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise Problem("host-unknown", f"The host {host} is not an address of this machine.", "Leave --host out to listen on 127.0.0.1.") from error
    listening = socket.socket(family, kind, protocol)
    try:
        # Without it, a port left a minute ago still counts as in use; on Windows it would let two programs share one.
        if hasattr(signal, "SIGHUP"):
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise _refused(host, port, error) from error
    return listening


def url(host: str, port: int) -> str:
    """The address at which a browser on this machine finds a service listening on `host`."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


class Server(uvicorn.Server):
    """uvicorn, quiet, on a socket of ours.

    Ctrl-C and SIGTERM stop it: connections are closed (WebSockets with 1012, so that pages come back), calls are ended and finished.
    A second Ctrl-C doesn't wait for that. uvicorn itself would raise the signal again afterwards and so skip what its caller has still to do.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                ws_ping_interval=20,
                ws_ping_timeout=20,
                timeout_graceful_shutdown=STOP_SECONDS,
            )
        )
        self.answering = asyncio.Event()
        """Set when requests are answered."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.answering.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _refused(host: str, port: int, error: OSError) -> Problem:
    if error.errno == errno.EADDRINUSE:
        return Problem("port-in-use", f"Port {port} is in use by another program.", "Stop it, or choose another port with --port.")
    if error.errno == errno.EADDRNOTAVAIL:
        return Problem("host-unknown", f"The host {host} is not an address of this machine.", "Leave --host out to listen on 127.0.0.1.")
    return Problem("port-refused", f"The system doesn't allow listening on port {port} of {host}.", "Choose a port from 1024 to 65535 with --port.")
