"""Offers to close an account, and what is none."""

import pytest

from assistant.events import Kind, PromptCleared, PromptShown
from tests.assistant.prompts.acted import outcomes, run, turns_shown

PROMPT = "never-offer-to-cancel"
DUE = [
    """
    C: Hello? [greeting]
    R: Hi, it's Ben at Flowmatic, [introduction] I see you've not ordered since May. [business] Shall I just close the account? [offer-to-cancel]
    C: Er, why? [question]
    """,
    """
    C: It's been a slow year. [experience]
    R: Right, right. [back-channel] Would you like us to take you off the books, then? [offer-to-cancel+closed-question]
    C: I don't know. [answer]
    """,
    """
    R: How's the alarm been? [ask-experience]
    C: Fine. [experience]
    R: Right. [back-channel] Do you want me to kill it? [offer-to-cancel]
    """,
]


@pytest.mark.parametrize("call", DUE)
@pytest.mark.parametrize("kind", ["purpose", "renewal", "relationship"])
def test_an_offer_to_cancel_is_no_good(call: str, kind: Kind) -> None:
    turn = max(number for number, line in enumerate(call.strip().splitlines(), start=1) if "[offer-to-cancel" in line)
    assert turns_shown(PROMPT, call, kind) == [turn]


def test_on_a_service_call_the_client_wants_something_of_the_rep() -> None:
    assert turns_shown(PROMPT, DUE[0], "service") == []


def test_it_is_shown_with_the_words_and_quotes_them() -> None:
    _, facts, _ = run("R: Shall I close the account? [offer-to-cancel] It's only sitting there, is what I mean to say. [business]\nC: Er. [other]")
    shown = next(fact for fact in facts if isinstance(fact, PromptShown))
    assert shown.evidence[0].quote == "Shall I close the account?"
    assert shown.at < 3.0


def test_what_the_client_asked_for_may_be_offered() -> None:
    assert not turns_shown(PROMPT, "C: I'd like to stop the contract. [ask-cancel]\nR: Shall I close it today? [offer-to-cancel]\nC: Yes. [accept]")
    call = "C: I want out. [ask-cancel]\nR: Why's that? [open-question]\nC: It's dear. [objection]\nR: Shall I close it, then? [offer-to-cancel]"
    assert not turns_shown(PROMPT, call)


def test_a_clients_question_is_no_offer() -> None:
    assert not turns_shown(PROMPT, "C: Can we kill the old order number? [offer-to-cancel]\nR: Yes. [answer]")


def test_a_yes_to_the_offer_does_not_excuse_it() -> None:
    assert turns_shown(
        PROMPT, "C: Hello? [greeting]\nR: Shall I close it? [offer-to-cancel]\nC: Yes, do, please. [ask-cancel]\nR: Fine. [accept]"
    ) == [2]


@pytest.mark.parametrize(
    "asks",
    ["How's it been working for you? [ask-experience]", "What would you need from us? [ask-need]", "What's changed over there? [open-question]"],
)
def test_asking_how_it_works_is_what_it_is_for(asks: str) -> None:
    assert outcomes(PROMPT, f"C: Hello? [greeting]\nR: Shall I close it? [offer-to-cancel]\nC: Er, well. [other]\nR: Sorry. [apology] {asks}") == [
        "done"
    ]


def test_asked_in_the_same_turn_too() -> None:
    assert outcomes(
        PROMPT, "R: Shall I close it? [offer-to-cancel] No, forget that. [other] How's it been? [ask-experience]\nC: Fine. [experience]"
    ) == ["done"]


def test_another_closed_question_is_not() -> None:
    call = "C: Hello? [greeting]\nR: Shall I close it? [offer-to-cancel]\nC: Er. [other]\nR: Is today all right? [closed-question]\nC: Yes. [answer]"
    assert outcomes(PROMPT, call) == ["lapsed"]


def test_it_stands_half_a_minute() -> None:
    _, facts, _ = run("R: Shall I close it? [offer-to-cancel]\n(40) C: Hello? Are you there? [hold]\nR: Yes. [answer]")
    (shown,) = [fact for fact in facts if isinstance(fact, PromptShown) and fact.prompt == PROMPT]
    (cleared,) = [fact for fact in facts if isinstance(fact, PromptCleared) and fact.prompt == PROMPT]
    assert (cleared.outcome, round(cleared.at - shown.at, 3)) == ("lapsed", 30.0)


def test_a_second_offer_brings_it_back_once() -> None:
    again = "C: It's fine. [experience]\n(35) R: Shall I close it, then? [offer-to-cancel]\n"
    assert turns_shown(PROMPT, "R: Shall I close it? [offer-to-cancel]\n" + again * 3) == [1, 3]
