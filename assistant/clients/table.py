"""Rows of a text with delimiters, and the lines that make none: a broken line costs itself, not what follows it."""

import csv
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.clients.contacts import Fault

DELIMITERS = ("\t", ";", "|", ",", ":", "^", "~", "\x1f")
"""Those that are looked for; the earlier where two do as well."""

_SAMPLE = 500
"""Lines that the delimiter and the number of columns are told by."""
_LONGEST_VALUE = 100
"""Lines that a quoted value may run over. A quotation mark that is not closed by then is a stray one."""
_OFTEN = 0.2
"""Share of the rows from which short ones are the way of a file that leaves empty values out at the end."""
SHOWN = 160
"""Characters of a line that can't be used."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `line`: where it begins, from 1."""

    line: int
    values: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, all of them of `width` columns at most, and the lines that make none, in their order."""

    delimiter: str
    width: int
    rows: list[Row]
    faults: list[Fault]


def read_table(text: str, delimiter: str | None = None) -> Table:
    """Reads a whole text. `delimiter`: one character; None: the likely one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines[0]) == 5 and lines[0].lower().startswith("sep="):  # how Excel is told the delimiter
        delimiter = delimiter or lines[0][4]
        lines[0] = ""
    delimiter = delimiter or _guess(lines)
    width = _width(lines, delimiter)
    faults: list[Fault] = []
    return Table(delimiter, width, list(_rows(lines, delimiter, width, faults)), faults)


def without_short(table: Table, rows: Sequence[Row]) -> tuple[list[Row], list[Fault]]:
    """The rows that have every column, and what is wrong with the others; all of them, where leaving empty values out is the way of the file."""
    short = [row for row in rows if len(row.values) < table.width]
    leaves_out = all(row.values[-1].strip() for row in rows)
    if leaves_out and len(short) > _OFTEN * len(rows):
        return list(rows), []
    texts = ((row, table.delimiter.join(row.values)) for row in short)
    faults = [Fault(row.line, _other_width(len(row.values), table.width), text[:SHOWN]) for row, text in texts]
    return [row for row in rows if len(row.values) == table.width], faults


def _guess(lines: Sequence[str]) -> str:
    """The delimiter that gives many rows the same number of columns, many columns, and the first row more than one."""

    def evenness(delimiter: str) -> float:
        widths = _widths(lines, delimiter)
        if not widths:
            return 0.0
        width, count = max(Counter(widths).items(), key=lambda item: item[1] * math.log2(item[0]))
        # What stands in every value, such as the comma of "Reyes, Dana", hardly stands in the headings.
        return count / len(widths) * math.log2(width) * (1.0 if widths[0] > 1 else 0.25)

    return max(DELIMITERS, key=evenness)


def _width(lines: Sequence[str], delimiter: str) -> int:
    """How many columns the rows have: as many as most of them, or as the first where that has more."""
    widths = _widths(lines, delimiter)
    return max(widths[0], Counter(widths).most_common(1)[0][0]) if widths else 1


def _widths(lines: Sequence[str], delimiter: str) -> list[int]:
    """Numbers of columns of the first rows."""
    sample = lines[:_SAMPLE]
    return [len(values or sample[number - 1].split(delimiter)) for number, values in _records(sample, delimiter, None)]


def _strictly(text: str, delimiter: str) -> list[str] | None:
    """The values of a row; None where its quotation marks don't fit."""
    try:
        return next(csv.reader([text], delimiter=delimiter, skipinitialspace=True, strict=True))
    except csv.Error:
        return None


def _rows(lines: Sequence[str], delimiter: str, width: int, faults: list[Fault]) -> Iterator[Row]:
    """Rows of `width` columns or fewer; what is wrong with the other lines is added to `faults`."""
    for number, values in _records(lines, delimiter, width):
        while values and len(values) > width and not values[-1].strip():
            values.pop()
        if values is None:
            faults.append(Fault(number, "has a quotation mark that is never closed, or one in the wrong place", lines[number - 1][:SHOWN]))
        elif len(values) > width:
            faults.append(Fault(number, _other_width(len(values), width), lines[number - 1][:SHOWN]))
        else:
            yield Row(number, values)


def _records(lines: Sequence[str], delimiter: str, width: int | None) -> Iterator[tuple[int, list[str] | None]]:
    """The line at which each row begins, and its values; None where its quotation marks don't fit. `width`: None while it is not known."""
    after = 0
    for number, line in enumerate(lines, 1):
        if number <= after or not line.strip():
            continue
        if '"' in line:
            values, after = _quoted(lines, number, delimiter, width)
            yield number, values
        else:
            yield number, line.split(delimiter)


def _quoted(lines: Sequence[str], number: int, delimiter: str, width: int | None) -> tuple[list[str] | None, int]:
    """The values of the row that begins at a line with quotation marks, None where none does; and the number of its last line."""
    taken: list[str] = []
    marks = 0
    for line in lines[number - 1 : number - 1 + _LONGEST_VALUE]:
        taken.append(line)
        marks += line.count('"')
        if marks % 2 == 0:
            values = _strictly("\n".join(taken), delimiter)
            # Two broken lines may have an even number of marks between them.
            if values and (len(taken) == 1 or width in (None, len(values))):
                return values, number + len(taken) - 1
            break
    # Marks that quote nothing, as in 5" or in a nickname, belong to their value; one at the end is what is left of a pair.
    literal = lines[number - 1].split(delimiter)
    stray = len(literal) == width and not any(value.lstrip().startswith('"') for value in literal)
    return ([value.removesuffix('"') if value.count('"') == 1 else value for value in literal] if stray else None), number


def _other_width(count: int, width: int) -> str:
    return f"has {'one column' if count == 1 else f'{count} columns'} where the others have {width}"
