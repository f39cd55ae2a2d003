"""The search over HTTP: what is asked, what is answered, and what can't be asked."""

import asyncio

import pytest

from assistant.store import Store
from tests.web.calls import CLIENT, put
from tests.web.serving import Server

CALL = "20261121-213000-0001"
PLACE = {"where", "section", "side", "utterance", "start", "pieces"}
FOUND = {"id", "started", "kind", "client", "seconds", "state", "sound", "approved", "next_step", "hits", "more_hits"}


async def _ids(service: Server, **asked: object) -> list[str]:
    answer = await service.client.get("/api/search", params={name: str(value) for name, value in asked.items()})
    assert answer.status_code == 200, answer.text
    return [call["id"][-1] for call in answer.json()["calls"]]


async def test_words_are_found_with_their_places(service: Server, store: Store) -> None:
    put(store, CALL)
    answer = await service.client.get("/api/search", params={"words": "dana INVOICE"})
    assert answer.json()["more"] is False
    (call,) = answer.json()["calls"]
    assert call.keys() == FOUND
    assert (call["client"], call["approved"], call["next_step"], call["more_hits"]) == (CLIENT, False, False, False)
    client, notes, said = call["hits"]
    assert said.keys() == PLACE
    assert client["pieces"] == [{"text": "Dana", "marked": True}, {"text": " Reyes", "marked": False}]
    assert (notes["where"], notes["section"], notes["utterance"], notes["start"]) == ("notes", "discussed", "u1", 0.4)
    assert (said["where"], said["side"], said["utterance"], said["start"]) == ("said", "client", "u1", 0.4)
    assert [piece["text"] for piece in said["pieces"] if piece["marked"]] == ["invoice"]


async def test_what_is_known_of_a_call(service: Server, store: Store) -> None:
    for day in (1, 2, 3):
        put(store, f"2026112{day}-213000-000{day}", date=f"2026-11-2{day}T21:30:00")
    assert await _ids(service) == ["3", "2", "1"]
    assert await _ids(service, since="2026-11-22", until="2026-11-22") == ["2"]
    assert await _ids(service, kind="renewal", client="reyes", prompt="state-purpose", next_step="false", approved="false", words="invoice") == [
        "3",
        "2",
        "1",
    ]
    for other in ({"kind": "service"}, {"client": "wes"}, {"prompt": "set-goal"}, {"next_step": "true"}, {"approved": "true"}):
        assert await _ids(service, **other) == []


async def test_a_page_at_a_time_and_one_call_alone(service: Server, store: Store) -> None:
    for day in (1, 2, 3):
        put(store, f"2026112{day}-213000-000{day}", date=f"2026-11-2{day}T21:30:00")
    answer = await service.client.get("/api/search", params={"words": "invoice", "most": "2"})
    assert ([call["id"][-1] for call in answer.json()["calls"]], answer.json()["more"]) == (["3", "2"], True)
    assert await _ids(service, words="invoice", after=2) == ["1"]
    answer = await service.client.get("/api/search", params={"words": "invoice", "places": "1", "call": "20261122-213000-0002"})
    (call,) = answer.json()["calls"]
    assert (call["id"][-1], len(call["hits"]), call["more_hits"]) == ("2", 1, True)


@pytest.mark.parametrize("words", ['"', "*", "NEAR(a b)", "a AND", "invoice)", "\x00", "%", "' OR 1=1", "-invoice"])
async def test_nothing_typed_is_a_mistake(service: Server, store: Store, words: str) -> None:
    put(store, CALL)
    assert len(await _ids(service, words=words)) <= 1


@pytest.mark.parametrize(
    "asked", [{"kind": "cold"}, {"since": "soon"}, {"next_step": "maybe"}, {"most": "0"}, {"most": "201"}, {"words": "x" * 201}, {"after": "-1"}]
)
async def test_what_can_not_be_asked(service: Server, asked: dict[str, str]) -> None:
    answer = await service.client.get("/api/search", params=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-request")


async def test_many_may_search_at_once(service: Server, store: Store) -> None:
    put(store, CALL)
    assert await asyncio.gather(*(_ids(service, words="invoice") for _ in range(10))) == [["1"]] * 10
