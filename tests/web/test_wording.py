"""Better wording over HTTP and on the page of a call, by a fake language model behind a real server."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store import Store
from assistant.wording.consent import FILE
from tests.assistant.wording.test_wordings import BETTER, DRAFT, PUT, answering, called
from tests.models.fake_model import FAKE, FakeModel, Reply, fake_model, lines
from tests.needs import ROOT
from tests.web.program import Program, program
from tests.web.serving import Server, serving
from tests.web.test_review import CALL
from web.app import make_app

AXE = ROOT / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
LONG = 30_000
"""Milliseconds an expectation may take; the machine may be slow."""
PATH = f"/api/calls/{CALL}/wording"
ELSEWHERE = "http://192.0.2.1:9/v1"
"""An address that is nobody's (RFC 5737)."""


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with fake_model() as running:
        yield running


@pytest.fixture
async def served(store: Store, data: Path, static: Path, fake: FakeModel) -> AsyncIterator[Server]:
    settings = Settings(data=data, writer_address=fake.address, writer_model=FAKE, writer_seconds=20)
    async with serving(make_app(Desk(store, settings), store, settings, static=static)) as server:
        yield server


async def ended(service: Server) -> Any:
    for _ in range(600):
        found = (await service.client.get(PATH)).json()
        if found["state"] not in ("waiting", "working"):
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("it did not end")


async def test_notes_are_put_better(served: Server, store: Store, fake: FakeModel) -> None:
    called(store)
    fake.answer = answering(better=BETTER, need=lines(([3], "The client needed 500 helicopters.")))
    before = (await served.client.get(PATH)).json()
    assert (before["state"], before["problem"]) == ("none", None)
    assert before["writer"] == {"model": FAKE, "place": fake.server().place, "here": True, "agreed": True}
    begun = await served.client.post(PATH, json={})
    assert (begun.status_code, begun.json()["state"]) == (202, "waiting")
    done = await ended(served)
    assert (done["state"], done["changed"], done["added"], done["left_out"], done["unusable"]) == ("done", 1, 0, 1, 0)
    review = (await served.client.get(f"/api/calls/{CALL}/review")).json()
    assert [line["text"] for line in review["sheet"]["lines"]] == [PUT]


async def test_it_is_stopped(served: Server, store: Store, fake: FakeModel) -> None:
    called(store)
    fake.answer = lambda _: Reply("{", way="slow")
    await served.client.post(PATH, json={})
    while not fake.asked:
        await asyncio.sleep(0.01)
    assert (await served.client.delete(PATH)).status_code == 200
    assert (await ended(served))["state"] == "stopped"


async def test_a_service_that_stops_waits_for_no_model(store: Store, data: Path, static: Path, fake: FakeModel) -> None:
    called(store)
    fake.answer = lambda _: Reply(way="hang")
    settings = Settings(data=data, writer_address=fake.address, writer_seconds=3600)
    async with asyncio.timeout(30), serving(make_app(Desk(store, settings), store, settings, static=static)) as service:
        await service.client.post(PATH, json={})
        while not fake.asked:
            await asyncio.sleep(0.01)


async def test_where_none_is_switched_on(service: Server, store: Store) -> None:
    called(store)
    assert (await service.client.get(PATH)).json()["writer"] is None
    refused = await service.client.post(PATH, json={"agree": True})
    assert (refused.status_code, refused.json()["code"]) == (409, "writer-off")
    assert (await service.client.get("/api/calls/none/wording")).status_code == 404


