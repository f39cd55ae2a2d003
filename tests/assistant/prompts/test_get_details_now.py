"""Clients who are called away in the middle of asking for something, with more or less of it known."""

import pytest

from assistant.events import PromptShown
from tests.assistant.prompts.acted import outcomes, run, turns_shown

OPENING = """
R: Tideway, Gareth. What can I do for you? [greeting+ask-need]
"""
GO = "C: Oh, that's the harbour master. [other] I've got to run. [must-go]\n"
LACKING = [
    "C: Can you rush a couple of bits out to me? [request]\nR: Of course, which? [question]\n",
    "C: I need blocks. [request]\nR: Blocks, no bother. [reflect]\n",
    "C: Could you do me some of that dry one? [request]\nR: The Bandol, of course. [accept]\n",
    "C: I need somebody down here. [request]\nR: Where's the leak? [question]\n",
    "C: I'm gonna need a mess of tubes. [need]\nR: Tubes, sure. [accept]\n",
    "C: Can somebody look at the pump? [request]\nR: We'll look at it. [accept]\n",
    "C: Can you send us a quotation for guards? [request]\nR: Of course. [accept]\n",
    "C: I need blocks by Friday. [request]\nR: Of course. [accept]\n",
    "C: I want some of that cod in, for the weekend, cos there's the gala on the links. [request]\nR: Big cod, no bother. [accept]\n",
    "C: You might price me another machine. [request]\nR: I could do that. [accept]\n",
    "C: Can you send us a quotation for guards? [request]\nR: That one we can do. [accept]\n",
    "C: I need you to work me up a price on those. [request]\nR: Of course. [accept]\n",
    "C: It's three floors. [other] Send me a quotation, let me carry it to the board. [request]\nR: Okay. [accept]\n",
    "C: I need a collection today, a pallet, going up north. [request]\nR: It's wrapped? [question]\n",
]
KNOWN = [
    "C: Can you send me twelve blocks? [request]\nR: Twelve, yes. [accept]\n",
    "C: I need blocks. [request]\nR: How many? [question]\nC: The same as last time. [answer]\nR: Right. [accept]\n",
    "C: I need blocks. [request]\nR: How many? [question]\nC: Forty. [detail]\nR: Forty. [reflect]\n",
    "C: I need blocks. [request]\nR: Twenty again? [question]\nC: Yes. [answer]\nR: Right. [accept]\n",
    "C: I'm after the eight hundreds, two of them. [need] Could you send them? [request]\nR: Of course. [accept]\n",
    "C: Put it on there. [request]\nR: Right. [accept]\n",
    "C: Can you send me the invoice again? [request]\nR: I can. [accept]\n",
    "C: I need somebody down here tomorrow at nine. [request]\nR: Of course. [accept]\n",
    "C: I need blocks. [request]\nR: I'll bring forty on Friday at ten. [commitment]\nC: Friday at ten's fine. [accept]\nR: Good. [accept]\n",
    "C: We need to talk about the roof. [need]\nR: Oh, no. [sympathy]\n",
    "C: The roof's leaking. [need]\nR: Oh, no. [sympathy]\n",
]
NAME = "get-details-now"


@pytest.mark.parametrize("asked", LACKING)
def test_called_away_before_it_is_known(asked: str) -> None:
    assert turns_shown(NAME, OPENING + asked + GO + "R: Go on, then. [closing]", "service") == [4]


@pytest.mark.parametrize("asked", KNOWN)
def test_nothing_is_missing(asked: str) -> None:
    assert turns_shown(NAME, OPENING + asked + GO + "R: Go on, then. [closing]", "service") == []


@pytest.mark.parametrize(
    "away",
    [
        "C: I've got to get the door, [must-go] hold on. [hold]\n",
        "C: Hang on, [hold] I've got to get the door. [must-go]\n",
        "C: Hold on a wee minute. [hold]\n",
        "C: I'd have to run that by my boss. [vague-next]\n",
    ],
)
def test_hold_on_is_not_going(away: str) -> None:
    assert turns_shown(NAME, OPENING + LACKING[1] + away + "R: No rush. [hold]", "service") == []


def test_hang_on_and_then_going_is_going() -> None:
    away = "C: Hang on, it's the registrar. [hold] I'll have to go, love. [must-go]\n"
    assert turns_shown(NAME, OPENING + LACKING[1] + away + "R: Go on. [closing]", "service") == [4]


def test_the_same_as_before_is_no_number_where_none_was_asked_for() -> None:
    which = "R: The folding ones, or the beech? [question]\nC: The beech, the same as before. [answer]\nR: Right. [accept]\n"
    assert turns_shown(NAME, OPENING + "C: I need cots. [request]\n" + which + GO + "R: Go on, then. [closing]", "service") == [6]


def test_a_time_that_is_not_meant_is_none() -> None:
    call = OPENING + "C: I need sand, but not today. [request]\nR: No sand today. [reflect]\n" + GO.replace("Oh", "Aw") + "R: Aye. [closing]"
    assert turns_shown(NAME, call.replace("sand,", "lintels,"), "service") == [4]


def test_why_says_what_is_missing() -> None:
    _, facts, _ = run(OPENING + LACKING[1] + GO + "R: Go on. [closing]", "service")
    (told,) = [fact for fact in facts if isinstance(fact, PromptShown) and fact.prompt == NAME]
    assert (told.why, told.urgency) == ("They have to go, and you don't know how many and by when.", "rescue")
    assert [quote.quote for quote in told.evidence] == ["I've got to run.", "I need blocks."]


@pytest.mark.parametrize(
    ("asked", "given", "outcome"),
    [
        (LACKING[1], "R: How many? [question]\nC: Forty. [answer]", "done"),
        (LACKING[0], "R: Which? [question]\nC: Two pumps. [detail]", "done"),
        (LACKING[-1], "R: Where? [question]\nC: LS9 7DT. [detail]", "done"),
        (LACKING[1], "R: Go on, then. [other]\nC: Bye. [goodbye]", "lapsed"),
    ],
)
def test_it_is_done_when_the_details_are_given(asked: str, given: str, outcome: str) -> None:
    assert outcomes(NAME, OPENING + asked + GO + given, "service")[-1] == outcome


def test_on_a_purpose_call_too_and_on_no_other() -> None:
    call = OPENING + LACKING[2] + GO + "R: Go on. [closing]"
    assert turns_shown(NAME, call, "purpose") == [4]
    assert turns_shown(NAME, call, "renewal") == turns_shown(NAME, call, "relationship") == []
