"""The recogniser with real weights: clear speech is understood, nothing is heard where nothing was said, the same sound gives the same words."""

import json
import re
from dataclasses import replace
from pathlib import Path

import jiwer
import numpy as np
import pytest
import soundfile
import soxr
from whisper_normalizer.english import EnglishTextNormalizer

from audio.frames import SAMPLE_RATE, Samples
from audio.problem import Problem
from models.recogniser import Hypothesis
from models.weights import DEFAULT, LIGHT, find_weights
from models.whisper import WhisperRecogniser
from tests.needs import shared

normal = EnglishTextNormalizer()


@pytest.fixture(scope="module")
def recogniser() -> WhisperRecogniser:
    made = WhisperRecogniser(LIGHT)
    made.load()
    return made


@pytest.fixture(scope="module")
def clips() -> dict[str, tuple[Samples, str]]:
    """Short recordings by name, with the words exactly as spoken."""
    folder = shared("audio", "exact")
    lines = [json.loads(line) for line in (folder / "refs.jsonl").read_text().splitlines() if line.strip()]
    return {line["file"]: (sound(folder / line["file"]), line["text"]) for line in lines}


def sound(path: Path) -> Samples:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return np.asarray(soxr.resample(samples[:, 0], rate, SAMPLE_RATE), np.float32)


def word_errors(said: list[str], heard: list[str]) -> float:
    return float(jiwer.wer([normal(text) for text in said], [normal(text) for text in heard]))


def noise(seconds: float, decibels: float) -> Samples:
    return (np.random.default_rng(3).normal(size=int(seconds * SAMPLE_RATE)) * 10 ** (decibels / 20)).astype(np.float32)


def tones(seconds: float, *frequencies: float) -> Samples:
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    mixed = np.zeros_like(time)
    for frequency in frequencies:
        mixed += 0.1 * np.sin(2 * np.pi * frequency * time)
    return mixed.astype(np.float32)


def melody(seconds: float) -> Samples:
    """Struck notes with overtones, four a second."""
    chance, time = np.random.default_rng(5), np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    played = np.zeros_like(time)
    for start in np.arange(0, seconds, 0.25):
        since, pitch = np.maximum(time - start, 0), 220 * 2 ** (chance.integers(0, 25) / 12)
        for over in range(1, 6):
            played += (time >= start) * np.exp(-4 * since) * np.sin(2 * np.pi * pitch * over * time) / over
    return np.asarray(0.1 * played / np.abs(played).max(), np.float32)


def test_clear_speech_is_understood(recogniser: WhisperRecogniser, clips: dict[str, tuple[Samples, str]]) -> None:
    chosen = list(clips.values())[::3]
    heard = [recogniser.final(samples, "").text for samples, _ in chosen]
    assert word_errors([text for _, text in chosen], heard) < 0.15


def test_tentative_words_are_nearly_as_good(recogniser: WhisperRecogniser, clips: dict[str, tuple[Samples, str]]) -> None:
    chosen = list(clips.values())[1::6]
    heard = [recogniser.tentative(samples, "").text for samples, _ in chosen]
    assert word_errors([text for _, text in chosen], heard) < 0.2


def test_words_keep_case_and_punctuation_and_have_times_in_order(recogniser: WhisperRecogniser, clips: dict[str, tuple[Samples, str]]) -> None:
    samples, _ = clips["google_speech_samples__brooklyn.flac"]
    words = recogniser.final(samples, "").words
    assert " ".join(word.text for word in words) == "How old is the Brooklyn Bridge?"
    assert all(0 <= word.start <= word.end <= len(samples) / SAMPLE_RATE and 0 < word.p <= 1 for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    # The recording holds 1.6 s of speech and 0.2 s of silence.
    assert 1.0 < words[-1].end < 1.9


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(0, np.float32), id="nothing"),
        pytest.param(np.zeros(800, np.float32), id="50 ms"),
        pytest.param(np.zeros(3 * SAMPLE_RATE, np.float32), id="digital silence"),
        pytest.param(noise(1.0, -60), id="a quiet line"),
        pytest.param(noise(4.0, -20), id="loud hiss"),
        pytest.param(tones(2.0, 350, 440), id="dial tone"),
        pytest.param(tones(1.0, 697, 1209), id="a key"),
        pytest.param(tones(3.0, *(60 * over for over in range(1, 9))), id="hum"),
        pytest.param(melody(6.0), id="music"),
    ],
)
def test_nothing_is_heard_where_nothing_was_said(recogniser: WhisperRecogniser, samples: Samples) -> None:
    assert recogniser.final(samples, "") == Hypothesis(())
    assert recogniser.tentative(samples, "Thank you for calling.") == Hypothesis(())


