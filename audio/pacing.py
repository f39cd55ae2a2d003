"""A source slowed down to real time, so that a recording is heard as a call would be."""

import threading
import time
from collections.abc import Callable, Iterator

from audio.frames import AudioSource, Block, MayBeIncomplete
from audio.problem import Problem

PIECE_SECONDS = 0.1
"""Longest piece delivered at once: devices deliver 10 to 100 ms."""


class Paced:
    """An `AudioSource` that gives the sound of another at the pace it was spoken, each piece when its last sample is due.

    Measured from the first piece, so that nothing drifts: after a stall it catches up. `sleep` may return early; by default it does
    when `close` is called.
    """

    def __init__(self, source: AudioSource, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] | None = None) -> None:
        self.tracks = source.tracks
        self.rate = source.rate
        self._source = source
        self._clock = clock
        self._closed = threading.Event()
        self._sleep = sleep or self._closed.wait

    @property
    def warning(self) -> Problem | None:
        """What was wrong with the source, once its blocks have ended."""
        return self._source.warning if isinstance(self._source, MayBeIncomplete) else None

    def blocks(self) -> Iterator[Block]:
        """Pieces of at most 100 ms, in real time. Raises what the source raises."""
        longest = max(1, int(self.rate * PIECE_SECONDS))
        began = self._clock()
        given = 0
        for block in self._source.blocks():
            for at in range(0, len(block.samples), longest):
                piece = Block(block.samples[at : at + longest])
                given += len(piece.samples)
                if not self._wait_until(began + given / self.rate):
                    return
                yield piece

    def close(self) -> None:
        self._closed.set()
        self._source.close()

    def _wait_until(self, due: float) -> bool:
        """Whether the time came before `close` did."""
        while not self._closed.is_set():
            left = due - self._clock()
            if left <= 0:
                return True
            self._sleep(left)
        return False
