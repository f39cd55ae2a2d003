"""Clients in a real store: found by name however it is written, with their calls, what those promise, and what is known beside them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from assistant.clients.contacts import Contact
from assistant.clients.model import Client
from assistant.events import (
    CallEnded,
    CallStarted,
    Commitment,
    Evidence,
    Fact,
    Line,
    NextCommunication,
    Notes,
    NotesDrafted,
    Plan,
    PlanChanged,
    PlaybookRef,
    SideShare,
)
from assistant.store import Store
from assistant.store.database import FILE
from audio.problem import Problem

SAYS = (Evidence(utterance="u1", quote="words"),)
STEP = NextCommunication(purpose="the delivery", what="bring the samples", who="rep", when="Friday", date="2026-11-27", evidence=SAYS)


def notes_of(*discussed: str, step: NextCommunication | None = STEP) -> Notes:
    return Notes(
        discussed=tuple(Line(text=text, evidence=SAYS) for text in discussed),
        commitments=(Commitment(text="send the drawing", evidence=SAYS, side="client"),) if step else (),
        next=step,
    )


def call(
    store: Store,
    name: str,
    client: str | None,
    *,
    date: str = "2026-11-21T09:30",
    notes: Notes | None = None,
    goal: str | None = None,
    live: bool = False,
) -> str:
    """Stores a call, ended unless it is `live`."""
    ref = PlaybookRef(name="default", hash="00")
    plan = Plan(client=client, goal=goal)
    store.begin(
        CallStarted(call=name, at=0.0, seq=1, kind="purpose", plan=plan, date=date, tracks=("rep", "client"), weights=None, playbook=ref),
        source="script",
    )
    facts: list[Fact] = [] if live else [CallEnded(call=name, at=60.0, seq=2, duration=60.0, coverage=SideShare(rep=1.0, client=1.0))]
    if notes is not None:
        facts.append(NotesDrafted(call=name, at=60.0, seq=3, notes=notes))
    store.append(facts)
    store.release(name)
    return name


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    store = Store.open(data)
    yield store
    store.close()


def put(store: Store, *contacts: Contact) -> None:
    store.clients.put(contacts, "keep")


def test_a_client_is_found_however_the_name_is_written(store: Store) -> None:
    call(store, "one", "Dana  Reyes")
    call(store, "two", "dana reyes", date="2026-11-22T09:30")
    call(store, "other", "Wes")
    call(store, "nobody", None)
    call(store, "dash", "-")
    (dana, wes) = store.clients.find().clients
    assert (dana.key, dana.name, dana.calls, dana.last) == ("dana reyes", "dana reyes", 2, "2026-11-22T09:30"), "named as in the last call"
    assert (wes.name, wes.calls) == ("Wes", 1)
    assert [past.id for past in store.clients.calls("dana reyes")] == ["two", "one"]
    assert store.clients.named(" DANA reyes ") == dana
    assert store.clients.named("Dan") is None
    assert store.clients.named("-") is None


def test_a_plan_that_changes_takes_the_call_to_another_client(store: Store) -> None:
    call(store, "one", None, live=True)
    assert store.clients.find().total == 0
    store.append([PlanChanged(call="one", at=1.0, seq=2, kind="purpose", plan=Plan(client="Dana", goal="a date"))])
    (past,) = store.clients.calls("dana")
    assert (past.id, past.state, past.goal, past.notes, past.approved) == ("one", "live", "a date", None, False)
    store.append([PlanChanged(call="one", at=2.0, seq=3, kind="purpose", plan=Plan())])
    assert store.clients.calls("dana") == []


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", {"Dana Reyes", "Jürgen Müller", "Wes 100%"}),
        ("dan", {"Dana Reyes"}),
        ("REYES dana", {"Dana Reyes"}),
        ("reyes wes", set()),
        ("MÜLL", {"Jürgen Müller"}),
        ("özgür", {"Jürgen Müller"}),
        ("harbour", {"Dana Reyes"}),
        ("Dana Reyes, Harb", {"Dana Reyes"}),
        (",", {"Dana Reyes", "Jürgen Müller", "Wes 100%"}),
        ("dana@", {"Dana Reyes"}),
        ("0170", {"Jürgen Müller"}),
        ("100%", {"Wes 100%"}),
        ("_", set()),
        ("'; drop table clients", set()),
    ],
)
def test_search(store: Store, search: str, found: set[str]) -> None:
    call(store, "one", "Dana Reyes")
    call(store, "two", "Wes 100%")
    put(store, Contact(1, "Dana Reyes", "Harbour Marine", "Dana@example.com"), Contact(2, "Jürgen Müller", "ÖZGÜR GmbH", phone="0170 1234"))
    page = store.clients.find(search)
    assert {client.name for client in page.clients} == found
    assert page.total == len(found)


def test_names_that_begin_so_come_first_then_those_called_last(store: Store) -> None:
    call(store, "one", "Adana Ltd", date="2026-11-22")
    call(store, "two", "Dana Reyes", date="2026-11-20")
    call(store, "three", "Dana Smith", date="2026-11-21")
    put(store, Contact(1, "Dana Abel"), Contact(2, "Zoe", "Dana & Sons"))
    assert [client.name for client in store.clients.find("dana").clients] == ["Dana Smith", "Dana Reyes", "Dana Abel", "Adana Ltd", "Zoe"]
    page = store.clients.find("dana", most=2, after=1)
    assert ([client.name for client in page.clients], page.total) == (["Dana Reyes", "Dana Abel"], 5)


def test_approved_notes_go_before_newer_ones(store: Store, data: Path) -> None:
    call(store, "one", "Dana", notes=notes_of("first"))
    assert [past.approved for past in store.clients.calls("dana")] == [False]
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE notes SET approved = '2026-11-21 10:00:00.000000'")
    store.append([NotesDrafted(call="one", at=61.0, seq=4, notes=notes_of("second"))])
    (past,) = store.clients.calls("dana")
    assert past.notes is not None
    assert (past.approved, past.notes.discussed[0].text) == (True, "first")


def test_promises_stand_in_the_order_of_their_dates_until_they_are_kept(store: Store, data: Path) -> None:
    call(store, "one", "Dana", notes=notes_of("a"))
    early = STEP.model_copy(update={"date": "2026-11-25", "what": "ring back"})
    call(store, "two", "Dana", date="2026-11-22", notes=Notes(next=early))
    call(store, "other", "Wes", notes=notes_of("a"))
    promises = store.clients.promises("dana")
    assert [(promise.text, promise.call, promise.place) for promise in promises] == [
        ("ring back", "two", 0),
        ("bring the samples", "one", 0),
        ("send the drawing", "one", 1),
    ]
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE due SET done = '2026-11-21 10:00:00.000000' WHERE call = 'one'")
    assert [promise.text for promise in store.clients.promises("dana")] == ["ring back"]


def test_an_imported_client_is_the_one_that_a_plan_names_with_the_company(store: Store) -> None:
    put(store, Contact(1, "Dana Reyes", "Harbour Marine"))
    call(store, "one", "Dana Reyes, harbour  marine")
    call(store, "two", "Dana Reyes, Elsewhere")
    assert [past.id for past in store.clients.calls("dana reyes")] == ["one"]
    assert [past.id for past in store.clients.calls("dana reyes, elsewhere")] == ["two"]
    named = store.clients.named("Dana Reyes, Harbour Marine")
    assert named is not None
    assert named.key == "dana reyes"


def test_what_is_known_can_be_changed(store: Store) -> None:
    call(store, "one", "Dana Reys")
    key = store.clients.change(Client(key="dana reys", name="Dana Reyes", email="dana@example.com"))
    assert key == "dana reyes"
    client = store.clients.get(key)
    assert (client.name, client.email, client.calls) == ("Dana Reyes", "dana@example.com", 1)
    assert store.call("one").client == "Dana Reyes"
    assert [found.id for found in store.calls("reyes")] == ["one"]
    assert store.calls("reys dana") == []
    with pytest.raises(Problem, match="no such client"):
        store.clients.get("dana reys")
    with pytest.raises(Problem, match="no letter"):
        store.clients.change(client.model_copy(update={"name": " - "}))


def test_two_clients_become_one(store: Store, data: Path) -> None:
    call(store, "one", "Dana Reys")
    put(store, Contact(1, "Dana Reyes", "Harbour Marine", "dana@example.com", "1"))
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        words = [("Reyes", "dana reys"), ("Cutter", "dana reys"), ("Reyes", "dana reyes")]
        connection.executemany("INSERT INTO learnt_words (word, client_key, made) VALUES (?, ?, '2026-11-21 10:00:00.000000')", words)
    store.clients.change(Client(key="dana reys", name="Dana Reyes", phone="2"))
    client = store.clients.get("dana reyes")
    assert (client.company, client.email, client.phone, client.calls) == ("Harbour Marine", "dana@example.com", "2", 1)
    assert sorted(store.clients.words("dana reyes")) == ["Cutter", "Reyes"]
    assert store.clients.find().total == 1


def test_forgetting_keeps_the_calls(store: Store) -> None:
    call(store, "one", "Dana")
    put(store, Contact(1, "Dana", email="dana@example.com"), Contact(2, "Wes"))
    store.clients.forget("dana")
    store.clients.forget("wes")
    (dana,) = store.clients.find().clients
    assert (dana.name, dana.email, dana.calls) == ("Dana", None, 1)


def test_contacts_are_written_all_or_none(store: Store, data: Path) -> None:
    contacts = [Contact(line, f"Client {line}") for line in range(1, 400)]
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        refuse = "CREATE TRIGGER refuse BEFORE INSERT ON clients WHEN new.key = 'client 300' BEGIN SELECT RAISE(ABORT, 'no'); END"
        connection.execute(refuse)
    with pytest.raises(IntegrityError):
        store.clients.put(contacts, "keep")
    assert store.clients.find().total == 0
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("DROP TRIGGER refuse")
    assert len(store.clients.put(contacts, "keep").new) == 399
    assert store.clients.find().total == 399
