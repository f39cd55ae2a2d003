"""`reduce`: the next state of a call after a fact. Pure; derives every layer of the state from the one before it."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.events import (
    CallEnded,
    ErrorRaised,
    Fact,
    NoteAdded,
    PlanChanged,
    PromptCleared,
    PromptShown,
    SidesSwapped,
    SpeechCommitted,
    SpeechFinal,
    StageChanged,
    TurnUnderstood,
)
from assistant.prompts.board import after_cleared, after_shown
from assistant.state import SILENCING, State, Turn, Understanding
from assistant.turns import can_settle, end_all, end_by_silence, hear, readable
from assistant.understanding.fold import fold
from audio.side import Side


def reduce(state: State, event: Fact) -> State:
    """The state after `event`. Facts come in their order; their times never go back."""
    state = replace(state, seq=event.seq, now=max(state.now, event.at), unread=isinstance(event, SpeechCommitted))
    match event:
        case SpeechCommitted() | SpeechFinal():
            heard = hear(state, event)
            if not _grew(state, heard):
                return understand(heard)
            return replace(heard, unread=False) if heard.unread and not _is_unread(state, heard) else heard
        case TurnUnderstood():
            return understand(_read(state, event))
        case PromptShown():
            return replace(state, board=after_shown(state.board, event))
        case PromptCleared():
            return replace(state, board=after_cleared(state.board, event))
        case StageChanged():
            return replace(state, stage=event.stage)
        case PlanChanged():
            changed = replace(state, kind=event.kind, plan=event.plan)
            return changed if event.kind == state.kind else understand(_unread(changed))
        case SidesSwapped():
            return understand(mirrored(state))
        case NoteAdded():
            return replace(state, typed=(*state.typed, event))
        case ErrorRaised() if event.code in SILENCING:
            return replace(state, prompts_off=True, board=replace(state.board, waiting=()))
        case CallEnded():
            return replace(understand(end_all(state)), ended=True)
        case _:
            # Words put right among them: a call is judged by what was heard of it, and read anew from its beginning (`review/corrected.py`).
            return state


def _grew(before: State, after: State) -> bool:
    """Whether words were only added to turns that were there: what they mean is known when they are read, and nothing else has changed."""
    pairs = zip(before.turns[before.settled_turns :], after.turns[before.settled_turns :], strict=False)
    return len(before.turns) == len(after.turns) and all(
        one.side == other.side and one.back_channels == other.back_channels and len(one.utterances) == len(other.utterances) for one, other in pairs
    )


def _is_unread(before: State, after: State) -> bool:
    """Whether the words that were added to turns stand after the last clause boundary: none comes with them, and no word is taken back."""
    for one, other in zip(before.turns[before.settled_turns :], after.turns[after.settled_turns :], strict=True):
        if one is not other:
            for old, new in zip(one.utterances, other.utterances, strict=True):
                if old is not new and (not new.text.startswith(old.text) or readable(old) != readable(new)):
                    return False
    return True


def pass_time(state: State, now: float, silence: float) -> State:
    """The state at `now`: turns whose silence (`silence` seconds) has lasted have ended."""
    return understand(end_by_silence(replace(state, now=max(state.now, now)), silence))


def understand(state: State) -> State:
    """The state with its understanding derived anew from the turns that may still change."""
    understanding = state.settled
    for turn in state.turns[state.settled_turns :]:
        understanding = fold(understanding, turn, state.kind, state.date)
    return replace(state, understanding=understanding, unread=False)


def settle(state: State) -> State:
    """The state in which turns that can no longer change are marked so. Done once they have been read: a settled turn is not read again."""
    settled, count = state.settled, state.settled_turns
    if count == len(state.turns) or not can_settle(state, state.turns[count]):
        return state
    turns, acts = list(state.turns), dict(state.settled_acts)
    while count < len(turns) and can_settle(state, turns[count]):
        turns[count] = replace(turns[count], settled=True)
        settled = fold(settled, turns[count], state.kind, state.date)
        count += 1
        for name in {act.act for act in turns[count - 1].acts}:
            acts[name] = (*acts.get(name, ()), count)
    return understand(replace(state, turns=tuple(turns), settled=settled, settled_turns=count, settled_acts=acts))


def _read(state: State, event: TurnUnderstood) -> State:
    """The state with a turn's reading replaced."""

    def with_reading(turn: Turn) -> Turn:
        if turn.settled or turn.utterances[0].id not in event.utterances:
            return turn
        return replace(turn, acts=event.acts, confidence=event.confidence)

    changing = map(with_reading, state.turns[state.settled_turns :])
    return replace(state, turns=(*state.turns[: state.settled_turns], *changing))


OTHER: Mapping[Side, Side] = {"rep": "client", "client": "rep", "mixed": "mixed"}
"""The side across the line."""


def mirrored(state: State) -> State:
    """The state with every word given to the other side, to be understood again from the beginning."""

    def swap(turn: Turn) -> Turn:
        utterances = tuple(replace(held, side=OTHER[held.side]) for held in turn.utterances)
        heard = tuple(replace(held, side=OTHER[held.side]) for held in turn.back_channels)
        return replace(turn, side=OTHER[turn.side], utterances=utterances, back_channels=heard)

    still_open = tuple(replace(held, side=OTHER[held.side]) for held in state.open)
    return _unread(replace(state, turns=tuple(map(swap, state.turns)), open=still_open))


def _unread(state: State) -> State:
    """The state with its words as they are and nothing read of them yet."""
    turns = tuple(replace(turn, acts=(), settled=False, read="") for turn in state.turns)
    return replace(state, turns=turns, settled=Understanding(), settled_turns=0, settled_acts={})
