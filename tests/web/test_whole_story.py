"""A rep's whole way in a real browser: plan, call, draft, put right, approved, sent off, and the next call that begins with its purpose."""

import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.web.program import Program, program
from web.sample import SAMPLES

CLIENT = "Carol Jensen, Island Charters"
PURPOSE = "Agree the delivery of the life jackets"
TYPED = "Carol wants the orange ones again."
LONG = 120_000
"""Milliseconds until a call of a minute and a half has been heard on a slow machine."""


@pytest.fixture
def running(data: Path) -> Iterator[Program]:
    with program(data) as started:
        yield started


def test_from_a_plan_to_the_plan_of_the_next_call(running: Program, page: Page, tmp_path: Path) -> None:
    page.goto(running.url)
    form = page.get_by_role("region", name="New call")
    form.get_by_label("Client", exact=True).fill(CLIENT)
    form.get_by_label("When I hang up, I want…").fill("a date for the delivery")
    # A recording stands for the phone, which this machine has not.
    form.get_by_text("Recording", exact=True).click()
    form.locator("input[type=file]").set_input_files(SAMPLES / "sample.opus")
    form.get_by_role("button", name="Replay", exact=True).click()

    expect(page.get_by_role("heading", name=CLIENT, level=1)).to_be_visible(timeout=LONG)
    notes = page.get_by_role("region", name="Notes")
    expect(notes.get_by_role("heading", name="Discussed")).to_be_visible(timeout=LONG)
    expect(notes.get_by_label("Time", exact=True)).to_have_value("09:00")

    page.keyboard.press("e")
    first = notes.get_by_role("textbox", name="Discussed 1", exact=True)
    expect(first).to_be_focused()
    drafted = first.input_value()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type(TYPED)
    notes.get_by_role("textbox", name="Purpose of the next communication", exact=True).fill(PURPOSE)
    page.keyboard.press("Control+Enter")
    expect(notes.get_by_text(re.compile(r"Approved \w"))).to_be_visible(timeout=LONG)

    page.get_by_role("button", name="Export").click()
    menu = page.get_by_role("dialog", name="Export this call")
    with page.expect_download() as saving:
        menu.get_by_role("link", name="Markdown").click()
    told = saving.value.path().read_text("utf-8")
    assert all(words in told for words in (CLIENT, drafted, TYPED, PURPOSE))
    with page.expect_download() as saving:
        menu.get_by_role("link", name="Calendar").click()
    (event,) = icalendar.Calendar.from_ical(saving.value.path().read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart").hour == 9
    page.keyboard.press("Escape")

    page.get_by_role("link", name="Calls", exact=True).click()
    form.get_by_label("Client", exact=True).fill("carol jensen, island charters")
    expect(form.get_by_label("When I hang up, I want…")).to_have_value(PURPOSE)
