"""Lines of the notes while they are chosen: candidates, what each would tell that is not told yet, sentences that belong together as one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.events import Evidence
from assistant.notes.figures import written
from assistant.notes.sentences import Said
from assistant.notes.wording import MOST_WORDS, count_words, tidy
from assistant.understanding.content import content, worth
from audio.side import Side

_SIDES = {"rep": "Rep: ", "client": "Client: "}
_LONGEST = MOST_WORDS + 2
"""Words of a line with the names of one side or both."""
_PAUSE = 4
"""Words that every line costs its reader, whatever it tells."""
_EFFORT = 0.4
"""How much a longer line is held against what it tells: 0 not at all, 1 in proportion."""
_BESIDE = 1.25
"""What a sentence gains by going on from one that is chosen already: it needs no line, and explains it."""
_NEW = 0.4
"""Share of a line's weighty words that must be new: below it, it was told already."""
_PIECE = re.compile(r",\s+(?=(?:and|but|so|because|then|which|or|if|when|while)\b)|,\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may become a line. `parts`: the sentences it gives, in order. `weight`: how much such a line matters, whatever its words are worth."""

    parts: tuple[Said, ...]
    weight: float
    text: str
    evidence: tuple[Evidence, ...]
    content: frozenset[str]

    def weighing(self, weight: float) -> "Candidate":
        """The same of another weight."""
        return replace(self, weight=weight)

    @property
    def at(self) -> int:
        return self.parts[0].number


def spoken_by(side: Side, words: str) -> str:
    """The words with the name of their side before them, where it is known."""
    return _SIDES.get(side, "") + words


def one(said: Said, weight: float, weighty: frozenset[str]) -> Candidate:
    """A sentence as a candidate; of one too long for a line, the stretch that tells most."""
    words, evidence, inside = said.words, said.evidence, said.content
    if count_words(words) > MOST_WORDS and len(said.evidence) == 1:
        quote = stretch(said.evidence[0].quote, said.names | weighty)
        words, inside = written(tidy(quote, said.mark)), content(quote)
        evidence = (Evidence(utterance=said.evidence[0].utterance, quote=quote),)
    return Candidate((said,), weight, spoken_by(said.side, words), evidence, inside)


def answered(question: Said, answer: Sequence[Said], weight: float) -> Candidate:
    """A question with its answer, where the answer alone says nothing to a reader."""
    replies = " ".join(words for said in answer if (words := said.words))
    text = f"{spoken_by(question.side, question.words)} {spoken_by(answer[0].side, replies)}"
    return Candidate(
        (question, *answer),
        weight,
        text,
        (*question.evidence, *(evidence for said in answer for evidence in said.evidence)),
        question.content.union(*(said.content for said in answer)),
    )


def stretch(quote: str, weighty: frozenset[str], most: int = MOST_WORDS, *, from_start: bool = False) -> str:
    """The run of clauses of at most `most` words whose words are worth most. `from_start`: that begins where the quote begins."""
    cuts = [0, *(match.end() for match in _PIECE.finditer(quote)), len(quote)]
    runs = [quote[first:last].strip(" ,") for at, first in enumerate(cuts[:1] if from_start else cuts) for last in cuts[at + 1 :]]
    short = [run for run in runs if 0 < count_words(run) <= most]
    return max(short, key=lambda run: worth(content(run), weighty)) if short else " ".join(quote.split(" ")[:most])


@dataclass(slots=True)
class Page:
    """What the lines chosen so far tell, over all sections: what one says, no other says again."""

    weighty: frozenset[str]
    told: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)

    def use(self, parts: Iterable[Said]) -> None:
        """Marks sentences as given, so that no other line gives them."""
        self.used |= {said.number for said in parts}

    def gain(self, candidate: Candidate) -> float:
        """What a candidate would tell that is not told yet, for each word that it takes to read."""
        length, new = count_words(candidate.text), candidate.content - self.told
        if length > _LONGEST:
            return -1.0
        if len(new) < _NEW * len(candidate.content) or any(said.number in self.used for said in candidate.parts):
            return -1.0
        names = frozenset[str]().union(*(said.names for said in candidate.parts))
        effort: float = (length + _PAUSE) ** _EFFORT
        return candidate.weight * worth(new, self.weighty | names) / effort

    def choose(self, candidates: Iterable[Candidate], most: int, least: float) -> list[Candidate]:
        """The candidates that together tell most, at most `most` lines, none that tells less than `least`; in the order in which they were said."""
        lines: list[Candidate] = []
        left = [candidate for candidate in candidates if self.gain(candidate) >= least] if most > 0 else []
        while left:
            best = max(left, key=lambda candidate: self.gain(candidate) * (_BESIDE if any(_joinable(line, candidate) for line in lines) else 1.0))
            beside = next((line for line in lines if _joinable(line, best)), None)
            if beside is None:
                lines.append(best)
            else:
                lines[lines.index(beside)] = joined(beside, best)
            self.use(best.parts)
            self.told |= best.content
            full = len(lines) == most
            left = [
                other
                for other in left
                if other is not best and self.gain(other) >= least and not (full and not any(_joinable(line, other) for line in lines))
            ]
        return sorted(lines, key=lambda line: line.at)


def _joinable(line: Candidate, other: Candidate) -> bool:
    """Whether two candidates are sentences said in one breath, short enough together for one line."""
    first, second = sorted((line, other), key=lambda candidate: candidate.at)
    sides = {said.side for said in (*first.parts, *second.parts)}
    together = second.parts[0].number - first.parts[-1].number == 1 and first.parts[0].turn == second.parts[-1].turn
    return together and len(sides) == 1 and count_words(first.text) + count_words(second.text) <= _LONGEST


def joined(line: Candidate, other: Candidate) -> Candidate:
    """Two candidates of one side as one line, in the order in which they were said."""
    first, second = sorted((line, other), key=lambda candidate: candidate.at)
    text = f"{first.text} {second.text.removeprefix(_SIDES.get(second.parts[0].side, ''))}"
    return Candidate(
        (*first.parts, *second.parts), max(first.weight, second.weight), text, (*first.evidence, *second.evidence), first.content | second.content
    )
