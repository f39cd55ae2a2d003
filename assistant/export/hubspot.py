"""Files for HubSpot's import: calls, notes and tasks, under the names that HubSpot gives their properties.

Every call stands among the calls and among the notes: who imports both has its notes twice on the client's timeline.
"""

from collections.abc import Sequence
from datetime import datetime

from assistant.events import Notes
from assistant.export.cells import csv_file, fitted
from assistant.export.document import CallDocument
from assistant.export.plain import body, client_of
from assistant.export.tasks import reference, tasks_of
from assistant.export.zone import stamp

CALLS = ("Call title", "Activity date", "Call notes", "Call duration", "Call direction", "Call status", "Email")
NOTES = ("Note body", "Activity date", "Email")
TASKS = ("Task title", "Task notes", "Due date", "Task status", "Task type", "Email")

MOST = 65_536
"""Characters that HubSpot takes in the text of an activity."""
MOST_TITLE = 255


def files(calls: Sequence[tuple[CallDocument, Notes]]) -> dict[str, bytes]:
    """The files by the ends of their names; one without rows is left out."""
    tables = {
        "hubspot-calls.csv": (CALLS, [_call(*one) for one in calls]),
        "hubspot-notes.csv": (NOTES, [_note(*one) for one in calls]),
        "hubspot-tasks.csv": (TASKS, [row for one in calls for row in _tasks(*one)]),
    }
    return {name: csv_file(heads, rows) for name, (heads, rows) in tables.items() if rows}


def _call(call: CallDocument, notes: Notes) -> tuple[str, ...]:
    client = client_of(call)
    return (
        fitted(f"Call with {client}" if client else "Call", MOST_TITLE),
        stamp(datetime.fromisoformat(call.started)),
        _text(call, notes),
        str(round(call.seconds * 1000)),
        "INBOUND" if call.kind == "service" else "OUTBOUND",
        "COMPLETED",
        _email(call),
    )


def _note(call: CallDocument, notes: Notes) -> tuple[str, ...]:
    return _text(call, notes), stamp(datetime.fromisoformat(call.started)), _email(call)


def _tasks(call: CallDocument, notes: Notes) -> list[tuple[str, ...]]:
    return [
        (fitted(task.title, MOST_TITLE), fitted(task.about, MOST), stamp(task.when) if task.when else "", "NOT_STARTED", "TODO", _email(call))
        for task in tasks_of(call, notes)
    ]


def _text(call: CallDocument, notes: Notes) -> str:
    behind = f"\n{reference(call)}"
    return fitted(body(notes), MOST - len(behind)) + behind


def _email(call: CallDocument) -> str:
    return (call.contact and call.contact.email) or ""
