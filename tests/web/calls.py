"""Calls for tests of the service: one that is stored, and a source that is heard until it is closed."""

import threading
from collections.abc import Iterator

import numpy as np
import soundfile

from assistant.events import (
    CallEnded,
    CallStarted,
    Evidence,
    Fact,
    Line,
    Notes,
    NotesDrafted,
    Plan,
    PlanChanged,
    PlaybookRef,
    PromptCleared,
    PromptShown,
    SideShare,
    SpeechCommitted,
    SpeechFinal,
)
from assistant.store import Store
from audio.frames import Block
from audio.side import Side

CLIENT = "Dana Reyes"
SAID = "Good morning, is this about the invoice?"
NOTES = Notes(discussed=(Line(text="The invoice.", evidence=(Evidence(utterance="u1", quote="invoice"),)),))


def facts_of(call: str, date: str = "2026-11-21T21:30:00") -> list[Fact]:
    """Everything that became known in a short call, in order."""
    playbook = PlaybookRef(name="default", hash="0" * 64)
    tracks: tuple[Side, ...] = ("rep", "client")
    plan = Plan(client=CLIENT, goal="a meeting")
    why = (Evidence(utterance="u1", quote="is this about"),)
    share = SideShare(rep=None, client=1.0)
    return [
        CallStarted(
            call=call, at=0.0, seq=1, kind="purpose", plan=Plan(client=CLIENT), date=date, tracks=tracks, weights="tiny.en", playbook=playbook
        ),
        PlanChanged(call=call, at=0.1, seq=2, kind="renewal", plan=plan),
        SpeechCommitted(call=call, at=0.5, seq=3, utterance="u1", side="client", start=0.4, end=0.4, text=""),
        SpeechFinal(call=call, at=2.9, seq=4, utterance="u1", side="client", start=0.4, end=2.4, text=SAID, words=(), values=(), latency_ms=500.0),
        PromptShown(
            call=call,
            at=3.0,
            seq=5,
            prompt="state-purpose",
            text="State your purpose",
            why="asked",
            evidence=why,
            due=2.4,
            latency_ms=600.0,
            urgency="answer",
        ),
        PromptCleared(call=call, at=4.0, seq=6, prompt="state-purpose", outcome="done"),
        CallEnded(call=call, at=5.0, seq=7, duration=5.0, coverage=share),
        NotesDrafted(call=call, at=5.0, seq=8, notes=NOTES),
    ]


def put(store: Store, call: str, *, facts: int = 8, sound: bool = False, date: str = "2026-11-21T21:30:00") -> str:
    """Stores the first `facts` of a call, with two seconds of recorded silence where asked."""
    first, *rest = facts_of(call, date)[:facts]
    assert isinstance(first, CallStarted)
    store.begin(first, source="file")
    store.append(rest)
    store.release(call)
    if sound:
        store.folder(call).mkdir(parents=True)
        soundfile.write(store.folder(call) / "sound.flac", np.zeros((32_000, 2), np.int16), 16_000)
    return call


class Microphone:
    """A microphone for machines without one: hears nothing, in real time, until it is closed."""

    tracks: tuple[Side, ...] = ("rep", "client")
    rate = 16_000

    def __init__(self, mic: str | None = None, far: str | None = None) -> None:
        self.asked = (mic, far)
        self.closed = threading.Event()

    def blocks(self) -> Iterator[Block]:
        while not self.closed.wait(0.02):
            yield Block(np.zeros((320, 2), np.float32))

    def close(self) -> None:
        self.closed.set()
