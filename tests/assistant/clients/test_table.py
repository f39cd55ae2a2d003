"""Rows of a text with delimiters: any of them, any line end, and broken lines that cost themselves alone."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clients.table import DELIMITERS, Table, read_table, without_short


def rows(table: Table) -> list[list[str]]:
    return [row.values for row in table.rows]


def broken(table: Table) -> list[tuple[int, str]]:
    whole = [*table.faults, *without_short(table, table.rows)[1]]
    return [(fault.line, fault.why) for fault in sorted(whole, key=lambda fault: fault.line)]


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_any_delimiter(delimiter: str) -> None:
    lines = [["Name", "Company", "E-mail"], ["Dana Reyes", "Harbour Marine", "dana@example.com"], ["Wes", "", ""]]
    table = read_table("\n".join(delimiter.join(line) for line in lines))
    assert (table.delimiter, table.width, rows(table)) == (delimiter, 3, lines)


def test_the_delimiter_is_not_what_stands_in_every_name() -> None:
    table = read_table("Name\tAddress\nReyes, Dana\t1, Quay\nDyck, Wes\t2, Farm Road\n")
    assert table.delimiter == "\t"
    assert read_table("Name;Address\n" + "".join(f"Reyes, Dana {i};1, Quay, Hull\n" for i in range(9))).delimiter == ";"
    assert read_table("Name;Address;Phone\n" + "".join(f"Reyes, Dana {i};Quay;1\n" for i in range(9))).delimiter == ";"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end(end: str) -> None:
    text = end.join(["Name,Note", 'Dana,"two', 'lines, and a ""quote"""', "", "Wes,b", ""])
    table = read_table(text)
    assert rows(table) == [["Name", "Note"], ["Dana", 'two\nlines, and a "quote"'], ["Wes", "b"]]
    assert [row.line for row in table.rows] == [1, 2, 5]


def test_excel_says_the_delimiter() -> None:
    table = read_table("sep=|\r\nName|Company\r\nDana|Harbour; Marine\r\n")
    assert (table.delimiter, rows(table), table.rows[0].line) == ("|", [["Name", "Company"], ["Dana", "Harbour; Marine"]], 2)
    assert read_table("a|b\n", ",").delimiter == ",", "what was chosen is taken"


def test_a_broken_line_costs_itself_alone() -> None:
    lines = ["Name;Company;Phone", *(f"Client {i};Acme;0{i}" for i in range(2, 100))]
    lines[10] = 'Client;"never closed;1'
    lines[20] = "Client;Acme"
    lines[30] = "Client;Acme;1;2"
    lines[40] = 'Client;"Acme" Ltd;1'
    lines[50] = 'Client;Pipes 5" and 6;1'
    lines[60] = "Client;Acme;1;;"
    table = read_table("\n".join(lines))
    mark = "has a quotation mark that is never closed, or one in the wrong place"
    assert broken(table) == [
        (11, mark),
        (21, "has 2 columns where the others have 3"),
        (31, "has 4 columns where the others have 3"),
        (41, mark),
    ]
    assert len(without_short(table, table.rows)[0]) == 95
    assert ["Client", 'Pipes 5" and 6', "1"] in rows(table)
    assert ["Client", "Acme", "1"] in rows(table), "empty columns at the end are none too many"


def test_two_broken_lines_do_not_make_one_row() -> None:
    table = read_table('Name;Company\nA;b\nDana;"Harbour\nWes;Dyck Farms"\nC;d\n')
    assert rows(table) == [["Name", "Company"], ["A", "b"], ["Dana", "Harbour\nWes;Dyck Farms"], ["C", "d"]], "this may be meant"
    table = read_table('Name;Company\nA;b\nDana;"Harbour\nWes;"Dyck Farms\nC;d\n')
    assert rows(table) == [["Name", "Company"], ["A", "b"], ["C", "d"]]
    assert [line for line, _ in broken(table)] == [3, 4]


def test_empty_values_at_the_end_may_be_left_out() -> None:
    table = read_table("Name;Company;Phone;Note\nDana;Harbour\nWes;;1\nZoe\nAl;b;c;d\n")
    kept, faults = without_short(table, table.rows)
    assert (table.width, len(kept), faults) == (4, 5, [])
    table = read_table("Name;Company;Phone;Note\nDana;Harbour\nWes;;1;\nZoe\nAl;b;c;d\n")
    kept, faults = without_short(table, table.rows)
    assert ([fault.line for fault in faults], len(kept)) == ([2, 4], 3), "a file that writes one empty value at the end writes all"


def test_nothing_but_names() -> None:
    table = read_table("Dana Reyes\nWes Dyck\n")
    assert (table.width, rows(table)) == (1, [["Dana Reyes"], ["Wes Dyck"]])
    assert rows(read_table("\n\n")) == []


def test_a_mark_on_every_line_takes_no_longer() -> None:
    text = 'a;"b;c\n' * 20_000
    table = read_table(text, ";")
    assert (table.rows, len(table.faults)) == ([], 20_000)


def test_long_notes_do_not_hide_the_columns() -> None:
    note = "\n".join(f"line {number} of a note" for number in range(15))
    table = read_table("Name;Note;Phone\n" + "".join(f'Client {number};"{note}";0{number}\n' for number in range(50)))
    assert (table.width, len(table.rows), table.faults) == (3, 51, [])


_VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)


@given(st.lists(st.lists(_VALUES, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(DELIMITERS))
def test_what_is_written_by_the_rules_is_read(lines: list[list[str]], delimiter: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(lines)
    table = read_table(written.getvalue(), delimiter)
    assert (rows(table), table.faults) == (lines, [])


@given(st.text(st.sampled_from(['"', ";", "a", "\n", " "]), max_size=60))
def test_no_line_is_passed_over_in_silence(text: str) -> None:
    table = read_table(text, ";")
    told = {fault.line for fault in table.faults} | {row.line for row in table.rows}
    within = {row.line + more for row in table.rows for value in row.values for more in range(1, value.count("\n") + 1)}
    written = {number for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    assert written <= told | within | {row.line + sum(value.count("\n") for value in row.values) for row in table.rows}
