"""A live call from the terminal: microphone and far side, the same pipeline as the service, ended by Ctrl-C."""

import asyncio
import signal
from collections.abc import Callable

from assistant.desk import CallSetup, Desk
from assistant.events import Event
from assistant.settings import Settings
from assistant.store import Store


def run(store: Store, settings: Settings, setup: CallSetup, listen: Callable[[Event], None]) -> str:
    """Hears a call until its sound ends or the user interrupts, drafts its notes, and gives its id. Raises `Problem` before anything is made."""
    return asyncio.run(_run(store, settings, setup, listen))


async def _run(store: Store, settings: Settings, setup: CallSetup, listen: Callable[[Event], None]) -> str:
    desk = Desk(store, settings)
    call = await desk.start(setup)
    loop = asyncio.get_running_loop()
    ending: set[asyncio.Task[None]] = set()

    def end() -> None:
        if not ending:
            ending.add(asyncio.create_task(desk.close()))

    # The first Ctrl-C hangs up: what was heard is still recognised and the notes are drafted.
    loop.add_signal_handler(signal.SIGINT, end)
    loop.add_signal_handler(signal.SIGTERM, end)
    try:
        async for event in desk.events(call):
            listen(event)
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        loop.remove_signal_handler(signal.SIGTERM)
        await desk.close()
    return call
