"""What is noticed of a call as it goes on that the user should know at once: sides the wrong way round, a side that is not heard. Pure."""

from collections.abc import Iterable

from assistant.state import State, Utterance
from assistant.understanding.swapped import FIRST_TURNS, seems_swapped
from audio.problem import Problem
from audio.side import Side

SILENT_SECONDS = 60.0
"""Seconds of a call in which a side that is there has said something, a greeting at least."""
SPOKEN_SECONDS = 30.0
"""Seconds of the other side's speech that show that the call is being held, not waited in."""

SWAPPED = Problem(
    "sides-swapped?",
    "The two sides seem to be the wrong way round: what is heard as the client sounds like the rep.",
    "If so, choose “Swap sides” on the overlay.",
)


def noticed(state: State) -> list[Problem]:
    """What the call, as it now stands, gives reason to say; each of them is worth saying once. Asked whenever words have become final."""
    found: list[Problem] = []
    if not {"rep", "client"} <= set(state.tracks):
        return found  # said at its start
    if 2 <= len(state.turns) <= FIRST_TURNS and seems_swapped(state):
        found.append(SWAPPED)
    return [*found, *(_unheard(side) for side in ("rep", "client") if _is_unheard(state, side))]


def _is_unheard(state: State, side: Side) -> bool:
    # The side that is heard is so from its first words on: a long call is not looked through at every final.
    if state.now < SILENT_SECONDS or any(utterance.side == side for utterance in _utterances(state)):
        return False
    return sum(utterance.end - utterance.start for utterance in _utterances(state)) >= SPOKEN_SECONDS


def _utterances(state: State) -> Iterable[Utterance]:
    """Everything said so far, and what is being said now."""
    for turn in state.turns:
        yield from turn.utterances
        yield from turn.back_channels
    yield from state.open


def _unheard(side: Side) -> Problem:
    who, where = (
        ("you", "the microphone that was chosen, and that it is not muted") if side == "rep" else ("the client", "where the other side is heard")
    )
    return Problem(
        f"{side}-unheard",
        f"Nothing has been heard from {who} for a minute; prompts can't be relied on.",
        f"The call goes on and is recorded. Look at {where}; the next call can be started with another (callcue devices lists them).",
    )
