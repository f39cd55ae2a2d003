"""Times of day as said and as written: "half past two", "quarter to nine", "nine fifteen a.m.", "14:30", "noon"."""

from decimal import Decimal
from typing import Literal

from assistant.understanding.spoken.cardinals import ONES, number_at
from assistant.understanding.spoken.dates import ORDINALS
from assistant.understanding.spoken.tokens import Found, Number, Tokens

_Half = Literal["am", "pm"]
_NAMED = {"noon": 12, "midday": 12, "midnight": 0}
_PARTS_OF_DAY: dict[str, _Half] = {"morning": "am", "afternoon": "pm", "evening": "pm"}
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday tomorrow today tonight".split())
_LEADS = frozenset("at by until till before after".split())
_PRICED = frozenset("a an each per apiece for plus off more less extra".split())
_ODD_MINUTES = (5, 10, 20, 25)
_FIRST_OFFICE_HOUR = 7
"""An hour below this, with nothing to say which half of the day, is taken for the afternoon, as `when.py` does."""


def time_at(tokens: Tokens, at: int) -> Found | None:
    """A time of day that begins at `at`, as "14:30"."""
    low = tokens[at].low
    if low in _NAMED:
        return Found(at + 1, "time", f"{_NAMED[low]:02d}:00")
    if low in ("half", "quarter") or (low == "a" and tokens[at + 1].low == "quarter"):
        return _part_of_hour(tokens, at + (low == "a"))
    return _written(tokens, at) or _counted(tokens, at) or _said(tokens, at)


def _part_of_hour(tokens: Tokens, at: int) -> Found | None:
    """ "Half past two", "half two", "quarter to nine"."""
    link = tokens[at + 1].low
    linked = link in ("past", "after", "to") if tokens[at].low == "quarter" else link == "past"
    hour = _hour(tokens, at + 1 + linked)
    if hour is None or (not linked and (tokens[at].low == "quarter" or not tokens.ends_phrase(hour[0]))):
        return None
    minute = 30 if tokens[at].low == "half" else -15 if link == "to" else 15
    return _time(tokens, hour[0], hour[1], minute) if linked or hour[1] <= 12 else None


def _written(tokens: Tokens, at: int) -> Found | None:
    """ "14:30", "9.15 am", "9am"."""
    token = tokens[at]
    if not token.is_number or (token.glued and tokens[at - 1].low not in ("-", "(")):
        return None
    if tokens[at + 1].low == ":" and tokens[at + 1].glued and tokens[at + 2].glued and len(tokens[at + 2].low) == 2:
        minute = tokens[at + 2].low
        apart = tokens[at + 3].low != ":"
        return _time(tokens, at + 3, int(token.low), int(minute), written=token.low) if token.low.isdigit() and minute.isdigit() and apart else None
    hour, point, minute = token.low.partition(".")
    if point and len(minute) == 2 and hour.isdigit() and (_half(tokens, at + 1) or tokens[at + 1].low in ("till", "until")):
        return _time(tokens, at + 1, int(hour), int(minute))
    return None


def _counted(tokens: Tokens, at: int) -> Found | None:
    """ "Ten past two", "twenty-five to four"; not "five to seven people"."""
    minutes = number_at(tokens, at)
    if minutes is None or minutes.value not in range(1, 30):
        return None
    named = tokens[minutes.end].low in ("minutes", "mins")
    link = minutes.end + named
    way = tokens[link].low
    hour = _hour(tokens, link + 1) if way in ("past", "to", "after") else None
    if hour is None or hour[1] > 12 or not (named or minutes.value in _ODD_MINUTES) or not (_half(tokens, hour[0]) or tokens.ends_phrase(hour[0])):
        return None
    from_to = tokens[at - 1].low in ("from", "between", "open")
    rising = minutes.value < hour[1] and tokens[at - 1].low not in ("at", "it's", "before", "by", "until", "till", "about")
    if way != "past" and (from_to or (way == "to" and rising and not named)):
        return None
    return _time(tokens, hour[0], hour[1], int(minutes.value) * (-1 if way == "to" else 1))


def _said(tokens: Tokens, at: int) -> Found | None:
    """ "Nine o'clock", "nine fifteen a.m.", "four in the morning", "tomorrow at nine", "by two thirty"."""
    hour = _hour(tokens, at)
    if hour is None:
        return None
    end, value = hour
    if tokens[end].low in ("o'clock", "oclock"):
        return _time(tokens, end + 1, value, 0)
    if tokens.are(end, "hundred hours"):
        return _time(tokens, end + 2, value, 0, written="0")
    minute = _minute(tokens, end)
    if minute and (_half(tokens, minute[0]) or _is_clock(tokens, at, *minute)):
        return _time(tokens, minute[0], value, minute[1])
    if minute is None and (_half(tokens, end) or _is_hour(tokens, at, end)):
        return _time(tokens, end, value, 0)
    return _from(tokens, at, *hour)


