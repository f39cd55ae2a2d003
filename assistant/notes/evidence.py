"""Whether a line of the notes stands on words that were said. Independent of how the line was made."""

from assistant.events import Evidence
from assistant.prompts.board import said
from assistant.state import State


def stands(state: State, evidence: Evidence) -> bool:
    """Whether the words quoted are in the utterance they are said to come from, as it finally stood."""
    return bool(evidence.quote.strip()) and evidence.quote in said(state, evidence.utterance)
