"""The steps agreed in a call as its notes see them: which are steps indeed, on which sentences they rest, and when, as fully as it was said."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.events import Evidence
from assistant.notes.phrases import DAY, NO_STEP, PARTING, PLAN, RIGHT_NOW, TIME_ASKED
from assistant.notes.sentences import Said
from assistant.state import NextStep, State
from assistant.understanding.content import content
from assistant.understanding.times import definite_times
from assistant.understanding.when import resolve

AROUND = 3
"""Turns before a step was named, and after it was agreed, in which more is said of it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A step agreed. `said`: the sentences it rests on. `when`: the fullest way in which its time was named, `timing`: where; `date` as ISO."""

    step: NextStep
    said: tuple[Said, ...]
    when: str
    timing: tuple[Said, ...]
    date: str | None

    @property
    def parting(self) -> bool:
        """Whether the step is but named again ("see you Wednesday"), or is a time by itself."""
        return _is_parting(self.step)


def plans_agreed(state: State, said: Sequence[Said]) -> list[Plan]:
    """The steps agreed that name something to be done after the call."""
    plans: list[Plan] = []
    for step in state.understanding.next_steps:
        rests_on = tuple(sentence for sentence in said if _holds(sentence, step.evidence))
        if step.agreed and rests_on and _is_step(step, rests_on[0]):
            when, timing = _when(state, step, rests_on, said)
            plans.append(Plan(step, rests_on, when, timing, resolve(when, state.date)))
    return plans


def _holds(sentence: Said, evidence: Iterable[Evidence]) -> bool:
    quoted = [part for part in evidence if any(piece.utterance == part.utterance for piece in sentence.evidence)]
    return any(part.quote in piece.quote or piece.quote in part.quote for piece in sentence.evidence for part in quoted)


def _is_step(step: NextStep, first: Said) -> bool:
    """False for what only reads like a step: an offer at today's price, pressing, what the call itself is for, a statement with a day in it."""
    action = step.action or first.flat
    at_once = bool(RIGHT_NOW.search(step.when or ""))
    named = _is_parting(step) or bool(PLAN.search(action))
    return named and "press" not in first.acts and not (at_once and first.acts & {"offer", "price"}) and not NO_STEP.search(action)


def _is_parting(step: NextStep) -> bool:
    action = (step.action or "").lower()
    return bool(PARTING.match(action)) or not content(action) or "?" in action or bool(TIME_ASKED.match(action))


def _when(state: State, step: NextStep, rests_on: tuple[Said, ...], said: Sequence[Said]) -> tuple[str, tuple[Said, ...]]:
    """When, as said: the fullest way in which the same time was named from then on, and the sentence it was named in."""
    named = step.when or ""
    source = tuple(sentence for sentence in rests_on if any(time in sentence.quote for time in named.split(", ")))
    own = [*times_of(rests_on[0])]
    if own and source and not any(agree(time, named, state.date) for time in own) and all(_is_another(step, sentence) for sentence in source):
        named, source = next((time for time in own if time in step.text), own[0]), rests_on[:1]
    best = named
    for sentence in said:
        if sentence.turn >= rests_on[0].turn - AROUND and not sentence.broken:
            for words in times_of(sentence):
                if agree(words, named, state.date) and _fullness(words, state.date) > _fullness(best, state.date):
                    best, source = words, (sentence,)
    return _with_its_end(best, source), source


def _with_its_end(when: str, source: Sequence[Said]) -> str:
    """ "today" as said in "by the end of today"."""
    found = (re.search(rf"\b(?:(?:by|before|at) )?(?:the )?end of {re.escape(when)}", sentence.quote) for sentence in source)
    return next((match.group() for match in found if match), when)


def _is_another(step: NextStep, sentence: Said) -> bool:
    """Whether a sentence of the same side says by itself what is to be done: its time is not that of the step before it."""
    return sentence.side == step.who and bool(PLAN.search(sentence.flat)) and not any(part.quote in step.text for part in sentence.evidence)


def times_of(sentence: Said) -> Iterator[str]:
    """The definite times of a sentence, as said."""
    for time in definite_times(sentence.flat):
        yield words_between(sentence, time.start, time.end)


def words_between(sentence: Said, start: int, end: int) -> str:
    """The words as recognised behind `flat[start:end]` of a sentence."""
    tokens = sentence.source.tokens_between(start, end)
    begin = sentence.source.tokens[0].start
    return sentence.quote[max(0, tokens[0].start - begin) : tokens[-1].end - begin].strip(" ,")


def agree(one: str, other: str, date: str) -> bool:
    """Whether two times as said can be the same, and have the day or the hour in common."""
    (day, hour), (other_day, other_hour) = _day_and_hour(one, date), _day_and_hour(other, date)
    apart = (day and other_day and day != other_day) or (hour and other_hour and hour != other_hour)
    return not apart and bool((day and day == other_day) or (hour and hour == other_hour))


@lru_cache(maxsize=1024)
def _day_and_hour(words: str, date: str) -> tuple[str | None, str | None]:
    """The day, where words name one, and the hour, by the clock of twelve."""
    day, _, hour = (resolve(words, date) or "").partition("T")
    clock = f"{int(hour[:2]) % 12:02d}{hour[2:]}" if hour else None
    return (day or None) if not hour or DAY.search(words) else None, clock


def _fullness(words: str, date: str) -> int:
    """How much a time as said tells: day and hour, in one piece rather than several."""
    day, hour = _day_and_hour(words, date)
    return 3 * ((day is not None) + (hour is not None)) + ("," not in words)
