"""The rule of a prompt of one's own, made from the conditions that stand in the playbook."""

import math

from assistant.playbook import PromptEntry
from assistant.playbook.conditions import Condition
from assistant.prompts.let_them_talk import AT
from assistant.prompts.own.conditions import predicate_of
from assistant.prompts.own.predicate import WHOLE_CALL, Held, Predicate, Span, next_of
from assistant.prompts.rule import Over, TimedRule
from assistant.state import Due, State

_ONCE = "once"
_NO_CLIENT, _NO_GOAL = "the client", "your goal"
"""What stands for the blanks of a text where the plan says nothing."""


class OwnPrompt(TimedRule):
    """Implements `Rule`.

    Due while `when` holds and neither `unless` nor `done_when` does; of what is said, only words after those that made it due do what it asks
    for. Over when that is done, or when `when` holds no longer: where nothing says what is to be done, that is what was to be done.
    """

    def __init__(self, prompt: str, entry: PromptEntry) -> None:
        assert entry.when is not None
        self.prompt = prompt
        self._when = predicate_of(entry.when)
        self._unless = _predicate(entry.unless)
        self._done = _predicate(entry.done_when)

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        held = self._when.held(state, Span(fresh=self._last_window(state)))
        if held is None or self._is_excepted(state) or self._is_done(state, held):
            return None
        at = state.now if held.since is None else held.since
        fill = {"client": state.plan.client or _NO_CLIENT, "goal": state.plan.goal or _NO_GOAL}
        return Due(self.prompt, held.fault or _ONCE, held.why, held.evidence, at, entry.urgency, fill)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        if self._is_done(state, Held(due.at, "", due.evidence)):
            return "done"
        if self._is_excepted(state):
            return "lapsed"
        if self._when.held(state, WHOLE_CALL) is not None:
            return None
        how = self._when.how_over(state)
        return "lapsed" if how == "done" and self._done is not None else how

    def next_change_at(self, state: State, entry: PromptEntry) -> float | None:
        parts = (self._when, self._unless, self._done)
        return next_of((part.changes_at(state) for part in parts if part is not None), state)

    def _is_excepted(self, state: State) -> bool:
        return self._unless is not None and self._unless.held(state, WHOLE_CALL) is not None

    def _is_done(self, state: State, held: Held) -> bool:
        after = held.since if held.evidence and held.since is not None else -math.inf
        return self._done is not None and self._done.held(state, Span(after=after)) is not None

    def _last_window(self, state: State) -> float:
        """The end of the last window for which the prompt was due, in seconds since the call began; 0 where there was none."""
        faults = (part for prompt, fault in state.board.raised if prompt == self.prompt for part in fault.split("; "))
        return max((float(part.removeprefix(AT)) for part in faults if part.startswith(AT)), default=0.0)


def _predicate(condition: Condition | None) -> Predicate | None:
    return None if condition is None else predicate_of(condition)
