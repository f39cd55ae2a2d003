"""The date a time means, as said on the day of the call: "a week on Friday" in a call of 4 March 2026 is 2026-03-13."""

import calendar
import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime, timedelta
from functools import lru_cache

from assistant.understanding.text import sentences
from assistant.understanding.times import When, definite_times, separate_times

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
    " eighteenth nineteenth twentieth"
).split()
_NAMED_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_PERIOD = re.compile(
    rf"\bend of (?:(?P<week>next week)|(?P<month>next month|{_NAMED_MONTH}))\b"
    r"|\b(?P<which>last|1th|2th|3th|4th) (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    rf" (?:of|in) (?P<of>the month|this month|next month|{_NAMED_MONTH})\b"
)
_SMALL_ORDINAL = re.compile(r"the (?:first|second|third)")
_TAKEN_BACK = re.compile(r"\b(?:no|sorry|wait|make (?:that|it)|i mean|rather|i tell a lie)\b")
_BEFORE = re.compile(r"(?:\b(?:a|one|two) weeks? (?:on )?|\b\d{1,2}[.:]\d\d (?:on )?)$")
_AFTER = re.compile(r" week\b| (?:at )?\d{1,2}[.:]\d\d\b")
_LATEST = 20
"""The last hour of the evening that an hour which has gone by is taken for; later, it is tomorrow's."""
_NUMBER = "|".join([*_UNITS, *_TENS, r"\d+"])
_OF_WEEK = re.compile(r"\b(?:next week|the week after(?P<next> next)?|the following week)\b")
_WEEKDAY = r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|rs|rsday|sday|nesday|day|urday)?s?\b"
_MONTH = r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
_DAY_WORDS = re.compile(
    r"day|tomorrow|tonight|morning|afternoon|evening|week|month|\d(?:st|nd|rd|th)\b|\bthe \S+(?:th|st|nd|rd)\b|first|second|third|\d/\d"
    r"|january|february|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
"""Words that name a day, beside an hour."""
_BY_NAME = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:today|tomorrow|tonight)\b", re.IGNORECASE)
"""A day by its name, as against one by its date: people count from the one to the other, and not always rightly."""
_FIRST_AFTERNOON_HOUR = 7
"""An hour below this, with nothing to say which half of the day, is taken for the afternoon: people ring each other in office hours."""


def resolve(text: str, date: str) -> str | None:
    """The first definite time in `text` as an ISO date, or date and time, counted from `date` (ISO, local); None where none can be told."""
    now = datetime.fromisoformat(date).replace(tzinfo=None)
    for sentence in sentences([text]):
        try:
            if found := _PERIOD.search(_digits(sentence.flat)):
                return day.isoformat() if (day := _in_period(found, now.date())) else None
            if times := _meant(sentence.flat, definite_times(sentence.flat)):
                return _resolved(_digits(" ".join(_whole(sentence.flat, time) for time in times)), now)
            if alone := _SMALL_ORDINAL.fullmatch(sentence.flat):
                return _resolved(_digits(alone.group()), now)
        except OverflowError:
            return None  # "in ten million days"
    return None


@lru_cache(maxsize=4096)
def day_and_hour(words: str, date: str) -> tuple[str | None, str | None]:
    """The day, where words name one, as an ISO date, and the hour by the clock of twelve, "03:30"."""
    day, _, hour = (resolve(words, date) or "").partition("T")
    clock = f"{int(hour[:2]) % 12:02d}{hour[2:]}" if hour else None
    return (day or None) if not hour or _DAY_WORDS.search(words) else None, clock


def apart(one: str, other: str, date: str) -> bool:
    """Whether two times as said can't be the same. A weekday and a day of the month can, for people count wrongly: "Friday. The twenty-seventh." """
    (day, hour), (other_day, other_hour) = day_and_hour(one, date), day_and_hour(other, date)
    named, other_named = ({found.lower() for found in _BY_NAME.findall(words)} for words in (one, other))
    days_apart = bool(day and other_day and day != other_day) and bool(named) == bool(other_named) and not named & other_named
    return days_apart or bool(hour and other_hour and hour != other_hour)


