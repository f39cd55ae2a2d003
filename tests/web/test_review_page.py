"""The notes of a call in a real browser: put right by keys alone, saved as one types, kept whatever goes away, in two tabs, approved.

And words of the call: shown beside the line that rests on them, played, made a line, put right.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Dialog, Locator, Page, Route, ViewportSize, expect

from assistant.events import (
    CallEnded,
    CallStarted,
    Commitment,
    Evidence,
    Line,
    NextCommunication,
    Notes,
    NotesDrafted,
    Plan,
    PlaybookRef,
    SideShare,
    SpeechFinal,
)
from assistant.store import Store
from audio.side import Side
from tests.needs import ROOT
from tests.web.program import Program, program

LONG = 30_000
"""Milliseconds an expectation may take; the machine may be slow."""
AXE = ROOT / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
TURNS: tuple[tuple[Side, str], ...] = (
    ("client", "Puget Title, Joan speaking."),
    ("rep", "Joan, it's Sam. The lease on your two copiers ends in June, and I'd like to hear how they have been."),
    ("client", "The small one jams about twice a week. We print 18,400 pages a month on it."),
    ("rep", "I could bring over the Larch 4471-B. It is 290 dollars a month with toner."),
    ("client", "Tuesday at ten works. I'll ask Phil to be there."),
)
"""What is said, ten seconds each: utterances u1…u5."""
JAMS = "The small one jams about twice a week."
PAGES = "They print 18,400 pages a month."
NOTES = Notes(
    discussed=(
        Line(text=JAMS, evidence=(Evidence(utterance="u3", quote="The small one jams about twice a week"),)),
        Line(text=PAGES, evidence=(Evidence(utterance="u3", quote="We print 18,400 pages a month"),)),
    ),
    proposed=(Line(text="The Larch 4471-B at 290 dollars a month.", evidence=(Evidence(utterance="u4", quote="the Larch 4471-B"),)),),
    commitments=(Commitment(text="Ask Phil to be there.", side="client", evidence=(Evidence(utterance="u5", quote="I'll ask Phil"),)),),
    next=NextCommunication(
        purpose="Agree which copier it is to be.",
        what="Visit with two options",
        who="rep",
        when="Tuesday at ten",
        date="2026-11-24T10:00",
        evidence=(Evidence(utterance="u5", quote="Tuesday at ten works"),),
    ),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[Program]:
    with program(data) as running:
        yield running


_numbers = count(1)


def put_call(
    data: Path, notes: Notes = NOTES, *, coverage: SideShare | None = None, sound: bool = False, turns: tuple[tuple[Side, str], ...] = TURNS
) -> str:
    """Stores the call, of a minute or more, with silence as its sound where asked."""
    call = f"20261121-213000-{next(_numbers):04}"
    playbook = PlaybookRef(name="default", hash="0" * 64)
    tracks: tuple[Side, ...] = ("rep", "client")
    seconds = max(60, 10 * len(turns))
    share = coverage or SideShare(rep=1.0, client=1.0)
    said = [
        SpeechFinal(
            call=call,
            at=10.0 * n,
            seq=n + 1,
            utterance=f"u{n}",
            side=side,
            start=10.0 * n - 9,
            end=10.0 * n - 1,
            text=text,
            words=(),
            values=(),
            latency_ms=0.0,
        )
        for n, (side, text) in enumerate(turns, start=1)
    ]
    plan = Plan(client="Joan Feldman, Puget Title", goal="a visit with two options")
    began = CallStarted(
        call=call, at=0.0, seq=1, kind="renewal", plan=plan, date="2026-11-21T21:30:00", tracks=tracks, weights=None, playbook=playbook
    )
    store = Store.open(data)
    store.begin(began, source="file")
    ended = CallEnded(call=call, at=seconds, seq=len(turns) + 2, duration=seconds, coverage=share)
    store.append([*said, ended, NotesDrafted(call=call, at=seconds, seq=len(turns) + 3, notes=notes.model_copy(update={"coverage": share}))])
    store.release(call)
    if sound:
        store.folder(call).mkdir(parents=True)
        soundfile.write(store.folder(call) / "sound.flac", np.zeros((seconds * 16_000, 2), np.int16), 16_000)
    store.close()
    return call


class Sheet:
    """The page of a call, and what the service has of its notes."""

    def __init__(self, page: Page, service: Program, call: str) -> None:
        self.page = page
        self.call = call
        self.service = service

    def open(self, more: str = "") -> "Sheet":
        self.page.goto(f"{self.service.url}/calls/{self.call}{more}")
        expect(self.notes.get_by_role("heading", name="Discussed")).to_be_visible(timeout=LONG)
        return self

    @property
    def notes(self) -> Locator:
        return self.page.get_by_role("region", name="Notes")

    @property
    def transcript(self) -> Locator:
        return self.page.get_by_role("region", name="Transcript")

    def line(self, name: str) -> Locator:
        """A field by what it is called: "Discussed 1"."""
        return self.notes.get_by_role("textbox", name=name, exact=True)

    def tool(self, name: str, at: str) -> Locator:
        """What can be done with the row of a time: there for a row that has the focus."""
        self.transcript.get_by_role("button", name=re.compile(f"^{at} ")).focus()
        return self.transcript.get_by_role("button", name=re.compile(f"^{name}: .* {at}$"))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def saved(self) -> None:
        expect(self.notes.get_by_text(re.compile("^(Saving|Not saved)"))).to_have_count(0, timeout=LONG)

    @property
    def review(self) -> dict[str, Any]:
        answer: dict[str, Any] = self.service.client.get(f"{self.service.url}/api/calls/{self.call}/review").json()
        return answer

    def kept(self, section: str = "discussed") -> list[str]:
        """The lines of a section as the service has them."""
        return [line["text"] for line in self.review["sheet"]["lines"] if line["section"] == section]

    def until(self, so: Callable[[dict[str, Any]], bool]) -> None:
        """Waits until the service's review is so."""
        for _ in range(200):
            if so(self.review):
                return
            self.page.wait_for_timeout(100)
        pytest.fail(json.dumps(self.review))

    def until_kept(self, wanted: list[str], section: str = "discussed") -> None:
        self.until(lambda _: self.kept(section) == wanted)


