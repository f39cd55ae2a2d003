"""Codes and phone numbers, written, spelled or read out: "XJ-200", "P O 4 4 7 dash 2", "A as in alpha, 4 4 7", "double four seven"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.understanding.spoken.cardinals import NUMBER_WORDS, ONES, number_at
from assistant.understanding.spoken.tokens import Found, Tokens

NATO = frozenset(
    """
    alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform
    victor whiskey whisky xray yankee zulu
    """.split()
)
_SURE_NATO = frozenset("alpha alfa bravo foxtrot sierra tango xray yankee zulu quebec".split())
_DIGITS = ONES.keys() | {"oh"}
_SPELLING = "\0"
"""Stands for a hyphen between single characters until it is known whether it belongs to the code."""
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_NOUGHTS = frozenset(("oh", "o", "zero", "nought", "naught"))
_JOINTS = {"dash": "-", "hyphen": "-", "slash": "/", "stroke": "/", "-": "-", "/": "/"}
_END_MARKS = {"star": "*", "hash": "#"}
_LABELS = frozenset(
    """
    code codes pin reference ref account invoice serial ticket po extension ext postcode zip sku model passcode password sort tracking policy
    confirmation booking barcode batch card ssn digits iban id vin
    """.split()
)
_NUMBERED = frozenset("item part order job case lot quote customer contract drawing unit product purchase membership claim vat vehicle".split())
_FILLERS = frozenset("number no # . : , is it's its the and of um uh er so that's was it yes yeah".split())
_PHONES = frozenset("phone mobile cell telephone tel ring call reach text whatsapp dial fax landline me number direct line".split())
_NO_LETTERS = frozenset(
    """
    I OK AM PM SKU PIN REF ID EXT SSN ZIP VIN IBAN TV UK US USA EU UN AI IT HR PR CEO CFO CTO VP MD PDF VAT GST GBP USD EUR ZAR INR NGN AUD NZD CAD
    """.split()
)
_LONG = 7
"""Digits of one number from which on it counts nothing."""
_WORN = re.compile(
    r"(?:[BCP]2[BCGP]|H2O|CO2|MP[34]|[2-6]G|[1-4]D|[248]K|G(?:7|8|20)|[QH][1-4]|Y2K|W[29]|A[2-6]|F1|[0-9]X[0-9]|K9|U2|P[1-5]|24X7|W3C|R2D2|[AM]\d{1,2})"
)
"""What is written with letters and digits and names nothing that must be kept."""
_UNITS = frozenset(
    "percent per % thousand million billion lakh crore dozen hundred pounds pound quid dollars dollar bucks euros euro pence cents cent p k".split()
)
_MEASURE = re.compile(r"KG|KW|KVA|GB|MB|TB|HZ|MHZ|GHZ|MM|CM|KM|ML|LB|OZ|FT|MPH|RPM|GSM|RMB|K|M|GBP|USD|EUR|[VAWLX](?!.)")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")


@dataclass(slots=True)
class _Run:
    """Pieces that follow each other: digits, letters, and the marks between them."""

    start: int
    end: int
    text: str = ""
    singles: int = 0
    """Digits said one at a time, or doubled."""
    groups: list[str] = field(default_factory=list)
    """What was said or written as one number each."""
    commas: int = 0
    joints: int = 0
    said_joints: int = 0
    told: int = 0
    """Letters told by a word ("B for bravo")."""
    nato: list[str] = field(default_factory=list)
    """Letters said as words alone ("bravo")."""
    apart: bool = False
    """Whether blanks or words stand within."""
    directly: bool = False
    """Whether a letter and a digit follow each other with no comma between."""


def code_at(tokens: Tokens, at: int) -> Found | None:
    """A code or phone number that begins at `at`: capitals and digits with "-" and "/" as said; a phone number as digits after an optional "+"."""
    token = tokens[at]
    if token.low in ("+", "plus", "("):
        return _phone_with_mark(tokens, at)
    if tokens[at - 1].is_number or (token.glued and tokens[at - 1].low in ("-", "/", "_", "@", "£", "$", "€", ".")):
        return None
    run = _run(tokens, at)
    if run is None or (tokens[run.end].glued and (tokens[run.end].is_word or tokens[run.end].low in "%@:")):
        return None
    return _lettered(tokens, run) if any(char.isalpha() for char in run.text) else _digits(tokens, run)


def _phone_with_mark(tokens: Tokens, at: int) -> Found | None:
    bracket = tokens[at].low == "("
    start = at + 1 + (tokens[at + 1].low == "+")
    run = _run(tokens, start, brackets=True)
    if run is None or not run.text.replace("-", "").isdigit() or (tokens[at].low == "plus" and not run.singles):
        return None
    digits = run.text.replace("-", "")
    plus = "" if bracket and start == at + 1 else "+"
    return Found(run.end, "phone", plus + digits) if 8 <= len(digits) <= 15 else None


def _run(tokens: Tokens, at: int, *, brackets: bool = False) -> _Run | None:
    run = _Run(at, at)
    position, kind = at, ""
    while True:
        comma = joint = False
        mark: str | None = None
        if run.text:
            position = _past_brackets(tokens, position) if brackets else position
            comma = tokens[position].low == "," and not tokens[position + 1].glued
            mark = _joint(tokens, position + comma)
            joint = bool(mark)
            position += comma + joint
            comma |= joint and tokens[position].low == ","
            position += joint and tokens[position].low == ","
            if joint and tokens[position].low in ("and", "then"):
                break
        piece = _piece(tokens, position, run)
        if piece is None or (comma and not joint and _begins_anew(tokens, piece, run)):
            break
        end, sort, text = piece
        if run.text:
            run.commas += comma and not joint
            run.directly |= not comma and sort != kind
            run.apart |= not tokens[position].glued or comma
            run.joints += joint
            if joint:
                run.said_joints += tokens[run.end].is_word or (tokens[run.end + 1].is_word and comma)
                run.text += _SPELLING if _is_spelled(tokens, run.end, position, end) else mark or ""
        if sort == "digit":
            run.singles += len(text) if end - position == 1 and len(text) == 1 else len(text) * (tokens[position].low in _TIMES)
            run.groups.append(text)
        if sort == "letter":
            run.told += len(tokens[position].low) == 1 and end - position >= 3
            run.nato += [tokens[position].low] if tokens[position].low in NATO else []
        run.text, run.end, position, kind = run.text + text, end, end, sort
    if not run.text:
        return None
    run.text = run.text.replace(_SPELLING, "" if run.text.count(_SPELLING) > 1 or run.singles else "-")
    return _with_end_mark(tokens, run)


def _is_spelled(tokens: Tokens, joint: int, start: int, end: int) -> bool:
    """Whether a hyphen stands between two characters spelled out: "4-4-7-1", "N-W"."""
    last, single = tokens[joint - 1], end - start == 1
    return tokens[joint].low == "-" and single and all(len(one.text) == 1 or one.low in _DIGITS for one in (last, tokens[start]))


def _begins_anew(tokens: Tokens, piece: tuple[int, str, str], run: _Run) -> bool:
    """Whether what stands behind the comma of a code is a number of its own: "BP eight hundred dash twelve, two off"."""
    end, sort, _ = piece
    lettered = run.joints or any(char.isalpha() for char in run.text)
    after_letters = run.text.isalpha() and not run.directly
    return bool(lettered) and sort == "digit" and not run.told and not run.nato and not after_letters and _piece(tokens, end, run) is None


def _past_brackets(tokens: Tokens, at: int) -> int:
    """Past a bracket within a written phone number, and past the "(0)" that is not dialled after a country's code."""
    if tokens.low(at, 3) == ("(", "0", ")"):
        return at + 3
    return at + (tokens[at].low in ("(", ")"))


