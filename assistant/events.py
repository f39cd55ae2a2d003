"""Everything that can be said about a call: one closed union of frozen events, told apart by a literal `type`.

A *fact* has a sequence number, is stored, and may raise prompts. A *hint* is shown and forgotten. The grammar of a call:

    call.started, (speech.committed* speech.final | turn.understood | stage.changed | prompt.shown | prompt.cleared | …)*, call.ended,
    (notes.drafted | speech.corrected)*

`speech.committed` with an empty text says that an utterance has begun. Every utterance ends in exactly one `speech.final`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from audio.side import Side

Kind = Literal["purpose", "service", "relationship", "renewal"]
Stage = Literal["opening", "small-talk", "needs", "solution", "close", "ended"]
Urgency = Literal["answer", "rescue", "guide"]
Outcome = Literal["done", "lapsed", "withdrawn", "dismissed", "not-helpful", "replaced"]
SENT_AWAY: frozenset[Outcome] = frozenset({"dismissed", "not-helpful"})
"""Outcomes by which the rep has sent a prompt away: these alone come from outside, the others follow from the call."""
ActName = Literal[
    "greeting",
    "introduction",
    "courtesy",
    "courtesy-answer",
    "small-talk",
    "park",
    "vague-purpose",
    "purpose",
    "ask-why",
    "dodge",
    "ask-need",
    "open-question",
    "closed-question",
    "question",
    "ask-experience",
    "experience",
    "ask-work",
    "work",
    "need",
    "request",
    "detail",
    "offer",
    "price",
    "objection",
    "press",
    "offer-to-cancel",
    "ask-cancel",
    "contract",
    "reflect",
    "sympathy",
    "answer",
    "propose-next",
    "accept",
    "decline",
    "commitment",
    "vague-next",
    "must-go",
    "closing",
    "goodbye",
    "thanks",
    "apology",
    "hold",
    "back-channel",
    "need-nothing",
    "business",
    "other",
]
"""What a stretch of a turn does. `assistant/understanding/README.md` says what each means, with examples and look-alikes."""

ME = "me"
"""The rep where nobody is named."""


class Frozen(BaseModel):
    """A value that never changes and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Frozen):
    """Words that something rests on: the utterance, and the words quoted exactly as recognised."""

    utterance: str
    quote: str


class SpokenWord(Frozen):
    """A word of a final. `start`, `end`: seconds since the call began; `p`: 0..1."""

    text: str
    start: float
    end: float
    p: float


class Value(Frozen):
    """A number, amount, code or date in an utterance: `quote` as recognised, `value` in one form ("18400", "USD 18400", "4471-B", "--06-12")."""

    what: Literal["number", "amount", "code", "date", "time", "email", "phone"]
    quote: str
    value: str


class Act(Frozen):
    """What a stretch of a turn does, with the words that say so.

    `about`: what it is about in the words of the call (the topic of small talk, the action of a next step), or None.
    `when`: the time named with a next step, as said, or None. `who`: who is to act, where the act is a step or a promise.
    """

    act: ActName
    evidence: Evidence
    confidence: float = 1.0
    about: str | None = None
    who: Literal["rep", "client"] | None = None
    when: str | None = None


class Answer(Frozen):
    """An answer prepared for an objection."""

    objection: str
    answer: str


class Plan(Frozen):
    """What the rep wants from the call. Nothing is compulsory."""

    client: str | None = None
    goal: str | None = None
    history: str | None = None
    stage: str | None = None
    next_step: str | None = None
    answers: tuple[Answer, ...] = ()
    words: tuple[str, ...] = ()
    """Names and products to get right, given to the recogniser as hot words."""


class PlaybookRef(Frozen):
    """Which playbook was in force: its name, and the SHA-256 of all that counts in it, what it takes from others included."""

    name: str
    hash: str


class SideShare(Frozen):
    """Share (0..1) of each side's speech that has a transcript; None for a side with no speech."""

    rep: float | None = None
    client: float | None = None


class Line(Frozen):
    """A line of the notes and the words it rests on."""

    text: str
    evidence: tuple[Evidence, ...]


class Commitment(Line):
    """What one side promised to do."""

    side: Literal["rep", "client"]


class NextCommunication(Frozen):
    """The purpose of the next communication, and the step agreed. `when` as said; `date` as ISO date or date and time."""

    purpose: str | None
    what: str | None
    who: Literal["rep", "client"] | None
    when: str | None
    date: str | None
    evidence: tuple[Evidence, ...]


