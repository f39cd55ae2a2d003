"""The HTTP contract, field by field, over a real server, store and desk."""

import asyncio
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assistant.desk import Desk
from assistant.events import NotesDrafted, SignalLevel, SpeechFinal
from assistant.settings import Settings
from assistant.store import Store
from audio.problem import Problem
from tests.web.calls import CLIENT, NOTES, Microphone, put
from tests.web.serving import Server
from web import api

SUMMARY = {"id", "started", "kind", "client", "seconds", "state", "sound"}
PROBLEM = {"code", "message", "remedy"}


@pytest.fixture
def microphone(monkeypatch: pytest.MonkeyPatch) -> list[Microphone]:
    """Microphones opened by the service; a machine that tests runs on has none."""
    opened: list[Microphone] = []

    def open_device(mic: str | None, far: str | None) -> Microphone:
        opened.append(Microphone(mic, far))
        return opened[-1]

    monkeypatch.setattr(api, "DeviceSource", open_device)
    return opened


@pytest.fixture
def sample(beginning: Path) -> bytes:
    return beginning.read_bytes()


async def _start(service: Server, **more: object) -> str:
    answer = await service.client.post("/api/calls", json={"kind": "purpose", "plan": {}, "source": {"type": "devices"}} | more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_calls_are_listed_newest_first(service: Server, store: Store) -> None:
    assert (await service.client.get("/api/calls")).json() == []
    put(store, "20261121-213000-0001", date="2026-11-21T21:30:00")
    put(store, "20261122-090000-0002", date="2026-11-22T09:00:00", sound=True)
    put(store, "20261120-090000-0003", date="2026-11-20T09:00:00", facts=4)
    answer = await service.client.get("/api/calls")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert [call["id"][-1] for call in answer.json()] == ["2", "1", "3"]
    assert answer.json()[0] == {
        "id": "20261122-090000-0002",
        "started": "2026-11-22T09:00:00",
        "kind": "renewal",
        "client": CLIENT,
        "seconds": 5.0,
        "state": "ended",
        "sound": True,
    }
    assert answer.json()[2]["state"] == "live"
    assert answer.json()[2]["sound"] is False


async def test_calls_are_searched(service: Server, store: Store) -> None:
    put(store, "20261121-213000-0001")
    assert len((await service.client.get("/api/calls", params={"search": "dana INVOICE"})).json()) == 1
    assert (await service.client.get("/api/calls", params={"search": "dana boat"})).json() == []


async def test_one_call_with_its_plan_and_notes(service: Server, store: Store) -> None:
    put(store, "20261121-213000-0001")
    call = (await service.client.get("/api/calls/20261121-213000-0001")).json()
    assert call.keys() == SUMMARY | {"plan", "notes", "notes_revision"}
    assert call["plan"]["goal"] == "a meeting"
    assert call["notes"] == json.loads(NOTES.model_dump_json())
    assert call["notes_revision"] == 1
    store.append([NotesDrafted(call="20261121-213000-0001", at=5.0, seq=9, notes=NOTES)])
    assert (await service.client.get("/api/calls/20261121-213000-0001")).json()["notes_revision"] == 2


async def test_a_call_without_notes_yet(service: Server, store: Store) -> None:
    put(store, "20261121-213000-0001", facts=4)
    call = (await service.client.get("/api/calls/20261121-213000-0001")).json()
    assert (call["notes"], call["notes_revision"]) == (None, 0)
    answer = await service.client.get("/api/calls/20261121-213000-0001/notes.md")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-notes")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/end"),
        ("POST", "/prompts/state-purpose/dismiss"),
        ("GET", "/notes.md"),
        ("GET", "/sound"),
    ],
)
@pytest.mark.parametrize("call", ["20261121-213000-ffff", "..", "%2e%2e%2fcallcue.db", "x y"])
async def test_an_unknown_call(service: Server, method: str, path: str, call: str) -> None:
    body = {"outcome": "dismissed"} if path.endswith("dismiss") else None
    answer = await service.client.request(method, f"/api/calls/{call}{path}", json=body)
    assert answer.status_code in (404, 405)
    assert answer.json().keys() == PROBLEM
    if call.endswith("ffff"):
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown-call")


async def test_a_call_is_deleted_with_its_sound(service: Server, store: Store) -> None:
    put(store, "20261121-213000-0001", sound=True)
    answer = await service.client.delete("/api/calls/20261121-213000-0001")
    assert (answer.status_code, answer.content) == (204, b"")
    assert not store.folder("20261121-213000-0001").exists()
    assert (await service.client.get("/api/calls/20261121-213000-0001")).status_code == 404


async def test_notes_as_markdown(service: Server, store: Store) -> None:
    put(store, "20261121-213000-0001")
    answer = await service.client.get("/api/calls/20261121-213000-0001/notes.md")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "The invoice." in answer.text


