"""What waits to be sent to one reader: facts all and in order, hints only as far as the reader keeps up."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from assistant.events import Event, FactBase


class Outbox:
    """A queue between a call and a slow reader. Filled and emptied on the event loop; putting never waits.

    A hint is out of date as soon as the next one is there, so of more than `hints` waiting the oldest is dropped.
    Facts are bounded by the call itself.
    """

    def __init__(self, hints: int = 64) -> None:
        self._limit = hints
        self._waiting: deque[Event] = deque()
        self._hints = 0
        self._changed = asyncio.Event()
        self._closed = False

    def put(self, event: Event) -> None:
        """Queues `event`, dropping the oldest hint where there are too many."""
        if not isinstance(event, FactBase):
            if self._hints >= self._limit:
                self._drop_oldest_hint()
            self._hints += 1
        self._waiting.append(event)
        self._changed.set()

    def close(self) -> None:
        """Nothing more will be put; the reader gets what waits, then the end."""
        self._closed = True
        self._changed.set()

    async def __aiter__(self) -> AsyncIterator[Event]:
        while True:
            while self._waiting:
                event = self._waiting.popleft()
                self._hints -= not isinstance(event, FactBase)
                yield event
            if self._closed:
                return
            self._changed.clear()
            await self._changed.wait()

    def _drop_oldest_hint(self) -> None:
        oldest = next(index for index, event in enumerate(self._waiting) if not isinstance(event, FactBase))
        del self._waiting[oldest]
        self._hints -= 1
