"""How surely someone speaks: surely where someone does, in doubt heard again, hardly where nobody does; and which words are believed then."""

import numpy as np
import pytest
import soundfile
import soxr

from audio.frames import SAMPLE_RATE, Samples
from benchmarks.noises import noise
from models.voice import NO_VOICE, WINDOW_SAMPLES, Voice, is_believable, surest, voiced_seconds
from tests.needs import shared


@pytest.fixture(scope="module")
def voice() -> Voice:
    return Voice()


def sureness(voice: Voice, samples: Samples) -> float:
    return voice.sureness(samples, voice.probabilities(samples))


@pytest.fixture(scope="module")
def speech() -> Samples:
    samples, rate = soundfile.read(shared("audio", "exact", "google_speech_samples__brooklyn.flac"), dtype="float32", always_2d=True)
    return np.asarray(soxr.resample(samples[:, 0], rate, SAMPLE_RATE), np.float32)


def test_speech_is_a_voice_loud_or_quiet(voice: Voice, speech: Samples) -> None:
    assert sureness(voice, speech) > 0.9
    assert sureness(voice, speech * np.float32(0.05)) > 0.9


def test_nothing_is_no_voice(voice: Voice) -> None:
    assert sureness(voice, np.zeros(0, np.float32)) == 0
    assert sureness(voice, np.zeros(100, np.float32)) < NO_VOICE
    assert sureness(voice, np.zeros(2 * SAMPLE_RATE, np.float32)) < NO_VOICE


def test_what_begins_like_a_voice_is_heard_again(voice: Voice) -> None:
    """Of stretches of music and typing that may be voices at first hearing, few are at the second."""
    stretches = [noise(kind, 5, 30.0, level=-25, narrow=narrow) for kind in ("keyboard", "music", "solo") for narrow in (False, True)]
    pieces = [sound[at : at + 2 * SAMPLE_RATE] for sound in stretches for at in range(0, len(sound), 2 * SAMPLE_RATE)]
    once = sum(surest(voice.probabilities(piece)) > NO_VOICE for piece in pieces)
    again = sum(sureness(voice, piece) > NO_VOICE for piece in pieces)
    assert once > 10
    assert again < once / 2


def test_the_sound_given_is_left_as_it_was_and_judged_in_windows(voice: Voice, speech: Samples) -> None:
    whole = speech[: 20 * WINDOW_SAMPLES]
    before = whole.copy()
    probabilities = voice.probabilities(whole)
    voice.sureness(whole, probabilities)
    assert np.array_equal(whole, before)
    assert probabilities.shape == (20,)
    assert len(voice.probabilities(whole[:-1])) == 20
    assert voiced_seconds(np.array([0.9, 0.4, 0.6], np.float32)) == pytest.approx(0.064)
    assert surest(np.array([], np.float32)) == 0


@pytest.mark.parametrize(
    ("sureness", "logprob", "no_speech", "believed"),
    [
        (0.26, -0.4, 0.2, True),
        (0.2, -1.0, 0.8, False),
        (0.55, -0.6, 0.9, False),
        (0.7, -0.8, 0.2, True),
        (0.7, -1.8, 0.7, False),
        (0.8, -1.1, 0.2, False),
        (0.95, -0.9, 0.4, True),
        (0.92, -1.8, 0.3, False),
    ],
)
def test_unlikely_words_need_a_sure_voice(sureness: float, logprob: float, no_speech: float, believed: bool) -> None:
    assert is_believable("Thank you.", sureness, logprob, no_speech) is believed


@pytest.mark.parametrize("text", ["Mm.", "Ahh!", "Hee hee!", "Ugh, ugh.", "Eh?", "hmm", "Eee"])
def test_sounds_that_are_no_words_need_a_sure_voice(text: str) -> None:
    assert not is_believable(text, 0.8, -0.5, 0.1)
    assert is_believable(text, 0.95, -0.5, 0.1)


def test_a_single_word_needs_more_than_several() -> None:
    assert is_believable("Well, then.", 0.8, -0.8, 0.2)
    assert not is_believable("Hey! Hey!", 0.8, -0.8, 0.2)


@pytest.mark.parametrize("text", ["I", "Oh no.", "Um.", "Yes.", "He.", "Hi!", "Oh.", "A home.", "Hum it", "12.", "Ha, right.", "Uh-huh.", "Mm-hmm."])
def test_words_are_no_mere_sounds(text: str) -> None:
    assert is_believable(text, 0.8, -0.5, 0.1)


@pytest.mark.parametrize("text", ["", "...", "Eeeeee!", "MMMMM"])
def test_what_is_no_word_at_all_is_never_believed(text: str) -> None:
    assert not is_believable(text, 0.99, -0.1, 0.0)
    assert not is_believable(text, 0.8, -0.1, 0.0)
