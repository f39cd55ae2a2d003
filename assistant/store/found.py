"""What a search finds: calls, and in each the places where the words occur."""

from typing import Literal

from assistant.events import Frozen
from assistant.search.marking import Piece
from assistant.store.summary import CallSummary
from audio.side import Side

Where = Literal["client", "notes", "typed", "said"]
"""Where words occur: in the client's name, a line of the notes, what the rep typed during the call, the words of an utterance."""


class Hit(Frozen):
    """A place where words occur. Of a long text, the part round them.

    `section`: of the notes (`discussed`… or `next`). `side`: who said or promised it. `utterance`: the one it is or rests on;
    `start`: when that began, seconds since the call began. Each None where there is none.
    """

    where: Where
    section: str | None
    side: Side | None
    utterance: str | None
    start: float | None
    pieces: tuple[Piece, ...]


class FoundCall(CallSummary):
    """A call that was found.

    `approved`: whether its notes are. `next_step`: whether they have one; None while there are no notes. `hits`: places,
    those with all the words before others, and those with rare words before those with common ones. `more_hits`: whether there are others.
    """

    approved: bool
    next_step: bool | None
    hits: tuple[Hit, ...]
    more_hits: bool

    def summary(self) -> CallSummary:
        """The call without what was found in it."""
        return CallSummary(**self.model_dump(include=set(CallSummary.model_fields)))


class FoundCalls(Frozen):
    """Calls, newest first. `more`: whether there are others after them."""

    calls: tuple[FoundCall, ...]
    more: bool
