"""Whether a line of the notes stands on words that were said. Independent of how the line was made."""

import re
from collections.abc import Iterable

from assistant.events import Evidence
from assistant.state import State

_WORD = re.compile(r"[^\W_]+")
_SIDE = re.compile(r"(?:^|(?<=[.?!] ))(?:Rep|Client): ")


def transcript(state: State) -> dict[str, str]:
    """The text of every utterance as it finally stood."""
    return {part.id: part.text for turn in state.turns for part in (*turn.utterances, *turn.back_channels)}


def stands(said: dict[str, str], text: str, evidence: Iterable[Evidence]) -> bool:
    """Whether all the words quoted are in the utterances they are said to come from, and all the words of the line in what is quoted."""
    quotes = list(evidence)
    found = bool(quotes) and all(quote.quote.strip() and quote.quote in said.get(quote.utterance, "") for quote in quotes)
    heard = {word.lower() for quote in quotes for word in _WORD.findall(quote.quote)}
    return found and all(word.lower() in heard for word in _WORD.findall(_SIDE.sub("", text)))
