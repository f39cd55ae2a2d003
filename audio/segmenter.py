"""When an utterance begins and ends: a state machine over (seconds, is_speech), which carries the sound along without looking at it."""

from collections import deque
from dataclasses import dataclass
from typing import Generic, TypeVar

from audio.frames import FRAME_SECONDS
from audio.problem import Problem

Sound = TypeVar("Sound")
"""What a frame carries: samples, or in a test whatever tells frames apart."""


@dataclass(frozen=True, slots=True)
class SegmenterSettings:
    """Thresholds in seconds, but for the two counts of frames. Checks itself: raises `Problem` ("bad-setting")."""

    pre_roll: float = 0.3
    """Kept before the first frame of speech: an unvoiced beginning ("s", "f", "h") lasts up to 0.2 s and is seldom taken for speech."""
    opening: int = 5
    """Frames of speech that open a segment: 100 ms is less than the shortest "yes" or "mm", more than a click or a key."""
    opening_window: int = 8
    """Frames within which they must fall, so that a plosive's gap does not count as an end."""
    pause: float = 0.6
    """Silence that closes a segment: pauses inside a sentence are mostly shorter, and a reply seldom comes later than it must be answered."""
    tail: float = 0.2
    """Kept after the last frame of speech: final consonants fade below the threshold."""
    stray: int = 3
    """A frame of speech prolongs a segment only if another came within so many frames: in noise single ones come and go."""
    limit: float = 20.0
    """Longest segment: well inside the recogniser's window of 30 s, and words should not wait longer for their final form."""
    search: float = 5.0
    """A segment at its limit is cut at the quietest point of its last seconds: nobody speaks as long without a breath."""
    breath: float = 0.16
    """Over this length the quietest point is judged: a breath or a gap between words, not the closure of a "t"."""

    def __post_init__(self) -> None:
        if not (1 <= self.opening <= self.opening_window and self.stray >= 1):
            raise _bad("opening must be from 1 to opening_window, and stray at least 1")
        if not (0 <= self.pre_roll <= 2 and 0 <= self.tail <= self.pause and FRAME_SECONDS <= self.pause <= 5):
            raise _bad("pre_roll must be from 0 to 2 s, tail from 0 to pause, and pause from 0.02 to 5 s")
        if not (0 < self.breath <= self.search and self.pre_roll + self.opening_window * FRAME_SECONDS + self.search < self.limit <= 28):
            raise _bad("limit must be at most 28 s and longer than pre_roll, opening_window and search together, and search longer than breath")


@dataclass(frozen=True, slots=True)
class Begun:
    """A segment has begun at `start`."""

    start: float


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Sound]):
    """Consecutive frames of a segment: the first begins at `start`, the last frame of speech among them ends at `end`."""

    start: float
    end: float
    frames: tuple[Sound, ...]


@dataclass(frozen=True, slots=True)
class _Held(Generic[Sound]):
    """A frame kept for a segment that goes on, or that may begin."""

    start: float
    speech: bool
    loudness: float
    sound: Sound


