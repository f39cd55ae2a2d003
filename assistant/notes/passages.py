"""The sentences of a call put together into lines: what belongs together in one (a question with its answer, a need told over several sentences,
an offer with its price and what was said to it), as few lines as can be read at a glance."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.events import ActName
from assistant.notes.lines import Candidate, one, spoken_by
from assistant.notes.sentences import Said
from assistant.notes.telling import mentions_person, told
from assistant.notes.wording import MOST_WORDS, count_words
from audio.side import Side

_LINE = 1.0
"""What every line costs its reader; the rest is in the same measure."""
_BROKEN_OFF = 2.0
"""A question in one line, its answer in the next."""
_LEFT_BEHIND = 1.0
"""A sentence apart from the one it leans on."""
_SAME_TURN = 0.4
_NEXT_TURN, _FAR = 0.1, 0.9
"""Two sentences in one line, of neighbouring turns, or of turns further apart."""
_OTHER_KIND = 0.6
"""An offer in one line with what is none."""
_LEANS = re.compile(r"(?:he|she|they|it|that|this|these|those|his|her|their|them|both|neither|which|the one|so|because|but|and|then)\b")
_PLANS: frozenset[ActName] = frozenset({"propose-next", "commitment"})
_MODAL = re.compile(r"(?:I|We)(?:['’](?:ll|d)| (?:will|would|can|could|need|want|had|have|was|were)\b)")
_MOST_SENTENCES = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence that is worth a line. `worth`: how much it matters; `offered`: whether it offers, or answers an offer."""

    said: Said
    worth: float
    offered: bool


def passages(kept: Sequence[Kept], weighty: frozenset[str]) -> list[Candidate]:
    """The sentences as lines, in order, each line's weight the sum of what its sentences are worth."""
    ends = _cut(kept)
    starts = [0, *ends[:-1]]
    return [line(kept[start:end], weighty) for start, end in zip(starts, ends, strict=True)] if kept else []


def _cut(kept: Sequence[Kept]) -> list[int]:
    """Where lines end, so that the whole costs least."""
    words = [min(MOST_WORDS, count_words(part.said.words)) for part in kept]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(kept) + 1):
        found = (float("inf"), end - 1)
        inside, length = 0.0, 0
        for start in range(end - 1, max(-1, end - 1 - _MOST_SENTENCES), -1):
            length += words[start] + _label(kept, start, end)
            if start < end - 1:
                inside += _together(kept[start], kept[start + 1])
            if length > MOST_WORDS + 2 and start < end - 1:
                break
            apart = _apart(kept[start - 1], kept[start]) if start else 0.0
            cost = best[start][0] + _LINE + inside + apart
            if cost < found[0]:
                found = (cost, start)
        best.append(found)
    ends, at = [], len(kept)
    while at:
        ends.append(at)
        at = best[at][1]
    return ends[::-1]


def _label(kept: Sequence[Kept], at: int, end: int) -> int:
    """Words that the name of a side takes before a sentence."""
    return int(at + 1 >= end or kept[at].said.side != kept[at + 1].said.side)


def _answers(before: Said, after: Said) -> bool:
    return before.asks and after.side != before.side and 0 < after.turn - before.turn <= 1


def _leans(before: Said, after: Said) -> bool:
    return before.turn == after.turn and after.number - before.number == 1 and bool(_LEANS.match(after.flat) or len(after.content) < 3)


def _apart(before: Kept, after: Kept) -> float:
    """What it costs to part two sentences."""
    if _answers(before.said, after.said):
        return _BROKEN_OFF
    if _leans(before.said, after.said):
        return _LEFT_BEHIND
    return _SAME_TURN if before.said.turn == after.said.turn else 0.0


def _together(before: Kept, after: Kept) -> float:
    """What it costs to have two sentences in one line."""
    one, other = before.said, after.said
    far = _FAR if other.turn - one.turn > 2 or other.number - one.number > 4 else _NEXT_TURN * (other.turn - one.turn)
    kind = _OTHER_KIND if before.offered != after.offered and not _answers(one, other) else 0.0
    return far + kind


def line(parts: Sequence[Kept], weighty: frozenset[str]) -> Candidate:
    """Sentences as one line: what a side said of itself told of it where that is sure, else as it was said, the side named where it changes."""
    pieces = [one(part.said, part.worth, weighty) for part in parts]
    words = [piece.text.removeprefix(spoken_by(part.said.side, "")) for part, piece in zip(parts, pieces, strict=True)]
    text = ""
    for side, group in groupby(range(len(parts)), key=lambda at: parts[at].said.side):
        run = [*group]
        quoted = any(part.said.asks for part in parts) or any(_is_to_come(parts[at].said, words[at]) for at in run)
        text = f"{text} {_of_one_side(side, [words[at] for at in run], quoted=quoted)}".strip()
    return Candidate(
        tuple(part.said for part in parts),
        sum(part.worth for part in parts),
        text,
        tuple(evidence for piece in pieces for evidence in piece.evidence),
        frozenset[str]().union(*(piece.content for piece in pieces)),
    )


def _is_to_come(said: Said, words: str) -> bool:
    """Whether a sentence speaks of what is still to come in the present tense, "I come on Tuesday": the past tense would say that it has been."""
    return bool(said.times or said.acts & _PLANS) and not _MODAL.match(words)


def _of_one_side(side: Side, said: Sequence[str], *, quoted: bool) -> str:
    """What one side said on end: told of it where every sentence with an "I", "we" or "you" can be; else as it was said, with its name."""
    as_told: list[str] = []
    for at, words in enumerate(said):
        retold = None if quoted else told(words, side, named=at > 0)
        if retold is None and (quoted or mentions_person(words)):
            return spoken_by(side, " ".join(said))
        as_told.append(retold or (spoken_by(side, words) if at == 0 else words))
    return " ".join(as_told)
