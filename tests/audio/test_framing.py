"""Frames: nothing lost, repeated or changed, whatever the blocks."""

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.frames import FRAME_SAMPLES, Block, Frame, Samples
from audio.framing import Framer
from audio.side import Side
from tests.audio.sounds import tone

BOTH: tuple[Side, ...] = ("rep", "client")


def blocks(sound: Samples, lengths: list[int]) -> list[Block]:
    pieces = np.split(sound, np.minimum(np.cumsum(lengths), len(sound)))
    return [Block(piece) for piece in pieces]


def framed(sound: Samples, rate: int, lengths: list[int], tracks: tuple[Side, ...] = BOTH) -> list[tuple[Frame, ...]]:
    framer = Framer(tracks, rate)
    return [frames for block in blocks(sound, lengths) for frames in framer.feed(block)] + framer.flush()


def joined(frames: list[tuple[Frame, ...]]) -> Samples:
    return np.stack([np.concatenate([frame.samples for frame in track]) for track in zip(*frames, strict=True)], 1)


@given(samples=st.integers(1, 5000), lengths=st.lists(st.integers(0, 1500), max_size=8))
def test_at_16_khz_no_sample_is_lost_repeated_or_changed(samples: int, lengths: list[int]) -> None:
    sound = np.stack([np.arange(samples), -np.arange(samples)], 1).astype(np.float32)
    frames = framed(sound, 16000, lengths)
    given_back = joined(frames)
    np.testing.assert_array_equal(given_back[:samples], sound)
    assert not given_back[samples:].any()
    assert len(given_back) - samples < FRAME_SAMPLES
    for number, (rep, client) in enumerate(frames):
        assert (rep.side, client.side) == BOTH
        assert rep.start == client.start == number * 0.02
        assert rep.samples.shape == client.samples.shape == (FRAME_SAMPLES,)
        assert rep.samples.dtype == np.float32


@settings(max_examples=40)
@given(rate=st.sampled_from([8000, 11025, 22050, 44100, 48000]), lengths=st.lists(st.integers(1, 4000), max_size=8), seed=st.integers(0, 99))
def test_resampling_in_pieces_is_resampling_the_whole(rate: int, lengths: list[int], seed: int) -> None:
    sound = np.random.default_rng(seed).normal(0, 0.1, (12000, 2)).astype(np.float32)
    expected = soxr.resample(sound, rate, 16000)
    given_back = joined(framed(sound, rate, lengths))
    assert len(given_back) - len(expected) < FRAME_SAMPLES
    np.testing.assert_allclose(given_back[: len(expected)], expected, atol=1e-5)


def test_a_tone_keeps_its_pitch_and_its_side() -> None:
    sound = np.stack([tone(2, 44100, 440), np.zeros(88200, np.float32)], 1)
    given_back = joined(framed(sound, 44100, [4410] * 20))
    assert np.abs(np.fft.rfft(given_back[:32000, 0])).argmax() / 2 == pytest.approx(440, abs=1)
    assert not given_back[:, 1].any()


def test_one_track_and_frames_of_their_own() -> None:
    sound = np.ones((700, 1), np.float32)
    frames = framed(sound, 16000, [100] * 7, ("mixed",))
    sound[:] = 5  # a source may use its buffer again
    assert [frame.side for (frame,) in frames] == ["mixed"] * 3
    assert joined(frames).max() == 1


def test_nothing_comes_of_nothing() -> None:
    assert framed(np.zeros((0, 2), np.float32), 8000, []) == []
