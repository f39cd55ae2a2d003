"""Pressing for a decision on the phone, and what is none."""

import pytest

from assistant.events import Kind
from tests.assistant.prompts.acted import outcomes, turns_shown

PROMPT = "offer-a-meeting"
OPENING = """
    C: Hello? [greeting]
    R: Hi, Stan, I'm calling about the rooftop units. [purpose] They're eighteen four apiece. [price]
"""
DUE = {
    "after an objection": "C: That's a lot. [objection]\nR: Can I put you down for all four today? [press]\nC: No. [decline]",
    "after nothing much": "C: Right. [other]\nR: So is it a yes or a no? [press] I've only got the two left. [offer]\nC: Er. [other]",
    "a yes taken back": "C: Sounds good. [accept]\nR: Lovely. [other]\nC: No, hang on, it's dear. [objection]\nR: Just say yes now. [press]",
    "while the client wants to meet": "C: Come by Thursday. [propose-next]\nR: Why wait? Shall I sign you up now? [press]\nC: No. [decline]",
    "after the rep gave up a meeting": "C: OK. [other]\nR: I could come by Thursday, [propose-next] but can't you just decide now? [press]",
    "a yes to something else": "C: Are they the new ones? [question]\nR: They are. [answer]\nC: Fine. [accept]\nR: So yes or no? [press]",
    "a but, which is no yes": "C: Yeah, but the last one broke. [accept]\nR: Shall I sign you up now? [press]\nC: No. [decline]",
    "twice": "C: Er. [other]\nR: So do I have your yes? [press] Can we call it done today? [press+propose-next]\nC: No. [decline]",
    "with what is done once it is decided": "C: OK. [other]\nR: Shall I put you down, [press] and get it booked? [propose-next]\nC: No. [decline]",
    "a yes about the contract": "C: Er. [other]\nR: Is it up in May? [contract]\nC: It is, yes. [accept]\nR: Can I sign you up? [press]",
    "with a time of its own": "C: OK. [other]\nR: Can you decide by noon today? [press+propose-next]\nC: No. [decline]",
}
NOT_DUE = {
    "the client says yes": "C: Yes, we'll have them. [accept]\nR: Grand, shall I sign you up now? [press]\nC: Do. [accept]",
    "the client said yes before": "C: Yes, we'll have them. [accept]\nR: To Mill Lane? [question]\nC: Yes. [answer]\nR: Sign you up now? [press]",
    "the client orders": "C: Put us down for two. [request]\nR: Shall I do it right now? [press]\nC: Please. [accept]",
    "or a meeting": "C: That's a lot. [objection]\nR: Can you decide today, [press] or shall I come by on Thursday? [propose-next]",
    "or a later talk": "C: Er. [other]\nR: Yes or no? [press] Or have a think, and I'll ring you Friday. [commitment]\nC: Ring me. [accept]",
    "no pressing": "C: That's a lot. [objection]\nR: There's no rush to decide. [other]\nC: Good. [other]",
    "the client's own": "C: Can you decide today if I can have them at fifteen? [press]\nR: I'd have to ask. [vague-next]",
}


@pytest.mark.parametrize("call", DUE.values(), ids=list(DUE))
@pytest.mark.parametrize("kind", ["purpose", "renewal"])
def test_pressing_is_no_good(call: str, kind: Kind) -> None:
    turn = 2 + next(number for number, line in enumerate(call.splitlines(), start=1) if "[press" in line)
    shown = turns_shown(PROMPT, OPENING + call, kind)
    assert shown in ([turn], [turn + 1])  # once the words are final


@pytest.mark.parametrize("call", NOT_DUE.values(), ids=list(NOT_DUE))
def test_what_is_no_pressing(call: str) -> None:
    assert turns_shown(PROMPT, OPENING + call) == []


@pytest.mark.parametrize("kind", ["service", "relationship"])
def test_other_kinds_are_left_alone(kind: Kind) -> None:
    assert turns_shown(PROMPT, OPENING + DUE["after an objection"], kind) == []


@pytest.mark.parametrize(
    ("then", "outcome"),
    [
        ("R: Fair enough. [other] Could I come by on Thursday? [propose-next]", "done"),
        ("R: Fair enough. [other] I'll ring you on Thursday. [commitment]", "done"),
        ("R: I'll be in touch, then. [vague-next]", "done"),
        ("R: OK. [other]\nC: Couldn't you come by and look at them? [propose-next]", "done"),
        ("R: OK. [other]\nC: Let me think about it. [vague-next]\n(15) R: Hello? [hold]", "lapsed"),
        ("R: It's a very good price, though. [offer]", "lapsed"),
    ],
)
def test_a_meeting_or_a_later_talk_is_what_it_is_for(then: str, outcome: str) -> None:
    assert outcomes(PROMPT, OPENING + DUE["after an objection"] + "\n" + then) == [outcome]


def test_pressing_again_brings_it_back_once() -> None:
    again = "\nR: Go on, say yes now. [press]\n(15) C: No. [decline]"
    assert len(turns_shown(PROMPT, OPENING + DUE["after an objection"] + again * 3)) == 2
