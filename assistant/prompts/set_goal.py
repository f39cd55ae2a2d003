"""When to ask "What do you want agreed when you hang up?": the call starts and its plan has no goal.

Rests on no words, so its evidence is empty; due at second 0.
"""

from assistant.playbook import PromptEntry
from assistant.prompts.rule import Over, RestsOnActs
from assistant.state import Due, State


class SetGoal(RestsOnActs):
    """Implements `Rule`."""

    prompt = "set-goal"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        if state.turns or _has_goal(state):
            return None
        return Due(self.prompt, "start", "The plan for this call has no goal.", (), 0.0, entry.urgency)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        if _has_goal(state):
            return "done"
        first = next((turn for turn in state.turns if turn.side == "rep"), None)
        return "lapsed" if first is not None and first.ended is not None else None


def _has_goal(state: State) -> bool:
    return bool((state.plan.goal or "").strip())
