"""Segments of whole calls: who spoke when, with the very samples that were heard; made-up voices, then shared recordings."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audio.file import FileSource
from audio.frames import FRAME_SECONDS, SAMPLE_RATE, Frame, Samples
from audio.framing import Framer
from audio.listener import Heard, Listener, ListenerSettings, Segment, SegmentClosed, SegmentOpened
from audio.side import Side
from tests import needs
from tests.audio.sounds import frames, hiss, silence, voice

REP = np.concatenate([silence(1), voice(2), silence(4), voice(1), silence(2)])
CLIENT = np.concatenate([silence(4), voice(2, pitch=200), silence(4)])
BOTH: dict[Side, Samples] = {"rep": REP, "client": CLIENT}


def listen(tracks: dict[Side, Samples]) -> list[Heard]:
    listener = Listener(tuple(tracks), ListenerSettings())
    return [heard for together in frames(tracks) for heard in listener.hear(together)] + listener.flush()


def closed(heard: list[Heard]) -> list[Segment]:
    return [each.segment for each in heard if isinstance(each, SegmentClosed)]


def test_each_side_gets_its_segments_in_turn() -> None:
    heard = listen(BOTH)
    told = [(each.segment, each.side) if isinstance(each, SegmentOpened) else (each.segment.id, "closed") for each in heard]
    assert told == [("r1", "rep"), ("r1", "closed"), ("c1", "client"), ("c1", "closed"), ("r2", "rep"), ("r2", "closed")]
    spans = [(segment.start, segment.end) for segment in closed(heard)]
    for (start, end), (began, ended) in zip(spans, [(1, 3), (4, 6), (7, 8)], strict=True):
        assert began - 0.32 <= start <= began - 0.2
        assert end == pytest.approx(ended, abs=0.2)


def test_times_say_when_it_became_known() -> None:
    for each in listen(BOTH):
        if isinstance(each, SegmentOpened):
            assert 0.3 < each.at - each.start < 0.6
        else:
            assert each.at - each.segment.end == pytest.approx(0.6, abs=0.021)


def test_samples_are_the_very_ones_that_were_heard() -> None:
    for segment in closed(listen(BOTH)):
        first = round(segment.start * SAMPLE_RATE)
        np.testing.assert_array_equal(segment.samples, BOTH[segment.side][first : first + len(segment.samples)])
        assert segment.samples.dtype == np.float32
        assert segment.end <= segment.start + len(segment.samples) / SAMPLE_RATE + 1e-9


def test_speech_is_counted_by_side() -> None:
    listener = Listener(("rep", "client"), ListenerSettings())
    heard = [each for together in frames(BOTH) for each in listener.hear(together)]
    expected: dict[Side, float] = {"rep": 0.0, "client": 0.0}
    for segment in closed(heard):
        expected[segment.side] += segment.end - segment.start
    assert listener.speech_seconds == pytest.approx(expected)
    assert 3 < expected["rep"] < 4.2


def test_a_call_without_speech_has_no_segments() -> None:
    assert listen({"rep": silence(10), "client": hiss(10, 0.01)}) == []


def test_one_channel_is_one_side() -> None:
    assert [segment.id for segment in closed(listen({"mixed": REP}))] == ["m1", "m2"]


def test_speech_from_the_first_sample_to_the_last_is_kept() -> None:
    (segment,) = closed(listen({"rep": voice(3)}))
    assert segment.start == 0
    assert len(segment.samples) == 3 * SAMPLE_RATE


def test_growing_segments_are_copies_of_what_was_said_so_far() -> None:
    listener = Listener(("rep", "client"), ListenerSettings())
    grown: list[Segment] = []
    for together in frames(BOTH):
        listener.hear(together)
        now = together[0].start + FRAME_SECONDS
        for side in listener.speech_seconds:
            if segment := listener.growing(side):
                assert segment.end == listener.spoken_end(side) <= now
                assert segment.start + len(segment.samples) / SAMPLE_RATE == pytest.approx(min(now, segment.end + 0.2))
                segment.samples[:] += 0  # its own, so that another thread may use it
                grown.append(segment)
            else:
                assert listener.spoken_end(side) == 0
    assert {segment.id for segment in grown} == {"r1", "c1", "r2"}
    lengths = [len(segment.samples) for segment in grown if segment.id == "r1"]
    assert lengths == sorted(lengths)


def test_the_level_follows_the_sound() -> None:
    listener = Listener(("rep", "client"), ListenerSettings())
    levels = []
    for together in frames(BOTH):
        listener.hear(together)
        levels.append((listener.level("rep"), listener.level("client")))
    (quiet, idle), (loud, speaking) = levels[40][0], levels[100][0]
    assert (quiet, idle) == (-100, False)
    assert -40 < loud < -10
    assert speaking
    assert levels[100][1] == (-100, False)


def test_a_long_speech_is_cut_without_losing_or_repeating_a_sample() -> None:
    speech = np.concatenate([silence(1), voice(65), silence(1)])
    segments = closed(listen({"rep": speech}))
    assert len(segments) >= 4
    assert max(len(segment.samples) for segment in segments) <= 20 * SAMPLE_RATE
    for before, after in itertools.pairwise(segments):
        assert after.start == pytest.approx(before.start + len(before.samples) / SAMPLE_RATE)
    joined = np.concatenate([segment.samples for segment in segments])
    first = round(segments[0].start * SAMPLE_RATE)
    np.testing.assert_array_equal(joined, speech[first : first + len(joined)])


def test_what_is_kept_does_not_grow_with_the_call() -> None:
    """Two minutes of talk, and no more held than the longest segment of each side."""
    listener = Listener(("rep", "client"), ListenerSettings())
    for _ in range(12):
        for together in frames(BOTH):
            listener.hear(together)
            growing = [segment for side in listener.speech_seconds if (segment := listener.growing(side))]
            assert sum(len(segment.samples) for segment in growing) <= 2 * 20 * SAMPLE_RATE


def test_a_segment_that_pauses_holds_the_sound_that_it_will_have_when_it_ends() -> None:
    """So that it need not be recognised again."""
    listener = Listener(("rep", "client"), ListenerSettings())
    pausing: dict[str, Segment] = {}
    ended: list[Segment] = []
    for together in frames(BOTH):
        ended += [heard.segment for heard in listener.hear(together) if isinstance(heard, SegmentClosed)]
        for side in listener.speech_seconds:
            segment = listener.growing(side)
            if segment and together[0].start + FRAME_SECONDS - segment.end >= 0.19:
                pausing[segment.id] = segment
    assert len(ended) >= 3
    for segment in ended:
        np.testing.assert_array_equal(pausing[segment.id].samples, segment.samples)


# Shared recordings.


def lock_step(path: Path, rep_is_right: bool) -> Iterator[tuple[Frame, ...]]:
    source = FileSource(path, "right" if rep_is_right else "left")
    framer = Framer(source.tracks, source.rate)
    for block in source.blocks():
        yield from framer.feed(block)
    yield from framer.flush()


def segments_of(path: Path, rep_is_right: bool = False) -> list[Segment]:
    listener = Listener(("rep", "client"), ListenerSettings())
    return closed([heard for together in lock_step(path, rep_is_right) for heard in listener.hear(together)] + listener.flush())


def covered(start: float, end: float, segments: list[Segment]) -> float:
    return sum(max(0.0, min(end, segment.start + len(segment.samples) / SAMPLE_RATE) - max(start, segment.start)) for segment in segments)


@pytest.mark.parametrize("name", ["spokenwoz-MUL1423", "spokenwoz-SNG0072", "spokenwoz-SNG1263"])
def test_the_words_of_a_telephone_call_fall_into_segments_of_their_side(name: str) -> None:
    path = needs.shared("audio", "calls", f"{name}.wav")
    segments = segments_of(path, rep_is_right=True)
    words = json.loads(path.with_suffix(".words.json").read_text())
    sides: tuple[tuple[str, Side], ...] = (("A", "client"), ("B", "rep"))
    for speaker, side in sides:
        spans = [(word["start"], word["end"]) for word in words if word["speaker"] == speaker]
        own = [segment for segment in segments if segment.side == side]
        spoken = sum(end - start for start, end in spans)
        # The words' times are spread over stretches that include pauses, so all of them cannot be covered.
        assert sum(covered(start, end, own) for start, end in spans) / spoken > 0.9
        assert sum(len(segment.samples) for segment in own) / SAMPLE_RATE < 1.5 * spoken + 0.5 * len(own)


def test_a_real_call_gives_utterances_on_both_sides() -> None:
    segments = segments_of(needs.shared("audio", "calls", "auto-repairs-40.wav"))
    for side in ("rep", "client"):
        own = [segment for segment in segments if segment.side == side]
        assert 10 < len(own) < 45
        assert 60 < sum(segment.end - segment.start for segment in own) < 130
