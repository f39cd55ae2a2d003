"""The next step as an entry for a calendar (iCalendar, RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

from assistant.events import NextCommunication, Notes
from assistant.export.document import CallDocument
from assistant.export.plain import SIDE, client_of, step_of
from assistant.export.tasks import reference
from assistant.export.zone import local_zone, moment

LENGTH = timedelta(minutes=30)
"""Of an entry at an hour: how long it takes is never said."""


def next_step(call: CallDocument, notes: Notes, now: datetime | None = None) -> bytes:
    """A calendar with the one entry, in UTF-8. There must be a next step, and a day for it.

    At an hour it has the user's time zone, or none where the system does not name it; on a day alone it takes the whole day. A later
    revision of the notes takes the place of an earlier one in the same calendar. `now`: UTC; when it was made.
    """
    import icalendar

    step = notes.next
    start = moment(step.date) if step else None
    assert step is not None
    assert start is not None

    entry = icalendar.Event()
    entry.add("uid", f"{call.id}@callcue")
    entry.add("dtstamp", now or datetime.now(UTC))
    entry.add("sequence", call.notes_revision)
    entry.add("summary", _title(call, step))
    entry.add("description", _about(call, step))
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Callcue//Next step//EN")
    calendar.add("version", "2.0")
    if isinstance(start, datetime):
        zone = local_zone()
        entry.add("dtstart", start.replace(tzinfo=zone) if zone else start)
        entry.add("duration", LENGTH)
    else:
        entry.add("dtstart", start)
        entry.add("dtend", start + timedelta(days=1))
    calendar.add_component(entry)
    # Rules of the zone for the time about the entry: for all time they would be a hundred lines.
    calendar.add_missing_timezones(date(start.year - 1, 1, 1), date(start.year + 2, 1, 1))
    return bytes(calendar.to_ical())


def _title(call: CallDocument, step: NextCommunication) -> str:
    who = f"{SIDE[step.who]}: " if step.who == "client" else ""
    return ": ".join(part for part in (client_of(call), f"{who}{step.what or step.purpose or 'Next step'}") if part)


def _about(call: CallDocument, step: NextCommunication) -> str:
    contact = call.contact
    reach = " · ".join(part for part in (contact.phone, contact.email) if part) if contact else ""
    return "\n".join(part for part in (step.purpose, f"Agreed: {step_of(step)}.", reach, reference(call)) if part)