class Segmenter(Generic[Sound]):
    """Groups the frames of one side into segments. Every frame falls into at most one, and those of a segment are consecutive."""

    def __init__(self, settings: SegmenterSettings) -> None:
        self._settings = settings
        self._pre_roll = _frames(settings.pre_roll)
        self._pause = _frames(settings.pause)
        self._tail = _frames(settings.tail)
        self._limit = _frames(settings.limit)
        self._recent: deque[_Held[Sound]] = deque(maxlen=self._pre_roll + settings.opening_window)
        """The last frames outside any segment."""
        self._open: list[_Held[Sound]] = []
        """The frames of the segment that goes on; empty between segments."""
        self._spoken = 0
        """How many frames of it there are up to the last of speech."""
        self._last = 0
        """The same, counting strays too."""

    def push(self, start: float, speech: bool, sound: Sound, loudness: float = 0.0) -> list[Begun | Stretch[Sound]]:
        """Takes the next frame, which begins at `start`; gives what it begins or ends. `loudness` (any scale) says where a cut hurts least."""
        held = _Held(start, speech, loudness, sound)
        if not self._open:
            return self._wait(held)
        return self._go_on(held)

    def flush(self) -> list[Begun | Stretch[Sound]]:
        """Ends the segment that goes on, if any: no more frames will come."""
        return [self._close()] if self._open else []

    @property
    def is_open(self) -> bool:
        """Whether a segment goes on."""
        return bool(self._open)

    @property
    def spoken_end(self) -> float:
        """End of the last frame of speech in the segment that goes on; 0 where none does."""
        return self._open[self._spoken - 1].start + FRAME_SECONDS if self._open else 0.0

    def growing(self) -> Stretch[Sound] | None:
        """The segment that goes on, with its frames so far: those that it would have if it ended now."""
        return self._stretch(min(len(self._open), self._spoken + self._tail), self._spoken) if self._open else None

    def _wait(self, held: _Held[Sound]) -> list[Begun | Stretch[Sound]]:
        self._recent.append(held)
        if not held.speech:
            return []
        recent = list(self._recent)
        window = recent[-self._settings.opening_window :]
        if sum(frame.speech for frame in window) < self._settings.opening:
            return []
        first = len(recent) - len(window) + next(at for at, frame in enumerate(window) if frame.speech)
        self._open = recent[max(0, first - self._pre_roll) :]
        self._spoken = self._last = len(self._open)
        self._recent.clear()
        return [Begun(self._open[0].start)]

    def _go_on(self, held: _Held[Sound]) -> list[Begun | Stretch[Sound]]:
        self._open.append(held)
        length = len(self._open)
        if held.speech:
            if length - self._last <= self._settings.stray:
                self._spoken = length
            self._last = length
        if not held.speech and length - self._spoken >= self._pause:
            return [self._close()]
        if length >= self._limit:
            return self._cut()
        return []

    def _close(self) -> Stretch[Sound]:
        """Ends the segment a little after its last speech; what follows may belong to the next."""
        length = min(len(self._open), self._spoken + self._tail)
        closed = self._stretch(length, self._spoken)
        self._recent.extend(self._open[length:])
        self._open = []
        return closed

    def _cut(self) -> list[Begun | Stretch[Sound]]:
        """Ends a segment that has become too long where it is quietest, and goes on from there with no frame lost or used twice."""
        at = self._quietest()
        if at >= self._spoken:
            return [self._close()]
        spoken = max(place for place in range(1, at + 1) if place == 1 or self._open[place - 1].speech)
        closed = self._stretch(at, spoken)
        self._open = self._open[at:]
        self._spoken -= at
        self._last -= at
        return [closed, Begun(self._open[0].start)]

    def _quietest(self) -> int:
        """Where to cut: the middle of the quietest `breath` of the last `search` seconds, the latest of equals."""
        breath = max(1, _frames(self._settings.breath))
        loudness = [frame.loudness for frame in self._open[-_frames(self._settings.search) :]]
        sums = [sum(loudness[at : at + breath]) for at in range(len(loudness) - breath + 1)]
        quietest = max(range(len(sums)), key=lambda at: (-sums[at], at))
        return len(self._open) - len(loudness) + quietest + (breath + 1) // 2

    def _stretch(self, length: int, spoken: int) -> Stretch[Sound]:
        frames = self._open[:length]
        return Stretch(frames[0].start, frames[spoken - 1].start + FRAME_SECONDS, tuple(frame.sound for frame in frames))


def _frames(seconds: float) -> int:
    return round(seconds / FRAME_SECONDS)


def _bad(rule: str) -> Problem:
    return Problem("bad-setting", f"A setting of the segmenter is out of range: {rule}.", "Correct the settings.")