def agree(one: str, other: str, date: str) -> bool:
    """Whether two times as said can be the same, and have the day or the hour in common."""
    (day, hour), (other_day, other_hour) = day_and_hour(one, date), day_and_hour(other, date)
    return not apart(one, other, date) and bool((day and day == other_day) or (hour and hour == other_hour))


def merged(old: str, new: str, date: str) -> str:
    """A time as said, with another said after it: what goes together is kept, what was said otherwise gives way.

    "Friday" and "half ten" is "Friday, half ten"; with "the Monday" after them it is "the Monday, half ten".
    """
    (day, hour), told = day_and_hour(new, date), day_and_hour(old, date)
    if (day or hour) and day in (None, told[0]) and hour in (None, told[1]):
        return new if (day, hour) == told and len(new.split()) > len(old.split()) else old
    kept: list[str] = []
    for piece in old.split(", ") if old else ():
        own_day, own_hour = day_and_hour(piece, date)
        if apart(piece, new, date):
            kept += [part for part in _parts(piece) if not apart(part, new, date)]
        elif own_day not in (None, day) or own_hour not in (None, hour) or not (own_day or own_hour):
            kept.append(piece)
    return ", ".join([new, *kept] if day and not hour else [*kept, new])


def _parts(words: str) -> list[str]:
    """The day and the hour of a time by themselves, in plain words."""
    return [flat[time.start : time.end] for sentence in sentences([words]) for flat in [sentence.flat] for time in separate_times(flat)]


def _meant(flat: str, times: Sequence[When]) -> Sequence[When]:
    """The times without those taken back: "Tuesday, no, Wednesday" is Wednesday."""
    for at in range(len(times) - 1, 0, -1):
        if _TAKEN_BACK.search(flat[times[at - 1].end : times[at].start]):
            return times[at:]
    return times


def _whole(flat: str, time: When) -> str:
    """The words of a time with those beside it that tell more: "a week" before Tuesday, "week" after tomorrow, "4.30" on either side."""
    before, after = _BEFORE.search(flat[: time.start]), _AFTER.match(flat, time.end)
    return f"{before.group() if before else ''}{flat[time.start : time.end]}{after.group() if after else ''}"


def _in_period(found: re.Match[str], today: Date) -> Date | None:
    """The last day of a week or month that is named, or its first or last Friday."""
    if found["week"]:
        return today + timedelta(days=(4 - today.weekday()) + 7)
    named = found["month"] or found["of"]
    ahead = (_MONTHS.index(named[:3]) + 1 - today.month) % 12 if named[:3] in _MONTHS else int("next" in named)
    year, index = divmod(today.month - 1 + ahead, 12)
    first, length = calendar.monthrange(today.year + year, index + 1)
    if found["month"]:
        return Date(today.year + year, index + 1, length)
    weekday = _WEEKDAYS.index(found["weekday"][:3])
    days = [day for day in range(1, length + 1) if (first + day - 1) % 7 == weekday]
    meant = Date(today.year + year, index + 1, days[-1] if found["which"] == "last" else days[int(found["which"][0]) - 1])
    return meant if meant >= today else None


def _digits(flat: str) -> str:
    """Spelled-out numbers and ordinals as digits: "half past ten" -> "half past 10", "the twenty first" -> "the 21th"."""
    for tens, value in (("twenty", 20), ("thirty", 30)):
        for number, word in enumerate(_ORDINALS[:9], 1):
            flat = re.sub(rf"\b{tens} {word}\b", f"{value + number}th", flat)
    flat = flat.replace("thirtieth", "30th")
    for number, word in enumerate(_ORDINALS, 1):
        flat = re.sub(rf"\b{word}\b(?! thing)", f"{number}th", flat)
    for tens, value in _TENS.items():
        for number, word in enumerate(_UNITS[1:10], 1):
            flat = re.sub(rf"\b{tens} {word}\b", str(value + number), flat)
        flat = re.sub(rf"\b{tens}\b", str(value), flat)
    for number, word in enumerate(_UNITS):
        flat = re.sub(rf"\b{word}\b", str(number), flat)
    return flat


