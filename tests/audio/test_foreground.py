"""Whose voice it is: a side's own, however loud it is, but neither the other's leak nor somebody far off."""

import pytest

from audio.foreground import Foreground, ForegroundSettings
from audio.problem import Problem


def judge(*frames: tuple[float | None, float | None], times: int = 50) -> list[list[bool]]:
    """Each pair of levels (dBFS; None: no speech) heard for `times` frames; what was made of the last of them."""
    foreground = Foreground(2, ForegroundSettings())
    last: list[list[bool]] = []
    for frame in frames:
        levels, speech = [-90.0 if level is None else level for level in frame], [level is not None for level in frame]
        last.append([foreground.own(levels, speech) for _ in range(times)][-1])
    return last


def test_who_speaks_alone_is_heard_at_any_level() -> None:
    assert judge((-60, None), (None, -15), (-60, None)) == [[True, False], [False, True], [True, False]]


def test_what_leaks_from_the_other_side_is_not_heard() -> None:
    assert judge((-20, None), (None, -20), (-20, -45), (-45, -20)) == [[True, False], [False, True], [True, False], [False, True]]


def test_what_leaks_before_the_side_has_spoken_is_not_heard() -> None:
    assert judge((-20, -45), (None, -22)) == [[True, False], [False, True]]


def test_both_at_once_are_heard() -> None:
    assert judge((-20, None), (None, -34), (-20, -36), (-25, -30))[-2:] == [[True, True], [True, True]]


def test_an_echo_that_comes_late_is_not_heard() -> None:
    foreground = Foreground(2, ForegroundSettings())
    for _ in range(50):
        foreground.own([-20, -90], [True, False])
    assert [foreground.own([-90, -45], [False, True])[1] for _ in range(30)] == [False] * 15 + [True] * 15


def test_murmur_far_below_a_voice_is_not_heard_but_a_softer_voice_is_in_the_end() -> None:
    assert judge((-20, None), (-55, None)) == [[True, False], [False, False]]
    assert judge((-20, None), (-55, None), times=500) == [[True, False], [True, False]]


def test_one_track_alone_needs_no_other() -> None:
    foreground = Foreground(1, ForegroundSettings())
    assert [foreground.own([-30], [True]), foreground.own([-90], [False])] == [[True], [False]]


@pytest.mark.parametrize("wrong", [{"soft": 5.0}, {"leak": 0.0}, {"louder": -1.0}, {"echo_seconds": 3.0}])
def test_settings_check_themselves(wrong: dict[str, float]) -> None:
    with pytest.raises(Problem, match="foreground"):
        ForegroundSettings(**wrong)
