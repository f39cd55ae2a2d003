"""Labels and outcomes over HTTP, and on the pages: said by a click, still there after a reload, and known to the back-test."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assistant.store import Store
from tests.web.calls import put
from tests.web.program import Program, program
from tests.web.serving import Server


async def test_labels_over_http(service: Server, store: Store) -> None:
    call = put(store, "one")
    address = f"/api/calls/{call}/labels"
    sheet = (await service.client.get(address)).json()
    assert sheet["labels"] == []
    assert {"prompt": "state-purpose", "text": "State your purpose"} in sheet["prompts"]
    assert "reassure-no-agenda" not in {choice["prompt"] for choice in sheet["prompts"]}, "none for calls of this kind"

    right = {"prompt": "state-purpose", "verdict": "right", "seq": 5, "utterance": None}
    missed = {"prompt": "offer-a-meeting", "verdict": "missed", "seq": None, "utterance": "u1"}
    for label in (right, missed):
        assert (await service.client.put(address, json=label)).status_code == 204
    assert (await service.client.get(address)).json()["labels"] == [right, missed]
    assert (await service.client.delete(address, params={"prompt": "state-purpose", "seq": 5})).status_code == 204
    assert (await service.client.delete(address, params={"prompt": "offer-a-meeting", "utterance": "u1"})).status_code == 204
    assert (await service.client.get(address)).json()["labels"] == []


@pytest.mark.parametrize(
    ("label", "status", "code"),
    [
        ({"prompt": "state-purpose", "verdict": "right", "seq": 4}, 404, "unknown-place"),
        ({"prompt": "state-purpose", "verdict": "missed", "utterance": "u9"}, 404, "unknown-place"),
        ({"prompt": "state-purpose", "verdict": "right", "utterance": "u1"}, 422, "bad-request"),
        ({"prompt": "state-purpose", "verdict": "good", "seq": 5}, 422, "bad-request"),
    ],
)
async def test_labels_that_fit_nothing(service: Server, store: Store, label: dict[str, object], status: int, code: str) -> None:
    call = put(store, "one")
    answer = await service.client.put(f"/api/calls/{call}/labels", json=label)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await service.client.put("/api/calls/nope/labels", json=label)).status_code in (404, 422)


async def test_outcomes_over_http(service: Server, store: Store) -> None:
    assert (await service.client.get("/api/outcomes")).json()["outcomes"] == []
    put(store, "one", date="2026-11-21T21:30:00")
    found = (await service.client.get("/api/outcomes")).json()
    (one,) = found["outcomes"]
    assert (one["prompt"], one["rep"], one["shown"], one["done"], one["done_seconds"]) == ("state-purpose", "me", 1, 1, 1.0)
    assert found["texts"]["state-purpose"] == "State your purpose"
    for query, count in (("rep=Bob", 0), ("rep=me", 1), ("playbook=default", 1), ("since=2026-11-22", 0), ("since=2026-11-21", 1)):
        assert len((await service.client.get(f"/api/outcomes?{query}")).json()["outcomes"]) == count, query
    assert (await service.client.post("/api/outcomes/show-again", json={"prompt": "state-purpose"})).status_code == 204


@pytest.fixture
def phone(page: Page) -> Page:
    """A page as narrow as on a phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    return page


@pytest.fixture
def running(data: Path) -> Iterator[Program]:
    store = Store.open(data)
    put(store, "labelled")
    store.close()
    with program(data) as started:
        yield started


def test_prompts_are_labelled_on_the_page_of_the_call(running: Program, phone: Page, data: Path) -> None:
    phone.goto(f"{running.url}/calls/labelled")
    asked = phone.get_by_role("group", name=re.compile("State your purpose.*was it right"))
    right, wrong = asked.get_by_role("button", name="Right"), asked.get_by_role("button", name="Wrong")
    wrong.click()
    expect(wrong).to_have_attribute("aria-pressed", "true")
    right.click()
    expect(right).to_have_attribute("aria-pressed", "true")
    expect(wrong).to_have_attribute("aria-pressed", "false")

    ask = phone.get_by_role("button", name=re.compile("Missed a prompt here.*Client 0:00"))
    phone.get_by_role("button", name="0:00 Client").focus()
    ask.focus()
    phone.keyboard.press("Enter")
    choices = phone.get_by_role("group", name="Which prompt was missed here?")
    choices.get_by_role("button", name="Summarise what you heard").focus()
    phone.keyboard.press("Space")
    expect(choices.get_by_role("button", name="Summarise what you heard")).to_have_attribute("aria-pressed", "true")
    phone.keyboard.press("Escape")
    expect(choices).not_to_be_visible()
    expect(ask).to_be_focused()

    phone.reload()
    expect(right).to_have_attribute("aria-pressed", "true")
    given = phone.get_by_role("button", name=re.compile("Missed: Summarise what you heard"))
    expect(given).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the page"

    document = _back_test(data)
    assert document["calls"][0]["labelled"]
    assert {missed["prompt"] for missed in document["calls"][0]["missed"]} >= {"summarise-back"}

    given.click()
    expect(given).not_to_be_visible()
    right.click()
    expect(right).to_have_attribute("aria-pressed", "false")
    assert not _back_test(data)["calls"][0]["labelled"]


def _back_test(data: Path) -> dict[str, Any]:
    playbook = Path(__file__).parents[2] / "assistant" / "playbooks" / "default.yaml"
    command = [sys.executable, "-m", "assistant.cli", "backtest", "--playbook", str(playbook), "labelled", "--json", "--data", str(data)]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    document: dict[str, Any] = json.loads(written)
    return document


def test_the_page_of_outcomes(running: Program, phone: Page, data: Path) -> None:
    phone.goto(f"{running.url}/")
    phone.get_by_role("link", name="Outcomes").click()
    row = phone.get_by_role("row", name=re.compile("State your purpose"))
    expect(row).to_be_visible()
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the table scrolls by itself"
    running.client.delete(f"{running.url}/api/calls/labelled")
    phone.reload()
    expect(phone.get_by_text("Nothing to count yet")).to_be_visible()
