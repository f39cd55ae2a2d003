"""The vocabulary of sound: sides, blocks as sources deliver them, and 20 ms frames as detectors want them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from audio.problem import Problem
from audio.side import Side

Samples = NDArray[np.float32]

SAMPLE_RATE = 16_000
"""Hz. What Whisper and webrtcvad both take; every frame is at this rate."""

FRAME_SECONDS = 0.02
"""Length of a frame: webrtcvad takes 10, 20 or 30 ms; 20 ms is also a telephone packet."""

FRAME_SAMPLES = int(SAMPLE_RATE * FRAME_SECONDS)


@dataclass(frozen=True, slots=True)
class Block:
    """Sound as a source delivers it: all tracks side by side, any length, at the source's rate.

    `samples` has shape (frames, tracks), float32 in [-1, 1]; column order is that of `AudioSource.tracks`.
    """

    samples: Samples


@dataclass(frozen=True, slots=True)
class Frame:
    """20 ms of one side at 16 kHz. `samples` has shape (320,), float32; `start` is in seconds since the call began."""

    side: Side
    start: float
    samples: Samples


class AudioSource(Protocol):
    """Where sound comes from. Iterated once, on the ears thread; `close` may be called from any thread and ends the iteration."""

    tracks: tuple[Side, ...]
    rate: int

    def blocks(self) -> Iterator[Block]:
        """Blocks in order, without gaps, until the call's sound ends. Raises `Problem` where the source fails."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class MayBeIncomplete(Protocol):
    """A source that may turn out to hold less than it says, such as a file that was cut off."""

    warning: Problem | None
    """Set once `blocks` has ended: what was wrong; what there was of the sound was given."""


@runtime_checkable
class MayLoseTracks(Protocol):
    """A source whose tracks can be lost and found again while it is iterated, such as devices."""

    on_capture: Callable[[Side, bool], None] | None
    """Set it before iterating to be told when a side is lost (True) or found again (False), on the thread that iterates."""
