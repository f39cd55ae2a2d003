"""The whole path in a real browser: a call is replayed, the overlay prompts, is dismissed by key, comes back after a restart; the notes are read."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from assistant.store import Store
from tests.needs import missing
from tests.web.program import Program, program
from web.pages import STATIC
from web.sample import SAMPLES

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

LONG = 60_000
"""Milliseconds an expectation may take; the machine may be slow."""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    if not (STATIC / "index.html").is_file():
        missing("the page is not built: run make setup")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a profile of its own; what it is forbidden by the service's policy, or throws, fails the test."""
    context = browser.new_context()
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def service(data: Path) -> Iterator[Program]:
    with program(data) as running:
        yield running


def _replay(service: Program, speed: str) -> str:
    files = {"file": ("sample.opus", (SAMPLES / "sample.opus").read_bytes())}
    form = {"kind": "service", "client": "Carol Jensen", "speed": speed}
    answer = service.client.post(f"{service.url}/api/uploads", data=form, files=files)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _words(page: Page, word: str) -> Locator:
    """Where a word said on the call can be read."""
    return page.get_by_text(re.compile(word)).filter(visible=True).first


def test_the_overlay_prompts_is_dismissed_and_comes_back(service: Program, page: Page, data: Path) -> None:
    page.goto(f"{service.url}/overlay")
    expect(page.get_by_text("No call is running.")).to_be_visible()

    call = _replay(service, speed="1")
    prompt = page.get_by_role("region", name="Prompt")
    expect(prompt).to_contain_text("Switch to business now", timeout=LONG)
    expect(_words(page, "Carol")).to_be_visible()
    page.keyboard.press("x")
    expect(prompt).not_to_be_visible()

    assert service.stop() == (0, "", ""), "an open page neither holds the service up nor makes it complain"
    expect(page.get_by_text("Reconnecting…")).to_be_visible(timeout=LONG)
    service.start()
    expect(page.get_by_text("The call has ended.")).to_be_visible(timeout=LONG)
    expect(page.get_by_text("Reconnecting…")).not_to_be_visible()

    store = Store.open(data)
    outcomes = [fact.outcome for fact in store.facts(call) if fact.type == "prompt.cleared" and fact.prompt == "switch-to-business"]
    store.close()
    assert outcomes == ["dismissed"]

    # Back for good, not only to say goodbye: the next call is shown as well.
    _replay(service, speed="1")
    expect(page.get_by_text("The call has ended.")).not_to_be_visible(timeout=LONG)
    expect(_words(page, "Carol")).to_be_visible(timeout=LONG)


def test_the_notes_are_read_on_the_page_of_the_call(service: Program, page: Page) -> None:
    call = _replay(service, speed="max")
    page.goto(f"{service.url}/calls/{call}")
    notes = page.get_by_role("region", name="Notes")
    expect(notes.get_by_role("heading", name="Discussed")).to_be_visible(timeout=LONG)
    expect(notes.get_by_text(re.compile("jackets", re.IGNORECASE)).first).to_be_visible()
    expect(notes.get_by_role("heading", name="Purpose of the next communication")).to_be_visible()
    expect(page.get_by_role("region", name="Transcript").get_by_text(re.compile("jackets")).first).to_be_visible()
    sound = page.locator("audio")
    expect(sound).to_be_visible(timeout=LONG)
    page.wait_for_function("document.querySelector('audio').duration > 60")

    page.goto(service.url)
    page.get_by_role("link", name=re.compile("Carol Jensen")).first.click()
    expect(page).to_have_url(f"{service.url}/calls/{call}")


@contextmanager
def _elsewhere() -> Iterator[str]:
    """The address of a page that is none of ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_page_of_another_site_can_do_nothing(service: Program, page: Page) -> None:
    """From a page that another server on this machine serves: what it sends is refused, what it asks it cannot read, and it opens no socket."""
    with _elsewhere() as other:
        page.goto(other)
        ask = "([url, options]) => fetch(url, options).then(() => 'read', () => 'refused')"
        asked = page.evaluate(ask, [f"{service.url}/api/calls", {}])
        sent = page.evaluate(ask, [f"{service.url}/api/calls", {"method": "POST", "mode": "no-cors", "body": '{"source": {"type": "demo"}}'}])
        opened = page.evaluate(
            "url => new Promise(done => { const s = new WebSocket(url); s.onopen = () => done('open'); s.onerror = () => done('refused') })",
            f"{service.url.replace('http', 'ws')}/api/live",
        )
    assert (asked, sent, opened) == ("refused", "refused", "refused")
    assert service.client.get(f"{service.url}/api/calls").json() == []
