"""Rows of closed questions, and what breaks or does not count towards them."""

from typing import get_args

import pytest

from assistant.events import Kind, PromptShown
from tests.assistant.prompts.acted import outcomes, run, turns_shown

PROMPT = "ask-open-question"

OPENING = """
    C: Facilities. [greeting]
    R: Hi, I'm calling about the rooftop units. [purpose]
    C: OK. [accept]
"""
ROW = f"""{OPENING}
    R: Are they still the old Carriers? [closed-question]
    C: They are, yes. [answer]
    R: And are they past fifteen years? [closed-question]
    C: About that. [answer]
    R: Do you have a service contract? [closed-question]
    C: We do, yes. [answer]
"""
TWO_IN_A_TURN = f"""{OPENING}
    R: Are they still the old Carriers? [closed-question]
    C: They are, yes. [answer]
    R: Are they past fifteen years? [closed-question] Do you have a service contract? [closed-question]
    C: We do, yes. [answer]
"""


def _with_third(question: str) -> str:
    return ROW.replace("Do you have a service contract? [closed-question]", question)


def test_the_third_in_a_row() -> None:
    assert turns_shown(PROMPT, ROW) == [8]
    assert turns_shown(PROMPT, ROW, "renewal") == [8]


def test_two_in_one_turn_are_two() -> None:
    assert turns_shown(PROMPT, TWO_IN_A_TURN) == [6]


def test_one_that_goes_on_with_another_is_none_of_its_own() -> None:
    assert turns_shown(PROMPT, TWO_IN_A_TURN.replace("Do you have a service contract?", "All of them?")) == []


def test_it_rests_on_the_three_and_is_due_with_the_third() -> None:
    (shown,) = [fact for fact in run(ROW)[1] if isinstance(fact, PromptShown) and fact.prompt == PROMPT]
    assert [quote.utterance for quote in shown.evidence] == ["t4", "t6", "t8"]
    assert shown.latency_ms < 100


@pytest.mark.parametrize("open_one", ["open-question", "ask-need", "ask-experience", "ask-work"])
def test_an_open_one_between_begins_anew(open_one: str) -> None:
    between = f"R: And how are they running? [{open_one}]\nC: Hot. [answer]\n    R: Do you"
    assert turns_shown(PROMPT, ROW.replace("R: Do you", between)) == []


def test_asking_in_one_word_how_it_has_been_is_closed() -> None:
    assert turns_shown(PROMPT, ROW.replace("[closed-question]", "[ask-experience+closed-question]")) == turns_shown(PROMPT, ROW)


@pytest.mark.parametrize(
    "question",
    [
        "How are you, by the way? [courtesy]",
        "Am I speaking to the manager? [introduction]",
        "Does Tuesday suit you for a visit? [closed-question+propose-next]",
        "So it's four units, is it? [closed-question+reflect]",
        "How many of them are there? [question]",
        "Is it nice weather over there? [closed-question+small-talk]",
    ],
)
def test_questions_that_count_neither_way(question: str) -> None:
    assert turns_shown(PROMPT, _with_third(question)) == []
    after = "R: Do you own the building? [closed-question]\nC: We do. [answer]"
    assert turns_shown(PROMPT, f"{_with_third(question).rstrip()}\n{after}") == [10]


def test_the_clients_questions_do_not_count() -> None:
    assert turns_shown(PROMPT, ROW.replace("C: About that. [answer]\n    R:", "C:")) == []


@pytest.mark.parametrize("kind", [kind for kind in get_args(Kind) if kind not in ("purpose", "renewal")])
def test_on_its_kinds_only(kind: Kind) -> None:
    assert turns_shown(PROMPT, ROW, kind) == []


def test_over_when_an_open_question_is_asked() -> None:
    assert outcomes(PROMPT, f"{ROW.rstrip()}\nR: And how do they get through a summer? [open-question]\nC: Badly. [need]") == ["done"]
    assert outcomes(PROMPT, ROW) == ["lapsed"]


def test_a_row_that_goes_on_is_one_occasion() -> None:
    more = "R: Is it old? [closed-question]\nC: (sighs) Yes. [answer]\n" * 4
    assert turns_shown(PROMPT, f"{ROW.rstrip()}\n{more.replace('(sighs) ', 'Well, let me think about that for a good long while now. ')}") == [8]


def test_another_row_after_an_open_question_is_another() -> None:
    again = "R: How do they run? [open-question]\nC: Hot. [answer]\n" + "R: Is it old? [closed-question]\nC: Yes. [answer]\n" * 3
    assert turns_shown(PROMPT, f"{ROW.rstrip()}\n{again}") == [8, 16]
