"""The service from start to stop: opens the store, finishes what was cut off, serves, and ends the calls."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from assistant.cli.measuring import measure_first
from assistant.cli.options import opened_store
from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store import Store
from web.app import make_app
from web.server import Server, listen, url


@dataclass(frozen=True, slots=True)
class Running:
    """A service that answers."""

    desk: Desk
    url: str
    server: Server
    task: asyncio.Task[None]

    @property
    def stopping(self) -> bool:
        """Whether someone has stopped it already."""
        return self.server.should_exit

    async def stopped(self) -> None:
        """Waits until someone stops the service."""
        await asyncio.wait({self.task})


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serves as the settings say until it is stopped; `ready` is given the address, once, when the service answers.

    Raises `Problem` before anything is begun: the port is in use, the data folder can't be written.
    """
    with listen(settings.host, settings.port) as listening, opened_store(settings.data) as store:
        measure_first(settings)
        asyncio.run(_serve(store, settings, listening, ready))


async def _serve(store: Store, settings: Settings, listening: socket.socket, ready: Callable[[str], None]) -> None:
    async with running(store, settings, listening) as service:
        ready(service.url)
        await service.stopped()


@contextlib.asynccontextmanager
async def running(store: Store, settings: Settings, listening: socket.socket) -> AsyncIterator[Running]:
    """Serves on `listening`, which it closes, while the block runs; at its end, or on Ctrl-C or SIGTERM, ends the calls and stops."""
    desk = Desk(store, settings)
    address = url(settings.host, listening.getsockname()[1])
    server = Server(make_app(desk, store, settings, host=settings.host))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    answering = asyncio.create_task(server.answering.wait())
    try:
        await asyncio.wait({task, answering}, return_when=asyncio.FIRST_COMPLETED)
        yield Running(desk, address, server, task)
    finally:
        answering.cancel()
        server.should_exit = True
        await task
