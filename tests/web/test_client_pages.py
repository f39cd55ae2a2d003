"""Clients in a real browser: the next call begins with the last one's purpose, a client's page, and a list of contacts taken over."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from assistant.clients.contacts import Contact
from assistant.events import Line, NextCommunication, Notes, Plan
from assistant.store import Store
from tests.assistant.clients.test_clients_kept import call
from tests.assistant.clients.test_importing import broken_list
from tests.needs import ROOT
from tests.web.program import Program, program
from tests.web.test_overlay_panel import CALL, SMALL, Overlay

AXE = ROOT / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
DANA, WES = "Dana Reyes", "Wes Dyck, Dyck Farms"
PURPOSE = "Agree the delivery of the pumps"
MARK = "From the call of Sat 21 Nov 2026 (draft notes)"


def _notes(purpose: str | None, what: str | None) -> Notes:
    step = NextCommunication(purpose=purpose, what=what, who="rep", when="Friday", date="2026-11-27", evidence=())
    return Notes(discussed=(Line(text="The pumps leak.", evidence=()),), proposed=(Line(text="Two new pumps.", evidence=()),), next=step)


@pytest.fixture
def running(data: Path) -> Iterator[Program]:
    store = Store.open(data)
    call(store, "20261121-093000-0001", DANA, goal="a visit", notes=_notes(PURPOSE, "bring the samples"))
    call(store, "20261120-093000-0002", WES, date="2026-11-20T09:30", notes=_notes(None, "ring about the seed"))
    store.clients.put([Contact(1, DANA, "Harbour Marine", "dana@example.com", "+44 1482 1234"), Contact(2, "Zoë Brontë")], "keep")
    store.close()
    with program(data) as started:
        yield started


def _form(page: Page) -> tuple[Locator, Locator]:
    """The fields for client and goal of a new call."""
    form = page.get_by_role("region", name="New call")
    return form.get_by_label("Client", exact=True), form.get_by_label("When I hang up, I want…")


def _is_sound(page: Page, state: str) -> None:
    """Everybody can read it, and nothing is wider than the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]] == [], state
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state


def test_the_next_call_begins_with_the_last_ones_purpose(running: Program, page: Page, beginning: Path) -> None:
    page.goto(running.url)
    client, goal = _form(page)
    client.press_sequentially("rey")
    choice = page.get_by_role("option", name=DANA)
    expect(choice).to_contain_text("Harbour Marine · 1 call")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(client).to_have_value(DANA)
    expect(goal).to_have_value(PURPOSE)
    expect(page.get_by_text(MARK)).to_be_visible()
    form = page.get_by_role("region", name="New call")
    expect(form).to_contain_text("Rep: bring the samples, Fri 27 Nov 2026")
    expect(form).to_contain_text("Harbour Marine · +44 1482 1234 · dana@example.com")
    form.get_by_text("More of the plan: history filled in").click()
    told = "21 November 2026 (draft, not approved): The pumps leak. Two new pumps. Agreed: bring the samples (rep), 27 November 2026."
    expect(form.get_by_label("History")).to_have_value(told)

    # A recording stands for the phone, which this machine has not: the call that begins has the goal without another key.
    form.get_by_text("Recording", exact=True).click()
    form.locator("input[type=file]").set_input_files(beginning)
    form.get_by_role("button", name="Replay", exact=True).click()
    # The weights are loaded first.
    expect(page.get_by_role("heading", name=DANA, level=1)).to_be_visible(timeout=60_000)
    started = page.url.rpartition("/")[2]
    plan = running.client.get(f"{running.url}/api/calls/{started}").json()["plan"]
    assert (plan["client"], plan["goal"]) == (DANA, PURPOSE)


def test_what_is_typed_is_never_written_over(running: Program, page: Page) -> None:
    page.goto(running.url)
    client, goal = _form(page)
    goal.fill("a date for the visit")
    client.fill(DANA)
    expect(page.get_by_text("All about Dana Reyes")).to_be_visible()
    expect(goal).to_have_value("a date for the visit")
    expect(page.get_by_text(MARK)).to_have_count(0)

    goal.fill("")
    client.fill(WES)
    expect(goal).to_have_value("ring about the seed")
    client.fill("dana REYES ")
    expect(goal).to_have_value(PURPOSE)
    client.fill("Somebody New")
    expect(goal).to_have_value("")

    client.fill(DANA)
    expect(goal).to_have_value(PURPOSE)
    page.get_by_role("button", name="Clear").click()
    expect(goal).to_have_value("")
    client.fill(f"{DANA} ")
    page.wait_for_timeout(600)
    expect(goal).to_have_value("")


