"""Files for Salesforce's Data Loader: tasks and events, under the API names of their fields.

`WhoId` ties a row to a contact or lead. Only Salesforce knows its ids, so the column is empty, and the columns behind it say whose it is.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from assistant.events import Notes
from assistant.export.cells import csv_file, fitted, phone_number
from assistant.export.document import CallDocument
from assistant.export.plain import body, client_of
from assistant.export.tasks import Task, reference, tasks_of
from assistant.export.zone import stamp

WHO = ("WhoId", "Contact name", "Contact email", "Contact phone", "Company")
TASKS = ("Subject", "ActivityDate", "Status", "Priority", "TaskSubtype", "CallType", "CallDurationInSeconds", "Description", *WHO)
EVENTS = ("Subject", "StartDateTime", "EndDateTime", "Description", *WHO)

MOST_SUBJECT = 255
MOST_TEXT = 32_000
"""Characters of a Description."""
MEETING = timedelta(minutes=30)
"""How long a next step takes that is agreed for an hour: an event needs an end, and none is ever said."""


def files(calls: Sequence[tuple[CallDocument, Notes]]) -> dict[str, bytes]:
    """The files by the ends of their names; one without rows is left out. What is agreed for an hour is an event, everything else a task."""
    left = [(call, task) for call, notes in calls for task in tasks_of(call, notes)]
    tables = {
        "salesforce-tasks.csv": (
            TASKS,
            [*(_call(*one) for one in calls), *(_task(call, task) for call, task in left if not isinstance(task.when, datetime))],
        ),
        "salesforce-events.csv": (EVENTS, [_event(call, task, task.when) for call, task in left if isinstance(task.when, datetime)]),
    }
    return {name: csv_file(heads, rows) for name, (heads, rows) in tables.items() if rows}


def _call(call: CallDocument, notes: Notes) -> tuple[str, ...]:
    behind = f"\n{reference(call)}"
    return (
        fitted(f"Call with {client_of(call) or 'a client'}", MOST_SUBJECT),
        call.started[:10],
        "Completed",
        "Normal",
        "Call",
        "Inbound" if call.kind == "service" else "Outbound",
        str(round(call.seconds)),
        fitted(body(notes), MOST_TEXT - len(behind)) + behind,
        *_who(call),
    )


def _task(call: CallDocument, task: Task) -> tuple[str, ...]:
    day = task.when.isoformat() if isinstance(task.when, date) else ""
    return fitted(task.title, MOST_SUBJECT), day, "Not Started", "Normal", "Task", "", "", fitted(task.about, MOST_TEXT), *_who(call)


def _event(call: CallDocument, task: Task, start: datetime) -> tuple[str, ...]:
    return fitted(task.title, MOST_SUBJECT), stamp(start), stamp(start + MEETING), fitted(task.about, MOST_TEXT), *_who(call)


def _who(call: CallDocument) -> tuple[str, ...]:
    contact = call.contact
    if contact is None:
        return "", call.client or "", "", "", ""
    return "", contact.name, contact.email or "", phone_number(contact.phone), contact.company or ""
