"""Exports over HTTP and from the page of a call: what is saved is read back, what is approved arrives by itself."""

import asyncio
import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.desk import Desk
from assistant.events import events
from assistant.export.approved import after_approval
from assistant.export.courier import ANSWER_SECONDS, utc_now
from assistant.export.document import call_document
from assistant.export.names import FORMATS
from assistant.export.webhooks import FILE
from assistant.notes.markdown import render
from assistant.settings import Settings
from assistant.store import Store
from tests.assistant.export.calls import CALL, CLIENT, NOTES, approve, put
from tests.assistant.export.receiver import SECRET, Receiver, receiving
from tests.needs import ROOT
from tests.web.program import Program, program
from tests.web.serving import Server, serving
from web.app import make_app

AXE = ROOT / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
LONG = 30_000
"""Milliseconds an expectation may take; the machine may be slow, and the courier looks every five seconds."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


def hook(data: Path, url: str) -> None:
    (data / FILE).write_text(f"webhooks:\n  - {{name: crm, url: '{url}', secret: {SECRET}}}\n")


async def test_every_format_is_a_file_to_keep(service: Server, store: Store) -> None:
    put(store)
    address = f"/api/calls/{CALL}/export"
    answers = {name: await service.client.get(f"{address}/{name}") for name in FORMATS}
    for name, answer in answers.items():
        assert answer.status_code == 200, name
        assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{CALL}.')
    assert answers["md"].headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answers["md"].text == render(NOTES, store.call(CALL))
    assert answers["txt"].text.startswith(f"{CLIENT}\n")
    assert answers["json"].json() == call_document(store, CALL)
    assert answers["csv"].headers["Content-Type"] == "text/csv; charset=utf-8"
    assert next(csv.DictReader(io.StringIO(answers["csv"].content.decode("utf-8-sig"))))["Client"] == CLIENT
    assert answers["ics"].headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert len(icalendar.Calendar.from_ical(answers["ics"].content).walk("VEVENT")) == 1
    assert answers["hubspot"].headers["Content-Disposition"].endswith(f'"{CALL}.hubspot.zip"')
    assert zipped(answers["hubspot"].content).keys() == {"hubspot-calls.csv", "hubspot-notes.csv", "hubspot-tasks.csv"}
    assert zipped(answers["salesforce"].content).keys() == {"salesforce-tasks.csv", "salesforce-events.csv"}


async def test_everything_is_a_zip_of_the_folder(service: Server, store: Store, tmp_path: Path) -> None:
    put(store)
    store.folder(CALL).mkdir(parents=True)
    (store.folder(CALL) / "sound.flac").write_bytes(b"fLaC" + bytes(1000))
    answer = await service.client.get(f"/api/calls/{CALL}/export/folder")
    found = zipped(answer.content)
    assert {"call.json", "events.jsonl", "notes.md", "next-step.ics", "sound.flac"} <= {name.removeprefix(f"{CALL}/") for name in found}
    assert [events.validate_json(line) for line in found[f"{CALL}/events.jsonl"].decode().splitlines()] == store.facts(CALL)
    assert found[f"{CALL}/sound.flac"] == b"fLaC" + bytes(1000)


def zipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def test_what_can_not_be_had_is_said(service: Server, store: Store) -> None:
    put(store, notes=None)
    put(store, "20260304-110000-aa02", NOTES.model_copy(update={"next": None}))
    for call, name, status, code in (
        (CALL, "md", 404, "no-notes"),
        ("20260304-110000-aa02", "ics", 404, "no-date"),
        ("nope", "md", 404, "unknown-call"),
        (CALL, "docx", 422, "bad-request"),
    ):
        answer = await service.client.get(f"/api/calls/{call}/export/{name}")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    listed = (await service.client.get(f"/api/calls/{CALL}/exports")).json()
    assert [one["name"] for one in listed["formats"] if one["missing"] is None] == ["json", "folder"]
    assert (listed["targets"], listed["sent"], listed["problem"]) == ([], [], None)


async def test_the_service_brings_approved_notes_where_they_go(
    service: Server, store: Store, settings: Settings, data: Path, receiver: Receiver
) -> None:
    hook(data, receiver.url)
    put(store)
    approve(store)
    await asyncio.to_thread(after_approval, store, settings, CALL)
    async with asyncio.timeout(30):
        while not receiver.received:
            await asyncio.sleep(0.1)
    assert receiver.received[0].signed
    async with asyncio.timeout(30):
        while (await service.client.get(f"/api/calls/{CALL}/exports")).json()["sent"][0]["state"] != "arrived":
            await asyncio.sleep(0.1)
    listed = (await service.client.get(f"/api/calls/{CALL}/exports")).json()
    assert listed["targets"] == [{"name": "crm", "address": "127.0.0.1", "here": True}]
    assert listed["sent"][0]["delivered"].endswith("Z")


async def test_a_receiver_that_hangs_does_not_keep_the_service_from_stopping(
    desk: Desk, store: Store, settings: Settings, data: Path, static: Path, receiver: Receiver
) -> None:
    hook(data, receiver.url)
    put(store)
    approve(store)
    await asyncio.to_thread(after_approval, store, settings, CALL)
    receiver.hang.clear()
    app = make_app(desk, store, settings, static=static)
    async with asyncio.timeout(ANSWER_SECONDS), serving(app):
        while not receiver.received:
            await asyncio.sleep(0.1)
    (delivery,) = store.out.deliveries()
    assert (delivery.state, delivery.attempts) == ("waiting", 0)
    assert delivery.next_try is not None
    assert delivery.next_try <= utc_now(), "the next start sends it at once"


async def test_what_was_given_up_is_sent_again(service: Server, store: Store, data: Path, receiver: Receiver) -> None:
    hook(data, receiver.url)
    put(store)
    now = store.reviews.newest(CALL).made
    store.out.failed(store.out.queue(CALL, "crm", "{}", now, due=now.replace(year=now.year + 1)), "answered 500", None)
    listed = (await service.client.get(f"/api/calls/{CALL}/exports")).json()
    assert (listed["sent"][0]["state"], listed["sent"][0]["fault"]) == ("given-up", "answered 500")
    assert (await service.client.post(f"/api/calls/{CALL}/exports/retry")).status_code == 204
    async with asyncio.timeout(30):
        while not receiver.received:
            await asyncio.sleep(0.1)


async def test_a_mistake_in_the_list_of_webhooks_is_said(service: Server, store: Store, data: Path) -> None:
    put(store)
    (data / FILE).write_text("webhooks:\n  - {name: crm, url: 'https://crm.example.com/', secret: " + SECRET + "}\n")
    problem = (await service.client.get(f"/api/calls/{CALL}/exports")).json()["problem"]
    assert problem["code"] == "file-mistake"
    assert "crm.example.com is not this machine" in problem["remedy"]


@pytest.fixture
def running(data: Path, receiver: Receiver) -> Iterator[Program]:
    store = Store.open(data)
    put(store)
    put(store, "20260304-110000-aa02", NOTES.model_copy(update={"next": None}))
    store.close()
    hook(data, receiver.url)
    with program(data) as started:
        yield started


@pytest.fixture
def phone(page: Page) -> Page:
    """A page as narrow as on a phone, that may copy."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return page


