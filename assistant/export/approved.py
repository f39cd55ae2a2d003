"""What happens when notes are approved: they are written to the folder of the settings, and kept to be sent to the webhooks."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.events import Frozen
from assistant.export.document import CallDocument, document_of
from assistant.export.folder import export_files
from assistant.export.names import parse_formats
from assistant.export.schedule import AT_WORK, next_delay
from assistant.export.webhooks import FILE, FOLDER, load_webhooks
from assistant.settings import Settings
from assistant.store import Store
from audio.problem import Problem


class NotesApproved(Frozen):
    """What a webhook is sent. `timestamp`: UTC, ISO 8601, when the notes were approved."""

    type: Literal["notes.approved"] = "notes.approved"
    timestamp: str
    data: CallDocument
    """The call as its JSON export has it."""


class Approval(NamedTuple):
    """What came of an approval: the files written, the webhooks that will be told, and what went wrong, which is tried again by itself."""

    files: tuple[Path, ...]
    webhooks: tuple[str, ...]
    problems: tuple[Problem, ...]


def after_approval(store: Store, settings: Settings, call: str) -> Approval:
    """Exports the approved notes of a call and queues what is to be sent. Any thread; takes as long as the files take to write.

    What goes wrong with a folder or a webhook is no fault of the approval: it is given back, kept with the deliveries of the call,
    and tried again. Raises `Problem` where the store itself can't be used, or `unknown-call`.
    """
    document = document_of(store, call)
    now = datetime.now(UTC).replace(tzinfo=None)
    files, problems = _exported(store, settings, call, now)
    try:
        hooks = load_webhooks(settings.data)
    except Problem as mistake:
        # Nobody knows whom to tell, so it waits under the name of the file until that is mended.
        store.out.queue(call, FILE, body_of(document, now), now)
        return Approval(files, (), (*problems, mistake))
    for hook in hooks:
        store.out.queue(call, hook.name, body_of(document, now), now)
    return Approval(files, tuple(hook.name for hook in hooks), problems)


def write_approved(store: Store, settings: Settings, call: str) -> tuple[Path, ...]:
    """Writes a call to the folder of approved notes, in the formats of the settings. A next step without a day has no calendar entry.

    Raises `Problem`: `export-folder`, `no-notes`.
    """
    assert settings.export_when_approved is not None
    written: list[Path] = []
    for one in parse_formats(settings.export_formats):
        try:
            written += export_files(store, [call], [one], settings.export_when_approved)
        except Problem as problem:
            if problem.code != "no-date":
                raise
    return tuple(written)


def body_of(document: CallDocument, now: datetime) -> str:
    """What is sent, as it is sent and signed."""
    timestamp = document.approved or f"{now.isoformat(timespec='seconds')}Z"
    return NotesApproved(timestamp=timestamp, data=document).model_dump_json()


def _exported(store: Store, settings: Settings, call: str, now: datetime) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    if settings.export_when_approved is None:
        return (), ()
    # Kept before it is tried, so that a process that ends meanwhile loses nothing; the service leaves it alone as long.
    delivery = store.out.queue(call, FOLDER, FOLDER, now, due=now + AT_WORK)
    try:
        files = write_approved(store, settings, call)
    except Problem as problem:
        store.out.failed(delivery, problem.message, now + next_delay(1))
        return (), (problem,)
    store.out.arrived(delivery, now)
    return files, ()
