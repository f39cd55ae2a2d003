"""Tables for spreadsheets and CRMs, read back with `csv`: the columns, their forms, and what is put where."""

import csv
import io
from collections.abc import Callable

import pytest

from assistant.events import Commitment, Line, NextCommunication, Notes
from assistant.export import hubspot, salesforce, sheet
from assistant.export.formats import call_files, table_files
from assistant.export.names import FormatName
from assistant.store import Store
from audio.problem import Problem
from tests.assistant.export.calls import CALL, CLIENT, NOTES, PROMISED, STEP, approve, know_client, put


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a file in UTF-8 by their heads; a byte order mark is part of the first head, as it is for programs that import."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def tables(store: Store, name: FormatName, call: str = CALL) -> dict[str, list[dict[str, str]]]:
    return {ending: rows_of(content) for ending, content in call_files(store, call, name).items()}


def test_the_table_for_spreadsheets(store: Store) -> None:
    put(store)
    know_client(store)
    (content,) = call_files(store, CALL, "csv").values()
    assert content.startswith(b"\xef\xbb\xbf"), "Excel is told that it is UTF-8"
    (row,) = rows_of(content.removeprefix(b"\xef\xbb\xbf"))
    assert tuple(row) == sheet.COLUMNS
    assert row == {
        "Call": CALL,
        "Started": "2026-03-04 10:00:30",
        "Client": CLIENT,
        "Company": "Ångström & Co.",
        "Email": "zoe@angstrom.example",
        "Phone": "+4402079460123",
        "Kind": "service",
        "Seconds": "312",
        "Goal": "'+1 visit",
        "Discussed": f"'{NOTES.discussed[0].text}\n{NOTES.discussed[1].text}",
        "Proposed": "Rep offered overnight shipment, £40",
        "Purpose of the next communication": "Settle the price; compare with Hart's",
        "Next step": "Send the quote, with both sizes",
        "Next step by": "Rep",
        "Next step when": "Tuesday at two",
        "Next step date": "2026-03-10 14:00",
        "Facts": "'-12 degrees in the shed",
        "Personal": "Her daughter sails at Cowes",
        "Open questions": "Which colour?",
        "Promised by rep": "Send the quote, with both sizes.\nRing the yard",
        "Promised by client": "Look up the serial number",
        "Approved": "",
    }
    approve(store)
    (content,) = call_files(store, CALL, "csv").values()
    assert rows_of(content)[0]["Approved"].endswith("Z")


def test_a_call_of_which_little_is_known(store: Store) -> None:
    put(store, notes=Notes())
    (content,) = call_files(store, CALL, "csv").values()
    (row,) = rows_of(content.removeprefix(b"\xef\xbb\xbf"))
    assert (row["Client"], row["Company"], row["Next step"], row["Discussed"]) == (CLIENT, "", "", "")
    assert tables(store, "hubspot").keys() == {"hubspot-calls.csv", "hubspot-notes.csv"}
    assert tables(store, "salesforce").keys() == {"salesforce-tasks.csv"}


def test_hubspots_files(store: Store, zone: Callable[[str], None]) -> None:
    zone("Europe/Berlin")
    put(store)
    know_client(store)
    found = tables(store, "hubspot")
    (call,) = found["hubspot-calls.csv"]
    assert tuple(call) == hubspot.CALLS
    text = call.pop("Call notes")
    assert call == {
        "Call title": f"Call with {CLIENT}",
        "Activity date": "2026-03-04T09:00:30.000Z",
        "Call duration": "312400",
        "Call direction": "INBOUND",
        "Call status": "COMPLETED",
        "Email": "zoe@angstrom.example",
    }
    assert text.startswith("Discussed\n• =HYPERLINK")
    assert f"• {NOTES.discussed[1].text}" in text
    assert text.endswith(f"{CALL} in Callcue.")
    (note,) = found["hubspot-notes.csv"]
    assert (tuple(note), note["Note body"], note["Email"]) == (hubspot.NOTES, text, "zoe@angstrom.example")
    step, promise = found["hubspot-tasks.csv"]
    assert tuple(step) == hubspot.TASKS
    assert (step["Task title"], step["Due date"]) == (f"Send the quote, with both sizes ({CLIENT})", "2026-03-10T13:00:00.000Z")
    assert step["Task notes"].startswith("Settle the price; compare with Hart's\nAgreed: Rep: Send the quote")
    assert (promise["Task title"], promise["Due date"], promise["Task status"], promise["Task type"]) == (
        f"Ring the yard ({CLIENT})",
        "",
        "NOT_STARTED",
        "TODO",
    )


def test_a_day_without_an_hour_is_nine_in_the_morning_for_hubspot(store: Store, zone: Callable[[str], None]) -> None:
    zone("America/New_York")
    put(store, notes=Notes(next=STEP.model_copy(update={"date": "2026-03-10"})), kind="purpose")
    found = tables(store, "hubspot")
    assert found["hubspot-tasks.csv"][0]["Due date"] == "2026-03-10T13:00:00.000Z"
    assert found["hubspot-calls.csv"][0]["Call direction"] == "OUTBOUND"


