"""When a sentence is one that a playbook means: it holds a phrase, or it shares nearly all of its words with an example.

Both are compared in the plain form of `understanding.text` (contractions written out, fillers away), without commas. Deterministic, and linear
in the length of what is said whatever the playbook holds: `/…/` is run by RE2.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from assistant.events import Evidence
from assistant.state import Turn, Utterance
from assistant.turns import readable
from assistant.understanding.content import content
from assistant.understanding.text import Sentence, quote, sentences

ANY_WORDS = "*"
MOST_ANY_WORDS = 3
_LIKE, _LIKE_COUNTER = 0.75, 0.6
"""Share of the words, weighed, that a sentence and an example have in common. A counter-example is believed sooner: silence is the safer side."""
_LIGHT_WEIGHT = 0.25
"""What a word that carries little meaning counts beside one that does."""
_NEGATIONS = frozenset("not no never nothing neither nor without".split())
_REPETITION = re.compile(r"\{\d*,?\d*\}")
_UNFOUND = re.compile(r"['’,]")
_MOST_CHARACTERS = 300
_MOST_RECENT = 64


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as it is compared. `complete`: nothing more can come to it."""

    words: tuple[str, ...]
    places: tuple[int, ...]
    """Which token of the sentence each word is."""
    sentence: Sentence
    complete: bool

    def evidence(self, utterances: tuple[Utterance, ...], first: int = 0, end: int | None = None) -> Evidence:
        """The words `first` to `end` as they were recognised."""
        last = self.places[(len(self.words) if end is None else end) - 1]
        tokens = self.sentence.tokens
        return quote(utterances, self.sentence, self.sentence.starts[self.places[first]], self.sentence.starts[last] + len(tokens[last].plain))


_RECENT: dict[int, tuple[Turn, tuple[Heard, ...]]] = {}
"""What was heard in the turns last asked about, by which objects they are."""


def heard_in(turn: Turn) -> tuple[Heard, ...]:
    """The sentences of a turn as far as it can be read: what is still being said, up to its last clause boundary."""
    # Every prompt with wordings asks about the same turn.
    known = _RECENT.get(id(turn))
    if known is not None and known[0] is turn:
        return known[1]
    heard = _heard(tuple(readable(utterance) for utterance in turn.utterances), tuple(utterance.final for utterance in turn.utterances))
    if len(_RECENT) >= _MOST_RECENT:
        _RECENT.clear()
    _RECENT[id(turn)] = (turn, heard)
    return heard


def heard_as_text(text: str) -> tuple[Heard, ...]:
    """The sentences of a text that was written."""
    return _heard((text,), (True,))


@lru_cache(maxsize=4096)  # two half-hour calls: a back-test asks twice about each
def _heard(parts: tuple[str, ...], final: tuple[bool, ...]) -> tuple[Heard, ...]:
    found: list[Heard] = []
    for sentence in sentences(parts):
        places = tuple(place for place, token in enumerate(sentence.tokens) if token.plain != ",")
        if places:
            words = tuple(sentence.tokens[place].plain for place in places)
            found.append(Heard(words, places, sentence, bool(sentence.mark) or final[sentence.tokens[-1].part]))
    return tuple(found)


class Phrase(Protocol):
    """Words to be found in a sentence."""

    def find(self, words: tuple[str, ...]) -> tuple[int, int] | None:
        """The words, as first and end, with which a sentence says it, or None."""
        ...


@lru_cache(maxsize=4096)
def phrase(text: str) -> Phrase:
    """A phrase as written in a playbook. Raises `ValueError` with what was expected."""
    if len(text) > _MOST_CHARACTERS:
        raise ValueError(f"at most {_MOST_CHARACTERS} characters")
    if text.startswith("/") and text.endswith("/") and len(text) > 1:
        return _Expression(text[1:-1])
    pattern = tuple(word for piece in re.split(r"(\*)", text) for word in ([ANY_WORDS] if piece == ANY_WORDS else plain_words(piece)))
    if not any(word != ANY_WORDS for word in pattern):
        raise ValueError("some words that are not fillers" + (" beside the *" if pattern else ""))
    return _Words(pattern)


def plain_words(text: str) -> list[str]:
    """The words of a text in the form in which they are compared."""
    return [word for heard in heard_as_text(text) for word in heard.words]


@dataclass(frozen=True, slots=True)
class _Words:
    """Words in a row; * stands for one to three."""

    pattern: tuple[str, ...]

    def find(self, words: tuple[str, ...]) -> tuple[int, int] | None:
        if any(word != ANY_WORDS and word not in words for word in self.pattern):
            return None
        for first in range(len(words)):
            if (end := self._end(words, first)) is not None:
                return first, end
        return None

    def _end(self, words: tuple[str, ...], first: int) -> int | None:
        ends = {first}
        for part in self.pattern:
            if part == ANY_WORDS:
                ends = {end + more for end in ends for more in range(1, MOST_ANY_WORDS + 1) if end + more <= len(words)}
            else:
                ends = {end + 1 for end in ends if end < len(words) and words[end] == part}
            if not ends:
                return None
        return min(ends)


