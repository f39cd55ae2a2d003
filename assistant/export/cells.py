"""Tables as CSV that no spreadsheet mistakes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""What tells Excel that a file is UTF-8. Programs that import files take it for a part of the first heading."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The last four are the wide forms, which spreadsheets in East Asia read alike."""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def defused(text: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it; a number stays one."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def csv_file(heads: Sequence[str], rows: Iterable[Sequence[str]], *, for_people: bool = False) -> bytes:
    """A file in CSV as RFC 4180 has it, in UTF-8. `for_people`: it will be opened in a spreadsheet rather than imported."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(heads)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return ((BOM if for_people else "") + written.getvalue()).encode()


def fitted(text: str, most: int) -> str:
    """Text of at most so many characters; what is cut off is told by an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"


def phone_number(text: str | None) -> str:
    """A telephone number without blanks and signs between its digits, so that it is no sum; as it stands where it has letters."""
    if not text:
        return ""
    bare = re.sub(r"[\s().\-/]", "", text)
    return bare if re.fullmatch(r"\+?\d+", bare) else text
