"""Which of the steps agreed are steps, and when they are, as fully as it was said."""

import pytest

from assistant.notes.plans import plans_agreed
from assistant.notes.sentences import sentences_of
from assistant.understanding.when import agree
from tests.assistant.understanding.calls import run

DATE = "2026-03-04T10:00"


def plans(text: str) -> list[tuple[str, str | None]]:
    """(when, date) of every step agreed in a call."""
    state = run(text, "purpose")[0]
    return [(plan.when, plan.date) for plan in plans_agreed(state, sentences_of(state))]


def test_the_fullest_way_a_time_was_named() -> None:
    found = plans(
        "R: I'm calling about the boiler. Could I come by on Thursday? | C: Thursday is fine. | R: So Thursday at two, then. | C: Yes, good."
    )
    assert ("Thursday at two", "2026-03-05T14:00") in found


def test_the_end_of_a_day_is_not_the_day() -> None:
    found = plans("R: I'm calling about the order. I'll email you the confirmation by the end of today. | C: Perfect, thanks.")
    assert [when for when, _ in found] == ["by the end of today"]


@pytest.mark.parametrize(
    "text",
    [
        "R: I'm calling about paper. I can do it for nine ninety a box right now. | C: Okay. | R: Good. Bye.",
        "R: I'm calling to go over the contract that ends on Friday. | C: Yes, fine. | R: Good.",
        "R: I'm calling about paper. | C: Send me something. | R: Okay, bye.",
    ],
)
def test_no_step_at_all(text: str) -> None:
    assert plans(text) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Thursday", "Thursday at two", True),
        ("at two", "Thursday at two", True),
        ("Thursday at two", "Thursday at three", False),
        ("Thursday", "Friday", False),
        ("Thursday", "at two", False),
    ],
)
def test_times_that_can_be_the_same(one: str, other: str, same: bool) -> None:
    assert agree(one, other, DATE) is same
