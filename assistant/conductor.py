"""One call in progress: numbers what comes from outside, lets the core judge it, and tells the rest of the program.

What every driver (sound, script, stored facts) stands on. Lives on one thread, the event loop's or the command's.
"""

from collections.abc import Callable, Sequence

from assistant.core import Core
from assistant.events import CallStarted, Fact, TurnUnderstood
from assistant.state import State, begin


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
        tell([started])

    def take(self, fact: Fact, stored: Sequence[TurnUnderstood] = ()) -> None:
        """Takes a fact from outside; its number is given here. What fell due by time before it comes first."""
        at = max(fact.at, self.state.now)
        self.pass_time(at)
        fact = fact.model_copy(update={"seq": self.state.seq + 1, "at": at})
        self.state, follows = self._core.step(self.state, fact, stored)
        self._tell([fact, *follows])

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
