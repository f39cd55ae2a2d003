"""The state of a call: who has said what, in turns, and what follows from it. Immutable; changed only by `reduce`.

Three layers, each derived from the one before, so that words taken back take everything that rested on them back:

    utterances (as recognised)  ->  turns with their acts (as read)  ->  Understanding (purpose, needs, next step…)

`State.settled` is the understanding after the last turn that can no longer change; `State.understanding` adds the turns that still can.
Times are seconds since the call began.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby

from assistant.events import Act, ActName, CallStarted, Evidence, Kind, NoteAdded, Plan, Stage, Urgency
from audio.side import Side

SILENCING = frozenset({"language-differs"})
"""Codes of `error.raised` after which prompts are off for the rest of the call."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One side's words between two pauses. `text` grows while it is spoken (committed words) and may change once, when final."""

    id: str
    side: Side
    start: float
    end: float
    text: str
    final: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """An uninterrupted stretch of one side's speech; the other side's back-channels do not end it.

    `number` counts from 1 over both sides. `ended` is when it ended: the other side's first word, or the end of its speech + 1.2 s;
    None while it goes on. `settled`: ended, and every word of it final. `acts` is the last reading of it.
    """

    number: int
    side: Side
    utterances: tuple[Utterance, ...]
    back_channels: tuple[Utterance, ...] = ()
    """The other side's "mm-hm", "right", "OK" heard during this turn or after it, before anything else was said."""
    acts: tuple[Act, ...] = ()
    confidence: float = 0.0
    ended: float | None = None
    settled: bool = False
    read: str = ""
    """What the last reading saw of it (`turns.reading_key`), so that nothing is read twice for nothing."""

    @property
    def start(self) -> float:
        return self.utterances[0].start

    @property
    def end(self) -> float:
        if len(self.utterances) == 1:  # asked for thousands of times a call, and nearly always so
            return self.utterances[0].end
        return max(utterance.end for utterance in self.utterances)

    @property
    def text(self) -> str:
        return " ".join(utterance.text for utterance in self.utterances if utterance.text)

    @property
    def speech_seconds(self) -> float:
        return sum(utterance.end - utterance.start for utterance in self.utterances)

    @property
    def all_final(self) -> bool:
        return all(utterance.final for utterance in self.utterances)

    def acts_of(self, *names: ActName, sure: float = 0.0) -> tuple[Act, ...]:
        """Its acts of these names, read with a confidence of `sure` at least."""
        return tuple(act for act in self.acts if act.act in names and act.confidence >= sure)

    def does(self, *names: ActName) -> bool:
        for act in self.acts:  # noqa: SIM110 (half the time of any(), and this is what rules ask most)
            if act.act in names:
                return True
        return False

    def only_does(self, *names: ActName) -> bool:
        """Whether it has been read and does nothing else. A turn that has not been read yet may do anything."""
        return bool(self.acts) and all(act.act in names for act in self.acts)


@dataclass(frozen=True, slots=True)
class Noted:
    """Something said that later rules, notes and coaching ask about: what, by whom, in which turn, on which words."""

    text: str
    side: Side
    turn: int
    at: float
    """End of the words it rests on."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Need(Noted):
    """A need or problem the client told. `given_back`: the rep summarised it or asked about it."""

    given_back: bool = False


@dataclass(frozen=True, slots=True)
class PersonalTopic(Noted):
    """Life outside the business. `parked`: cut short or put off; `taken_up`: come back to afterwards."""

    parked: bool = False
    taken_up: bool = False


@dataclass(frozen=True, slots=True)
class Request(Noted):
    """Something the client asked for. `missing`: which of "what", "quantity", "when", "contact" are still unknown."""

    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal(Noted):
    """An offer, price or way forward. `accepted`: True, False, or None while it is open."""

    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class NextStep(Noted):
    """A step after the call. Agreed only with an action, a person, a time and the other side's acceptance."""

    action: str | None = None
    who: Side | None = None
    when: str | None = None
    accepted: bool = False
    accepted_in: int | None = None
    """Number of the turn that accepted it."""
    turned_down: bool = False
    """A time for it was refused: the next one named is a proposal, whoever names it."""
    passed: bool = False
    """The other side went on to something else."""

    @property
    def agreed(self) -> bool:
        return bool(self.action and self.who and self.when and self.accepted)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the call has come to so far. Every entry carries its evidence."""

    stage: Stage = "opening"
    stage_since: float = 0.0
    purpose: Noted | None = None
    """What the rep said the call is for."""
    business: Noted | None = None
    """The words with which business began."""
    needs: tuple[Need, ...] = ()
    asked_experience: tuple[Noted, ...] = ()
    """Questions how it has been going with what was bought."""
    personal: tuple[PersonalTopic, ...] = ()
    requests: tuple[Request, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    objections: tuple[Noted, ...] = ()
    questions: tuple[Noted, ...] = ()
    """Questions asked and not answered yet."""
    promises: tuple[Noted, ...] = ()
    """What either side said it will do; `side` is who promised."""
    next_steps: tuple[NextStep, ...] = ()
    """Every step after the call that was named, oldest first; later ones may settle or replace earlier ones."""
    asked_why: Noted | None = None
    """The client asked why they are called, and no answer has been given."""
    closing: Noted | None = None
    """The words with which a side began to end the call."""

    @property
    def next_step(self) -> NextStep | None:
        """The step agreed, the latest one; None where none is."""
        return next((step for step in reversed(self.next_steps) if step.agreed), None)


@dataclass(frozen=True, slots=True)
class Due:
    """A prompt that ought to be shown. `fault` names the occasion ("turn 4"), so that one occasion raises it once."""

    prompt: str
    fault: str
    why: str
    evidence: tuple[Evidence, ...]
    at: float
    """End of the words that made it due."""
    urgency: Urgency
    fill: Mapping[str, str] = field(default_factory=dict)
    """What stands for the names in braces of the playbook's wording: {"topic": "the boat"} for "Now the personal: {topic}"."""
    ready: float = 0.0
    """From when it may be shown: later than it fell due where the rep has sent its prompt away before."""

    @property
    def subject(self) -> tuple[str, ...]:
        """The prompt and what fills it: an answer to another objection is not the same prompt again."""
        return (self.prompt, *self.fill.values())


