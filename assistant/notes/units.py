"""Sentences that are read together: what says "she" or "that" with the words that tell who or what, a slip with its correction."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.notes.answers import question_before
from assistant.notes.lines import Candidate, answered, joined, one
from assistant.notes.sentences import Said
from assistant.notes.weights import Weigh
from assistant.notes.wording import MOST_WORDS, count_words, sentence_case, without_false_starts

_REFERS = re.compile(r"(?:he|she|they|it|that|this|these|those|his|her|their|them|both|neither|which|the one)\b")
_PERSON = re.compile(r"(?:he|she|they|his|her|their)\b")
_SHORT = 4
"""Content words below which a sentence goes with the one before it."""
_ALONE = 3
"""Content words below which a line says little."""
_THIN, _CORRECTED = 0.7, 0.6
"""What such a line weighs, and one that was put right by its speaker: what was given back to them afterwards is clearer."""


def weighed(said: Sequence[Said], usable: Sequence[Said], weigh: Weigh, weighty: frozenset[str], *, one_side: bool = False) -> Iterator[Candidate]:
    """A candidate for every sentence that matters by `weigh`, with what it needs beside it to be understood.

    `one_side`: nothing of the other side's, not even the question that it answers.
    """
    by_number = {sentence.number: sentence for sentence in usable}
    for sentence in usable:
        if not (weight := weigh(sentence)):
            continue
        before = by_number.get(sentence.number - 1)
        if before and _goes_with(before, sentence) and weigh(before):
            continue
        question = question_before(said, sentence) if _PERSON.match(sentence.flat) and not one_side else None
        yield _unit(said, by_number, sentence, question, weight, weighty)


def _unit(
    said: Sequence[Said], by_number: dict[int, Said], sentence: Said, question: Said | None, weight: float, weighty: frozenset[str]
) -> Candidate:
    parts = [sentence]
    while (following := by_number.get(parts[-1].number + 1)) and _goes_with(parts[-1], following):
        if count_words(" ".join(part.words for part in (*parts, following))) > MOST_WORDS:
            break
        parts.append(following)
    if question:
        replies = [other for other in said[question.number + 1 : parts[-1].number + 1] if other.turn == sentence.turn]
        if count_words(" ".join(part.words for part in (question, *replies))) <= MOST_WORDS:
            return answered(question, replies, weight)
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


def put_right(said: Sequence[Said], weigh: Weigh, weighty: frozenset[str]) -> Iterator[Candidate]:
    """What was said wrong and put right in the next sentence, both together."""
    for slip, correction in pairwise(said):
        weight = weigh(slip)
        if slip.corrected and weight and slip.turn == correction.turn:
            line = joined(one(slip, weight, weighty), one(correction, weight, weighty))
            text = f"{one(slip, weight, weighty).text} {sentence_case(without_false_starts(correction.quote))}"
            yield replace(line, text=text, weight=_CORRECTED * weight)
