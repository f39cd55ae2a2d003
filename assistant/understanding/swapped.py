"""Whether the two sides of a call are the wrong way round: the "rep" answers like a client, and the "client" like a rep.

The first turns are read twice by phrases, as attributed and the other way round. What only one side does in a call of this kind (says what it
is for, asks why; answers the phone) is counted in both readings. On 94 labelled calls by four authors none was taken for swapped, and of the
same calls with their sides swapped 54 were noticed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.events import ActName, Kind
from assistant.reduce import mirrored
from assistant.state import State, Turn
from assistant.understanding.rules_reader import PhraseReader
from audio.side import Side

FIRST_TURNS = 8
"""Later ones are left out of account: each side has by then taken up what the other said, offers and asks in its words."""
_LEAD = 2
"""How many more turns must tell with the sides swapped than as they are."""
_SURE = 0.7
"""Confidence from which an act tells."""
_SHORT = 3
"""Words of an answer to the phone that says no name: "Hello?"."""
_CALLING: Mapping[Side, frozenset[ActName]] = {
    "rep": frozenset({"purpose", "vague-purpose", "press", "dodge", "need-nothing"}),
    "client": frozenset({"ask-why"}),
}
"""What tells a side where the rep calls."""
_CALLED: Mapping[Side, frozenset[ActName]] = {"rep": frozenset({"ask-need"}), "client": frozenset({"need", "request"})}
"""What tells a side where the client calls."""

_READER = PhraseReader()


def seems_swapped(state: State) -> bool:
    """Whether the turns so far clearly tell that each side is the other. Pure; to be asked again as long as there are no more than `FIRST_TURNS`."""
    began = replace(state, turns=state.turns[:FIRST_TURNS])
    return _telling(mirrored(began)) - _telling(began) >= _LEAD


def _telling(state: State) -> int:
    """How many turns do what only their side does."""
    turns = _read(state)
    acts = _CALLED if state.kind == "service" else _CALLING
    telling = sum(any(act.act in acts.get(turn.side, ()) and act.confidence >= _SURE for act in turn.acts) for turn in turns)
    return telling + bool(turns and _answers_the_phone(turns[0], state.kind))


def _read(state: State) -> Sequence[Turn]:
    """The turns with their acts, by phrases alone: both ways round are read alike."""
    for at, turn in enumerate(state.turns):
        read = replace(turn, acts=_READER.read(state, turn).acts)
        state = replace(state, turns=(*state.turns[:at], read, *state.turns[at + 1 :]))
    return state.turns


def _answers_the_phone(first: Turn, kind: Kind) -> bool:
    called = "rep" if kind == "service" else "client"
    return first.side == called and (first.does("introduction") or ("?" in first.text and len(first.text.split()) <= _SHORT))