class Notes(Frozen):
    """Notes under the three heads, and what else is worth keeping."""

    discussed: tuple[Line, ...] = ()
    proposed: tuple[Line, ...] = ()
    facts: tuple[Line, ...] = ()
    personal: tuple[Line, ...] = ()
    questions: tuple[Line, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    next: NextCommunication | None = None
    coverage: SideShare = SideShare()


class Event(Frozen):
    """What every event has. `at`: seconds since the call began at which it became known."""

    call: str
    at: float


class FactBase(Event):
    """A fact: numbered from 1 in the order in which it became known, and stored."""

    seq: int


class CallStarted(FactBase):
    type: Literal["call.started"] = "call.started"
    kind: Kind
    plan: Plan
    date: str
    """Local date and time at which the call began, ISO 8601."""
    tracks: tuple[Side, ...]
    weights: str | None
    """Name of the recogniser's weights; None for a call script, which needs none."""
    playbook: PlaybookRef
    rep: str = ME
    """Who calls: a name that tells the reps of one store apart."""
    quiet: Mapping[str, int] = {}
    """How often the rep has sent each prompt away since last doing it, as the call began: it is shown later, or no more."""


class CallEnded(FactBase):
    type: Literal["call.ended"] = "call.ended"
    duration: float
    coverage: SideShare


class PlanChanged(FactBase):
    type: Literal["plan.changed"] = "plan.changed"
    kind: Kind
    plan: Plan
    """The kind and the whole plan as they now stand."""


class SidesSwapped(FactBase):
    type: Literal["sides.swapped"] = "sides.swapped"


class NoteAdded(FactBase):
    type: Literal["note.added"] = "note.added"
    text: str
    begun: float
    """When the rep began to type it, seconds since the call began: the moment of the call it is about."""


class SpeechPartial(Event):
    type: Literal["speech.partial"] = "speech.partial"
    utterance: str
    side: Side
    start: float
    text: str
    stable: int
    """How many characters of `text` will not change."""


class SpeechCommitted(FactBase):
    type: Literal["speech.committed"] = "speech.committed"
    utterance: str
    side: Side
    start: float
    end: float
    """End of the last committed word; equal to `start` while none is."""
    text: str
    """The whole stable prefix so far. It grows; where a pause shows that a word of it was misheard, the better words take its place."""


class SpeechFinal(FactBase):
    type: Literal["speech.final"] = "speech.final"
    utterance: str
    side: Side
    start: float
    end: float
    text: str
    words: tuple[SpokenWord, ...]
    values: tuple[Value, ...]
    latency_ms: float
    """From the end of the speech to `at`."""


class SpeechCorrected(FactBase):
    """Words of an ended call put right by the rep, or given to the other side. What was shown in the call stays as it was shown."""

    type: Literal["speech.corrected"] = "speech.corrected"
    utterance: str
    text: str | None
    """What was really said; None where only the side was wrong."""
    side: Side | None
    """Who really said it; None where only the words were wrong."""
    was: str
    """The words as they stood before."""
    words: tuple[SpokenWord, ...]
    """The words put right, each with the time of those it stands for; none where `text` is None, or the words had no times."""
    values: tuple[Value, ...]
    """As in `speech.final`, of the words put right; none where `text` is None."""


class TurnUnderstood(FactBase):
    type: Literal["turn.understood"] = "turn.understood"
    side: Side
    utterances: tuple[str, ...]
    acts: tuple[Act, ...]
    confidence: float


class StageChanged(FactBase):
    type: Literal["stage.changed"] = "stage.changed"
    stage: Stage
    since: float


class PromptShown(FactBase):
    type: Literal["prompt.shown"] = "prompt.shown"
    prompt: str
    text: str
    why: str
    evidence: tuple[Evidence, ...]
    due: float
    """End of the words that made it due, seconds since the call began."""
    latency_ms: float
    """`due` to `at`."""
    urgency: Urgency


class PromptCleared(FactBase):
    type: Literal["prompt.cleared"] = "prompt.cleared"
    prompt: str
    outcome: Outcome


class CaptureLost(FactBase):
    type: Literal["capture.lost"] = "capture.lost"
    side: Side


class CaptureFound(FactBase):
    type: Literal["capture.found"] = "capture.found"
    side: Side


class ErrorRaised(FactBase):
    type: Literal["error.raised"] = "error.raised"
    code: str
    message: str
    remedy: str


class SignalLevel(Event):
    type: Literal["signal.level"] = "signal.level"
    side: Side
    dbfs: float
    speech: bool


class RecogniserLag(Event):
    type: Literal["recogniser.lag"] = "recogniser.lag"
    seconds: float
    """How far the words are behind the sound: how long the oldest speech has waited for them."""
    load: float
    """Share of the last seconds in which the recogniser was at work; 1 where it can't keep up."""
    weights: str | None


class NotesDrafted(FactBase):
    type: Literal["notes.drafted"] = "notes.drafted"
    notes: Notes


Fact = (
    CallStarted
    | CallEnded
    | PlanChanged
    | SidesSwapped
    | NoteAdded
    | SpeechCommitted
    | SpeechFinal
    | SpeechCorrected
    | TurnUnderstood
    | StageChanged
    | PromptShown
    | PromptCleared
    | CaptureLost
    | CaptureFound
    | ErrorRaised
    | NotesDrafted
)
Hint = SpeechPartial | SignalLevel | RecogniserLag
AnyEvent = Annotated[Fact | Hint, Field(discriminator="type")]

events: TypeAdapter[Fact | Hint] = TypeAdapter(AnyEvent)
"""Reads and writes any event as JSON."""
