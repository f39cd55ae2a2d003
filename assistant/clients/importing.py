"""A file of contacts as it is understood: encoding, columns, contacts and what can't be used, to be looked at before anything is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field as Checked

from assistant.clients.cards import is_cards, read_cards
from assistant.clients.columns import fields_of_headings, fields_of_values, is_heading
from assistant.clients.contacts import Contact, Fault, Field, contact_of
from assistant.clients.decoding import ENCODINGS, Decoded, decode
from assistant.clients.merging import Conflict, Settled
from assistant.clients.table import DELIMITERS, SHOWN, Row, Table, read_table, without_short
from assistant.events import Frozen
from audio.problem import Problem

MOST_EXAMPLES = 3
"""Values shown of a column."""
MOST_CONTACTS = 12
"""Contacts shown of each fate."""
MOST_FAULTS = 1000
"""Lines shown that can't be used; all are counted."""
MOST_COLUMNS = 500
MOST_TITLES = 10
"""Lines above the headings at most."""

Fate = Literal["new", "changed", "same"]


class Choices(Frozen):
    """What is decided about a file. None: what seems likely."""

    encoding: str | None = None
    delimiter: Annotated[str, Checked(min_length=1, max_length=1)] | None = None
    header: bool | None = None
    """Whether the first row is headings."""
    fields: tuple[Field | None, ...] | None = None
    """What each column holds; None within: nothing that is wanted."""
    conflict: Conflict = "keep"


class Column(Frozen):
    """A column of the file. `heading`: None where the file has none. `examples`: some of its values."""

    heading: str | None
    field: Field | None
    examples: tuple[str, ...]


class Taken(Frozen):
    """A contact of the file as it would be taken over. `line`: where it begins. `fate`: of the client that it is."""

    line: int
    name: str
    company: str | None
    email: str | None
    phone: str | None
    fate: Fate


class Broken(Frozen):
    """A line that can't be used. `why` goes on from "Line 17"; `text`: its beginning."""

    line: int
    why: str
    text: str


class Reason(Frozen):
    """Why lines can't be used, and how many can't because of it."""

    why: str
    lines: int


