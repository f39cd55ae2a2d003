"""Frames in, segments out: who speaks when, on every track, with the sound of it."""

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from audio.detector import SILENCE, Detector, DetectorSettings, VoiceDetector, decibels
from audio.foreground import Foreground, ForegroundSettings
from audio.frames import FRAME_SECONDS, Frame, Samples
from audio.segmenter import Begun, Segmenter, SegmenterSettings, Stretch
from audio.side import Side

_LEVEL_FRAMES = 10
"""Frames (0.2 s) over which the level shown is averaged: about a syllable."""


@dataclass(frozen=True, slots=True)
class ListenerSettings:
    """Everything that decides what is a segment. Each part checks itself and says why its thresholds are what they are."""

    detector: DetectorSettings = field(default_factory=DetectorSettings)
    foreground: ForegroundSettings = field(default_factory=ForegroundSettings)
    segmenter: SegmenterSettings = field(default_factory=SegmenterSettings)


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A stretch of one side's speech. Times are in seconds since the call began.

    `start` is that of the first sample, pre-roll included; `end` is the end of speech, the samples may go on a little after it.
    `samples`: shape (n,), float32, 16 kHz, its own copy.
    """

    id: str
    side: Side
    start: float
    end: float
    samples: Samples


@dataclass(frozen=True, slots=True)
class SegmentOpened:
    """Someone has begun to speak; `at` is when it became known."""

    segment: str
    side: Side
    start: float
    at: float


@dataclass(frozen=True, slots=True)
class SegmentClosed:
    """A segment is complete; `at` is when that became known."""

    segment: Segment
    at: float


Heard = SegmentOpened | SegmentClosed


class Listener:
    """Listens to all tracks of one call in lock-step. Used on one thread; memory is bounded by the longest segment of each side.

    Segments are named by side and number: "r1", "c1", "m1". Of each side they open and close in turn; `SegmentOpened` comes first.
    """

    speech_seconds: dict[Side, float]
    """Seconds from the start to the end of all closed segments, by side."""

    def __init__(self, tracks: tuple[Side, ...], settings: ListenerSettings) -> None:
        self.speech_seconds = dict.fromkeys(tracks, 0.0)
        self._foreground = Foreground(len(tracks), settings.foreground)
        self._ears = tuple(_Ear(side, VoiceDetector(settings.detector), Segmenter(settings.segmenter)) for side in tracks)

    def hear(self, frames: tuple[Frame, ...]) -> list[Heard]:
        """Takes one frame of each track, in the order of the tracks; gives what began or ended with them."""
        sounded = [ear.detector.is_speech(frame) for ear, frame in zip(self._ears, frames, strict=True)]
        speech = self._foreground.own([ear.detector.level for ear in self._ears], sounded)
        heard: list[Heard] = []
        for ear, frame, own in zip(self._ears, frames, speech, strict=True):
            heard += self._told(ear, ear.push(frame, own), frame.start + FRAME_SECONDS)
        return heard

    def flush(self) -> list[Heard]:
        """Closes what is open: no more frames will come."""
        return [heard for ear in self._ears for heard in self._told(ear, ear.segmenter.flush(), ear.at)]

    def growing(self, side: Side) -> Segment | None:
        """A copy of the segment of a side that is open now, as if it were closed now."""
        ear = self._ear(side)
        stretch = ear.segmenter.growing()
        return ear.segment(stretch) if stretch else None

    def spoken_end(self, side: Side) -> float:
        """When the last speech of a side's open segment ended, in seconds since the call began; 0 where none is open."""
        return self._ear(side).segmenter.spoken_end

    def level(self, side: Side) -> tuple[float, bool]:
        """How loud a side is (dBFS over the last 0.2 s, in the telephone band) and whether it is in a segment."""
        ear = self._ear(side)
        return ear.loudness(), ear.segmenter.is_open

    def _ear(self, side: Side) -> "_Ear":
        return next(ear for ear in self._ears if ear.side == side)

    def _told(self, ear: "_Ear", changes: "list[Begun | Stretch[Samples]]", at: float) -> list[Heard]:
        heard: list[Heard] = []
        for change in changes:
            if isinstance(change, Begun):
                ear.count += 1
                heard.append(SegmentOpened(ear.id, ear.side, change.start, at))
            else:
                heard.append(SegmentClosed(ear.segment(change), at))
                self.speech_seconds[ear.side] += change.end - change.start
        return heard


@dataclass(slots=True)
class _Ear:
    """What is kept for one side."""

    side: Side
    detector: Detector
    segmenter: Segmenter[Samples]
    count: int = 0
    """Segments opened so far."""
    at: float = 0.0
    """Seconds heard."""
    levels: deque[float] = field(default_factory=lambda: deque(maxlen=_LEVEL_FRAMES))

    @property
    def id(self) -> str:
        return f"{self.side[0]}{self.count}"

    def push(self, frame: Frame, speech: bool) -> "list[Begun | Stretch[Samples]]":
        self.at = frame.start + FRAME_SECONDS
        self.levels.append(self.detector.level)
        return self.segmenter.push(frame.start, speech, frame.samples, self.detector.level)

    def segment(self, stretch: Stretch[Samples]) -> Segment:
        return Segment(self.id, self.side, stretch.start, stretch.end, np.concatenate(stretch.frames))

    def loudness(self) -> float:
        powers = [10 ** (level / 10) for level in self.levels if level > SILENCE]
        return decibels(sum(powers) / len(self.levels)) if powers else SILENCE
