"""Where nobody speaks no words are told, while the sound grows and at its end; short and quiet words still are. With real weights."""

import numpy as np
import pytest
import soxr

from audio.file import FileSource
from audio.frames import FRAME_SECONDS, SAMPLE_RATE, Samples
from audio.listener import Listener, ListenerSettings, SegmentClosed
from benchmarks.noises import noise
from models.transcriber import Transcriber
from models.weights import LIGHT
from models.whisper import WhisperRecogniser
from tests.audio.sounds import frames
from tests.needs import ROOT, shared

LOOK = 30
"""Frames after which a segment that grows is looked at again."""


@pytest.fixture(scope="module")
def recogniser() -> WhisperRecogniser:
    made = WhisperRecogniser(LIGHT)
    made.load()
    return made


def words(recogniser: WhisperRecogniser, sound: Samples) -> list[str]:
    """All that a call would show of a track: guesses and finals."""
    listener, transcriber = Listener(("client",), ListenerSettings()), Transcriber(recogniser)
    shown: list[str] = []
    for number, together in enumerate(frames({"client": sound})):
        for heard in listener.hear(together):
            if isinstance(heard, SegmentClosed):
                shown += [word.text for word in transcriber.close(heard.segment)]
        if number % LOOK == 0 and (segment := listener.growing("client")):
            shown += transcriber.guess(segment).guess.split()
    for heard in listener.flush():
        if isinstance(heard, SegmentClosed):
            shown += [word.text for word in transcriber.close(heard.segment)]
    return shown


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("kind", ["silence", "room", "wind", "keyboard", "tones", "ringing", "music", "solo", "line"])
def test_no_words_are_told_where_nobody_speaks(recogniser: WhisperRecogniser, kind: str, narrow: bool) -> None:
    assert words(recogniser, noise(kind, 99, 10.0, level=-25, narrow=narrow)) == []


def test_a_side_that_is_silent_for_the_whole_call_says_nothing(recogniser: WhisperRecogniser) -> None:
    assert words(recogniser, np.zeros(600 * SAMPLE_RATE, np.float32)) == []


@pytest.fixture(scope="module")
def sample() -> dict[str, Samples]:
    """Both sides of the bundled call, 16 kHz."""
    source = FileSource(ROOT / "assistant" / "samples" / "sample.opus")
    sound = np.concatenate([block.samples for block in source.blocks()])
    return {side: at_16_khz(sound[:, column], source.rate) for column, side in enumerate(source.tracks)}


def at_16_khz(samples: Samples, rate: int) -> Samples:
    return np.asarray(soxr.resample(np.ascontiguousarray(samples), rate, SAMPLE_RATE), np.float32)


def alone(sound: Samples, start: float, end: float) -> Samples:
    """A stretch of a recording, with a quiet line before and after it."""
    line = np.random.default_rng(1).normal(0, 1e-4, round((2 + end - start) * SAMPLE_RATE)).astype(np.float32)
    part = sound[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
    line[SAMPLE_RATE : SAMPLE_RATE + len(part)] += part
    return line[: round(len(line) / SAMPLE_RATE / FRAME_SECONDS) * round(FRAME_SECONDS * SAMPLE_RATE)]


@pytest.mark.parametrize("quieter", [0, 15])
@pytest.mark.parametrize(
    ("side", "start", "end", "said"),
    [("client", 65.6, 66.35, "yes"), ("client", 78.2, 79.1, "bye"), ("rep", 78.9, 80.1, "carol"), ("client", 47.2, 48.6, "fair")],
)
def test_short_words_are_told_loud_or_quiet(
    recogniser: WhisperRecogniser, sample: dict[str, Samples], side: str, start: float, end: float, said: str, quieter: float
) -> None:
    heard = words(recogniser, alone(sample[side], start, end) * np.float32(10 ** (-quieter / 20)))
    assert said in " ".join(heard).casefold()


@pytest.mark.parametrize(
    ("name", "channel", "start", "end", "said"),
    [
        ("auto-repairs-40", 1, 31.3, 32.6, "bye"),
        ("auto0-mono", 0, 39.6, 40.6, "ok"),
        ("auto-repairs-40", 1, 51.4, 52.8, "sure"),
        ("auto-repairs-40", 0, 65.2, 66.3, "okay"),
        ("auto0-mono", 0, 106.8, 108.0, "ok"),
    ],
)
def test_back_channels_of_real_calls_are_told(recogniser: WhisperRecogniser, name: str, channel: int, start: float, end: float, said: str) -> None:
    source = FileSource(shared("audio", "calls", f"{name}.wav"))
    sound = np.concatenate([block.samples for block in source.blocks()])
    assert said in " ".join(words(recogniser, alone(at_16_khz(sound[:, channel], source.rate), start, end))).casefold()