class Understood(Frozen):
    """A file of contacts as it is understood, and what would come of taking it over."""

    kind: Literal["table", "cards"]
    encoding: str
    mended: int
    """Lines that are not in that encoding, and were read as Windows-1252."""
    delimiter: str | None
    """None for cards."""
    header: bool
    columns: tuple[Column, ...]
    contacts: int
    new: int
    """Clients that are not known yet."""
    changed: int
    """Clients that are known, of whom the file says more."""
    same: int
    """Clients that are known as the file has them."""
    again: int
    """Lines about somebody whom an earlier line has."""
    shown: tuple[Taken, ...]
    """Some of the contacts, in the order of the file: some of each fate."""
    broken: int
    reasons: tuple[Reason, ...]
    faults: tuple[Broken, ...]
    encodings: dict[str, str]
    """What a file may be read as, and what that is called."""
    delimiters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read."""

    decoded: Decoded
    kind: Literal["table", "cards"]
    contacts: list[Contact]
    faults: list[Fault]
    delimiter: str | None = None
    header: bool = False
    columns: tuple[Column, ...] = ()


def read_contacts(data: bytes, choices: Choices) -> Reading:
    """Reads a file. Raises `Problem`: `file-empty`, `choice-mistake`, `not-contacts` for one that is no text."""
    if choices.encoding is not None and choices.encoding not in ENCODINGS:
        raise Problem("choice-mistake", "A file can't be read in that encoding.", f"Choose one of {', '.join(ENCODINGS)}.")
    decoded = decode(data, choices.encoding)
    text = decoded.text
    if not text.strip():
        raise Problem("file-empty", "There is nothing in that file.", "Choose another.")
    if text.count("\0") > len(text) / 100:
        raise Problem("not-contacts", "That file is no text.", "Export the contacts as CSV or vCard from where they are kept, then choose that file.")
    if is_cards(text):
        contacts, faults = read_cards(text)
        return Reading(decoded, "cards", contacts, faults)
    return _read_rows(decoded, choices)


def understood(reading: Reading, settled: Settled) -> Understood:
    """What there is to look at before `settled` is written."""
    faults = sorted([*reading.faults, *settled.faults], key=lambda fault: fault.line)
    reasons = Counter(_general(fault.why) for fault in faults)
    return Understood(
        kind=reading.kind,
        encoding=reading.decoded.encoding,
        mended=len(reading.decoded.mended),
        delimiter=reading.delimiter,
        header=reading.header,
        columns=reading.columns,
        contacts=len(settled.keys),
        new=len(settled.new),
        changed=len(settled.changed),
        same=len(settled.same),
        again=settled.again,
        shown=_shown(settled),
        broken=len(faults),
        reasons=tuple(Reason(why=why, lines=lines) for why, lines in reasons.most_common()),
        faults=tuple(Broken(line=fault.line, why=fault.why, text=fault.text) for fault in faults[:MOST_FAULTS]),
        encodings=dict(ENCODINGS),
        delimiters=DELIMITERS,
    )


def _read_rows(decoded: Decoded, choices: Choices) -> Reading:
    if choices.delimiter in ('"', "\n", "\r"):
        raise Problem("choice-mistake", "Values can't be told apart by that.", "Choose another delimiter.")
    table = read_table(decoded.text, choices.delimiter)
    if table.width > MOST_COLUMNS:
        raise Problem("not-contacts", f"That file has {table.width} columns.", "Choose another delimiter, or another file.")
    # A title may stand above the headings, in fewer columns.
    top = next((place for place, row in enumerate(table.rows[:MOST_TITLES]) if len(row.values) == table.width), 0)
    first = table.rows[top].values if table.rows else []
    header = is_heading(first) if choices.header is None else choices.header
    headings = first + [""] * (table.width - len(first)) if header else []
    rows, short = without_short(table, table.rows[top + 1 :] if header else table.rows)
    fields = _fields(choices, headings, rows, table.width)
    contacts: list[Contact] = []
    faults = [*table.faults, *short]
    if header:
        faults += [Fault(row.line, "stands above the headings", _text(row, table)) for row in table.rows[:top]]
    used = [(column, field) for column, field in enumerate(fields) if field]
    for row in rows:
        made = contact_of(row.line, _values(row, used))
        if isinstance(made, Contact):
            contacts.append(made)
        else:
            faults.append(Fault(row.line, made, _text(row, table)))
    columns = tuple(
        Column(heading=headings[column] if header else None, field=field, examples=_examples(rows, column)) for column, field in enumerate(fields)
    )
    return Reading(decoded, "table", contacts, faults, table.delimiter, header, columns)


def _text(row: Row, table: Table) -> str:
    return table.delimiter.join(row.values)[:SHOWN]


def _fields(choices: Choices, headings: Sequence[str], rows: Sequence[Row], width: int) -> list[Field | None]:
    if choices.fields is not None and len(choices.fields) == width:
        return list(choices.fields)
    by_heading = fields_of_headings(headings)
    return by_heading if any(by_heading) else fields_of_values([row.values for row in rows], width)


def _values(row: Row, used: Sequence[tuple[int, Field]]) -> dict[Field, str]:
    """The row's values by what they are; of several columns of one kind the first that is filled."""
    found: dict[Field, str] = {}
    for column, field in used:
        if column < len(row.values) and not found.get(field, "").strip():
            found[field] = row.values[column]
    return found


def _examples(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    """Values of a column: those with letters other than English first, by which the encoding is judged."""
    values = dict.fromkeys(row.values[column].strip()[:80] for row in rows[:2000] if column < len(row.values) and row.values[column].strip())
    return tuple(sorted(values, key=str.isascii)[:MOST_EXAMPLES])


def _shown(settled: Settled) -> tuple[Taken, ...]:
    left: Counter[Fate] = Counter({"new": MOST_CONTACTS, "changed": MOST_CONTACTS, "same": MOST_CONTACTS})
    shown: list[Taken] = []
    for contact, key in settled.keys:
        fate: Fate = "new" if key in settled.new else "changed" if key in settled.changed else "same"
        if left[fate] > 0:
            left[fate] -= 1
            who = settled.new.get(key) or settled.changed.get(key)
            name = who.name if who else contact.name
            shown.append(Taken(line=contact.line, name=name, company=contact.company, email=contact.email, phone=contact.phone, fate=fate))
        elif not any(left.values()):
            break
    return tuple(shown)


def _general(why: str) -> str:
    """The reason without what is particular to a line."""
    return why.partition(" of line ")[0] if " of line " in why else why
