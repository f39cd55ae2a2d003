"""A time as said, with the day it means beside it: "tomorrow at ten – Thursday 5 March, 10 am"."""

import calendar
import re
from datetime import date as Date

_NOON = 12
_MONTH = re.compile(r"\b(?:january|february|march|april|june|july|august|september|october|november|december|(?:in|of|the) may)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_DATED = re.compile(r" – (?:\w+day )?\d{1,2} [A-Z]\w+(?:, \d.*)?$")


def dated(when: str, date: str | None) -> str:
    """A time as said with the day it means, where that was not said in full: "tomorrow at ten – Thursday 5 March, 10 am"."""
    if date is None or _MONTH.search(when):
        return when
    day, _, clock = date.partition("T")
    meant = Date.fromisoformat(day)
    weekday = "" if _WEEKDAY.search(when) else f"{calendar.day_name[meant.weekday()]} "
    hour, minute = (int(clock[:2]), clock[3:5]) if clock else (0, "")
    at = f", {hour % 12 or 12}{'' if minute == '00' else ':' + minute} {'am' if hour < _NOON else 'pm'}" if clock else ""
    return f"{when} – {weekday}{meant.day} {calendar.month_name[meant.month]}{at}"


def undated(when: str | None) -> str:
    """A time as it was said, without what `dated` added."""
    return _DATED.sub("", when or "")