def _with_end_mark(tokens: Tokens, run: _Run) -> _Run:
    mark = _END_MARKS.get(tokens[run.end].low)
    if mark and run.singles >= 3:
        run.text, run.end = run.text + mark, run.end + 1
    return run


def _joint(tokens: Tokens, at: int) -> str | None:
    token = tokens[at]
    mark = _JOINTS.get(token.low)
    if mark and not token.is_word and not (token.glued and tokens[at + 1].glued):
        return None
    return mark


def _piece(tokens: Tokens, at: int, run: _Run) -> tuple[int, str, str] | None:
    """The end, sort ("digit" or "letter") and text of the piece at `at`."""
    token = tokens[at]
    if token.low in _TIMES:
        doubled = at + 1 + (tokens[at + 1].low == "-")
        if tokens[doubled].low in _NOUGHTS:
            return doubled + 1, "digit", "0" * _TIMES[token.low]
        piece = _single(tokens, doubled, run)
        return piece and (piece[0], piece[1], piece[2] * _TIMES[token.low])
    return (_longer(tokens, at) if tokens[at + 1].low == "hundred" else None) or _single(tokens, at, run) or _longer(tokens, at)


def _single(tokens: Tokens, at: int, run: _Run) -> tuple[int, str, str] | None:
    token = tokens[at]
    if token.is_number:
        return (at + 1, "digit", token.low) if token.low.isdigit() and not _is_measure(tokens, at) else None
    if token.low in ONES:
        return at + 1, "digit", str(ONES[token.low])
    if token.low in ("oh", "o") and (run.text[-1:].isdigit() or (not run.text and _two_digits(tokens, at + 1))) and tokens[at - 1].low != ",":
        return at + 1, "digit", "0"
    if len(token.low) == 1 and token.is_word and (told := _told(tokens, at)):
        return told, "letter", token.text.upper()
    if token.low in NATO:
        return at + 1, "letter", token.text[0].upper()
    capitals = token.text.isascii() and token.text.isupper() and len(token.text) <= 4 and token.text not in _NO_LETTERS
    if capitals and token.is_word and not (token.text == "A" and not run.text and not _spelled_on(tokens, at + 1)):
        return at + 1, "letter", token.text
    return None


