"""Solutions presented before a need was heard, and after."""

from typing import get_args

import pytest

from assistant.events import Kind, PromptShown
from tests.assistant.prompts.acted import outcomes, run, turns_shown

PROMPT = "needs-before-solution"

OPENING = """
    C: Housekeeping, Irina. [greeting]
    R: Hello, it's Danny from Whitecliff. [introduction] I'm calling about your sheets and towels. [purpose]
    C: Ah, yes, hello. [greeting]
"""
PITCH = f"""{OPENING}
    R: So it's two pounds eighty a set, washed and pressed. [price]
    C: I see, thank you. [other]
"""

DUE = {
    "a price": PITCH,
    "a product": f"{OPENING}\nR: We've just brought out a softer towel, it dries in half the time. [offer]\nC: I see. [other]",
    "after closed questions": f"""{OPENING}
        R: Do you do your own laundry? [closed-question]
        C: Some. [answer]
        R: We've a fifteen percent deal on this month. [offer]
        C: I see, thank you. [other]
        """,
    "after an objection, which is no need": f"""{OPENING}
        R: Do you do your own laundry? [closed-question]
        C: We're happy with who we have. [objection]
        R: We've a fifteen percent deal on this month. [offer]
        C: I see, thank you. [other]
        """,
    "after praise, which is no problem": f"""{OPENING}
        R: All right. [accept]
        C: The towels have been lovely, no trouble at all. [experience]
        R: We've a thicker one now at four pounds. [offer+price]
        C: I see, thank you. [other]
        """,
    "told to go on": f"{OPENING.replace('hello. [greeting]', 'go on. [accept]')}\nR: We've a softer towel now. [offer]\nC: I see. [other]",
    "asked for nothing": f"""{OPENING}
        R: We wash for hotels. [other]
        C: So? [question]
        R: We've a fifteen percent deal on this month. [offer]
        C: I see, thank you. [other]
        """,
    "echoed": f"""{OPENING}
        R: Shall I close the account? [other]
        C: Close the account? [question]
        R: We've a fifteen percent deal on this month. [offer]
        C: I see, thank you. [other]
        """,
    "asked who is calling": f"""{OPENING}
        R: Yes. [answer]
        C: Sorry, who did you say you were? [question]
        R: Whitecliff. [answer] We've a fifteen percent deal on this month. [offer]
        C: I see, thank you. [other]
        """,
    "with the purpose of another turn": f"""{OPENING}
        R: What we have this year is the Platinum towel. [offer+purpose]
        C: I see, thank you. [other]
        """,
    "after a grumble that was chat": f"""{OPENING.replace("Ah, yes, hello. [greeting]", "My knee's killing me, mind. [need+small-talk]")}
        R: We've a softer towel now. [offer]
        C: I see, thank you. [other]
        """,
    "in the turn of the purpose, in another sentence": """
        C: Housekeeping, Irina. [greeting]
        R: I'm calling about your towels. [purpose] We've a new one, three pounds a piece. [offer]
        C: I see, thank you. [other]
        """,
}
SHOWN_IN = [4, 4, 6, 6, 6, 4, 6, 6, 6, 4, 4, 2]