@pytest.fixture
def sheet(page: Page, service: Program, data: Path) -> Sheet:
    return Sheet(page, service, put_call(data))


def test_notes_are_put_right_and_approved_by_keys_alone(sheet: Sheet) -> None:
    sheet.open()
    sheet.press("e")
    expect(sheet.line("Discussed 1")).to_be_focused()
    sheet.press("End", "Backspace")
    sheet.type(", at closing.")
    sheet.press("Enter")
    expect(sheet.line("Discussed 2")).to_be_focused()
    sheet.type("She wants a spare one.")
    sheet.press("ArrowDown")
    expect(sheet.line("Discussed 3")).to_have_value(PAGES)
    expect(sheet.line("Discussed 3")).to_be_focused()
    sheet.press("Control+Shift+Backspace")
    expect(sheet.line("Discussed 2")).to_be_focused()
    expect(sheet.line("Discussed 3")).to_have_count(0)
    sheet.press("Alt+ArrowUp")
    expect(sheet.line("Discussed 1")).to_have_value("She wants a spare one.")
    expect(sheet.line("Discussed 1")).to_be_focused()
    sheet.press("Tab", "Tab", "Tab")
    expect(sheet.line("Purpose of the next communication")).to_be_focused()
    sheet.press("Control+a")
    sheet.type("Choose the copier.")
    sheet.press("Control+Enter")
    expect(sheet.notes.get_by_text(re.compile(r"Approved \w"))).to_be_visible(timeout=LONG)
    review = sheet.review
    assert review["approved"]
    assert sheet.kept() == ["She wants a spare one.", "The small one jams about twice a week, at closing."]
    assert review["sheet"]["next"]["purpose"] == "Choose the copier."
    assert review["sheet"]["next"]["what"] == "Visit with two options"

    sheet.type(" and more")
    sheet.press("Enter", "Control+Shift+Backspace")
    assert not sheet.line("Purpose of the next communication").is_editable()
    sheet.page.reload()
    expect(sheet.line("Discussed 1")).to_have_value("She wants a spare one.")
    assert not sheet.line("Discussed 1").is_editable()
    sheet.notes.get_by_role("button", name="Reopen").press("Enter")
    expect(sheet.line("Discussed 1")).to_be_editable()
    assert not sheet.review["approved"]


