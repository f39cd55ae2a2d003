"""The overlay in a real browser, told what happens in a call: plan, notes, quiet, hiding, what is noticed, sizes, and that everybody can read it."""

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, Page, Request, Route, ViewportSize, WebSocketRoute, expect

from assistant.events import (
    Answer,
    CallStarted,
    ErrorRaised,
    Event,
    Evidence,
    Kind,
    NoteAdded,
    Plan,
    PlanChanged,
    PlaybookRef,
    PromptCleared,
    PromptShown,
    SpeechFinal,
    Urgency,
)
from assistant.noticing import SWAPPED
from audio.side import Side
from tests.needs import ROOT
from tests.web.program import Program, program

CALL = "20261121-213000-0001"
AXE = ROOT / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
SMALL, TALL = ViewportSize(width=360, height=200), ViewportSize(width=380, height=640)
ANSWERS = (
    Answer(objection="It is too dear", answer="It lasts twice as long: four years and not two."),
    Answer(objection="We have a supplier", answer="Keep them for the coatings; try us on the bushes alone."),
)
LONG_ANSWER = (
    "It costs more to begin with and less over the four years: no second visit, no hire while it is away, and the spare is with you"
    " the same day. The two shops beside you went over to it last spring, and neither has rung us since but to order more."
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with program(tmp_path_factory.mktemp("data")) as running:
        yield running


class Overlay:
    """An overlay open on a call of which it is told here, and what it asks of the service meanwhile."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.asked: list[tuple[str, str, Any]] = []
        """Method, path under the call, and body of each request."""
        self.answer = (204, "")
        self._sockets: list[WebSocketRoute] = []
        self._seq = 0
        self._now = 4.0
        self._url = url
        page.route_web_socket(re.compile("/api/calls/"), lambda socket: self._sockets.append(socket))
        page.route(re.compile(f"/api/calls/{CALL}/"), self._take)

    def _take(self, route: Route, request: Request) -> None:
        body = json.loads(request.post_data) if request.post_data else None
        self.asked.append((request.method, request.url.partition(CALL)[2], body))
        status, text = self.answer
        route.fulfill(status=status, body=text, content_type="application/json")

    def open(self, size: ViewportSize = SMALL, plan: Plan | None = None, kind: Kind = "purpose", more: str = "") -> "Overlay":
        self._seq, self._now = 0, 4.0
        self._sockets.clear()
        self.page.set_viewport_size(size)
        self.page.goto(f"{self._url}/overlay?call={CALL}{more}")
        expect(self.page.get_by_text("Waiting for the call to begin…")).to_be_visible()
        while not self._sockets:
            self.page.wait_for_timeout(10)
        playbook = PlaybookRef(name="default", hash="0" * 64)
        tracks: tuple[Side, ...] = ("rep", "client")
        plan = plan or Plan(goal="a visit before the lease ends")
        date = "2026-11-21T21:30:00"
        self.tell(CallStarted(call=CALL, at=0.0, seq=0, kind=kind, plan=plan, date=date, tracks=tracks, weights="base", playbook=playbook))
        expect(self.page.get_by_text("Opening", exact=True)).to_be_visible()
        return self

    def tell(self, event: Event) -> None:
        self._seq += 1
        self._now = max(self._now, event.at)
        self._sockets[-1].send(event.model_copy(update={"seq": self._seq}).model_dump_json())

    def say(self, side: Side, start: float, end: float, text: str) -> None:
        self.tell(
            SpeechFinal(
                call=CALL, at=end, seq=0, utterance=f"u{start}", side=side, start=start, end=end, text=text, words=(), values=(), latency_ms=0.0
            )
        )

    def prompt(self, text: str = "State your purpose", urgency: Urgency = "guide", prompt: str = "state-purpose") -> None:
        evidence = (Evidence(utterance="u1.0", quote="just checking in"),)
        self.tell(
            PromptShown(
                call=CALL,
                at=self._now,
                seq=0,
                prompt=prompt,
                text=text,
                why="You opened without one.",
                evidence=evidence,
                due=3.0,
                latency_ms=400.0,
                urgency=urgency,
            )
        )

    def clear(self, outcome: Literal["done", "lapsed"] = "lapsed", prompt: str = "state-purpose") -> None:
        self.tell(PromptCleared(call=CALL, at=self._now, seq=0, prompt=prompt, outcome=outcome))

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("region", name="Prompt")

    def shows_everything(self) -> bool:
        """Whether nothing lies beyond the edges of the window."""
        fits = "() => document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"
        return bool(self.page.evaluate(fits))


@pytest.fixture
def overlay(service: Program, page: Page) -> Overlay:
    return Overlay(page, service.url)


def test_a_call_without_a_goal_is_asked_for_one_at_once(overlay: Overlay) -> None:
    overlay.open(plan=Plan())
    overlay.prompt("What do you want agreed when you hang up?", prompt="set-goal")
    field = overlay.page.get_by_label("When I hang up, I want")
    field.click()
    overlay.page.keyboard.type("no new box, hang on")
    assert overlay.asked == [], "what is typed is typed, and does nothing else"
    expect(overlay.card).to_be_visible()
    overlay.page.keyboard.press("Enter")
    overlay.page.wait_for_timeout(100)
    assert overlay.asked == [("PATCH", "/plan", {"goal": "no new box, hang on"})]
    overlay.tell(PlanChanged(call=CALL, at=5.0, seq=0, kind="purpose", plan=Plan(goal="no new box, hang on")))
    overlay.clear("done", "set-goal")
    expect(field).to_have_count(0)
    expect(overlay.card).to_contain_text("Done")


def test_a_call_that_needs_no_goal_is_not_asked_for_one(overlay: Overlay) -> None:
    overlay.open(plan=Plan(), kind="relationship")
    expect(overlay.page.get_by_label("When I hang up, I want")).to_have_count(0)


def test_the_plan_is_changed_while_the_call_goes_on(overlay: Overlay) -> None:
    page = overlay.open(TALL, Plan(goal="a visit", answers=ANSWERS[:1])).page
    page.keyboard.press("g")
    form = page.get_by_role("form", name="Plan")
    expect(form.get_by_label("When I hang up, I want")).to_be_focused()
    form.get_by_label("Client").fill("Dana Reyes")
    form.get_by_label("Kind").select_option("renewal")
    form.get_by_role("button", name="Add an answer").click()
    form.get_by_label("When they say").nth(1).fill("We have a supplier")
    form.get_by_label("I answer").nth(1).fill("Try us on one thing.")
    form.get_by_role("button", name="Save the plan").click()
    expect(form).to_have_count(0)
    answers = [ANSWERS[0].model_dump(), {"objection": "We have a supplier", "answer": "Try us on one thing."}]
    assert overlay.asked == [("PATCH", "/plan", {"goal": "a visit", "client": "Dana Reyes", "kind": "renewal", "answers": answers})]


def test_what_was_typed_stays_where_the_service_would_not_take_it(overlay: Overlay) -> None:
    page = overlay.open().page
    overlay.answer = (409, json.dumps({"code": "not-running", "message": "That call has ended.", "remedy": "Open it from the list of calls."}))
    page.keyboard.press("m")
    page.keyboard.type("ask about the lease")
    page.keyboard.press("Enter")
    expect(page.get_by_text("That call has ended.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Note")).to_have_value("ask about the lease")


def test_answers_are_one_key_away_when_small_and_in_sight_when_tall(overlay: Overlay) -> None:
    page = overlay.open(SMALL, Plan(goal="a visit", answers=ANSWERS)).page
    answer = page.get_by_text(ANSWERS[1].answer).filter(visible=True)
    expect(answer).to_have_count(0)
    page.keyboard.press("a")
    expect(answer).to_have_count(1)
    page.keyboard.press("Escape")
    expect(answer).to_have_count(0)
    page.set_viewport_size(TALL)
    expect(answer).to_have_count(1)


def test_a_note_lands_at_the_moment_it_was_begun(overlay: Overlay) -> None:
    page = overlay.open(TALL).page
    overlay.say("client", 1.0, 3.0, "We move out in May.")
    overlay.prompt(urgency="rescue")
    expect(overlay.card).to_be_visible()
    page.keyboard.press("m")
    field = page.get_by_role("textbox", name="Note")
    expect(field).to_be_focused()
    page.keyboard.type("x no when? ask q")
    expect(overlay.card).to_be_visible()
    page.keyboard.press("Enter")
    expect(field).to_have_value("")
    (method, path, body), *others = overlay.asked
    assert (method, path, body["text"], others) == ("POST", "/notes", "x no when? ask q", [])
    assert 4.0 <= body["begun"] < 60.0
    overlay.tell(NoteAdded(call=CALL, at=9.0, seq=0, text="x no when? ask q", begun=6.0))
    overlay.say("rep", 7.0, 9.0, "In May, right.")
    page.keyboard.press("Escape")
    lines = page.locator(".words.list p")
    expect(lines).to_have_text([re.compile("We move out"), re.compile("Note.*ask q"), re.compile("In May")])


def test_the_share_of_the_talk_is_shown_once_there_is_some(overlay: Overlay) -> None:
    status = overlay.open().page.locator("footer")
    overlay.say("rep", 1.0, 21.0, "I said a lot.")
    expect(status).not_to_contain_text("of the talk")
    overlay.say("client", 21.5, 31.5, "And I said less.")
    expect(status).to_contain_text(re.compile(r"67 %\s*of the talk"))


def test_quiet_holds_back_what_is_not_urgent_and_counts_it(overlay: Overlay) -> None:
    page = overlay.open().page
    page.keyboard.press("q")
    held = page.get_by_role("button", name=re.compile("quiet", re.IGNORECASE))
    expect(held).to_have_text("Quiet")
    overlay.prompt()
    expect(held).to_have_text("1 quiet")
    expect(overlay.card).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("")
    overlay.clear()
    overlay.prompt("Confirm the next step", "rescue", "confirm-next-step")
    expect(overlay.card).to_contain_text("Confirm the next step")
    page.reload()
    expect(page.get_by_text("Waiting for the call to begin…")).to_be_visible()
    overlay.open()
    expect(held).to_have_text("Quiet")
    overlay.prompt()
    expect(held).to_have_text("1 quiet")
    page.keyboard.press("q")
    expect(held).to_have_count(0)
    expect(overlay.card).to_contain_text("State your purpose")


@pytest.mark.parametrize("back", ["key", "click"])
def test_everything_is_hidden_by_one_key_and_comes_back_by_any(overlay: Overlay, back: str) -> None:
    page = overlay.open(TALL).page
    overlay.say("client", 1.0, 3.0, "We move out in May.")
    overlay.prompt()
    expect(overlay.card).to_be_visible()
    page.keyboard.press("h")
    expect(overlay.card).to_have_count(0)
    assert page.locator("body").inner_text().strip() == ""
    expect(page).to_have_title("Callcue")
    overlay.prompt("Confirm the next step", "rescue", "confirm-next-step")
    page.keyboard.press("Shift")
    expect(page).to_have_title("Callcue")
    if back == "key":
        page.keyboard.press("x")
        assert overlay.asked == [], "the key that brings it back does nothing else"
    else:
        page.mouse.click(100, 100)
    expect(overlay.card).to_contain_text("Confirm the next step")


def test_a_shared_screen_is_warned_of_once_a_call(overlay: Overlay) -> None:
    page = overlay.open().page
    warning = page.get_by_text("A shared screen shows this overlay")
    expect(warning).to_be_visible()
    page.get_by_role("button", name="Close this warning").click()
    expect(warning).to_have_count(0)
    page.reload()
    overlay.open()
    expect(warning).to_have_count(0)


def test_sides_that_seem_swapped_are_swapped_by_a_click(overlay: Overlay) -> None:
    page = overlay.open().page
    overlay.tell(ErrorRaised(call=CALL, at=9.0, seq=0, code=SWAPPED.code, message=SWAPPED.message, remedy=SWAPPED.remedy))
    page.get_by_role("button", name="Swap sides").click()
    expect(page.get_by_text("wrong way round")).to_have_count(0)
    assert overlay.asked == [("POST", "/swap", None)]


def test_a_link_for_another_device_is_made_from_the_menu(overlay: Overlay) -> None:
    page = overlay.open().page
    overlay.answer = (201, json.dumps({"address": "http://192.168.1.7:8765/device/abc", "minutes": 10}))
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Show on another device").click()
    expect(page.get_by_label(re.compile("within 10 minutes"))).to_have_value("http://192.168.1.7:8765/device/abc")


def test_on_another_device_nothing_leads_to_what_it_may_not_see(overlay: Overlay) -> None:
    page = overlay.open(more="&device=1").page
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("button", name="Swap sides")).to_be_visible()
    expect(page.get_by_role("button", name="Show on another device")).to_have_count(0)
    expect(page.get_by_role("link")).to_have_count(0)


def test_every_key_is_in_the_help(overlay: Overlay) -> None:
    page = overlay.open(TALL).page
    page.keyboard.press("?")
    for key in ("w", "n", "x", "g", "a", "m", "q", "h", "?", "Esc"):
        expect(page.locator("dt kbd").get_by_text(key, exact=True)).to_be_visible()


@pytest.mark.parametrize("size", [SMALL, TALL], ids=["small", "tall"])
def test_a_long_answer_can_be_read_to_its_end(overlay: Overlay, size: ViewportSize) -> None:
    overlay.open(size).prompt(LONG_ANSWER, "answer", "answer-ready")
    text = overlay.card.locator("p")
    assert text.evaluate("text => parseFloat(getComputedStyle(text).fontSize)") >= 13
    text.evaluate("text => text.scrollTo(0, text.scrollHeight)")
    inside = "text => { const c = text.closest('section').getBoundingClientRect(); return c.bottom <= innerHeight && c.height > 60 }"
    assert text.evaluate(inside)
    assert overlay.shows_everything()


STATES = ("prompt", "answer", "rescue", "done", "goal", "plan", "answers", "note", "menu", "keys", "trouble", "hidden", "quiet")


def _bring(overlay: Overlay, state: str) -> None:
    """The overlay in one of its states."""
    overlay.open(overlay.page.viewport_size or SMALL, Plan() if state == "goal" else Plan(goal="a visit", answers=ANSWERS))
    overlay.say("client", 1.0, 18.0, "We move out in May, and we need it done before.")
    overlay.say("rep", 18.0, 34.0, "In May, right.")
    key = {"plan": "g", "answers": "a", "note": "m", "keys": "?", "hidden": "h", "quiet": "q"}.get(state)
    if state in ("prompt", "plan", "note", "menu"):
        overlay.prompt()
    if state in ("answer", "rescue"):
        overlay.prompt(LONG_ANSWER if state == "answer" else "Confirm the next step", "answer" if state == "answer" else "rescue")
    if state == "done":
        overlay.prompt()
        overlay.clear("done")
        expect(overlay.card).to_contain_text("Done")
    if state == "trouble":
        overlay.tell(ErrorRaised(call=CALL, at=9.0, seq=0, code=SWAPPED.code, message=SWAPPED.message, remedy=SWAPPED.remedy))
        expect(overlay.page.get_by_text("wrong way round")).to_be_visible()
    if state == "menu":
        overlay.page.get_by_role("button", name="More").click()
    if key:
        overlay.page.keyboard.press(key)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [SMALL, TALL], ids=["small", "tall"])
def test_everybody_can_read_it(overlay: Overlay, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
    """axe finds nothing wrong by WCAG 2.1 AA, in any state, and nothing lies beyond the window."""
    overlay.page.set_viewport_size(size)
    overlay.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for state in STATES:
        _bring(overlay, state)
        overlay.page.evaluate(AXE.read_text(encoding="utf-8"))
        run = "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
        found = overlay.page.evaluate(run)
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == [], state
        assert overlay.shows_everything(), state
        if state == "hidden":
            overlay.page.keyboard.press("h")
        if state == "quiet":
            overlay.page.keyboard.press("q")


def test_nothing_moves_where_no_motion_is_wished(overlay: Overlay) -> None:
    page = overlay.page
    for wished, names in (("no-preference", ["appear"]), ("reduce", [])):
        page.emulate_media(reduced_motion=wished)  # type: ignore[arg-type]
        overlay.open()
        overlay.prompt()
        expect(overlay.card).to_be_visible()
        moving = "() => [...document.querySelectorAll('*')].map(e => getComputedStyle(e).animationName).filter(n => n !== 'none')"
        assert [re.sub("^svelte-[a-z0-9]+-", "", name) for name in page.evaluate(moving)] == names


def test_prompts_are_announced_politely(overlay: Overlay) -> None:
    overlay.open()
    overlay.prompt()
    status = overlay.page.get_by_role("status")
    expect(status).to_have_text("State your purpose")
    expect(status).to_have_attribute("aria-live", "polite")