def _resolved(flat: str, now: datetime) -> str | None:
    if months := re.search(r"\b(?:in|within) (an?|\d+) months?\b", flat):
        return _months_on(now.date(), 1 if months[1].startswith("a") else int(months[1]))
    if (span := _span(flat)) is not None:
        at = now + span
        return at.isoformat(timespec="minutes") if span < timedelta(days=1) else at.date().isoformat()
    day, clock = _day(flat, now), _clock(flat)
    if day is None and (
        clock is not None
        or re.search(r"now|away|immediately|end of|first thing|last thing|morning|afternoon|evening|lunch|close|business|tonight", flat)
    ):
        day = now.date()
        if clock is not None and datetime.combine(day, clock.time()) <= now:
            later = clock + timedelta(hours=12)
            still_today = (
                clock.hour < 12 and later.hour <= _LATEST and datetime.combine(day, later.time()) > now and not re.search(r"a\.m|morning", flat)
            )
            clock, day = (later, day) if still_today else (clock, day + timedelta(days=1))
    if day is None:
        return None
    return day.isoformat() if clock is None else f"{day.isoformat()}T{clock:%H:%M}"


def _months_on(today: Date, count: int) -> str:
    """The same day so many months on, or the last of that month. `OverflowError` beyond every calendar."""
    year, index = divmod(today.month - 1 + count, 12)
    if today.year + year > Date.max.year:
        raise OverflowError(count)
    last = calendar.monthrange(today.year + year, index + 1)[1]
    return Date(today.year + year, index + 1, min(today.day, last)).isoformat()


def _span(flat: str) -> timedelta | None:
    """How long from now: "in half an hour", "in 2 days 's time", "within the hour"."""
    if re.search(r"\bwithin (?:the|this) hour\b", flat):
        return timedelta(hours=1)
    if not re.search(r"\b(?:in|within|inside|time|now|next)\b", flat) or re.search(_WEEKDAY, flat):
        return None
    if re.search(r"half an hour|half hour", flat):
        return timedelta(minutes=30)
    if re.search(r"hour and a half", flat):
        return timedelta(minutes=90)
    found = re.search(r"\b(an?|couple of|\d+) (?:working |business )?(minute|min|hour|hr|day|week|fortnight|month)", flat)
    if not found:
        return None
    count = {"a": 1, "an": 1, "couple of": 2}.get(found.group(1)) or int(found.group(1))
    size = {"min": timedelta(minutes=1), "hou": timedelta(hours=1), "hr": timedelta(hours=1), "day": timedelta(days=1), "wee": timedelta(weeks=1)}
    size |= {"for": timedelta(weeks=2), "mon": timedelta(days=30)}
    return count * size[found.group(2)[:3]]


def _day(flat: str, now: datetime) -> Date | None:
    today = now.date()
    weeks = _weeks_on(flat)
    if re.search(r"day after tomorrow|overmorrow|next tomorrow", flat):
        return today + timedelta(days=2)
    if "tomorrow" in flat or re.search(r"\b(?:morra|morrow|morn)\b", flat):
        return today + timedelta(days=1, weeks=weeks)
    if re.search(r"\b(?:today|tonight|this (?:very )?(?:morning|afternoon|evening|lunchtime|minute|instant))\b", flat):
        return today + timedelta(weeks=weeks)
    if (named := _named_date(flat, today)) is not None:
        return named
    if found := re.search(_WEEKDAY, flat):
        if later := _OF_WEEK.search(flat):
            monday = today - timedelta(days=today.weekday())
            return monday + timedelta(days=_WEEKDAYS.index(found.group(1)), weeks=2 if later["next"] else 1)
        ahead = (_WEEKDAYS.index(found.group(1)) - today.weekday()) % 7 or 7
        if re.search(r"\bnext (?:mon|tue|wed|thu|fri|sat|sun)", flat) and ahead < 7 - today.weekday():
            ahead += 7
        return today + timedelta(days=ahead, weeks=weeks)
    if "end of the month" in flat or "end of this month" in flat:
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if "end of the week" in flat or "end of this week" in flat:
        return today + timedelta(days=(4 - today.weekday()) % 7)
    if "weekend" in flat:
        return today + timedelta(days=(5 - today.weekday()) % 7)
    if "next week" in flat:
        return today + timedelta(weeks=1)
    return None


