"""Objections that the plan has an answer for, and those that it has none for."""

import pytest

from assistant.events import Answer, Kind, Plan, PromptCleared, PromptShown
from tests.assistant.prompts.acted import outcomes, run, turns_shown

PROMPT = "answer-ready"
PLAN = Plan(
    goal="a first order",
    answers=(
        Answer(objection="too expensive", answer="Spread it over the season: under 40 a month."),
        Answer(objection="we already have a supplier", answer="Keep them. Try us on {one} box."),
        Answer(objection="no time for this", answer="Ten minutes, and I'll fill it in."),
    ),
)
DEAR = """
    R: It's four hundred for the year. [price]
    C: Four hundred? That's well over our budget, that is. [objection]
    R: I know it sounds a lot. [sympathy] Could we spread it? [offer]
    C: Go on, then. [accept]
"""


def texts(call: str, plan: Plan = PLAN, kind: Kind = "purpose") -> list[str]:
    return [fact.text for fact in run(call, kind, plan)[1] if isinstance(fact, PromptShown) and fact.prompt == PROMPT]


@pytest.mark.parametrize("kind", ["purpose", "service", "renewal", "relationship"])
def test_the_answer_itself_is_shown(kind: Kind) -> None:
    assert texts(DEAR, kind=kind) == ["Spread it over the season: under 40 a month."]


def test_the_client_waits_for_it() -> None:
    state, facts, _ = run(DEAR, "purpose", PLAN)
    (shown,) = [fact for fact in facts if isinstance(fact, PromptShown) and fact.prompt == PROMPT]
    assert (shown.urgency, shown.due, shown.at) == ("answer", state.turns[1].end, state.turns[1].end)
    assert shown.evidence[0].quote == "Four hundred? That's well over our budget, that is."
    assert shown.why == 'They raise what you prepared for: "too expensive".'


def test_it_is_shown_with_the_words() -> None:
    _, facts, _ = run(
        "C: That's too dear. [objection] And I'll tell you what else there is to say about your firm. [other]\nR: Yes? [question]", plan=PLAN
    )
    assert next(fact.at for fact in facts if isinstance(fact, PromptShown) and fact.prompt == PROMPT) < 2.0


def test_an_answer_is_shown_as_written() -> None:
    assert texts("C: We've got somebody for that already. [objection]\nR: Fine. [accept]") == ["Keep them. Try us on {one} box."]


@pytest.mark.parametrize(
    "call",
    [
        "C: I don't trust you people. [objection]\nR: No? [question]",
        "C: It's not about the price. [objection]\nR: No? [question]",
        "C: What does it cost? [price]\nR: Four hundred. [price]",
        "R: That's too expensive for you, I suppose. [objection]\nC: No. [answer]",
        "C: We need a better supplier. [need]\nR: Right. [other]",
    ],
)
def test_nothing_else_is_answered(call: str) -> None:
    assert texts(call) == []


def test_a_plan_without_answers_has_none() -> None:
    assert texts(DEAR, Plan(goal="a day")) == []
    assert texts(DEAR, Plan(goal="a day", answers=(Answer(objection="no room for it", answer="It folds."),))) == []


def test_the_words_of_the_turn_may_say_what_the_objection_is_about() -> None:
    assert texts("C: No, no, come on. [objection] Not in this year's budget. [other]\nR: I see. [other]") == [PLAN.answers[0].answer]


def test_it_is_over_when_the_rep_has_answered() -> None:
    state, facts, _ = run(DEAR, "purpose", PLAN)
    (cleared,) = [fact for fact in facts if isinstance(fact, PromptCleared) and fact.prompt == PROMPT]
    assert cleared.outcome == "lapsed"
    assert state.turns[3].start < cleared.at <= state.turns[3].start + 0.4


def test_a_sign_of_listening_is_no_answer() -> None:
    call = "C: That's too dear. [objection]\nR: I see, I see. [back-channel]\nC: It is, you know. [other]\nR: Could we spread it? [offer]"
    _, facts, _ = run(call, "purpose", PLAN)
    (cleared,) = [fact for fact in facts if isinstance(fact, PromptCleared) and fact.prompt == PROMPT]
    assert cleared.at > 6.0


def test_it_stands_twenty_seconds() -> None:
    _, facts, _ = run("C: That's too dear. [objection]\n(25) R: Sorry, I was cut off. [apology]", "purpose", PLAN)
    shown, cleared = [fact.at for fact in facts if isinstance(fact, PromptShown | PromptCleared) and fact.prompt == PROMPT]
    assert cleared - shown == pytest.approx(20.0)


def test_each_objection_gets_its_own_answer() -> None:
    call = """
    C: That's too dear. [objection]
    R: Could we spread it? [offer]
    C: We've got a supplier. [objection]
    R: Try a box. [offer]
    C: I've no time for it. [objection]
    R: It takes ten minutes. [offer]
    """
    assert texts(call) == [answer.answer for answer in PLAN.answers]


def test_two_in_one_breath_follow_each_other() -> None:
    call = "C: That's too dear, [objection] and we've got a supplier. [objection]\n(6) R: I see what you mean there. [answer]"
    assert texts(call) == [PLAN.answers[0].answer, PLAN.answers[1].answer]


def test_the_same_objection_brings_it_back_once() -> None:
    assert turns_shown(PROMPT, "C: That's too dear. [objection]\nR: Could we spread it? [offer]\n" * 4, plan=PLAN) == [1, 3]


def test_there_is_no_tick_for_it() -> None:
    assert outcomes(PROMPT, "C: That's too dear. [objection]\nR: Spread it over the season. [offer]\nC: Well. [other]", plan=PLAN) == ["lapsed"]