async def test_sound_whole_and_in_parts(service: Server, store: Store) -> None:
    put(store, "20261121-213000-0001", sound=True)
    whole = await service.client.get("/api/calls/20261121-213000-0001/sound")
    assert whole.headers["content-type"] == "audio/flac"
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.content == (store.folder("20261121-213000-0001") / "sound.flac").read_bytes()
    part = await service.client.get("/api/calls/20261121-213000-0001/sound", headers={"Range": "bytes=4-19"})
    assert (part.status_code, part.content) == (206, whole.content[4:20])
    assert part.headers["content-range"] == f"bytes 4-19/{len(whole.content)}"


async def test_a_call_without_sound(service: Server, store: Store) -> None:
    put(store, "20261121-213000-0001")
    answer = await service.client.get("/api/calls/20261121-213000-0001/sound")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-recording")


async def test_devices_of_this_machine(service: Server) -> None:
    answer = (await service.client.get("/api/devices")).json()
    assert answer.keys() == {"microphones", "problem"}
    assert all(device.keys() == {"name", "default"} for device in answer["microphones"])
    assert answer["problem"] is None or answer["problem"].keys() == PROBLEM


async def test_a_machine_that_cannot_hear_says_why(service: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_found() -> list[object]:
        raise Problem("no-portaudio", "PortAudio is missing.", "Install it.")

    monkeypatch.setattr(api, "list_devices", none_found)
    answer = (await service.client.get("/api/devices")).json()
    assert answer == {"microphones": [], "problem": {"code": "no-portaudio", "message": "PortAudio is missing.", "remedy": "Install it."}}


async def test_the_doctor(service: Server) -> None:
    findings = (await service.client.get("/api/doctor")).json()
    assert findings
    assert all(finding.keys() == {"name", "ok", "detail", "remedy"} for finding in findings)


async def test_a_call_is_started_heard_and_ended(service: Server, desk: Desk, microphone: list[Microphone], sample: bytes) -> None:
    plan = {"client": CLIENT, "goal": "a meeting", "answers": [{"objection": "too dear", "answer": "it lasts"}]}
    source = {"type": "devices", "mic": "Headset", "far": "Monitor"}
    answer = await service.client.post("/api/calls", json={"kind": "renewal", "plan": plan, "source": source})
    assert answer.status_code == 201
    assert answer.json().keys() == SUMMARY
    call = answer.json()["id"]
    assert (answer.json()["state"], answer.json()["kind"], answer.json()["client"]) == ("live", "renewal", CLIENT)
    assert microphone[0].asked == ("Headset", "Monitor")
    assert desk.current() == call

    again = await service.client.post("/api/calls", json={"source": {"type": "devices"}})
    assert (again.status_code, again.json()["code"]) == (409, "busy")
    assert microphone[1].closed.is_set(), "the device is let go of"
    upload = await service.client.post("/api/uploads", files={"file": ("a.wav", sample)})
    assert (upload.status_code, upload.json()["code"]) == (409, "busy")
    deleted = await service.client.delete(f"/api/calls/{call}")
    assert (deleted.status_code, deleted.json()["code"]) == (409, "call-running")
    dismissed = await service.client.post(f"/api/calls/{call}/prompts/state-purpose/dismiss", json={"outcome": "not-helpful"})
    assert (dismissed.status_code, dismissed.json()["code"]) == (409, "prompt-not-shown")

    assert (await service.client.post(f"/api/calls/{call}/end")).status_code == 202
    details = (await service.client.get(f"/api/calls/{call}")).json()
    assert (details["state"], details["sound"], details["plan"]["goal"], details["notes_revision"]) == ("ended", True, "a meeting", 1)
    assert details["plan"]["answers"] == plan["answers"]
    over = await service.client.post(f"/api/calls/{call}/end")
    assert (over.status_code, over.json()["code"]) == (409, "not-running")


async def test_a_call_can_be_started_with_nothing_but_its_source(service: Server, microphone: list[Microphone]) -> None:
    call = await _start(service)
    assert microphone[0].asked == (None, None)
    await service.client.post(f"/api/calls/{call}/end")


async def test_a_prompt_on_the_screen_is_dismissed(service: Server, store: Store, desk: Desk, microphone: list[Microphone]) -> None:
    """A purpose call without a goal shows `set-goal`, or nothing, as the playbook has it; either way what is shown can be sent away."""
    call = await _start(service)
    shown = next((fact.prompt for fact in store.facts(call) if fact.type == "prompt.shown"), None)
    if shown:
        answer = await service.client.post(f"/api/calls/{call}/prompts/{shown}/dismiss", json={"outcome": "dismissed"})
        assert answer.status_code == 204
        assert any(fact.type == "prompt.cleared" and fact.outcome == "dismissed" for fact in store.facts(call))
    await desk.end(call)


async def test_the_sample_call_is_played(service: Server, desk: Desk) -> None:
    answer = await service.client.post("/api/calls", json={"source": {"type": "demo"}})
    assert answer.status_code == 201
    assert answer.json()["kind"] == "service"
    assert answer.json()["client"] == "Carol Jensen, Island Charters"
    await desk.end(answer.json()["id"])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/calls", {}),
        ("/api/calls", {"source": {"type": "phone"}}),
        ("/api/calls", {"source": {"type": "devices"}, "kind": "cold"}),
        ("/api/calls", {"source": {"type": "devices"}, "plan": {"gaol": "a meeting"}}),
        ("/api/calls", {"source": {"type": "devices"}, "plann": {}}),
        ("/api/calls/x/prompts/y/dismiss", {"outcome": "done"}),
        ("/api/calls/x/prompts/y/dismiss", {}),
    ],
)
async def test_bad_bodies_are_refused(service: Server, store: Store, path: str, body: object) -> None:
    answer = await service.client.post(path, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-request")
    assert answer.json().keys() == PROBLEM
    assert store.calls() == []


async def test_a_recording_is_replayed(service: Server, store: Store, desk: Desk, data: Path, sample: bytes) -> None:
    form = {"rep": "left", "kind": "service", "goal": "a date", "client": CLIENT, "speed": "max"}
    answer = await service.client.post("/api/uploads", data=form, files={"file": ("Carol.wav", sample)})
    assert answer.status_code == 201, answer.text
    assert answer.json().keys() == SUMMARY
    call = answer.json()["id"]
    heard = [event async for event in desk.events(call)]
    assert isinstance(heard[-1], NotesDrafted)
    details = (await service.client.get(f"/api/calls/{call}")).json()
    assert (details["kind"], details["client"], details["plan"]["goal"], details["state"]) == ("service", CLIENT, "a date", "ended")
    assert details["sound"] is True
    assert details["notes_revision"] == 1
    said = {fact.side: fact.text for fact in store.facts(call) if fact.type == "speech.final" and fact.text}
    assert "Carol" in said["client"]
    assert "boat" in said["rep"]
    assert _left(data) == []


async def test_the_sides_are_told_by_the_form(service: Server, store: Store, desk: Desk, sample: bytes) -> None:
    answer = await service.client.post("/api/uploads", data={"rep": "right"}, files={"file": ("a.wav", sample)})
    call = answer.json()["id"]
    said = {event.side: event.text async for event in desk.events(call) if isinstance(event, SpeechFinal) and event.text}
    assert "boat" in said["client"]


async def test_a_recording_is_replayed_as_if_live(service: Server, desk: Desk, data: Path, sample: bytes) -> None:
    answer = await service.client.post("/api/uploads", data={"speed": "1"}, files={"file": ("a.wav", sample)})
    hints = 0
    async for event in desk.events(answer.json()["id"]):
        hints += isinstance(event, SignalLevel)
        if hints == 3:
            break
    await desk.end(answer.json()["id"])
    assert _left(data) == [], "ended in the middle of it"


def _left(data: Path) -> list[Path]:
    """Uploads still on disk."""
    return [path for path in (data / "uploads").rglob("*") if path.is_file() and path.suffix != ".lock"]


def _wav(path: Path, channels: int) -> bytes:
    soundfile.write(path, np.zeros((8000, channels), np.int16), 8000)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "form", "status", "code"),
    [
        (b"Dear Sir or Madam", {}, 415, "not-sound"),
        (b"", {}, 422, "file-empty"),
        ("three channels", {}, 422, "too-many-channels"),
        (bytes(3_000_001), {}, 413, "upload-too-large"),
        ("sample", {"rep": "middle"}, 422, "bad-request"),
        ("sample", {"kind": "cold"}, 422, "bad-request"),
        ("sample", {"speed": "2"}, 422, "bad-request"),
        ("sample", {"gaol": "a meeting"}, 422, "bad-request"),
        ("sample", {"goal": "x" * 2001}, 422, "bad-request"),
    ],
)
async def test_a_bad_upload_leaves_nothing(
    service: Server, store: Store, data: Path, content: bytes | str, form: dict[str, str], status: int, code: str, sample: bytes
) -> None:
    made = {"sample": sample, "three channels": _wav(data / "three.wav", 3)}
    sent = made[content] if isinstance(content, str) else content
    answer = await service.client.post("/api/uploads", data=form, files={"file": ("Dana Reyes.wav", sent)})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json().keys() == PROBLEM
    assert "Dana" not in answer.text
    assert "/" not in answer.json()["message"], "no path of this machine"
    assert store.calls() == []
    assert not (data / "recordings").exists()
    assert _left(data) == []


async def test_an_upload_that_cannot_begin_leaves_nothing(
    service: Server, desk: Desk, data: Path, sample: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(setup: object) -> str:
        raise Problem("weights-missing", "The weights are missing.", "Fetch them.")

    monkeypatch.setattr(desk, "start", refuse)
    answer = await service.client.post("/api/uploads", files={"file": ("a.wav", sample)})
    assert (answer.status_code, answer.json()["code"]) == (400, "weights-missing")
    assert _left(data) == []


async def test_stopping_the_service_ends_its_call(settings: Settings, store: Store, microphone: list[Microphone], static: Path) -> None:
    from tests.web.serving import serving
    from web.app import make_app

    async with serving(make_app(Desk(store, settings), store, settings, static=static)) as service:
        call = await _start(service)
    assert store.call(call).state == "ended"
    assert store.facts(call)[-1].type == "notes.drafted"
    assert microphone[0].closed.is_set()
    assert asyncio.all_tasks() == {asyncio.current_task()}, "nothing is left running"
