"""One call's recognition: segments in, words out, no stretch of sound looked at more often than its words need."""

from collections.abc import Sequence
from dataclasses import replace

from audio.frames import SAMPLE_RATE, Samples
from audio.listener import Segment
from audio.side import Side
from models.recogniser import Recogniser, Word
from models.stability import GrowingWords, StabilitySettings, Window

CONTEXT_CHARACTERS = 200
"""What a side said just before, given to the recogniser: about two sentences."""


class Transcriber:
    """Keeps what was made of each growing segment and what each side said before. Used on the thread that owns the weights.

    Of each side one segment grows at a time, as `audio.listener` gives them. What the recogniser raises comes out; a segment stays usable.
    """

    def __init__(self, recogniser: Recogniser, settings: StabilitySettings | None = None) -> None:
        self._recogniser = recogniser
        self._settings = settings
        self._growing: dict[Side, tuple[str, GrowingWords]] = {}
        self._said: dict[Side, str] = {}
        """The end of what each side said in the segments before."""

    def load(self) -> None:
        """Loads the weights. Raises `Problem`."""
        self._recogniser.load()

    def guess(self, segment: Segment) -> GrowingWords:
        """What a segment says so far whose speaker goes on."""
        words = self._words_of(segment)
        heard = _seconds(segment)
        window = words.window(heard, pausing=False)
        words.feed(self._recogniser.tentative(*self._input(segment, window)), window, heard)
        return words

    def settle(self, segment: Segment) -> GrowingWords:
        """What a segment says whose speaker pauses, or has ended. The same sound is recognised once."""
        words = self._words_of(segment)
        heard = _seconds(segment)
        if words.settled != heard:
            window = words.window(heard, pausing=True)
            words.settle(self._recogniser.final(*self._input(segment, window)), window, heard)
        return words

    def close(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment, their times in seconds since the call began."""
        return self._closed(segment, self.settle(segment).words)

    def close_unheard(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment that can't be recognised: those known while it grew."""
        return self._closed(segment, self._words_of(segment).words)

    def close_together(self, segments: Sequence[Segment]) -> list[tuple[Word, ...]]:
        """As `close` for several segments at once that were not looked at before: faster, and without knowing what was said before."""
        sides = list(dict.fromkeys(segment.side for segment in segments))
        found = self._recogniser.together([[segment.samples for segment in segments if segment.side == side] for side in sides])
        hypotheses = {side: iter(of_side) for side, of_side in zip(sides, found, strict=True)}
        return [self._closed(segment, next(hypotheses[segment.side]).words) for segment in segments]

    def _words_of(self, segment: Segment) -> GrowingWords:
        known, words = self._growing.get(segment.side, ("", GrowingWords()))
        if known != segment.id:
            words = GrowingWords(self._settings)
            self._growing[segment.side] = (segment.id, words)
        return words

    def _input(self, segment: Segment, window: Window) -> tuple[Samples, str]:
        context = f"{self._said.get(segment.side, '')} {window.context}".strip()
        return segment.samples[round(window.start * SAMPLE_RATE) :], context[-CONTEXT_CHARACTERS:]

    def _closed(self, segment: Segment, words: Sequence[Word]) -> tuple[Word, ...]:
        self._growing.pop(segment.side, None)
        self._said[segment.side] = f"{self._said.get(segment.side, '')} {' '.join(word.text for word in words)}".strip()[-CONTEXT_CHARACTERS:]
        return tuple(replace(word, start=round(segment.start + word.start, 3), end=round(segment.start + word.end, 3)) for word in words)


def _seconds(segment: Segment) -> float:
    return len(segment.samples) / SAMPLE_RATE