def test_a_line_is_cut_in_two_emptied_and_put_back(sheet: Sheet) -> None:
    sheet.open()
    field = sheet.line("Discussed 1")
    field.click()
    field.evaluate("field => field.setSelectionRange(18, 18)")
    sheet.press("Enter")
    expect(field).to_have_value("The small one jams")
    expect(sheet.line("Discussed 2")).to_have_value("about twice a week.")
    sheet.until_kept(["The small one jams", "about twice a week.", PAGES])
    lines = sheet.review["sheet"]["lines"]
    assert lines[0]["evidence"] == next(line for line in lines if line["text"].startswith("about"))["evidence"]

    sheet.press("Control+a", "Backspace")
    expect(sheet.line("Discussed 3")).to_be_visible()
    sheet.press("Backspace")
    expect(sheet.line("Discussed 3")).to_have_count(0)
    expect(field).to_be_focused()
    sheet.until_kept(["The small one jams", PAGES])
    sheet.press("Control+Shift+Backspace")
    sheet.until_kept([PAGES])
    sheet.press("Control+z")
    expect(field).to_be_focused()
    expect(field).to_have_value("The small one jams")
    sheet.until_kept(["The small one jams", PAGES])


def test_escape_takes_back_what_was_typed_then_leaves_the_line(sheet: Sheet) -> None:
    sheet.open()
    field = sheet.line("Discussed 2")
    field.click()
    sheet.press("Control+a")
    sheet.type("Wrong")
    sheet.saved()
    sheet.until_kept([JAMS, "Wrong"])
    sheet.press("Escape")
    expect(field).to_have_value(PAGES)
    expect(field).to_be_focused()
    sheet.until_kept([JAMS, PAGES])
    sheet.press("Escape")
    expect(field).not_to_be_focused()
    sheet.press("?")
    expect(sheet.page.get_by_role("dialog", name="Keys")).to_contain_text("approves the notes")
    sheet.press("Escape")
    expect(sheet.page.get_by_role("dialog")).to_have_count(0)


def test_a_line_goes_through_the_sections_and_a_promise_to_the_other_side(sheet: Sheet) -> None:
    sheet.open()
    sheet.line("Proposed 1").click()
    sheet.press("Alt+ArrowDown")
    expect(sheet.line("Commitment 1")).to_be_focused()
    expect(sheet.line("Proposed 1")).to_have_count(0)
    expect(sheet.notes.get_by_text("Nothing was proposed.")).to_be_visible()
    sheet.press("Shift+Tab", "Enter")
    sheet.saved()
    sides = {line["text"]: line["side"] for line in sheet.review["sheet"]["lines"] if line["section"] == "commitments"}
    assert sides == {"The Larch 4471-B at 290 dollars a month.": "client", "Ask Phil to be there.": "client"}
    sheet.line("Commitment 1").focus()
    sheet.press("Alt+ArrowDown", "Alt+ArrowDown")
    expect(sheet.line("Fact 1")).to_be_focused()
    sheet.until_kept(["The Larch 4471-B at 290 dollars a month."], "facts")
    sheet.notes.get_by_role("button", name="Nothing was proposed.").press("Enter")
    sheet.type("Another copier.")
    sheet.until_kept(["Another copier."], "proposed")


def test_the_next_step_is_edited_in_place(sheet: Sheet) -> None:
    sheet.open()
    sheet.line("Next step: what").fill("A call")
    sheet.notes.get_by_role("combobox", name="Who").select_option("client")
    sheet.line("Next step: when, as said").fill("Thursday at noon")
    sheet.notes.get_by_label("Date", exact=True).fill("2026-11-26")
    sheet.notes.get_by_label("Time", exact=True).fill("12:00")
    sheet.saved()
    step = sheet.review["sheet"]["next"]
    assert (step["what"], step["who"], step["when"], step["date"]) == ("A call", "client", "Thursday at noon", "2026-11-26T12:00")
    assert step["purpose"] == "Agree which copier it is to be."
    for name in ("Purpose of the next communication", "Next step: what", "Next step: when, as said"):
        sheet.line(name).fill("")
    sheet.notes.get_by_role("combobox", name="Who").select_option("")
    sheet.notes.get_by_label("Date", exact=True).fill("")
    sheet.notes.get_by_label("Date", exact=True).blur()
    expect(sheet.notes.get_by_text("Nothing with an action, a person and a time was accepted")).to_be_visible()
    sheet.saved()
    assert sheet.review["sheet"]["next"] is None


def test_several_lines_that_are_pasted_are_several_lines(sheet: Sheet) -> None:
    sheet.open()
    sheet.line("Discussed 1").click()
    sheet.press("End")
    sheet.page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", " At closing.\\n\\nIt takes half an hour.\\r\\nBill minds.");
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )
    sheet.until_kept([f"{JAMS} At closing.", "It takes half an hour.", "Bill minds.", PAGES])


