"""The notes of a call as Markdown, for reading, pasting and export."""

from collections.abc import Iterator, Sequence

from assistant.events import Line, Notes
from assistant.store.summary import CallSummary

_MORE = (("Facts", "facts"), ("Personal", "personal"), ("Open questions", "questions"))
_SIDES = {"rep": "Rep", "client": "Client"}


def render(notes: Notes, summary: CallSummary) -> str:
    """The whole page, ending in a newline. Says honestly where nothing was found or agreed, and where words are missing."""
    return "\n".join([*_header(notes, summary), *_body(notes)]) + "\n"


def _header(notes: Notes, summary: CallSummary) -> Iterator[str]:
    yield f"# {summary.client or 'Call'}, {summary.started.replace('T', ' ')}"
    yield ""
    yield f"{summary.kind.capitalize()} call, {int(summary.seconds // 60)} min {int(summary.seconds % 60)} s."
    missing = [
        f"{_SIDES[side]} {share:.0%}"
        for side, share in (("rep", notes.coverage.rep), ("client", notes.coverage.client))
        if share is not None and share < 1
    ]
    if missing:
        yield f"Share of the speech that has words: {', '.join(missing)}."


def _body(notes: Notes) -> Iterator[str]:
    yield from _section("Discussed", notes.discussed, none="Nothing found.")
    yield from _section("Proposed", notes.proposed, none="Nothing besides the next step." if notes.next else "Nothing found.")
    yield from ("", "## Purpose of the next communication", "")
    yield from _next(notes)
    for head, name in _MORE:
        yield from _section(head, getattr(notes, name))
    if notes.commitments:
        yield from ("", "## Commitments", "")
        yield from (f"- {_SIDES[line.side]}: {line.text}" for line in notes.commitments)


def _section(head: str, lines: Sequence[Line], none: str | None = None) -> Iterator[str]:
    if lines or none:
        yield from ("", f"## {head}", "")
        yield from (f"- {line.text}" for line in lines)
        if not lines and none:
            yield none


def _next(notes: Notes) -> Iterator[str]:
    if notes.next is None:
        yield "No next step was agreed."
        return
    if notes.next.purpose:
        yield notes.next.purpose
        yield ""
    who = f"{_SIDES[notes.next.who]}: " if notes.next.who else ""
    when = f", {notes.next.when}" if notes.next.when else ""
    date = f" ({notes.next.date})" if notes.next.date else ""
    yield f"- {who}{notes.next.what or 'not said'}{when}{date}"