async def test_words_leave_this_machine_when_somebody_says_so_and_not_before(store: Store, data: Path, static: Path) -> None:
    called(store)
    settings = Settings(data=data, writer_address=ELSEWHERE, writer_seconds=0.2)
    async with serving(make_app(Desk(store, settings), store, settings, static=static)) as service:
        writer = (await service.client.get(PATH)).json()["writer"]
        assert (writer["place"], writer["here"], writer["agreed"]) == ("192.0.2.1:9", False, False)
        refused = await service.client.post(PATH, json={})
        assert (refused.status_code, refused.json()["code"]) == (409, "writer-consent")
        assert "http://192.0.2.1:9" in refused.json()["message"]
        assert not (data / FILE).exists()
        # Nothing is sent: there is nobody there.
        assert (await service.client.post(PATH, json={"agree": True})).status_code == 202
        assert (await ended(service))["problem"]["code"] in ("writer-slow", "writer-away")
        assert (await service.client.get(PATH)).json()["writer"]["agreed"]
        assert (await service.client.post(PATH, json={})).status_code == 202


# In a browser


@pytest.fixture
def running(data: Path, fake: FakeModel, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    store = Store.open(data)
    called(store)
    store.close()
    monkeypatch.setenv("CALLCUE_WRITER_ADDRESS", fake.address)
    monkeypatch.setenv("CALLCUE_WRITER_MODEL", FAKE)
    with program(data) as started:
        yield started


def first(page: Page) -> Locator:
    """The first line of the notes, under whichever head."""
    return page.get_by_role("region", name="Notes").get_by_role("textbox").first


def test_by_a_button_of_the_page(page: Page, running: Program, fake: FakeModel) -> None:
    go = fake.over
    fake.answer = lambda body: Reply("{", way="slow") if not go.is_set() else answering(better=BETTER)(body)
    page.goto(f"{running.url}/calls/{CALL}")
    button = page.get_by_role("button", name="Better wording")
    expect(button).to_have_attribute("title", f"By the language model {FAKE} at {fake.server().place}, this machine", timeout=LONG)
    button.click()
    status = page.get_by_role("status").filter(has_text="Question 1 of 7")
    expect(status).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Stop wording").click()
    expect(page.get_by_text("Broken off. The notes are as they were.")).to_be_visible(timeout=LONG)
    expect(first(page)).to_have_value(DRAFT.discussed[0].text)
    go.set()
    button.click()
    expect(page.get_by_text("1 line put better.")).to_be_visible(timeout=LONG)
    expect(first(page)).to_have_value(PUT, timeout=LONG)
    page.set_viewport_size({"width": 360, "height": 640})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert [fault["id"] for fault in page.evaluate("axe.run()")["violations"]] == []
    page.get_by_role("button", name="Approve").click()
    expect(button).to_have_count(0, timeout=LONG)


def test_what_went_wrong_is_said_on_the_page(page: Page, running: Program, fake: FakeModel) -> None:
    page.goto(f"{running.url}/calls/{CALL}")
    fake.close()
    page.get_by_role("button", name="Better wording").click(timeout=LONG)
    expect(page.get_by_role("alert").filter(has_text="is not there")).to_be_visible(timeout=LONG)
    expect(first(page)).to_have_value(DRAFT.discussed[0].text)
    page.reload()
    expect(page.get_by_role("button", name="Better wording")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_page_asks_before_words_leave_the_machine(page: Page, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(data)
    called(store)
    store.close()
    monkeypatch.setenv("CALLCUE_WRITER_ADDRESS", ELSEWHERE)
    monkeypatch.setenv("CALLCUE_WRITER_SECONDS", "0.2")
    with program(data) as started:
        page.goto(f"{started.url}/calls/{CALL}")
        page.get_by_role("button", name="Better wording").click(timeout=LONG)
        dialog = page.get_by_role("dialog", name="Send words to another machine?")
        expect(dialog).to_contain_text("192.0.2.1:9")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert [fault["id"] for fault in page.evaluate("axe.run(document.querySelector('dialog[open]'))")["violations"]] == []
        dialog.get_by_role("button", name="Don’t send").click()
        expect(dialog).to_have_count(0)
        assert not (data / FILE).exists()
        page.get_by_role("button", name="Better wording").click()
        page.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_role("alert")).to_be_visible(timeout=LONG)
        assert (data / FILE).exists()