def test_what_was_typed_a_moment_before_the_tab_closes_is_there(sheet: Sheet) -> None:
    sheet.open()
    sheet.line("Discussed 1").fill("Typed in a hurry.")
    sheet.page.close()
    other = Sheet(sheet.page.context.new_page(), sheet.service, sheet.call).open()
    expect(other.line("Discussed 1")).to_have_value("Typed in a hurry.")
    other.until_kept(["Typed in a hurry.", PAGES])


def test_a_service_that_is_gone_takes_nothing_with_it(page: Page, tmp_path: Path) -> None:
    """Typed while it is gone, the tab closed, the service started again: it is all there, once."""
    with program(tmp_path) as service:
        sheet = Sheet(page, service, put_call(tmp_path)).open()
        service.stop()
        sheet.line("Discussed 1").click()
        sheet.press("Control+a")
        sheet.type("Typed alone.")
        sheet.press("Enter")
        sheet.type("And this.")
        expect(sheet.notes.get_by_text(re.compile("Not saved: The service does not answer.*kept in this browser")).first).to_be_visible(timeout=LONG)
        expect(sheet.notes.get_by_role("status")).to_contain_text("Not saved")
        sheet.press("Control+Enter")
        expect(sheet.line("Discussed 1")).to_be_editable()
        page.close()
        service.start()
        again = Sheet(page.context.new_page(), service, sheet.call).open()
        expect(again.line("Discussed 2")).to_have_value("And this.")
        again.until_kept(["Typed alone.", "And this.", PAGES])
        again.saved()
        assert again.page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('callcue.review'))") == []
        service.stop()
        again.line("Discussed 2").fill("And this, too.")
        expect(again.notes.get_by_text("Not saved").first).to_be_visible(timeout=LONG)
        service.start()
        again.notes.get_by_role("button", name="Try now").click()
        again.until_kept(["Typed alone.", "And this, too.", PAGES])
        again.saved()


def test_what_a_closed_tab_could_not_save_is_saved_by_whichever_page_is_opened_next(sheet: Sheet) -> None:
    let = _hold(sheet.open())
    sheet.line("Discussed 1").fill("Typed alone.")
    expect(sheet.notes.get_by_text("Not saved").first).to_be_visible(timeout=LONG)
    home = sheet.page.context.new_page()
    home.goto(f"{sheet.service.url}/outcomes")
    home.wait_for_timeout(500)
    assert sheet.kept() == [JAMS, PAGES], "of a tab that is open, that tab sees to it"
    let()
    sheet.page.unroute_all()
    sheet.page.close()
    home.reload()
    Sheet(home, sheet.service, sheet.call).until_kept(["Typed alone.", PAGES])
    home.wait_for_function("Object.keys(localStorage).every(name => !name.startsWith('callcue.review'))")


def test_of_a_call_that_is_deleted_the_browser_keeps_no_word(sheet: Sheet) -> None:
    sheet.page.route(re.compile("/review/changes$"), lambda route: route.abort())
    sheet.open()
    sheet.line("Discussed 1").fill("Not for anybody.")
    expect(sheet.notes.get_by_text("Not saved").first).to_be_visible(timeout=LONG)
    sheet.page.get_by_role("button", name="Delete").click()
    sheet.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(sheet.page).to_have_url(f"{sheet.service.url}/")
    sheet.page.wait_for_timeout(500)
    assert "Not for anybody" not in sheet.page.evaluate("JSON.stringify(localStorage)")


def test_a_disk_that_is_full_is_said_and_what_was_typed_goes_when_it_is_not(sheet: Sheet) -> None:
    full = {"code": "disk-full", "message": "The disk is full.", "remedy": "Free some space."}
    sheet.page.route(re.compile("/review/changes$"), lambda route: route.fulfill(status=400, json=full))
    sheet.open()
    sheet.line("Discussed 1").fill("There is no room.")
    expect(sheet.notes.get_by_text("Not saved: The disk is full. Free some space.").first).to_be_visible(timeout=LONG)
    assert sheet.kept() == [JAMS, PAGES]
    sheet.page.unroute(re.compile("/review/changes$"))
    sheet.until_kept(["There is no room.", PAGES])
    sheet.saved()


