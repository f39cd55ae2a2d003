"""A real server for tests: an application on a free port of this machine, in the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from starlette.types import ASGIApp

from web import server
from web.server import listen


class Server(server.Server):
    """The program's own server, with what tests ask it by."""

    url: str
    client: httpx.AsyncClient
    """Asks the server as a program on this machine would."""

    @property
    def socket_url(self) -> str:
        return self.url.replace("http", "ws", 1)


@asynccontextmanager
async def serving(app: ASGIApp, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Server]:
    """Serves `app` until the block ends, then stops as the program does on Ctrl-C."""
    listening = listen(host, port)
    server = Server(app)
    server.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await server.answering.wait()
        # There is no TLS here, and reading the system's certificates takes longer than most tests.
        async with httpx.AsyncClient(base_url=server.url, verify=False, timeout=60) as server.client:
            yield server
    finally:
        server.should_exit = True
        await running
