"""How the talk goes, as a condition of a prompt of one's own: interruptions, monologue, talk share, questions in a row, pace, silence."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.events import ActName, Evidence
from assistant.playbook.conditions import Etiquette
from assistant.prompts.ask_open_question import OPEN
from assistant.prompts.let_them_talk import AT, since_client, spoken_between
from assistant.prompts.own.predicate import Held, Predicate, Span, next_of
from assistant.prompts.own.settled import Settled
from assistant.prompts.rule import QUESTIONS, SURE, Over
from assistant.state import State, Turn, Utterance

_OVERLAP = 0.5
"""Seconds for which both speak before it is an interruption (PRODUCT.md)."""
_FEWEST_SPEECH = 0.5
"""Share of a window that must be speech before it can be said who has most of it."""
_SHARE_WINDOW, _PACE_WINDOW = 120.0, 30.0
_ASKS: tuple[ActName, ...] = (*QUESTIONS, *OPEN)
_LISTENS: tuple[ActName, ...] = ("back-channel",)


def etiquette_of(written: Etiquette) -> Predicate:
    """A condition about how the talk goes, ready to be asked."""
    if written.interruptions is not None:
        return _Interruptions(written.interruptions)
    if written.monologue is not None:
        return _Monologue(written.monologue)
    if written.talk_share is not None:
        return _TalkShare(written.talk_share, written.over or _SHARE_WINDOW)
    if written.questions is not None:
        return _Questions(written.questions)
    if written.pace is not None:
        return _Pace(written.pace, written.over or _PACE_WINDOW)
    return _Silence(written.silence or 0.0)


class _Etiquette:
    """What these conditions have in common: the rep, or the talk itself, puts them right."""

    def how_over(self, state: State) -> Over:
        return "done"

    def changes_at(self, state: State) -> float | None:
        return None


class _Interruptions(_Etiquette):
    """Implements `Predicate`. Each further so many are a new occasion."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._cut_off = Settled[tuple[tuple[Utterance, float], ...]]((), lambda made, state, begin, end: (*made, *_interruptions(state, begin, end)))

    def held(self, state: State, span: Span) -> Held | None:
        cut_off = self._cut_off.with_open(state)
        if len(cut_off) < self._limit:
            return None
        words, at = cut_off[len(cut_off) // self._limit * self._limit - 1]
        times = "once" if self._limit == 1 else f"{self._limit} times"
        return Held(at, f"You cut them off {times}.", fault=f"cut off by {words.id}")

    def how_over(self, state: State) -> Over:
        return "lapsed"


def _interruptions(state: State, begin: int, end: int) -> Iterator[tuple[Utterance, float]]:
    """The rep's turns between two places that began while the client spoke, who then stopped."""
    for at in range(max(1, begin), end):
        before, turn = state.turns[at - 1], state.turns[at]
        if (before.side, turn.side) != ("client", "rep") or turn.only_does(*_LISTENS):
            continue
        first = turn.utterances[0]
        if any(held.final and held.start < first.start and first.start + _OVERLAP <= held.end <= turn.end for held in before.utterances):
            yield first, first.start + _OVERLAP


class _Monologue(_Etiquette):
    """Implements `Predicate`. A client's "mm-hm" does not end it."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def held(self, state: State, span: Span) -> Held | None:
        alone = since_client(state)
        if not alone or sum(turn.speech_seconds for turn in alone) < self._seconds:
            return None
        why = f"You have spoken for {self._seconds:g} seconds without a turn of theirs."
        return Held(max(turn.end for turn in alone), why, fault=f"monologue from {alone[0].utterances[0].id}")


class _TalkShare(_Etiquette):
    """Implements `Predicate`. Looked at when something is said; each window is an occasion once."""

    def __init__(self, percent: float, window: float) -> None:
        self._percent, self._window = percent, window

    def held(self, state: State, span: Span) -> Held | None:
        end = max((held.end for turn in state.turns[-2:] for held in turn.utterances), default=0.0)
        begin = end - self._window
        if begin < span.fresh:
            return None
        rep, client = spoken_between(state, begin, end)
        both = rep + client
        if both < self._window * _FEWEST_SPEECH or rep <= both * self._percent / 100:
            return None
        why = f"You have had {rep / both:.0%} of the talk in the last {self._window:g} seconds."
        return Held(end, why, fault=f"{AT}{end:.3f}")


class _Questions(_Etiquette):
    """Implements `Predicate`. A turn of the rep's that asks nothing breaks the row."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def held(self, state: State, span: Span) -> Held | None:
        row: list[tuple[Turn, Evidence]] = []
        for turn in reversed(state.turns):
            if turn.side != "rep" or turn.only_does(*_LISTENS):
                continue
            asked = list(dict.fromkeys(act.evidence for act in turn.acts_of(*_ASKS, sure=SURE)))
            if not asked:
                break
            row[:0] = [(turn, words) for words in asked]
        if len(row) < self._limit:
            return None
        turn, _ = row[self._limit - 1]
        evidence = tuple(words for _, words in row[: self._limit])
        return Held(turn.end, f"You have asked {self._limit} questions in a row.", evidence, f"questions since {row[0][1].utterance}")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Speech of the rep's, measured until it is long enough to tell the pace. `number` counts those that were."""

    number: int = 0
    words: int = 0
    seconds: float = 0.0
    pace: float = 0.0
    """Words a minute of the last one that was long enough."""
    end: float = 0.0
    """When that one ended."""


class _Pace(_Etiquette):
    """Implements `Predicate`. Each stretch of speech that is long enough is judged once, by the words that are final."""

    def __init__(self, limit: float, window: float) -> None:
        self._limit, self._window = limit, window
        self._stretches = Settled(_Stretch(), self._grow)

    def held(self, state: State, span: Span) -> Held | None:
        stretch = self._stretches.with_open(state)
        if stretch.pace <= self._limit:
            return None
        why = f"You speak {stretch.pace:.0f} words a minute."
        return Held(stretch.end, why, fault=f"stretch {stretch.number}")

    def _grow(self, stretch: _Stretch, state: State, begin: int, end: int) -> _Stretch:
        for turn in state.turns[begin:end]:
            stretch = self._after(stretch, turn)
        return stretch

    def _after(self, stretch: _Stretch, turn: Turn) -> _Stretch:
        for held in turn.utterances if turn.side == "rep" else ():
            if not held.final:
                break
            words, seconds = stretch.words + len(held.text.split()), stretch.seconds + held.end - held.start
            if seconds >= self._window:
                stretch = _Stretch(stretch.number + 1, 0, 0.0, 60 * words / seconds, held.end)
            else:
                stretch = _Stretch(stretch.number, words, seconds, stretch.pace, stretch.end)
        return stretch


class _Silence(_Etiquette):
    """Implements `Predicate`. Counted from the last word of either side, once somebody has spoken."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def held(self, state: State, span: Span) -> Held | None:
        last = _last_word(state)
        if last is None or last.end + self._seconds > state.now:
            return None
        return Held(last.end + self._seconds, f"Nobody has spoken for {self._seconds:g} seconds.", fault=f"silence after {last.id}")

    def changes_at(self, state: State) -> float | None:
        last = _last_word(state)
        return next_of([None if last is None else last.end + self._seconds], state)


def _last_word(state: State) -> Utterance | None:
    """The last words of either side; None while somebody may be speaking, and before anybody has."""
    held = [words for turn in state.turns[-2:] for words in (*turn.utterances, *turn.back_channels)]
    if state.open or not held or not all(words.final for words in held):
        return None
    return max(held, key=lambda words: words.end)
