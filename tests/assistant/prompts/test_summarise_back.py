"""Needs told at length, and what the rep's next turn does with them."""

from typing import get_args

import pytest

from assistant.events import Kind, PromptShown
from tests.assistant.prompts.acted import outcomes, run, turns_shown

PROMPT = "summarise-back"

OPENING = """
    R: Parts desk, what can I do for you? [ask-need]
"""
NEED = "C: Two of the three lamps have packed in. [need] They go dim after a week and won't hold a charge. [need]"
TOLD = f"{OPENING}\n{NEED}\n"
PASSED_OVER = f"{TOLD}R: We've a lovely new chair in the showroom. [offer]\nC: A what? [question]\n"

DUE = {
    "an offer": "R: We've a lovely new chair in the showroom. [offer]",
    "a price": "R: The new ones are ninety each. [price]",
    "the contract": "R: Your contract is up in May, did you know? [contract]",
    "sympathy alone": "R: Oh no, that's awful, you poor thing. [sympathy]",
    "sympathy and an account number": "R: Oh dear me, how annoying. [sympathy] What's your account number? [question]",
    "a long tale that nobody has read": "R: The thing is we switched the desk over and now every ticket goes to New Jersey first. [other]",
    "a long tale that begins with a yes": "R: Right, yes, now the summer range is lovely, and there's four of them on a little stand. [accept]",
    "an account number": "R: Have you got an account number there? [closed-question]",
    "an address": "R: Ah no, you poor thing. [sympathy] And is it the same address you're at? [question]",
    "an address for the invoice, read as nothing": "R: Right, okay. [accept] And what's the best email for the invoice? [other]",
    "a bank": "R: And which bank are you with? [question]",
    "small talk": "R: How was the fishing on Sunday? [small-talk]",
    "a decision pressed for": "R: So shall I put you down for a new one? [press+closed-question]",
    "an offer to cancel in their words": "R: Do you want me to take the dim lamps off, then? [offer-to-cancel+closed-question]",
    "a visit, without a word about it": "R: Could I come and see you on Thursday? [propose-next]",
}

NOT_DUE = {
    "given back": "R: So two of the three have gone, after a week each. [reflect]",
    "given back with sympathy, then the account": "R: Oh no. [sympathy] Two out of three. [reflect] What's your account number? [question]",
    "repeated in their words": "R: Lamps that go dim after a week, right. [other]",
    "repeated while a visit is proposed": "R: I could look at those dim lamps on Thursday. [propose-next]",
    "named in a few words": "R: A whole week, eh. [other] I'll have one sent. [offer]",
    "asked about openly": "R: What happens when you charge them? [open-question]",
    "asked about": "R: Did you leave them on the stand? [closed-question]",
    "asked which": "R: Which two is it? [question]",
}


@pytest.mark.parametrize("reply", DUE.values(), ids=DUE)
def test_nothing_given_back(reply: str) -> None:
    assert turns_shown(PROMPT, f"{TOLD}{reply}\nC: Well, all right. [other]", "service") == [4]


@pytest.mark.parametrize("reply", NOT_DUE.values(), ids=NOT_DUE)
def test_given_back(reply: str) -> None:
    assert turns_shown(PROMPT, f"{TOLD}{reply}\nC: Well, all right. [other]", "service") == []


@pytest.mark.parametrize(
    "told",
    [
        "C: Our lamps don't work. [need]",
        "C: Tools in twenty minutes. [need] And a dry floor. [need]",
        "C: The lamps are dim. [need] It's a lovely day out there, isn't it just. [small-talk]",
        "C: Your lamps cost far too much. [objection] The others do them for half of that, I can tell you. [objection]",
        "C: Your lamps cost far too much. [need+objection] The others do them for half of that, I can tell you. [need+objection]",
        "C: I was on the boat all weekend. [small-talk] We caught nothing but a boot, and my wife laughed at me. [small-talk]",
        "C: The lamps have been a godsend. [experience] My whole team loves them, no trouble at all with any. [experience]",
        "C: Three lamps came and I put them by the stand. [work] I'm doing the back room first this month. [work]",
    ],
)
def test_what_is_no_need_at_length(told: str) -> None:
    assert turns_shown(PROMPT, f"{OPENING}\n{told}\nR: We've a lovely new chair in. [offer]\nC: I see. [other]") == []


