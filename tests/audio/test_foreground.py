"""Whose voice it is: a side's own, however loud it is, but neither the other's leak nor somebody far off."""

import numpy as np
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


@pytest.mark.parametrize(
    "wrong", [{"soft": 5.0}, {"leak": 0.0}, {"louder": -1.0}, {"echo_seconds": 3.0}, {"likeness": 0.0}, {"likeness_seconds": 0.0}]
)
def test_settings_check_themselves(wrong: dict[str, float]) -> None:
    with pytest.raises(Problem, match="foreground"):
        ForegroundSettings(**wrong)


def test_an_echo_is_not_heard_though_noise_taught_a_low_usual_level() -> None:
    """The silent side's noises were taken for its voice; 50 ms later than the other's voice and 25 dB softer comes its echo."""
    foreground = Foreground(2, ForegroundSettings())
    chance = np.random.default_rng(0)
    for level in chance.normal(-42, 3, 200):
        foreground.own([-90, level], [False, True])
    voice = syllables(chance, 300)
    echo = [-90.0] * 3 + [level - 25 for level in voice]
    heard = [foreground.own([loud, soft], [True, True])[1] for loud, soft in zip(voice, echo, strict=False)]
    assert sum(heard[60:]) < 12


def test_who_talks_softly_over_the_other_is_heard() -> None:
    foreground = Foreground(2, ForegroundSettings())
    chance = np.random.default_rng(1)
    for level in syllables(chance, 200):
        foreground.own([-90, level - 22], [False, True])
    together = zip(syllables(chance, 300), syllables(chance, 300), strict=True)
    heard = [foreground.own([loud, soft - 22], [True, True])[1] for loud, soft in together]
    assert sum(heard[60:]) > 150


def syllables(chance: np.random.Generator, frames: int) -> list[float]:
    """Levels as of a voice: some five rises and falls a second, uneven, by 20 dB."""
    levels: list[float] = []
    while len(levels) < frames:
        length, height = int(chance.integers(6, 16)), float(chance.uniform(-30, -20))
        levels += [height - 20 * (2 * at / length - 1) ** 2 for at in range(length)]
    return levels[:frames]
