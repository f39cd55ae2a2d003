"""Turns assembled from utterances: who holds the floor, when a turn ends, and when no word of it can change any more.

A turn ends when the other side says its first word that is no back-channel, or after a silence (PRODUCT.md, "Turns"). Words may become
known late and out of order (two sides, one recogniser), so the order of turns is that of the speech, not of the knowing: an utterance
that began before the floor changed belongs to the turn before. A turn is *settled* once it has ended, its words are final, and no
utterance that began before its end is still without words.
"""

import re
from dataclasses import replace

from assistant.events import SpeechCommitted, SpeechFinal
from assistant.state import State, Turn, Utterance

_HARD = r"m+h*m*|mm+|hm+|h+m+|uh huh|mhm|mm hm+|ah|oh|aha|huh|uh|um"
_ALWAYS_BACK_CHANNEL = re.compile(rf"(?:(?:{_HARD})\s?)+")
_BACK_CHANNEL = re.compile(rf"(?:(?:{_HARD}|right|ok|okay|yeah|yep|yup|aye|i see|gotcha)\s?){{1,3}}")
_NOT_WORDS = re.compile(r"[^a-z' ]+")
_BOUNDARY = re.compile(r"[.,;:?!…—–](?=\s|$)|\s-(?=\s)")


def is_back_channel(text: str, asked: bool) -> bool:
    """Whether `text` is nothing but a sign of listening. After a question (`asked`) "yeah" and "right" are answers; "mm-hm" never takes the floor."""
    plain = _NOT_WORDS.sub(" ", text.lower().replace("-", " ")).split()
    said = " ".join(plain)
    return bool(said) and bool((_ALWAYS_BACK_CHANNEL if asked else _BACK_CHANNEL).fullmatch(said))


def readable(utterance: Utterance) -> str:
    """The part of an utterance that can be read for meaning: all of it when final, else up to the last clause boundary."""
    if utterance.final:
        return utterance.text
    ends = [match.end() for match in _BOUNDARY.finditer(utterance.text)]
    return utterance.text[: ends[-1]] if ends else ""


def reading_key(turn: Turn) -> str:
    """Changes exactly when a new reading of the turn could differ."""
    parts = [f"{utterance.id}{'.' if utterance.final else ''}{readable(utterance)}" for utterance in turn.utterances]
    heard = [utterance.text for utterance in turn.back_channels]
    return "\n".join([*parts, *heard])


def hear(state: State, event: SpeechCommitted | SpeechFinal) -> State:
    """The state with an utterance's new words put in their place."""
    final = isinstance(event, SpeechFinal)
    utterance = Utterance(event.utterance, event.side, event.start, event.end, event.text, final)
    if (at := _turn_holding(state, utterance.id)) is not None:
        turn = _with_utterance(state.turns[at], utterance)
        return _put_turn(state, at, turn) if turn.text else _without_turn(state, at)
    others = tuple(other for other in state.open if other.id != utterance.id)
    state = replace(state, open=others)
    if not utterance.text:
        return state if final else replace(state, open=(*others, utterance))
    return _place(state, utterance)


def _turn_holding(state: State, utterance: str) -> int | None:
    for at in range(len(state.turns) - 1, state.settled_turns - 1, -1):
        if any(held.id == utterance for held in state.turns[at].utterances):
            return at
    return None


def _with_utterance(turn: Turn, utterance: Utterance) -> Turn:
    return replace(turn, utterances=tuple(utterance if held.id == utterance.id else held for held in turn.utterances))


def _put_turn(state: State, at: int, turn: Turn) -> State:
    return replace(state, turns=(*state.turns[:at], turn, *state.turns[at + 1 :]))


def _without_turn(state: State, at: int) -> State:
    """The state without a turn whose every word was taken back; the turn before it goes on where nothing else ended it."""
    before, after = state.turns[:at], state.turns[at + 1 :]
    if before and not before[-1].settled:
        before = (*before[:-1], replace(before[-1], ended=after[0].start if after else None))
    return replace(state, turns=(*before, *(replace(turn, number=turn.number - 1) for turn in after)))


def _place(state: State, utterance: Utterance) -> State:
    """Puts an utterance that has its first words into a turn, a new turn, or among the back-channels."""
    last = state.turns[-1] if state.turns else None
    if last and last.side != utterance.side and is_back_channel(utterance.text, asked=last.text.rstrip().endswith("?")):
        if not utterance.final:
            return replace(state, open=(*state.open, utterance))
        if last.settled:
            return _insert(state, len(state.turns), utterance)
        return _put_turn(state, len(state.turns) - 1, replace(last, back_channels=(*last.back_channels, utterance)))
    at = len(state.turns)
    while at > state.settled_turns and state.turns[at - 1].start > utterance.start:
        at -= 1
    for neighbour in (at - 1, at):
        if state.settled_turns <= neighbour < len(state.turns) and _continues(state.turns[neighbour], utterance):
            turn = state.turns[neighbour]
            utterances = tuple(sorted((*turn.utterances, utterance), key=lambda held: held.start))
            return _put_turn(state, neighbour, replace(turn, utterances=utterances))
    return _insert(state, at, utterance)


def _continues(turn: Turn, utterance: Utterance) -> bool:
    return turn.side == utterance.side and (turn.ended is None or utterance.start < turn.ended)


def _insert(state: State, at: int, utterance: Utterance) -> State:
    """A new turn at place `at`; the one before it ends with its first word, those after it are numbered anew."""
    before, after = state.turns[:at], state.turns[at:]
    if before and before[-1].ended is None:
        before = (*before[:-1], replace(before[-1], ended=utterance.start))
    new = Turn(number=at + 1, side=utterance.side, utterances=(utterance,), ended=after[0].start if after else None)
    return replace(state, turns=(*before, new, *(replace(turn, number=turn.number + 1) for turn in after)))


def silence_ends_at(state: State, silence: float) -> float | None:
    """When the turn now going on will end by silence, if nothing more is said; None where it cannot yet be known."""
    last = state.turns[-1] if state.turns else None
    if last is None or last.ended is not None or not last.all_final or any(utterance.side == last.side for utterance in state.open):
        return None
    return last.end + silence


def end_by_silence(state: State, silence: float) -> State:
    """The state in which the last turn has ended if its silence has lasted long enough by `state.now`."""
    ends = silence_ends_at(state, silence)
    if ends is None or ends > state.now:
        return state
    return _put_turn(state, len(state.turns) - 1, replace(state.turns[-1], ended=ends))


def end_all(state: State) -> State:
    """The state after the call: every turn has ended and every word is as final as it will be."""
    ended = tuple(
        replace(turn, ended=turn.end if turn.ended is None else turn.ended, utterances=tuple(replace(held, final=True) for held in turn.utterances))
        for turn in state.turns[state.settled_turns :]
    )
    return replace(state, turns=(*state.turns[: state.settled_turns], *ended), open=())


def can_settle(state: State, turn: Turn) -> bool:
    """Whether no word of `turn` can change, come or go any more."""
    if turn.ended is None or not turn.all_final:
        return False
    return not any(utterance.start < turn.ended for utterance in state.open)
