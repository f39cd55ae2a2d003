"""Numbers as said and as written: "two thousand and eighty", "three and a half", "one point five", "1.2k", "four or five hundred"."""

from decimal import Decimal

from assistant.understanding.spoken.tokens import Number, Tokens

ONES = {word: value for value, word in enumerate("zero one two three four five six seven eight nine".split())}
ONES |= {"nought": 0, "naught": 0}
_TEENS = {word: value for value, word in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10)}
TENS = {word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)} | {"fourty": 40}
_SCALES = {"thousand": 1_000, "lakh": 100_000, "lakhs": 100_000, "million": 10**6, "crore": 10**7, "crores": 10**7, "billion": 10**9}
_COUNTED = {"hundred": 100, "dozen": 12, **_SCALES}
_SHORT_SCALES = {"k": 1_000}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_VAGUE = frozenset("few couple several some many of".split())
MEASURES = frozenset(
    """
    kg kgs kilo kilos g gram grams mg t tonne tonnes l ltr ml cl m mm cm km ft foot in inch lb lbs oz sq v w kw kva a amp amps hz mhz ghz gb mb tb mph
    kph hr hrs h min mins sec secs yr yrs pc pcs px pt gsm psi bar ppm
    """.split()
)
_ROUND = frozenset("hundreds thousands millions billions dozens".split())
_RANKS = frozenset("first second third fourth fifth sixth seventh eighth ninth hundredth thousandth".split())
NUMBER_WORDS = frozenset({*ONES, *_TEENS, *TENS, *_COUNTED})

_BEGINNINGS = NUMBER_WORDS | {"a", "half"}


def plain(number: Decimal) -> str:
    """A number in its one form: digits, a point where needed, no noughts behind it."""
    return f"{number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize():f}"


def number_at(tokens: Tokens, at: int) -> Number | None:
    """The number that begins at `at`; None where none does, or only "a few hundred", "21st", "24/7", "a-1"."""
    if not tokens[at].is_number and tokens[at].low not in _BEGINNINGS:
        return None
    if at not in tokens.numbers:
        tokens.numbers[at] = _number(tokens, at)
    return tokens.numbers[at]


def _number(tokens: Tokens, at: int) -> Number | None:
    head = _group(tokens, at)
    if head is None or not _stands_alone(tokens, at):
        return None
    number = _halves(tokens, head) or _scaled(tokens, head)
    number = _short_scale(tokens, number)
    return number if _ends_well(tokens, number) else None


def _group(tokens: Tokens, at: int) -> Number | None:
    """What stands before a scale: "two hundred and fifty", "twelve", "1.2", "half a", "a"."""
    token = tokens[at]
    if token.is_number:
        return _hundreds(tokens, at, Number(at + 1, Decimal(token.low.replace(",", "")), said=False))
    if token.low in ("a", "half"):
        article = at + 1 if token.low == "half" else at
        scale = tokens[article + 1].low
        if tokens[article].low not in ("a", "of") or scale not in _COUNTED or (token.low == "a" and tokens[at - 1].low in ("half", "of")):
            return None
        return _hundreds(tokens, at, Number(article + 1, Decimal("0.5") if token.low == "half" else Decimal(1)))
    if token.low in _COUNTED:
        return (
            None
            if tokens[at - 1].low in _VAGUE or token.low == "dozen" or tokens[at - 1].low == "a"
            else _hundreds(tokens, at, Number(at, Decimal(1)))
        )
    small = _small(tokens, at)
    return small and (_decimal(tokens, small) or _hundreds(tokens, at, small))


def _small(tokens: Tokens, at: int) -> Number | None:
    """0..99 in words."""
    low = tokens[at].low
    if low in ONES or low in _TEENS:
        return Number(at + 1, Decimal(ONES[low] if low in ONES else _TEENS[low]))
    if low not in TENS:
        return None
    one = at + 2 if tokens[at + 1].low == "-" and tokens[at + 1].glued else at + 1
    if ONES.get(tokens[one].low):
        return Number(one + 1, Decimal(TENS[low] + ONES[tokens[one].low]))
    return Number(at + 1, Decimal(TENS[low]))


def _decimal(tokens: Tokens, whole: Number) -> Number | None:
    """ "One point two five"."""
    end = whole.end + 1
    digits = ""
    while tokens[whole.end].low == "point" and ((low := tokens[end].low) in ONES or low == "oh"):
        digits, end = digits + str(ONES.get(low, 0)), end + 1
    if not digits and tokens[whole.end].low == "point" and (small := _small(tokens, end)):
        digits, end = str(small.value), small.end
    return Number(end, Decimal(f"{whole.value}.{digits}")) if digits else None


