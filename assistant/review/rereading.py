"""A stored call read again as it now reads, and drafted anew: no prompts, and no more reading than words put right make necessary."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.conductor import Conductor
from assistant.core import Core
from assistant.events import (
    CallEnded,
    CallStarted,
    Fact,
    NoteAdded,
    Notes,
    PlanChanged,
    SpeechCommitted,
    SpeechCorrected,
    SpeechFinal,
    TurnUnderstood,
)
from assistant.notes.draft import draft
from assistant.playbook import Playbook
from assistant.reduce import settle, understand
from assistant.review.corrected import corrected
from assistant.state import State, Turn, Understanding
from assistant.understanding.reader import Reader, Reading
from audio.problem import Problem

VIEW = 2
"""Turns before a turn that its reading looks at: as many after one that reads otherwise now may read otherwise, too."""


class GivenUp(Exception):
    """The reading was given up on demand."""


def drafted_anew(facts: Sequence[Fact], playbook: Playbook, reader: Callable[[], Reader], given_up: Callable[[], bool] = lambda: False) -> Notes:
    """The draft of an ended call from its facts as they now read. `playbook`: the one it was judged by, for its times.

    Where no words were put right, turns mean what they were read to mean when they were heard. Not for the event loop: a call of four hours
    takes seconds, and every word put right a few readings more. `reader` is asked for where it is needed. Raises `Problem` (`call-damaged`)
    where there is no whole call, and `GivenUp` soon after `given_up` is true.
    """
    read = corrected(facts)
    state, ended = _assembled(read, playbook, given_up)
    readings = _Readings(facts, reader)
    turns = state.turns
    state = replace(state, turns=(), settled=Understanding(), settled_turns=0, settled_acts={})
    for turn in turns:
        if given_up():
            raise GivenUp
        unread = replace(turn, acts=(), settled=False, read="")
        state = understand(replace(state, turns=(*state.turns, unread)))
        reading = readings.of(state, unread)
        state = settle(understand(replace(state, turns=(*state.turns[:-1], replace(unread, acts=reading.acts, confidence=reading.confidence)))))
    return draft(state, ended.coverage)


class _Readings:
    """What each turn means: as it was read when it was heard, where it could not be read otherwise now. Asked in the order of the turns."""

    def __init__(self, facts: Sequence[Fact], reader: Callable[[], Reader]) -> None:
        self._reader = reader
        self._changed = {fact.utterance for fact in facts if isinstance(fact, SpeechCorrected)}
        self._made: dict[str, TurnUnderstood] = {}
        """The last reading of the turn that holds each utterance."""
        for fact in facts:
            if isinstance(fact, TurnUnderstood):
                self._made |= dict.fromkeys(fact.utterances, fact)
        self._anew_until = 0
        """Number of the last turn that has to be read anew as far as is known."""

    def of(self, state: State, turn: Turn) -> Reading:
        heard = {utterance.id for utterance in turn.utterances}
        made = self._made.get(turn.utterances[0].id)
        if made is None or not heard.issuperset(made.utterances) or self._changed & (heard | {utterance.id for utterance in turn.back_channels}):
            self._anew_until = turn.number + VIEW
        if made is None or turn.number <= self._anew_until:
            return self._reader().read(state, turn)
        return Reading(made.acts, made.confidence)


def _assembled(facts: Sequence[Fact], playbook: Playbook, given_up: Callable[[], bool]) -> tuple[State, CallEnded]:
    """The state in which everything was said and nothing was read, and the end of the call."""
    started = facts[0] if facts else None
    if not isinstance(started, CallStarted):
        raise _damaged()
    last = next((fact for fact in reversed(facts) if isinstance(fact, PlanChanged)), started)
    core = Core(playbook.model_copy(update={"prompts": {}}), {}, None)
    conductor = Conductor(core, started.model_copy(update={"kind": last.kind, "plan": last.plan}), _ignore)
    for fact in _said(facts):
        if given_up():
            raise GivenUp
        conductor.take(fact)
        if isinstance(fact, CallEnded):
            return conductor.state, fact
    raise _damaged()


def _said(facts: Sequence[Fact]) -> Iterator[Fact]:
    """What was said and typed, and the end. Of an utterance: that it began, its first word, which ends the other side's turn, and its final."""
    finals = {fact.utterance: fact for fact in facts if isinstance(fact, SpeechFinal)}
    worded: set[str] = set()
    for fact in facts:
        if isinstance(fact, SpeechCommitted) and fact.text:
            final = finals.get(fact.utterance)
            if final and final.text and fact.utterance not in worded:
                worded.add(fact.utterance)
                yield fact.model_copy(update={"text": final.text.split()[0]})
        elif isinstance(fact, SpeechCommitted | SpeechFinal | NoteAdded | CallEnded):
            yield fact


def _ignore(facts: Sequence[Fact]) -> None:
    """For facts that are stored already."""


def _damaged() -> Problem:
    return Problem("call-damaged", "The stored call is not whole.", "Its recording may still be replayed with --from sound.")
