"""A call script driven through the core: its words become facts at the times FORMAT gives them, without sound or weights."""

from collections.abc import Callable, Iterator, Sequence

from assistant.conductor import Conductor, error_raised
from assistant.core import Core
from assistant.events import CallStarted, Fact, PlaybookRef, SideShare, SpeechCommitted, SpeechFinal, SpokenWord
from assistant.script import CallScript, TimedTurn, timed_turns
from assistant.state import State
from assistant.understanding.values import find_values
from audio.problem import Problem


def beginning(script: CallScript, playbook: PlaybookRef) -> CallStarted:
    """How a call begins that is judged from a script as it is, and stored nowhere."""
    return CallStarted(
        call=script.id,
        at=0.0,
        seq=1,
        kind=script.kind,
        plan=script.plan,
        date=script.date.isoformat(timespec="minutes"),
        tracks=("rep", "client"),
        weights=None,
        playbook=playbook,
    )


def drive(script: CallScript, core: Core, started: CallStarted, tell: Callable[[Sequence[Fact]], None], problem: Problem | None = None) -> State:
    """Runs a whole script as fast as it will go and gives the state the call ended in. `problem`: what to say in it as it begins."""
    conductor = Conductor(core, started, tell)
    if problem is not None:
        conductor.take(error_raised(started.call, started.at, problem))
    facts = sorted(spoken(script, started.call), key=lambda fact: fact.at)
    for fact in facts:
        conductor.take(fact)
    end = facts[-1].at if facts else 0.0
    sides = {turn.who for turn in script.turns}
    coverage = SideShare(rep=1.0 if "rep" in sides else None, client=1.0 if "client" in sides else None)
    conductor.end(end, end, coverage)
    return conductor.state


def spoken(script: CallScript, call: str) -> Iterator[Fact]:
    """The speech facts of a script, turn by turn; turns may overlap in time."""
    for turn in timed_turns(script):
        yield from _spoken_turn(turn, call)


def _spoken_turn(turn: TimedTurn, call: str) -> Iterator[Fact]:
    name = f"t{turn.number}"
    text = ""
    words: list[SpokenWord] = []
    yield SpeechCommitted(call=call, at=turn.start, seq=0, utterance=name, side=turn.who, start=turn.start, end=turn.start, text="")
    for word in turn.words:
        text = f"{text} {word.text}".lstrip()
        words.append(SpokenWord(text=word.text, start=word.start, end=word.end, p=1.0))
        yield SpeechCommitted(call=call, at=word.end, seq=0, utterance=name, side=turn.who, start=turn.start, end=word.end, text=text)
    yield SpeechFinal(
        call=call,
        at=turn.end,
        seq=0,
        utterance=name,
        side=turn.who,
        start=turn.start,
        end=turn.end,
        text=text,
        words=tuple(words),
        values=find_values(text),
        latency_ms=0.0,
    )
