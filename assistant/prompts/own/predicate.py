"""What it is that a condition holds: since when, on which words; and what a condition must answer to be one."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from assistant.events import Evidence
from assistant.prompts.rule import Over
from assistant.state import State


@dataclass(frozen=True, slots=True)
class Held:
    """That a condition holds. `since`: seconds since the call began, None where it rests on nothing that has a time.

    `fault` names the occasion as far as it is one of its own, so that the same words raise a prompt once and other words raise it again.
    """

    since: float | None
    why: str
    evidence: tuple[Evidence, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """What of the call to look at. Words count that were said later than `after`: the latest, or the `first` of them.

    `fresh`: what is measured over a window, only if the window begins no earlier: where the prompt last fell due.
    """

    after: float = -math.inf
    first: bool = False
    fresh: float = 0.0


WHOLE_CALL = Span()


class Predicate(Protocol):
    """A condition, ready to be asked."""

    def held(self, state: State, span: Span) -> Held | None:
        """That it holds as things stand, or None."""
        ...

    def how_over(self, state: State) -> Over:
        """What it means for a prompt that it no longer holds."""
        ...

    def changes_at(self, state: State) -> float | None:
        """When it changes next by time alone, later than now."""
        ...


def next_of(times: Iterable[float | None], state: State) -> float | None:
    """The first of some times that is still to come."""
    return min((time for time in times if time is not None and time > state.now), default=None)
