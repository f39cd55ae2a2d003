"""The steps agreed in a call as its notes see them: which are steps indeed, on which sentences they rest, and when, as fully as it was said."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.events import ActName, Evidence, Kind
from assistant.notes.phrases import (
    BY_MESSAGE,
    DARK,
    NO_STEP,
    NOT_ABOUT,
    OTHER_DAY,
    PARTING,
    PLAN,
    RIGHT_NOW,
    THE_OTHER,
    TIME_ASKED,
    TIME_OFFERED,
    TO_ME,
)
from assistant.notes.sentences import Said
from assistant.state import NextStep, State
from assistant.understanding.content import content
from assistant.understanding.when import agree, day_and_hour, resolve
from audio.side import Side

_OTHER: dict[Side, Side] = {"rep": "client", "client": "rep", "mixed": "mixed"}
_MINE = re.compile(r"\b(?:(?:might|may|can|could|shall|should) (?:i|we)|(?:i|we) (?:will|can|could|would|am|are)|let me)\b")
_VAGUE = re.compile(r"(?:sometime )?(?:in|within|during) (?:the|this) (?:week|month)")
_DOING: frozenset[ActName] = frozenset({"propose-next", "commitment"})
_COME = re.compile(r"^(?:come|every) (?=\w+day\b)", re.IGNORECASE)
_HALF = re.compile(r"\b(?:[ap]\.?m|morning|afternoon|evening|tonight)\b")
"""Words that say which half of the day an hour is in."""
_WHERE = re.compile(r"^(?:and |so )?(?:at|in|on|with|over|to|by|for) ")
AROUND = 3
"""Turns before a step was named, and after it was agreed, in which more is said of it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A step agreed. `said`: the sentences it rests on. `who` does it. `when`: the fullest way in which its time was named, `timing`: where.

    `date` as ISO; None where it cannot be told. `full`: day and hour are known.
    """

    step: NextStep
    said: tuple[Said, ...]
    who: Side
    when: str
    timing: tuple[Said, ...]
    date: str | None
    full: bool
    carrier: Said | None = None
    """Where the step is a time by itself: the sentence before that says what is to be done then."""

    @property
    def parting(self) -> bool:
        """Whether the step is but named again ("see you Wednesday"), or is a time by itself."""
        return _is_parting(self.step)


def plans_agreed(state: State, said: Sequence[Said]) -> list[Plan]:
    """The steps agreed that name something to be done after the call."""
    plans: list[Plan] = []
    spoken: dict[str, list[Said]] = {}
    for sentence in said:
        for piece in sentence.evidence:
            spoken.setdefault(piece.utterance, []).append(sentence)
    timed = [sentence for sentence in said if sentence.times and not sentence.broken]
    for step in state.understanding.next_steps:
        near = {sentence.number: sentence for part in step.evidence for sentence in spoken.get(part.utterance, ())}
        rests_on = tuple(near[number] for number in sorted(near) if _holds(near[number], step.evidence))
        if step.agreed and rests_on and _is_step(step, rests_on[0], state.kind):
            when, timing = _when(state, step, rests_on, said, timed)
            date = _date(state, when, (*rests_on, *timing), said)
            if date is not None or not _VAGUE.fullmatch(when.lower()):
                plan = Plan(step, rests_on, _who(step, rests_on), when, timing, date, all(day_and_hour(when, state.date)))
                plans.append(_carried(plan, said, state.date) if plan.parting else plan)
    sure = [plan for plan in plans if " or " not in plan.when]
    return sure or plans


def _carried(plan: Plan, said: Sequence[Said], date: str) -> Plan:
    """A time by itself, or a goodbye that names one, with what was proposed or promised for it and who is to do that."""
    first, last = plan.said[0], (plan.step.accepted_in or plan.step.turn) + 1
    goodbye = bool(PARTING.match(plan.step.action or ""))
    back = said[: first.number] if goodbye else [other for other in said[: first.number] if first.turn - other.turn <= 2 * AROUND]
    after = [] if goodbye else [other for other in said[first.number :] if other.turn <= last]
    for sentence in (*(back if goodbye else reversed(back)), *after):
        doing = PLAN.search(sentence.flat) and sentence.acts & _DOING and len(sentence.content) > 1
        if not doing or sentence.broken or sentence.personal or NO_STEP.search(sentence.flat) or "press" in sentence.acts:
            continue
        times = sentence.times
        if any(agree(words, plan.when, date) for words in times) or (not times and not goodbye and not BY_MESSAGE.search(sentence.flat)):
            who = _OTHER[sentence.side] if TO_ME.match(sentence.flat) or THE_OTHER.match(sentence.flat) else sentence.side
            return replace(plan, who=who, said=tuple(dict.fromkeys((sentence, *plan.said))), carrier=sentence)
    return plan


def _who(step: NextStep, rests_on: Sequence[Said]) -> Side:
    """Who is to act: the speaker of "might I come and bring it", the other of "send me a quotation"."""
    own = next((sentence for sentence in rests_on if step.action and step.action.strip(" ,") in sentence.flat), None)
    if own is None and step.side != "mixed" and TO_ME.search(step.action or "") and re.search(r" (?:me|us)\b", step.action or ""):
        return _OTHER[step.side]
    if own is None or own.side == "mixed" or step.who == "mixed":
        return step.who or "mixed"
    if TO_ME.search(step.action or ""):
        return _OTHER[own.side] if re.search(r" (?:me|us)\b", step.action or "") else step.who or own.side
    before = own.flat[: own.flat.find((step.action or "").strip(" ,"))]
    return own.side if _MINE.search(before) else step.who or own.side


def _date(state: State, when: str, near: Sequence[Said], said: Sequence[Said]) -> str | None:
    """The date of a step; None where its hour is on a day that cannot be told ("that morning")."""
    day, hour = day_and_hour(when, state.date)
    if hour and not day:
        first = min(sentence.number for sentence in near)
        around = [sentence.flat for sentence in (*said[max(0, first - 1) : first], *near)]
        if any(OTHER_DAY.search(words) for words in around):
            return None
    dark = any(
        DARK.search(sentence.flat) for part in near for sentence in said[max(0, part.number - 1) : part.number + 2] if sentence.turn == part.turn
    )
    date = resolve(when, state.date)
    if date and hour and dark and "T0" in date and not re.search(r"\b[ap]\.?m\b|morning", when):
        return (datetime.fromisoformat(date) + timedelta(hours=12)).isoformat(timespec="minutes")
    return date


def _holds(sentence: Said, evidence: Iterable[Evidence]) -> bool:
    quoted = [part for part in evidence if any(piece.utterance == part.utterance for piece in sentence.evidence)]
    return any(part.quote in piece.quote or piece.quote in part.quote for piece in sentence.evidence for part in quoted)


def _is_step(step: NextStep, first: Said, kind: Kind) -> bool:
    """False for what only reads like a step: an offer at today's price, pressing, what the call itself is for, a statement with a day in it."""
    action = step.action or first.flat
    at_once = bool(RIGHT_NOW.search(step.when or ""))
    if NOT_ABOUT.search(first.flat) and not step.action:
        return False
    if first.personal or (kind == "relationship" and not PLAN.search(action)):
        return False
    return not first.acts & {"press", "courtesy"} and not (at_once and first.acts & {"offer", "price"}) and not NO_STEP.search(action)


