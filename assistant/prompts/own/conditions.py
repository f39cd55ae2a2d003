"""When the conditions of a prompt of one's own hold: what is said and what is not, time, the plan, and these put together.

Each is a pure predicate over the state.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.events import Evidence, Plan
from assistant.playbook.conditions import By, Condition, Elapsed, NotSaid, PlanField, Words
from assistant.playbook.wording import Wording, heard_as_text, heard_in, phrase
from assistant.prompts.own.etiquette import etiquette_of
from assistant.prompts.own.predicate import WHOLE_CALL, Held, Predicate, Span, next_of
from assistant.prompts.own.settled import Settled
from assistant.prompts.rule import SURE, Over
from assistant.state import State, Turn
from assistant.understanding.fold import said_at

_WHO: Mapping[By, str] = {"rep": "You", "client": "They", "either": "One of you"}
_WHO_NOT: Mapping[By, str] = {"rep": "You have not", "client": "They have not", "either": "Nobody has"}


@dataclass(frozen=True, slots=True)
class _Hit:
    evidence: Evidence
    at: float


class _Finder:
    """Where in the call some words are said, in order."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._wording = Wording(words.phrases or (), words.examples or (), words.counter_examples or ())
        self._hits = Settled[tuple[_Hit, ...]]((), self._grow)

    def hits(self, state: State) -> tuple[_Hit, ...]:
        return self._hits.with_open(state)

    def _grow(self, hits: tuple[_Hit, ...], state: State, begin: int, end: int) -> tuple[_Hit, ...]:
        return (*hits, *(hit for turn in state.turns[begin:end] for hit in self._in(turn)))

    def _in(self, turn: Turn) -> Iterator[_Hit]:
        if self._words.by not in (turn.side, "either") or turn.side == "mixed":
            return
        for heard in heard_in(turn):
            if self._wording.countered(heard):
                continue
            words = self._wording.meant(heard)
            if words is not None:
                evidence = heard.evidence(turn.utterances, *words)
                yield _Hit(evidence, said_at(turn, evidence))
        if self._words.act is not None:
            for act in turn.acts_of(self._words.act, sure=SURE):
                if not any(self._wording.countered(heard) for heard in heard_as_text(act.evidence.quote)):
                    yield _Hit(act.evidence, said_at(turn, act.evidence))


class _Said:
    """Implements `Predicate`."""

    def __init__(self, words: Words) -> None:
        self._finder = _Finder(words)
        self._who = _WHO[words.by]

    def held(self, state: State, span: Span) -> Held | None:
        hits = [hit for hit in self._finder.hits(state) if hit.at > span.after]
        if not hits:
            return None
        hit = (min if span.first else max)(hits, key=lambda hit: hit.at)
        return Held(hit.at, f"{self._who} said this.", (hit.evidence,), f"words in {hit.evidence.utterance}")

    def how_over(self, state: State) -> Over:
        return "withdrawn"

    def changes_at(self, state: State) -> float | None:
        return None


class _NotSaid:
    """Implements `Predicate`. Counted from the first time `after` holds with nothing of it said since."""

    def __init__(self, condition: NotSaid) -> None:
        self._finder = _Finder(condition)
        self._within = condition.within
        self._after = predicate_of(condition.after) if condition.after is not None else None
        self._who = _WHO_NOT[condition.by]

    def held(self, state: State, span: Span) -> Held | None:
        begun = self._begun(state)
        if begun is None or (at := _time(begun) + self._within) > state.now:
            return None
        since = "of the call" if self._after is None else "after it"
        why = f"{begun.why} {self._who} said what is wanted in the {self._within:g} seconds {since}.".strip()
        return Held(at, why, begun.evidence, begun.fault)

    def how_over(self, state: State) -> Over:
        return "done"

    def changes_at(self, state: State) -> float | None:
        begun = self._begun(state)
        at = None if begun is None else _time(begun) + self._within
        return next_of([at, None if self._after is None else self._after.changes_at(state)], state)

    def _begun(self, state: State) -> Held | None:
        """What the seconds are counted from; None where it has been said, or where that has not come yet."""
        said = max((hit.at for hit in self._finder.hits(state)), default=-math.inf)
        if self._after is None:
            return Held(0.0, "") if said == -math.inf else None
        begun = self._after.held(state, Span(after=said, first=True))
        return begun if begun is not None and _time(begun) > said else None


