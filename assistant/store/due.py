"""What is due: the next step and the promises of the newest notes of every call, and what of it is done."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, delete, exists, insert, select, update

from assistant.events import Frozen, Notes
from assistant.store.schema import calls, due, notes
from audio.problem import Problem

Transaction = Callable[[], AbstractContextManager[Connection]]


class Step(Frozen):
    """A next step (place 0) or a promise of a call's newest notes.

    `said`: when, as said; `date`: ISO date, or date and time. `started`: local date and time of the call. `approved`: whether its notes are.
    """

    call: str
    place: int
    text: str
    side: Literal["rep", "client"] | None
    said: str | None
    date: str | None
    done: bool
    client: str | None
    client_key: str | None
    started: str
    approved: bool


class Due:
    """What is due in a store. Reading may take long: any thread may call it."""

    def __init__(self, reading: Transaction, writing: Transaction, now: Callable[[], datetime]) -> None:
        self._reading = reading
        self._writing = writing
        self._now = now

    def steps(self, *, done: bool = False) -> list[Step]:
        """Every step that is to be done, and on demand those that are, in no order."""
        approved = exists().where(notes.c.call == calls.c.id, notes.c.approved.is_not(None)).label("approved")
        step = (due.c.call, due.c.place, due.c.text, due.c.side, due.c.said, due.c.date, due.c.done.is_not(None).label("done"))
        query = select(*step, calls.c.client, calls.c.client_key, calls.c.started, approved).join(calls)
        if not done:
            query = query.where(due.c.done.is_(None))
        with self._reading() as connection:
            return [Step(**row) for row in connection.execute(query).mappings()]

    def mark(self, call: str, place: int, done: bool) -> None:
        """Says that a step is done, or that it is not. Raises `Problem` (`unknown-step`) where the newest notes have no such step."""
        here = (due.c.call == call, due.c.place == place)
        with self._writing() as connection:
            if connection.scalar(select(due.c.place).where(*here)) is None:
                raise Problem("unknown-step", "The notes of the call have no such step any more.", "Reload the page.")
            if not done:
                connection.execute(update(due).where(*here).values(done=None))
            else:
                connection.execute(update(due).where(*here, due.c.done.is_(None)).values(done=self._now()))


def follow_notes(connection: Connection, call: str, notes: Notes) -> None:
    """Puts what the notes promise in the place of what earlier notes of the call did.

    What was done stays done: where the same words stand, in whatever place, else where the words of its place were put differently.
    """
    before = connection.execute(select(due).where(due.c.call == call)).mappings().all()
    began = connection.scalar(select(calls.c.started).where(calls.c.id == call))
    rows = _rows(call, notes, began)
    said = {(row["text"], row["side"]) for row in rows}
    done_by_words = {(row["text"], row["side"]): row["done"] for row in before if row["done"]}
    done_by_place = {row["place"]: row["done"] for row in before if row["done"] and (row["text"], row["side"]) not in said}
    known = {(row["text"], row["side"]) for row in before}
    for row in rows:
        words = (row["text"], row["side"])
        row["done"] = done_by_words.get(words) if words in known else done_by_place.get(row["place"])
    connection.execute(delete(due).where(due.c.call == call))
    if rows:
        connection.execute(insert(due), rows)


def _rows(call: str, notes: Notes, began: str | None) -> list[dict[str, object]]:
    """The rows of the table `due` for these notes: place 0 is the next step, 1… are the commitments, in their order.

    A commitment is due at the time that it names, counted from the day of the call (`began`, local).
    """
    rows: list[dict[str, object]] = []
    # What knows times takes a while to load, and not everybody who opens a store writes notes.
    from assistant.understanding.when import resolve

    step = notes.next
    if step and (step.what or step.when):
        text = step.what or step.purpose or step.when
        rows.append({"call": call, "place": 0, "text": text, "side": step.who, "said": step.when, "date": step.date})
    for place, line in enumerate(notes.commitments, start=1):
        rows.append(
            {"call": call, "place": place, "text": line.text, "side": line.side, "said": None, "date": resolve(line.text, began) if began else None}
        )
    return rows
