"""The engine by itself: what the decoder wrote becomes words with times, of one window or of several."""

import weakref

import numpy as np
import pytest

from assistant.choosing import sample_speech
from audio.frames import SAMPLE_RATE, Samples
from models.decoded import Decoded
from models.engine import FULL_FRAMES, Engine, Kept, cut_frames
from models.weights import LIGHT, find_weights


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(find_weights(LIGHT), "en", (), threads=1, workers=1)


def noise(seconds: float) -> Samples:
    return (np.random.default_rng(3).normal(size=int(seconds * SAMPLE_RATE)) * 0.01).astype(np.float32)


@pytest.mark.parametrize(
    "text",
    [
        "The time-clock module costs $4.50 at 3 o'clock, e-mail me: bob@x.com.",
        'We\'re "fine" -- really, 20-foot pipes.',
        "Well... (maybe) 50% of 1,200?",
    ],
)
def test_words_are_written_together_as_the_decoder_wrote_them(engine: Engine, text: str) -> None:
    mel = engine.features(noise(6.0))
    decoded = Decoded(tuple(engine._tokens(text)), text, 0.0, 0.0)
    [words] = engine.timed([decoded], engine.encode([mel], 1200), [mel])
    assert [word.text for word in words] == text.split()
    assert all(0 <= word.start <= word.end <= 6.0 for word in words)


def test_windows_decoded_together_say_what_they_say_by_themselves(engine: Engine) -> None:
    speech = sample_speech()
    sounds = [speech, speech[: 2 * SAMPLE_RATE], noise(1.0)]
    mels = [engine.features(sound) for sound in sounds]
    together = engine.generate(engine.encode(mels, 1200), engine.prompt(""), 4.0, 1)
    alone = [engine.generate(engine.encode([mel], 1200), engine.prompt(""), 4.0, 1)[0] for mel in mels]
    assert [one.text for one in together[:2]] == [one.text for one in alone[:2]]
    assert together[0].text


def test_a_window_is_cut_to_whole_seconds_with_its_margin() -> None:
    mel = np.zeros((80, 420), np.float32)
    assert [cut_frames(mel, margin) for margin in (0.0, 0.8, 5.0, 100.0)] == [500, 500, 1000, FULL_FRAMES]


def test_the_text_of_a_window_is_limited_by_the_length_of_its_speech(engine: Engine) -> None:
    mel = engine.features(sample_speech())
    [short] = engine.generate(engine.encode([mel], FULL_FRAMES), engine.prompt(""), -1.0, 1)
    [whole] = engine.generate(engine.encode([mel], FULL_FRAMES), engine.prompt(""), 4.0, 1)
    assert 0 < len(short.tokens) < len(whole.tokens)


def test_a_model_is_kept_for_the_next_call_with_the_same_weights() -> None:
    kept = Kept()
    weights = find_weights(LIGHT)
    first = kept.model(weights, 1, 1)
    assert kept.model(find_weights(LIGHT), 1, 1) is first
    gone = weakref.ref(first)
    del first
    assert kept.model(weights, 2, 1) is not None
    assert gone() is None  # never two at once