def _hundreds(tokens: Tokens, at: int, head: Number) -> Number:
    if tokens[head.end].low != "hundred":
        return head
    hundreds = Number(head.end + 1, head.value * 100, 100)
    joint = hundreds.end + 1 if tokens[hundreds.end].low in ("and", "-") else hundreds.end
    rest = _rest(tokens, joint)
    if rest is None or not rest.value or rest.value >= 100 or tokens[rest.end].low in ("hundred", "point"):
        return hundreds
    if tokens[at - 1].low == "between" and tokens[hundreds.end].low == "and" and tokens[rest.end].low in _SCALES:
        return hundreds
    return Number(rest.end, hundreds.value + rest.value, 100)


def _rest(tokens: Tokens, at: int) -> Number | None:
    """What may be added to hundreds or thousands: a small number with no other behind it ("a hundred and two fifty" is two prices)."""
    token = tokens[at]
    if token.is_number and token.low.isdigit():
        small: Number | None = Number(at + 1, Decimal(token.low), said=False)
    else:
        small = _small(tokens, at)
    after = small and tokens[small.end].low
    return None if after in ONES or after in _TEENS or after in TENS else small


def _scaled(tokens: Tokens, head: Number) -> Number:
    """ "Two million three hundred thousand and eighty"."""
    total, scale, below = Decimal(0), head.scale, 10**12
    group: Number | None = head
    end = head.end
    while group is not None:
        size = {**_SCALES, "dozen": 12}.get(tokens[group.end].low)
        if size is None or size >= below:
            rest = not total or (size is None and group.value < below)
            return Number(group.end if rest else end, total + group.value * rest, scale, head.said)
        total, end, below = total + group.value * size, group.end + 1, size
        scale = max(scale, size)
        if size == 12:
            break
        group = _next_group(tokens, end)
    return Number(end, total, scale, head.said)


def _next_group(tokens: Tokens, end: int) -> Number | None:
    joint = tokens[end].low
    start = end + (joint in (",", "and", "-"))
    group = _group(tokens, start)
    whole = group and group.value == group.value.to_integral() and group.value
    if not group or not whole or tokens[start].low in ("a", "half", *_COUNTED):
        return None
    return None if (joint == "," and (group.scale < 100 or not group.said)) or _rest_is_number(tokens, group.end) else group


def _rest_is_number(tokens: Tokens, at: int) -> bool:
    return tokens[at].low in ONES or tokens[at].low in _TEENS or tokens[at].low in TENS


def _halves(tokens: Tokens, head: Number) -> Number | None:
    """ "Two and a half", "three and a half million", "one and three quarters"."""
    if tokens.low(head.end, 2) == ("and", "a"):
        part, end = _PARTS.get(tokens[head.end + 2].low), head.end + 3
    elif tokens.are(head.end, "and three quarters"):
        part, end = Decimal("0.75"), head.end + 3
    else:
        return None
    if part is None or head.value > 999 or tokens[end].low in ("of", "a", "an"):
        return None
    scale = _COUNTED.get(tokens[end].low, 1)
    return Number(end + (scale > 1), (head.value + part) * scale, scale)


def _short_scale(tokens: Tokens, number: Number) -> Number:
    """ "1.2k", "fifty k"."""
    size = _SHORT_SCALES.get(tokens[number.end].low)
    return Number(number.end + 1, number.value * size, size, number.said) if size else number


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether nothing is written onto the front of it: "covid-19", "24/7", "4.2.1", "#4"."""
    here, mark, word = tokens[at], tokens[at - 1], tokens[at - 2]
    if not here.glued or at == 0:
        return True
    if mark.low == "-":
        return not mark.glued or word.is_number or word.low in NUMBER_WORDS
    return not (mark.is_word or mark.is_number or mark.low in ("/", "#", "_", "@") or (mark.low in (".", ":") and word.is_number and mark.glued))


def _ends_well(tokens: Tokens, number: Number) -> bool:
    after, beyond = tokens[number.end], tokens[number.end + 1]
    if tokens.are(number.end, "and a third") or after.low in _RANKS or after.low in _ROUND or (after.low == "-" and beyond.low in _RANKS):
        return False
    if not after.glued:
        return True
    if after.is_word and not number.said:
        return after.low in MEASURES | _SUFFIXES and (after.text.islower() or after.text not in _LETTERS)
    return not (after.low in ("/", ":", ".", "_", "@") and beyond.glued and (beyond.is_number or beyond.is_word))


_SUFFIXES = frozenset("p c m bn b mil rmb usd gbp eur".split())
_LETTERS = frozenset("ABCGHLMPT")
"""What a capital behind digits is, more likely than a unit: "flat 3B"."""


def shared(tokens: Tokens, number: Number) -> Decimal:
    """What a number means before another that says the scale for both: 400 for the first of "four or five hundred"."""
    other = number_at(tokens, number.end + 1) if number.scale == 1 and tokens[number.end].low in ("to", "or", "-") else None
    return number.value * other.scale if other and number.value < other.value / other.scale else number.value
