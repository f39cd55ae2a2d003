"""Takes the pictures of the review in docs/, as its tests open it: `python -m scripts.picture_review`."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import ViewportSize, expect, sync_playwright

from assistant.events import Commitment, Evidence, Line, NextCommunication, Notes
from audio.side import Side
from tests.needs import ROOT, chromium
from tests.web.conftest import FLAGS
from tests.web.program import program
from tests.web.test_review_page import Sheet, put_call

SIZE = ViewportSize(width=1280, height=860)
TURNS: tuple[tuple[Side, str], ...] = (
    ("client", "Puget Title, Joan speaking."),
    ("rep", "Joan, it's Sam at Larch Office. The lease on your two copiers ends in June, and I'd like to hear how they have been."),
    ("client", "The big one's fine. The small one jams about twice a week, always when we're closing. We print maybe 18,400 pages a month on it."),
    ("rep", "So it jams twice a week, at closing, and you print 18,400 pages a month. What does that cost you?"),
    ("client", "Half an hour each time. And the toner is too expensive, we pay 320 dollars a month."),
    ("rep", "I could bring over a smaller one that takes the thick paper, the Larch 4471-B. It is 290 dollars a month with toner."),
    ("client", "Can you send me the numbers for that? And Tuesday at ten works. I'll ask Phil to be there, he signs for it."),
    ("rep", "The numbers tomorrow morning, and two options on Tuesday at ten. And how was the sailing trip with your daughter?"),
    ("client", "Oh, it was lovely, we went all the way up to Orcas. She starts college in the fall."),
)


def _line(text: str, utterance: str, quote: str) -> Line:
    return Line(text=text, evidence=(Evidence(utterance=utterance, quote=quote),))


NOTES = Notes(
    discussed=(
        _line("The lease on the two copiers ends in June.", "u2", "The lease on your two copiers ends in June"),
        _line("The small one jams about twice a week, always at closing, and costs half an hour each time.", "u3", "jams about twice a week"),
        _line("They print 18,400 pages a month on it and pay 320 dollars a month for toner.", "u3", "We print maybe 18,400 pages a month"),
    ),
    proposed=(_line("The Larch 4471-B at 290 dollars a month with toner.", "u6", "the Larch 4471-B. It is 290 dollars a month with toner"),),
    commitments=(
        Commitment(text="Send the numbers tomorrow morning.", side="rep", evidence=(Evidence(utterance="u8", quote="The numbers tomorrow morning"),)),
        Commitment(
            text="Ask Phil, who signs for it, to be there.", side="client", evidence=(Evidence(utterance="u7", quote="I'll ask Phil to be there"),)
        ),
    ),
    personal=(_line("Sailed up to Orcas with her daughter, who starts college in the fall.", "u9", "we went all the way up to Orcas"),),
    next=NextCommunication(
        purpose="Choose one of two copiers for the small one.",
        what="Visit with two options",
        who="rep",
        when="Tuesday at ten",
        date="2026-11-24T10:00",
        evidence=(Evidence(utterance="u7", quote="Tuesday at ten works"),),
    ),
)


def _editing(sheet: Sheet) -> None:
    """A line is typed into, the words it rests on beside it."""
    sheet.line("Discussed 2").click()
    sheet.press("End", "Backspace")
    sheet.type(", Joan says.")
    sheet.saved()


def _putting_right(sheet: Sheet) -> None:
    """A line has gone, a name is put right."""
    sheet.line("Discussed 1").click()
    sheet.press("Control+Shift+Backspace")
    sheet.saved()
    sheet.transcript.locator("[data-utterance=u7]").evaluate(
        """element => {
            const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
            const from = text.data.indexOf("Phil");
            getSelection().setBaseAndExtent(text, from, text, from + 4);
            element.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
        }"""
    )
    expect(sheet.transcript.get_by_role("textbox", name="What was said")).to_be_focused()
    sheet.type("Bill")


PICTURES: tuple[tuple[str, Literal["light", "dark"], Callable[[Sheet], None]], ...] = (
    ("review-light", "light", _editing),
    ("review-dark", "dark", _putting_right),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as data, program(Path(data)) as service, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, scheme, bring in PICTURES:
            page = browser.new_page(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce")
            bring(Sheet(page, service, put_call(Path(data), NOTES, turns=TURNS, sound=True)).open())
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