def _weeks_on(flat: str) -> int:
    if re.search(r"\b(?:2 weeks|a fortnight) (?:on|from|\w+day|today|tomorrow|come|this)\b|day fortnight\b", flat):
        return 2
    return int(bool(re.search(r"\b(?:a|1) week (?:on|from|\w+day|today|tomorrow|come|this)\b|(?:day|tomorrow) week\b|\bmonday week\b", flat)))


def _named_date(flat: str, today: Date) -> Date | None:
    if found := re.search(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?\b", flat):
        return _ahead(today, int(found.group(1)), int(found.group(2)))
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)\b", flat)
    month = re.search(_MONTH, flat)
    if month and not day:
        day = re.search(rf"{_MONTH} (?:the )?(?P<after>\d{{1,2}})\b|\b(?P<before>\d{{1,2}}) (?:of )?{_MONTH}", flat)
        number = int(day.group("after") or day.group("before")) if day else None
    else:
        number = int(day.group(1)) if day else None
    if number is None or not 1 <= number <= 31:
        return None
    return _ahead(today, number, _MONTHS.index(month.group(1)) + 1 if month else None)


def _ahead(today: Date, day: int, month: int | None) -> Date | None:
    """The next such day from today on; None where there is none."""
    for ahead in range(0, 49):
        year, index = divmod(today.month - 1 + ahead, 12)
        if month in (None, index + 1) and day <= calendar.monthrange(today.year + year, index + 1)[1]:
            found = Date(today.year + year, index + 1, day)
            if found >= today:
                return found
    return None


def _clock(flat: str) -> datetime | None:
    base = datetime(2000, 1, 1)
    if re.search(r"\b(?:noon|midday)\b", flat):
        return base.replace(hour=12)
    if "midnight" in flat:
        return base.replace(hour=23, minute=59)
    for pattern, minutes in (
        (r"\b(?:half past|half) (?P<h>\d{1,2})\b", 30),
        (r"\bquarter (?:past|after) (?P<h>\d{1,2})\b", 15),
        (r"\bquarter (?:to|of|before) (?P<h>\d{1,2})\b", -15),
        (r"\b(?P<m>\d{1,2}) (?:minutes )?(?:past|after) (?P<h>\d{1,2})\b", 1),
        (r"\b(?P<m>\d{1,2}) (?:minutes )?(?:to|before) (?P<h>\d{1,2})\b", -1),
        (r"\b(?P<h>\d{1,2})[:.](?P<m>\d\d)\b", 1),
        (r"\b(?P<h>\d{1,2}) (?P<m>00|05|10|15|20|25|30|35|40|45|50|55)\b", 1),
        (r"\b(?P<h>\d{1,2}) hundred\b", 0),
        (r"\b(?P<h>\d{1,2}) on (?:the )?(?:\w+day|\d+th)\b", 0),
        (r"\b(?P<h>\d{1,2})(?: oclock| [ap]\.m| in the (?:morning|afternoon|evening))", 0),
        (r"\b(?:at|by|before|after|around|about|till|until|from|say|past|on|round|between|for) (?P<h>\d{1,2})\b(?!th|st|nd|rd|/)", 0),
    ):
        found = re.search(pattern, flat)
        if found and 0 <= int(found.group("h")) <= 23:
            named = found.groupdict().get("m")
            offset = int(named) * minutes if named else minutes
            return base.replace(hour=_hour(int(found.group("h")), flat)) + timedelta(minutes=offset)
    return None


def _hour(hour: int, flat: str) -> int:
    if re.search(r"p\.m|afternoon|evening|tonight", flat):
        return hour % 12 + 12
    if re.search(r"a\.m|morning", flat):
        return hour % 12
    return hour + 12 if 1 <= hour < _FIRST_AFTERNOON_HOUR else hour
