"""What is noticed while a call goes on: sides the wrong way round, a side that is not heard. On labelled calls nothing is noticed wrongly."""

import pytest

from assistant.events import Fact, Kind, SpeechFinal
from assistant.noticing import noticed
from assistant.reduce import pass_time
from assistant.script import CallScript, load_script
from assistant.state import State, begin
from assistant.text_driver import spoken
from audio.side import Side
from tests.needs import shared
from tests.timeline import CALL, final, heard, started

OPENINGS: dict[Kind, tuple[tuple[Side, str], ...]] = {
    "purpose": (
        ("client", "Hello, Dana speaking."),
        ("rep", "Hi Dana, it's Tom from Lark Printing. I'm ringing about the brochure you asked us to price."),
        ("client", "Oh yes, go on."),
    ),
    "service": (
        ("rep", "Lark Printing, Tom speaking, how can I help?"),
        ("client", "Hi, I need another two hundred of the blue folders, we've run out."),
        ("rep", "OK."),
    ),
}


def _call(kind: Kind, turns: tuple[tuple[Side, str], ...], *, swap: bool = False) -> State:
    facts: list[Fact] = []
    for number, (side, text) in enumerate(turns):
        who: Side = ("client" if side == "rep" else "rep") if swap else side
        facts.append(final(f"u{number}", who, number * 5.0, number * 5.0 + 4.0, text))
    return heard(facts, begin(started(kind)))


def _codes(state: State) -> list[str]:
    return [problem.code for problem in noticed(state)]


@pytest.mark.parametrize("kind", ["purpose", "service"])
def test_sides_the_wrong_way_round_are_noticed(kind: Kind) -> None:
    assert _codes(_call(kind, OPENINGS[kind], swap=True)) == ["sides-swapped?"]
    assert _codes(_call(kind, OPENINGS[kind])) == []


def _finals(script: CallScript, swap: bool) -> list[str]:
    """Everything noticed after any final of a script."""
    codes: list[str] = []
    state = begin(started(script.kind, script.plan))
    for fact in spoken(script, CALL):
        if isinstance(fact, SpeechFinal):
            side: Side = ("client" if fact.side == "rep" else "rep") if swap else fact.side
            state = heard([fact.model_copy(update={"side": side})], state)
            codes += _codes(state)
    return codes


def test_labelled_calls_are_not_taken_for_swapped_and_most_swapped_ones_are_noticed() -> None:
    scripts = [load_script(path) for path in sorted(shared("calls", "dev").glob("*.yaml"))]
    assert [script.id for script in scripts if _finals(script, swap=False)] == []
    assert sum("sides-swapped?" in _finals(script, swap=True) for script in scripts) >= len(scripts) / 2


def _one_side(side: Side, end: float, *others: SpeechFinal) -> State:
    state = heard([final("u1", side, 0.0, 35.0, "Hello? Hello, can you hear me?"), *others])
    return pass_time(state, end, 1.2)


@pytest.mark.parametrize(("speaks", "code"), [("rep", "client-unheard"), ("client", "rep-unheard")])
def test_a_side_that_is_never_heard_is_noticed_after_a_minute(speaks: Side, code: str) -> None:
    assert _codes(_one_side(speaks, 59.0)) == []
    assert _codes(_one_side(speaks, 61.0)) == [code]


def test_a_side_that_said_a_word_or_a_call_that_is_waited_in_is_not() -> None:
    assert _codes(_one_side("rep", 61.0, final("u2", "client", 36.0, 36.5, "Yes."))) == []
    assert _codes(pass_time(heard([final("u1", "rep", 0.0, 29.0, "I'm on hold.")]), 90.0, 1.2)) == []
