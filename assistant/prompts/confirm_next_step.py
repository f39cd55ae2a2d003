"""When to say "Confirm the next step": a side begins to end the call and nobody knows yet who does what, when, with the other's yes."""

from assistant.playbook import PromptEntry
from assistant.prompts.rule import Over, RestsOnActs
from assistant.state import Due, NextStep, Noted, State


class ConfirmNextStep(RestsOnActs):
    """Implements `Rule`."""

    prompt = "confirm-next-step"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        closing = state.understanding.closing
        if closing is None or state.understanding.next_step is not None or _is_awaited(state, closing):
            return None
        return Due(self.prompt, "closing", _why(state), closing.evidence, closing.at, entry.urgency)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return "done" if state.understanding.next_step is not None else None


def _is_awaited(state: State, closing: Noted) -> bool:
    """Whether a complete plan was made with, or just before, the goodbye by the same side: the other side still has to say yes or no."""
    plan = _latest_complete(state)
    if plan is None or plan.side != closing.side:
        return False
    answered = any(turn.number > plan.turn and turn.side != plan.side and turn.acts for turn in state.turns)
    return not answered and not state.ended


def _latest_complete(state: State) -> NextStep | None:
    steps = [step for step in state.understanding.next_steps if step.action and step.who and step.when]
    return steps[-1] if steps else None


def _why(state: State) -> str:
    steps = state.understanding.next_steps
    if not steps:
        return "The call is ending and no next step has been named."
    latest = steps[-1]
    if latest.when is None:
        return "The call is ending and the next step has no day or time."
    return "The call is ending and the next step has not been accepted."
