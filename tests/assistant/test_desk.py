"""The desk: one call at a time, followed without a gap, and finished with what there is when something of ours breaks."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.desk import CallSetup, Desk
from assistant.events import (
    CallEnded,
    CallStarted,
    ErrorRaised,
    Event,
    FactBase,
    NoteAdded,
    NotesDrafted,
    Plan,
    PlanChanged,
    SpeechFinal,
)
from assistant.pipeline import Pipeline
from assistant.reduce import OTHER
from assistant.settings import load_settings
from assistant.sound_driver import SoundCall
from assistant.state import State
from assistant.store import Store
from assistant.thresholds import Thresholds
from audio.detector import DetectorSettings
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


async def test_a_disk_that_is_full_at_the_very_start_costs_no_call(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The call goes on, says so, is followed by whoever joins, and is stored whole once there is room."""
    begin = Store.begin

    def full(self: Store, started: CallStarted, *, source: str) -> None:
        raise Problem("disk-full", "The disk is full.", "Make room.")

    monkeypatch.setattr(Store, "begin", full)
    call = await desk.start(setup(Quiet()))
    await asyncio.sleep(0)
    assert (desk.summary(call).id, desk.summary(call).state) == (call, "live")
    events = desk.events(call)
    told = [await anext(events) for _ in range(2)]
    assert isinstance(told[0], CallStarted)
    assert isinstance(told[1], ErrorRaised)
    assert told[1].code == "disk-full"
    monkeypatch.setattr(Store, "begin", begin)
    desk.add_note(call, "there is room again", None)
    await desk.end(call)
    assert [event.seq async for event in desk.events(call) if isinstance(event, FactBase)][:3] == [1, 2, 3]


async def test_what_is_heard_after_a_swap_is_the_other_sides(desk: Desk) -> None:
    call = await desk.start(setup(FileSource(SAMPLE)))
    desk.swap_sides(call)
    told: list[Event] = [event async for event in desk.events(call)]
    as_is = await _told(desk, setup(FileSource(SAMPLE)))
    heard, before = ([event.side for event in events if isinstance(event, SpeechFinal)] for events in (told, as_is))
    assert heard == [OTHER[side] for side in before]
    assert set(heard) == {"rep", "client"}
    ended = [event.coverage for event in (*told, *as_is) if isinstance(event, CallEnded)]
    assert (ended[0].rep, ended[0].client) == (ended[1].client, ended[1].rep)


class Broken(Quiet):
    """Devices of which a mistake of ours makes nothing."""

    def blocks(self) -> Iterator[Block]:
        yield Block(np.zeros((320, 2), np.float32))
        raise RuntimeError(WORDS)


async def test_ears_that_fail_end_the_call_and_leave_the_desk_free(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    told = await _told(desk, setup(Broken()))
    assert [event.code for event in told if isinstance(event, ErrorRaised)] == ["internal"]
    assert isinstance(told[-1], NotesDrafted)
    assert desk.current() is None
    assert WORDS not in caplog.text


async def test_a_recogniser_that_fails_ends_the_call_and_leaves_the_desk_free(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(WORDS)

    monkeypatch.setattr(Pipeline, "_unbundle", broken)
    told = await _told(desk, setup(FileSource(SAMPLE)))
    assert "internal" in [event.code for event in told if isinstance(event, ErrorRaised)]
    assert isinstance(told[-1], NotesDrafted)
    assert desk.current() is None


class OneSided(Quiet):
    tracks: tuple[Side, ...] = ("rep",)

    def blocks(self) -> Iterator[Block]:
        while self.open:
            yield Block(np.zeros((320, 1), np.float32))


async def test_one_side_alone_is_not_swapped(desk: Desk) -> None:
    source = OneSided()
    call = await desk.start(setup(source))
    with pytest.raises(Problem, match="nothing to swap"):
        desk.swap_sides(call)


async def test_the_plan_and_notes_of_a_running_call(desk: Desk) -> None:
    call = await desk.start(setup(Quiet()))
    desk.change_plan(call, {"goal": "a visit"})
    desk.add_note(call, "ask about the lease", 10_000.0)
    desk.change_plan(call, {"client": "Dana"}, "renewal")
    await desk.end(call)
    told = [event async for event in desk.events(call)]
    changes = [(event.kind, event.plan.goal, event.plan.client) for event in told if isinstance(event, PlanChanged)]
    assert changes == [("service", "a visit", None), ("renewal", "a visit", "Dana")]
    note = next(event for event in told if isinstance(event, NoteAdded))
    assert (note.text, note.begun) == ("ask about the lease", note.at), "not begun in the future"
    assert desk.summary(call).client == "Dana"
    with pytest.raises(Problem, match="has ended"):
        desk.add_note(call, "too late", None)


async def _told(desk: Desk, setup: CallSetup) -> list[Event]:
    """Every event of a call that ends by itself."""
    call = await desk.start(setup)
    return [event async for event in desk.events(call)]


@pytest.mark.parametrize(("language", "codes"), [("en", []), ("playbook", []), ("de", ["language-differs"])])
async def test_a_language_that_the_playbook_is_not_written_for_is_told(data: Path, language: str, codes: list[str]) -> None:
    store = Store.open(data)
    desk = Desk(store, load_settings(data=data, weights="base", language=language))
    source = Quiet()
    source.open = False
    told = await _told(desk, setup(source))
    assert [event.code for event in told if isinstance(event, ErrorRaised)] == codes
    await desk.close()
    store.close()


async def test_a_call_is_heard_with_the_thresholds_in_force(data: Path) -> None:
    """Where nothing is loud enough to be speech, nothing is said."""
    store = Store.open(data)
    desk = Desk(store, load_settings(data=data, weights="tiny.en"), Thresholds(detector=DetectorSettings(floor=0.0)))
    told = await _told(desk, setup(FileSource(SAMPLE)))
    assert not [event for event in told if isinstance(event, SpeechFinal)]
    assert isinstance(told[-1], NotesDrafted)
    await desk.close()
    store.close()


async def test_a_mistaken_threshold_is_told_before_any_call(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_SEGMENTER__PAUSE", "long")
    store = Store.open(data)
    with pytest.raises(Problem, match="CALLCUE_SEGMENTER__PAUSE"):
        Desk(store, load_settings(data=data))
    store.close()


async def test_weights_that_are_left_to_the_machine_have_a_name_in_the_call(data: Path) -> None:
    store = Store.open(data)
    desk = Desk(store, load_settings(data=data))
    source = Quiet()
    source.open = False
    started = (await _told(desk, setup(source)))[0]
    assert isinstance(started, CallStarted)
    assert started.weights == "base"
    await desk.close()
    store.close()


async def test_a_language_that_is_recognised_is_told_where_it_is_another(data: Path) -> None:
    store = Store.open(data)
    desk = Desk(store, load_settings(data=data, weights="base", language="auto"))
    told = await _told(desk, setup(FileSource(ROOT / "tests" / "data" / "japanese.flac")))
    problems = [event for event in told if isinstance(event, ErrorRaised)]
    assert [event.code for event in problems] == ["one-channel", "language-differs"]
    assert "'ja'" in problems[1].message
    assert any("火曜" in event.text for event in told if isinstance(event, SpeechFinal))
    await desk.close()
    store.close()
