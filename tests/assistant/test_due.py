"""What is due: grouped as seen from today, ordered, marked as done; as a list of the store and as `callcue due`."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.cli.main import run
from assistant.due import DueStep, due_steps
from assistant.events import CallEnded, CallStarted, Commitment, NextCommunication, Notes, NotesDrafted, Plan, PlaybookRef, SideShare
from assistant.store import Store
from audio.problem import Problem

TODAY = date(2026, 3, 4)
"""A Wednesday."""


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    yield opened
    opened.close()


def put(store: Store, call: str, *steps: tuple[str, str | None], client: str | None = "Dana Reyes", date: str = "2026-03-02T10:00") -> str:
    """A call whose notes have such steps, what and ISO date: the first the next step, the others promises of the client."""
    ref = PlaybookRef(name="default", hash="00")
    begun = CallStarted(
        call=call, at=0.0, seq=1, kind="purpose", plan=Plan(client=client), date=date, tracks=("rep", "client"), weights=None, playbook=ref
    )
    store.begin(begun, source="script")
    (what, when), *others = steps
    step = NextCommunication(purpose="p", what=what, who="rep", when=f"as said of {what}", date=when, evidence=())
    promises = tuple(Commitment(text=f"{text} {when or ''}".strip(), evidence=(), side="client") for text, when in others)
    notes = Notes(next=step, commitments=promises)
    store.append([CallEnded(call=call, at=9.0, seq=2, duration=9.0, coverage=SideShare()), NotesDrafted(call=call, at=9.0, seq=3, notes=notes)])
    store.release(call)
    return call


def told(steps: list[DueStep]) -> list[tuple[str, str]]:
    return [(step.when_due, step.text) for step in steps]


@pytest.mark.parametrize(
    ("day", "when"),
    [
        ("2026-03-03", "overdue"),
        ("2025-12-31T23:59", "overdue"),
        ("2026-03-04", "today"),
        ("2026-03-04T00:01", "today"),
        ("2026-03-04T23:59", "today"),
        ("2026-03-05", "week"),
        ("2026-03-08", "week"),
        ("2026-03-09", "later"),
        ("2027-03-04", "later"),
        (None, "undated"),
        ("soon", "undated"),
        ("", "undated"),
        ("2026-02-30", "undated"),
    ],
)
def test_when_a_step_is_due(store: Store, day: str | None, when: str) -> None:
    put(store, "c", ("call back", day))
    assert told(due_steps(store, TODAY)) == [(when, "call back")]


@pytest.mark.parametrize(("today", "last"), [(date(2026, 3, 2), 6), (date(2026, 3, 7), 1), (date(2026, 3, 8), 0)])
def test_the_week_ends_on_sunday(store: Store, today: date, last: int) -> None:
    put(store, "in", ("in", (today + timedelta(days=max(1, last))).isoformat()))
    put(store, "out", ("out", (today + timedelta(days=last + 1)).isoformat()))
    assert dict((text, when) for when, text in told(due_steps(store, today)))["out"] == "later"
    assert (dict((text, when) for when, text in told(due_steps(store, today)))["in"] == "week") == (last > 0)


def test_what_is_late_comes_first_and_of_one_day_the_newest_call(store: Store) -> None:
    put(store, "a", ("later", "2026-04-01"), ("no day", None), date="2026-03-01T10:00")
    put(store, "b", ("at four", "2026-03-04T16:00"), date="2026-03-01T11:00")
    put(store, "c", ("any hour", "2026-03-04"), date="2026-02-01T10:00")
    put(store, "d", ("old", "2026-02-01"), date="2026-01-01T10:00")
    put(store, "e", ("newer", "2026-02-01"), date="2026-01-02T10:00")
    put(store, "f", ("this week", "2026-03-06"), date="2026-01-02T10:00")
    assert told(due_steps(store, TODAY)) == [
        ("overdue", "newer"),
        ("overdue", "old"),
        ("today", "any hour"),
        ("today", "at four"),
        ("week", "this week"),
        ("later", "later"),
        ("undated", "no day"),
    ]
    until = due_steps(store, TODAY, until=date(2026, 3, 4))
    assert [step.text for step in until] == ["newer", "old", "any hour", "at four"]


def test_a_step_is_done_and_undone(store: Store) -> None:
    put(store, "c", ("call back", "2026-03-03"), ("send the drawing", None))
    store.due.mark("c", 0, True)
    store.due.mark("c", 0, True)
    assert told(due_steps(store, TODAY)) == [("undated", "send the drawing")]
    assert told(due_steps(store, TODAY, done=True)) == [("undated", "send the drawing"), ("done", "call back")]
    store.due.mark("c", 0, False)
    assert told(due_steps(store, TODAY)) == [("overdue", "call back"), ("undated", "send the drawing")]


@pytest.mark.parametrize(("call", "place"), [("c", 2), ("nope", 0), ("", 0), ("c", -1)])
def test_a_step_that_is_not_there(store: Store, call: str, place: int) -> None:
    put(store, "c", ("call back", None), ("send the drawing", None))
    with pytest.raises(Problem) as caught:
        store.due.mark(call, place, True)
    assert caught.value.code == "unknown-step"


def test_what_is_done_stays_done_in_newer_notes(store: Store) -> None:
    put(store, "c", ("call back", "2026-03-03"), ("send the drawing", None))
    store.due.mark("c", 1, True)
    promise = Commitment(text="send the drawing", evidence=(), side="client")
    store.append([NotesDrafted(call="c", at=9.0, seq=4, notes=Notes(commitments=(promise,)))])
    assert due_steps(store, TODAY) == []
    assert told(due_steps(store, TODAY, done=True)) == [("done", "send the drawing")]


def test_nothing_of_a_deleted_call_is_due(store: Store) -> None:
    put(store, "c", ("call back", None))
    store.delete("c")
    assert due_steps(store, TODAY, done=True) == []


def test_whose_it_is_and_of_which_call(store: Store) -> None:
    put(store, "c", ("call back", "2026-03-03"), ("send the drawing", None), client="Dana  REYES")
    step, promise = due_steps(store, TODAY)
    assert (step.call, step.place, step.side, step.said, step.date, step.done) == ("c", 0, "rep", "as said of call back", "2026-03-03", False)
    assert (promise.place, promise.side, promise.said) == (1, "client", None)
    assert (step.client, step.client_key, step.started, step.approved) == ("Dana  REYES", "dana reyes", "2026-03-02T10:00", False)


def test_the_command(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["due"]) == 0
    assert capsys.readouterr().out == "Nothing is due.\n"
    store = Store.open(data)
    today = date.today()
    put(store, "c", ("call\nback", today.isoformat()), ("send the drawing", None))
    put(store, "d", ("visit", (today - timedelta(days=1)).isoformat() + "T16:00"), client=None)
    store.due.mark("c", 1, True)
    store.close()
    run(["due"])
    head, late, now = capsys.readouterr().out.splitlines()
    assert head.split() == ["due", "when", "who", "what", "client", "call"]
    assert late.split() == ["overdue", *f"{today - timedelta(days=1):%a %Y-%m-%d}".split(), "16:00", "you", "visit", "d"]
    assert now.split() == ["today", *f"{today:%a %Y-%m-%d}".split(), "you", "call", "back", "Dana", "Reyes", "c"]
    run(["due", "--all", "--json"])
    assert [(step["when_due"], step["call"], step["place"]) for step in json.loads(capsys.readouterr().out)] == [
        ("overdue", "d", 0),
        ("today", "c", 0),
        ("done", "c", 1),
    ]
    run(["due", "--until", (today - timedelta(days=1)).isoformat(), "--json"])
    assert [step["call"] for step in json.loads(capsys.readouterr().out)] == ["d"]
    assert run(["due", "--until", "soon"]) == 2
    assert "is not a date" in capsys.readouterr().err
