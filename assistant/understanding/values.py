"""Numbers, amounts, codes, dates, times, e-mail addresses and phone numbers in what was said, each in one form."""

import re
from collections.abc import Iterator

from assistant.events import Value

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "lakh": 100_000, "dozen": 12}
_NUMBER_WORD = "|".join([*_ONES, *_TENS, *_SCALES])
_SPELLED = rf"\b(?:a (?=hundred|thousand|million|dozen))?(?:{_NUMBER_WORD})(?:(?: and|,)?[ -](?:{_NUMBER_WORD}))*(?: and a half)?\b"
_CURRENCY = {
    "£": "GBP",
    "$": "USD",
    "€": "EUR",
    "pounds": "GBP",
    "pound": "GBP",
    "quid": "GBP",
    "dollars": "USD",
    "dollar": "USD",
    "bucks": "USD",
    "euros": "EUR",
    "euro": "EUR",
}
_CURRENCY |= {"rand": "ZAR", "rupees": "INR", "naira": "NGN", "percent": "%", "per cent": "%", "%": "%"}
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = "|".join(_MONTHS)
_UNIT = r"pounds?|quid|dollars?|bucks|euros?|rand|rupees|naira|percent|per cent|%"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("email", r"[\w.+-]+@[\w-]+(?:\.[A-Za-z]{2,})+"),
        ("phone", r"(?<![\w.])\+?\(?\d{2,5}\)?(?:[ -]\d{2,5}){2,4}(?!\w)|(?<![\w.])\+?\d{9,14}(?!\w)"),
        (
            "code",
            r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*\b(?<!am)(?<!pm)(?<!AM)(?<!PM)(?<!\dst)(?<!\dnd)(?<!\drd)(?<!\dth)(?<!\dk)|"
            r"\b\d+(?:-\d+)+\b",
        ),
        (
            "date",
            rf"\b(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b|\b(?:{_MONTH}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b|"
            r"\b\d{4}-\d\d-\d\d\b",
        ),
        ("time", r"\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m\b\.?)|\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b\.?|\b\d{1,2} o['’]clock\b"),
        (
            "amount",
            rf"[£$€] ?\d[\d,]*(?:\.\d+)?(?: ?(?:k|million|thousand)\b)?|(?<![\w.])\d[\d,]*(?:\.\d+)? ?(?:{_UNIT})(?!\w)|{_SPELLED} "
            rf"(?:{_UNIT})(?!\w)",
        ),
        ("number", rf"(?<![\w.,-])\d+(?:,\d{{3}})*(?:\.\d+)?(?![\w-]|[.,]\d)|{_SPELLED}"),
    )
)


def find_values(text: str) -> tuple[Value, ...]:
    """The values in `text`, in order. Spelled-out numbers only where they can mean one thing ("twelve and a half", not "eighteen four")."""
    found: list[tuple[int, Value]] = []
    taken: list[tuple[int, int]] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = match.span()
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            for value in _value(name, match.group()):
                taken.append(span)
                found.append((span[0], value))
    return tuple(value for _, value in sorted(found, key=lambda pair: pair[0]))


def _value(name: str, quote: str) -> Iterator[Value]:
    if name == "email":
        yield Value(what="email", quote=quote, value=quote.lower())
    elif name == "phone":
        yield Value(what="phone", quote=quote, value=re.sub(r"[^\d+]", "", quote))
    elif name == "code":
        yield Value(what="code", quote=quote, value=quote.upper())
    elif name == "date" and (date := _date(quote)):
        yield Value(what="date", quote=quote, value=date)
    elif name == "time" and (time := _time(quote)):
        yield Value(what="time", quote=quote, value=time)
    elif name == "amount" and (amount := _amount(quote)):
        yield Value(what="amount", quote=quote, value=amount)
    elif name == "number" and (number := _number(quote)) and not (quote.isalpha() and number in ("1", "0")):
        yield Value(what="number", quote=quote, value=number)


def _date(quote: str) -> str | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", quote):
        return quote
    day = re.search(r"\d{1,2}", quote)
    month = next((at for at, name in enumerate(_MONTHS, 1) if name in quote.lower()), None)
    return f"--{month:02d}-{int(day.group()):02d}" if day and month and 1 <= int(day.group()) <= 31 else None


def _time(quote: str) -> str | None:
    digits = [int(part) for part in re.findall(r"\d+", quote)]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    half = re.search(r"([ap])\.?m", quote, re.IGNORECASE)
    if half:
        hour = hour % 12 + (12 if half.group(1).lower() == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _amount(quote: str) -> str | None:
    unit = next((code for sign, code in _CURRENCY.items() if sign in quote.lower()), None)
    words = re.sub(rf"[£$€]|{_UNIT}", "", quote, flags=re.IGNORECASE).strip()
    scale = 1
    for suffix, times in (("k", 1_000), ("thousand", 1_000), ("million", 1_000_000)):
        if words[:1].isdigit() and words.lower().endswith(suffix):
            words, scale = words[: -len(suffix)].strip(), times
    number = _number(words)
    if number is None or unit is None:
        return None
    if scale > 1:
        number = _plain(float(number) * scale)
    return f"{number}%" if unit == "%" else f"{unit} {number}"


def _number(quote: str) -> str | None:
    """Digits or words as one decimal number; None where the words can be read in two ways."""
    plain = quote.lower().replace(",", "").replace("-", " ").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return plain
    half = plain.endswith(" and a half")
    words = [word for word in plain.removesuffix(" and a half").split() if word not in ("and", "a")]
    total = _spelled(words)
    return None if total is None else _plain(total + 0.5 * half)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _spelled(words: list[str]) -> int | None:
    """ "two thousand and eighty" -> 2080. "Eighteen four" and "four four one" are codes or sums of money said short: None."""
    total = group = 0
    last = 1_000_000_000
    for word in words:
        if word in _SCALES:
            if word in ("hundred", "dozen"):
                group, last = max(group, 1) * _SCALES[word], 100
            else:
                total, group, last = total + max(group, 1) * _SCALES[word], 0, _SCALES[word]
            continue
        value = _ONES.get(word, _TENS.get(word))
        if value is None:
            return None
        size = 1 if word in _ONES and value < 10 else 10
        if last <= size or (last == 10 and (value >= 10 or group % 100 < 20)):
            return None
        group, last = group + value, size
    return total + group
