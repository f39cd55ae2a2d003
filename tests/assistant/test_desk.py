"""The desk: one call at a time, followed without a gap, and finished with what there is when something of ours breaks."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.desk import CallSetup, Desk
from assistant.events import CallStarted, ErrorRaised, Event, FactBase, NotesDrafted, Plan
from assistant.settings import load_settings
from assistant.sound_driver import SoundCall
from assistant.state import State
from assistant.store import Store
from audio.file import FileSource
from audio.frames import Block
from audio.problem import Problem
from audio.side import Side
from tests.needs import ROOT

WORDS = "the secret recipe"
SAMPLE = ROOT / "assistant" / "samples" / "sample.opus"


class Quiet:
    """Two devices on which nothing is said until they are closed."""

    tracks: tuple[Side, ...] = ("rep", "client")
    rate = 16_000

    def __init__(self) -> None:
        self.open = True

    def blocks(self) -> Iterator[Block]:
        while self.open:
            yield Block(np.zeros((320, 2), np.float32))

    def close(self) -> None:
        self.open = False


@pytest.fixture
async def desk(data: Path) -> AsyncIterator[Desk]:
    store = Store.open(data)
    desk = Desk(store, load_settings(data=data, weights="tiny.en"))
    yield desk
    await desk.close()
    store.close()


def setup(source: Quiet | FileSource) -> CallSetup:
    return CallSetup(kind="service", plan=Plan(), date=None, source=source, paced=False)


async def test_one_call_at_a_time(desk: Desk) -> None:
    call = await desk.start(setup(Quiet()))
    with pytest.raises(Problem, match="Another call is running"):
        await desk.start(setup(Quiet()))
    assert desk.current() == call
    await desk.end(call)
    assert desk.current() is None
    with pytest.raises(Problem, match="has ended"):
        await desk.end(call)


async def test_watchers_hear_of_every_change(desk: Desk) -> None:
    changes = desk.watch_current()
    assert await anext(changes) is None
    call = await desk.start(setup(Quiet()))
    assert await anext(changes) == call
    await desk.end(call)
    assert await anext(changes) is None


async def test_whoever_joins_late_hears_every_fact_once(desk: Desk) -> None:
    call = await desk.start(setup(FileSource(SAMPLE)))

    async def follow(after: int, wait: float) -> list[int]:
        await asyncio.sleep(wait)
        return [event.seq async for event in desk.events(call, after) if isinstance(event, FactBase)]

    first, late = await asyncio.gather(follow(0, 0.0), follow(3, 2.0))
    assert first == list(range(1, len(first) + 1))
    assert late == first[3:]
    assert [event.seq async for event in desk.events(call, 0) if isinstance(event, FactBase)] == first


async def test_a_call_that_breaks_is_finished_with_what_there_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(self: SoundCall) -> State:
        raise RuntimeError(WORDS)

    monkeypatch.setattr(SoundCall, "run", broken)
    call = await desk.start(setup(Quiet()))
    told: list[Event] = [event async for event in desk.events(call)]
    while desk.current():
        await asyncio.sleep(0.01)
    told = [event async for event in desk.events(call)]
    assert isinstance(told[0], CallStarted)
    assert isinstance(told[-1], NotesDrafted)
    assert [event.code for event in told if isinstance(event, ErrorRaised)] == ["call-cut-off"]
    assert "RuntimeError" in caplog.text
    assert WORDS not in caplog.text
