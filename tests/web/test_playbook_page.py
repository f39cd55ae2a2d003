"""The page of the playbook in a real browser: read, changed by form and by text, checked, saved, two texts told apart, tried on calls."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, WebSocketRoute, expect

from assistant.replaying import Replay, replay
from assistant.settings import Settings
from assistant.store import Store
from tests.needs import ROOT
from tests.web.program import Program, program

LONG = 60_000
"""Milliseconds an expectation may take; the machine may be slow."""
AXE = ROOT / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
TEXT = "# Ours.\nlike: default\nprompts:\n  state-purpose:\n    text: Say why you call\n"
TOO_DEAR = """\
own:
  too-dear:
    text: Ask what it is compared with
    kinds: [purpose]
    urgency: answer
    when: {said: {by: client, phrases: [too expensive]}}
"""
SCRIPT = """\
id: checking-in
kind: purpose
plan: {client: "Dana Reyes"}
turns:
  - {who: client, say: "Hello, this is Dana."}
  - {who: rep, say: "Hi Dana, it's Sam. I was just checking in to see how things are going."}
  - {who: client, say: "Oh, fine, thanks. That is too expensive for us, I think."}
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with program(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.fixture
def own(service: Program) -> Iterator[Path]:
    """Where one's own playbook is, or would be."""
    path = Path(service.client.get(f"{service.url}/api/playbook").json()["path"])
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def call(own: Path, tmp_path: Path) -> Iterator[str]:
    """A stored call."""
    script = tmp_path / "checking-in.yaml"
    script.write_text(SCRIPT)
    store = Store.open(own.parent)
    stored = replay(store, Settings(data=own.parent), Replay(file=str(script)), lambda _: None)
    yield stored
    store.delete(stored)
    store.close()


def _open(page: Page, service: Program) -> None:
    page.goto(f"{service.url}/playbook")
    expect(page.get_by_role("heading", name="Prompts")).to_be_visible()
    expect(page.get_by_role("article").first).to_be_visible()


def _open_own(page: Page, service: Program, own: Path, text: str = TEXT) -> None:
    own.write_text(text)
    _open(page, service)
    expect(_editor(page)).to_be_visible()


def _editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Text of your playbook, in YAML")


def _text(page: Page) -> str:
    return "\n".join(line.text_content() or "" for line in _editor(page).locator(".cm-line").all())


def _write(page: Page, text: str) -> None:
    """Puts another text into the editor, as by the clipboard."""
    _editor(page).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def _save(page: Page) -> Locator:
    return page.get_by_role("button", name="Save", exact=True).filter(visible=True)


def _status(page: Page) -> Locator:
    return page.get_by_role("region", name="The text").get_by_role("status")


def test_the_playbook_is_read_made_ones_own_and_changed(service: Program, page: Page, own: Path) -> None:
    _open(page, service)
    purpose = page.get_by_role("article", name="State your purpose")
    for part in (
        "Touching base",
        "Due when the rep opens with",
        "Over when the rep says it",
        "Purpose, Renewal",
        "12 s",
        "the rep's turn by whose end",
    ):
        expect(purpose).to_contain_text(part)
    expect(page.get_by_text("In force is Callcue's own playbook")).to_be_visible()
    assert _editor(page).count() == 0
    page.get_by_role("button", name="Make it yours").press("Enter")
    expect(_editor(page)).to_be_visible()
    expect(page.get_by_text(str(own)).first).to_be_visible()
    expect(page.get_by_text("Nothing differs from Callcue's own.")).to_be_visible()
    first = own.read_text()

    goal = page.locator("article", has_text="set-goal")
    goal.get_by_role("button", name="Change").click()
    goal.get_by_label("Wording").fill("What do you want, when you hang up?")
    goal.get_by_label("Wording").press("Tab")
    goal.get_by_label("Stays, in seconds").fill("8")
    goal.get_by_label("Stays, in seconds").press("Tab")
    goal.get_by_label("Renewal").uncheck()
    expect(goal).to_contain_text("was: purpose, renewal")
    expect(goal).to_contain_text("was: 12")
    expect(goal).to_contain_text("was: What do you want agreed when you hang up?")
    expect(goal.get_by_text("Changed", exact=True)).to_be_visible()
    assert own.read_text() == first, "not saved yet"
    _save(page).click()
    expect(_status(page)).to_contain_text("Saved. It takes effect on the next call.")
    added = '\n\n  set-goal:\n    kinds: [purpose]\n    seconds: 8\n    text: "What do you want, when you hang up?"'
    assert added in own.read_text()
    assert own.read_text().replace(added, "") == first, "comments and all else stay"
    expect(page.get_by_text("1 differs from Callcue's own.")).to_be_visible()


def test_mistakes_are_shown_at_their_line_while_one_types(service: Program, page: Page, own: Path) -> None:
    _open_own(page, service, own)
    _editor(page).click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type("colour: red")
    expect(_status(page)).to_contain_text('Line 6: "colour" is not known here. Expected one of name, like')
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()
    expect(_save(page)).to_be_disabled()
    expect(page.get_by_text("As before the mistake in the text.")).to_be_visible()
    page.keyboard.press("ControlOrMeta+Home")
    page.get_by_role("button", name="Go to line 6").click()
    page.keyboard.press("Shift+End")
    page.keyboard.press("Delete")
    expect(_status(page)).to_contain_text("No mistake found.")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(0)
    assert own.read_text() == TEXT


def test_the_keyboard_goes_in_saves_and_comes_out(service: Program, page: Page, own: Path) -> None:
    _open_own(page, service, own)
    _editor(page).focus()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type("# by key")
    page.keyboard.press("ControlOrMeta+s")
    expect(_status(page)).to_contain_text("Saved.")
    assert own.read_text() == f"{TEXT}# by key"
    page.keyboard.press("Tab")
    assert not _editor(page).evaluate("editor => editor.contains(document.activeElement)")


def test_keys_and_values_are_completed(service: Program, page: Page, own: Path) -> None:
    _open_own(page, service, own)
    _editor(page).click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type("    urg")
    expect(page.get_by_role("option", name="urgency")).to_be_visible()
    expect(page.get_by_text("answer (the client is waiting) comes before rescue")).to_be_visible()
    page.wait_for_timeout(100)  # The editor takes no Enter for the list that has only just come up.
    page.keyboard.press("Enter")
    page.keyboard.type("resc")
    expect(page.get_by_role("option", name="rescue")).to_be_visible()
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Say why you call")).to_contain_text("was: guide")
    assert _text(page) == TEXT + "    urgency: rescue"


def test_what_is_typed_survives_a_reload_and_can_be_given_up(service: Program, page: Page, own: Path) -> None:
    _open_own(page, service, own)
    _write(page, TEXT.replace("Say why you call", "Tell them why"))
    expect(_status(page)).to_contain_text("kept in this browser")
    page.reload()
    expect(_editor(page)).to_contain_text("Tell them why")
    expect(page.get_by_role("article", name="Tell them why")).to_be_visible()
    page.get_by_role("button", name="Back to the last saved").click()
    expect(_editor(page)).to_contain_text("Say why you call")
    expect(_status(page)).to_contain_text("As saved.")
    page.reload()
    expect(_editor(page)).to_contain_text("Say why you call")
    assert own.read_text() == TEXT


def test_a_change_on_disk_is_taken_or_both_texts_are_offered(service: Program, page: Page, own: Path) -> None:
    _open_own(page, service, own)
    own.write_text(TEXT + "# from disk\n")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(_editor(page)).to_contain_text("# from disk")
    expect(_status(page)).to_contain_text("As saved.")

    _write(page, TEXT + "# mine\n")
    own.write_text(TEXT + "# theirs\n")
    expect(_save(page)).to_be_enabled()
    _save(page).click()
    both = page.get_by_role("alert")
    expect(both).to_contain_text("The file was changed on disk or in another tab")
    expect(both).to_contain_text("# theirs")
    expect(both).to_contain_text("# mine")
    expect(_save(page)).to_be_disabled()
    assert own.read_text() == TEXT + "# theirs\n"
    # Not forgotten by a reload either.
    page.reload()
    expect(both).to_contain_text("# theirs")
    expect(both).to_contain_text("# mine")
    page.get_by_role("button", name="Keep mine and save it").click()
    expect(_status(page)).to_contain_text("Saved.")
    assert own.read_text() == TEXT + "# mine\n"

    _write(page, TEXT + "# mine again\n")
    own.write_text(TEXT + "# theirs again\n")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="Take the one on disk").click()
    expect(both).to_have_count(0)
    assert _text(page) == TEXT + "# theirs again\n"
    _editor(page).click()
    page.keyboard.press("ControlOrMeta+z")
    expect(_editor(page)).to_contain_text("# mine again")


