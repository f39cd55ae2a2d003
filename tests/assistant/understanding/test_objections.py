"""Which prepared answer fits an objection."""

import pytest

from assistant.events import Answer, Plan
from assistant.understanding.objections import denies, fitting_answer

FITS = [
    ("too expensive", "That's a bit steep"),
    ("too expensive", "No, no, that's too much"),
    ("Your price is too high", "It's above our budget, I fear."),
    ("The price is too high compared with BigCo", "Och, that's awful dear"),
    ("no budget this year", "We, er, there's no budget for it"),
    ("the premium has gone up", "How much? I can't be finding another five hundred pound."),
    ("we already have a supplier", "We've got somebody already"),
    ("we already have a supplier", "I'm not switching providers"),
    ("your competitor is cheaper", "I can get it cheaper from another supplier"),
    ("three years is too long", "And three years won't fly"),
    ("you only ring when you want an order", "You mostly call when it's time for me to buy something"),
    ("need to think about it", "I'd have to sleep on it"),
    ("I have to ask my boss", "That goes to the plant manager"),
    ("no time", "It isn't a good time"),
    ("we do it in-house", "We do that ourselves"),
    ("tied in until June", "I'm locked into a contract till June"),
    ("we don't need it", "We don't need another one"),
    ("happy as we are", "We're quite happy, thank you"),
    ("another vendor is cheaper", "There's a fella out of Superior who's cheaper than that"),
    ("found it cheaper elsewhere", "And he's quoting thirty per cent less than you people"),
    ("another supplier is cheaper", "One party is giving me the same thing for twenty-seven"),
    ("the feed merchant is cheaper", "The feed merchant, he's a good bit under you"),
    ("happy with our present insurer", "We're all right where we are, to be honest"),
    ("the excess is too much", "You're having a laugh"),
]
FITS_NOT = [
    ("too expensive", "I don't have much time"),
    ("too expensive", "We're not interested in any selling, my dear."),
    ("too expensive", "It's not about the price."),
    ("too expensive", "I never said it was the money."),
    ("need to think about it", "I think you're wrong"),
    ("we already have a supplier", "I've already told you."),
    ("your competitor is cheaper", "It's a bit dear"),
    ("no time", "It can't be term time"),
    ("no budget this year", "It was a bad year for lambs"),
    ("happy as we are", "We are not as big as you are"),
    ("the feed merchant is cheaper", "And not too much of the salmon"),
    ("found it cheaper elsewhere", "Could the lad come a bit less often"),
    ("too expensive", "..."),
    ("...", "That's dear"),
]


def prepared(*objections: str) -> Plan:
    return Plan(answers=tuple(Answer(objection=objection, answer=f"to {objection}") for objection in objections))


@pytest.mark.parametrize(("objection", "words"), FITS)
def test_an_objection_in_other_words(objection: str, words: str) -> None:
    assert fitting_answer(prepared("it is too complicated", objection), words) == Answer(objection=objection, answer=f"to {objection}")


@pytest.mark.parametrize(("objection", "words"), FITS_NOT)
def test_another_matter(objection: str, words: str) -> None:
    assert fitting_answer(prepared(objection), words) is None


def test_the_one_that_fits_best() -> None:
    plan = prepared("the delivery is late and dear", "too dear", "dear")
    answer = fitting_answer(plan, "It's dear")
    assert answer is not None
    assert answer.objection == "too dear"


@pytest.mark.parametrize(
    "words", ["Budget is not the issue, I tell you", "That's not expensive at all", "It isn't the money", "I wouldn't say no to a look"]
)
def test_denied(words: str) -> None:
    assert denies(words)


@pytest.mark.parametrize("words", ["We have no budget", "It's not for us", "I'm not sure about the price", "We can't, the money isn't there"])
def test_not_denied(words: str) -> None:
    assert not denies(words)
