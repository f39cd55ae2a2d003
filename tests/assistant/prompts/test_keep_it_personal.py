"""Business brought up on calls that have no agenda, asked for and unasked."""

import pytest

from tests.assistant.prompts.acted import outcomes, turns_shown

OPENING = """
C: Hello? [greeting]
R: Una, it's Sam, [greeting+introduction] I want nothing, I only wondered how you are. [need-nothing+courtesy]
C: Oh, that's kind, we're grand, the lambs are out. [courtesy-answer+small-talk]
"""
PITCHES = [
    "R: Lovely. [small-talk] While I'm on, we've a new wire in at ten percent off. [offer]",
    "R: Ha. [back-channel] It's fourteen pounds a roll this month. [price]",
    "R: Grand. [small-talk] Your agreement's up in March, by the way. [contract]",
    "R: Nice. [small-talk] I'm ringing about your renewal. [purpose]",
]
LEFT_ALONE = [
    "R: Lovely, and how's your mother? [small-talk]",
    "R: I'm not ringing about any order, mind. [need-nothing+purpose]",
    "R: I could bring you a tray of eggs when I pass. [offer]",
    "R: You've had a time with that roof. [business]",
    "R: I rang to hear how your mother is. [purpose]",
]


@pytest.mark.parametrize("line", PITCHES)
def test_business_brought_up_unasked(line: str) -> None:
    assert turns_shown("keep-it-personal", OPENING + line, "relationship") == [4]


def test_an_offer_to_cancel_is_business_too() -> None:
    """It has a prompt of its own, as urgent as this one and before it."""
    call = (
        OPENING
        + "R: Good. [small-talk] Shall I close that old account of yours? [offer-to-cancel]\nC: Er, what account would that be now? [question]"
    )
    assert turns_shown("keep-it-personal", call + " I'd forgotten all about it. [other]", "relationship") == [5]


@pytest.mark.parametrize("line", LEFT_ALONE)
def test_what_is_no_pitch(line: str) -> None:
    assert turns_shown("keep-it-personal", OPENING + line + "\nC: Yes. [answer]", "relationship") == []


@pytest.mark.parametrize("asked", ["Have you any wire left? [request]", "What's the wire now? [price]", "We're short of posts. [need]"])
def test_not_once_the_client_brought_business_up(asked: str) -> None:
    call = OPENING + f"R: Lovely. [small-talk]\nC: {asked}\nR: We've a new wire in, ten pounds a roll. [offer+price]"
    assert turns_shown("keep-it-personal", call, "relationship") == []


def test_not_what_answers_a_question() -> None:
    call = OPENING + "R: Lovely. [small-talk]\nC: And is the new wire any good? [question]\nR: It's the best yet. [answer+offer]"
    assert turns_shown("keep-it-personal", call, "relationship") == []


def test_asking_what_is_wanted_brings_up_no_business() -> None:
    call = "C: Hello? [greeting]\nR: Hi, it's Sam. [introduction]\nC: Do I owe you money? [ask-why]\nR: No, but we've a new wire in. [offer]"
    assert 4 in turns_shown("keep-it-personal", call, "relationship")


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("R: Forget I said it. How's your mother? [small-talk]\nC: She's well. [small-talk]", ["done"]),
        ("R: Sorry, that was habit, forget it. [apology]", ["done"]),
        ("R: It ends on Friday, so shall I put you down? [press]", ["lapsed"]),
        ("R: It's only that the warehouse is asking me. [business]", ["lapsed"]),
    ],
)
def test_it_is_done_when_the_next_turn_is_not_business(reply: str, outcome: list[str]) -> None:
    call = OPENING + PITCHES[0] + "\nC: Oh. I see. [other]\n" + reply
    assert outcomes("keep-it-personal", call, "relationship") == outcome


def test_it_comes_back_once_for_another_pitch() -> None:
    again = "\nC: Ah. [other]\nR: Sorry, how are the lambs? [apology+small-talk]\nC: Fat. [small-talk]\n" + PITCHES[1]
    assert len(turns_shown("keep-it-personal", OPENING + PITCHES[0] + again + again, "relationship")) == 2


def test_on_other_calls_a_pitch_is_none_of_its_matter() -> None:
    assert turns_shown("keep-it-personal", OPENING + PITCHES[0], "purpose") == []
