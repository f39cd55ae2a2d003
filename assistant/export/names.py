"""The formats a call can be exported in: their names, and what each is for. Needs nothing else, so that settings can be checked by it."""

from typing import Literal, NamedTuple

FormatName = Literal["md", "txt", "json", "csv", "ics", "hubspot", "salesforce", "folder"]


class FormatText(NamedTuple):
    """What is said of a format where it is chosen."""

    title: str
    about: str


FORMATS: dict[FormatName, FormatText] = {
    "md": FormatText("Markdown", "the notes, to read"),
    "txt": FormatText("Plain text", "the notes, to paste"),
    "json": FormatText("JSON", "the call with its plan, notes and prompts, for programs"),
    "csv": FormatText("CSV", "one row for each call, for a spreadsheet"),
    "ics": FormatText("Calendar", "the next step, where a day was agreed"),
    "hubspot": FormatText("HubSpot", "calls, notes and tasks, for its import"),
    "salesforce": FormatText("Salesforce", "tasks and events, for Data Loader"),
    "folder": FormatText("Everything", "all of these, every fact and the sound"),
}

TOGETHER: frozenset[FormatName] = frozenset({"csv", "hubspot", "salesforce"})
"""Formats whose files hold any number of calls."""


def parse_formats(text: str) -> tuple[FormatName, ...]:
    """Formats named with commas between them, each once. Raises `ValueError` with what was expected."""
    named = dict.fromkeys(part.strip() for part in text.split(",") if part.strip())
    unknown = [name for name in named if name not in FORMATS]
    if unknown or not named:
        raise ValueError(f"one or more of {', '.join(FORMATS)}, with commas between them")
    return tuple(name for name in FORMATS if name in named)