def test_names_can_be_chosen_or_not(running: Program, page: Page) -> None:
    page.goto(running.url)
    client, _ = _form(page)
    names = page.get_by_role("listbox", name="Names to choose from")
    client.focus()
    page.keyboard.press("ArrowDown")
    expect(names.get_by_role("option")).to_have_count(3)
    expect(client).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(names).not_to_be_visible()
    page.keyboard.press("ArrowUp")
    names.get_by_role("option", name="Zoë Brontë").click()
    expect(client).to_have_value("Zoë Brontë")
    expect(client).to_be_focused()
    expect(page.get_by_text("Not called yet")).to_be_visible()
    client.fill("nobody of that name")
    page.wait_for_timeout(400)
    expect(names).not_to_be_visible()


def test_the_service_away_keeps_nobody_from_typing(running: Program, page: Page) -> None:
    page.goto(running.url)
    client, goal = _form(page)
    running.stop()
    client.press_sequentially("Dana")
    goal.fill("a visit")
    page.wait_for_timeout(600)
    expect(client).to_have_value("Dana")
    expect(goal).to_have_value("a visit")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 360)])
def test_a_client_from_the_list_to_the_next_call(running: Program, page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(running.url)
    page.get_by_role("link", name="Clients", exact=True).click()
    names = page.get_by_role("list", name="Clients").get_by_role("listitem")
    expect(names).to_have_count(3)
    _is_sound(page, "list")
    page.get_by_label("Search clients").fill("harbour")
    expect(names).to_have_count(1)
    names.get_by_role("link", name=DANA).first.click()

    expect(page.get_by_role("heading", name=DANA, level=1)).to_be_visible()
    expect(page.get_by_role("list", name="To be done")).to_contain_text("Rep: bring the samples, Fri 27 Nov 2026")
    step = page.get_by_role("checkbox", name=re.compile("bring the samples"))
    step.check()
    expect(page.get_by_text("bring the samples").first).to_have_css("text-decoration-line", "line-through")
    assert running.client.get(f"{running.url}/api/client", params={"key": DANA}).json()["due"] == []
    step.uncheck()
    calls = page.get_by_role("region", name="Calls")
    expect(calls).to_contain_text(PURPOSE)
    expect(calls).to_contain_text("Draft, not approved")
    calls.get_by_text("Notes", exact=True).click()
    expect(calls).to_contain_text("Two new pumps.")
    expect(calls.get_by_role("link", name="Sat 21 Nov 2026, 09:30")).to_have_attribute("href", "/calls/20261121-093000-0001")
    _is_sound(page, "client")

    calls.get_by_role("link", name="Sat 21 Nov 2026, 09:30").click()
    page.get_by_role("heading", name=DANA, level=1).get_by_role("link").click()
    expect(page).to_have_url(re.compile("/clients/Dana%20Reyes$"))
    page.get_by_role("link", name="Start a call").click()
    client, goal = _form(page)
    expect(client).to_have_value(DANA)
    expect(goal).to_have_value(PURPOSE)
    expect(goal).to_be_focused()
    expect(goal).to_be_in_viewport()
    _is_sound(page, "new call")
    page.keyboard.type("something better")
    expect(goal).to_have_value("something better")


def test_a_client_is_put_right_made_one_and_forgotten(running: Program, page: Page) -> None:
    page.goto(f"{running.url}/clients/{WES}")
    page.get_by_role("button", name="Edit").click()
    form = page.get_by_role("form", name=f"What is known of {WES}")
    _is_sound(page, "edit")
    form.get_by_label("Name").fill("dana  reyes")
    form.get_by_label("Phone").fill("2")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("There is already a client Dana Reyes with 1 call.")).to_be_visible()
    form.get_by_role("button", name="Make them one").click()
    expect(page.get_by_role("heading", name="dana reyes", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/clients/dana%20reyes$"))
    expect(page.get_by_text("2 calls")).to_be_visible()
    expect(page.get_by_role("link", name="dana@example.com")).to_be_visible()
    expect(page.get_by_role("link", name="2", exact=True)).to_have_attribute("href", "tel:2")

    page.get_by_role("button", name="Forget").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(page.get_by_role("link", name="dana@example.com")).to_have_count(0)
    expect(page.get_by_text("2 calls")).to_be_visible()

    page.goto(f"{running.url}/clients/nobody%20of%20that%20name")
    expect(page.get_by_text("There is no such client")).to_be_visible()


LIST = (
    "Kundenliste\r\nVorname;Name;Firma;E-Mail;Telefon;Notiz\r\n"
    "Zoë;Brontë;;zoe@example.com;;x\r\n"
    'Jürgen;Müller;Bäcker & Söhne;jm@example.com;0170 1;"zwei\r\nZeilen"\r\n'
    "Dana;Reyes;Harbour Marine;dana@example.com;+44 1482 1234;\r\n"
    "Anne;Smith;kaputt\r\n"
    "Emily;Brontë;;keine Adresse;;\r\n"
).encode("latin-1")


def _choose(page: Page, name: str, content: bytes) -> None:
    kind = "text/vcard" if name.endswith("vcf") else "text/csv"
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 360)])
def test_a_list_is_looked_at_before_it_is_taken_over(running: Program, page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{running.url}/clients")
    page.get_by_role("link", name="Import contacts").click()
    _choose(page, "kunden.csv", LIST)
    sum_up = page.get_by_role("region", name="3 contacts understood")
    expect(sum_up).to_contain_text("1 new client")
    expect(sum_up).to_contain_text("1 client known, of whom the list says more")
    expect(sum_up).to_contain_text("1 client known so already")
    expect(sum_up).to_contain_text("3 lines that can't be used")
    expect(page.get_by_label("Read as")).to_have_value("cp1252")
    expect(page.get_by_label("Values are parted by")).to_have_value(";")
    expect(page.get_by_label("What Firma holds")).to_have_value("company")
    contacts = page.get_by_role("region", name="Contacts as they would be taken over")
    expect(contacts.get_by_role("row", name="Jürgen Müller")).to_contain_text("Bäcker & Söhne")
    lines = page.get_by_role("region", name="Lines with their reasons")
    expect(lines.get_by_role("listitem")).to_have_text(
        [
            re.compile("^Line 1 stands above the headingsKundenliste"),
            re.compile("^Line 7 has 3 columns where the others have 6Anne;Smith;kaputt"),
            re.compile("^Line 8 has no e-mail address where the others have one"),
        ],
        use_inner_text=False,
    )
    _is_sound(page, "looked at")

    # Another column for the numbers, another encoding, and back.
    page.get_by_label("What Notiz holds").select_option("phone")
    expect(page.get_by_label("What Notiz holds")).to_have_value("phone")
    page.get_by_label("What Notiz holds").select_option("")
    page.get_by_label("Read as").select_option("cp1251")
    expect(contacts.get_by_role("row", name="Jьrgen")).to_be_visible()
    page.get_by_label("Read as").select_option("cp1252")
    expect(contacts.get_by_role("row", name="Jürgen Müller")).to_be_visible()
    assert running.client.get(f"{running.url}/api/clients").json()["total"] == 3, "nothing has been written"

    page.get_by_role("button", name="Import 2 clients").click()
    expect(page.get_by_role("heading", name="1 client was added, 1 was completed")).to_be_visible()
    _is_sound(page, "taken over")
    page.get_by_role("link", name="To the clients").click()
    expect(page.get_by_role("link", name="Jürgen Müller").first).to_be_visible()
    assert running.client.get(f"{running.url}/api/clients").json()["total"] == 4


def test_cards_and_files_that_are_none(running: Program, page: Page) -> None:
    page.goto(f"{running.url}/clients/import")
    _choose(page, "nothing.csv", b"")
    expect(page.get_by_role("alert")).to_contain_text("There is nothing in that file.")
    _choose(page, "contacts.vcf", b"BEGIN:VCARD\nVERSION:3.0\nFN:Ren\xc3\xa9e\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:Cut off\n")
    sum_up = page.get_by_role("region", name="1 contact understood")
    expect(sum_up).to_contain_text("1 line that can't be used")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("region", name="Contacts as they would be taken over")).to_contain_text("Renée")
    expect(page.get_by_label("Values are parted by")).to_have_count(0)
    page.route(re.compile("/api/contacts/import"), _out_of_room)
    page.get_by_role("button", name="Import 1 client").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no room left on the disk.")
    expect(sum_up).to_be_visible()
    assert running.client.get(f"{running.url}/api/clients").json()["total"] == 3


