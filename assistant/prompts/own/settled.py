"""What is made of the turns of a call that can no longer change: made once, and added to as more of them settle."""

from collections.abc import Callable
from typing import Generic, TypeVar

from assistant.state import State, Turn

Made = TypeVar("Made")
Grow = Callable[[Made, State, int, int], Made]


class Settled(Generic[Made]):
    """Keeps what `grow(made, state, begin, end)` makes of the settled turns, `state.turns[begin:end]` being those that were not in it yet.

    Nothing but time is saved: the same state gives the same, whatever was asked before. One thread at a time.
    """

    def __init__(self, empty: Made, grow: Grow[Made]) -> None:
        self._empty = empty
        self._grow = grow
        self._count = 0
        self._last: Turn | None = None
        self._made = empty
        self._seen: tuple[tuple[Turn, ...], int] | None = None
        self._seen_made = empty

    def of(self, state: State) -> Made:
        """What is made of the settled turns of a call."""
        if self._count > state.settled_turns or (self._last is not None and state.turns[self._count - 1] is not self._last):
            # Another call, or the same one with its sides swapped.
            self._count, self._last, self._made = 0, None, self._empty
        if self._count < state.settled_turns:
            self._made = self._grow(self._made, state, self._count, state.settled_turns)
            self._count, self._last = state.settled_turns, state.turns[state.settled_turns - 1]
        return self._made

    def with_open(self, state: State) -> Made:
        """The same of all turns, those that may still change included."""
        # Asked several times about each fact: whether a prompt is due, whether it is over, when that changes next.
        if self._seen is None or self._seen[0] is not state.turns or self._seen[1] != state.settled_turns:
            self._seen_made = self._grow(self.of(state), state, state.settled_turns, len(state.turns))
            self._seen = (state.turns, state.settled_turns)
        return self._seen_made
