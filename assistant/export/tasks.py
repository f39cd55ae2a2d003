"""What a call leaves to be done, as CRMs keep it: the next step, and what the rep has promised."""

from datetime import date, datetime
from typing import NamedTuple

from assistant.events import Notes
from assistant.export.document import CallDocument
from assistant.export.plain import SIDE, client_of, step_of
from assistant.export.zone import moment


class Task(NamedTuple):
    """Something to be done. `when`: a day, or local date and time; None where none was said."""

    title: str
    about: str
    when: date | datetime | None


def tasks_of(call: CallDocument, notes: Notes) -> list[Task]:
    """The next step, whoever takes it, and the rep's promises; a promise that is the next step itself does not come twice."""
    client = client_of(call)
    behind = f" ({client})" if client else ""
    found = []
    if notes.next and (notes.next.what or notes.next.purpose):
        who = f"{SIDE['client']}: " if notes.next.who == "client" else ""
        what = notes.next.what or notes.next.purpose or ""
        about = [notes.next.purpose, f"Agreed: {step_of(notes.next)}.", reference(call)]
        found.append(Task(f"{who}{what}{behind}", "\n".join(part for part in about if part), moment(notes.next.date)))
    for line in notes.commitments:
        is_next = notes.next is not None and (line.evidence == notes.next.evidence != () or _same(line.text, notes.next.what))
        if line.side == "rep" and not is_next:
            found.append(Task(f"{line.text}{behind}", f"Promised on the call.\n{reference(call)}", None))
    return found


def reference(call: CallDocument) -> str:
    """By what a call is found again in Callcue."""
    return f"Call of {call.started.replace('T', ' ')}, {call.id} in Callcue."


def _same(one: str, other: str | None) -> bool:
    return other is not None and one.strip(" .").casefold() == other.strip(" .").casefold()
