"""The reader's protocol: what a turn does, read in the state of the call."""

from dataclasses import dataclass
from typing import Protocol

from assistant.events import Act
from assistant.state import State, Turn


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts of a turn in the order of their words, and how sure the reader is of them (0..1)."""

    acts: tuple[Act, ...]
    confidence: float


class Reader(Protocol):
    """Reads turns. Pure: the same state and turn give the same reading. Called on the event loop."""

    def read(self, state: State, turn: Turn) -> Reading:
        """The acts of `turn`, a turn of `state`, which may still be going on.

        While an utterance is not final, only words up to its last clause boundary (`.,;:?!` or a dash) are read: what follows may still
        turn "I've got to run" into "I've got to run this by my boss". The turns before `turn` carry their acts already.
        """
        ...
