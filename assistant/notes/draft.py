"""The draft of the notes: what the state of the call holds, in the words of the call, each line with the utterances it rests on.

Rules only, no model: a line is a clause somebody said, tidied, never worded anew, so that nothing can be in it that was not said. A line
whose evidence is not in the transcript is not written (`evidence.py`, which knows nothing of how a line was made).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.events import Commitment, Evidence, Line, NextCommunication, Notes, SideShare
from assistant.notes.evidence import stands
from assistant.notes.wording import clause_with, same_substance, tidy
from assistant.state import Noted, State, Turn
from assistant.understanding.values import find_values
from assistant.understanding.when import resolve
from audio.side import Side

MOST_DISCUSSED = 7
MOST_PROPOSED = 4
"""With the next step, twelve lines under the three heads at most: what a rep reads before signing (PRODUCT.md)."""

MOST_OTHERS = 8
"""Lines under each of facts, personal, questions and commitments."""

_FACT_WORTHY = frozenset({"amount", "code", "date", "time", "email", "phone", "number"})


@dataclass(frozen=True, slots=True)
class _Said:
    """A candidate for a line: who said it, when, and on which words it rests. `weight` orders what there is no room for."""

    text: str
    side: Side
    at: float
    evidence: tuple[Evidence, ...]
    weight: int


def draft(state: State, coverage: SideShare) -> Notes:
    """The draft of a call's notes. Pure; `coverage` as in `call.ended`."""
    understanding = state.understanding
    proposed = _choose(state, _said(understanding.proposals, 2), MOST_PROPOSED)
    discussed = _choose(state, [*_discussed(state)], MOST_DISCUSSED, besides=proposed)
    commitments = tuple(
        Commitment(text=line.text, evidence=line.evidence, side="rep" if noted.side == "rep" else "client")
        for noted in _distinct(understanding.promises)
        if (line := _line(state, _of(noted, 1))) and noted.side != "mixed"
    )
    return Notes(
        discussed=_lines(discussed),
        proposed=_lines(proposed),
        facts=_lines(_choose(state, [*_facts(state)], MOST_OTHERS)),
        personal=_lines(_choose(state, _said(understanding.personal, 1), MOST_OTHERS)),
        questions=_lines(_choose(state, _said(understanding.questions, 1), MOST_OTHERS)),
        commitments=commitments[:MOST_OTHERS],
        next=_next(state),
        coverage=coverage,
    )


def _discussed(state: State) -> Iterator[_Said]:
    """What the call was about: its purpose, what the client needs, asks for, has met with and objects to."""
    understanding = state.understanding
    if understanding.purpose:
        yield _of(understanding.purpose, 3)
    yield from _said(understanding.needs, 3)
    yield from _said(understanding.requests, 3)
    yield from _said(understanding.objections, 2)
    yield from _said(understanding.experience, 2)
    for turn in state.turns:
        yield from _from_acts(turn)


def _from_acts(turn: Turn) -> Iterator[_Said]:
    for act in turn.acts_of("need", "request", "detail", "objection", "experience", "business", "answer"):
        weight = 2 if act.act in ("need", "request", "objection") else 1
        yield _Said(tidy(act.evidence.quote), turn.side, turn.end, (act.evidence,), weight)


def _facts(state: State) -> Iterator[_Said]:
    """Clauses with a number, an amount, a code or a time in them, outside the small talk."""
    personal = {evidence.utterance for topic in state.understanding.personal for evidence in topic.evidence}
    for turn in state.turns:
        for utterance in turn.utterances:
            if utterance.id in personal:
                continue
            quotes = [value.quote for value in find_values(utterance.text) if value.what in _FACT_WORTHY]
            for clause in dict.fromkeys(clause_with(utterance.text, quote) for quote in quotes):
                yield _Said(tidy(clause), turn.side, utterance.end, (Evidence(utterance=utterance.id, quote=clause),), len(quotes))


def _next(state: State) -> NextCommunication | None:
    """The step agreed, or None where none was: a plan that only one side stated is no agreement."""
    step = state.understanding.next_step
    if step is None or not all(stands(state, evidence) for evidence in step.evidence):
        return None
    reason = state.understanding.purpose or next(iter(state.understanding.requests), None) or next(iter(state.understanding.needs), None)
    return NextCommunication(
        purpose=tidy(reason.text) if reason else step.action,
        what=step.action,
        who=step.who if step.who != "mixed" else None,
        when=step.when,
        date=resolve(step.when, state.date) if step.when else None,
        evidence=step.evidence,
    )


def _of(noted: Noted, weight: int) -> _Said:
    quote = " ".join(evidence.quote for evidence in noted.evidence) or noted.text
    return _Said(tidy(quote), noted.side, noted.at, noted.evidence, weight)


def _said(all_noted: Iterable[Noted], weight: int) -> list[_Said]:
    return [_of(noted, weight) for noted in all_noted]


def _distinct(all_noted: Iterable[Noted]) -> list[Noted]:
    kept: list[Noted] = []
    for noted in all_noted:
        if not any(noted.evidence == other.evidence for other in kept):
            kept.append(noted)
    return kept


def _choose(state: State, candidates: Sequence[_Said], most: int, besides: Sequence[_Said] = ()) -> list[_Said]:
    """The weightiest candidates that stand on their evidence, no substance twice, in the order in which they were said."""
    chosen: list[_Said] = []
    for candidate in sorted(candidates, key=lambda said: (-said.weight, said.at)):
        repeated = any(same_substance(candidate.text, other.text) for other in (*chosen, *besides))
        if len(chosen) < most and not repeated and _line(state, candidate):
            chosen.append(candidate)
    return sorted(chosen, key=lambda said: said.at)


def _line(state: State, said: _Said) -> Line | None:
    """The line, or None where its words are not in the transcript."""
    if len(said.text.split()) < 2 or not said.evidence or not all(stands(state, evidence) for evidence in said.evidence):
        return None
    return Line(text=said.text, evidence=said.evidence)


def _lines(chosen: Sequence[_Said]) -> tuple[Line, ...]:
    return tuple(Line(text=said.text, evidence=said.evidence) for said in chosen)
