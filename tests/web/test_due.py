"""What is due over HTTP: the list, and a step that is done, and not done after all."""

from datetime import date, timedelta

import pytest

from assistant.store import Store
from tests.assistant.test_due import put
from tests.web.serving import Server


async def test_what_is_due_is_listed_and_marked(service: Server, store: Store) -> None:
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    put(store, "c", ("call back", yesterday), ("send the drawing", None))
    answer = await service.client.get("/api/due")
    assert answer.status_code == 200
    assert answer.json()["today"] == date.today().isoformat()
    step, promise = answer.json()["steps"]
    assert step == {
        "call": "c",
        "place": 0,
        "text": "call back",
        "side": "rep",
        "said": "as said of call back",
        "date": yesterday,
        "done": False,
        "client": "Dana Reyes",
        "client_key": "dana reyes",
        "started": "2026-03-02T10:00",
        "approved": False,
        "when_due": "overdue",
    }
    assert (promise["place"], promise["when_due"]) == (1, "undated")

    assert (await service.client.post("/api/due/c/0/done")).status_code == 204
    assert [step["place"] for step in (await service.client.get("/api/due")).json()["steps"]] == [1]
    everything = (await service.client.get("/api/due", params={"done": "true"})).json()["steps"]
    assert [(step["place"], step["when_due"]) for step in everything] == [(1, "undated"), (0, "done")]
    assert (await service.client.post("/api/due/c/0/undone")).status_code == 204
    assert [step["place"] for step in (await service.client.get("/api/due", params={"until": yesterday})).json()["steps"]] == [0]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/due/c/7/done", 404, "unknown-step"),
        ("/api/due/nope/0/undone", 404, "unknown-step"),
        ("/api/due/c/-1/done", 422, "bad-request"),
        ("/api/due/c/first/done", 422, "bad-request"),
    ],
)
async def test_a_step_that_is_not_there(service: Server, store: Store, address: str, status: int, code: str) -> None:
    put(store, "c", ("call back", None))
    answer = await service.client.post(address)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_day_that_is_none(service: Server) -> None:
    assert (await service.client.get("/api/due", params={"until": "soon"})).status_code == 422