@dataclass(frozen=True, slots=True)
class Shown:
    """The prompt on the screen and since when."""

    due: Due
    at: float


@dataclass(frozen=True, slots=True)
class Board:
    """What is shown, what waits for its place, and what was shown before."""

    current: Shown | None = None
    waiting: tuple[Due, ...] = ()
    raised: tuple[tuple[str, str], ...] = ()
    """(prompt, fault) of everything shown, or dropped while it waited, so far."""
    shown: tuple[tuple[str, ...], ...] = ()
    """`Due.subject` of everything shown so far, in order."""
    sent_away: tuple[tuple[str, ...], ...] = ()
    """`Due.subject` of everything that the rep dismissed or found not helpful in this call."""


@dataclass(frozen=True, slots=True)
class State:
    """Everything the core knows about a call. Made by `begin`."""

    call: str
    kind: Kind
    plan: Plan
    date: str
    tracks: tuple[Side, ...]
    """The sides that are heard. Prompts need both: who heard only one cannot know what was not said."""
    quiet: Mapping[str, int]
    """How often the rep had sent each prompt away, as the call began (`call.started`)."""
    seq: int
    """Number of the last fact."""
    now: float
    turns: tuple[Turn, ...] = ()
    open: tuple[Utterance, ...] = ()
    """Utterances that have begun and belong to no turn yet: no word known, or back-channels so far."""
    settled: Understanding = field(default_factory=Understanding)
    settled_turns: int = 0
    """How many turns `settled` covers."""
    settled_acts: Mapping[ActName, Sequence[int]] = field(default_factory=dict)
    """Numbers of the settled turns that do each act, in order: rules find what is rare in a long call without looking through it."""
    understanding: Understanding = field(default_factory=Understanding)
    stage: Stage = "opening"
    """The stage last announced."""
    board: Board = field(default_factory=Board)
    typed: tuple[NoteAdded, ...] = ()
    """What the rep typed during the call, in order."""
    prompts_off: bool = False
    """Whether something was raised (`SILENCING`) that makes every prompt a guess."""
    ended: bool = False
    unread: bool = False
    """Whether the last fact only added words after the last clause boundary of their utterance, where nothing is read yet."""

    def turn(self, number: int) -> Turn | None:
        return self.turns[number - 1] if 0 < number <= len(self.turns) else None

    def doing(self, *names: ActName, after: int = 0) -> Iterator[Turn]:
        """The turns that do one of these acts, however unsurely read, in order: those numbered above `after`."""
        numbers = [self.settled_acts.get(name, ()) for name in names]
        for number in sorted({number for settled in numbers for number in settled[bisect_right(settled, after) :]}):
            yield self.turns[number - 1]
        for turn in self.turns[max(self.settled_turns, after) :]:
            if turn.does(*names):
                yield turn

    def latest(self, *names: ActName, before: int | None = None) -> Iterator[Turn]:
        """The same turns, the latest first: those numbered below `before`, None: all of them."""
        end = len(self.turns) if before is None else before - 1
        for turn in reversed(self.turns[self.settled_turns : end]):
            if turn.does(*names):
                yield turn
        numbers = [self.settled_acts.get(name, ()) for name in names]
        if before is not None:
            numbers = [settled[: bisect_left(settled, before)] for settled in numbers]
        for number, _ in groupby(merge(*map(reversed, numbers), reverse=True)):
            yield self.turns[number - 1]


def begin(started: CallStarted) -> State:
    """The state of a call of which nothing but its start is known."""
    return State(
        call=started.call,
        kind=started.kind,
        plan=started.plan,
        date=started.date,
        tracks=started.tracks,
        quiet=started.quiet,
        seq=started.seq,
        now=started.at,
    )