def test_salesforces_files(store: Store, zone: Callable[[str], None]) -> None:
    zone("Europe/Berlin")
    put(store)
    know_client(store)
    found = tables(store, "salesforce")
    call, promise = found["salesforce-tasks.csv"]
    assert tuple(call) == salesforce.TASKS
    who = {
        "WhoId": "",
        "Contact name": CLIENT,
        "Contact email": "zoe@angstrom.example",
        "Contact phone": "+4402079460123",
        "Company": "Ångström & Co.",
    }
    assert call.pop("Description").startswith("Discussed\n• =HYPERLINK")
    assert (
        call
        == {
            "Subject": f"Call with {CLIENT}",
            "ActivityDate": "2026-03-04",
            "Status": "Completed",
            "Priority": "Normal",
            "TaskSubtype": "Call",
            "CallType": "Inbound",
            "CallDurationInSeconds": "312",
        }
        | who
    )
    assert (promise["Subject"], promise["ActivityDate"], promise["Status"], promise["TaskSubtype"]) == (
        f"Ring the yard ({CLIENT})",
        "",
        "Not Started",
        "Task",
    )
    (event,) = found["salesforce-events.csv"]
    assert tuple(event) == salesforce.EVENTS
    assert (event["Subject"], event["StartDateTime"], event["EndDateTime"]) == (
        f"Send the quote, with both sizes ({CLIENT})",
        "2026-03-10T13:00:00.000Z",
        "2026-03-10T13:30:00.000Z",
    )
    assert {name: event[name] for name in who} == who


def test_a_step_on_a_day_is_a_task_for_salesforce(store: Store) -> None:
    put(store, notes=Notes(next=STEP.model_copy(update={"date": "2026-03-10"})))
    found = tables(store, "salesforce")
    assert found.keys() == {"salesforce-tasks.csv"}
    assert [(row["TaskSubtype"], row["ActivityDate"]) for row in found["salesforce-tasks.csv"]] == [("Call", "2026-03-04"), ("Task", "2026-03-10")]


def test_the_hour_that_comes_twice_is_taken_for_the_first(store: Store, zone: Callable[[str], None]) -> None:
    zone("Europe/London")
    put(store, date="2026-10-25T01:30:00")
    assert tables(store, "hubspot")["hubspot-calls.csv"][0]["Activity date"] == "2026-10-25T00:30:00.000Z"


def test_a_promise_that_is_the_next_step_comes_once(store: Store) -> None:
    step = STEP.model_copy(update={"what": "send you the quote"})
    promises = (
        Commitment(text="Will send the quote on Tuesday", side="rep", evidence=(PROMISED,)),
        Commitment(text="Ring", side="client", evidence=()),
    )
    put(store, notes=Notes(next=step, commitments=promises))
    assert [row["Task title"] for row in tables(store, "hubspot")["hubspot-tasks.csv"]] == [f"send you the quote ({CLIENT})"]


def test_what_waits_for_the_client_says_so(store: Store) -> None:
    step = NextCommunication(purpose=None, what="Ring back", who="client", when=None, date=None, evidence=())
    put(store, notes=Notes(next=step))
    assert tables(store, "hubspot")["hubspot-tasks.csv"][0]["Task title"] == f"Client: Ring back ({CLIENT})"


def test_long_notes_are_cut_to_what_is_taken(store: Store) -> None:
    put(store, notes=Notes(discussed=(Line(text="é" * 70_000, evidence=()),)))
    (call,) = tables(store, "hubspot")["hubspot-calls.csv"]
    assert len(call["Call notes"]) == hubspot.MOST
    assert call["Call notes"].endswith(f"{CALL} in Callcue.")
    assert len(tables(store, "salesforce")["salesforce-tasks.csv"][0]["Description"]) == salesforce.MOST_TEXT


@pytest.mark.parametrize("name", ["csv", "hubspot", "salesforce"])
def test_several_calls_share_the_files(store: Store, name: FormatName) -> None:
    put(store)
    put(store, "20260304-110000-aa02", Notes())
    found = {ending: rows_of(content) for ending, content in table_files(store, [CALL, "20260304-110000-aa02"], name).items()}
    first = next(iter(found.values()))
    alone = [rows_of(next(iter(call_files(store, call, name).values()))) for call in (CALL, "20260304-110000-aa02")]
    if name == "salesforce":
        assert [row["TaskSubtype"] for row in first] == ["Call", "Call", "Task"]
    else:
        assert first == [row for rows in alone for row in rows]


@pytest.mark.parametrize("name", ["md", "txt", "csv", "ics", "hubspot", "salesforce"])
def test_a_call_without_notes_has_none_of_it(store: Store, name: FormatName) -> None:
    put(store, notes=None)
    with pytest.raises(Problem) as caught:
        call_files(store, CALL, name)
    assert caught.value.code == "no-notes"