def test_an_answer_that_is_lost_makes_nothing_twice(sheet: Sheet) -> None:
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.fallback()
            return
        lost.append(route.fetch().text())
        route.abort()

    sheet.page.route(re.compile("/review/changes$"), lose)
    sheet.open()
    sheet.line("Discussed 2").click()
    sheet.press("End", "Enter")
    sheet.type("New.")
    expect(sheet.notes.get_by_text("Not saved").first).to_be_visible(timeout=LONG)
    sheet.type(" And more.")
    sheet.until_kept([JAMS, PAGES, "New. And more."])
    sheet.saved()
    expect(sheet.line("Discussed 4")).to_have_count(0)


def test_a_browser_that_keeps_nothing_says_so(sheet: Sheet) -> None:
    sheet.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })")
    sheet.page.route(re.compile("/review/changes$"), lambda route: route.abort())
    sheet.open()
    sheet.line("Discussed 1").fill("Nowhere to keep it.")
    expect(sheet.notes.get_by_text("can't be kept in this browser either: leave the page open").first).to_be_visible(timeout=LONG)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    sheet.page.on("dialog", leave)
    sheet.page.close(run_before_unload=True)
    sheet.page.context.new_page().wait_for_timeout(500)
    assert asked == ["beforeunload"]


@pytest.fixture
def two(sheet: Sheet) -> tuple[Sheet, Sheet]:
    """The same notes in two tabs."""
    return sheet.open(), Sheet(sheet.page.context.new_page(), sheet.service, sheet.call).open()


def _hold(sheet: Sheet) -> Callable[[], None]:
    """Keeps a tab from hearing of the other until what this gives is called."""
    pattern = re.compile("/review")
    sheet.page.route(pattern, lambda route: route.abort())
    return lambda: sheet.page.unroute(pattern)


def test_what_one_tab_writes_comes_to_the_other(two: tuple[Sheet, Sheet]) -> None:
    one, other = two
    one.line("Discussed 1").fill("From the first.")
    one.saved()
    other.line("Discussed 2").fill("From the second.")
    other.saved()
    expect(other.line("Discussed 1")).to_have_value("From the first.", timeout=LONG)
    expect(one.line("Discussed 2")).to_have_value("From the second.", timeout=LONG)
    assert one.kept() == ["From the first.", "From the second."]


def test_of_two_tabs_that_write_the_same_line_neither_loses_a_word(two: tuple[Sheet, Sheet]) -> None:
    one, other = two
    let = _hold(other)
    one.line("Discussed 1").fill("From the first.")
    one.until_kept(["From the first.", PAGES])
    field = other.line("Discussed 1")
    field.click()
    other.press("Control+a")
    other.type("From the second")
    expect(other.notes.get_by_text("Not saved").first).to_be_visible(timeout=LONG)
    let()
    other.until_kept(["From the first.", "From the second", PAGES])
    expect(field).to_have_value("From the first.")
    expect(other.line("Discussed 2")).to_be_focused()
    other.type(", and on.")
    for tab in two:
        expect(tab.line("Discussed 2")).to_have_value("From the second, and on.", timeout=LONG)
        expect(tab.line("Discussed 4")).to_have_count(0)
    other.until_kept(["From the first.", "From the second, and on.", PAGES])

    mark = one.notes.get_by_text("Also written in another tab.")
    if mark.count():
        one.notes.get_by_role("button", name="Keep both").click()
    expect(mark).to_have_count(0)
    one.saved()
    assert not any(line["conflict"] for line in one.review["sheet"]["lines"])


def test_a_conflict_is_marked_and_settled(two: tuple[Sheet, Sheet]) -> None:
    one, other = two
    let = _hold(other)
    one.line("Discussed 1").fill("From the first.")
    one.until_kept(["From the first.", PAGES])
    other.line("Discussed 1").fill("From the second.")
    expect(other.notes.get_by_text("Not saved").first).to_be_visible(timeout=LONG)
    let()
    other.until_kept(["From the first.", "From the second.", PAGES])
    for tab in two:
        expect(tab.notes.get_by_text("Also written in another tab.")).to_be_visible(timeout=LONG)
    one.notes.get_by_role("button", name="Keep both").click()
    for tab in two:
        expect(tab.notes.get_by_text("Also written in another tab.")).to_have_count(0, timeout=LONG)
    assert one.kept() == ["From the first.", "From the second.", PAGES]


def test_a_line_that_one_tab_removes_while_the_other_writes_in_it_stays(two: tuple[Sheet, Sheet]) -> None:
    one, other = two
    let = _hold(other)
    other.line("Discussed 2").click()
    one.line("Discussed 2").click()
    one.press("Control+Shift+Backspace")
    one.until_kept([JAMS])
    other.press("End")
    other.type(" Or more.")
    let()
    other.until_kept([JAMS, f"{PAGES} Or more."])
    expect(one.line("Discussed 2")).to_have_value(f"{PAGES} Or more.", timeout=LONG)