def _out_of_room(route: Route) -> None:
    route.fulfill(status=400, json={"code": "disk-full", "message": "There is no room left on the disk.", "remedy": "Free some."})


def test_names_of_which_nobody_said_where_they_are(running: Program, page: Page) -> None:
    page.goto(f"{running.url}/clients/import")
    _choose(page, "odd.csv", b"1,2\n3,4\n")
    expect(page.get_by_role("alert")).to_contain_text("No column is known to hold names")
    expect(page.get_by_role("button", name="Import 0 clients")).to_be_disabled()
    page.get_by_label("What Column 2 holds").select_option("name")
    expect(page.get_by_role("button", name="Import 2 clients")).to_be_enabled()


def test_fifty_thousand_lines_are_looked_at_in_seconds(running: Program, page: Page) -> None:
    page.goto(f"{running.url}/clients/import")
    _choose(page, "many.csv", broken_list(50_000))
    # Generous: the machine may be busy with other tests.
    expect(page.get_by_role("heading", name="47,000 contacts understood")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("region", name="47,000 contacts understood")).to_contain_text("3,000 lines that can't be used")
    page.get_by_role("button", name="Import 47,000 clients").click()
    expect(page.get_by_role("heading", name="47,000 clients were added, 0 were completed")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="To the clients").click()
    page.get_by_label("Search clients").fill("müller 4999")
    expect(page.get_by_role("link", name=re.compile("Zoë Müller 4999")).first).to_be_visible()


