"""A rule asked about the call as a team's wordings read it: its phrases and examples count, what a counter-example says does not.

A pure view over the state, so that a stored call, whose turns are not read again, is judged by the wordings too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.events import Act, ActName, Evidence, Kind
from assistant.playbook import PromptEntry
from assistant.playbook.raising import RAISING, Raising
from assistant.playbook.wording import Heard, Wording, heard_in
from assistant.prompts.own.settled import Settled
from assistant.prompts.rule import SURE, Over, RestsOnActs, Rule
from assistant.state import Due, State, Turn, Understanding
from assistant.understanding.fold import fold

_CONFIDENCE = 0.9
"""Of what is raised by a team's wording: as sure as an explicit phrase of Callcue's own."""


class WordedRule(RestsOnActs):
    """Implements `Rule`: `rule`, which knows nothing of wordings, with those of a playbook's entry. What words raise is read as acts are."""

    def __init__(self, rule: Rule, entry: PromptEntry) -> None:
        self.prompt = rule.prompt
        self._rule = rule
        raising, wording = RAISING[rule.prompt], Wording(entry.phrases, entry.examples, entry.counter_examples)
        self._view = View(lambda turn: read_by(wording, raising, turn))

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        return self._rule.due(self._view.of(state), entry)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        view = self._view.of(state)
        return self._rule.over(view, due, entry) or ("withdrawn" if _is_countered(state, view, due) else None)


def read_by(wording: Wording, raising: Raising, turn: Turn) -> Turn:
    """A turn with the acts that a team's wording gives it and without those that it takes away; the turn itself where it changes nothing."""
    if turn.side not in raising.by:
        return turn
    heard = heard_in(turn)
    countered = [sentence for sentence in heard if wording.countered(sentence)]
    acts = [act for act in turn.acts if act.act not in raising.acts or not _begins_in(turn, act, countered)]
    added = list(_added(wording, raising, turn, heard, acts))
    if not added and len(acts) == len(turn.acts):
        return turn
    return replace(turn, acts=tuple(sorted((*acts, *added), key=lambda act: _place(turn, act.evidence))))


def _added(wording: Wording, raising: Raising, turn: Turn, heard: Iterable[Heard], acts: Sequence[Act]) -> Iterator[Act]:
    """What phrases and examples add to the acts of a turn: nothing where the sentence has been read so already."""
    for sentence in heard:
        words = wording.meant(sentence)
        if words is not None and not any(act.act == raising.act and act.confidence >= SURE and _begins_in(turn, act, [sentence]) for act in acts):
            yield Act(act=raising.act, evidence=sentence.evidence(turn.utterances, *words), confidence=_CONFIDENCE)


def _begins_in(turn: Turn, act: Act, among: Iterable[Heard]) -> bool:
    """Whether the words of an act begin in one of some sentences of its turn."""
    place = _place(turn, act.evidence)
    return any((one.sentence.tokens[0].part, one.sentence.tokens[0].start) <= place < _end(one) for one in among)


def _end(heard: Heard) -> tuple[int, int]:
    last = heard.sentence.tokens[-1]
    return last.part, last.end


def _place(turn: Turn, evidence: Evidence) -> tuple[int, int]:
    """Where some words begin: in which utterance of the turn, and at which character of it."""
    for part, utterance in enumerate(turn.utterances):
        if utterance.id == evidence.utterance:
            return part, max(0, utterance.text.find(evidence.quote))
    return len(turn.utterances), 0


def _is_countered(state: State, view: State, due: Due) -> bool:
    """Whether the act that a prompt rests on is one that, its sentence being over, is a counter-example."""
    if not due.evidence:
        return False
    words = due.evidence[0]
    for turn, viewed in zip(reversed(state.turns), reversed(view.turns), strict=True):
        if any(utterance.id == words.utterance for utterance in turn.utterances):
            return any(act.evidence == words for act in turn.acts) and not any(act.evidence == words for act in viewed.acts)
    return False


@dataclass(frozen=True, slots=True)
class _Read:
    """Turns as the view reads them, and what they come to. Empty `turns`: as they are, for none is read otherwise."""

    turns: tuple[Turn, ...] = ()
    understanding: Understanding = field(default_factory=Understanding)
    acts: Mapping[ActName, Sequence[int]] = field(default_factory=dict)


class View:
    """The state with turns read otherwise, and understood anew from them. `read` gives the turn itself where it changes nothing."""

    def __init__(self, read: Callable[[Turn], Turn]) -> None:
        self._read = read
        self._settled = Settled(_Read(), self._grow)
        self._open: dict[int, tuple[Turn, Turn]] = {}
        self._seen: tuple[tuple[Turn, ...], int, Kind] | None = None
        self._changes: dict[str, Any] = {}

    def of(self, state: State) -> State:
        """The state as the view reads it; the state itself where it reads nothing otherwise."""
        # Asked several times about each fact: whether a prompt is due, and whether it is over.
        if self._seen is None or self._seen[0] is not state.turns or self._seen[1:] != (state.settled_turns, state.kind):
            self._changes = self._changed(state)
            self._seen = (state.turns, state.settled_turns, state.kind)
        return replace(state, **self._changes) if self._changes else state

    def _changed(self, state: State) -> dict[str, Any]:
        """The fields of the state that are not as they were."""
        settled = self._settled.of(state)
        still_open = [self._of_open(turn) for turn in state.turns[state.settled_turns :]]
        self._open = {id(turn): (turn, read) for turn, read in still_open}
        if not settled.turns and all(read is turn for turn, read in still_open):
            return {}
        understanding = settled.understanding
        for _, turn in still_open:
            understanding = fold(understanding, turn, state.kind, state.date)
        turns = (*(settled.turns or state.turns[: state.settled_turns]), *(read for _, read in still_open))
        return {"turns": turns, "settled": settled.understanding, "settled_acts": settled.acts, "understanding": understanding}

    def _of_open(self, turn: Turn) -> tuple[Turn, Turn]:
        known = self._open.get(id(turn))
        return known if known is not None and known[0] is turn else (turn, self._read(turn))

    def _grow(self, known: _Read, state: State, begin: int, end: int) -> _Read:
        new = state.turns[begin:end]
        read = tuple(map(self._read, new))
        if not known.turns and all(one is other for one, other in zip(new, read, strict=True)):
            return _Read((), state.settled, state.settled_acts)
        understanding, acts = known.understanding, dict(known.acts)
        for turn in read:
            understanding = fold(understanding, turn, state.kind, state.date)
            for name in {act.act for act in turn.acts}:
                acts[name] = (*acts.get(name, ()), turn.number)
        return _Read((*(known.turns or state.turns[:begin]), *read), understanding, acts)
