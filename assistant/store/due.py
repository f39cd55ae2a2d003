"""What is due: the next step and the promises of the newest notes of every call, and what of it is done."""

from sqlalchemy import Connection, delete, insert, select

from assistant.events import Notes
from assistant.store.schema import calls, due
from assistant.understanding.when import resolve


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
    step = notes.next
    if step and (step.what or step.when):
        text = step.what or step.purpose or step.when
        rows.append({"call": call, "place": 0, "text": text, "side": step.who, "said": step.when, "date": step.date})
    for place, line in enumerate(notes.commitments, start=1):
        rows.append(
            {"call": call, "place": place, "text": line.text, "side": line.side, "said": None, "date": resolve(line.text, began) if began else None}
        )
    return rows
