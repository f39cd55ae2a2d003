"""A draft with what a language model put better: its lines stand for those of the draft that they tell wholly, or beside them; no more. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.events import Commitment, Evidence, Line, Notes
from assistant.notes.draft import MOST_DISCUSSED, MOST_FACTS, MOST_PERSONAL, MOST_PERSONAL_ONLY, MOST_PROMISED, MOST_PROPOSED
from assistant.notes.wording import count_words
from assistant.review.sheet import Party
from assistant.understanding.content import content, is_number, same_substance
from assistant.wording.check import SIDES
from assistant.wording.questions import Wanted

MOST: Mapping[Wanted, int] = {
    "discussed": MOST_DISCUSSED,
    "proposed": MOST_PROPOSED,
    "facts": MOST_FACTS,
    "personal": MOST_PERSONAL,
    "commitments": MOST_PROMISED,
}
"""Lines of each section, as the draft by rules has them at most."""
LOST = 0.25
"""Share of a line's words of substance that may be missing where another stands in its place; of its numbers and names, none."""
LONGER = 4
"""Words by which that other may be longer: "Client said that they" is four."""
LONGEST = 40
"""Words of a line at most: what is longer is not read at a glance."""
NEW = 0.6
"""Share of a line's words of substance that nothing in the notes tells yet, for it to stand beside them."""
LEAST = 3
"""Words of substance without which a line tells nothing."""

_BY = re.compile(r"\b(?:Rep|Client): ")
_TELLER = re.compile(r"\b(rep|client)\b", re.IGNORECASE)
_OWN_SIDE = re.compile(r"^(?:Rep|Client) (?=\w)")
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of a model that the call bears out. `section` and `side` as it was asked for; `instead`: the line it was asked to put better."""

    text: str
    evidence: tuple[Evidence, ...]
    section: Wanted | None = None
    side: Party | None = None
    instead: Line | None = None


@dataclass(slots=True)
class Bettered:
    """A draft on its way to better words. `changed`, `added`: lines."""

    notes: Notes
    order: Mapping[str, int]
    """The place of every utterance in the call."""
    changed: int = 0
    added: int = 0
    _put: set[Line] = field(default_factory=set)
    """Lines of the model: none of them gives way to another."""

    def take(self, offer: Offer) -> bool:
        """Puts a line where it is better than what stands there. Whether it was of use."""
        for section in MOST:
            for line in self._of(section):
                if line not in self._put and (offer.instead in (None, line)) and _replaces(offer, section, line):
                    self._exchange(section, line, offer)
                    return True
        return self._is_new(offer) and self._add(offer)

    def _of(self, section: Wanted) -> tuple[Line, ...]:
        lines: tuple[Line, ...] = getattr(self.notes, section)
        return lines

    def _exchange(self, section: Wanted, line: Line, offer: Offer) -> None:
        new = _line(offer, line.side if isinstance(line, Commitment) else None)
        self._set(section, [new if other is line else other for other in self._of(section)])
        self._put.add(new)
        self.changed += 1

    def _add(self, offer: Offer) -> bool:
        assert offer.section is not None
        lines = self._of(offer.section)
        most = MOST_PERSONAL_ONLY if offer.section == "personal" and not (self.notes.discussed or self.notes.proposed) else MOST[offer.section]
        if len(lines) >= most:
            return False
        new = _line(offer, offer.side)
        self._set(offer.section, sorted((*lines, new), key=self._at))
        self._put.add(new)
        self.added += 1
        return True

    def _set(self, section: Wanted, lines: Sequence[Line]) -> None:
        self.notes = self.notes.model_copy(update={section: tuple(lines)})

    def _at(self, line: Line) -> int:
        return min((self.order.get(quote.utterance, 0) for quote in line.evidence), default=0)

    def _is_new(self, offer: Offer) -> bool:
        """Whether a line tells something that the notes do not: by its words together, and beside each line alone."""
        if offer.section is None:
            return False
        words = _substance(offer.text)
        told = [_substance(line.text) for section in (*MOST, "questions") for line in getattr(self.notes, section)]
        if self.notes.next:
            told.append(content(" ".join(part for part in (self.notes.next.purpose, self.notes.next.what, self.notes.next.when) if part)))
        fresh = words - frozenset().union(*told)
        return len(words) >= LEAST and len(fresh) >= NEW * len(words) and not any(same_substance(words, other) for other in told)


def _replaces(offer: Offer, section: Wanted, line: Line) -> bool:
    """Whether an offer says all that a line says, of the same words of the call, as shortly, and by whom."""
    if not {quote.utterance for quote in offer.evidence} & {quote.utterance for quote in line.evidence}:
        return False
    if isinstance(line, Commitment) and (offer.side or _first(offer.text)) != line.side:
        return False
    if offer.section == "commitments" and section != "commitments":
        return False
    if _first(line.text) not in (None, _first(offer.text)):
        return False
    old, new = _substance(line.text), _substance(offer.text)
    lost = old - new
    exact = any(map(is_number, lost)) or bool(_names(line.text) & lost)
    return not exact and len(lost) <= LOST * len(old) and count_words(offer.text) <= min(LONGEST, count_words(line.text) + LONGER)


def _line(offer: Offer, side: Party | None) -> Line:
    if side is None:
        return Line(text=offer.text, evidence=offer.evidence)
    # Whose promise it is stands beside it.
    text = _OWN_SIDE.sub("", offer.text)
    return Commitment(text=text[:1].upper() + text[1:], evidence=offer.evidence, side=side)


def _first(text: str) -> str | None:
    """The side that a line names first."""
    found = _TELLER.search(text)
    return found[1].lower() if found else None


def _substance(text: str) -> frozenset[str]:
    return content(_BY.sub("", text)) - SIDES


def _names(text: str) -> frozenset[str]:
    return frozenset().union(*(content(name) for name in _NAME.findall(_BY.sub("", text))))


def lines_of(notes: Notes) -> Iterable[Line]:
    """The lines of a draft that may be put better, in order."""
    return (line for section in MOST for line in getattr(notes, section))