def test_of_two_tabs_the_second_is_told(service: Program, page: Page, own: Path) -> None:
    _open_own(page, service, own)
    other = page.context.new_page()
    _open(other, service)
    for tab, words in ((page, "# one\n"), (other, "# two\n")):
        _write(tab, TEXT + words)
        expect(_save(tab)).to_be_enabled()
    _save(page).click()
    expect(_status(page)).to_contain_text("Saved.")
    _save(other).click()
    expect(other.get_by_role("alert")).to_contain_text("# one")
    assert own.read_text() == TEXT + "# one\n"
    assert _text(other) == TEXT + "# two\n"


def test_a_broken_file_leaves_the_last_good_one_in_force(service: Program, page: Page, own: Path) -> None:
    _open_own(page, service, own)
    own.write_text(TEXT + "colour: red\n")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text('Your playbook on disk has a mistake on line 6: "colour" is not known here.')
    expect(page.get_by_role("alert")).to_contain_text("the last good one stays in force")
    expect(page.get_by_role("article", name="Say why you call")).to_be_visible()
    expect(_editor(page)).to_contain_text("colour: red")
    expect(page.locator(".cm-lint-marker-error")).to_be_visible()


def test_saved_while_a_call_runs(service: Program, page: Page, own: Path) -> None:
    def live(socket: WebSocketRoute) -> None:
        socket.send('{"call": "20261121-213000-0001"}')

    page.route_web_socket(re.compile("/api/live"), live)
    _open_own(page, service, own)
    _write(page, TEXT + "# more\n")
    expect(_save(page)).to_be_enabled()
    _save(page).click()
    expect(_status(page)).to_contain_text("Saved. A call is running: it takes effect on the next call.")