def _spelled_on(tokens: Tokens, at: int) -> bool:
    """Whether a capital A is read out with what follows, and not the word: "A 4 4 7", "A-12", "A B 7"."""
    after = tokens[at]
    return (after.glued and (after.is_number or after.low == "-")) or _two_digits(tokens, at) or (len(after.text) == 1 and after.text.isupper())


def _two_digits(tokens: Tokens, at: int) -> bool:
    """Whether at least two digits are read out at `at`."""
    singles = (*ONES, "oh", *_TIMES)
    at += tokens[at].low == "-"
    first, second = tokens[at].low, tokens[at + 1 + (tokens[at + 1].low == "-")].low
    digits = first in singles or (first.isdigit() and len(first) == 1)
    another = second in singles or (second.isdigit() and len(second) == 1)
    return (digits and another) or first in _TIMES or (first in ONES and second in NUMBER_WORDS)


def _told(tokens: Tokens, at: int) -> int | None:
    """The end of "B for bravo", "a as in apple"."""
    word = at + 3 if tokens.are(at + 1, "as in") else at + 2 if tokens[at + 1].low in ("for", "like") else None
    return word + 1 if word and tokens[word].low[0] == tokens[at].low and len(tokens[word].low) > 1 else None


def _longer(tokens: Tokens, at: int) -> tuple[int, str, str] | None:
    """A number of two or three digits said as one: "forty-five", "eight hundred"."""
    number = number_at(tokens, at)
    if number is None or not tokens[at].is_word or tokens[at].low in ("a", "half"):
        return None
    if number.scale not in (1, 100) or number.value != int(number.value):
        return None
    return number.end, "digit", str(int(number.value))


def _lettered(tokens: Tokens, run: _Run) -> Found | None:
    digits = sum(char.isdigit() for char in run.text)
    length = sum(char.isalnum() for char in run.text)
    label = _has_label(tokens, run.start)
    if not digits or (tokens[run.end].low in _UNITS and not label):
        return None
    if not run.apart:
        well = not _WORN.fullmatch(run.text) and length >= 3
    elif run.told or run.nato:
        well = length >= 3 and (run.told > 0 or len(run.nato) > 1 or (tokens[run.start].low in _SURE_NATO and digits > 1))
    else:
        strong = digits >= 3 or run.singles >= 2 or run.said_joints or run.text[-1].isalpha()
        together = run.directly or run.joints or (length - digits >= 2 and run.singles >= 3)
        well = length >= 3 and bool(together) and bool(strong) and tokens.ends_phrase(run.end)
    if not well and not (label and length >= 2 and (run.directly or run.joints)):
        return None
    postcode = _POSTCODE.fullmatch(run.text)
    return Found(run.end, "code", f"{postcode[1]} {postcode[2]}" if postcode else run.text)


