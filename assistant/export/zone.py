"""The user's time zone: calls and what is agreed on them are kept in local time, and calendars and CRMs want to know where that is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NINE = time(9)
"""The hour given to a day without one, where a CRM takes no day alone."""


def local_zone() -> ZoneInfo | None:
    """The zone that the system is set to; None where it does not name one."""
    import tzlocal

    try:
        name = tzlocal.get_localzone_name()
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def in_utc(local: datetime) -> datetime:
    """A local time in UTC. In the hour that comes twice when clocks go back, the first is meant."""
    zone = local_zone()
    return (local.replace(tzinfo=zone) if zone else local.astimezone()).astimezone(UTC)


def moment(text: str | None) -> date | datetime | None:
    """The date, or local date and time, of a next step; None where there is none, or what was typed is no date."""
    if not text:
        return None
    try:
        if "T" in text or " " in text.strip():
            found = datetime.fromisoformat(text.strip())
            return found.astimezone().replace(tzinfo=None) if found.tzinfo else found
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def stamp(local: date | datetime) -> str:
    """A local time as CRMs read it: UTC, ISO 8601, with milliseconds. A day alone is taken at nine in the morning."""
    full = local if isinstance(local, datetime) else datetime.combine(local, NINE)
    return in_utc(full).strftime("%Y-%m-%dT%H:%M:%S.000Z")
