"""Two devices in step: on simulated clocks, with stalls, bursts, ends and a clock that is slow. Samples carry the time they were heard at."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.frames import SAMPLE_RATE, Samples
from audio.lockstep import LockStep, Notice
from audio.side import Side

BOTH: tuple[Side, ...] = ("rep", "client")
TICK = 0.02


class Device:
    """Delivers the time of each sample (in samples, plus one, so that silence can be told) while `plugged` says so."""

    def __init__(
        self, plugged: Callable[[float], bool] = lambda now: True, held: Callable[[float], bool] = lambda now: False, speed: float = 1.0
    ) -> None:
        self.plugged = plugged
        self.held = held
        self.speed = speed
        self.waiting: list[Samples] = []
        self.heard = 0

    def deliver(self, now: float) -> Samples:
        """What it delivers at `now`: nothing while held, and then all of it at once."""
        until = int(now * SAMPLE_RATE * self.speed)
        fresh = np.arange(self.heard, until, dtype=np.float64) / self.speed + 1
        self.heard = until
        if self.plugged(now):
            self.waiting.append(fresh.astype(np.float32))
        if self.held(now) or not self.waiting:
            return np.zeros(0, np.float32)
        given = np.concatenate(self.waiting)
        self.waiting = []
        return given


def run(seconds: float, *devices: Device, ends: dict[int, float] | None = None) -> tuple[Samples, list[tuple[float, Notice]]]:
    steps = LockStep(BOTH[: len(devices)], 0.0)
    given: list[Samples] = []
    told: list[tuple[float, Notice]] = []
    for tick in range(1, int(seconds / TICK)):
        now = tick * TICK
        for track, device in enumerate(devices):
            samples = device.deliver(now)
            if len(samples):
                steps.arrived(track, samples, now)
            if ends and now >= ends.get(track, seconds + 1):
                steps.ended(track)
        samples, notices = steps.due(now)
        given.append(samples)
        told += [(now, notice) for notice in notices]
    return np.concatenate(given), told


def apart(sound: Samples) -> Samples:
    """By how many seconds the sides are apart, where both are heard."""
    both = (sound > 0).all(axis=1)
    distance: Samples = np.abs(sound[both, 0] - sound[both, 1]) / SAMPLE_RATE
    return distance


def between(start: float, end: float) -> Callable[[float], bool]:
    return lambda now: start <= now < end


@settings(max_examples=60)
@given(pieces=st.lists(st.tuples(st.integers(0, 1), st.integers(1, 3000), st.floats(0, 0.1)), min_size=5, max_size=60))
def test_nothing_is_lost_or_repeated_however_it_comes(pieces: list[tuple[int, int, float]]) -> None:
    steps = LockStep(BOTH, 0.0)
    heard, now = [0, 0], 0.0
    given: list[Samples] = []
    for track, length, pause in pieces:
        now += pause
        for each, samples in ((track, length), (1 - track, 1)):  # the other is alive, too
            steps.arrived(each, np.arange(heard[each], heard[each] + samples, dtype=np.float32) + 1, now)
            heard[each] += samples
        samples_given, notices = steps.due(now)
        assert notices == []
        given.append(samples_given)
    sound = np.concatenate(given)
    for column in (0, 1):
        real = sound[:, column][sound[:, column] > 0]
        assert (np.diff(real) == 1).all()
        assert real.max(initial=0) <= heard[column]


def test_two_devices_that_do_well_are_in_step() -> None:
    sound, told = run(10, Device(), Device())
    assert told == []
    assert len(sound) / SAMPLE_RATE == pytest.approx(10, abs=0.1)
    assert apart(sound).max() == 0
    assert (sound > 0).all()


def test_where_one_begins_later_both_begin_together() -> None:
    sound, told = run(5, Device(), Device(plugged=lambda now: now > 1))
    assert told == []
    assert apart(sound).max() == 0
    assert len(sound) / SAMPLE_RATE == pytest.approx(4, abs=0.1)


def test_a_side_that_stalls_is_silent_until_it_comes_back() -> None:
    sound, told = run(20, Device(), Device(plugged=lambda now: not 5 < now < 12))
    assert [(notice.side, notice.lost) for _, notice in told] == [("client", True), ("client", False)]
    assert [now for now, _ in told] == pytest.approx([5.5, 12], abs=0.05)
    assert (sound[:, 0] > 0).all()
    assert len(sound) / SAMPLE_RATE == pytest.approx(20, abs=0.1)
    assert not sound[int(5.1 * SAMPLE_RATE) : int(11.9 * SAMPLE_RATE), 1].any()
    assert apart(sound).max() < 0.05


@pytest.mark.parametrize("devices", [(Device, Device), (Device,)])
def test_what_was_held_up_and_comes_in_a_burst_is_dropped(devices: tuple[type[Device], ...]) -> None:
    held = Device(held=between(5, 8))
    sound, told = run(20, *[Device() for _ in devices[1:]], held)
    assert [notice.lost for _, notice in told] == [True, False]
    assert len(sound) / SAMPLE_RATE == pytest.approx(20, abs=0.1)
    late = np.arange(len(sound)) - sound[:, -1]
    assert np.abs(late[int(8.2 * SAMPLE_RATE) :]).max() / SAMPLE_RATE < 0.07


def test_a_short_hiccup_loses_nothing() -> None:
    sound, told = run(10, Device(), Device(held=between(5, 5.4)))
    assert told == []
    assert (sound > 0).all()
    assert apart(sound).max() == 0


def test_a_side_that_ends_is_lost_at_once() -> None:
    sound, told = run(10, Device(), Device(plugged=lambda now: now < 5), ends={1: 5.0})
    ((at, notice),) = told
    assert notice == Notice("client", True)
    assert at == pytest.approx(5.0, abs=0.03)
    assert (sound[:, 0] > 0).all()


def test_where_all_stall_time_goes_on_in_silence() -> None:
    away = between(5, 12)
    sound, told = run(20, Device(plugged=lambda now: not away(now)), Device(plugged=lambda now: not away(now)))
    assert len(told) == 4
    assert len(sound) / SAMPLE_RATE == pytest.approx(20, abs=0.1)
    assert not sound[int(5.1 * SAMPLE_RATE) : int(11.9 * SAMPLE_RATE)].any()
    late = np.arange(len(sound)) - sound[:, 0]
    assert np.abs(late[int(12.1 * SAMPLE_RATE) :]).max() / SAMPLE_RATE < 0.07


def test_a_side_that_never_begins_does_not_keep_the_other_waiting() -> None:
    sound, told = run(10, Device(), Device(plugged=lambda now: False))
    assert [notice for _, notice in told] == [Notice("client", True)]
    assert len(sound) / SAMPLE_RATE == pytest.approx(10, abs=2.2)
    assert not sound[:, 1].any()


@pytest.mark.parametrize("speed", [0.997, 1.003])
def test_clocks_that_differ_do_not_drift_apart(speed: float) -> None:
    sound, told = run(120, Device(), Device(speed=speed))
    assert told == []
    assert apart(sound).max() < 0.12
    assert (sound == 0).any(axis=1).mean() < 0.006


def test_one_device_alone_is_given_as_it_is() -> None:
    sound, told = run(5, Device())
    assert told == []
    np.testing.assert_array_equal(sound[:, 0], np.arange(len(sound)) + sound[0, 0])