def _from(tokens: Tokens, at: int, end: int, hour: int) -> Found | None:
    """The first hour of "from nine to five p.m.", "between two and four p.m."."""
    linked = {"from": ("to", "till", "until"), "between": ("and",)}.get(tokens[at - 1].low, ())
    other = _hour(tokens, end + 1) if tokens[end].low in linked else None
    half = other and _half(tokens, other[0])
    if other is None or half is None or hour > 12:
        return None
    afternoon = half[1] == "pm" and hour % 12 < other[1] % 12
    return Found(end, "time", f"{hour % 12 + 12 * afternoon if afternoon or half[1] == 'am' else hour:02d}:00")


def _is_clock(tokens: Tokens, at: int, end: int, minute: int) -> bool:
    """Whether an hour and minutes with nothing behind them are a time, and not a price or a quantity said short."""
    if not tokens.ends_phrase(end) or tokens[end].low in _PRICED or tokens[end].low in ("%", "-") or minute % 5:
        return False
    lead = tokens[at - 2].low if tokens[at - 1].low in ("about", "around", "say") else tokens[at - 1].low
    return _has_day(tokens, at, end) or (lead in _LEADS and minute in (5, 15, 30, 45))


def _is_hour(tokens: Tokens, at: int, end: int) -> bool:
    """Whether an hour alone is a time: "at nine" only beside a day, for "at nine" may be a price too."""
    return tokens[at - 1].low in _LEADS and tokens.ends_phrase(end) and tokens[end].low not in ("%", "-", *_PRICED) and _has_day(tokens, at, end)


def _has_day(tokens: Tokens, at: int, end: int) -> bool:
    lead = at - 1 if tokens[at - 1].low in ("about", "say", *_LEADS) else at
    before = tokens[lead - 1].low if tokens[lead - 1].low != "," else tokens[lead - 2].low
    if before in _DAYS or before in ORDINALS or before in ("st", "nd", "rd", "th", *_PARTS_OF_DAY):
        return True
    after = end + (tokens[end].low in (",", "on", "this"))
    return tokens[after].low in _DAYS or tokens[end].low == "sharp" or (tokens[end].low == "this" and tokens[after].low in _PARTS_OF_DAY)


def _hour(tokens: Tokens, at: int) -> tuple[int, int] | None:
    number = number_at(tokens, at) or _before_half(tokens, at)
    whole = number and number.scale == 1 and number.value == int(number.value)
    return (number.end, int(number.value)) if number and whole and number.value in range(1, 24) and "." not in tokens[at].low else None


def _before_half(tokens: Tokens, at: int) -> Number | None:
    """The hour of "9am": no number by itself, for it is written together with what follows."""
    token = tokens[at]
    written = token.is_number and token.low.isdigit() and not token.glued and tokens[at + 1].low in ("am", "pm", "o'clock")
    return Number(at + 1, Decimal(token.low), said=False) if written else None


def _minute(tokens: Tokens, at: int) -> tuple[int, int] | None:
    start = at + (tokens[at].low == "-")
    if tokens[start].low in ("oh", "o") and (one := ONES.get(tokens[start + 1].low)):
        return start + 2, one
    number = number_at(tokens, start)
    return (number.end, int(number.value)) if number and number.scale == 1 and number.value in range(10, 60) else None


def _half(tokens: Tokens, at: int) -> tuple[int, _Half] | None:
    """What says which half of the day, and where it ends."""
    low = tokens[at].low
    if low in ("am", "pm"):
        return at + 1, "am" if low == "am" else "pm"
    if tokens.low(at, 2) == ("in", "the") and (half := _PARTS_OF_DAY.get(tokens[at + 2].low)):
        return at + 3, half
    return (at + 2, "pm") if tokens.are(at, "at night") else None


def _day_half(tokens: Tokens, at: int) -> _Half | None:
    """The half of the day said with the day: "half past nine tomorrow morning"."""
    if tokens[at].low in _DAYS or tokens[at].low in ("this", "every"):
        return "pm" if tokens[at].low == "tonight" else _PARTS_OF_DAY.get(tokens[at + 1].low)
    return None


def _time(tokens: Tokens, end: int, hour: int, minute: int, written: str = "") -> Found | None:
    """The time, or nothing if there is no such hour. `written`: the hour's digits, which a nought in front makes one of twenty-four."""
    told = _half(tokens, end)
    half = told[1] if told else _day_half(tokens, end)
    if not 0 <= hour < 24 or not -60 < minute < 60 or (told and hour > 12):
        return None
    minutes = (hour * 60 + minute) % (24 * 60)
    if half and hour <= 12:
        minutes = minutes % (12 * 60) + (12 * 60 if half == "pm" else 0)
    elif hour < 12 and 60 <= minutes < _FIRST_OFFICE_HOUR * 60 and not written.startswith("0"):
        minutes += 12 * 60
    return Found(told[0] if told else end, "time", f"{minutes // 60:02d}:{minutes % 60:02d}")
