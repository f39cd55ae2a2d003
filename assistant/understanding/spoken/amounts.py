"""Money and percentages as said and as written: "two pound eighty", "three and a half grand", "£1.2k", "10 to 15 percent"."""

from dataclasses import replace
from decimal import Decimal

from assistant.understanding.spoken.cardinals import NUMBER_WORDS, number_at, plain, shared
from assistant.understanding.spoken.tokens import Found, Number, Tokens

_SIGNS = {"£": "GBP", "$": "USD", "€": "EUR", "₹": "INR", "¥": "JPY", "₦": "NGN", "₩": "KRW"}
_DOLLARS = {"a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "nz": "NZD", "s": "SGD", "hk": "HKD", "us": "USD"}
_CODES = frozenset("usd gbp eur aud cad nzd zar inr ngn jpy chf sgd hkd aed sek nok dkk kes ghs pkr cny".split())
_NATIONS = {
    "us": "USD", "american": "USD", "australian": "AUD", "aussie": "AUD", "canadian": "CAD", "kiwi": "NZD", "singapore": "SGD", "kong": "HKD",
}  # fmt: skip
_UNITS = {
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "sterling": "GBP", "dollar": "USD", "dollars": "USD", "buck": "USD", "bucks": "USD",
    "euro": "EUR", "euros": "EUR", "rand": "ZAR", "rands": "ZAR", "rupee": "INR", "rupees": "INR", "naira": "NGN", "yen": "JPY", "yuan": "CNY",
    "rmb": "CNY", "francs": "CHF", "dirham": "AED", "dirhams": "AED", "cedis": "GHS", "shillings": "KES", "percent": "%", "%": "%",
}  # fmt: skip
_MINOR = {"pence": "GBP", "p": "GBP", "pee": "GBP", "cent": "", "cents": "", "c": "", "paise": "INR", "kobo": "NGN"}
_MULTIPLES = {"k": 10**3, "grand": 10**3, "thousand": 10**3, "m": 10**6, "mil": 10**6, "million": 10**6, "b": 10**9, "bn": 10**9, "billion": 10**9}
_WEIGHED = frozenset("of bag bags sack sacks weight per".split())
_WEIGHS = frozenset("weigh weighs weighed weighing weight heavy".split())
_AGREES = frozenset("sure agree agreed certain convinced with behind happy positive right correct confident on there".split())


def amount_at(tokens: Tokens, at: int) -> Found | None:
    """An amount that begins at `at`: "GBP 1200", "USD 3.50", "12.5%"; "3000" where no currency is said ("three grand", "thirty cents")."""
    if sign := _sign(tokens, at):
        return _signed(tokens, *sign)
    number = _short_hundreds(tokens, at) or number_at(tokens, at) or _half(tokens, at)
    if number is None:
        return None
    return _with_unit(tokens, number, at) or _of_range(tokens, at, number)


def _sign(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """A currency written in front, and where the number begins."""
    low, after = tokens[at].low, tokens[at + 1]
    if low in _SIGNS:
        return at + 1, _SIGNS[low]
    if tokens[at].is_number and tokens[at].glued and tokens.low(at - 1, 1) == ("-",) and tokens[at - 2].is_number and tokens[at - 3].low in _SIGNS:
        return at, _SIGNS[tokens[at - 3].low]
    if low in _DOLLARS and after.low == "$" and after.glued:
        return at + 2, _DOLLARS[low]
    if low in _CODES and after.is_number and tokens[at].text.isupper():
        return at + 1, low.upper()
    if (low == "rs" or (low == "r" and "," in after.low)) and after.is_number and tokens[at].text[0] == "R":
        return at + 1, "INR" if low == "rs" else "ZAR"
    return (at + 2, "INR") if low == "rs" and after.low == "." and tokens[at + 2].is_number else None


def _signed(tokens: Tokens, at: int, unit: str) -> Found | None:
    """ "£1,200", "$3.5 million", "£12 and 50 pence"."""
    if not tokens[at].is_number:
        return None
    value, end = Decimal(tokens[at].low.replace(",", "")), at + 1
    multiple = _MULTIPLES.get(tokens[end].low, 1)
    if multiple == 1 or (tokens[end].low in ("m", "b", "k", "bn") and not tokens[end].glued):
        multiple = _multiple_of_range(tokens, end, value)
    else:
        end += 1
    minor = _minor_after(tokens, end, bare=False)
    if minor:
        end, value = minor[0], value + minor[1]
    return Found(end, "amount", _money(unit, value * multiple))


def _multiple_of_range(tokens: Tokens, end: int, value: Decimal) -> int:
    """What "$3" counts in "$3 to $4 million"."""
    if tokens[end].low not in ("to", "or", "-"):
        return 1
    other = end + 1 + (tokens[end + 1].low in _SIGNS)
    larger = tokens[other].is_number and value < Decimal(tokens[other].low.replace(",", ""))
    return _MULTIPLES.get(tokens[other + 1].low, 1) if larger else 1


def _short_hundreds(tokens: Tokens, at: int) -> Number | None:
    """ "Two fifty" for 250: only where a currency follows, for else it may be 2.50."""
    hundreds = number_at(tokens, at)
    if hundreds is None or not hundreds.said or not 1 <= hundreds.value < 20 or hundreds.scale > 1:
        return None
    rest = number_at(tokens, hundreds.end + (tokens[hundreds.end].low == "-"))
    if rest is None or not rest.said or not (10 <= rest.value < 100 or rest.scale == 1_000):
        return None
    small = rest.value / (rest.scale if rest.scale == 1_000 else 1)
    return Number(rest.end, (hundreds.value * 100 + small) * rest.scale, rest.scale) if 10 <= small < 100 else None


def _half(tokens: Tokens, at: int) -> Number | None:
    """The half of "half a percent"."""
    return Number(at + 2, Decimal("0.5")) if tokens.are(at, "half a") and tokens[at + 2].low in ("percent", "per") else None


def _with_unit(tokens: Tokens, number: Number, at: int) -> Found | None:
    unit = _unit(tokens, number.end)
    if unit:
        end, name = unit
        if name == "%":
            return Found(end, *_percent(tokens, at, end, number.value))
        if name == "GBP" and (tokens[end].low in _WEIGHED or _WEIGHS & set(tokens.before(at, 4))):
            return None
        minor = _minor_after(tokens, end)
        return Found(minor[0], "amount", _money(name, number.value + minor[1])) if minor else Found(end, "amount", _money(name, number.value))
    end = number.end + (tokens[number.end].low == "-")
    low = tokens[end].low
    if low == "grand":
        return Found(end + 1, "amount", _money("", number.value * 1000))
    if low in _MINOR and (len(low) > 1 or tokens[end].glued or (low == "p" and tokens[end].text == "p")):
        return Found(end + 1, "amount", _money(_MINOR[low], number.value / 100))
    return None


def _unit(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """The currency, or percent, that stands at `at`, and where it ends."""
    at += tokens[at].low == "-"
    low, after = tokens[at].low.removesuffix("'s"), tokens[at + 1].low
    if low == "€" and not tokens[at + 1].is_number:
        return at + 1, "EUR"
    if low in _NATIONS and after in ("dollar", "dollars"):
        return at + 2, _NATIONS[low]
    if low == "hong" and after == "kong":
        return at + 3, "HKD"
    if (low, after) == ("per", "cent"):
        return at + 2, "%"
    if low == "euro" and after in ("cent", "cents"):
        return None
    if low in _CODES and tokens[at].text.isupper():
        return at + 1, low.upper()
    return (at + 1 + (after == "sterling"), _UNITS[low]) if low in _UNITS else None


def _minor_after(tokens: Tokens, at: int, *, bare: bool = True) -> tuple[int, Decimal] | None:
    """The pence of "two pound eighty", "five dollars and ten cents"."""
    start = at + (tokens[at].low == "and")
    number = number_at(tokens, start)
    if number is None or number.value not in range(1, 100):
        return None
    if tokens[number.end].low in _MINOR:
        return number.end + 1, number.value / 100
    bare = (
        bare
        and start == at
        and number.value >= 10
        and tokens.ends_phrase(number.end)
        and tokens[number.end].low not in ("to", "or", "%", *NUMBER_WORDS)
    )
    return (number.end, number.value / 100) if bare else None


def _percent(tokens: Tokens, at: int, end: int, value: Decimal) -> tuple[None, None] | tuple[str, str]:
    alone = at == 0 or tokens[at - 1].low in (".", ",", "?", "!")
    agrees = value == 100 and (tokens[end].low in _AGREES or (alone and tokens[end].low in (".", "!", ",", "\0")))
    return (None, None) if agrees else ("amount", f"{plain(value)}%")


def _of_range(tokens: Tokens, at: int, number: Number) -> Found | None:
    """The first of "10 to 15 percent", "four or five hundred pounds", "between two and three grand": it shares the unit of the other."""
    joint = tokens[number.end].low
    if joint not in ("to", "or", "-") and (joint != "and" or tokens[at - 1].low != "between"):
        return None
    other = _short_hundreds(tokens, number.end + 1) or number_at(tokens, number.end + 1)
    found = other and _with_unit(tokens, replace(other, value=shared(tokens, number)), at)
    return replace(found, end=number.end) if found else None


def _money(unit: str, value: Decimal) -> str:
    """An amount in its one form: whole, or with two places (more where more were said)."""
    places = -int(value.normalize().as_tuple().exponent)
    figure = plain(value) if places <= 0 else f"{value:.{max(2, places)}f}"
    return f"{unit} {figure}".strip()
