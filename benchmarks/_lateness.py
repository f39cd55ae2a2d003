"""How late the words of a call become known, how many are taken back, and how many are wrong: what was said with its times against the events."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.events import Event, SpeechCommitted, SpeechFinal
from audio.side import Side
from benchmarks._sums import Sums
from benchmarks.wer import normal

SIDES: tuple[Side, ...] = ("rep", "client")
NEVER = math.inf
WINDOW_SECONDS = 10.0
"""What is said in this time has to be known within the goal for a call to be back under it."""


@dataclass(frozen=True)
class Turn:
    """What one side said from `start` to `end`, seconds since the call began."""

    side: Side
    say: str
    start: float
    end: float


@dataclass(frozen=True)
class Said:
    """A word of the reference. `spoken`: when its last sound was heard, interpolated in its turn; `closes`: whether it is its turn's last."""

    word: str
    spoken: float
    closes: bool


@dataclass(frozen=True)
class Known:
    """A word that was shown, and `at`: from when on it was never changed."""

    word: str
    at: float


@dataclass(frozen=True)
class Late:
    """Seconds from when a word was spoken until it was known for good; `NEVER` where it is missing or wrong."""

    spoken: float
    seconds: float
    closes: bool


@dataclass(frozen=True)
class Goal:
    """Most seconds that the median and 95 % may take."""

    median: float
    most: float

    def holds(self, seconds: Sequence[float]) -> bool:
        return quantile(seconds, 0.5) <= self.median and quantile(seconds, 0.95) <= self.most

    def __str__(self) -> str:
        return f"≤ {self.median} s / ≤ {self.most} s"


@dataclass
class Judged(Sums):
    """One call, or several together."""

    late: list[Late] = field(default_factory=list)
    """Every word that was said."""
    committed: int = 0
    taken_back: int = 0
    errors: int = 0
    words: int = 0
    """Words said, each side's normalised as one text, as word errors are counted."""

    def turn_ends(self, *, never: bool = False) -> list[float]:
        """Seconds for the last words of turns; where `never`, with those that never became known."""
        return [late.seconds for late in self.late if late.closes and (never or late.seconds != NEVER)]

    def any_words(self, *, never: bool = False) -> list[float]:
        """Seconds for all words; where `never`, with those that never became known."""
        return [late.seconds for late in self.late if never or late.seconds != NEVER]

    @property
    def missing(self) -> float:
        """Share of the words said that never became known."""
        return sum(late.seconds == NEVER for late in self.late) / max(1, len(self.late))

    @property
    def error_rate(self) -> float:
        return self.errors / max(1, self.words)


def quantile(values: Iterable[float], share: float) -> float:
    """The value under which `share` of the values lie; not a number where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else math.nan


def judge(turns: Sequence[Turn], log: Sequence[Event]) -> Judged:
    """Everything about one call. `log`: its events in the order in which they came."""
    judged = Judged()
    finals = sorted((event for event in log if isinstance(event, SpeechFinal)), key=lambda final: final.start)
    for side in SIDES:
        mine = [turn for turn in turns if turn.side == side]
        known, committed, taken_back = known_words(
            [event for event in log if isinstance(event, SpeechCommitted | SpeechFinal) and event.side == side]
        )
        errors, words = word_errors(" ".join(turn.say for turn in mine), " ".join(final.text for final in finals if final.side == side))
        judged += Judged(lateness(said_words(mine), known), committed, taken_back, errors, words)
    return judged


def said_words(turns: Iterable[Turn]) -> list[Said]:
    """The words of one side's turns, spread evenly over each."""
    said = []
    for turn in turns:
        words = normal(turn.say).split()
        each = (turn.end - turn.start) / max(1, len(words))
        said += [Said(word, turn.start + each * number, number == len(words)) for number, word in enumerate(words, 1)]
    return said


def known_words(log: Iterable[SpeechCommitted | SpeechFinal]) -> tuple[list[Known], int, int]:
    """One side's words as they stood in the end, utterance by utterance; how many had been committed, and how many of these were taken back."""
    utterances: dict[str, list[Known]] = {}
    longest: dict[str, int] = {}
    committed = taken_back = 0
    for event in log:
        before, words = utterances.get(event.utterance, []), normal(event.text).split()
        kept = list(itertools.takewhile(lambda pair: pair[0].word == pair[1], zip(before, words, strict=False)))
        utterances[event.utterance] = [*before[: len(kept)], *(Known(word, event.at) for word in words[len(kept) :])]
        if isinstance(event, SpeechFinal):
            most = longest.get(event.utterance, 0)
            committed, taken_back = committed + most, taken_back + max(0, most - len(kept))
        else:
            longest[event.utterance] = max(longest.get(event.utterance, 0), len(words))
    return [known for words in utterances.values() for known in words], committed, taken_back


def lateness(said: Sequence[Said], known: Sequence[Known]) -> list[Late]:
    """How late each word said became known."""
    when = {i: known[j].at for i, j in align([said.word for said in said], [known.word for known in known]) if said[i].word == known[j].word}
    return [Late(word.spoken, when[i] - word.spoken if i in when else NEVER, word.closes) for i, word in enumerate(said)]


def word_errors(said: str, heard: str) -> tuple[int, int]:
    """Words wrong, missing or invented; and words said."""
    reference, words = normal(said).split(), normal(heard).split()
    pairs = align(reference, words)
    same = sum(reference[i] == words[j] for i, j in pairs)
    return len(reference) + len(words) - len(pairs) - same, len(reference)


def align(reference: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places that stand for each other on the path of the fewest edits; of equal ones that which, from the end, pairs soonest."""
    cost, places = _costs(reference, heard), []
    i, j = len(reference), len(heard)
    while i and j:
        if cost[i, j] == cost[i - 1, j - 1] + (reference[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            places.append((i, j))
        elif cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1
    return places[::-1]


def _costs(reference: Sequence[str], heard: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """Fewest edits between every beginning of the one and every beginning of the other, a row at a time."""
    numbers: dict[str, int] = {}
    heard_numbers = np.array([numbers.setdefault(word, len(numbers)) for word in heard], np.int32)
    steps = np.arange(len(heard) + 1, dtype=np.int32)
    cost = np.empty((len(reference) + 1, len(heard) + 1), np.int32)
    cost[0] = steps
    for i, word in enumerate(reference, 1):
        cost[i] = cost[i - 1] + 1
        cost[i, 1:] = np.minimum(cost[i, 1:], cost[i - 1, :-1] + (heard_numbers != numbers.get(word, -1)))
        # An insertion costs one a step: the least so far along the row, counted without the steps.
        cost[i] = np.minimum.accumulate(cost[i] - steps) + steps
    return cost


def recovered(late: Iterable[Late], ended: float, goal: Goal) -> float | None:
    """Seconds from `ended` to the first word from which on `WINDOW_SECONDS` of words are known within the goal; None where there is none."""
    later = sorted((word for word in late if word.spoken >= ended and word.seconds != NEVER), key=lambda word: word.spoken)
    for first in later:
        if goal.holds([word.seconds for word in later if first.spoken <= word.spoken < first.spoken + WINDOW_SECONDS]):
            return first.spoken - ended
    return None
