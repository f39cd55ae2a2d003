"""Numbers, amounts, codes and dates of a line in figures: "fourteen hundred" as 1,400, "two pound ninety" as £2.90, "L three four five" as L345.

What is sure is read as the values of `speech.final` are (`understanding.values`). Besides, two numbers one behind the other are a price
where a unit says which: "two eighty a set" is 2.80, "three eighty-nine a month" 389. Where nothing says, the words stay as they were said.
Counts below ten stay words, and so do times of day, as people write them.
"""

import calendar
import re
from functools import lru_cache

from assistant.events import Value
from assistant.understanding.values import find_values

_SMALL = 10
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
_COINS = frozenset("rand rands rupee rupees naira yen yuan francs dirham dirhams cedis shillings".split())
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUND = re.compile(r"hundred|thousand|grand|lakh|crore|\bk\b", re.IGNORECASE)
_CENTS = re.compile(r"\b(cents?|pence|p|pee|c)$", re.IGNORECASE)
_DOZEN = re.compile(r"\bdozen\b", re.IGNORECASE)
_DATE = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)")

_ONES = {word: number for number, word in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = {word: number for number, word in enumerate(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10)}  # fmt: skip
_TENS = {word: number * 10 for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_TWO_DIGITS = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)})"
_BY_PIECE = (
    "box|set|bushel|ream|bottle|kilo|kg|kilogram|litre|liter|metre|meter|foot|yard|bag|tin|jar|piece|pair|sheet|tile|plant|loaf|pack|packet|roll|head"
    "|pint|cup|can|carton|stem|bunch|punnet|brick|block|tray|copy|card|page|mile|portion|bar|egg|pot|candle|gallon|pound"
)
_BY_TIME = "day|night|week|month|quarter|year|visit|season"
_PAIR = re.compile(
    rf"\b(?P<first>{'|'.join(_ONES)}|{'|'.join(_TEENS)}|{_TWO_DIGITS})[ -](?P<last>oh[ -](?:{'|'.join(_ONES)})|{_TWO_DIGITS})"
    rf"(?=,? (?:a|an|per|the|for a|for the) (?:{_BY_PIECE}|(?P<time>{_BY_TIME}))\b)",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(rf"\b(?P<whole>{'|'.join(_ONES)}|{_TWO_DIGITS})-and-a-half\b", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(rf"(?:\d|\b(?:{'|'.join([*_ONES, *_TEENS, *_TENS])}|hundred|thousand|point|and))[ ,-]+$", re.IGNORECASE)
_DEAR = 100
"""What costs so much by the piece is not told by pounds and pence: "one hundred fifty a box" is no pair."""


@lru_cache(maxsize=4096)
def written(words: str) -> str:
    """`words` with their values in figures; a text without values as it is."""
    words = _AND_A_HALF.sub(lambda found: f"{_number(found['whole'])}.5", words)
    pieces, at = [], 0
    for value in find_values(words):
        start = words.find(value.quote, at)
        figures = _figures(value, words[start + len(value.quote) :])
        if start < 0 or figures is None or _NUMBER_BEFORE.search(words[at:start]):
            continue
        pieces += [words[at:start], figures]
        at = start + len(value.quote)
    return _PAIR.sub(_price, "".join([*pieces, words[at:]]))


def _figures(value: Value, after: str) -> str | None:
    """A value in figures; None where it is best left as it was said."""
    if value.what == "date":
        return _date(value)
    if value.what == "time" or (value.what in ("code", "phone") and "," in value.quote) or (value.what == "number" and _DOZEN.search(value.quote)):
        return None
    if _DIGIT.search(value.quote) and value.what not in ("code", "email"):
        return None
    if value.what == "amount":
        return _amount(value)
    if value.what == "number":
        small = "." not in value.value and abs(int(value.value)) < _SMALL if re.fullmatch(r"-?[\d.]+", value.value) else True
        return None if small else _grouped(value.value, value.quote)
    return value.value


def _amount(value: Value) -> str | None:
    unit, _, number = value.value.rpartition(" ")
    if number.endswith("%"):
        return number
    if cents := _CENTS.search(value.quote):
        return f"{round(float(number) * 100)} {cents[1]}" if not unit else None
    if unit in _SIGNS:
        return f"{_SIGNS[unit]}{_grouped(number, 'pounds')}"
    coin = next((word for word in value.quote.split() if word.lower() in _COINS), "")
    return f"{_grouped(number, value.quote)} {coin}".strip() if float(number) >= _SMALL or "." in number else None


def _grouped(number: str, quote: str) -> str:
    """With a comma for the thousands, but not in years."""
    whole, point, rest = number.partition(".")
    if _YEAR.fullmatch(whole) and not _ROUND.search(quote):
        return number
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-") else number


def _date(value: Value) -> str | None:
    if _DIGIT.search(value.quote) or not (found := _DATE.fullmatch(value.value)):
        return None
    year = f" {found[1]}" if found[1] != "-" else ""
    return f"{int(found[3])} {calendar.month_name[int(found[2])]}{year}"


def _price(found: re.Match[str]) -> str:
    """ "Two eighty" by the piece, "three eighty-nine" by the month."""
    first, last = _number(found["first"]), _number(found["last"])
    if first >= _DEAR or _NUMBER_BEFORE.search(found.string[: found.start()]):
        return found.group()
    return f"{first * 100 + last:,}" if found["time"] else f"{first}.{last:02d}"


def _number(words: str) -> int:
    return sum({**_ONES, **_TEENS, **_TENS}.get(word, 0) for word in re.split(r"[ -]", words.lower()))
