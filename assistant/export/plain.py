"""The notes as plain text, to be pasted into a mail or the note field of a CRM."""

from collections.abc import Iterator, Sequence

from assistant.events import Line, NextCommunication, Notes
from assistant.export.document import CallDocument
from assistant.export.zone import moment

SIDE = {"rep": "Rep", "client": "Client"}
_HEADS = (("Discussed", "discussed"), ("Proposed", "proposed"))
_MORE = (("Facts", "facts"), ("Personal", "personal"), ("Open questions", "questions"))


def page(call: CallDocument, notes: Notes) -> str:
    """The notes under a line that says which call they are of; ends in a newline."""
    who = ", ".join(part for part in (client_of(call), call.contact.company if call.contact else None) if part)
    length = f"{int(call.seconds // 60)} min" if call.seconds >= 60 else f"{int(call.seconds)} s"
    return f"{who or 'Call'}\n{call.kind.capitalize()} call, {call.started.replace('T', ' ')}, {length}\n\n{body(notes)}"


def body(notes: Notes) -> str:
    """The notes alone; ends in a newline. Heads that hold nothing are left out, but for the next step."""
    return "\n\n".join("\n".join(part) for part in _parts(notes)) + "\n"


def step_of(following: NextCommunication) -> str:
    """The next step in a line: who, what, when."""
    who = f"{SIDE[following.who]}: " if following.who else ""
    when = f", {following.when}" if following.when else ""
    day = f" ({following.date.replace('T', ' ')})" if following.date and moment(following.date) else ""
    return f"{who}{following.what or 'not said'}{when}{day}"


def client_of(call: CallDocument) -> str | None:
    """The client's name, as the contact has it where there is one."""
    return call.contact.name if call.contact else call.client


def _parts(notes: Notes) -> Iterator[list[str]]:
    for head, name in _HEADS:
        yield from _part(head, getattr(notes, name))
    yield ["Purpose of the next communication", *_next(notes)]
    for head, name in _MORE:
        yield from _part(head, getattr(notes, name))
    if notes.commitments:
        yield ["Commitments", *(f"• {SIDE[line.side]}: {line.text}" for line in notes.commitments)]


def _part(head: str, lines: Sequence[Line]) -> Iterator[list[str]]:
    if lines:
        yield [head, *(f"• {line.text}" for line in lines)]


def _next(notes: Notes) -> Iterator[str]:
    if notes.next is None:
        yield "• No next step was agreed."
        return
    if notes.next.purpose:
        yield f"• {notes.next.purpose}"
    if notes.next.what or notes.next.when:
        yield f"• Next step: {step_of(notes.next)}"
