"""Whether someone speaks in a frame: webrtcvad, and a check that the frame stands out from the noise of the line."""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, Frame, Samples
from audio.problem import Problem

SILENCE = -100.0
"""dBFS given for digital silence, and for anything below."""


def _telephone_band() -> Samples:
    """The rows that give a frame's sines and cosines from 300 to 3400 Hz: hum, rumble and an offset lie below, hiss above.

    Scaled so that the squares of what they give add up to the mean power. For so few bins a product is faster than a transform.
    """
    bin_hz = 1 / FRAME_SECONDS
    bins = np.fft.rfft(np.eye(FRAME_SAMPLES))[:, round(300 / bin_hz) : round(3400 / bin_hz) + 1].T
    rows: Samples = (np.concatenate((bins.real, bins.imag)) * np.sqrt(2) / FRAME_SAMPLES).astype(np.float32)
    return rows


_TELEPHONE_BAND = _telephone_band()

_SETTLING = 8
"""Frames at the start of a track that webrtcvad takes for speech whatever they hold, while it learns the noise. The pre-roll brings them back."""

_SMOOTHED = 3
"""Frames over which loudness is averaged before it is compared with the noise: a single frame of noise varies by half a decibel."""

_BREATH = 5
"""Frames (0.1 s) of which the quietest are the noise: the shortest gap that even fluent speech leaves now and then."""

_BLOCK = 25
"""Frames (0.5 s) of which only the quietest breath is remembered."""


class Detector(Protocol):
    """Tells speech from the rest, frame by frame, in order. Keeps state: one per track and call."""

    level: float
    """Loudness of the last frame in the telephone band, dBFS."""

    def is_speech(self, frame: Frame) -> bool: ...


@dataclass(frozen=True, slots=True)
class DetectorSettings:
    """How strict detection is. Checks itself: raises `Problem` ("bad-setting")."""

    aggressiveness: int = 1
    """webrtcvad's own, 0 to 3: 0 takes line noise for speech, 2 and 3 lose quiet speech. What 1 lets pass, `margin` stops."""
    floor: float = -65.0
    """dBFS in the telephone band below which nothing is speech: quiet callers are at -50 and above, idle lines and dither below -65."""
    margin: float = 3.0
    """dB by which speech stands out from the noise of the line; frames of steady noise stay within 2."""
    noise_seconds: float = 5.0
    """The noise of the line is the quietest tenth of a second within this time: nobody speaks as long without a breath."""

    def __post_init__(self) -> None:
        if self.aggressiveness not in (0, 1, 2, 3) or not (-100 <= self.floor <= 0 and 0 <= self.margin <= 30 and 1 <= self.noise_seconds <= 60):
            raise Problem(
                "bad-setting",
                "A setting of the detector is out of range: aggressiveness 0 to 3, floor -100 to 0 dBFS, margin 0 to 30 dB, noise_seconds 1 to 60.",
                "Correct the settings.",
            )


class VoiceDetector:
    """webrtcvad, held back where a frame is no louder than the line's own noise (minimum statistics, after R. Martin, 2001)."""

    def __init__(self, settings: DetectorSettings) -> None:
        import webrtcvad

        self.level = SILENCE
        self._settings = settings
        self._vad = webrtcvad.Vad(settings.aggressiveness)
        self._heard = 0
        self._powers: deque[float] = deque(maxlen=_BREATH)
        self._quietest: deque[float] = deque([np.inf], maxlen=max(2, round(settings.noise_seconds / FRAME_SECONDS / _BLOCK)))
        """Power of the quietest breath of each block; the last is the block that goes on."""

    def is_speech(self, frame: Frame) -> bool:
        power = band_power(frame.samples)
        self.level = decibels(power)
        voiced: bool = self._vad.is_speech(pcm16(frame.samples), SAMPLE_RATE)
        threshold = self._threshold(power)
        return voiced and self._heard > _SETTLING and sum(list(self._powers)[-_SMOOTHED:]) / _SMOOTHED > threshold

    def _threshold(self, power: float) -> float:
        """The power that speech must exceed, this frame's noise taken into account."""
        self._heard += 1
        self._powers.append(power)
        if self._heard % _BLOCK == 0:
            self._quietest.append(np.inf)
        if self._heard >= _BREATH:
            self._quietest[-1] = min(self._quietest[-1], sum(self._powers) / _BREATH)
        # Before the first block is over the call may have begun in the middle of a word, with no noise heard yet.
        noise = min(self._quietest) if self._heard > _BLOCK else 0.0
        return max(noise * 10 ** (self._settings.margin / 10), 10 ** (self._settings.floor / 10))


def band_power(samples: Samples) -> float:
    """Mean power of a frame in the telephone band, full scale being 1."""
    waves = _TELEPHONE_BAND @ samples
    return float(waves @ waves)


def decibels(power: float) -> float:
    """dBFS of a mean power, not below `SILENCE`."""
    return max(SILENCE, 10 * float(np.log10(power))) if power > 0 else SILENCE


def pcm16(samples: Samples) -> bytes:
    """Samples as webrtcvad takes them: 16 bit, native order, clipped."""
    scaled = samples * np.float32(32768)
    scaled.clip(-32768, 32767, out=scaled)
    return scaled.astype(np.int16).tobytes()
