"""CSV that is read back as it was meant, and by no spreadsheet as a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export.cells import BOM, csv_file, defused, fitted, phone_number

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@now", "\t=1", "\r=1", "\n=1", " =1+1", "＝1", "＠x", "=", "-", "--5"])
def test_what_looks_like_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "12", "-12", "+44207946", "-0.5", "• a", "'=1", "2026-03-04"])
def test_what_does_not_stays(text: str) -> None:
    assert defused(text) == text


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=5))
def test_every_cell_comes_back(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_file(("a", "b", "c"), rows).decode("utf-8"), newline="")))
    assert read == [["a", "b", "c"], *([defused(cell) for cell in row] for row in rows)]


def test_excel_is_told_the_encoding_and_programs_are_not() -> None:
    assert csv_file(("ä",), [], for_people=True).decode() == f"{BOM}ä\r\n"
    assert csv_file(("ä",), []).decode() == "ä\r\n"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (None, ""),
        ("", ""),
        ("+44 (0)20 7946-0123", "+4402079460123"),
        ("1-800-555", "1800555"),
        ("020 7946 ext. 3", "020 7946 ext. 3"),
        ("=1+2", "=1+2"),
    ],
)
def test_telephone_numbers_are_no_sums(written: str | None, number: str) -> None:
    assert phone_number(written) == number


def test_text_is_cut_to_what_is_taken() -> None:
    assert fitted("abcd", 4) == "abcd"
    assert fitted("abcde", 4) == "abc…"
