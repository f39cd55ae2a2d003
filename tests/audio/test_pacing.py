"""Real time: never early, never drifting, over at once when closed."""

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from audio.frames import Block
from audio.pacing import Paced
from audio.problem import Problem
from audio.side import Side


class Blocks:
    """A source of blocks of given lengths, numbered samples."""

    tracks: tuple[Side, ...] = ("rep", "client")
    rate = 1000

    def __init__(self, *lengths: int) -> None:
        self.lengths = lengths
        self.closed = False

    def blocks(self) -> Iterator[Block]:
        at = 0
        for length in self.lengths:
            column = np.arange(at, at + length, dtype=np.float32)
            yield Block(np.stack([column, -column], 1))
            at += length

    def close(self) -> None:
        self.closed = True


class Clock:
    """A clock that only sleeping moves on."""

    def __init__(self, oversleeps: float = 0.0) -> None:
        self.now = 50.0
        self.oversleeps = oversleeps

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds + self.oversleeps


def test_every_sample_comes_once_and_not_before_its_time() -> None:
    clock = Clock()
    paced = Paced(Blocks(250, 30, 1000), clock, clock.sleep)
    came = [(piece.samples, clock.now - 50) for piece in paced.blocks()]
    np.testing.assert_array_equal(np.concatenate([samples[:, 0] for samples, _ in came]), np.arange(1280))
    assert max(len(samples) for samples, _ in came) == 100
    for samples, at in came:
        assert at == pytest.approx((samples[-1, 0] + 1) / 1000)


def test_nothing_drifts_where_sleeping_takes_too_long() -> None:
    clock = Clock(oversleeps=0.015)
    list(Paced(Blocks(*[100] * 600), clock, clock.sleep).blocks())
    assert clock.now - 50 == pytest.approx(60, abs=0.02)


def test_after_a_stall_it_catches_up() -> None:
    clock = Clock()
    pieces = Paced(Blocks(*[100] * 50), clock, clock.sleep).blocks()
    next(pieces)
    clock.now += 3
    for _ in range(29):
        next(pieces)
    assert clock.now - 50 == pytest.approx(3.1)


def test_close_wakes_it_and_closes_the_source() -> None:
    source = Blocks(100, 100)
    source.rate = 1  # a hundred seconds a block
    paced = Paced(source)
    given: list[Block] = []
    listening = threading.Thread(target=lambda: given.extend(paced.blocks()))
    listening.start()
    time.sleep(0.05)
    paced.close()
    listening.join(timeout=10)
    assert not listening.is_alive()
    assert given == []
    assert source.closed


def test_what_is_wrong_with_the_source_is_passed_on() -> None:
    class Cut(Blocks):
        warning: Problem | None = None

        def blocks(self) -> Iterator[Block]:
            yield from super().blocks()
            self.warning = Problem("file-truncated", "It is cut off.", "Use a whole copy.")

    clock = Clock()
    paced = Paced(Cut(100), clock, clock.sleep)
    before = paced.warning
    list(paced.blocks())
    after = paced.warning
    assert before is None
    assert after is not None
    assert after.code == "file-truncated"
    assert Paced(Blocks(100)).warning is None