class _Elapsed:
    """Implements `Predicate`."""

    def __init__(self, condition: Elapsed) -> None:
        self._seconds, self._stage = condition.seconds, condition.stage

    def held(self, state: State, span: Span) -> Held | None:
        at = self._at(state)
        if at is None or at > state.now:
            return None
        where = "the call" if self._stage is None else f"the stage “{self._stage}”"
        return Held(at, f"It is {self._seconds:g} seconds since {where} began.")

    def how_over(self, state: State) -> Over:
        return "lapsed"

    def changes_at(self, state: State) -> float | None:
        at = self._at(state)
        return next_of([at], state)

    def _at(self, state: State) -> float | None:
        if self._stage is None:
            return self._seconds
        understanding = state.understanding
        return understanding.stage_since + self._seconds if understanding.stage == self._stage else None


class _InPlan:
    """Implements `Predicate`."""

    def __init__(self, condition: PlanField) -> None:
        self._condition = condition
        self._phrases = tuple(map(phrase, condition.contains or ()))

    def held(self, state: State, span: Span) -> Held | None:
        name = self._condition.field.replace("_", " ")
        text = _in_plan(state.plan, self._condition.field)
        if self._condition.is_ is not None:
            return Held(None, f"The plan's {name} is {self._condition.is_}.") if bool(text) == (self._condition.is_ == "filled-in") else None
        found = any(one.find(heard.words) is not None for one in self._phrases for heard in heard_as_text(text))
        return Held(None, f"The plan's {name} speaks of it.") if found else None

    def how_over(self, state: State) -> Over:
        return "done"

    def changes_at(self, state: State) -> float | None:
        return None


def _in_plan(plan: Plan, field: str) -> str:
    """What stands in a field of the plan, as text."""
    value = getattr(plan, field)
    if field == "answers":
        return "\n".join(f"{answer.objection}. {answer.answer}." for answer in value)
    return " ".join(value).strip() if isinstance(value, tuple) else (value or "").strip()


class _All:
    """Implements `Predicate`. Holds since the last of its parts came to hold."""

    def __init__(self, parts: Sequence[Predicate]) -> None:
        self._parts = parts

    def held(self, state: State, span: Span) -> Held | None:
        held: list[Held] = []
        for part in self._parts:
            if (one := part.held(state, span)) is None:
                return None
            held.append(one)
        latest = max(held, key=_since)
        evidence = tuple(quote for one in held for quote in one.evidence)
        return Held(latest.since, latest.why, evidence, "; ".join(filter(None, (one.fault for one in held))))

    def how_over(self, state: State) -> Over:
        return next((part.how_over(state) for part in self._parts if part.held(state, WHOLE_CALL) is None), "done")

    def changes_at(self, state: State) -> float | None:
        return next_of((part.changes_at(state) for part in self._parts), state)


class _Any:
    """Implements `Predicate`. Of those that hold, the one that came to hold last counts."""

    def __init__(self, parts: Sequence[Predicate]) -> None:
        self._parts = parts

    def held(self, state: State, span: Span) -> Held | None:
        held = [one for part in self._parts if (one := part.held(state, span)) is not None]
        return (min if span.first else max)(held, key=_since) if held else None

    def how_over(self, state: State) -> Over:
        ways = [part.how_over(state) for part in self._parts]
        return "done" if "done" in ways else ways[0]

    def changes_at(self, state: State) -> float | None:
        return next_of((part.changes_at(state) for part in self._parts), state)


class _Not:
    """Implements `Predicate`."""

    def __init__(self, part: Predicate) -> None:
        self._part = part

    def held(self, state: State, span: Span) -> Held | None:
        return Held(None, "") if self._part.held(state, WHOLE_CALL) is None else None

    def how_over(self, state: State) -> Over:
        return "done"

    def changes_at(self, state: State) -> float | None:
        return self._part.changes_at(state)


def predicate_of(condition: Condition) -> Predicate:
    """A condition as written in a playbook, ready to be asked."""
    if condition.said is not None:
        return _Said(condition.said)
    if condition.not_said is not None:
        return _NotSaid(condition.not_said)
    if condition.etiquette is not None:
        return etiquette_of(condition.etiquette)
    if condition.elapsed is not None:
        return _Elapsed(condition.elapsed)
    if condition.plan is not None:
        return _InPlan(condition.plan)
    if condition.not_ is not None:
        return _Not(predicate_of(condition.not_))
    if condition.all_ is not None:
        return _All([predicate_of(part) for part in condition.all_])
    return _Any([predicate_of(part) for part in condition.any_ or ()])


def _since(held: Held) -> float:
    return -math.inf if held.since is None else held.since


def _time(held: Held) -> float:
    """When a condition came to hold; what rests on nothing that has a time has held since the call began."""
    return 0.0 if held.since is None else held.since
