"""Clients over HTTP: the list, one client's page, the offer for the next call, and what is changed or forgotten."""

import pytest

from assistant.clients.contacts import Contact
from assistant.events import CallStarted, NextCommunication, Notes, NotesDrafted
from assistant.store import Store
from tests.web.calls import CLIENT, NOTES, facts_of, put
from tests.web.serving import Server

KEY = CLIENT.casefold()
STEP = NextCommunication(purpose="Agree the delivery", what="bring samples", who="rep", when="Friday", date="2026-11-27", evidence=())


def called(store: Store, call: str, client: str = CLIENT, notes: Notes | None = None, date: str = "2026-11-21T21:30") -> None:
    """Stores a call that has ended, with these notes."""
    first, _, *rest = facts_of(call, date)
    assert isinstance(first, CallStarted)
    store.begin(first.model_copy(update={"plan": first.plan.model_copy(update={"client": client})}), source="file")
    store.append([fact.model_copy(update={"notes": notes}) if isinstance(fact, NotesDrafted) and notes else fact for fact in rest])
    store.release(call)


async def test_the_list(service: Server, store: Store) -> None:
    assert (await service.client.get("/api/clients")).json() == {"clients": [], "total": 0}
    put(store, "one")
    store.clients.put([Contact(1, "Wes Dyck", "Dyck Farms")], "keep")
    found = (await service.client.get("/api/clients")).json()
    assert [(client["key"], client["calls"], client["last"]) for client in found["clients"]] == [
        (KEY, 1, "2026-11-21T21:30:00"),
        ("wes dyck", 0, None),
    ]
    found = (await service.client.get("/api/clients?search=dyck+FARMS")).json()
    assert ([client["name"] for client in found["clients"]], found["total"]) == (["Wes Dyck"], 1)
    found = (await service.client.get("/api/clients?most=1&after=1")).json()
    assert ([client["name"] for client in found["clients"]], found["total"]) == (["Wes Dyck"], 2)


async def test_the_offer(service: Server, store: Store) -> None:
    nothing = (await service.client.get("/api/clients/offer", params={"name": CLIENT})).json()
    assert (nothing["client"], nothing["goal"], nothing["history"], nothing["due"], nothing["from_call"]) == (None, None, None, [], None)
    called(store, "one", notes=NOTES.model_copy(update={"next": STEP}))
    found = (await service.client.get("/api/clients/offer", params={"name": f"  {CLIENT.upper()} "})).json()
    assert found["goal"] == "Agree the delivery"
    assert found["from_call"] == {"id": "one", "started": "2026-11-21T21:30", "approved": False}
    assert found["history"] == "21 November 2026 (draft, not approved): The invoice. Agreed: bring samples (rep), 27 November 2026."
    assert [promise["text"] for promise in found["due"]] == ["bring samples"]


async def test_one_client(service: Server, store: Store) -> None:
    called(store, "one", notes=NOTES.model_copy(update={"next": STEP}))
    called(store, "two", date="2026-11-22T09:00")
    assert (await service.client.get("/api/client", params={"key": f"  {CLIENT.upper()} "})).json()["client"]["key"] == KEY, "by its name"
    view = (await service.client.get("/api/client", params={"key": KEY})).json()
    assert view["client"]["name"] == CLIENT
    assert [call["id"] for call in view["calls"]] == ["two", "one"]
    assert view["calls"][1]["notes"]["next"]["purpose"] == "Agree the delivery"
    assert [promise["call"] for promise in view["due"]] == ["one"]


@pytest.mark.parametrize("key", ["nobody", "offer", "a/b", "..", "'"])
async def test_nobody_of_that_name(service: Server, key: str) -> None:
    for method in ("GET", "DELETE"):
        answer = await service.client.request(method, "/api/client", params={"key": key})
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown-client")
    answer = await service.client.put("/api/client", params={"key": key}, json={"name": "Dana"})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-client")


async def test_a_name_of_any_characters(service: Server, store: Store) -> None:
    called(store, "one", client="A/B & C? #1 ..\\ 100%")
    (client,) = (await service.client.get("/api/clients")).json()["clients"]
    view = (await service.client.get("/api/client", params={"key": client["key"]})).json()
    assert view["client"]["name"] == "A/B & C? #1 ..\\ 100%"


async def test_changed_made_one_and_forgotten(service: Server, store: Store) -> None:
    put(store, "one")
    answer = await service.client.put(
        "/api/client", params={"key": KEY}, json={"name": " Dana  Reyes-Hill ", "email": "dana@example.com", "phone": " "}
    )
    assert answer.status_code == 200
    changed = answer.json()
    assert (changed["key"], changed["name"], changed["email"], changed["phone"], changed["calls"]) == (
        "dana reyes-hill",
        "Dana Reyes-Hill",
        "dana@example.com",
        None,
        1,
    )
    for body, code in (({"name": ""}, "bad-request"), ({"name": "…"}, "no-name"), ({"name": "x" * 201}, "bad-request")):
        answer = await service.client.put("/api/client", params={"key": changed["key"]}, json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (await service.client.delete("/api/client", params={"key": changed["key"]})).status_code == 204
    view = (await service.client.get("/api/client", params={"key": changed["key"]})).json()
    assert (view["client"]["email"], len(view["calls"])) == (None, 1)


async def test_approved_notes_as_the_rep_put_them_are_what_the_next_call_begins_with(service: Server, store: Store) -> None:
    called(store, "one", notes=NOTES.model_copy(update={"next": STEP}))
    review = "/api/calls/one/review"
    was: dict[str, object] = {"purpose": STEP.purpose, "what": STEP.what, "who": STEP.who, "when": STEP.when, "date": STEP.date, "evidence": []}
    change = {"op": "set-next", "id": "c1", "was": was, "next": {**was, "purpose": "Agree the price"}}
    answer = await service.client.post(f"{review}/changes", json={"tab": "t", "changes": [change]})
    assert answer.status_code == 200, answer.text
    answer = await service.client.post(f"{review}/approve", json={"revision": answer.json()["revision"]})
    assert answer.status_code == 200, answer.text
    found = (await service.client.get("/api/clients/offer", params={"name": CLIENT})).json()
    assert (found["goal"], found["from_call"]["approved"]) == ("Agree the price", True)
    assert found["history"] == "21 November 2026: The invoice. Agreed: bring samples (rep), 27 November 2026."
    view = (await service.client.get("/api/client", params={"key": KEY})).json()
    assert (view["calls"][0]["approved"], view["calls"][0]["notes"]["next"]["purpose"]) == (True, "Agree the price")
    assert (await service.client.post("/api/due/one/0/done")).status_code == 204
    assert (await service.client.get("/api/clients/offer", params={"name": CLIENT})).json()["due"] == []