def test_what_is_typed_while_another_tab_approves_waits_until_it_is_reopened(two: tuple[Sheet, Sheet]) -> None:
    one, other = two
    let = _hold(other)
    one.press("Control+Enter")
    expect(one.notes.get_by_text(re.compile(r"Approved \w"))).to_be_visible(timeout=LONG)
    other.line("Discussed 1").fill("Too late.")
    expect(other.notes.get_by_text("Not saved").first).to_be_visible(timeout=LONG)
    let()
    expect(other.notes.get_by_text("Not saved: These notes are approved.").first).to_be_visible(timeout=LONG)
    assert other.kept() == [JAMS, PAGES]
    other.notes.get_by_role("button", name="Reopen").click()
    other.until_kept(["Too late.", PAGES])
    expect(one.line("Discussed 1")).to_have_value("Too late.", timeout=LONG)


def test_notes_changed_in_another_tab_are_seen_before_they_are_approved(two: tuple[Sheet, Sheet]) -> None:
    one, other = two
    one.line("Discussed 1").fill("From the first.")
    one.until_kept(["From the first.", PAGES])
    stale = other.review | {"revision": 1}
    other.page.route(re.compile("/review$"), lambda route: route.fulfill(json=stale), times=1)
    other.page.wait_for_timeout(5500)
    other.notes.get_by_role("button", name="Approve").click()
    expect(other.notes.get_by_role("alert")).to_contain_text("The notes have been changed since.")
    expect(other.line("Discussed 1")).to_have_value("From the first.")
    assert not other.review["approved"]
    other.notes.get_by_role("button", name="Approve").click()
    expect(other.notes.get_by_text(re.compile(r"Approved \w"))).to_be_visible(timeout=LONG)


def test_the_words_a_line_rests_on_are_marked_and_played(page: Page, service: Program, data: Path) -> None:
    sheet = Sheet(page, service, put_call(data, sound=True)).open()
    page.set_viewport_size({"width": 1280, "height": 400})
    sheet.line("Proposed 1").click()
    expect(sheet.transcript.locator("mark")).to_have_text("the Larch 4471-B")
    expect(sheet.transcript.locator("mark")).to_be_in_viewport()
    expect(sheet.line("Proposed 1")).to_be_focused()
    page.wait_for_function("document.querySelector('audio').duration > 50")
    sheet.press("Alt+p")
    page.wait_for_function("!document.querySelector('audio').paused && document.querySelector('audio').currentTime >= 31")
    expect(sheet.line("Proposed 1")).to_be_focused()
    sheet.press("Alt+p")
    page.wait_for_function("document.querySelector('audio').paused")
    sheet.notes.get_by_role("button", name="0:21, play the words this rests on").first.click()
    page.wait_for_function("document.querySelector('audio').currentTime < 30")
    expect(sheet.transcript.locator("mark")).to_have_text("The small one jams about twice a week")
    expect(sheet.notes.get_by_role("list", name="The words this rests on", exact=True)).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 740})
    sheet.line("Proposed 1").click()
    expect(sheet.notes.get_by_role("list", name="The words this rests on", exact=True)).to_contain_text("I could bring over the Larch 4471-B.")


def test_an_address_may_name_a_place_in_the_call(page: Page, service: Program, data: Path) -> None:
    sheet = Sheet(page, service, put_call(data, sound=True))
    page.set_viewport_size({"width": 1280, "height": 330})
    sheet.open("?utterance=u5")
    row = sheet.transcript.get_by_role("button", name="0:41 Client")
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()
    page.wait_for_function("document.querySelector('audio').currentTime === 41")
    sheet.open("?at=33.5")
    expect(sheet.transcript.get_by_role("button", name="0:31 Rep")).to_be_focused()
    page.wait_for_function("document.querySelector('audio').currentTime === 33.5")


