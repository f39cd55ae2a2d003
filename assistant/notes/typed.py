"""What the rep wrote, in the notes: the notes typed during the call, and what the plan hoped for with whether it came.

These lines hold the rep's own words, which nobody said; their evidence is what was said at that moment, so that a click still leads there.
"""

from collections.abc import Iterator

from assistant.events import Evidence, Line, NextCommunication
from assistant.state import State, Utterance


def typed_lines(state: State) -> Iterator[Line]:
    """A line for every note typed during the call; none where nothing had been said yet, for a line without evidence is not written."""
    for note in state.typed:
        if (words := " ".join(note.text.split())) and (heard := _heard_at(state, note.begun)):
            yield Line(text=f"Rep noted: {words}", evidence=(heard,))


def hoped(state: State) -> str:
    """What the plan wished to have agreed; "" where it says nothing."""
    return " ".join((state.plan.goal or state.plan.next_step or "").split()).rstrip(".")


def plan_line(state: State, following: NextCommunication | None) -> Iterator[Line]:
    """What the plan hoped for, and whether a next step was agreed: the rep judges whether it is that one."""
    last = _heard_at(state, state.now)
    if (wish := hoped(state)) and last:
        came = "A next step was agreed." if following else "No next step was agreed."
        yield Line(text=f"Hoped for: {wish}. {came}", evidence=following.evidence if following else (last,))


def _heard_at(state: State, at: float) -> Evidence | None:
    """The words that were being said, or had last been said, at a moment; else the first that were."""
    said = [part for turn in state.turns for part in turn.utterances if part.text.strip()]
    before: list[Utterance] = [part for part in said if part.start <= at]
    found = max(before, key=lambda part: part.start, default=said[0] if said else None)
    return Evidence(utterance=found.id, quote=found.text.strip()) if found else None
