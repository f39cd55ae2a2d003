"""A call as a language model is shown it: numbered utterances of rep and client, in pieces that fit a small model."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.events import Evidence, Fact, SpeechFinal
from assistant.review.corrected import corrected
from audio.side import Side

PIECE_WORDS = 1800
"""Of one piece: with the question and the answer less than 4,096 tokens, and small models lose the thread of more."""

_SENTENCE = re.compile(r"\S.*?(?:[.?!]+(?=\s|$)|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance as it now reads. `number`: from 1, in the order in which the utterances began."""

    number: int
    utterance: str
    side: Side
    text: str

    @property
    def sentences(self) -> tuple[Evidence, ...]:
        """Its sentences, each as words that a line can rest on."""
        return tuple(Evidence(utterance=self.utterance, quote=found.group()) for found in _SENTENCE.finditer(self.text))


def spoken(facts: Sequence[Fact]) -> tuple[Spoken, ...]:
    """Everything that was said on a call, as the rep has put it right."""
    finals = [fact for fact in corrected(facts) if isinstance(fact, SpeechFinal) and fact.text.strip()]
    ordered = sorted(finals, key=lambda fact: fact.start)
    return tuple(Spoken(number, fact.utterance, fact.side, fact.text) for number, fact in enumerate(ordered, 1))


def pieces(call: Iterable[Spoken], most: int = PIECE_WORDS) -> list[tuple[Spoken, ...]]:
    """The call cut between utterances into pieces of at most `most` words each; an utterance that is longer is a piece of its own."""
    cut: list[list[Spoken]] = []
    room = 0
    for said in call:
        words = len(said.text.split())
        if words > room or not cut:
            cut.append([])
            room = most
        cut[-1].append(said)
        room -= words
    return [tuple(piece) for piece in cut]


def written(piece: Iterable[Spoken]) -> str:
    """A piece to be read: "12 Client: We need forty-two archive boxes." """
    names = {"rep": "Rep", "client": "Client", "mixed": "Somebody"}
    return "\n".join(f"{said.number} {names[said.side]}: {said.text}" for said in piece)