def test_a_line_is_made_of_words_that_are_selected(sheet: Sheet) -> None:
    sheet.open()
    sheet.page.evaluate(
        """() => {
            const [one, other] = ["u3", "u4"].map(name => document.querySelector(`[data-utterance=${name}]`));
            const text = element => document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
            getSelection().setBaseAndExtent(text(one), 42, text(other), 12);
        }"""
    )
    bar = sheet.page.get_by_role("group", name="Add the selected words to the notes")
    bar.get_by_role("button", name="Fact").click()
    expect(bar).to_have_count(0)
    expect(sheet.line("Fact 1")).to_be_focused()
    expect(sheet.line("Fact 1")).to_have_value("print 18,400 pages a month on it. I could bring")
    sheet.saved()
    (line,) = [line for line in sheet.review["sheet"]["lines"] if line["section"] == "facts"]
    assert line["evidence"] == [{"utterance": "u3", "quote": "print 18,400 pages a month on it."}, {"utterance": "u4", "quote": "I could bring"}]

    sheet.tool("Add to the notes", "0:41").press("Enter")
    choices = sheet.page.get_by_role("group", name="Add it to which part of the notes?")
    choices.get_by_role("button", name="Commitment").press("Enter")
    expect(sheet.line("Commitment 2")).to_be_focused()
    sheet.saved()
    assert [line["side"] for line in sheet.review["sheet"]["lines"] if line["section"] == "commitments"] == ["client", "client"]


def test_a_word_is_put_right_and_the_draft_follows_where_it_is_not_edited(sheet: Sheet) -> None:
    sheet.open()
    sheet.line("Discussed 1").fill("Mine.")
    sheet.saved()
    words = sheet.transcript.locator("[data-utterance=u5]")
    words.evaluate(
        """element => {
            const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
            getSelection().setBaseAndExtent(text, 31, text, 35);
            element.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
        }"""
    )
    field = sheet.transcript.get_by_role("textbox", name="What was said")
    expect(field).to_be_focused()
    sheet.type("Bill")
    sheet.press("Enter")
    expect(field).to_have_count(0)
    expect(words).to_have_text("Tuesday at ten works. I'll ask Bill to be there.")
    expect(sheet.transcript.get_by_role("button", name="Put right what was said: Client 0:41")).to_be_focused()
    expect(sheet.notes.get_by_text("The notes follow what was put right")).to_have_count(0, timeout=LONG)
    sheet.until(lambda review: not review["outdated"])
    assert "Mine." in sheet.kept()
    assert "Phil" not in json.dumps(sheet.review["sheet"]["lines"])
    expect(sheet.line("Discussed 1")).to_have_value("Mine.")
    sheet.page.reload()
    expect(words).to_have_text("Tuesday at ten works. I'll ask Bill to be there.")


def test_words_are_given_to_the_other_side_and_a_correction_is_given_up(sheet: Sheet) -> None:
    sheet.open()
    sheet.tool("Put right what was said", "0:31").press("Enter")
    sheet.page.get_by_role("button", name="It was the client").press("Enter")
    expect(sheet.transcript.get_by_text(re.compile("0:31\\s*Client"))).to_be_visible(timeout=LONG)
    sheet.tool("Put right what was said", "0:01").press("Enter")
    sheet.type("Nonsense")
    sheet.press("Escape")
    expect(sheet.transcript.locator("[data-utterance=u1]")).to_have_text(TURNS[0][1])


def test_a_correction_half_typed_is_there_again(sheet: Sheet) -> None:
    sheet.open()
    sheet.tool("Put right what was said", "0:01").press("Enter")
    field = sheet.transcript.get_by_role("textbox", name="What was said")
    field.fill("Puget Title, Joan Feld")
    sheet.page.close()
    again = Sheet(sheet.page.context.new_page(), sheet.service, sheet.call).open()
    expect(again.transcript.get_by_role("textbox", name="What was said")).to_have_value("Puget Title, Joan Feld")


def test_words_put_right_in_another_tab_are_not_written_over(two: tuple[Sheet, Sheet]) -> None:
    one, other = two
    other.tool("Put right what was said", "0:01").press("Enter")
    field = other.transcript.get_by_role("textbox", name="What was said")
    other.page.route(re.compile("/review$"), lambda route: route.abort())
    field.fill("Puget Title, June speaking.")
    said = {"utterance": "u1", "text": "Puget Title, Jane speaking.", "side": None, "was": TURNS[0][1]}
    one.service.client.post(f"{one.service.url}/api/calls/{one.call}/corrections", json=said).raise_for_status()
    field.press("Enter")
    expect(other.notes.get_by_role("alert")).to_contain_text("These words have been put right meanwhile.")
    expect(field).to_have_value("Puget Title, June speaking.")
    expect(other.transcript.get_by_text("It says now: Puget Title, Jane speaking.")).to_be_visible(timeout=LONG)
    expect(one.transcript.locator("[data-utterance=u1]")).to_have_text("Puget Title, Jane speaking.", timeout=LONG)
    field.press("Enter")
    expect(one.transcript.locator("[data-utterance=u1]")).to_have_text("Puget Title, June speaking.", timeout=LONG)