def test_the_same_sound_gives_the_same_words(recogniser: WhisperRecogniser, clips: dict[str, tuple[Samples, str]]) -> None:
    samples, _ = clips["asterisk_prompts_8k__demo-congrats.wav"]
    context, first = "Welcome.", recogniser.final(samples, "Welcome.")
    recogniser.tentative(samples[: 2 * SAMPLE_RATE], "")
    assert recogniser.final(samples, context) == first
    assert WhisperRecogniser(LIGHT).final(samples, context) == first


def test_the_sound_given_is_left_as_it_was(recogniser: WhisperRecogniser, clips: dict[str, tuple[Samples, str]]) -> None:
    samples = clips["google_speech_samples__brooklyn.flac"][0][:20480]
    before = samples.copy()
    recogniser.final(samples, "")
    assert np.array_equal(samples, before)


def joined(clips: dict[str, tuple[Samples, str]], seconds: float) -> tuple[Samples, str]:
    """Clips one after the other, with a breath between, up to a length."""
    pieces, texts, length = [], [], 0
    for samples, text in clips.values():
        if length + len(samples) <= seconds * SAMPLE_RATE:
            pieces += [samples, noise(0.3, -65)]
            texts.append(text)
            length += len(samples) + len(pieces[-1])
    return np.concatenate(pieces), " ".join(texts)


@pytest.mark.parametrize("seconds", [20, 40])
def test_long_speech_is_neither_cut_nor_repeated(recogniser: WhisperRecogniser, clips: dict[str, tuple[Samples, str]], seconds: float) -> None:
    samples, text = joined(clips, seconds)
    heard = recogniser.final(samples, "")
    assert abs(len(normal(heard.text).split()) - len(normal(text).split())) <= 0.1 * len(normal(text).split())
    assert word_errors([text], [heard.text]) < 0.2
    assert not re.search(r"(\b\w+\W+\w+\W+\w+\b)\W+\1", heard.text)
    assert heard.words[-1].end <= len(samples) / SAMPLE_RATE
    assert [word.start for word in heard.words] == sorted(word.start for word in heard.words)


def test_a_hot_word_is_preferred(clips: dict[str, tuple[Samples, str]]) -> None:
    samples, _ = clips["ami_excerpts__ES2011a.Headset-0-40s-46s.wav"]
    assert "Claflin" not in WhisperRecogniser(LIGHT).final(samples, "").text
    assert "Claflin" in WhisperRecogniser(LIGHT, hot_words=("Abigail Claflin",)).final(samples, "").text


def test_default_weights_are_joined_and_load_once(clips: dict[str, tuple[Samples, str]]) -> None:
    recogniser = WhisperRecogniser()
    assert recogniser.weights == DEFAULT
    recogniser.load()
    recogniser.load()
    assert recogniser.final(clips["google_speech_samples__brooklyn.flac"][0], "").text == "How old is the Brooklyn Bridge?"


def test_damaged_weights_are_refused_when_loaded(tmp_path: Path) -> None:
    weights = find_weights(LIGHT)
    config = tmp_path / "config.json"
    config.write_bytes(next(file for file in weights.files if file.name == "config.json").parts[0].read_bytes().replace(b"1", b"2", 1))
    files = tuple(replace(file, parts=(config,)) if file.name == "config.json" else file for file in weights.files)
    with pytest.raises(Problem) as refused:
        WhisperRecogniser(replace(weights, files=files)).load()
    assert refused.value.code == "weights-damaged"


def test_unknown_weights_are_refused_when_loaded() -> None:
    with pytest.raises(Problem) as refused:
        WhisperRecogniser("nonsense").load()
    assert refused.value.code == "weights-unknown"


def test_a_folder_that_holds_something_else_is_refused_when_loaded(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(Problem) as refused:
        WhisperRecogniser(str(tmp_path)).load()
    assert refused.value.code == "weights-unusable"


@pytest.mark.parametrize(("weights", "language"), [(LIGHT, "de"), (DEFAULT, "english")])
def test_a_language_that_the_weights_do_not_know_is_refused_when_loaded(weights: str, language: str) -> None:
    with pytest.raises(Problem) as refused:
        WhisperRecogniser(weights, language=language).load()
    assert refused.value.code == "language-unknown"