def test_a_file_that_cannot_be_written_leaves_the_text_in_the_editor(service: Program, page: Page, own: Path) -> None:
    problem = {"code": "playbook-not-saved", "message": "playbook.yaml can't be written: No space left on device.", "remedy": "Free some disk."}

    def full(route: Route) -> None:
        if route.request.method == "PUT":
            route.fulfill(status=400, json=problem)
        else:
            route.fallback()

    page.route(re.compile("/api/playbook$"), full)
    _open_own(page, service, own)
    _write(page, TEXT + "# more\n")
    expect(_save(page)).to_be_enabled()
    _save(page).click()
    expect(page.get_by_role("alert")).to_contain_text("No space left on device. Free some disk.")
    expect(_status(page)).to_contain_text("Not saved yet")
    assert _text(page) == TEXT + "# more\n"


def test_the_text_is_tried_on_stored_calls(service: Program, page: Page, own: Path, call: str) -> None:
    _open_own(page, service, own)
    _write(page, TEXT + "  set-goal: {active: false}\n" + TOO_DEAR)
    expect(page.get_by_role("article", name="Ask what it is compared with")).to_contain_text("Due when the client says “too expensive”.")
    trial = page.get_by_role("region", name="Try on my calls")
    expect(trial.get_by_label("Dana Reyes")).to_be_checked()
    trial.get_by_role("button", name="Try it").click()
    expect(trial.get_by_role("status")).to_have_text("Tried on 1 call: 1 shown that were not, 1 no longer shown.", timeout=LONG)
    expect(trial.get_by_role("row", name=re.compile("^set-goal"))).to_have_text(re.compile(r"set-goal\s*1\s*0"))
    shown = trial.get_by_role("listitem").filter(has_text="Ask what it is compared with")
    expect(shown).to_contain_text("too expensive")
    assert re.fullmatch(rf"/calls/{call}\?at=\d+\.\d", shown.get_by_role("link").get_attribute("href") or "")
    assert own.read_text() == TEXT
    trial.get_by_role("button", name="None").click()
    expect(trial.get_by_role("button", name="Try it")).to_be_disabled()
    trial.get_by_role("button", name="All").click()
    expect(trial.get_by_role("button", name="Try it")).to_be_enabled()
    _write(page, "like: default\ncolour: red\n")
    expect(trial.get_by_role("button", name="Try it")).to_be_disabled()


def test_a_trial_can_be_cancelled_and_what_went_wrong_is_said(service: Program, page: Page, own: Path, call: str) -> None:
    answers: list[dict[str, Any] | None] = [None, {"code": "trial-too-long", "message": "The trial was ended.", "remedy": "Choose fewer calls."}]

    def slow(route: Route) -> None:
        if answer := answers.pop(0):
            route.fulfill(status=503, json=answer)

    page.route(re.compile("/api/playbook/try"), slow)
    _open_own(page, service, own)
    trial = page.get_by_role("region", name="Try on my calls")
    trial.get_by_role("button", name="Try it").click()
    expect(trial.get_by_role("status")).to_have_text("Trying it on 1 call…")
    trial.get_by_role("button", name="Cancel").click()
    expect(trial.get_by_role("status")).to_have_text("")
    trial.get_by_role("button", name="Try it").click()
    expect(trial.get_by_role("alert")).to_contain_text("The trial was ended. Choose fewer calls.")


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_everybody_can_use_it(service: Program, browser: Browser, own: Path, call: str, scheme: Literal["light", "dark"], width: int) -> None:
    """Names, roles, contrast and order as axe sees them, in every state; nothing wider than the window."""
    if not AXE.is_file():
        pytest.fail("axe-core is not installed: run make setup")
    context = browser.new_context(color_scheme=scheme, viewport=ViewportSize(width=width, height=740))
    page = context.new_page()
    _open(page, service)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert _faults(page) == []
    page.get_by_role("button", name="Make it yours").click()
    goal = page.locator("article", has_text="set-goal")
    goal.get_by_role("button", name="Change").click()
    goal.get_by_label("Show this prompt").uncheck()
    expect(goal).to_contain_text("was: on")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Tried on 1 call")).to_be_visible(timeout=LONG)
    assert _faults(page) == []
    own.write_text(TEXT)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    _editor(page).click()
    page.keyboard.press("ControlOrMeta+Home")
    page.keyboard.type("colour: red\n")
    expect(page.get_by_role("button", name="Go to line")).to_be_visible()
    expect(page.get_by_text("Keep mine and save it")).to_be_visible()
    expect(page.locator(".cm-deletedChunk").first).to_be_visible()
    assert _faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def _faults(page: Page) -> list[str]:
    found = page.evaluate("axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })")
    return [f"{fault['id']}: {json.dumps([node['html'][:200] for node in fault['nodes']])}" for fault in found["violations"]]