def test_revisions_are_compared_and_one_is_brought_back(sheet: Sheet) -> None:
    sheet.open()
    sheet.line("Discussed 2").fill("They print 19,400 pages a month.")
    sheet.line("Next step: what").fill("A call")
    sheet.saved()
    sheet.notes.get_by_role("button", name="Revisions").click()
    dialog = sheet.page.get_by_role("dialog", name="Revisions")
    changed = dialog.get_by_role("region", name="What changed")
    expect(changed.locator("del").first).to_have_text("18,400")
    expect(changed.locator("ins").first).to_have_text("19,400")
    expect(changed).to_contain_text("Next step: what")
    dialog.get_by_role("button", name="Bring 1 back").click()
    expect(sheet.line("Discussed 2")).to_have_value(PAGES)
    expect(sheet.line("Next step: what")).to_have_value("Visit with two options")
    sheet.notes.get_by_role("button", name="Revisions").click()
    expect(dialog.get_by_label("From").locator("option")).to_have_count(3)
    expect(changed).to_have_text("Nothing differs.")
    dialog.get_by_label("From").select_option(index=1)
    expect(changed.locator("ins").first).to_have_text("18,400")


def test_what_is_missing_is_said_above_the_draft(page: Page, service: Program, data: Path) -> None:
    sheet = Sheet(page, service, put_call(data, coverage=SideShare(rep=1.0, client=0.72))).open()
    expect(sheet.notes).to_contain_text("28 % of what the client said could not be written down.")


def test_a_call_on_which_nothing_was_said_can_have_notes(page: Page, service: Program, data: Path) -> None:
    sheet = Sheet(page, service, put_call(data, Notes(), coverage=SideShare(), turns=())).open()
    expect(sheet.notes).to_contain_text("Nothing found.")
    sheet.notes.get_by_role("button", name="Nothing found.").click()
    sheet.type("Nobody answered.")
    sheet.until_kept(["Nobody answered."])
    sheet.notes.get_by_role("button", name="Question", exact=True).click()
    sheet.press("Escape")
    expect(sheet.line("Question 1")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_everybody_can_use_it(service: Program, browser: Browser, data: Path, scheme: Literal["light", "dark"], width: int) -> None:
    """Names, roles, contrast and order as axe sees them, in every state; nothing wider than the window."""
    if not AXE.is_file():
        pytest.fail("axe-core is not installed: run make setup")
    context = browser.new_context(color_scheme=scheme, viewport=ViewportSize(width=width, height=740))
    call = put_call(data, coverage=SideShare(rep=1.0, client=0.72))
    sheet = Sheet(context.new_page(), service, call).open()
    page = sheet.page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert _faults(page) == []
    other = Sheet(context.new_page(), service, call).open()
    let = _hold(other)
    sheet.line("Discussed 1").fill("From the first.")
    sheet.saved()
    other.line("Discussed 1").fill("From the second.")
    expect(other.notes.get_by_text("Not saved").first).to_be_visible(timeout=LONG)
    other.page.evaluate(AXE.read_text(encoding="utf-8"))
    assert _faults(other.page) == []
    let()
    expect(sheet.notes.get_by_text("Also written in another tab.")).to_be_visible(timeout=LONG)
    sheet.line("Proposed 1").click()
    sheet.press("Control+Shift+Backspace")
    expect(sheet.notes.get_by_role("button", name=re.compile("Put “The Larch"))).to_be_visible()
    sheet.line("Discussed 1").click()
    assert _faults(page) == []
    sheet.tool("Put right what was said", "0:41").press("Enter")
    assert _faults(page) == []
    sheet.press("Escape")
    sheet.notes.get_by_role("button", name="Revisions").click()
    expect(page.get_by_role("dialog").locator("ins, del").first).to_be_visible()
    assert _faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sheet.press("Escape", "?")
    assert _faults(page) == []
    sheet.press("Escape", "Control+Enter")
    expect(sheet.notes.get_by_text(re.compile(r"Approved \w"))).to_be_visible(timeout=LONG)
    assert _faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def _faults(page: Page) -> list[str]:
    found = page.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })")
    return [f"{fault['id']}: {json.dumps([node['html'][:200] for node in fault['nodes']])}" for fault in found["violations"]]
