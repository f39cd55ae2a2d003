"""docs/exports.md says what there is: every format, column, field and command, and no other."""

import re

from assistant.cli.webhooks import webhooks
from assistant.export import hubspot, salesforce, sheet
from assistant.export.calendar import next_step
from assistant.export.document import CallDocument, PromptRecord, document_of
from assistant.export.names import FORMATS
from assistant.export.schedule import DELAYS
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.out import Contact
from tests.assistant.export.calls import CALL, NOTES, put
from tests.needs import ROOT

PAGE = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")


def cells(heading: str, column: int = 0) -> list[str]:
    """What stands in a column of the first table under a heading."""
    section = PAGE.partition(f"\n{heading}\n")[2]
    table = re.search(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", section, flags=re.MULTILINE)
    assert table, heading
    return [line.strip("|").split("|")[column].strip() for line in table[1].splitlines()]


def names(found: list[str]) -> set[str]:
    return {name.strip().strip("`") for cell in found for name in cell.split(",")}


def test_every_format() -> None:
    assert names(cells("## From the terminal")) == set(FORMATS)


def test_every_field_of_the_document() -> None:
    assert names(cells("### `json`")) == set(CallDocument.model_fields)
    rows = dict(zip(cells("### `json`"), cells("### `json`", 1), strict=True))
    assert {name for name in Contact.model_fields if f"`{name}`" not in rows["`contact`"]} == set()
    assert {name for name in PromptRecord.model_fields if f"`{name}`" not in rows["`prompts`"]} == set()


def test_every_column_of_the_table() -> None:
    assert names(cells("### `csv`")) == set(sheet.COLUMNS)


def test_every_property_of_the_entry(store: Store) -> None:
    put(store)
    entry = next_step(document_of(store, CALL), NOTES).decode().partition("BEGIN:VEVENT")[2].partition("END:VEVENT")[0]
    written = {re.split("[;:]", line)[0] for line in entry.splitlines() if line and not line.startswith(" ")}
    assert names(cells("### `ics`")) == (written - {"DTSTAMP"}) | {"DTEND"}


def test_every_column_for_hubspot() -> None:
    for kind, columns in (("calls", hubspot.CALLS), ("notes", hubspot.NOTES), ("tasks", hubspot.TASKS)):
        rows = zip(cells("### `hubspot`"), cells("### `hubspot`", 1), strict=True)
        assert {column for files, column in rows if kind in files or files == "all"} == set(columns)
    assert f"{hubspot.MOST:,} characters" in PAGE


def test_every_column_for_salesforce() -> None:
    for kind, columns in (("tasks", salesforce.TASKS), ("events", salesforce.EVENTS)):
        rows = zip(cells("### `salesforce`"), cells("### `salesforce`", 1), strict=True)
        assert names([column for files, column in rows if files in (kind, "both")]) == set(columns)
    assert f"{salesforce.MOST_TEXT:,} characters" in PAGE


def test_every_setting_and_command() -> None:
    settings = {f"CALLCUE_{name.upper()}" for name in Settings.model_fields if name.startswith("export_")}
    assert names(cells("## When notes are approved")) == settings
    commands = {str(command.name) for command in webhooks.registered_commands} - {"list"}
    assert set(re.findall(r"^callcue webhooks (\w+)", PAGE, flags=re.MULTILINE)) == commands


def test_the_schedule() -> None:
    minutes = [round(delay.total_seconds() / 60) for delay in DELAYS]
    assert minutes == [0, 5, 30, 2 * 60, 5 * 60, 10 * 60, 14 * 60, 20 * 60, 20 * 60]
    assert "5 seconds, 5 minutes,\n30 minutes, 2, 5, 10, 14, 20 and 20 hours" in PAGE
