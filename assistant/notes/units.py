"""Sentences that are read together: what says "she" or "that" with the words that tell who or what."""

import re
from collections.abc import Iterator, Sequence

from assistant.notes.lines import Candidate, joined, one
from assistant.notes.sentences import Said
from assistant.notes.weights import Weigh
from assistant.notes.wording import MOST_WORDS, count_words

_REFERS = re.compile(r"(?:he|she|they|it|that|this|these|those|his|her|their|them|both|neither|which|the one)\b")
_SHORT = 4
"""Content words below which a sentence goes with the one before it."""
_ALONE = 3
"""Content words below which a line says little."""
_THIN = 0.7
"""What such a line weighs."""


def weighed(usable: Sequence[Said], weigh: Weigh, weighty: frozenset[str]) -> Iterator[Candidate]:
    """A candidate for every sentence that matters by `weigh`, with those of the same turn that it needs to be understood."""
    by_number = {sentence.number: sentence for sentence in usable}
    for sentence in usable:
        if not (weight := weigh(sentence)):
            continue
        before = by_number.get(sentence.number - 1)
        if before and _goes_with(before, sentence) and weigh(before):
            continue
        yield _unit(by_number, sentence, weight, weighty)


def _unit(by_number: dict[int, Said], sentence: Said, weight: float, weighty: frozenset[str]) -> Candidate:
    parts = [sentence]
    while (following := by_number.get(parts[-1].number + 1)) and _goes_with(parts[-1], following):
        if count_words(" ".join(part.words for part in (*parts, following))) > MOST_WORDS:
            break
        parts.append(following)
    line = one(parts[0], weight, weighty)
    for part in parts[1:]:
        line = joined(line, one(part, weight, weighty))
    return line.weighing(_THIN * weight) if len(line.content) < _ALONE else line


def _goes_with(before: Said, sentence: Said) -> bool:
    """Whether a sentence leans on the one before it."""
    beside = (
        before.turn == sentence.turn
        and before.personal == sentence.personal
        and not before.asks
        and not sentence.asks
        and not sentence.acts & {"goodbye", "closing", "must-go"}
    )
    leans = bool(_REFERS.match(sentence.flat)) or len(sentence.content) < _SHORT
    return beside and leans and count_words(f"{before.words} {sentence.words}") <= MOST_WORDS