NOT_DUE = {
    "what they have already": f"{OPENING}\nR: We did two hotels for you last year. [offer]\nC: You did. [answer]",
    "what is on the books": f"{OPENING}\nR: There's that second contract, the one for the bar. [offer]\nC: There is. [answer]",
    "a number asked about": f"{OPENING}\nR: Are you still on the twenty percent? [closed-question+price]\nC: We are. [answer]",
    "a need was told": f"{OPENING}\nR: Yes. [answer]\nC: We're short of towels. [need]\nR: We've a softer one now. [offer]\nC: I see. [other]",
    "a problem was told": f"""{OPENING}
        R: Yes. [answer]
        C: The last ones came late every week. [experience]
        R: We've our own driver. [offer]
        C: I see. [other]
        """,
    "an open question was asked": f"""{OPENING}
        R: How do you manage the laundry? [open-question]
        C: The usual way. [answer]
        R: We've a softer towel now. [offer]
        C: I see. [other]
        """,
    "it was asked how it has been": f"""{OPENING}
        R: How have the towels been? [ask-experience]
        C: Fine. [experience]
        R: We've a softer one now. [offer]
        C: I see. [other]
        """,
    "the client asked for a price": f"{OPENING}\nR: Yes. [answer]\nC: What would a set cost? [price]\nR: Two eighty a set. [price]\nC: OK. [other]",
    "the client asked for something": f"{OPENING}\nR: Yes. [answer]\nC: Send me a list. [request]\nR: A set is two eighty. [price]\nC: OK. [other]",
    "the client asked about a product": f"""{OPENING}
        R: Yes. [answer]
        C: Do you do bath mats as well? [question]
        R: We do, they're two pounds each. [offer]
        C: I see. [other]
        R: And the first month is free. [offer]
        C: OK, thank you. [other]
        """,
    "the client had asked before the call": """
        C: Housekeeping, Irina. [greeting]
        R: I have the prices you asked for. [purpose] A set is two pounds eighty. [price]
        C: I see. [other]
        """,
    "in the sentence of the purpose": """
        C: Housekeeping, Irina. [greeting]
        R: I'm calling about our new towel, [purpose] it's the softest one there is. [offer]
        C: I see. [other]
        """,
    "in the sentence of the purpose, named first": """
        C: Housekeeping, Irina. [greeting]
        R: We've a softer towel out, [offer] that's why I'm calling. [purpose]
        C: I see. [other]
        """,
    "the purpose itself": "C: Housekeeping. [greeting]\nR: I'd like to offer you our new towel. [purpose+offer]\nC: I see. [other]",
    "the client names a price": f"{OPENING}\nR: Yes. [answer]\nC: We pay two pounds a set. [price]\nR: We'd be cheaper. [offer]\nC: OK. [other]",
}


@pytest.mark.parametrize(("call", "turn"), list(zip(DUE.values(), SHOWN_IN, strict=True)), ids=DUE)
def test_a_solution_without_a_need(call: str, turn: int) -> None:
    assert turns_shown(PROMPT, call) == [turn]


@pytest.mark.parametrize("call", NOT_DUE.values(), ids=NOT_DUE)
def test_left_alone(call: str) -> None:
    assert turns_shown(PROMPT, call) == []


@pytest.mark.parametrize("kind", get_args(Kind))
def test_on_its_kinds_only(kind: Kind) -> None:
    assert turns_shown(PROMPT, PITCH, kind) == ([4] if kind in ("purpose", "renewal") else [])


def test_it_is_due_with_the_words() -> None:
    (shown,) = [fact for fact in run(PITCH)[1] if isinstance(fact, PromptShown) and fact.prompt == PROMPT]
    assert shown.evidence[0].quote == "So it's two pounds eighty a set, washed and pressed."
    assert shown.latency_ms < 100


@pytest.mark.parametrize(
    ("rest", "outcome"),
    [
        ("R: Sorry, how do you manage at the moment? [open-question]", "done"),
        ("R: Right. [other]\nC: Our machine is broken, that's the trouble. [need]", "done"),
        ("R: And we throw in the bath mats. [offer]\nC: That's kind of you, but no. [decline]", "lapsed"),
    ],
)
def test_over_when_the_need_is_heard(rest: str, outcome: str) -> None:
    assert outcomes(PROMPT, f"{PITCH.rstrip()}\n{rest}") == [outcome]


def test_a_pitch_that_goes_on_is_one_occasion() -> None:
    more = "R: And there is another one with a blue border on it, and a green one with a white border for pools. [offer]\nC: I see, yes. [other]\n"
    assert turns_shown(PROMPT, f"{PITCH.rstrip()}\n{more * 4}") == [4]
