"""What a decoder made of sound, and whether it can be believed."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_COMPRESSION = 2.4
"""Text that zlib shrinks more than this repeats itself (Whisper's own threshold)."""
_LONG_PHRASE = 3
"""Words. Nobody is likely to say as many twice without a break."""
_STUCK = 4
"""Copies of anything without a break that nobody says; people do say "no, no, no"."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a window. `logprob`: mean per token; `no_speech`: probability (0..1) that nobody speaks."""

    tokens: tuple[int, ...]
    text: str
    logprob: float
    no_speech: float

    @property
    def doubled(self) -> bool:
        """Whether it says all of it, or a phrase, twice over: what a window cut too short leads to, and people sometimes do ("No. No.")."""
        words = _bare_words(self.text)
        return self.stuck or any(size >= _LONG_PHRASE or size * copies == len(words) for _, size, copies in _copies(words))

    @property
    def stuck(self) -> bool:
        """Whether it goes round and round."""
        raw = self.text.encode()
        shrunk = len(raw) > 40 and len(raw) > _COMPRESSION * len(zlib.compress(raw))
        return shrunk or any(copies >= _STUCK for _, _, copies in _copies(_bare_words(self.text)))


def _bare_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold())


def until_repeated(texts: list[str]) -> int:
    """How many words there are before all of it, or a phrase, is said again."""
    words = ["".join(_bare_words(text)) for text in texts]
    return min((place + size for place, size, _ in _copies(words) if size >= _LONG_PHRASE or not place), default=len(words))


def _copies(words: list[str]) -> Iterator[tuple[int, int, int]]:
    """Every phrase that follows itself at once: (where it begins, words in it, how often it is said)."""
    for size in range(1, len(words) // 2 + 1):
        run = 0
        for at in range(len(words) - size):
            run = run + 1 if words[at] == words[at + size] else 0
            if run and run % size == 0:
                yield at - run + 1, size, run // size + 1
