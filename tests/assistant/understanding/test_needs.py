"""Which needs were given back, and what tells a problem."""

import pytest

from assistant.events import Act, Evidence
from assistant.state import Turn, Utterance
from assistant.understanding.needs import summarises, tells_problem
from tests.assistant.prompts.acted import run

TWO_NEEDS = """
    R: What can I do for you? [ask-need]
    C: The oven board has died on us. [need] And we've no power in the marquee. [need]
"""


@pytest.mark.parametrize(
    ("reply", "given_back"),
    [
        ("R: So no oven, and nothing in the marquee. [reflect]", [True, True]),
        ("R: When did it go? [question]", [True, True]),
        ("R: An oven board, right. [other]", [True, False]),
        ("R: Oh dear, that's awful. [sympathy]", [False, False]),
        ("R: What's your account number? [question]", [False, False]),
        ("R: Could I come on Friday? [propose-next+question]", [False, False]),
    ],
)
def test_given_back(reply: str, given_back: list[bool]) -> None:
    state, _, _ = run(f"{TWO_NEEDS}{reply}\nC: Yes. [answer]", "service")
    assert [need.given_back for need in state.understanding.needs] == given_back


def test_a_question_much_later_is_about_something_else() -> None:
    later = "R: I see, I see. [sympathy]\nC: Yes, well. [other]\nR: That's hard on you. [sympathy]\nC: It is. [other]\nR: Where are you? [question]"
    state, _, _ = run(f"{TWO_NEEDS}{later}\nC: Home. [answer]", "service")
    assert [need.given_back for need in state.understanding.needs] == [False, False]


def test_a_problem_told_as_experience_is_a_need_once() -> None:
    state, _, _ = run("R: How's it been? [ask-experience]\nC: It jams every day. [experience+need] The rest is lovely. [experience]", "renewal")
    assert [need.text for need in state.understanding.needs] == ["It jams every day."]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("It jams on the card stock", True),
        ("Not marvellously", True),
        ("It's fine, but the wand spits", True),
        ("Nobody called", True),
        ("It hasn’t worked since May", True),
        ("It's been a godsend", False),
        ("I have no problem with it", False),
        ("Nothing wrong with it", False),
        ("I can't complain", False),
        ("We've never had any trouble", False),
    ],
)
def test_tells_a_problem(words: str, problem: bool) -> None:
    assert tells_problem(words) == problem


@pytest.mark.parametrize(
    ("words", "confidence", "given_back"),
    [
        ("What you get with us is a driver of your own, with a key.", 0.9, False),
        ("What you get with us is a board that lasts for years and years.", 0.9, True),
        ("So the whole lot is standing idle as it were, day in and day out.", 0.99, True),
    ],
)
def test_an_unsure_reflection_shares_something_with_what_was_told(words: str, confidence: float, given_back: bool) -> None:
    act = Act(act="reflect", evidence=Evidence(utterance="u1", quote=words), confidence=confidence)
    reply = Turn(number=2, side="rep", utterances=(Utterance("u1", "rep", 3.0, 6.0, words, final=True),), acts=(act,))
    assert summarises(reply, "The oven board has died on us") is given_back
