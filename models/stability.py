"""The words of an utterance while it is spoken: which of them will not change, and from where the sound must be looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from audio.problem import Problem
from models.recogniser import Hypothesis, Word, moved

BOUNDARIES = ".,;:?!…—–-"
"""Marks that end a clause when they end a word."""


@dataclass(frozen=True, slots=True)
class StabilitySettings:
    """When words are committed: seconds, and probabilities of words. Checks itself: raises `Problem` ("bad-setting")."""

    every: float = 0.3
    """New speech after which a growing segment is recognised again: more lets words wait, less keeps the processor too busy for two sides."""
    edge: float = 0.1
    """A word this near to the end of the sound waits: cut off in the middle it is often heard as another (4 % of the surest, 20 % of others)."""
    sure: float = 0.8
    """A word this probable is committed at first sight: with 0.9 no fewer were wrong in the end, and all were known later."""
    likely: float = 0.4
    """A word this probable is committed when two hypotheses in a row have it, or the speaker pauses: as many stay."""
    doubt: float = 1.0
    """A word less probable than that waits until it is so long past: 7 in 100 of them change."""
    firm: float = 3.0
    """A committed word so long past gives way only where that is worth it: it has been acted on, and all that follow it seem new."""
    worth: float = 0.1
    """How much more probable others must be for each second that firm words are older than that. On 8 spoken calls of 2,500 words 9.0 % were
    wrong in the end and 95 % known within 2.4 s; with a step of 0.15 from 2 s on 9.5 % and 2.2 s, where all give way 8.9 % and 3.3 s."""
    guess_window: float = 3.0
    """Sound that is looked at again while someone speaks on: with 5 s no fewer words were wrong, and each look cost half as much again."""
    window: float = 8.0
    """Sound that is looked at again in a pause: words hang on what was said before them, but with 12 s hardly fewer were wrong."""
    reach: float = 8.0
    """A shorter utterance is looked at together with those of its speaker before it, as far as they fit: by itself "base" misheard 9.0 % of words,
    so 8.1 %."""

    def __post_init__(self) -> None:
        times = 0.1 <= self.every <= 10 and 0 <= self.edge <= self.doubt <= 10 and 2 <= self.guess_window <= self.window <= 28
        if not (times and 0 <= self.reach <= 28 and 0 <= self.likely <= self.sure and self.firm >= 0 and 0 <= self.worth <= 1):
            raise Problem(
                "bad-setting",
                "A setting of the stability is out of range: every 0.1 to 10 s, edge from 0 s to doubt, doubt to 10 s, guess_window from 2 s"
                " to window, window and reach to 28 s, likely from 0 to sure, firm from 0 s, worth 0 to 1.",
                "Correct the settings.",
            )


@dataclass(frozen=True, slots=True)
class Window:
    """From where an utterance is to be recognised: `start` seconds after it began, `context` being the words committed before that."""

    start: float
    context: str
    committed: int
    """How many words those are."""


class GrowingWords:
    """The words of one utterance, grown from successive hypotheses. What is committed changes only where it proves to have been misheard.

    While it is spoken, words are committed that are sure, or on which two successive hypotheses agree (LocalAgreement-2, Liu et al. 2020),
    letter case and punctuation aside. In a pause all likely words are committed: nothing more will come that could change them. When the
    utterance ends there, `words` are its final ones.

    Readers act on clause boundaries, so that a mark at the end of what is committed waits until more words, or the end, confirm it.

    Pure; one for each utterance, used on one thread.
    """

    settled: float
    """Seconds of the utterance that were heard when it last settled; 0 when it has not."""

    def __init__(self, settings: StabilitySettings | None = None) -> None:
        self._settings = settings or StabilitySettings()
        self._committed: list[Word] = []
        self._told: list[str] = []
        """The committed words as they were first told, while `_committed` holds them as they are now written."""
        self._rest: tuple[Word, ...] = ()
        """The last hypothesis after the committed words."""
        self._rival: tuple[Word, ...] = ()
        """The last hypothesis, where it told another story than the committed words."""
        self._pauses: list[tuple[float, int]] = [(0.0, 0)]
        """Times in pauses, and how many words were committed before each."""
        self.settled = 0.0

    @property
    def text(self) -> str:
        """The committed words."""
        return " ".join(self._told)

    @property
    def guess(self) -> str:
        """The committed words and what the last hypothesis adds to them."""
        return " ".join([*self._told, *(word.text for word in self._rest)])

    @property
    def end(self) -> float:
        """End of the last committed word, in seconds from the start of the sound; 0 while there is none."""
        return max((word.end for word in self._committed), default=0.0)

    @property
    def words(self) -> tuple[Word, ...]:
        """The same words as `guess`, as they are now written."""
        return (*self._committed, *self._rest)

    def window(self, heard_seconds: float, *, pausing: bool) -> Window:
        """Where to begin when `heard_seconds` of the utterance have been heard: as far back as the settings allow, best in a pause."""
        first = heard_seconds - (self._settings.window if pausing else self._settings.guess_window)
        start, committed = next((pause for pause in self._pauses if pause[0] >= first), None) or self._gap(first) or self._pauses[-1]
        return Window(start, " ".join(word.text for word in self._committed[:committed]), committed)

    def _gap(self, first: float) -> tuple[float, int] | None:
        """The first gap between committed words at or after `first`, where a clause ends if there is one; None after the last few words."""
        gaps = [
            ((before.end + after.start) / 2, at, before)
            for at, (before, after) in enumerate(zip(self._committed, self._committed[1:], strict=False), 1)
            if before.end >= first
        ][:-_KNOWN]
        best = next((gap for gap in gaps if _mark(gap[2].text)), gaps[0] if gaps else None)
        return best[:2] if best else None

    def feed(self, hypothesis: Hypothesis, window: Window, heard_seconds: float) -> None:
        """Takes a guess, made of the sound from `window` on, while the speaker goes on."""
        words = moved(hypothesis.words, window.start)
        at = self._continuation(words, window)
        if at is None:
            at = self._give_way(words, window)
        self._rival = () if at is not None else words
        if at is not None:
            self._commit(words[at:], self._stable(words[at:], heard_seconds))

    def _likely(self, rest: Sequence[Word], heard_seconds: float) -> int:
        """How many of the words not yet committed are likely, when nothing more will come that could change them."""
        return next((at for at, word in enumerate(rest) if not self._is_likely(word, heard_seconds - word.end)), len(rest))

    def _give_way(self, words: tuple[Word, ...], window: Window) -> int | None:
        """Takes back what was committed where two hypotheses in a row agree on another story, further on than it."""
        self._rest = ()
        if _alike(self._rival, words) <= len(self._committed) - window.committed:
            return None
        self._forget(window.committed)
        self._rest = self._rival
        return 0

    def settle(self, hypothesis: Hypothesis, window: Window, heard_seconds: float) -> None:
        """Takes the best words for the sound from `window` up to a pause, also in the place of committed ones that they prove wrong."""
        words = moved(hypothesis.words, window.start)
        self._rival = ()
        known = self._committed[window.committed :]
        merged, rest = self._merged(known, words, heard_seconds)
        alike = _alike(known, merged)
        self._committed[window.committed : window.committed + alike] = merged[:alike]
        if alike < len(known):
            self._forget(window.committed + alike)
        rest = (*merged[alike:], *rest)
        self._commit(rest, self._likely(rest, heard_seconds))
        if not self._rest:
            self._pauses.append((heard_seconds, len(self._committed)))
        self.settled = heard_seconds

    def _merged(self, known: Sequence[Word], words: tuple[Word, ...], heard_seconds: float) -> tuple[list[Word], tuple[Word, ...]]:
        """What stands in the place of committed words now, and the words that follow them."""
        merged: list[Word] = []
        for tag, first, last, other_first, other_last in SequenceMatcher(None, _bares(known), _bares(words), autojunk=False).get_opcodes():
            mine, others = known[first:last], words[other_first:other_last]
            if first == len(known):
                return merged, others
            better = tag == "equal" or (bool(mine) and self._is_better(mine, others, heard_seconds))
            if last == len(known) and tag != "equal":
                return (merged, others) if better else ([*merged, *mine], others[_overlap(mine, others) :])
            merged += others if better else mine
        return merged, ()

    def _is_better(self, mine: Sequence[Word], others: Sequence[Word], heard_seconds: float) -> bool:
        """Whether other words take the place of committed ones."""
        if "".join(_bares(mine)) == "".join(_bares(others)):
            return False
        beyond = heard_seconds - mine[0].end - self._settings.firm
        return beyond < 0 or _mean_p(others) > _mean_p(mine) + self._settings.worth * beyond

    def _forget(self, count: int) -> None:
        """Takes all but so many words back."""
        del self._committed[count:], self._told[count:]
        self._pauses = [pause for pause in self._pauses if pause[1] <= count]

    def _continuation(self, words: Sequence[Word], window: Window) -> int | None:
        """Where the words not yet committed begin; takes over how the others are written now."""
        known = self._committed[window.committed :]
        at = _continuation(_bares(known), _bares(words))
        if at == len(known):
            self._committed[window.committed :] = [new if _bare(new) == _bare(old) else old for old, new in zip(known, words, strict=False)]
        return at

    def _stable(self, rest: Sequence[Word], heard_seconds: float) -> int:
        """How many of the words not yet committed will not change."""
        count = 0
        while count < len(rest) and self._is_stable(rest[count], self._rest[count : count + 1], heard_seconds - rest[count].end):
            count += 1
        return count

    def _is_stable(self, word: Word, before: Sequence[Word], past_seconds: float) -> bool:
        if past_seconds < self._settings.edge:
            return False
        agreed = bool(before) and _bare(before[0]) == _bare(word)
        return word.p >= self._settings.sure or (agreed and self._is_likely(word, past_seconds))

    def _is_likely(self, word: Word, past_seconds: float) -> bool:
        return word.p >= self._settings.likely or past_seconds >= self._settings.doubt

    def _commit(self, rest: Sequence[Word], count: int) -> None:
        if count:
            if self._told:
                self._told[-1] += _mark(self._committed[-1].text)
            self._told += [word.text for word in rest[:count]]
            self._told[-1] = self._told[-1].removesuffix(_mark(self._told[-1]))
        self._committed += rest[:count]
        self._rest = tuple(rest[count:])


_KNOWN = 3
"""Committed words at least in a window that begins in the midst of speech: the first may be cut off, and the others must still be found."""


def _mean_p(words: Sequence[Word]) -> float:
    return sum(word.p for word in words) / len(words) if words else 0.0


def _bare(word: Word) -> str:
    return "".join(letter for letter in word.text.casefold() if letter.isalnum())


def _bares(words: Sequence[Word]) -> list[str]:
    return [_bare(word) for word in words]


def _alike(one: Sequence[Word], other: Sequence[Word]) -> int:
    """How many words at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: _bare(pair[0]) == _bare(pair[1]), zip(one, other, strict=False)))


def _overlap(mine: Sequence[Word], others: Sequence[Word]) -> int:
    """How many of the others tell what the first ones tell in their way."""
    at = _continuation(_bares(mine), _bares(others))
    return next((at for at, word in enumerate(others) if word.start >= mine[-1].end), len(others)) if at is None else at


def _mark(text: str) -> str:
    """The marks at the end of a word that end a clause; none where nothing else is in it."""
    word = text.rstrip(BOUNDARIES)
    return text[len(word) :] if word else ""


def _continuation(committed: list[str], words: list[str]) -> int | None:
    """How many of `words` correspond to the committed ones: the prefix nearest in word edits, None where more than a third would have to change."""
    if words[: len(committed)] == committed:
        return len(committed)
    costs = list(range(len(words) + 1))
    for row, word in enumerate(committed, 1):
        diagonal, costs[0] = costs[0], row
        for column, other in enumerate(words, 1):
            diagonal, costs[column] = costs[column], min(costs[column] + 1, costs[column - 1] + 1, diagonal + (word != other))
    best = min(range(len(costs)), key=lambda column: (costs[column], abs(column - len(committed))))
    return best if costs[best] * 3 <= len(committed) else None