def opened(page: Page, running: Program, call: str = CALL) -> Locator:
    """The menu on the page of a call, opened by the keyboard."""
    page.goto(f"{running.url}/calls/{call}")
    button = page.get_by_role("button", name="Export")
    button.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("dialog", name="Export this call")
    expect(menu.get_by_role("link", name="JSON")).to_be_visible(timeout=LONG)
    return menu


def test_files_are_saved_and_notes_copied_from_the_page(running: Program, phone: Page) -> None:
    menu = opened(phone, running)
    with phone.expect_download() as saving:
        menu.get_by_role("link", name="Calendar").click()
    assert saving.value.suggested_filename == f"{CALL}.ics"
    assert len(icalendar.Calendar.from_ical(saving.value.path().read_bytes()).walk("VEVENT")) == 1
    with phone.expect_download() as saving:
        menu.get_by_role("link", name="JSON").click()
    assert json.loads(saving.value.path().read_text("utf-8"))["client"] == CLIENT
    menu.get_by_role("button", name="Copy").click()
    expect(menu.get_by_role("button", name="Copied")).to_be_visible()
    assert str(phone.evaluate("navigator.clipboard.readText()")).startswith(f"{CLIENT}\nService call")
    phone.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    expect(phone.get_by_role("button", name="Export")).to_be_focused()


def test_a_format_that_can_not_be_had_says_why(running: Program, phone: Page) -> None:
    menu = opened(phone, running, "20260304-110000-aa02")
    expect(menu.get_by_role("link", name="Calendar")).to_have_count(0)
    expect(menu.get_by_text("There is no day for the next step of this call.")).to_be_visible()


def test_what_is_sent_is_followed_on_the_page(running: Program, phone: Page, receiver: Receiver) -> None:
    receiver.answer = (500, {})
    revision = running.client.get(f"{running.url}/api/calls/{CALL}/review").json()["revision"]
    approved = running.client.post(f"{running.url}/api/calls/{CALL}/review/approve", json={"revision": revision})
    assert approved.status_code == 200
    menu = opened(phone, running)
    expect(menu.get_by_text("They go to the webhook crm (127.0.0.1, this machine).")).to_be_visible()
    expect(menu.get_by_text("answered 500; again")).to_be_visible(timeout=LONG)
    receiver.answer = (200, {})
    menu.get_by_role("button", name="Send again now").click()
    expect(menu.get_by_text("crm: arrived")).to_be_visible(timeout=LONG)
    expect(menu.get_by_role("button", name="Send again now")).to_have_count(0)
    assert all(message.signed for message in receiver.received)
    assert receiver.received[-1].body["data"]["approved"] is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(running: Program, phone: Page, scheme: str) -> None:
    phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(phone, running)
    phone.evaluate(AXE.read_text(encoding="utf-8"))
    found = phone.evaluate("axe.run(document.querySelector('dialog[open]'), {resultTypes: ['violations']})")
    assert [violation["id"] for violation in found["violations"]] == []
    assert phone.evaluate("document.querySelector('dialog[open]').scrollWidth <= innerWidth"), "nothing is wider than the page"
