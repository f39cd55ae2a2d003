"""When to say "Switch to business now": the opening small talk goes on after the greeting and a courtesy each way.

On a service call the rep's reply to the greeting is enough: the client rang with a need.
"""

from assistant.playbook import PromptEntry
from assistant.prompts.rule import SURE, Over, RestsOnActs
from assistant.state import Due, State, Turn


class SwitchToBusiness(RestsOnActs):
    """Implements `Rule`."""

    prompt = "switch-to-business"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        if state.understanding.business is not None:
            return None
        for turn in state.doing("small-talk"):
            small = turn.acts_of("small-talk", sure=SURE)
            if small and turn.settled and _late_enough(state, turn):
                why = "Small talk goes on and the business has not begun."
                return Due(self.prompt, "opening", why, (small[-1].evidence,), turn.end, entry.urgency)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        business = state.understanding.business
        if business is None:
            return None
        return "done" if business.side == "rep" else "lapsed"


def _late_enough(state: State, turn: Turn) -> bool:
    """Whether this turn's small talk is more than the greeting's.

    Both sides have spoken before it; on a service call the client is enough. A client may open with "how's the baby?": what counts is
    whether the rep goes along with it.
    """
    before = state.turns[: turn.number - 1]
    sides = {earlier.side for earlier in before}
    if turn.side == "client" and not any(earlier.side == "rep" and earlier.does("small-talk") for earlier in before):
        return False
    return len(sides) == 2 or (state.kind == "service" and turn.side == "rep" and "client" in sides)
