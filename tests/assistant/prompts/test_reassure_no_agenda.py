"""Asked what is wanted, on a call that wants nothing: both halves of the answer, one, or none."""

import pytest

from assistant.events import PromptShown
from tests.assistant.prompts.acted import outcomes, run, turns_shown

OPENING = """
C: Bell Ceramics. [greeting]
R: Hello, Jo, it's Ed from Millwell. [greeting+introduction]
C: Oh, Ed. What have we done? [ask-why]
"""
HALF = [
    "R: Not a thing, I don't need anything. [need-nothing]",
    "R: Nothing's broken. [other] How are you? [courtesy]",
    "R: What? [question] I've just had the best holiday of my life. [small-talk]",
    "R: Can a man not ring a friend? [dodge]",
    "R: Honestly, nothing. You came into my head this morning. [need-nothing+other]",
]
WHOLE = [
    "R: Not a thing, I need nothing. [need-nothing] How are you? [courtesy]",
    "R: Nothing at all. [need-nothing] And what are you all busy with? [ask-work]",
    "R: I'm after nothing, [need-nothing] I only wondered how you were getting on. [other]",
    "R: No bill, no order, [need-nothing] is your mother home yet? [small-talk]",
    "R: I want nothing, [need-nothing] I heard you'd been in the hospital. [small-talk]",
]


@pytest.mark.parametrize("answer", HALF)
def test_less_than_both_halves(answer: str) -> None:
    assert turns_shown("reassure-no-agenda", OPENING + answer + "\nC: I see. [other]", "relationship") == [5]


@pytest.mark.parametrize("answer", WHOLE)
def test_both_halves_reassure(answer: str) -> None:
    assert turns_shown("reassure-no-agenda", OPENING + answer + "\nC: Oh, that's kind. [thanks]", "relationship") == []


def test_the_client_is_waiting_for_an_answer() -> None:
    _, facts, _ = run(OPENING + HALF[0] + "\nC: I see. [other]", "relationship")
    (told,) = [fact for fact in facts if isinstance(fact, PromptShown)]
    assert (told.urgency, told.text) == ("answer", "Say you need nothing, and ask how they are")


def test_what_could_not_answer_is_not_the_answer() -> None:
    call = OPENING + "R: Sorry? [apology]\nC: What's wrong? [other]\n" + WHOLE[0] + "\nC: Fine. [courtesy-answer]"
    assert turns_shown("reassure-no-agenda", call, "relationship") == []


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        ("R: And how are you? [courtesy]", ["done"]),
        ("R: I've a list to get through. [other]", ["lapsed"]),
    ],
)
def test_the_missing_half_is_enough(after: str, outcome: list[str]) -> None:
    assert outcomes("reassure-no-agenda", OPENING + HALF[0] + "\nC: I see. [other]\n" + after, "relationship") == outcome


def test_nothing_at_all_is_enough_for_somebody_who_has_told_of_themselves() -> None:
    told = "C: Hi. [greeting]\nR: Hi, how are you? [courtesy]\n" + "C: The cat had kittens. [small-talk]\nR: How many? [small-talk]\n" * 2
    call = told + "C: What did you ring about, though? [ask-why]\nR: Not a thing. [need-nothing]\nC: Well, lovely. [thanks]"
    assert turns_shown("reassure-no-agenda", call, "relationship") == []


def test_on_other_calls_the_question_deserves_a_purpose() -> None:
    assert turns_shown("reassure-no-agenda", OPENING + HALF[3] + "\nC: I see. [other]", "purpose") == []
