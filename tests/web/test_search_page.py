"""The pages of the search and of what is due in a real browser: found, filtered, followed to the moment, ticked off; for every eye and width."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.events import Notes
from assistant.store import Store
from tests.assistant.store.test_search import STEP, line, put
from tests.assistant.test_due import put as put_due
from tests.needs import ROOT
from tests.web.program import Program, program

AXE = ROOT / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
WORDS = "Words"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    data = tmp_path_factory.mktemp("data")
    store = Store.open(data)
    forms = Notes(discussed=(line("The red forms.", "u2"),), next=STEP)
    long = ("Good morning, is this about the boat?", "It is about the red forms.", *("We had forms before." for _ in range(6)))
    put(store, "20260304-100000-0001", *long, client="Dana Reyes", notes=forms, typed="forms: ask Jo", prompt="set-goal")
    put(store, "20260305-100000-0002", "No forms, thank you.", client="Wes Österberg", kind="service", date="2026-03-05T10:00", notes=Notes())
    for number in range(31):
        put(store, f"20260101-1000{number:02}-0003", "Nothing but crates.", client=None, date="2026-01-01T10:00")
    store.close()
    with program(data) as running:
        yield running


@pytest.fixture
def due(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    data = tmp_path_factory.mktemp("data")
    store = Store.open(data)
    today = date.today()
    late, later = (today - timedelta(days=3)).isoformat(), (today + timedelta(days=30)).isoformat()
    put_due(store, "20260304-100000-0001", ("Call Dana back", late), ("Send the drawing", None))
    put_due(
        store, "20260305-100000-0002", ("Visit the yard", f"{today.isoformat()}T16:00"), ("Bring samples", None), client=None, date="2026-03-05T10:00"
    )
    put_due(store, "20260306-100000-0003", ("Ask again", later), client="Wes & Co/2", date="2026-03-06T10:00")
    store.close()
    with program(data) as running:
        yield running


def _found(page: Page) -> Locator:
    return page.get_by_role("list", name="Calls found").get_by_role("article")


def _open(page: Page, service: Program, query: str = "") -> None:
    page.goto(f"{service.url}/search{query}")
    expect(page.get_by_role("searchbox", name=WORDS)).to_be_focused()


def test_words_lead_to_the_moment_of_the_call_and_back(service: Program, page: Page) -> None:
    page.goto(service.url)
    page.get_by_role("searchbox", name="Search calls").fill("red forms")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{service.url}/search?words=red+forms")
    expect(page.get_by_role("status")).to_have_text("1 call")
    call = _found(page)
    expect(call).to_contain_text("Dana Reyes")
    places = call.get_by_role("listitem")
    expect(places).to_contain_text([re.compile(r"0:20\s*Discussed\s*The red forms\."), re.compile(r"0:20\s*Rep\s*It is about the red forms\.")])
    assert places.nth(1).locator("mark").all_text_contents() == ["red", "forms"]
    places.nth(1).get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/calls/20260304-100000-0001\?utterance=u2$"))
    expect(page.get_by_text("It is about the red forms.").first).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("searchbox", name=WORDS)).to_have_value("red forms")
    expect(_found(page)).to_have_count(1)


def test_every_place_of_a_call_is_shown_on_demand(service: Program, page: Page) -> None:
    _open(page, service, "?words=forms&client=dana")
    expect(_found(page).get_by_role("listitem")).to_have_count(3)
    _found(page).get_by_role("button", name="More places in this call").click()
    expect(_found(page).get_by_role("listitem")).to_have_count(9)
    expect(_found(page).get_by_role("button", name="More places in this call")).to_have_count(0)
    typed = _found(page).get_by_role("link", name=re.compile("Typed"))
    expect(typed).to_have_attribute("href", "/calls/20260304-100000-0001?at=93.5")


def test_what_is_known_of_a_call_is_asked_with_the_words_and_stays_in_the_address(service: Program, page: Page) -> None:
    _open(page, service, "?words=forms")
    expect(_found(page)).to_have_count(2)
    expect(_found(page).first).to_contain_text("No next step")
    page.get_by_label("Next step").select_option("None agreed")
    expect(_found(page)).to_have_count(1)
    expect(page).to_have_url(f"{service.url}/search?words=forms&next_step=false")
    page.reload()
    expect(page.get_by_label("Next step")).to_have_value("false")
    expect(_found(page)).to_contain_text(["Wes Österberg"])
    page.get_by_label("Kind").select_option("Purpose")
    expect(page.get_by_text("No call has all of this.")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(_found(page)).to_have_count(2)
    page.get_by_label("Prompt shown").select_option("What do you want agreed when you hang up?")
    expect(_found(page)).to_contain_text(["Dana Reyes"])
    page.get_by_label("Prompt shown").select_option("")
    page.get_by_label("From").fill("2026-03-05")
    expect(_found(page)).to_contain_text(["Wes Österberg"])
    page.get_by_label("From").fill("")
    page.get_by_label("Until").fill("2026-03-04")
    expect(_found(page)).to_contain_text(["Dana Reyes"])
    page.get_by_label("Until").fill("")
    page.get_by_label("Client", exact=True).fill("öster")
    expect(_found(page)).to_contain_text(["Wes Österberg"])
    page.get_by_label("Notes").select_option("Approved")
    expect(page.get_by_text("No call has all of this.")).to_be_visible()


def test_calls_come_a_page_at_a_time(service: Program, page: Page) -> None:
    _open(page, service, "?words=crates")
    expect(_found(page)).to_have_count(30)
    expect(page.get_by_role("status")).to_have_text("The newest 30 calls")
    page.get_by_role("button", name="Show more calls").click()
    expect(_found(page)).to_have_count(31)
    expect(page.get_by_role("status")).to_have_text("31 calls")
    expect(page.get_by_role("button", name="Show more calls")).to_have_count(0)


def test_nothing_asked_nothing_found_and_signs_that_mean_nothing(service: Program, page: Page) -> None:
    _open(page, service)
    expect(page.get_by_text("Every word must occur in the call")).to_be_visible()
    for typed in ('"', "NEAR(a b)", "%", "xylophone"):
        page.get_by_role("searchbox", name=WORDS).fill(typed)
        expect(page.get_by_text("No call has all of this.")).to_be_visible()
    page.get_by_role("searchbox", name=WORDS).fill('"red forms')
    expect(_found(page)).to_have_count(1)
    page.get_by_role("searchbox", name=WORDS).fill("")
    expect(page.get_by_text("Every word must occur in the call")).to_be_visible()
    expect(page).to_have_url(f"{service.url}/search")


def test_a_service_that_is_away_is_told(service: Program, page: Page) -> None:
    _open(page, service)
    page.route(re.compile("/api/search"), lambda route: route.abort())
    page.get_by_role("searchbox", name=WORDS).fill("forms")
    expect(page.get_by_text("The service does not answer.")).to_be_visible()
    page.unroute(re.compile("/api/search"))
    page.get_by_role("searchbox", name=WORDS).fill("form")
    expect(_found(page)).to_have_count(2)
    expect(page.get_by_text("The service does not answer.")).to_have_count(0)


def _group(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"^{name}"))


def test_what_is_due_is_ticked_off_and_taken_back(due: Program, page: Page) -> None:
    page.goto(due.url)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Due").click()
    for group, text in (("Overdue", "Call Dana back"), ("Today", "Visit the yard"), ("Later", "Ask again"), ("No date", "Send the drawing")):
        expect(_group(page, group)).to_contain_text(text)
    assert [text.split()[0] for text in page.get_by_role("heading", level=2).all_text_contents()] == ["Overdue", "Today", "Later", "No"]
    expect(_group(page, "No date").get_by_role("listitem").first).to_contain_text("Bring samples")
    late = _group(page, "Overdue")
    expect(late.get_by_role("link", name="Dana Reyes")).to_have_attribute("href", "/clients/dana%20reyes")
    expect(late.get_by_role("link", name="Call of Mon 2 Mar 2026, 10:00")).to_have_attribute("href", "/calls/20260304-100000-0001")
    expect(_group(page, "Later").get_by_role("link", name="Wes & Co/2")).to_have_attribute("href", "/clients/wes%20%26%20co%2F2")

    box = page.get_by_role("checkbox", name="Call Dana back")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("Done: Call Dana back")
    expect(box).to_be_checked()
    page.reload()
    expect(_group(page, "Today")).to_be_visible()
    expect(box).to_have_count(0)
    page.get_by_role("checkbox", name="Show what is done").check()
    expect(_group(page, "Done")).to_contain_text("Call Dana back")
    box.uncheck()
    expect(page.get_by_role("status")).to_have_text("To be done: Call Dana back")
    page.reload()
    expect(_group(page, "Overdue")).to_contain_text("Call Dana back")


def test_a_step_that_is_there_no_more_is_told(due: Program, page: Page) -> None:
    page.goto(f"{due.url}/due")
    expect(_group(page, "Overdue")).to_be_visible()
    due.client.delete(f"{due.url}/api/calls/20260304-100000-0001")
    page.get_by_role("checkbox", name="Call Dana back").click()
    expect(page.get_by_text("The notes of the call have no such step any more.")).to_be_visible()
    expect(_group(page, "Overdue")).to_have_count(0)


def test_a_tick_that_cannot_be_kept_is_taken_back(due: Program, page: Page) -> None:
    full = {"code": "disk-full", "message": "The disk is full.", "remedy": "Free some space."}
    page.route(re.compile(r"/api/due/"), lambda route: route.fulfill(status=400, json=full))
    page.goto(f"{due.url}/due")
    box = page.get_by_role("checkbox", name="Call Dana back")
    box.click()
    expect(page.get_by_text("The disk is full.")).to_be_visible()
    expect(box).not_to_be_checked()


def test_nothing_is_due(service: Program, page: Page) -> None:
    page.route(re.compile("/api/due"), lambda route: route.fulfill(json={"today": "2026-03-04", "steps": []}))
    page.goto(f"{service.url}/due")
    expect(page.get_by_role("heading", name="Nothing is due")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1100])
def test_everybody_can_read_them(service: Program, due: Program, browser: Browser, scheme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    for address, there in (
        (f"{service.url}/search", page.get_by_text("Every word must occur")),
        (f"{service.url}/search?words=forms&next_step=true", page.get_by_role("article").first),
        (f"{due.url}/due", page.get_by_role("checkbox", name="Visit the yard")),
        (service.url, page.get_by_role("link", name="Dana Reyes").first),
    ):
        page.goto(address)
        expect(there).to_be_visible()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    context.close()
