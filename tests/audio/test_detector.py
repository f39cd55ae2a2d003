"""What is taken for speech: voices, however quiet; not silence, hiss, hum or an offset."""

import numpy as np
import pytest

from audio.detector import SILENCE, DetectorSettings, VoiceDetector, band_power, decibels, pcm16
from audio.frames import SAMPLE_RATE, Samples
from audio.problem import Problem
from tests.audio.sounds import frames, hiss, silence, tone, voice


def detect(sound: Samples, settings: DetectorSettings | None = None) -> list[bool]:
    detector = VoiceDetector(settings or DetectorSettings())
    return [detector.is_speech(frame) for (frame,) in frames({"rep": sound})]


def share(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


@pytest.mark.parametrize("level", [0.3, 0.05, 0.005])
@pytest.mark.parametrize("pitch", [90, 200])
def test_a_voice_is_heard_loud_or_quiet(level: float, pitch: float) -> None:
    speech = detect(np.concatenate([silence(1), voice(4, pitch=pitch, level=level), silence(1)]))
    assert share(speech[50:250]) > 0.75
    assert not any(speech[:50])
    assert not any(speech[260:])


@pytest.mark.parametrize("level", [0.0, 0.0001, 0.002, 0.02, 0.1])
def test_silence_and_hiss_are_not_speech(level: float) -> None:
    """In the first half second no noise is known yet, so that a call may begin with speech."""
    assert share(detect(hiss(8, level))[25:]) < 0.02


def test_a_voice_is_heard_over_noise_ten_decibels_below_it() -> None:
    sound = hiss(8, 0.03)
    sound[4 * SAMPLE_RATE : 6 * SAMPLE_RATE] += voice(2, level=0.1)
    speech = detect(sound)
    assert share(speech[200:300]) > 0.75
    assert share(speech[25:200]) < 0.02
    assert share(speech[310:]) < 0.02


def test_an_offset_and_hum_hide_no_voice() -> None:
    sound = np.concatenate([silence(2), voice(3, level=0.02), silence(2)]) + tone(7, SAMPLE_RATE, 50, 0.1) + np.float32(0.3)
    speech = detect(sound)
    assert share(speech[100:250]) > 0.75
    assert share(speech[20:100]) < 0.1


def test_clipped_and_overdriven_sound_is_no_error() -> None:
    assert share(detect(3 * voice(2, level=0.8))[10:]) > 0.6


def test_the_level_is_that_of_the_telephone_band() -> None:
    detector = VoiceDetector(DetectorSettings())
    (frame,) = frames({"rep": tone(0.02, SAMPLE_RATE, 1000, 1.0)})[0]
    detector.is_speech(frame)
    assert detector.level == pytest.approx(-3.01, abs=0.01)
    assert decibels(band_power(tone(0.02, SAMPLE_RATE, 50, 1.0))) < -60
    assert decibels(band_power(np.ones(320, np.float32))) < -60
    assert decibels(0.0) == decibels(1e-12) == SILENCE


def test_samples_beyond_full_scale_are_clipped_for_webrtcvad() -> None:
    samples = np.array([0, 0.5, 1, 2, -1, -2], np.float32)
    assert np.frombuffer(pcm16(samples), np.int16).tolist() == [0, 16384, 32767, 32767, -32768, -32768]
    assert samples[3] == 2


@pytest.mark.parametrize("wrong", [{"aggressiveness": 4}, {"floor": 3.0}, {"margin": -1.0}, {"noise_seconds": 0.1}])
def test_settings_check_themselves(wrong: dict[str, float]) -> None:
    with pytest.raises(Problem, match="detector"):
        DetectorSettings(**wrong)  # type: ignore[arg-type]


def test_a_burst_of_noise_is_loud_but_no_voice() -> None:
    noise = np.random.default_rng(0).normal(0, 0.02, 2 * SAMPLE_RATE).astype(np.float32)
    assert share(detect(np.concatenate([silence(1), noise, silence(1)]))[50:150]) < 0.1


def test_what_lies_below_the_floor_is_not_speech_whatever_it_sounds_like() -> None:
    whisper = np.concatenate([silence(1), voice(2, level=0.002), silence(1)])
    assert share(detect(whisper, DetectorSettings(floor=-100))[50:150]) > 0.3
    assert not any(detect(whisper, DetectorSettings(floor=-40)))
