"""What a prompt's rule is: when it is due and when it is over, as predicates over the state of the call."""

from typing import Literal, Protocol

from assistant.playbook import PromptEntry
from assistant.state import Due, State

Over = Literal["done", "lapsed", "withdrawn"]


class Rule(Protocol):
    """A prompt's meaning. Its wording, kinds, urgency and times stand in the playbook. Both predicates are pure and called after every fact."""

    prompt: str

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        """The occasion to show the prompt as things stand, or None. May return the same occasion again and again: it is shown once."""
        ...

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        """How the occasion came to an end, or None while the prompt still helps. Waiting prompts are asked too: over before shown is never shown."""
        ...
