"""Calls cut off in the middle (a crash, a power cut) brought to an honest end with what there is."""

from collections.abc import Sequence

from assistant.conductor import coverage_of, error_raised
from assistant.events import Fact, SideShare, SidesSwapped, SpeechCommitted, SpeechFinal
from assistant.facts_driver import drive_again
from assistant.judge import judge_as_begun
from assistant.reduce import OTHER
from assistant.store import Store
from assistant.understanding.values import find_values
from audio.problem import Problem
from audio.recording import finish_recording, recorded_seconds
from audio.side import Side

CUT_OFF = Problem(
    "call-cut-off",
    "Callcue was stopped in the middle of this call; what was heard until then is kept.",
    "Replay it with '--from sound' to have the rest of its recording recognised.",
)


def finish_cut_off(store: Store) -> list[str]:
    """Ends every call that no running process holds and that has not ended; gives their ids. For the start of a program."""
    return [call for call in store.cut_off() if _finish_if_ours(store, call)]


def _finish_if_ours(store: Store, call: str) -> bool:
    """Whether the call was finished here: another process that started at the same time may have been first."""
    try:
        store.hold(call)
    except Problem:
        return False
    try:
        if store.call(call).state != "live":
            return False
        _finish(store, call)
        return True
    finally:
        store.release(call)


def _finish(store: Store, call: str) -> None:
    recording = finish_recording(store.folder(call))
    facts = store.facts(call)
    conductor = drive_again(facts, judge_as_begun(facts, store.data), _ignore)
    conductor.go_on(facts[-1].seq, store.append)
    at = facts[-1].at
    for fact in _unfinished(facts):
        conductor.take(_final(fact, at))
    conductor.take(error_raised(call, at, CUT_OFF))
    seconds = max(at, recorded_seconds(recording) if recording else 0.0)
    conductor.end(at, round(seconds, 3), _coverage(facts))


def _ignore(facts: Sequence[Fact]) -> None:
    """For facts that are stored already."""


def _unfinished(facts: Sequence[Fact]) -> list[SpeechCommitted]:
    """The last committed words of every utterance that has no final."""
    open_: dict[str, SpeechCommitted] = {}
    for fact in facts:
        if isinstance(fact, SidesSwapped):
            open_ = {name: heard.model_copy(update={"side": OTHER[heard.side]}) for name, heard in open_.items()}
        elif isinstance(fact, SpeechCommitted):
            open_[fact.utterance] = fact
        elif isinstance(fact, SpeechFinal):
            open_.pop(fact.utterance, None)
    return list(open_.values())


def _final(fact: SpeechCommitted, at: float) -> SpeechFinal:
    """The final of an utterance whose rest was never recognised: its committed words, without times of their own."""
    return SpeechFinal(
        call=fact.call,
        at=at,
        seq=0,
        utterance=fact.utterance,
        side=fact.side,
        start=fact.start,
        end=fact.end,
        text=fact.text,
        words=(),
        values=find_values(fact.text),
        latency_ms=0.0,
    )


def _coverage(facts: Sequence[Fact]) -> SideShare:
    """Share of each side's utterances, by length, that were recognised to their end."""
    recognised: dict[Side, float] = {}
    spoken: dict[Side, float] = {}
    lengths: dict[str, SpeechCommitted | SpeechFinal] = {}
    for fact in facts:
        if isinstance(fact, SpeechCommitted | SpeechFinal):
            lengths[fact.utterance] = fact
        elif isinstance(fact, SidesSwapped):
            lengths = {name: heard.model_copy(update={"side": OTHER[heard.side]}) for name, heard in lengths.items()}
    for heard in lengths.values():
        seconds = heard.end - heard.start
        spoken[heard.side] = spoken.get(heard.side, 0.0) + seconds
        if isinstance(heard, SpeechFinal) and heard.text:
            recognised[heard.side] = recognised.get(heard.side, 0.0) + seconds
    return coverage_of(recognised, spoken)
