"""The language of a call: recognised once, from speech that is long and sure enough, and kept."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from assistant.choosing import sample_speech
from audio.frames import Samples
from models.language import ENOUGH_SECONDS, PATIENCE_SECONDS, LanguageChoice
from models.weights import DEFAULT, LIGHT
from models.whisper import WhisperRecogniser

ENGLISH, GERMAN, UNCLEAR = {"en": 0.97, "de": 0.02}, {"de": 0.8, "nl": 0.15}, {"nl": 0.35, "de": 0.34, "af": 0.3}


def test_nothing_is_settled_before_someone_speaks() -> None:
    choice = LanguageChoice("en")
    assert (choice.language, choice.probability, choice.settled) == ("en", None, False)


@pytest.mark.parametrize("whole", [True, False])
def test_sure_speech_settles_it_at_once_and_for_good(whole: bool) -> None:
    choice = LanguageChoice("en")
    assert choice.feed(GERMAN, 3.0, whole=whole)
    assert (choice.language, choice.probability, choice.settled) == ("de", 0.8, True)
    assert not choice.wants(60.0)
    assert not choice.feed(ENGLISH, 60.0, whole=True)
    assert choice.language == "de"


def test_a_word_or_two_are_not_judged() -> None:
    choice = LanguageChoice("en")
    assert not choice.wants(ENOUGH_SECONDS - 0.1)
    assert not choice.feed(GERMAN, ENOUGH_SECONDS - 0.1, whole=True)
    assert not choice.settled
    assert choice.wants(ENOUGH_SECONDS)


def test_what_stays_unclear_is_said_to_be_after_a_while() -> None:
    choice = LanguageChoice("en")
    assert [choice.feed(UNCLEAR, 4.0, whole=True) for _ in range(3)] == [False, False, True]
    assert (choice.language, choice.probability, choice.settled) == ("en", None, True)


def test_unclear_stretches_may_be_clear_together_with_the_next() -> None:
    choice = LanguageChoice("en")
    choice.feed(UNCLEAR, 4.0, whole=True)
    assert choice.feed(GERMAN, 4.0, whole=True)
    assert (choice.language, choice.probability) == ("de", 0.8)


def test_a_stretch_that_grows_counts_once() -> None:
    choice = LanguageChoice("en")
    for seconds in range(3, int(PATIENCE_SECONDS)):
        assert not choice.feed(UNCLEAR, seconds, whole=False)
    assert not choice.feed(UNCLEAR, PATIENCE_SECONDS - 1, whole=True)
    assert not choice.settled


@pytest.mark.parametrize(("whole", "sure"), [(True, 0.5), (False, 0.8)])
def test_how_sure_it_must_be(whole: bool, sure: float) -> None:
    assert LanguageChoice("en").feed({"sv": sure, "da": 0.1}, 3.0, whole=whole)
    assert not LanguageChoice("en").feed({"sv": sure - 0.01, "da": 0.1}, 3.0, whole=whole)


class Heard(list[tuple[str, float | None]]):
    """What a recogniser says of the language, each time it does."""

    def __call__(self, language: str, probability: float | None) -> None:
        self.append((language, probability))


@pytest.fixture(scope="module")
def japanese() -> Samples:
    """One question of five seconds; where it comes from is in `tests/data/SOURCES.md`."""
    samples, _ = soundfile.read(Path(__file__).parents[1] / "data" / "japanese.flac", dtype="float32")
    return np.asarray(samples, np.float32)


def test_real_weights_recognise_a_language_and_keep_it(japanese: Samples) -> None:
    heard = Heard()
    recogniser = WhisperRecogniser(DEFAULT, language="en", recognise_language=True)
    recogniser.on_language = heard
    recogniser.final(japanese[:8000], "")
    assert heard == []
    assert "火曜" in recogniser.final(japanese, "").text
    assert [(language, probability is not None and probability > 0.5) for language, probability in heard] == [("ja", True)]
    recogniser.final(sample_speech(), "")
    assert len(heard) == 1


def test_real_weights_take_english_for_english() -> None:
    heard = Heard()
    recogniser = WhisperRecogniser(DEFAULT, language="ja", recognise_language=True)
    recogniser.on_language = heard
    assert "life jackets" in recogniser.tentative(sample_speech(), "").text
    assert [language for language, _ in heard] == ["en"]


def test_a_language_that_is_named_is_not_asked_for(japanese: Samples) -> None:
    heard = Heard()
    recogniser = WhisperRecogniser(DEFAULT, language="ja")
    recogniser.on_language = heard
    assert "火曜" in recogniser.final(japanese, "").text
    assert heard == []


def test_weights_for_english_alone_do_not_guess(japanese: Samples) -> None:
    heard = Heard()
    recogniser = WhisperRecogniser(LIGHT, recognise_language=True)
    recogniser.on_language = heard
    recogniser.final(japanese, "")
    assert heard == []
