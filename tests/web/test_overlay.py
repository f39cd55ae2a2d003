"""The pages in a real browser: a call is replayed, the overlay prompts, is dismissed by key, comes back after a restart; the notes are read.

And what the pages say of the recogniser: how it keeps up, which words it was not sure of, how much of each side it has words for.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, WebSocketRoute, expect

from assistant.events import CallEnded, CallStarted, Event, Fact, RecogniserLag, SideShare, SpeechFinal, SpokenWord, StageChanged
from assistant.store import Store
from tests.web.calls import SAID, facts_of
from tests.web.program import Program, program
from web.sample import SAMPLES

LONG = 60_000
"""Milliseconds an expectation may take; the machine may be slow."""


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


CALL = "20261121-213000-0001"


def _stored(data: Path, *, words: tuple[SpokenWord, ...], coverage: SideShare) -> None:
    """Stores a short call of which the client's only final has these words."""
    facts: list[Fact] = []
    for fact in facts_of(CALL):
        match fact:
            case SpeechFinal():
                facts.append(fact.model_copy(update={"words": words}))
            case CallEnded():
                facts.append(fact.model_copy(update={"coverage": coverage}))
            case _:
                facts.append(fact)
    first, *rest = facts
    assert isinstance(first, CallStarted)
    store = Store.open(data)
    store.begin(first, source="file")
    store.append(rest)
    store.release(CALL)
    store.close()


def _heard(text: str, **unsure: float) -> tuple[SpokenWord, ...]:
    """The words of a final, all clear but those named."""
    return tuple(
        SpokenWord(text=word, start=0.4 + 0.2 * index, end=0.6 + 0.2 * index, p=unsure.get(word.strip(",.?"), 0.97))
        for index, word in enumerate(text.split())
    )


def test_unsure_words_are_told_from_the_others(service: Program, page: Page, data: Path) -> None:
    _stored(data, words=_heard(SAID, invoice=0.144, Good=0.9), coverage=SideShare(rep=None, client=1.0))
    page.goto(f"{service.url}/calls/{CALL}")
    transcript = page.get_by_role("region", name="Transcript")
    expect(transcript).to_contain_text("Dotted")
    unsure = transcript.get_by_title("Unsure: heard with 14 %")
    expect(unsure).to_have_text("invoice")
    assert "dotted" in str(unsure.evaluate("word => getComputedStyle(word).textDecoration"))
    expect(transcript.locator("li").filter(has_text="Good morning")).to_contain_text(f"{SAID} (unsure: invoice)")
    expect(transcript.locator("li .unsure")).to_have_count(1)

    notes = page.get_by_role("region", name="Notes")
    line = notes.get_by_role("textbox", name="Discussed 1")
    expect(line).to_have_value("The invoice.")
    expect(line).to_have_attribute("title", "Heard unsurely: invoice")
    expect(notes.locator(".unsure")).to_have_text("invoice")
    line.click()
    expect(transcript.locator("mark")).to_have_text("invoice")
    expect(transcript.locator("mark .unsure")).to_have_text("invoice")


def test_a_call_heard_surely_has_no_word_of_doubt(service: Program, page: Page, data: Path) -> None:
    _stored(data, words=_heard(SAID), coverage=SideShare(rep=0.97, client=0.951))
    page.goto(f"{service.url}/calls/{CALL}")
    expect(page.get_by_role("region", name="Transcript")).to_contain_text(SAID)
    expect(page.get_by_text("Words for 97 % of what the rep said, 95 % of what the client said")).to_be_visible()
    expect(page.get_by_role("region", name="Notes").get_by_role("textbox", name="Discussed 1")).to_be_visible()
    expect(page.locator(".unsure")).to_have_count(0)
    expect(page.get_by_text("could not be written down")).to_have_count(0)


def test_speech_without_words_is_spoken_of(service: Program, page: Page, data: Path) -> None:
    _stored(data, words=_heard(SAID), coverage=SideShare(rep=1.0, client=0.72))
    page.goto(f"{service.url}/calls/{CALL}")
    expect(page.get_by_text("Words for 100 % of what the rep said, 72 % of what the client said")).to_be_visible()
    expect(page.get_by_role("region", name="Notes")).to_contain_text("28 % of what the client said could not be written down.")


@pytest.fixture
def say(service: Program, page: Page) -> Callable[[Event], None]:
    """An overlay in the smallest window, and how to tell it what happens in its call."""
    sockets: list[WebSocketRoute] = []
    page.route_web_socket(re.compile("/api/calls/"), lambda socket: sockets.append(socket))
    page.set_viewport_size(ViewportSize(width=320, height=200))
    page.goto(f"{service.url}/overlay?call={CALL}")
    expect(page.get_by_text("Waiting for the call to begin…")).to_be_visible()
    for fact in facts_of(CALL)[:5]:
        sockets[0].send(fact.model_dump_json())
    expect(page.get_by_role("region", name="Prompt")).to_be_visible()
    return lambda event: sockets[0].send(event.model_dump_json())


def _lag(seconds: float, load: float, weights: str = "tiny.en") -> RecogniserLag:
    return RecogniserLag(call=CALL, at=3.5, seconds=seconds, load=load, weights=weights)


def test_the_overlay_says_quietly_how_the_recogniser_keeps_up(page: Page, say: Callable[[Event], None]) -> None:
    status = page.locator("footer")
    behind = status.get_by_text(re.compile("behind"))
    expect(status.get_by_text("tiny.en")).to_be_visible()
    assert status.get_attribute("aria-live") == "off"
    before = page.get_by_role("region", name="Prompt").bounding_box()

    say(_lag(1.0, 0.42))
    expect(status).to_contain_text("load 40 %")
    expect(behind).to_have_count(0)
    say(_lag(2.4, 0.97))
    expect(behind).to_have_text("words 2.4 s behind")
    calm = behind.evaluate("words => getComputedStyle(words).fontWeight")
    say(_lag(1.5, 0.8))
    expect(behind).to_have_text("words 1.5 s behind")
    say(_lag(12.3, 1.0))
    expect(behind).to_have_text("words 12 s behind")
    expect(status).to_contain_text("load 100 %")
    assert behind.evaluate("words => getComputedStyle(words).fontWeight") > calm
    assert page.get_by_role("region", name="Prompt").bounding_box() == before, "the prompt stays where it was"
    say(_lag(0.7, 0.5))
    expect(behind).to_have_count(0)

    for fact in facts_of(CALL)[5:7]:
        say(fact)
    expect(page.get_by_text("The call has ended.")).to_be_visible()
    expect(status).not_to_contain_text("tiny.en")


def test_the_status_line_fits_the_smallest_overlay(page: Page, say: Callable[[Event], None]) -> None:
    status = page.locator("footer")
    say(StageChanged(call=CALL, at=3.5, seq=6, stage="small-talk", since=3.0))
    for weights in ("tiny.en", "/home/dana/models/faster-distil-whisper-large-v3.5-ct2"):
        say(_lag(123.4, 1.0, weights))
        expect(status.get_by_text(weights.rsplit("/", 1)[-1])).to_be_visible()
        assert status.evaluate("line => line.scrollWidth <= line.clientWidth")
        right = [float(part.evaluate("part => part.getBoundingClientRect().right")) for part in status.locator("> span").filter(visible=True).all()]
        assert max(right) <= 320 - 8
