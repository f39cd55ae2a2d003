"""Whether speech heard on a track is that side's own voice: not murmur in the background, nor the other side leaking in."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from audio.frames import FRAME_SECONDS
from audio.problem import Problem

_RISE = 0.1
_FALL = 0.005
"""How fast a voice's level follows louder and softer frames: within a word up, within some sentences down."""

_GIVE_WAY = 0.02
"""dB by which it falls with each frame held back as too soft: 1 dB a second, so that a softer speaker who takes over is soon heard."""


@dataclass(frozen=True, slots=True)
class ForegroundSettings:
    """How far below a side's usual level its own voice may be. Checks itself: raises `Problem` ("bad-setting")."""

    soft: float = 30.0
    """dB below a side's usual level at which speech is taken for background: within a voice nine frames in ten stay above."""
    louder: float = 15.0
    """dB by which the other side must be louder for sound to be its leak: a loudspeaker leaks into a microphone, a line's echo into the other track,
    20 dB down and more."""
    leak: float = 10.0
    """dB below a side's usual level at which it is taken for that leak: loud enough, it is the side itself talking over the other."""
    echo_seconds: float = 0.3
    """How long after the other side's speech its echo may come."""
    likeness: float = 0.8
    """Correlation of both sides' levels over the last `likeness_seconds` from which softer sound is an echo, whatever the side's usual level:
    noises that were taken for its voice may have taught a low one."""
    likeness_seconds: float = 0.8
    """Some syllables: two people who talk at once seldom rise and fall together for that long."""

    def __post_init__(self) -> None:
        if not (
            0 < self.leak <= self.soft <= 90
            and self.louder >= 0
            and 0 <= self.echo_seconds <= 2
            and 0 < self.likeness <= 1
            and 0.2 <= self.likeness_seconds <= 5
        ):
            raise Problem(
                "bad-setting",
                "A setting of the foreground is out of range: leak from 0 to soft, soft to 90 dB, louder from 0 dB, echo_seconds 0 to 2,"
                " likeness 0 to 1, likeness_seconds 0.2 to 5.",
                "Correct the settings.",
            )


class Foreground:
    """Judges the sides of one call together, frame by frame, and learns how loud each side's voice is."""

    def __init__(self, sides: int, settings: ForegroundSettings) -> None:
        self._settings = settings
        self._usual: list[float | None] = [None] * sides
        """Level of each side's voice, nearer to its loud frames than to their mean; None until it has spoken."""
        self._spoken: list[deque[float]] = [deque(maxlen=max(1, round(settings.echo_seconds / FRAME_SECONDS))) for _ in range(sides)]
        """Levels of the last frames that were each side's own voice, -inf where they were not."""
        self._lags = round(settings.echo_seconds / FRAME_SECONDS)
        self._compared = round(settings.likeness_seconds / FRAME_SECONDS)
        self._levels: list[deque[float]] = [deque(maxlen=self._compared + self._lags) for _ in range(sides)]
        """Levels of the last frames, whatever they were."""

    def own(self, levels: Sequence[float], speech: Sequence[bool]) -> list[bool]:
        """Which sides speak themselves, given each side's level (dBFS) and whether it sounds like speech."""
        for last, level in zip(self._levels, levels, strict=True):
            last.append(level)
        own = [heard and self._is_own(side, levels, speech) for side, heard in enumerate(speech)]
        for side, level in enumerate(levels):
            self._learn(side, level, speech[side], own[side])
        return own

    def _is_own(self, side: int, levels: Sequence[float], speech: Sequence[bool]) -> bool:
        usual, level = self._usual[side], levels[side]
        if usual is not None and level < usual - self._settings.soft:
            return False
        others = [other for other in range(len(levels)) if other != side]
        loudest = max([levels[other] for other in others if speech[other]], default=-inf)
        loudest = max([loudest, *(max(self._spoken[other], default=-inf) for other in others)])
        # Who has not spoken yet is expected to be about as loud as the other side.
        reference = usual if usual is not None else loudest
        if level >= loudest - self._settings.louder:
            return True
        return level >= reference - self._settings.leak and not any(self._follows(side, other) for other in others)

    def _follows(self, side: int, other: int) -> bool:
        """Whether a side's level has risen and fallen as the other's did up to `echo_seconds` before: an echo does, two voices do not."""
        mine, theirs = 10 ** (np.array(self._levels[side])[-self._compared :] / 20), 10 ** (np.array(self._levels[other]) / 20)
        if len(theirs) < self._compared + self._lags:
            return False
        shifted = np.lib.stride_tricks.sliding_window_view(theirs, self._compared)
        mine, shifted = mine - mine.mean(), shifted - shifted.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.square(shifted).sum(axis=1) * np.square(mine).sum())
        return bool((shifted @ mine >= self._settings.likeness * np.maximum(spread, 1e-12)).any())

    def _learn(self, side: int, level: float, heard: bool, own: bool) -> None:
        self._spoken[side].append(level if own else -inf)
        usual = self._usual[side]
        if own:
            self._usual[side] = level if usual is None else usual + (level - usual) * (_RISE if level > usual else _FALL)
        elif heard and usual is not None and level < usual - self._settings.soft:
            self._usual[side] = usual - _GIVE_WAY
