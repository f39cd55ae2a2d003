"""Talks without an agenda that go well, and whether the client's work has come up."""

import pytest

from tests.assistant.prompts.acted import outcomes, turns_shown

OPENING = """
C: Hello, Bell Ceramics. [greeting]
R: Jo, it's Ed, I need nothing, how are you? [introduction+need-nothing+courtesy]
"""
WELL = "C: The cat had kittens on the bed. [small-talk]\nR: No! How many? [small-talk]\n"
NAME = "ask-what-they-are-working-on"


def test_after_four_turns_that_go_well() -> None:
    assert turns_shown(NAME, OPENING + WELL * 5, "relationship") == [10]


def test_not_before() -> None:
    assert turns_shown(NAME, OPENING + WELL * 3, "relationship") == []


def test_answering_the_phone_is_not_among_the_four() -> None:
    """However it is done: a name alone may be read as anything."""
    assert turns_shown(NAME, OPENING.replace("Hello, Bell Ceramics. [greeting]", "Kessler. [other]") + WELL * 3, "relationship") == []


def test_turns_before_they_were_told_that_nothing_is_needed_are_not_among_the_four() -> None:
    call = OPENING.replace("I need nothing, how are you? [introduction+need-nothing+courtesy]", "how are you? [introduction+courtesy]")
    asked = "C: What do you want? [ask-why]\nR: Nothing, you crossed my mind. [other]\n"
    doubts = "C: My name. You sure? [other]\nR: I don't need a thing from you, how's the cat? [need-nothing+small-talk]\n"
    assert turns_shown(NAME, call + asked + doubts + WELL * 3, "relationship") == []
    assert turns_shown(NAME, call + asked + doubts + WELL * 5, "relationship") == [14]


@pytest.mark.parametrize("turn", ["What do you want? [ask-why]", "Mm-hm. [back-channel]", "Here we go, a pitch. [objection]", "Two boxes. [detail]"])
def test_suspicion_silence_and_business_are_not_among_the_four(turn: str) -> None:
    call = OPENING + f"C: {turn}\nR: I need nothing, how are you? [need-nothing+courtesy]\n" + WELL * 3
    assert turns_shown(NAME, call, "relationship") == []


@pytest.mark.parametrize(
    "mention",
    [
        "C: We're glazing a whole hotel. [work]\nR: Goodness. [small-talk]\n",
        "C: Fine. [courtesy-answer]\nR: What are you working on? [ask-work]\n",
    ],
)
def test_not_where_it_was_mentioned(mention: str) -> None:
    assert turns_shown(NAME, OPENING + mention + WELL * 5, "relationship") == []


def test_not_while_they_say_goodbye() -> None:
    call = OPENING + WELL * 3 + "C: Anyway, that's the kettle, I'd better go. [must-go]\nR: Bye, Jo. [goodbye]\nC: Lovely to hear you. [thanks]"
    assert turns_shown(NAME, call, "relationship") == []


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("R: And what's on your bench? [ask-work]", ["done"]),
        ("R: Ha. [small-talk]\nC: I'm firing forty tiles today. [work]", ["done"]),
        ("R: Ha, poor cat. [small-talk]", ["lapsed"]),
    ],
)
def test_it_is_done_when_it_is_asked_or_told(line: str, outcome: list[str]) -> None:
    assert outcomes(NAME, OPENING + WELL * 3 + "C: Five of them. [small-talk]\n" + line, "relationship") == outcome


def test_only_on_calls_without_an_agenda() -> None:
    assert turns_shown(NAME, OPENING + WELL * 5, "purpose") == []
