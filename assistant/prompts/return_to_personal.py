"""When to say "Now the personal: {topic}": the next step is agreed, and what was put off or cut short has not been come back to.

Due when the turn that settled the step is over. Where the client settled it and the rep speaks on at once, that turn must be over too: the rep may
take the topic up in it.
"""

import re

from assistant.playbook import PromptEntry
from assistant.prompts.rule import Over, RestsOnActs
from assistant.state import Due, PersonalTopic, State

_ASKS_AFTER = re.compile(r"\b(?:how(?:['’]s| is| are)(?! (?:that|this|it)\b)|how (?:was|were|did|has|have)|tell me)\b[^?.!]*\?\s*$", re.IGNORECASE)
"""A turn that settles the step and ends so takes up what was put off, or may: "Tuesday at ten it is. So how was the water?" """
_MOST_WORDS = 3
_UNNAMED = "what came up earlier"
"""Shown where the words of a topic name nothing."""


class ReturnToPersonal(RestsOnActs):
    """Implements `Rule`."""

    prompt = "return-to-personal"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        step = state.understanding.next_step
        if step is None or step.accepted_in is None:
            return None
        settling = state.turn(step.accepted_in)
        if settling is not None and settling.side != "rep" and settling is not state.turns[-1]:
            settling = next((turn for turn in state.turns[settling.number :] if turn.side == "rep"), None)
        if settling is None or not settling.settled or (settling.side == "rep" and _ASKS_AFTER.search(settling.text)):
            return None
        left = [topic for topic in state.understanding.personal if _is_left(topic) and topic.turn < step.accepted_in]
        if not left:
            return None
        topic = left[-1]
        why = "The next step is agreed, and this was put off."
        evidence = (*topic.evidence, *step.evidence[-1:])
        return Due(self.prompt, "agreed", why, evidence, settling.end, entry.urgency, {"topic": _named(topic)})

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        topic = next((topic for topic in state.understanding.personal if topic.evidence[0] == due.evidence[0]), None)
        if topic is None or not topic.parked:
            return "withdrawn"
        return "done" if topic.taken_up else None


def _is_left(topic: PersonalTopic) -> bool:
    return topic.parked and not topic.taken_up


def _named(topic: PersonalTopic) -> str:
    return topic.text if len(topic.text.split()) <= _MOST_WORDS else _UNNAMED
