"""Every format but the folder, from calls to the bytes of files."""

import json
from collections.abc import Sequence
from typing import Any

from assistant.events import Notes
from assistant.export import hubspot, plain, salesforce, sheet
from assistant.export.calendar import next_step
from assistant.export.document import CallDocument, document_of
from assistant.export.names import FORMATS, TOGETHER, FormatName
from assistant.export.zone import moment
from assistant.notes.markdown import render
from assistant.store import Store
from audio.problem import Problem

MEDIA = {"md": "text/markdown", "txt": "text/plain", "json": "application/json", "csv": "text/csv", "ics": "text/calendar", "zip": "application/zip"}
"""Media types by the last part of a file's name. All but the archive are in UTF-8."""


def call_files(store: Store, call: str, format_name: FormatName) -> dict[str, bytes]:
    """One call in one format: what stands in its files, by the ends of their names ("md", "hubspot-calls.csv").

    Raises `Problem`: `unknown-call`, `no-notes` (a format that is made of them), `no-date` (a calendar entry wants a day).
    """
    return _files(document_of(store, call), format_name)


def table_files(store: Store, calls: Sequence[str], format_name: FormatName) -> dict[str, bytes]:
    """The same for a format of `TOGETHER`, with any number of calls in each file."""
    documents = [document_of(store, call) for call in calls]
    for document in documents:
        if (problem := missing(document, format_name)) is not None:
            raise problem
    return _tables([_noted(document) for document in documents], format_name)


def missing(document: CallDocument, format_name: FormatName) -> Problem | None:
    """Why a call can't be had in a format; None where it can."""
    if format_name in ("json", "folder"):
        return None
    if document.notes is None:
        return Problem("no-notes", f"The call {document.id} has no notes yet.", "They are drafted when it ends.")
    if format_name == "ics" and (document.notes.next is None or moment(document.notes.next.date) is None):
        return Problem("no-date", "There is no day for the next step of this call.", "Write one at the next step of its notes.")
    return None


def every_file(store: Store, call: str) -> dict[str, bytes]:
    """One call in every format that it can be had in."""
    document = document_of(store, call)
    formats = [name for name in FORMATS if name != "folder" and missing(document, name) is None]
    return {name: content for one in formats for name, content in _files(document, one).items()}


def json_file(document: Any) -> bytes:
    """A document as it stands in files: in UTF-8, indented."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _files(document: CallDocument, format_name: FormatName) -> dict[str, bytes]:
    if format_name == "json":
        return {"json": json_file(document.model_dump(mode="json"))}
    if (problem := missing(document, format_name)) is not None:
        raise problem
    call, notes = _noted(document)
    if format_name in TOGETHER:
        return _tables([(call, notes)], format_name)
    if format_name == "md":
        return {"md": render(notes, call).encode()}
    if format_name == "txt":
        return {"txt": plain.page(call, notes).encode()}
    assert format_name == "ics"
    return {"ics": next_step(call, notes)}


def _tables(calls: Sequence[tuple[CallDocument, Notes]], format_name: FormatName) -> dict[str, bytes]:
    if format_name == "csv":
        return {"csv": sheet.table(calls)}
    return hubspot.files(calls) if format_name == "hubspot" else salesforce.files(calls)


def _noted(document: CallDocument) -> tuple[CallDocument, Notes]:
    assert document.notes is not None
    return document, document.notes