class _Expression:
    """A regular expression, looked for in the plain words with blanks between them, capitals and small letters alike."""

    def __init__(self, text: str) -> None:
        self._compiled = _compiled(text)
        if _UNFOUND.search(_REPETITION.sub("", text)):
            raise ValueError("no apostrophe and no comma: it is looked for in plain words (do not, I am)")
        if self._compiled.search("") is not None:
            raise ValueError("an expression that does not match the empty text")

    def find(self, words: tuple[str, ...]) -> tuple[int, int] | None:
        joined = " ".join(words)
        match = self._compiled.search(joined)
        if match is None:
            return None
        start, end = match.span()
        return min(joined[:start].count(" "), len(words) - 1), min(joined[: max(end, start + 1) - 1].count(" ") + 1, len(words))


def _compiled(text: str) -> Any:
    import re2  # only where a playbook has an expression: it takes a hundredth of a second to load

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        return re2.compile(text, options)
    except re2.error as error:
        reason = error.args[0]
        # What follows the colon quotes the expression.
        told = (reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)).partition(":")[0]
        raise ValueError(f"a regular expression that RE2 can run ({told})") from error


class Wording:
    """Phrases, examples and counter-examples put together. Raises `ValueError` where a phrase is none; the playbook's checks have said so before."""

    def __init__(self, phrases: Iterable[str] = (), examples: Iterable[str] = (), counter_examples: Iterable[str] = ()) -> None:
        counters = tuple(counter_examples)
        self._phrases = tuple(map(phrase, phrases))
        self._examples = tuple(map(_weighed_text, examples))
        self._counter_phrases = tuple(map(phrase, counters))
        self._counter_examples = tuple(_weighed_text(counter) for counter in counters if is_sentence(counter))
        # A sentence is asked about again with every word that follows it in its turn.
        self._meant = lru_cache(maxsize=1024)(self._find)
        self._countered = lru_cache(maxsize=1024)(self._counters)

    def meant(self, heard: Heard) -> tuple[int, int] | None:
        """The words, as first and end, for which a sentence counts; None where it doesn't. A sentence is like an example only when it is whole."""
        return self._meant(heard.words, heard.complete)

    def countered(self, heard: Heard) -> bool:
        """Whether a sentence holds a counter-example, or is closer to one than to any example."""
        return self._countered(heard.words)

    def _find(self, words: tuple[str, ...], complete: bool) -> tuple[int, int] | None:
        if self._countered(words):
            return None
        for one in self._phrases:
            if (found := one.find(words)) is not None:
                return found
        return (0, len(words)) if complete and _closest(words, self._examples) >= _LIKE else None

    def _counters(self, words: tuple[str, ...]) -> bool:
        if any(one.find(words) is not None for one in self._counter_phrases):
            return True
        closest = _closest(words, self._counter_examples)
        return closest >= _LIKE_COUNTER and closest > _closest(words, self._examples)


def is_sentence(text: str) -> bool:
    """Whether an example is written in plain words, not as a phrase with * or an expression."""
    return ANY_WORDS not in text and not text.startswith("/")


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A sentence's words for comparing: those that carry meaning by their stems, the others as they are."""

    telling: frozenset[str]
    light: frozenset[str]
    denied: bool

    @property
    def weight(self) -> float:
        return len(self.telling) + _LIGHT_WEIGHT * len(self.light)


def _weighed_text(text: str) -> _Weighed:
    return _weighed(tuple(plain_words(text)))


@lru_cache(maxsize=4096)
def _weighed(words: tuple[str, ...]) -> _Weighed:
    stems = {word: content(word) for word in words}
    light = frozenset(word for word, stem in stems.items() if not stem)
    return _Weighed(frozenset(one for stem in stems.values() for one in stem), light, not _NEGATIONS.isdisjoint(words))


def _closest(words: tuple[str, ...], others: "Sequence[_Weighed]") -> float:
    return max((_likeness(_weighed(words), other) for other in others), default=0.0)


def _likeness(one: _Weighed, other: _Weighed) -> float:
    """0..1: what both have of all that either has. Who denies it says something else, however alike the words."""
    if one.denied != other.denied or not one.weight + other.weight:
        return 0.0
    shared = len(one.telling & other.telling) + _LIGHT_WEIGHT * len(one.light & other.light)
    return 2 * shared / (one.weight + other.weight)


def matching(text: str, said: Iterable[str]) -> Iterator[str]:
    """Those of some sentences in which a phrase is found."""
    one = phrase(text)
    for sentence in said:
        if any(one.find(heard.words) is not None for heard in heard_as_text(sentence)):
            yield sentence
