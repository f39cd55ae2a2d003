"""The next step as a calendar entry, read back by a reader of calendars."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from assistant.events import NextCommunication, Notes, NotesDrafted
from assistant.export import zone as zones
from assistant.export.formats import call_files
from assistant.store import Store
from audio.problem import Problem
from tests.assistant.export.calls import CALL, CLIENT, NOTES, STEP, know_client, put


def read(store: Store, call: str = CALL) -> tuple[icalendar.Calendar, icalendar.Event]:
    """The one entry of the call's calendar file."""
    (content,) = call_files(store, call, "ics").values()
    calendar = icalendar.Calendar.from_ical(content)
    assert isinstance(calendar, icalendar.Calendar)
    (entry,) = calendar.walk("VEVENT")
    assert isinstance(entry, icalendar.Event)
    assert entry.errors == []
    return calendar, entry


def agreed(date: str | None, **more: str | None) -> Notes:
    return NOTES.model_copy(update={"next": STEP.model_copy(update={"date": date, **more})})


def test_a_step_at_an_hour_stands_in_the_users_zone(store: Store, zone: Callable[[str], None]) -> None:
    zone("America/New_York")
    put(store)
    know_client(store)
    calendar, entry = read(store)
    assert entry.start == datetime(2026, 3, 10, 14, tzinfo=ZoneInfo("America/New_York"))
    assert entry["DTSTART"].params["TZID"] == "America/New_York"
    assert entry.end - entry.start == timedelta(minutes=30)
    assert [str(rules["TZID"]) for rules in calendar.walk("VTIMEZONE")] == ["America/New_York"]
    assert entry["UID"] == f"{CALL}@callcue"
    assert entry["SEQUENCE"] == 1
    assert entry["SUMMARY"] == f"{CLIENT}: Send the quote, with both sizes"
    told = str(entry["DESCRIPTION"]).split("\n")
    assert told[0] == "Settle the price; compare with Hart's"
    assert told[1] == "Agreed: Rep: Send the quote, with both sizes, Tuesday at two (2026-03-10 14:00)."
    assert told[2] == "+44 (0)20 7946-0123 · zoe@angstrom.example"
    assert CALL in told[3]


def test_the_hour_is_right_in_summer_and_in_winter(store: Store, zone: Callable[[str], None]) -> None:
    """Read by the rules that the file itself brings, as a calendar would that knows no zones."""
    zone("Europe/London")
    for number, (when, hours) in enumerate((("2026-03-28T09:00", 0), ("2026-03-30T09:00", 1), ("2026-10-26T09:00", 0))):
        call = put(store, f"c{number}", agreed(when))
        calendar, entry = read(store, call)
        (rules,) = calendar.walk("VTIMEZONE")
        assert isinstance(rules, icalendar.Timezone)
        local = datetime.fromisoformat(when)
        assert rules.to_tz(lookup_tzid=False).utcoffset(local) == timedelta(hours=hours)
        assert isinstance(entry.start, datetime)
        assert entry.start.utcoffset() == timedelta(hours=hours)


def test_a_day_alone_takes_the_whole_day(store: Store) -> None:
    put(store, notes=agreed("2026-02-28", when="Saturday"))
    calendar, entry = read(store)
    assert (entry.start, entry.end) == (date(2026, 2, 28), date(2026, 3, 1))
    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert calendar.walk("VTIMEZONE") == []


def test_where_the_system_names_no_zone_the_hour_floats(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: None)
    assert zones.local_zone() is None
    put(store)
    _, entry = read(store)
    assert entry.start == datetime(2026, 3, 10, 14)
    assert "TZID" not in entry["DTSTART"].params


def test_newer_notes_replace_the_entry(store: Store) -> None:
    put(store)
    store.append([NotesDrafted(call=CALL, at=312.4, seq=8, notes=agreed("2026-03-11"))])
    _, entry = read(store)
    assert (entry["UID"], entry["SEQUENCE"], entry.start) == (f"{CALL}@callcue", 2, date(2026, 3, 11))


def test_what_the_client_is_to_do_says_so(store: Store) -> None:
    put(store, notes=agreed("2026-03-11", who="client", what="Ring back", purpose=None))
    assert read(store)[1]["SUMMARY"] == f"{CLIENT}: Client: Ring back"


@pytest.mark.parametrize(
    ("notes", "code"),
    [
        (NOTES.model_copy(update={"next": None}), "no-date"),
        (agreed(None), "no-date"),
        (agreed("soon"), "no-date"),
        (agreed("2026-02-30"), "no-date"),
        (None, "no-notes"),
    ],
)
def test_without_a_day_there_is_no_entry(store: Store, notes: Notes | None, code: str) -> None:
    put(store, notes=notes)
    with pytest.raises(Problem) as caught:
        call_files(store, CALL, "ics")
    assert caught.value.code == code


def test_a_step_of_which_nothing_but_a_day_is_known(store: Store) -> None:
    put(store, notes=Notes(next=NextCommunication(purpose=None, what=None, who=None, when=None, date="2026-03-11", evidence=())))
    assert read(store)[1]["SUMMARY"] == f"{CLIENT}: Next step"