def _is_parting(step: NextStep) -> bool:
    action = (step.action or "").lower()
    return (
        bool(PARTING.match(action) or _WHERE.match(action))
        or not content(action)
        or "?" in action
        or bool(TIME_ASKED.match(action) or TIME_OFFERED.search(action))
    )


def _when(state: State, step: NextStep, rests_on: tuple[Said, ...], said: Sequence[Said], timed: Sequence[Said]) -> tuple[str, tuple[Said, ...]]:
    """When, as said: the fullest way in which the same time was named from then on, and the sentence it was named in."""
    named = step.when or ""
    source = tuple(sentence for sentence in rests_on if any(time in sentence.quote for time in named.split(", ")))
    best = named
    for sentence in timed:
        if sentence.turn >= rests_on[0].turn - AROUND:
            for words in sentence.times:
                if agree(words, named, state.date) and _fullness(words, state.date) > _fullness(best, state.date):
                    best, source = words, (sentence,)
    best, source = _with_its_day(best, source, rests_on, said, state.date)
    return _COME.sub("", _with_its_end(best, source)), source


def _with_its_day(when: str, source: tuple[Said, ...], rests_on: tuple[Said, ...], said: Sequence[Said], date: str) -> tuple[str, tuple[Said, ...]]:
    """An hour with the day it is on, named in the same turn or the one before."""
    day, hour = day_and_hour(when, date)
    if day or not hour:
        return when, source
    turns = [rests_on[0].turn, rests_on[0].turn - 1]
    for turn in turns:
        for sentence in reversed([other for other in said if other.turn == turn and not other.broken]):
            for words in sentence.times:
                other_day, other_hour = day_and_hour(words, date)
                if other_day and not other_hour:
                    return f"{words}, {when}", tuple(dict.fromkeys((sentence, *source)))
    return when, source


def _with_its_end(when: str, source: Sequence[Said]) -> str:
    """ "today" as said in "by the end of today"."""
    found = (re.search(rf"\b(?:(?:by|before|at) )?(?:the )?end of {re.escape(when)}", sentence.quote) for sentence in source)
    return next((match.group() for match in found if match), when)


def _fullness(words: str, date: str) -> int:
    """How much a time as said tells: day and hour, and which half of the day; in one piece rather than several."""
    day, hour = day_and_hour(words, date)
    return 3 * ((day is not None) + (hour is not None)) + 2 * bool(hour and _HALF.search(words)) + ("," not in words)
