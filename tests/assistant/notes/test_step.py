"""The next step in readable words: what is to be done, what for, by whom and when."""

import pytest

from assistant.events import Kind, NextCommunication
from tests.assistant.notes.calls import notes_of


def step(text: str, kind: Kind = "purpose") -> NextCommunication:
    """The next step of a call that has one."""
    found = notes_of(text, kind).next
    assert found is not None
    return found


def test_what_is_done_and_what_for_are_told_apart() -> None:
    found = step("""R: I'm calling about the gloves. How do they hold? | C: They tear when we pull them on.
        | R: Could I come by on Wednesday at ten with two boxes, and let your people try them? | C: Wednesday at ten is good.""")
    assert found.what == "come by with two boxes"
    assert found.purpose == "Let the client's people try them."
    assert (found.who, found.date) == ("rep", "2026-03-11T10:00")


def test_what_the_client_called_about_is_the_purpose_where_the_step_does_not_say() -> None:
    found = step(
        """R: Cold Rooms, Pat. | C: Hello, Lee here. I need a new door for the freezer before the weekend.
        | R: My fitter will be with you tomorrow at nine.
        | C: Tomorrow at nine, perfect.""",
        "service",
    )
    assert found.purpose == "About a new door for the freezer."
    assert found.what == "Their fitter will be with the client"
    assert found.when == "tomorrow at nine"


def test_a_visit_comes_before_a_message() -> None:
    found = step("""R: I'm calling about the lease. Could I visit you on Tuesday at two? | C: Tuesday at two, yes.
        | R: I'll send the invitation this morning.
        | C: Fine, thanks.""")
    assert "visit the client" in (found.what or "")
    assert found.when == "on Tuesday at two"


def test_the_client_may_be_the_one_to_act() -> None:
    found = step("R: I'm calling about the samples. Could you ring me on Friday at ten? | C: Yes, Friday at ten is fine.")
    assert found.who == "client"
    assert found.what == "ring the rep"


def test_words_of_goodbye_are_not_the_step() -> None:
    found = step("""R: I'm calling about the roof. | C: It leaks over the loading bay. | R: I'll bring the surveyor on Monday at eight.
        | C: Monday at eight, good.
        | R: See you on Monday. | C: See you Monday.""")
    assert "bring the surveyor" in (found.what or "")
    assert found.date == "2026-03-09T08:00"


@pytest.mark.parametrize(
    "text",
    [
        "R: I'm calling about the roof. | C: We have no money this year. | R: I'll be in touch. | C: Fine. Bye.",
        "R: I'm calling about the roof. Can I put you down for the whole of it today? | C: Today? No. No, not today. | R: Okay. Bye.",
        "R: I'm calling about the roof. I could come sometime next week. | C: Let me think about it. Bye.",
    ],
)
def test_no_step_is_said_to_be_none(text: str) -> None:
    assert notes_of(text, "purpose").next is None


def test_the_time_stands_beside_what_is_done_and_not_in_it() -> None:
    found = step("R: I'm calling about Lee. Can I bring him in tomorrow at three, after lunch? | C: Tomorrow at three, yes, all right.")
    assert found.what == "bring him in, after lunch"
    assert (found.when or "").lower() == "tomorrow at three"
