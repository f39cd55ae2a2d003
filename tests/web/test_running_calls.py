"""What a call that is going on is told over HTTP: its plan, what the rep typed, that its sides are swapped."""

from collections.abc import AsyncIterator

import pytest

from assistant.desk import Desk
from assistant.events import NoteAdded, PlanChanged, SidesSwapped
from assistant.store import Store
from tests.web.calls import Microphone, put
from tests.web.serving import Server
from web import api


@pytest.fixture
async def call(service: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """A call of silence, going on."""
    monkeypatch.setattr(api, "DeviceSource", Microphone)
    plan = {"client": "Dana Reyes", "answers": [{"objection": "too dear", "answer": "it lasts"}]}
    answer = await service.client.post("/api/calls", json={"plan": plan, "source": {"type": "devices"}})
    yield str(answer.json()["id"])
    await desk.close()


async def test_the_plan_is_changed_and_what_is_left_out_stays(service: Server, store: Store, call: str) -> None:
    for change in ({"goal": "  a visit  "}, {"kind": "renewal"}, {"goal": "", "answers": []}):
        answer = await service.client.patch(f"/api/calls/{call}/plan", json=change)
        assert (answer.status_code, answer.content) == (204, b"")
    changes = [fact for fact in store.facts(call) if isinstance(fact, PlanChanged)]
    assert [(fact.kind, fact.plan.goal, len(fact.plan.answers)) for fact in changes] == [
        ("purpose", "a visit", 1),
        ("renewal", "a visit", 1),
        ("renewal", None, 0),
    ]
    assert {fact.plan.client for fact in changes} == {"Dana Reyes"}
    cleared = [fact.outcome for fact in store.facts(call) if fact.type == "prompt.cleared" and fact.prompt == "set-goal"]
    assert cleared == ["done"]


async def test_a_note_lands_when_it_was_begun(service: Server, store: Store, call: str) -> None:
    assert (await service.client.post(f"/api/calls/{call}/notes", json={"text": " ask about the lease ", "begun": 0})).status_code == 204
    note = next(fact for fact in store.facts(call) if isinstance(fact, NoteAdded))
    assert (note.text, note.begun) == ("ask about the lease", 0.0)
    assert note.at > 0


async def test_sides_are_swapped(service: Server, store: Store, call: str) -> None:
    assert (await service.client.post(f"/api/calls/{call}/swap")).status_code == 204
    assert any(isinstance(fact, SidesSwapped) for fact in store.facts(call))


REFUSED = [
    ("PATCH", "/plan", {"goal": "x" * 2001}),
    ("PATCH", "/plan", {"kind": "chat"}),
    ("PATCH", "/plan", {"weather": "fine"}),
    ("POST", "/notes", {"text": "   "}),
    ("POST", "/notes", {"text": "x", "begun": -1}),
    ("POST", "/notes", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), REFUSED)
async def test_what_cannot_be_used_changes_nothing(service: Server, store: Store, call: str, method: str, path: str, body: object) -> None:
    answer = await service.client.request(method, f"/api/calls/{call}{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-request")
    assert not any(isinstance(fact, PlanChanged | NoteAdded) for fact in store.facts(call))


@pytest.mark.parametrize(("method", "path", "body"), [("PATCH", "/plan", {}), ("POST", "/notes", {"text": "x"}), ("POST", "/swap", None)])
async def test_a_call_that_has_ended_is_not_told(service: Server, store: Store, method: str, path: str, body: object) -> None:
    put(store, "20261121-213000-0001")
    answer = await service.client.request(method, f"/api/calls/20261121-213000-0001{path}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "not-running")
