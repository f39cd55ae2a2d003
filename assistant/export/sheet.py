"""Calls as a table for spreadsheets: one row for each."""

from collections.abc import Iterable, Sequence

from assistant.events import Line, Notes
from assistant.export.cells import csv_file, phone_number
from assistant.export.document import CallDocument
from assistant.export.plain import SIDE, client_of

COLUMNS = (
    "Call",
    "Started",
    "Client",
    "Company",
    "Email",
    "Phone",
    "Kind",
    "Seconds",
    "Goal",
    "Discussed",
    "Proposed",
    "Purpose of the next communication",
    "Next step",
    "Next step by",
    "Next step when",
    "Next step date",
    "Facts",
    "Personal",
    "Open questions",
    "Promised by rep",
    "Promised by client",
    "Approved",
)


def table(calls: Iterable[tuple[CallDocument, Notes]]) -> bytes:
    """A CSV file for Excel and its like. Several lines of one head stand in one cell, one below the other."""
    return csv_file(COLUMNS, (_row(call, notes) for call, notes in calls), for_people=True)


def _row(call: CallDocument, notes: Notes) -> tuple[str, ...]:
    contact, step = call.contact, notes.next
    return (
        call.id,
        call.started.replace("T", " "),
        client_of(call) or "",
        (contact and contact.company) or "",
        (contact and contact.email) or "",
        phone_number(contact.phone if contact else None),
        call.kind,
        f"{call.seconds:.0f}",
        call.plan.goal or "",
        _lines(notes.discussed),
        _lines(notes.proposed),
        (step and step.purpose) or "",
        (step and step.what) or "",
        SIDE[step.who] if step and step.who else "",
        (step and step.when) or "",
        ((step and step.date) or "").replace("T", " "),
        _lines(notes.facts),
        _lines(notes.personal),
        _lines(notes.questions),
        _lines([line for line in notes.commitments if line.side == "rep"]),
        _lines([line for line in notes.commitments if line.side == "client"]),
        call.approved or "",
    )


def _lines(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)
