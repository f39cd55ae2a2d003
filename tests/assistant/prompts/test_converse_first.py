"""Renewals that begin with the contract, and those that begin with the client."""

from typing import get_args

import pytest

from assistant.events import Kind
from tests.assistant.prompts.acted import outcomes, turns_shown

PROMPT = "converse-first"

DUE = {
    "in the first turn after the greeting": """
        C: Hello, Ana speaking. [greeting]
        R: Hello, Ana, [greeting] it's Bo from Fitwell. [introduction]
        C: Hello. [greeting]
        R: Your agreement is up in May and I have the form here. [contract]
        C: Right, OK then. [accept]
        """,
    "in the greeting turn itself": """
        C: Hello. [greeting]
        R: Morning, [greeting] it's Bo, about your agreement, it ends in May. [introduction+contract]
        C: Does it now, I had no idea. [other]
        """,
    "an administrative question": """
        C: Hello. [greeting]
        R: Hi, it's Bo at Fitwell. [introduction]
        C: Hi there. [greeting]
        R: Is the sort code still the same one? [contract]
        C: It is, I think. [answer]
        """,
    "a courtesy and getting through to the person are the greeting": """
        C: Front desk. [greeting]
        R: Hello, could I speak to Ana? [introduction]
        C: One moment. [hold]
        R: Thank you. [thanks]
        C: Ana here. [introduction]
        R: Ana, hello, it's Bo. [introduction] How are you? [courtesy]
        C: Very well, and you? [courtesy-answer]
        R: I'm well, thanks. [courtesy-answer] Now, your lease runs out on Friday, so I'm calling. [purpose+contract]
        C: Oh, does it. [other]
        """,
    "the contract is what the purpose names": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction] I'm calling about your policy, it's due on the first. [purpose]
        C: Oh, right, let me sit down. [other]
        """,
    "asked what it is about": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction]
        C: What's this about? [ask-why]
        R: Your contract, it ended on Friday. [purpose+contract]
        C: Did it, now. [other]
        """,
}
SHOWN_IN = [5, 3, 5, 9, 3, 5]

NOT_DUE = {
    "asked how it has been in the same turn": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction]
        C: Hello. [greeting]
        R: Your agreement is up in May, [contract] but first, how has the alarm been? [ask-experience]
        C: Not bad at all. [experience]
        """,
    "asked before": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction] How has the alarm been this year? [ask-experience]
        C: Sorry, which alarm? [question]
        R: Good. Your agreement is up in May. [contract]
        C: OK then. [accept]
        """,
    "told before": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction]
        C: Oh, the alarm people, it's been going off all night. [experience]
        R: Your agreement is up in May. [contract]
        C: I know that. [answer]
        """,
    "the client raised it": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction]
        C: Isn't our agreement about up? [contract]
        R: It is, it's up in May. [contract]
        C: I thought so. [answer]
        """,
    "the client guessed it": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction]
        C: Is this about the renewal? [ask-why]
        R: It is, the old one ends in May. [contract]
        C: I thought so. [answer]
        """,
    "the client came with business of theirs": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction]
        C: Good, I've been meaning to stop the thing. [ask-cancel]
        R: Your agreement runs to May. [contract]
        C: Does it. [other]
        """,
    "later than the first turn after the greeting": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction] How are you? [courtesy]
        C: Fine, and you? [courtesy-answer]
        R: Grand, did you see that match last night? [small-talk]
        C: I did, what a game. [small-talk]
        R: Now, I'm calling because your lease runs out on Friday. [purpose+contract]
        C: Oh, does it, I would have said it had another year to go, but there you are. [other]
        """,
    "a purpose of asking how it has been": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction] I'd love to hear how the phones have been before the renewal comes up. [purpose]
        C: Go ahead. [accept]
        R: Thanks. [thanks]
        C: Well then. [other]
        """,
    "another purpose": """
        C: Hello. [greeting]
        R: Hello, it's Bo. [introduction] I'm calling about your survey results. [purpose]
        C: Oh, good. [accept]
        R: They're very good. [business]
        C: I'm glad. [other]
        """,
}

CONTRACT_FIRST = DUE["in the greeting turn itself"]


@pytest.mark.parametrize(("call", "turn"), list(zip(DUE.values(), SHOWN_IN, strict=True)), ids=DUE)
def test_the_contract_before_the_client(call: str, turn: int) -> None:
    assert turns_shown(PROMPT, call, "renewal") == [turn]


@pytest.mark.parametrize("call", NOT_DUE.values(), ids=NOT_DUE)
def test_left_alone(call: str) -> None:
    assert turns_shown(PROMPT, call, "renewal") == []


@pytest.mark.parametrize("kind", [kind for kind in get_args(Kind) if kind != "renewal"])
def test_on_renewals_only(kind: Kind) -> None:
    assert turns_shown(PROMPT, CONTRACT_FIRST, kind) == []


@pytest.mark.parametrize(
    ("rest", "outcome"),
    [
        ("R: Sorry, first, how has it been for you? [ask-experience]", "done"),
        ("R: Yes. [answer]\nC: That machine has been a godsend, you know. [experience]", "done"),
        ("R: So shall I post the form to you? [contract]\nC: Do that. [accept]", "lapsed"),
    ],
)
def test_over_when_it_is_asked_or_told(rest: str, outcome: str) -> None:
    assert outcomes(PROMPT, f"{CONTRACT_FIRST.rstrip()}\n{rest}", "renewal") == [outcome]
