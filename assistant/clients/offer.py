"""What a plan of the next call to a client begins with: goal, history and promises, from the calls there were. Pure."""

from collections.abc import Sequence
from datetime import datetime

from assistant.clients.model import ClientSummary, PastCall, Promise
from assistant.events import Frozen, Line, NextCommunication, Notes

MOST_CALLS = 3
"""Calls that a history tells of."""
MOST_LINES = {"discussed": 3, "proposed": 2, "personal": 1}
"""Lines of each of them, by the head they stand under."""
MOST_CHARACTERS = 2000
"""Of a history, as of any field of a plan. Calls that do not fit are left out whole, the oldest first."""

DRAFT = "draft, not approved"


class FromCall(Frozen):
    """The call that an offer rests on. `started`: local date and time, ISO 8601."""

    id: str
    started: str
    approved: bool


class Offer(Frozen):
    """What the plan of the next call begins with, unless the rep wants something else."""

    client: ClientSummary | None = None
    """None where nobody of that name is known."""
    goal: str | None = None
    """The purpose of the next communication, else the next step, as the last call's notes have it."""
    history: str | None = None
    """A few lines on each of the last calls whose notes are approved; the last call's also where they are not, which it says."""
    next_step: str | None = None
    """What was agreed on the last call: what, who, when."""
    due: tuple[Promise, ...] = ()
    words: tuple[str, ...] = ()
    """Names to get right: corrected in earlier calls, and the company."""
    from_call: FromCall | None = None
    """Where goal and next step are from."""


def make_offer(client: ClientSummary, past: Sequence[PastCall], due: Sequence[Promise], words: Sequence[str]) -> Offer:
    """The offer for a client, from its calls, newest first; one that is going on is left out of account, and so is one on which nothing was said."""
    told = [call for call in past if call.state == "ended" and call.notes and _says(call.notes)]
    last = told[0] if told else None
    step = last.notes.next if last and last.notes else None
    return Offer(
        client=client,
        goal=_goal(step),
        history=history(told) or None,
        next_step=_agreed(step),
        due=tuple(due),
        words=tuple(dict.fromkeys([*words, *([client.company] if client.company else [])])),
        from_call=FromCall(id=last.id, started=last.started, approved=last.approved) if last else None,
    )


def history(past: Sequence[PastCall]) -> str:
    """A line on each of the last calls, the newest first: its date, and what its notes say. Empty where there is nothing to say."""
    telling = [call for place, call in enumerate(past) if call.approved or place == 0][:MOST_CALLS]
    lines: list[str] = []
    for call in telling:
        line = _line(call)
        if line and len("\n".join([*lines, line])) <= MOST_CHARACTERS:
            lines.append(line)
    return "\n".join(lines)


def day(started: str) -> str:
    """The date of a local ISO 8601 time, as it is written out: "21 November 2026"."""
    when = datetime.fromisoformat(started)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


# Not by the system's locale: what is written here is read again by what looks for names, which knows the English months.
_MONTHS = "January February March April May June July August September October November December".split()


def _says(notes: Notes) -> bool:
    return bool(notes.discussed or notes.proposed or notes.facts or notes.personal or notes.questions or notes.commitments or notes.next)


def _goal(step: NextCommunication | None) -> str | None:
    return (step.purpose or step.what) if step else None


def _agreed(step: NextCommunication | None) -> str | None:
    if step is None or not (step.what or step.when):
        return None
    what = f"{step.what} ({step.who})" if step.what and step.who else step.what
    return ", ".join(filter(None, (what, _date(step.date) or step.when)))


def _date(date: str | None) -> str | None:
    if date is None:
        return None
    when = datetime.fromisoformat(date)
    return f"{day(date)}, {when:%H:%M}" if "T" in date else day(date)


def _line(call: PastCall) -> str:
    notes = call.notes
    if notes is None:
        return ""
    said = [_sentence(line.text) for head, most in MOST_LINES.items() for line in _under(notes, head)[:most]]
    if agreed := _agreed(notes.next):
        said.append(_sentence(f"Agreed: {agreed}"))
    if not said:
        return ""
    mark = "" if call.approved else f" ({DRAFT})"
    return f"{day(call.started)}{mark}: {' '.join(said)}"


def _under(notes: Notes, head: str) -> Sequence[Line]:
    found: Sequence[Line] = getattr(notes, head)
    return found


def _sentence(text: str) -> str:
    """The text on one line, ended."""
    line = " ".join(text.split())
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."
