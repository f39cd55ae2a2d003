"""Takes the pictures of the overlay in docs/, as its tests open it: `python -m scripts.picture_overlay`."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from playwright.sync_api import ViewportSize, expect, sync_playwright

from assistant.events import NoteAdded, Plan
from tests.needs import ROOT, chromium
from tests.web.conftest import FLAGS
from tests.web.program import program
from tests.web.test_overlay_panel import ANSWERS, CALL, LONG_ANSWER, SMALL, TALL, Overlay

GOAL = "a visit with two options before the lease ends"
PLAN = Plan(client="Joan Feldman, Puget Title", goal=GOAL, answers=ANSWERS)


def _talk(overlay: Overlay) -> None:
    overlay.say("client", 1.0, 6.0, "Puget Title, Joan speaking.")
    reason = "The lease on your two copiers ends in June, and I'd like to hear how they have been."
    overlay.say("rep", 6.5, 19.0, f"Joan, it's Sam at Larch Office. {reason}")
    overlay.say("client", 19.5, 34.0, "The big one's fine. The small one jams about twice a week, always when we're closing.")
    overlay.say("rep", 34.5, 44.0, "Twice a week, at closing. We've a smaller one that I could bring over.")
    overlay.say("client", 44.5, 48.0, "All right, well, I've got to run, Sam.")


def _next_step(overlay: Overlay) -> None:
    overlay.open(TALL, PLAN)
    _talk(overlay)
    overlay.tell(NoteAdded(call=CALL, at=49.0, seq=0, text="ask who signs for it", begun=36.0))
    overlay.prompt("Confirm the next step", "rescue", "confirm-next-step")


def _summarise(overlay: Overlay) -> None:
    overlay.open(SMALL, PLAN)
    _talk(overlay)
    overlay.prompt("Summarise what you heard", prompt="summarise-back")


def _answer(overlay: Overlay) -> None:
    overlay.open(SMALL, PLAN)
    _talk(overlay)
    overlay.prompt(LONG_ANSWER.partition(". ")[0] + ".", "answer", "answer-ready")


def _goal(overlay: Overlay) -> None:
    overlay.open(SMALL, Plan())
    overlay.prompt("What do you want agreed when you hang up?", prompt="set-goal")


def _menu(overlay: Overlay) -> None:
    _summarise(overlay)
    overlay.page.get_by_role("button", name="More").click()


PICTURES: tuple[tuple[str, ViewportSize, Literal["light", "dark"], Callable[[Overlay], None]], ...] = (
    ("overlay", TALL, "light", _next_step),
    ("overlay-tall-dark", TALL, "dark", _next_step),
    ("overlay-small-light", SMALL, "light", _summarise),
    ("overlay-small-dark", SMALL, "dark", _answer),
    ("overlay-goal", SMALL, "light", _goal),
    ("overlay-menu", SMALL, "light", _menu),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as data, program(Path(data)) as service, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, size, scheme, bring in PICTURES:
            page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
            overlay = Overlay(page, service.url)
            bring(overlay)
            if warning := page.get_by_role("button", name="Close this warning").all():
                warning[0].click()
            expect(overlay.card).to_be_visible()
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