def test_a_call_is_started_from_the_overlay(running: Program, page: Page) -> None:
    asked: list[dict[str, Any]] = []

    def refuse(route: Route) -> None:
        asked.append(json.loads(route.request.post_data or ""))
        route.fulfill(status=400, json={"code": "no-microphone", "message": "No microphone was found.", "remedy": "Plug one in."})

    page.set_viewport_size(SMALL)
    page.goto(f"{running.url}/overlay")
    form = page.get_by_role("form", name="Start a call")
    form.get_by_label("Client").fill(DANA)
    expect(form.get_by_label("When I hang up, I want")).to_have_value(PURPOSE)
    expect(form).to_contain_text(MARK)
    expect(form).to_contain_text("bring the samples")
    _is_sound(page, "small")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), "the smallest window holds it"
    page.route(re.compile("/api/calls$"), refuse)
    form.get_by_role("button", name="Start the call").click()
    expect(form).to_contain_text("No microphone was found.")
    (body,) = asked
    plan = Plan.model_validate(body["plan"])
    assert (body["kind"], body["source"]) == ("purpose", {"type": "devices", "mic": None, "far": None})
    assert (plan.client, plan.goal, plan.words) == (DANA, PURPOSE, ("Harbour Marine",))
    assert (plan.history or "").startswith("21 November 2026")


def test_a_running_call_without_a_goal_is_offered_one(running: Program, page: Page) -> None:
    overlay = Overlay(page, running.url).open(plan=Plan(client=DANA))
    goal = page.get_by_label("When I hang up, I want")
    expect(goal).to_have_value(PURPOSE)
    expect(goal).to_have_attribute("title", "From the call of Sat 21 Nov 2026")
    page.get_by_role("button", name="Take").click()
    expect(page.get_by_role("button", name="Take")).to_be_enabled()
    assert overlay.asked[-1] == ("PATCH", "/plan", {"goal": PURPOSE})


def test_the_plan_of_a_running_call_takes_what_was_agreed_with_its_client(running: Program, page: Page) -> None:
    overlay = Overlay(page, running.url).open(plan=Plan(goal="mine"))
    page.keyboard.press("g")
    form = page.get_by_role("form", name="Plan")
    form.get_by_label("Client").fill(DANA)
    page.wait_for_timeout(600)
    expect(form.get_by_label("When I hang up, I want")).to_have_value("mine")
    form.get_by_label("When I hang up, I want").fill("")
    form.get_by_label("Client").fill("")
    page.wait_for_timeout(600)
    form.get_by_label("Client").fill(DANA)
    expect(form.get_by_label("When I hang up, I want")).to_have_value(PURPOSE)
    form.get_by_role("button", name="Save the plan").click()
    expect(form).to_have_count(0)
    method, path, body = overlay.asked[-1]
    assert (method, path, body["client"], body["goal"]) == ("PATCH", "/plan", DANA, PURPOSE)
    assert body["history"].startswith("21 November 2026")


def test_another_device_asks_nothing_of_clients(running: Program, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/client" in request.url else None)
    overlay = Overlay(page, running.url).open(plan=Plan(client=DANA), more="&device=1")
    expect(page.get_by_label("When I hang up, I want")).to_have_value("")
    page.keyboard.press("g")
    overlay.page.get_by_role("form", name="Plan").get_by_label("Client").fill("Wes")
    page.wait_for_timeout(600)
    assert asked == []
    assert CALL in overlay.page.url
