"""Segments on (seconds, is_speech) alone: no frame lost from one, none used twice, order kept; opened, closed and cut when they should be."""

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.frames import FRAME_SECONDS
from audio.problem import Problem
from audio.segmenter import Begun, Segmenter, SegmenterSettings, Stretch

SHORT = SegmenterSettings(pre_roll=0.06, opening=2, opening_window=3, pause=0.1, tail=0.04, stray=2, limit=0.6, search=0.2, breath=0.06)
"""All in a few frames, so that random calls reach every corner."""

Said = list[tuple[int, Begun | Stretch[int]]]


def hear(speech: Sequence[bool], settings: SegmenterSettings, loudness: Sequence[float] | None = None) -> Said:
    """What is said, each with the number of the frame at which it is; frames carry their own number."""
    segmenter: Segmenter[int] = Segmenter(settings)
    said: Said = []
    for number, spoken in enumerate(speech):
        changes = segmenter.push(number * FRAME_SECONDS, spoken, number, loudness[number] if loudness else 0.0)
        said += [(number, change) for change in changes]
    return said + [(len(speech), change) for change in segmenter.flush()]


def stretches(said: Said) -> list[Stretch[int]]:
    return [change for _, change in said if isinstance(change, Stretch)]


def call(text: str) -> list[bool]:
    """Frames from a sketch: "." silence, "x" speech; "20x" is repeated."""
    frames: list[bool] = []
    for count, what in ((token[:-1] or "1", token[-1]) for token in text.split()):
        frames += [what == "x"] * int(count)
    return frames


bursts = st.lists(st.tuples(st.booleans(), st.integers(1, 45)), max_size=25).map(
    lambda runs: [speech for speech, length in runs for _ in range(length)]
)
flicker = st.lists(st.booleans(), max_size=400)


@given(speech=st.one_of(bursts, flicker), seed=st.integers(0, 1000))
def test_no_frame_is_lost_from_a_segment_or_used_twice(speech: list[bool], seed: int) -> None:
    loudness = random.Random(seed)
    said = hear(speech, SHORT, [loudness.uniform(-60, 0) for _ in speech])
    kinds = [type(change) for _, change in said]
    assert kinds == [Begun, Stretch] * (len(kinds) // 2)
    last = -1
    for (opened, begun), (closed, stretch) in (
        itertools.batched(said, 2) if hasattr(itertools, "batched") else zip(said[::2], said[1::2], strict=True)
    ):
        assert isinstance(begun, Begun)
        assert isinstance(stretch, Stretch)
        frames = stretch.frames
        assert frames == tuple(range(frames[0], frames[0] + len(frames)))
        assert frames[0] > last
        last = frames[-1]
        assert begun.start == stretch.start == pytest.approx(frames[0] * FRAME_SECONDS)
        assert frames[0] <= opened <= closed
        assert len(frames) <= round(SHORT.limit / FRAME_SECONDS)
        assert stretch.start < stretch.end <= (frames[-1] + 1.01) * FRAME_SECONDS
        assert speech[round(stretch.end / FRAME_SECONDS) - 1]


@given(speech=st.one_of(bursts, flicker))
def test_every_run_of_speech_long_enough_to_open_is_in_a_segment(speech: list[bool]) -> None:
    covered = {number for stretch in stretches(hear(speech, SHORT)) for number in stretch.frames}
    at = 0
    for spoken, run in itertools.groupby(speech):
        length = len(list(run))
        if spoken and length >= SHORT.opening:
            assert covered.issuperset(range(at, at + length))
        at += length


@given(speech=st.one_of(bursts, flicker))
def test_growing_is_the_beginning_of_what_is_closed(speech: list[bool]) -> None:
    segmenter: Segmenter[int] = Segmenter(SHORT)
    grown: tuple[int, ...] = ()
    for number, spoken in enumerate(speech):
        for change in segmenter.push(number * FRAME_SECONDS, spoken, number):
            if isinstance(change, Stretch):
                assert change.frames[: len(grown)] == grown[: len(change.frames)]
        growing = segmenter.growing()
        assert segmenter.is_open == (growing is not None)
        grown = growing.frames if growing else ()
        assert not grown or grown[-1] == min(number, round(segmenter.spoken_end / FRAME_SECONDS) - 1 + round(SHORT.tail / FRAME_SECONDS))


def test_keeps_what_comes_before_the_first_frame_of_speech() -> None:
    (stretch,) = stretches(hear(call("40. 20x 40."), SegmenterSettings()))
    assert stretch.frames[0] == 40 - 15
    assert stretch.start == pytest.approx(0.5)
    assert stretch.end == pytest.approx(60 * FRAME_SECONDS)
    assert stretch.frames[-1] == 60 + 10 - 1


def test_opens_after_five_frames_of_speech_within_eight() -> None:
    ((opened, _), _) = hear(call("40. 2x 1. 1x 2. 2x 40."), SegmenterSettings())
    assert opened == 47
    assert hear(call("40. 4x 40. 4x 40."), SegmenterSettings()) == []


def test_closes_after_the_pause_and_not_before() -> None:
    said = hear(call("20. 20x 29. 20x 30. 20x"), SegmenterSettings())
    assert [number for number, change in said if isinstance(change, Stretch)] == [20 + 20 + 29 + 20 + 29, 139]


def test_a_stray_frame_of_speech_does_not_keep_it_open() -> None:
    (stretch,) = stretches(hear(call("20x 12. 1x 12. 1x 12. 1x 60."), SegmenterSettings()))
    assert stretch.end == pytest.approx(20 * FRAME_SECONDS)
    assert len(stretch.frames) == 30


def test_a_pre_roll_never_takes_what_the_segment_before_had() -> None:
    first, second = stretches(hear(call("20x 30. 20x 40."), SegmenterSettings()))
    assert first.frames == tuple(range(30))
    assert second.frames[0] == 50 - 15


def test_is_cut_at_the_quietest_point_when_it_gets_too_long() -> None:
    speech = call("1200x 60.")
    loudness = [-20.0] * len(speech)
    loudness[880:890] = [-50.0] * 10
    said = hear(speech, SegmenterSettings(), loudness)
    first, second = stretches(said)
    assert first.frames == tuple(range(886))
    assert second.frames[0] == 886
    assert second.start == pytest.approx(886 * FRAME_SECONDS)
    assert [number for number, _ in said] == [4, 999, 999, 1229]


def test_a_long_segment_in_its_last_pause_is_closed_rather_than_cut() -> None:
    speech = call("990x 60.")
    said = hear(speech, SegmenterSettings(), [-20.0] * 990 + [-70.0] * 60)
    (stretch,) = stretches(said)
    assert stretch.frames == tuple(range(1000))
    assert stretch.end == pytest.approx(990 * FRAME_SECONDS)


def test_what_is_open_is_closed_at_the_end() -> None:
    (stretch,) = stretches(hear(call("10. 20x 5."), SegmenterSettings()))
    assert stretch.frames == tuple(range(35))
    assert hear([], SegmenterSettings()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"opening": 9},
        {"opening": 0},
        {"pause": 0.0},
        {"tail": 0.7},
        {"limit": 5.0},
        {"limit": 40.0},
        {"search": 0.1},
        {"pre_roll": -1.0},
        {"stray": 0},
    ],
)
def test_settings_check_themselves(wrong: dict[str, float]) -> None:
    with pytest.raises(Problem, match="segmenter"):
        SegmenterSettings(**wrong)  # type: ignore[arg-type]
