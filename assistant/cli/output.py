"""What commands print: one JSON document, or lines and tables for people."""

import json
import sys
from collections.abc import Sequence
from typing import Any


def print_json(document: Any) -> None:
    """One document on standard output, always in UTF-8."""
    write_line(json.dumps(document, ensure_ascii=False, indent=2))


def write_line(line: str) -> None:
    """A line on standard output as it happens, in UTF-8 whatever the terminal's encoding: for programs."""
    sys.stdout.flush()
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table; text is printed as it is, and cut nowhere. Without heads, the rows alone."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", show_header=any(heads))
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    # Where it is not read in a terminal there is no width to keep to.
    console = Console(width=None if sys.stdout.isatty() else 1000)
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        print(line.rstrip())


def length(seconds: float) -> str:
    """Minutes and seconds: 3:05."""
    return f"{int(seconds // 60)}:{int(seconds % 60):02}"
