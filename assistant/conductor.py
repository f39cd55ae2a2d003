"""One call in progress: numbers what comes from outside, lets the core judge it, and tells the rest of the program.

What every driver (sound, script, stored facts) stands on. Lives on one thread, the event loop's or the command's.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.core import Core
from assistant.events import CallEnded, CallStarted, ErrorRaised, Fact, NotesDrafted, SideShare, TurnUnderstood
from assistant.notes.draft import draft
from assistant.state import State, begin
from audio.problem import Problem, place_of
from audio.side import Side

_log = logging.getLogger(__name__)

JUDGING_FAILED = Problem(
    "judging-failed",
    "A stretch of the call could not be judged.",
    "The call goes on and its words are kept; please report this with the log.",
)


class Conductor:
    """The state of one call and the one way to change it.

    `tell` is given every batch of facts, in order, once each: it must have stored them when it returns. With `real_time`, what time
    brings about is dated when it was brought about, the machine's slowness included; else when an infinitely fast machine would have.
    """

    def __init__(self, core: Core, started: CallStarted, tell: Callable[[Sequence[Fact]], None], *, real_time: bool = False) -> None:
        self._core = core
        self._tell = tell
        self._real_time = real_time
        started = started.model_copy(update={"seq": 1})
        self.state: State = begin(started)
        """The call as it now stands."""
        tell([started, *self._start()])

    def _start(self) -> list[Fact]:
        """What falls due as the call starts, before anything is said."""
        try:
            self.state, facts = self._core.advance(self.state, self.state.now)
        except Exception as error:  # noqa: BLE001 (told as an event)
            _log.error("judging the start failed: %s", place_of(error))
            self.state, facts = self._failed(self.state.now, self.state.seq)
        return facts

    def take(self, fact: Fact, stored: Sequence[TurnUnderstood] = ()) -> None:
        """Takes a fact from outside; its number is given here. What fell due by time before it comes first."""
        at = max(fact.at, self.state.now)
        self.pass_time(at)
        fact = fact.model_copy(update={"seq": self.state.seq + 1, "at": at})
        try:
            self.state, follows = self._core.step(self.state, fact, stored)
        except Exception as error:  # noqa: BLE001 (told as an event)
            # A mistake in a rule must not cost the call its words: the fact is kept, what would have followed from it is not.
            _log.error("judging a fact (%s) failed: %s", fact.type, place_of(error))
            self.state, follows = self._failed(fact.at, fact.seq)
        self._tell([fact, *follows])

    def _failed(self, at: float, seq: int) -> tuple[State, list[Fact]]:
        """The state, and what to tell, where judging the fact numbered `seq` failed."""
        failure = error_raised(self.state.call, at, JUDGING_FAILED).model_copy(update={"seq": seq + 1})
        return replace(self.state, seq=failure.seq, now=at), [failure]

    def go_on(self, seq: int, tell: Callable[[Sequence[Fact]], None]) -> None:
        """Goes on from stored facts: numbers follow `seq`, and `tell` is given what comes from now on."""
        self.state = replace(self.state, seq=seq)
        self._tell = tell

    def end(self, at: float, duration: float, coverage: SideShare) -> None:
        """Ends the call and drafts its notes. `duration` is that of its sound, in seconds."""
        call = self.state.call
        self.take(CallEnded(call=call, at=at, seq=0, duration=duration, coverage=coverage))
        self.take(NotesDrafted(call=call, at=at, seq=0, notes=draft(self.state, coverage)))

    def pass_time(self, now: float) -> None:
        """Lets everything happen that time alone brings about until `now`, each thing at its time."""
        while (deadline := self.deadline()) is not None and deadline <= now:
            self.state, facts = self._core.advance(self.state, now if self._real_time else deadline)
            if facts:
                self._tell(facts)
            if self.deadline() == deadline:
                raise AssertionError("time passed and nothing changed")

    def deadline(self) -> float | None:
        """When time alone will next change something, in seconds since the call began; never before now."""
        deadline = self._core.deadline(self.state)
        return None if deadline is None else max(deadline, self.state.now)


def error_raised(call: str, at: float, problem: Problem) -> ErrorRaised:
    """A problem as a fact of the call."""
    return ErrorRaised(call=call, at=at, seq=0, code=problem.code, message=problem.message, remedy=problem.remedy)


def coverage_of(worded: Mapping[Side, float], speech: Mapping[Side, float]) -> SideShare:
    """Share of each side's speech that has words; both in seconds by side."""

    def share(side: Side) -> float | None:
        return round(min(1.0, worded.get(side, 0.0) / speech[side]), 3) if speech.get(side) else None

    return SideShare(rep=share("rep"), client=share("client"))
