"""Dates as said and as written: "the twelfth of March", "March 3rd, 2026", "the twenty-first", "12/03/2026" where it means one day only."""

import calendar
import re

from assistant.understanding.spoken.cardinals import NUMBER_WORDS, TENS, number_at
from assistant.understanding.spoken.tokens import Found, Tokens

ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
            "eighteenth nineteenth twentieth"
        ).split(),
        1,
    )
} | {"thirtieth": 30}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if number} | {"sept": 9}
_WORDS_TOO = frozenset(("may", "march", "mar", "jan", "dec", "sep", "jun", "jul"))
"""Months whose names are also other words or names: read in capitals only."""
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun".split())
_LEADS = frozenset("on by before until till after from since for is was to around about it's that's due say between".split())
_SURE_LEADS = frozenset("on by until till before say".split())
_SPANS = frozenset("and or to till until through -".split())
_LAST_RANK = 12
"""Beyond this nobody ranks things: "the twenty-first" is a day."""
_WRITTEN = re.compile(r"(?<![\w/-])(?:(?P<iso>\d{4})-(\d\d)-(\d\d)|(\d{1,2})([/.-])(\d{1,2})\5(\d{4}|\d\d))(?![\w/-])")


def date_at(tokens: Tokens, at: int) -> Found | None:
    """A date that begins at `at`: as XML Schema writes it, "2026-03-12", without the year "--03-12", with neither year nor month "---12"."""
    token = tokens[at]
    if token.is_number and (found := _written(tokens, at)):
        return found
    if token.low in MONTHS:
        return _month_first(tokens, at)
    article = at + (token.low == "the")
    day = _ordinal(tokens, article)
    if day:
        return _day_first(tokens, article, *day) or _day_alone(tokens, at, article, *day)
    if token.is_number or token.low in NUMBER_WORDS:
        number = number_at(tokens, at)
        if number and number.value in range(1, 32):
            return _day_first(tokens, at, number.end, int(number.value))
    return None


def _written(tokens: Tokens, at: int) -> Found | None:
    match = _WRITTEN.match(tokens.text, tokens[at].start)
    if match is None:
        return None
    end = at
    while end < tokens.count and tokens[end].start < match.end():
        end += 1
    if match["iso"]:
        return _date(end, int(match[1]), int(match[2]), int(match[3]))
    first, mark, second = int(match[4]), match[5], int(match[6])
    if mark == "-" and len(match[7]) == 2:
        return None
    year = int(match[7]) + (2000 if len(match[7]) == 2 else 0)
    days = {(day, month) for day, month in ((first, second), (second, first)) if 1 <= month <= 12 and 1 <= day <= 31}
    return _date(end, year, *reversed(days.pop())) if len(days) == 1 else Found(end)


def _ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The end and value of "21st", "twenty-first", "twelfth"."""
    token, after = tokens[at], tokens[at + 1]
    if token.low in ORDINALS:
        return at + 1, ORDINALS[token.low]
    if token.is_number and after.glued and after.low in ("st", "nd", "rd", "th") and token.low.isdigit():
        return at + 2, int(token.low)
    last = at + 2 if after.low == "-" else at + 1
    if token.low in ("twenty", "thirty") and (one := ORDINALS.get(tokens[last].low, 10)) < 10:
        return last + 1, TENS[token.low] + one
    return None


def _month_first(tokens: Tokens, at: int) -> Found | None:
    """ "March the third", "May 12th, 2026", "June 14"."""
    month = _month(tokens, at)
    if not month:
        return None
    article = at + 1 + (tokens[at + 1].low == "the")
    if day := _ordinal(tokens, article):
        return _with_year(tokens, day[0], month, day[1])
    number = number_at(tokens, at + 1)
    if number is None or number.value not in range(1, 32) or number.scale > 1 or not tokens.ends_phrase(number.end):
        return None
    return _with_year(tokens, number.end, month, int(number.value))


def _day_first(tokens: Tokens, start: int, end: int, day: int) -> Found | None:
    """ "12th of March", "14 June 2026", "the third of next month"."""
    of = tokens[end].low == "of"
    if month := _month(tokens, end + of):
        return _with_year(tokens, end + of + 1, month, day)
    if of and tokens[end + 1].low in ("next", "this", "the", "each", "every") and tokens[end + 2].low == "month":
        return _date(end + 3, None, None, day) if _ordinal(tokens, start) else None
    return None


def _day_alone(tokens: Tokens, at: int, article: int, end: int, day: int) -> Found | None:
    """ "On the twelfth", "Tuesday the sixth"; not "the twelfth floor", "the second was better"."""
    before = tokens[at - 1].low
    weekday = before in _WEEKDAYS or (before == "," and tokens[at - 2].low in _WEEKDAYS)
    if (article == at and not weekday) or before in MONTHS:
        return None
    if tokens[end].low in _SPANS and (month := _month_of_other(tokens, end + 1)):
        return _date(end, None, month, day)
    if tokens[end].low == "of" or not tokens.ends_phrase(end):
        return None
    if weekday or (day > _LAST_RANK and tokens[end].low not in ("in", "to")) or (day > 3 and before in _LEADS):
        return _date(end, None, None, day)
    marked = not tokens[end].is_word or tokens[end].low in ("at", "if", "and", "so", "or", "in", "please", "then")
    return _date(end, None, None, day) if before in _SURE_LEADS and marked else None


def _month_of_other(tokens: Tokens, at: int) -> int | None:
    """The month of the second of two days, "the fourteenth of May", which is that of the first too."""
    other = _ordinal(tokens, at + (tokens[at].low == "the"))
    return _month(tokens, other[0] + (tokens[other[0]].low == "of")) if other else None


def _month(tokens: Tokens, at: int) -> int:
    token = tokens[at]
    return 0 if token.low in _WORDS_TOO and token.text.islower() else MONTHS.get(token.low, 0)


def _with_year(tokens: Tokens, end: int, month: int, day: int) -> Found | None:
    year = end + (tokens[end].low in (",", "of"))
    if tokens[year].low.isdigit() and len(tokens[year].low) == 4 and tokens[year].low[:2] in ("19", "20"):
        return _date(year + 1, int(tokens[year].low), month, day)
    if said := year_at(tokens, year):
        return _date(said[0], said[1], month, day)
    return _date(end, None, month, day)


def year_at(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A year in words, "twenty twenty-six", "two thousand and twenty-six": its end and value."""
    if tokens[at].low == "two" and tokens[at + 1].low == "thousand":
        number = number_at(tokens, at)
        return (number.end, int(number.value)) if number and 2000 <= number.value < 2100 else None
    if tokens[at].low not in ("twenty", "nineteen"):
        return None
    rest = at + 2 if tokens[at + 1].low == "-" else at + 1
    number = number_at(tokens, rest)
    if number is None or not 10 <= number.value <= 99 or number.scale > 1 or number.value != int(number.value):
        return None
    return number.end, (2000 if tokens[at].low == "twenty" else 1900) + int(number.value)


def _date(end: int, year: int | None, month: int | None, day: int) -> Found | None:
    """The date, or nothing if there is no such day."""
    if month is None:
        return Found(end, "date", f"---{day:02d}") if 1 <= day <= 31 else None
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        return None
    return Found(end, "date", f"{year or '-'}-{month:02d}-{day:02d}")
