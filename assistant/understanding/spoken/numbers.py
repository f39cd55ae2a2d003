"""Numbers that are nothing else: quantities, prices without a currency, years."""

import re

from assistant.understanding.spoken.cardinals import MEASURES, NUMBER_WORDS, TENS, number_at, plain, shared
from assistant.understanding.spoken.dates import year_at
from assistant.understanding.spoken.tokens import Found, Number, Tokens

_COUNTED = frozenset(
    """
    pallet case box carton bag container kilo tonne ton litre liter metre meter unit piece pair ream bottle drum roll sheet crate van licence license
    seat user copy month week year percent
    """.split()
)
"""What "one" counts where it is a number: "one pallet", not "one moment"."""
_ATTRIBUTES = frozenset("foot inch litre kilo gram gramme metre meter pound minute hour page seater man person mil ml mm cm pack".split())
_QUARTERS = 4
_DENOMINATORS = {"thirds": 3, "quarters": _QUARTERS, "fifths": 5, "sixths": 6, "eighths": 8, "tenths": 10}
_SAYINGS = re.compile(
    r"\b(?:nine times out of ten|cloud nine|(?:in|of) two minds|twenty[ -]four[ /-]seven|24[/-]7|two cents|six of one|half a dozen of the other"
    r"|thanks a million|a million (?:thanks|times|reasons)|a thousand (?:thanks|apologies|times|pardons)|two and two together|nine to five|high five"
    r"|take (?:five|ten)\b(?! (?:percent|of|boxes))|fifty[ /-]fifty|50[/-]50|20/20|1-2-1|two (?:secs?|ticks|shakes)\b|one in a million"
    r"|ten to one\b(?! ?[ap]\.?m)|forty winks|dozen of the other|you two\b|us two\b|two can play|it takes two|in a hundred years|five star"
    r"|million[ -]dollar question"
    r"|a hundred and ten percent|two way street|catch[ -]22|twenty twenty (?:vision|hindsight)|two wrongs|kill two birds|ten a penny"
    r"|(?:one|two),? (?:one )?(?:two,? )?testing|a hundred times (?:better|over)|at sixes and sevens|seven days a week)",
    re.IGNORECASE,
)


def saying_spans(text: str) -> list[tuple[int, int]]:
    """Where number words stand that count nothing: "nine times out of ten", "two secs"."""
    return [match.span() for match in _SAYINGS.finditer(text)]


def numeral_at(tokens: Tokens, at: int) -> Found | None:
    """A number that begins at `at`, in plain decimals. Two that stand together ("eighteen four") can be read in two ways: nothing is."""
    number = number_at(tokens, at)
    if number is None:
        return _negative(tokens, at) or _suffixed(tokens, at)
    if fraction := _fraction(tokens, number):
        return fraction
    if tokens[number.end].low == "past" or (tokens[number.end].low == "to" and not tokens[number.end + 1].is_word | tokens[number.end + 1].is_number):
        return Found(number.end)
    if (year := year_at(tokens, at)) and not tokens[year[0]].is_number:
        return Found(year[0], "number", str(year[1]))
    end = number.end
    while (following := _directly_after(tokens, end)) is not None:
        end = following
    if end > number.end:
        return Found(end)
    value = shared(tokens, number)
    if value in (0, 1) and number.said and number.scale == 1 and not _counts(tokens, number.end):
        return Found(number.end)
    return Found(number.end, "number", plain(value))


def _negative(tokens: Tokens, at: int) -> Found | None:
    """ "-5", "minus five"; not the "- 5" of a list, nor what is taken from something."""
    mark = tokens[at]
    alone = not tokens[at - 1].is_number and tokens[at - 1].low not in NUMBER_WORDS
    if not alone or not (mark.low == "minus" or (mark.low == "-" and not mark.glued and tokens[at + 1].glued)):
        return None
    number = number_at(tokens, at + 1)
    return Found(number.end, "number", f"-{plain(number.value)}") if number and number.value else None


def _fraction(tokens: Tokens, number: Number) -> Found | None:
    """ "Two thirds", as "2/3"; "three quarters of the stock", as "0.75"; not the last three quarters."""
    below = _DENOMINATORS.get(tokens[number.end].low)
    if below is None or number.value >= below or (below == _QUARTERS and tokens[number.end + 1].low != "of"):
        return None
    if tokens[number.end + 2].low == "a":
        return Found(number.end + 1)
    value = number.value / below
    return Found(number.end + 1, "number", plain(value) if below in (4, 5, 8, 10) else f"{plain(number.value)}/{below}")


def _suffixed(tokens: Tokens, at: int) -> Found | None:
    """Past "21st", and past the "twenty" of "twenty-first"."""
    if tokens[at].low in TENS:
        return Found(at + 1)
    return Found(at + 2) if tokens[at].is_number and tokens[at + 1].glued and tokens[at + 1].is_word else None


def _directly_after(tokens: Tokens, at: int) -> int | None:
    """The end of a second number right behind, unless that belongs to a noun of its own ("two forty-foot containers")."""
    if tokens[at].low == "-" and tokens[at - 1].is_number and tokens[at + 1].is_number:
        return None
    start = at + (tokens[at].low == "-")
    if not (tokens[start].is_number or tokens[start].low in NUMBER_WORDS):
        return None
    following = number_at(tokens, start)
    if following is None:
        return None
    after = following.end + (tokens[following.end].low == "-")
    return None if tokens[after].low in _ATTRIBUTES or (len(tokens[after].low) > 1 and tokens[after].low in MEASURES) else following.end


def _counts(tokens: Tokens, at: int) -> bool:
    return tokens[at].low in _COUNTED
