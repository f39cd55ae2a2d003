"""Runs of letters and digits read out or written one after another, of which codes and phone numbers are made."""

import re
from dataclasses import dataclass, field, replace

from assistant.understanding.spoken.cardinals import NUMBER_WORDS, ONES, number_at
from assistant.understanding.spoken.tokens import Tokens

NATO = frozenset(
    """
    alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform
    victor whiskey whisky xray yankee zulu
    """.split()
)
_DIGITS = ONES.keys() | {"oh"}
_SPELLING = "\0"
"""Stands for a hyphen between single characters until it is known whether it belongs to the code."""
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_NOUGHTS = frozenset(("oh", "o", "zero", "nought", "naught"))
_JOINTS = {"dash": "-", "hyphen": "-", "slash": "/", "stroke": "/", "-": "-", "/": "/"}
_END_MARKS = {"star": "*", "hash": "#"}
_NO_LETTERS = frozenset(
    """
    I OK AM PM SKU PIN REF ID EXT SSN ZIP VIN IBAN TV UK US USA EU UN AI IT HR PR CEO CFO CTO VP MD PDF VAT GST GBP USD EUR ZAR INR NGN AUD NZD CAD
    """.split()
)
_MEASURE = re.compile(r"KG|KW|KVA|GB|MB|TB|HZ|MHZ|GHZ|MM|CM|KM|ML|LB|OZ|FT|MPH|RPM|GSM|RMB|K|M|GBP|USD|EUR|[VAWLX](?!.)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a run up to token `end`."""

    end: int
    is_digit: bool
    text: str


@dataclass(slots=True)
class Run:
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
    ends_in_digit: bool = False
    directly: bool = False
    """Whether a letter and a digit follow each other with no comma between."""

    def join(self, tokens: Tokens, at: int, piece: _Piece, *, comma: bool, joint: str | None) -> None:
        """Notes how the piece at `at` follows: behind a comma, a mark, or directly."""
        self.commas += comma and not joint
        self.directly |= not comma and piece.is_digit != self.ends_in_digit
        self.apart |= not tokens[at].glued or comma
        if joint:
            self.joints += 1
            self.said_joints += tokens[self.end].is_word or (tokens[self.end + 1].is_word and comma)
            self.text += _SPELLING if _is_spelled(tokens, self.end, at, piece.end) else joint

    def add(self, tokens: Tokens, at: int, piece: _Piece) -> None:
        """Adds the piece that stands at `at`."""
        first = tokens[at].low
        if piece.is_digit:
            single = piece.end - at == 1 and len(piece.text) == 1
            self.singles += len(piece.text) * (single or first in _TIMES)
            self.groups.append(piece.text)
        else:
            self.told += len(first) == 1 and piece.end - at >= 3
            self.nato += [first] if first in NATO else []
        self.text, self.end, self.ends_in_digit = self.text + piece.text, piece.end, piece.is_digit


def run_at(tokens: Tokens, at: int, *, brackets: bool = False) -> Run | None:
    """The run that begins at `at`. `brackets`: those of a written phone number may stand within."""
    piece = _piece(tokens, at, Run(at, at))
    if piece is None:
        return None
    run = Run(at, at)
    run.add(tokens, at, piece)
    while True:
        position = _past_brackets(tokens, run.end) if brackets else run.end
        comma = tokens[position].low == "," and not tokens[position + 1].glued
        joint = _joint(tokens, position + comma)
        position += comma + bool(joint)
        if joint and tokens[position].low == ",":
            comma, position = True, position + 1
        piece = _piece(tokens, position, run)
        if piece is None or (comma and not joint and _begins_anew(tokens, piece, run)):
            break
        run.join(tokens, position, piece, comma=comma, joint=joint)
        run.add(tokens, position, piece)
    run.text = run.text.replace(_SPELLING, "" if run.text.count(_SPELLING) > 1 or run.singles else "-")
    return _with_end_mark(tokens, run)


def _is_spelled(tokens: Tokens, joint: int, start: int, end: int) -> bool:
    """Whether a hyphen stands between two characters spelled out: "4-4-7-1", "N-W"."""
    last, single = tokens[joint - 1], end - start == 1
    return tokens[joint].low == "-" and single and all(len(one.text) == 1 or one.low in _DIGITS for one in (last, tokens[start]))


def _begins_anew(tokens: Tokens, piece: _Piece, run: Run) -> bool:
    """Whether what stands behind the comma of a code is a number of its own: "BP eight hundred dash twelve, two off"."""
    lettered = run.joints or any(char.isalpha() for char in run.text)
    after_letters = run.text.isalpha() and not run.directly
    return bool(lettered) and piece.is_digit and not run.told and not run.nato and not after_letters and _piece(tokens, piece.end, run) is None


def _past_brackets(tokens: Tokens, at: int) -> int:
    """Past a bracket within a written phone number, and past the "(0)" that is not dialled after a country's code."""
    if tokens.low(at, 3) == ("(", "0", ")"):
        return at + 3
    return at + (tokens[at].low in ("(", ")"))


def _with_end_mark(tokens: Tokens, run: Run) -> Run:
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


def _piece(tokens: Tokens, at: int, run: Run) -> _Piece | None:
    """The piece at `at`: a letter or letters, a digit, a number of some digits, one of these doubled."""
    token = tokens[at]
    if token.low in _TIMES:
        doubled = at + 1 + (tokens[at + 1].low == "-")
        if tokens[doubled].low in _NOUGHTS:
            return _Piece(doubled + 1, True, "0" * _TIMES[token.low])
        piece = _single(tokens, doubled, run)
        return piece and replace(piece, text=piece.text * _TIMES[token.low])
    return (_longer(tokens, at) if tokens[at + 1].low == "hundred" else None) or _single(tokens, at, run) or _longer(tokens, at)


def _single(tokens: Tokens, at: int, run: Run) -> _Piece | None:
    token = tokens[at]
    if token.is_number:
        return _Piece(at + 1, True, token.low) if token.low.isdigit() and not _is_measure(tokens, at) else None
    if token.low in ONES:
        return _Piece(at + 1, True, str(ONES[token.low]))
    if token.low in ("oh", "o") and _is_nought(tokens, at, run):
        return _Piece(at + 1, True, "0")
    if len(token.low) == 1 and token.is_word and (told := _told(tokens, at)):
        return _Piece(told, False, token.text.upper())
    if token.low in NATO:
        return _Piece(at + 1, False, token.text[0].upper())
    capitals = token.text.isascii() and token.text.isupper() and len(token.text) <= 4 and token.text not in _NO_LETTERS
    thousand = token.text == "K" and tokens[at - 1].is_number and len(tokens[at - 1].low) > 1
    if capitals and token.is_word and not thousand and not (token.text == "A" and not run.text and not _spelled_on(tokens, at + 1)):
        return _Piece(at + 1, False, token.text)
    return None


def _is_nought(tokens: Tokens, at: int, run: Run) -> bool:
    """Whether an "oh" is a digit: among digits, or before two of them; not one that is sighed."""
    if run.text and tokens[at - 1].low != ",":
        return run.text[-1].isdigit()
    return (not run.text or run.text[-1].isdigit()) and _two_digits(tokens, at + 1)


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


def _longer(tokens: Tokens, at: int) -> _Piece | None:
    """A number of two or three digits said as one: "forty-five", "eight hundred"."""
    number = number_at(tokens, at)
    if number is None or (not tokens[at].is_word and number.scale == 1) or tokens[at].low in ("a", "half", "hundred"):
        return None
    if number.scale not in (1, 100) or number.value != int(number.value):
        return None
    return _Piece(number.end, True, str(int(number.value)))


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
