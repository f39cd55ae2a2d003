"""Words of leaving that do not end a call: said to somebody else, while the other is asked to wait, or at the beginning."""

import pytest

from assistant.events import Fact
from assistant.judge import judge
from assistant.script import CallScript, ScriptTurn
from assistant.state import State
from assistant.text_driver import drive
from tests.timeline import started

OPENING = ("C: Hello, Playhouse.", "R: Hi, it's Kim at Farrow's, I'm calling about the lamps for the spring show.")


def ended(*turns: str) -> State:
    says = tuple(ScriptTurn(who="rep" if turn[0] == "R" else "client", say=turn[3:]) for turn in turns)
    told: list[Fact] = []
    return drive(CallScript(id="x", kind="purpose", turns=says), judge(), started(), told.extend)


@pytest.mark.parametrize(
    "turn",
    [
        "C: Oh, good. Hang on, I've got to let the carpenter go. Bye, Rick! OK, sorry.",
        "C: Hold on, I've got to run to the cold room. One moment.",
        "C: Sorry, one sec. I'll let you go in a minute, Sipho! Sorry about that.",
        "C: Cheers, that'd be handy.",
        "C: OK, ta. And what's the price?",
    ],
)
def test_the_call_goes_on(turn: str) -> None:
    assert ended(*OPENING, turn, "R: No problem.").understanding.closing is None


@pytest.mark.parametrize(
    "turn",
    [
        "C: Hang on, I've got the list here. Oh, that's my boss on the other line, I'll have to go. I'll ring you back.",
        "C: Right, I've got to run.",
        "C: OK, cheers, bye.",
    ],
)
def test_the_call_is_ended(turn: str) -> None:
    assert ended(*OPENING, turn, "R: OK.").understanding.closing is not None


def test_not_keeping_somebody_long_is_how_calls_begin() -> None:
    assert (
        ended("C: Hello?", "R: Hi, it's Kim at Farrow's, I won't keep you. I'm calling about the lamps.", "C: Go on.").understanding.closing is None
    )


@pytest.mark.parametrize("answer", ["Yeah, good, good.", "Not bad, busy.", "Good, thanks."])
def test_an_answer_to_a_courtesy_is_no_second_round(answer: str) -> None:
    state = ended("C: Hello, Sue speaking.", "R: Hi Sue, it's Martin from Tallybook. You all right?", "C: Not bad, thanks. You?", f"R: {answer}")
    assert not any(turn.does("small-talk") for turn in state.turns)
