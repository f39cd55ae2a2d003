"""The recogniser's protocol and what it gives: a hypothesis is what a model makes of a stretch of sound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from audio.frames import Samples


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word with its punctuation, no blanks round it. `start`, `end`: seconds from the start of the sound given; `p` in 0..1."""

    text: str
    start: float
    end: float
    p: float

    def moved(self, seconds: float) -> "Word":
        """The same word so much later, but not before the sound begins."""
        return replace(self, start=round(max(0.0, self.start + seconds), 3), end=round(max(0.0, self.end + seconds), 3))


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Words of one stretch of sound, in order. Empty where nothing was said."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def after(self, seconds: float) -> "Hypothesis":
        """What is said from `seconds` on, and its times counted from there. A word belongs to where its middle is."""
        return Hypothesis(moved((word for word in self.words if (word.start + word.end) / 2 >= seconds), -seconds)) if seconds else self


def moved(words: Iterable[Word], seconds: float) -> tuple[Word, ...]:
    """The same words so much later."""
    return tuple(word.moved(seconds) for word in words)


class Recogniser(Protocol):
    """Turns sound into words. Everything but `weights` is called on the recogniser thread only."""

    weights: str
    """Name of the weights in use, as shown to users and stored in `call.started` ("base", "tiny.en", a path…)."""

    def load(self) -> None:
        """Reads and checks the weights. Raises `Problem` when they are missing or their hash is wrong. Idempotent."""
        ...

    def tentative(self, samples: Samples, context: str) -> Hypothesis:
        """A quick, greedy guess at an unfinished utterance. `samples`: shape (n,), float32, 16 kHz. `context`: what the side said just before."""
        ...

    def final(self, samples: Samples, context: str, known_seconds: float = 0.0) -> Hypothesis:
        """The best words for an utterance that has ended. The first `known_seconds` are what its speaker said before: heard with it, not told."""
        ...

    def together(self, speakers: Sequence[Sequence[Samples]]) -> list[list[Hypothesis]]:
        """The best words of many utterances that have ended, of each speaker in their order: faster, and without what was said before them."""
        ...
