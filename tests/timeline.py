"""Conversations on a timeline, for tests of what rests on turns: `say` gives the facts of one utterance, `heard` the state after them."""

from collections.abc import Iterable, Iterator

from assistant.events import CallStarted, Fact, Kind, Plan, PlaybookRef, SpeechCommitted, SpeechFinal
from assistant.reduce import reduce
from assistant.state import State, begin
from audio.side import Side

CALL = "20260304-100000-test"


def started(kind: Kind = "purpose", plan: Plan | None = None) -> CallStarted:
    """The start of a call."""
    return CallStarted(
        call=CALL,
        at=0.0,
        seq=1,
        kind=kind,
        plan=plan or Plan(),
        date="2026-03-04T10:00",
        tracks=("rep", "client"),
        weights=None,
        playbook=PlaybookRef(name="test", hash="0" * 64),
    )


def committed(utterance: str, side: Side, start: float, end: float, text: str, at: float | None = None) -> SpeechCommitted:
    """Words known while the utterance goes on; `at` is `end` unless they became known later."""
    return SpeechCommitted(call=CALL, at=end if at is None else at, seq=0, utterance=utterance, side=side, start=start, end=end, text=text)


def final(utterance: str, side: Side, start: float, end: float, text: str, at: float | None = None) -> SpeechFinal:
    """The last words of an utterance."""
    return SpeechFinal(
        call=CALL,
        at=end if at is None else at,
        seq=0,
        utterance=utterance,
        side=side,
        start=start,
        end=end,
        text=text,
        words=(),
        values=(),
        latency_ms=0.0,
    )


def say(utterance: str, side: Side, start: float, end: float, text: str) -> Iterator[Fact]:
    """An utterance from beginning to end, each word committed when it ends, evenly spread over its time."""
    yield committed(utterance, side, start, start, "")
    words = text.split()
    for count in range(1, len(words) + 1):
        yield committed(utterance, side, start, start + (end - start) * count / len(words), " ".join(words[:count]))
    yield final(utterance, side, start, end, text)


def heard(facts: Iterable[Fact], state: State | None = None) -> State:
    """The state after facts, reduced in the order given, read by nobody; on from `state`, or from the start of a call."""
    state = state or begin(started())
    for fact in facts:
        state = reduce(state, fact.model_copy(update={"seq": state.seq + 1}))
    return state
