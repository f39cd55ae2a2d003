"""A call with everything that an export may hold, stored for real; and one of which little is known."""

import sqlite3
from contextlib import closing

from assistant.events import (
    CallEnded,
    CallStarted,
    Commitment,
    Evidence,
    Kind,
    Line,
    NextCommunication,
    Notes,
    NotesDrafted,
    Plan,
    PlaybookRef,
    PromptCleared,
    PromptShown,
    SideShare,
    SpeechFinal,
)
from assistant.store import Store

CALL = "20260304-100000-aa01"
CLIENT = "Zoë Ångström"
SAID = Evidence(utterance="u1", quote="we never got the pumps")
PROMISED = Evidence(utterance="u2", quote="I'll send you the quote on Tuesday")
STEP = NextCommunication(
    purpose="Settle the price; compare with Hart's",
    what="Send the quote, with both sizes",
    who="rep",
    when="Tuesday at two",
    date="2026-03-10T14:00",
    evidence=(PROMISED,),
)
NOTES = Notes(
    discussed=(
        Line(text='=HYPERLINK("http://x") was read out by the client', evidence=(SAID,)),
        Line(text="The pumps never came; naïve, “quoted”", evidence=(SAID,)),
    ),
    proposed=(Line(text="Rep offered overnight shipment, £40", evidence=()),),
    facts=(Line(text="-12 degrees in the shed", evidence=()),),
    personal=(Line(text="Her daughter sails at Cowes", evidence=()),),
    questions=(Line(text="Which colour?", evidence=()),),
    commitments=(
        Commitment(text="Send the quote, with both sizes.", side="rep", evidence=(PROMISED,)),
        Commitment(text="Ring the yard", side="rep", evidence=()),
        Commitment(text="Look up the serial number", side="client", evidence=()),
    ),
    next=STEP,
    coverage=SideShare(rep=1.0, client=0.9),
)


def put(store: Store, call: str = CALL, notes: Notes | None = NOTES, kind: Kind = "service", date: str = "2026-03-04T10:00:30") -> str:
    """Stores the call, ended, with `notes` as its draft."""
    playbook = PlaybookRef(name="default", hash="00")
    plan = Plan(client=CLIENT, goal="+1 visit", words=("Ångström",))
    started = CallStarted(call=call, at=0.0, seq=1, kind=kind, plan=plan, date=date, tracks=("rep", "client"), weights=None, playbook=playbook)
    store.begin(started, source="script")
    why = (Evidence(utterance="u1", quote="never got"),)
    store.append(
        [
            SpeechFinal(
                call=call, at=3.0, seq=2, utterance="u1", side="client", start=1.0, end=3.0, text=SAID.quote, words=(), values=(), latency_ms=0.0
            ),
            PromptShown(
                call=call,
                at=4.0,
                seq=3,
                prompt="summarise-back",
                text="Summarise what you heard",
                why="w",
                evidence=why,
                due=3.0,
                latency_ms=9.0,
                urgency="guide",
            ),
            PromptCleared(call=call, at=6.0, seq=4, prompt="summarise-back", outcome="done"),
            SpeechFinal(
                call=call, at=9.0, seq=5, utterance="u2", side="rep", start=7.0, end=9.0, text=PROMISED.quote, words=(), values=(), latency_ms=0.0
            ),
            CallEnded(call=call, at=312.4, seq=6, duration=312.4, coverage=SideShare(rep=1.0, client=0.9)),
        ]
    )
    if notes is not None:
        store.append([NotesDrafted(call=call, at=312.4, seq=7, notes=notes)])
    store.release(call)
    return call


def know_client(store: Store, phone: str | None = "+44 (0)20 7946-0123", email: str | None = "zoe@angstrom.example") -> None:
    """Puts the client among those whose company and addresses are known."""
    values = ("zoë ångström", CLIENT, "Ångström & Co.", email, phone, "2026-01-01 00:00:00.000000")
    with closing(sqlite3.connect(store.data / "callcue.db")) as connection, connection:
        connection.execute("INSERT INTO clients (key, name, company, email, phone, made) VALUES (?, ?, ?, ?, ?, ?)", values)


def approve(store: Store, call: str = CALL) -> None:
    """Approves the newest notes."""
    store.reviews.approve(call, store.reviews.newest(call).number)
