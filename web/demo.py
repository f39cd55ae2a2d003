"""The bundled sample call, played as if live through the real service: words and prompts in the terminal and on the overlay."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from assistant.cli.measuring import measure_first
from assistant.cli.options import opened_store
from assistant.events import Event
from assistant.settings import Settings
from assistant.store import Store
from audio.problem import Problem
from web.sample import sample_setup
from web.serve import running
from web.server import listen


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told how the demo goes."""

    began: Callable[[str], None]
    """Given the address of the service once the call has begun."""
    happened: Callable[[Event], None]
    """Given every event of the call."""
    ended: Callable[[Store, str, str | None], None]
    """Given the store and the id of the call when its notes are there, and the address where the service goes on; None where it ends."""


def demo(settings: Settings, watcher: Watcher, *, stay: bool) -> None:
    """Plays the sample call to its end; where `stay`, serves on until it is stopped.

    Raises `Problem` where something is missing, the weights for instance, before anything is kept.
    """
    with _listen(settings) as listening, opened_store(settings.data) as store:
        measure_first(settings)
        asyncio.run(_demo(store, settings, listening, watcher, stay))


async def _demo(store: Store, settings: Settings, listening: socket.socket, watcher: Watcher, stay: bool) -> None:
    async with running(store, settings, listening) as service:
        call = await service.desk.start(await asyncio.to_thread(sample_setup))
        watcher.began(service.url)
        async for event in service.desk.events(call):
            watcher.happened(event)
        stay = stay and not service.stopping
        watcher.ended(store, call, service.url if stay else None)
        if stay:
            await service.stopped()


def open_browser(url: str) -> subprocess.Popen[bytes] | None:
    """Opens `url` in the user's browser where there is a screen, without waiting for it or letting it write to the terminal."""
    if not has_screen():
        return None
    # In a process of its own: some browsers block until they are closed, others write to the terminal they were started from.
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-m", "webbrowser", url], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


def has_screen() -> bool:
    """Whether a browser would show up: not over a bare SSH connection, and not as root, whom browsers refuse."""
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return os.geteuid() != 0 and bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _listen(settings: Settings) -> socket.socket:
    """The port the service usually has, or any other: a demo beside a running service is no mistake."""
    try:
        return listen(settings.host, settings.port)
    except Problem as problem:
        if problem.code != "port-in-use":
            raise
        return listen(settings.host, 0)