def test_one_long_sentence_is_long() -> None:
    sentence = " and ".join(["the lamp at the back has gone dim again"] * 3)
    assert turns_shown(PROMPT, f"{OPENING}\nC: {sentence} [need]\nR: We've a lovely new chair. [offer]\nC: I see. [other]") == [4]


def test_trouble_told_as_experience() -> None:
    told = "C: It's been fine, mostly. [experience] But the left one's slow, and the wand leaks over everything. [experience]"
    assert turns_shown(PROMPT, f"{OPENING}\n{told}\nR: The new one's got a touchscreen. [offer]\nC: I see. [other]", "renewal") == [4]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do you repair them? [question]", "We do, in our own workshop. [answer]"),
        ("How much is a new one? [price]", "Ninety pounds. [price]"),
        ("Can you send somebody? [request]", "I can, tomorrow morning. [commitment]"),
        ("Please send somebody. [request]", "Will do, tomorrow morning. [commitment]"),
    ],
)
def test_answering_what_was_asked_is_not_going_on(question: str, answer: str) -> None:
    assert turns_shown(PROMPT, f"{OPENING}\n{NEED} {question}\nR: {answer}\nC: All right then. [accept]") == []


def test_asked_and_told_something_else() -> None:
    asked = f"{NEED} Do you repair them? [question]"
    assert turns_shown(PROMPT, f"{OPENING}\n{asked}\nR: Your contract is up in May. [contract]\nC: So? [question]") == [4]


@pytest.mark.parametrize("listening", ["Right. [back-channel]", "Bear with me. [hold]", "Oh no. [sympathy]", "OK. [accept]"])
def test_signs_of_listening_are_waited_past(listening: str) -> None:
    waited = f"{TOLD}R: {listening}\nC: So there you are. [other]\n"
    assert turns_shown(PROMPT, f"{waited}R: So two of three have gone. [reflect]\nC: Yes. [answer]") == []
    assert turns_shown(PROMPT, f"{waited}R: We've a lovely new chair. [offer]\nC: What? [question]") == [6]


@pytest.mark.parametrize("kind", get_args(Kind))
def test_on_its_kinds_only(kind: Kind) -> None:
    assert turns_shown(PROMPT, PASSED_OVER, kind) == ([] if kind == "relationship" else [4])


def test_it_rests_on_what_was_told_and_what_came_instead() -> None:
    (shown,) = [fact for fact in run(PASSED_OVER)[1] if isinstance(fact, PromptShown) and fact.prompt == PROMPT]
    assert [quote.utterance for quote in shown.evidence] == ["t2", "t2", "t3"]
    assert shown.evidence[-1].quote == "We've a lovely new chair in the showroom."


@pytest.mark.parametrize(
    ("rest", "outcome"),
    [
        ("R: Sorry, so two of them have gone after a week. [reflect]", "done"),
        ("R: Sorry, two lamps, both dim. [other]", "done"),
        ("R: It's blue. [offer]\nC: I don't want a chair at all, Mick. [objection] I want a lamp that stays on for a day. [need]", "lapsed"),
        ("R: It's blue. [offer]\nC: No. [decline]", "lapsed"),
    ],
)
def test_over(rest: str, outcome: str) -> None:
    assert outcomes(PROMPT, f"{PASSED_OVER}{rest}") == [outcome]


def test_the_clients_next_long_turn_ends_it() -> None:
    call = f"{TOLD}R: We've a lovely new chair in. [offer]\nC: I don't want a chair at all. [objection] I want a lamp that stays on. [need]\n"
    assert outcomes(PROMPT, f"{call}R: So a lamp, no chair. [reflect]\nC: Yes. [answer]") == ["lapsed"]
    assert outcomes(PROMPT, f"{call.replace(' I want a lamp that stays on. [need]', '')}R: So a lamp. [reflect]\nC: Yes. [answer]") == ["done"]


def test_another_need_passed_over_is_another_occasion() -> None:
    again = f"R: So two of three are gone. [reflect]\nC: Yes. [answer]\nR: Anything else? [ask-need]\n{NEED.replace('lamps', 'drills')}\n"
    assert turns_shown(PROMPT, f"{PASSED_OVER}{again}R: Your contract is up in May. [contract]\nC: So? [question]") == [4, 10]
