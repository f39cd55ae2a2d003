"""Events over WebSocket: in order, none lost and none twice, however often and however slowly they are read."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from assistant.desk import CallSetup, Desk
from assistant.events import CallEnded, Fact, FactBase, Hint, NotesDrafted, Plan, events
from assistant.settings import Settings
from assistant.store import Store
from audio.file import FileSource
from tests.web.calls import Microphone, facts_of, put
from tests.web.serving import Server, serving
from web.app import make_app

CALL = "20261121-213000-0001"


async def _to_the_end(socket: ClientConnection) -> tuple[list[Fact | Hint], int | None]:
    """Everything that is sent until the socket is closed, and the code it is closed with."""
    got: list[Fact | Hint] = []
    with suppress(ConnectionClosedError):
        async for message in socket:
            got.append(events.validate_json(message))
    return got, socket.close_code


def _facts(got: list[Fact | Hint]) -> list[FactBase]:
    return [event for event in got if isinstance(event, FactBase)]


@pytest.fixture
def recording(beginning: Path) -> CallSetup:
    return CallSetup("service", Plan(), None, FileSource(beginning), paced=False, label="upload")


async def _next_call(socket: ClientConnection) -> Any:
    message = json.loads(await socket.recv())
    assert message.keys() == {"call"}
    return message["call"]


@pytest.mark.parametrize("after", [None, 0, 1, 5, 8, 99])
async def test_a_stored_call_is_sent_whole_and_closed(service: Server, store: Store, after: int | None) -> None:
    put(store, CALL)
    query = "" if after is None else f"?after={after}"
    async with connect(f"{service.socket_url}/api/calls/{CALL}/events{query}") as socket:
        got, code = await _to_the_end(socket)
    assert got == facts_of(CALL)[after or 0 :]
    assert code == 1000


async def test_events_are_sent_exactly_as_they_are_written(service: Server, store: Store) -> None:
    put(store, CALL)
    async with connect(f"{service.socket_url}/api/calls/{CALL}/events") as socket:
        sent = [await socket.recv() for _ in range(8)]
    assert sent == [fact.model_dump_json() for fact in facts_of(CALL)]


async def test_an_unknown_call_is_closed_4404(service: Server) -> None:
    async with connect(f"{service.socket_url}/api/calls/20261121-213000-ffff/events") as socket:
        assert await _to_the_end(socket) == ([], 4404)


@pytest.mark.parametrize("after", ["-1", "x"])
async def test_a_number_that_is_none_is_refused(service: Server, after: str) -> None:
    with pytest.raises(InvalidStatus):
        await connect(f"{service.socket_url}/api/calls/{CALL}/events?after={after}")


async def test_coming_back_loses_nothing_and_repeats_nothing(service: Server, store: Store, desk: Desk, recording: CallSetup) -> None:
    call = await desk.start(recording)
    got: list[Fact | Hint] = []
    after = 0
    while True:
        async with connect(f"{service.socket_url}/api/calls/{call}/events?after={after}") as socket:
            async for message in socket:
                got.append(events.validate_json(message))
                if len(got) % 7 == 0:
                    break
            else:
                break
        after = max(fact.seq for fact in _facts(got))
    assert socket.close_code == 1000
    facts = _facts(got)
    assert facts == store.facts(call)
    assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))


async def test_live_facts_and_hints_and_then_the_end(service: Server, store: Store, desk: Desk, recording: CallSetup) -> None:
    call = await desk.start(replace(recording, paced=True))
    async with connect(f"{service.socket_url}/api/calls/{call}/events") as socket:
        got: list[Fact | Hint] = []
        while not any(event.type == "speech.partial" for event in got):
            got.append(events.validate_json(await socket.recv()))
        ending = asyncio.create_task(desk.end(call))
        rest, code = await _to_the_end(socket)
        await ending
    facts = _facts(got + rest)
    assert facts == store.facts(call)
    assert isinstance(facts[-1], NotesDrafted)
    assert any(isinstance(fact, CallEnded) for fact in facts)
    assert code == 1000


async def test_a_reader_that_does_not_read_holds_nobody_up(service: Server, store: Store, desk: Desk, recording: CallSetup) -> None:
    call = await desk.start(recording)
    url = f"{service.socket_url}/api/calls/{call}/events"
    async with connect(url, max_queue=1) as slow, connect(url) as quick:
        got, code = await _to_the_end(quick)
        assert (_facts(got), code) == (store.facts(call), 1000)
        late, code = await _to_the_end(slow)
        assert (_facts(late), code) == (store.facts(call), 1000)


async def test_many_readers_of_one_call_get_the_same(service: Server, store: Store, desk: Desk, recording: CallSetup) -> None:
    call = await desk.start(recording)
    url = f"{service.socket_url}/api/calls/{call}/events"
    sockets = [await connect(url) for _ in range(4)]
    for got, code in await asyncio.gather(*(_to_the_end(socket) for socket in sockets)):
        assert (_facts(got), code) == (store.facts(call), 1000)


async def test_a_reader_that_goes_away_is_forgotten(service: Server, desk: Desk) -> None:
    call = await desk.start(CallSetup("purpose", Plan(), None, Microphone(), paced=True, label="devices"))
    before = asyncio.all_tasks()
    for path in (f"/api/calls/{call}/events", "/api/live"):
        async with connect(f"{service.socket_url}{path}") as socket:
            await socket.recv()
    while asyncio.all_tasks() - before:
        await asyncio.sleep(0.01)
    await desk.end(call)


async def test_the_call_now_running_is_told(service: Server, desk: Desk) -> None:
    async with connect(f"{service.socket_url}/api/live") as socket:
        assert await _next_call(socket) is None
        call = await desk.start(CallSetup("purpose", Plan(), None, Microphone(), paced=True, label="devices"))
        assert await _next_call(socket) == call
        async with connect(f"{service.socket_url}/api/live") as late:
            assert await _next_call(late) == call
        await desk.end(call)
        assert await _next_call(socket) is None


async def test_a_service_that_stops_says_that_it_will_be_back(store: Store, settings: Settings, static: Path) -> None:
    desk = Desk(store, settings)
    async with serving(make_app(desk, store, settings, static=static)) as service:
        call = await desk.start(CallSetup("purpose", Plan(), None, Microphone(), paced=True, label="devices"))
        reading = await connect(f"{service.socket_url}/api/calls/{call}/events")
        watching = await connect(f"{service.socket_url}/api/live")
        port = int(service.url.rsplit(":", 1)[1])
    got, code = await _to_the_end(reading)
    assert code == 1012
    await watching.wait_closed()
    assert watching.close_code == 1012

    # Its reader comes back to the next service on the same port and gets the rest.
    after = max(fact.seq for fact in _facts(got))
    async with (
        serving(make_app(Desk(store, settings), store, settings, static=static), port=port) as again,
        connect(f"{again.socket_url}/api/calls/{call}/events?after={after}") as socket,
    ):
        rest, code = await _to_the_end(socket)
    assert code == 1000
    assert _facts(got + rest) == store.facts(call)


async def test_connections_are_kept_alive_by_pings(service: Server) -> None:
    assert service.config.ws_ping_interval
    assert service.config.ws_ping_timeout