def _is_measure(tokens: Tokens, at: int) -> bool:
    """ "500KG", "24V", "100K": a number with its unit in capitals."""
    unit = tokens[at + 1]
    return (
        unit.glued
        and not tokens[at].glued
        and not tokens[at + 2].glued
        and len(tokens[at].low) < 4 + len(unit.text)
        and bool(_MEASURE.fullmatch(unit.text))
    )


def _digits(tokens: Tokens, run: _Run) -> Found | None:
    figures = re.sub(r"\D", "", run.text)
    halves = run.text.split("-")
    if ("/" in run.text and not run.said_joints) or (len(halves) == 2 and halves[0] == halves[1]):
        return Found(run.end)
    if _is_range(run) or tokens[run.end].low in _UNITS or len(figures) < 3:
        return None
    label = _has_label(tokens, run.start, close=len(run.groups) < 2 and len(figures) < _LONG)
    if not label and "/" not in run.text and _is_phone(tokens, run, figures):
        return Found(run.end, "phone", figures)
    if not label and _is_counting(run, figures):
        return Found(run.end)
    if label or _is_read_out(run) or _is_written_code(run, figures):
        return Found(run.end, "code", run.text)
    return None


def _has_label(tokens: Tokens, at: int, *, close: bool = False) -> bool:
    """Whether what stands before says that a code follows: "reference", "part number", "order no."; `close`: with little between."""
    before: Iterator[str] = tokens.before(at, 6)
    words = []
    for word in before:
        words.append(word)
        if close and word not in _FILLERS:
            break
    numbered = bool({"number", "no", "#"} & set(words)) or words[:1] == ["#"]
    return bool(_LABELS & set(words)) or bool(numbered and _NUMBERED & set(words)) or words[:1] == ["#"]


def _is_range(run: _Run) -> bool:
    """ "10-15", "100-200": two numbers of which the second is the larger."""
    parts = run.text.split("-")
    if len(parts) != 2 or run.said_joints or not all(part.isdigit() for part in parts):
        return False
    return len(parts[0]) <= len(parts[1]) <= len(parts[0]) + 1 and int(parts[0]) < int(parts[1]) and parts[0][0] != "0"


def _is_phone(tokens: Tokens, run: _Run, figures: str) -> bool:
    called = bool(_PHONES & set(tokens.before(run.start, 7)))
    sizes = [len(group) for group in run.groups]
    if sizes == [3, 4] and not run.singles:
        return called
    american = sizes[-3:] == [3, 3, 4] and (len(sizes) == 3 or run.groups[0] == "1")
    nought = figures[0] == "0" and 9 <= len(figures) <= 12
    if len(sizes) == 1:
        return 9 <= len(figures) <= 14 and (nought or called)
    if all(re.fullmatch("(?:19|20)\\d\\d", group) for group in run.groups):
        return False
    if run.singles == len(figures):
        return nought or len(figures) in (10, 11) or (called and 7 <= len(figures) <= 15)
    return american or nought or (called and 9 <= len(figures) <= 15)


def _is_read_out(run: _Run) -> bool:
    """Digits said one at a time: "four four one seven", "double oh seven"; not "one, two, three"."""
    return run.singles >= (4 if run.commas else 3)


def _is_counting(run: _Run, figures: str) -> bool:
    """ "One, two, three", "three two one"."""
    steps = {int(later) - int(earlier) for earlier, later in pairwise(figures)}
    return run.singles == len(figures) and steps in ({1}, {-1})


def _is_written_code(run: _Run, figures: str) -> bool:
    """ "4471-2", "20-45-77", "0447", "100045789", "nine one six two slash four"."""
    single = len(run.groups) == 1
    return (
        (run.joints > 0 and not run.commas and (len(figures) >= 4 or run.said_joints > 0))
        or (single and figures[0] == "0" and not run.apart)
        or (single and len(figures) >= 9)
        or (len(figures) >= 16 and all(len(group) == 4 for group in run.groups))
    )
