"""One call's recognition: segments in, words out, no stretch of sound looked at more often than its words need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

import numpy as np

from audio.frames import FRAME_SECONDS, SAMPLE_RATE, Samples
from audio.listener import Segment
from audio.segmenter import SegmenterSettings
from audio.side import Side
from models.recogniser import Hypothesis, Recogniser, Word, moved
from models.stability import GrowingWords, StabilitySettings, Window

CONTEXT_CHARACTERS = 200
"""What a side said just before, given to the recogniser: about two sentences."""


class Attention:
    """When a growing segment of one side is to be looked at: in each pause, and each time that it has grown by enough. Pure."""

    def __init__(self, settings: StabilitySettings, segmenter: SegmenterSettings) -> None:
        self._every = settings.every
        # After such a pause a segment holds the same sound as it will if it closes.
        self._pause_seconds = segmenter.tail - FRAME_SECONDS / 2
        self._pre_roll = segmenter.pre_roll
        self._guessed_at = 0.0
        self._paused_at = 0.0

    def begin(self, start: float) -> None:
        """A segment has begun at `start`, with its pre-roll."""
        self._guessed_at = start + self._pre_roll

    def due(self, spoken_end: float, clock: float) -> Literal["guess", "pause"] | None:
        """What is to be done at `clock`, the last speech having ended at `spoken_end`: seconds since the call began."""
        if clock - spoken_end >= self._pause_seconds:
            if self._paused_at == spoken_end:
                return None
            self._paused_at = self._guessed_at = spoken_end
            return "pause"
        if spoken_end - self._guessed_at < self._every:
            return None
        self._guessed_at = spoken_end
        return "guess"


class Transcriber:
    """Keeps what was made of each growing segment and what each side said before. Used on the thread that owns the weights.

    Of each side one segment grows at a time, as `audio.listener` gives them. What the recogniser raises comes out; a segment stays usable.
    """

    def __init__(self, recogniser: Recogniser, settings: StabilitySettings | None = None) -> None:
        self._recogniser = recogniser
        self._settings = settings or StabilitySettings()
        self._growing: dict[Side, tuple[str, GrowingWords]] = {}
        self._before: defaultdict[Side, list[Samples]] = defaultdict(list)
        """The sound of each side's last segments with words, as many as can be of use."""

    def load(self) -> None:
        """Loads the weights. Raises `Problem`."""
        self._recogniser.load()

    def guess(self, segment: Segment) -> GrowingWords:
        """What a segment says so far whose speaker goes on."""
        words, heard = self._words_of(segment), _seconds(segment.samples)
        window = words.window(heard, pausing=False)
        samples = segment.samples[round(window.start * SAMPLE_RATE) :]
        words.feed(self._recogniser.tentative(samples, window.context[-CONTEXT_CHARACTERS:]), window, heard)
        return words

    def settle(self, segment: Segment) -> GrowingWords:
        """What a segment says whose speaker pauses, or has ended. The same sound is recognised once."""
        words, heard = self._words_of(segment), _seconds(segment.samples)
        if words.settled != heard:
            window = words.window(heard, pausing=True)
            words.settle(self._best(segment, window), window, heard)
        return words

    def _best(self, segment: Segment, window: Window) -> Hypothesis:
        """The best words from `window` on. What is short is heard with what its speaker said before it, where nothing lies between."""
        samples = segment.samples[round(window.start * SAMPLE_RATE) :]
        near = self._near(segment.side, _seconds(samples)) if not window.start else []
        known_seconds = sum(map(_seconds, near))
        # Without the text of what was said before: with its sound "base" made 8.1 % word errors, with sound and text 8.9 %, with text 9.0 %.
        context = window.context[-CONTEXT_CHARACTERS:]
        return self._recogniser.final(np.concatenate([*near, samples]), context, known_seconds)

    def _near(self, side: Side, seconds: float) -> list[Samples]:
        """The last segments of a side that fit beside so many seconds."""
        near: list[Samples] = []
        for closed in reversed(self._before[side]):
            seconds += _seconds(closed)
            if seconds > self._settings.reach:
                break
            near.insert(0, closed)
        return near

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
        known = self._growing.get(segment.side)
        if known is None or known[0] != segment.id:
            known = self._growing[segment.side] = (segment.id, GrowingWords(self._settings))
        return known[1]

    def _closed(self, segment: Segment, words: Sequence[Word]) -> tuple[Word, ...]:
        self._growing.pop(segment.side, None)
        if words:
            before = self._before[segment.side]
            before.append(segment.samples)
            del before[:-_KEPT]
        return moved(words, segment.start)


_KEPT = 16
"""Segments: shorter ones than half a second are rare."""


def _seconds(samples: Samples) -> float:
    return len(samples) / SAMPLE_RATE
