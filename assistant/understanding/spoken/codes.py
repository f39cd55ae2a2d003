"""Codes and phone numbers, written, spelled or read out: "XJ-200", "P O 4 4 7 dash 2", "A as in alpha, 4 4 7", "double four seven"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.understanding.spoken.runs import Run, run_at
from assistant.understanding.spoken.tokens import Found, Tokens

_SURE_NATO = frozenset("alpha alfa bravo foxtrot sierra tango xray yankee zulu quebec".split())
_LABELS = frozenset(
    """
    code codes pin reference ref account invoice serial ticket po extension ext postcode zip sku model passcode password sort tracking policy
    confirmation booking barcode batch card ssn digits iban id vin
    """.split()
)
_NUMBERED = frozenset("item part order job case lot quote customer contract drawing unit product purchase membership claim vat vehicle".split())
_FILLERS = frozenset("number no # . : , is it's its the and of um uh er so that's was it yes yeah".split())
_PHONES = frozenset("phone mobile cell telephone tel ring call reach text whatsapp dial fax landline me number direct line".split())
_LONG = 7
"""Digits of one number from which on it counts nothing."""
_WORN = re.compile(
    r"(?:[BCP]2[BCGP]|H2O|CO2|MP[34]|[2-6]G|[1-4]D|[248]K|G(?:7|8|20)|[QH][1-4]|Y2K|W[29]|A[2-6]|F1|[0-9]X[0-9]|K9|U2|P[1-5]|24X7|W3C|R2D2|[AM]\d{1,2})"
)
"""What is written with letters and digits and names nothing that must be kept."""
_UNITS = frozenset(
    "percent per % thousand million billion lakh crore dozen hundred pounds pound quid dollars dollar bucks euros euro pence cents cent p k".split()
)
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")


def code_at(tokens: Tokens, at: int) -> Found | None:
    """A code or phone number that begins at `at`: capitals and digits with "-" and "/" as said; a phone number as digits after an optional "+"."""
    token = tokens[at]
    if token.low in ("+", "plus", "("):
        return _phone_with_mark(tokens, at)
    if tokens[at - 1].is_number or (token.glued and tokens[at - 1].low in ("-", "/", "_", "@", "£", "$", "€", ".")):
        return None
    run = run_at(tokens, at)
    if run is None or (tokens[run.end].glued and (tokens[run.end].is_word or tokens[run.end].low in "%@:")):
        return None
    return _lettered(tokens, run) if any(char.isalpha() for char in run.text) else _digits(tokens, run)


def _phone_with_mark(tokens: Tokens, at: int) -> Found | None:
    bracket = tokens[at].low == "("
    start = at + 1 + (tokens[at + 1].low == "+")
    run = run_at(tokens, start, brackets=True)
    if run is None or not run.text.replace("-", "").isdigit() or (tokens[at].low == "plus" and not run.singles):
        return None
    digits = run.text.replace("-", "")
    plus = "" if bracket and start == at + 1 else "+"
    return Found(run.end, "phone", plus + digits) if 8 <= len(digits) <= 15 else None


def _lettered(tokens: Tokens, run: Run) -> Found | None:
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


def _digits(tokens: Tokens, run: Run) -> Found | None:
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


def _is_range(run: Run) -> bool:
    """ "10-15", "100-200": two numbers of which the second is the larger."""
    parts = run.text.split("-")
    if len(parts) != 2 or run.said_joints or not all(part.isdigit() for part in parts):
        return False
    return len(parts[0]) <= len(parts[1]) <= len(parts[0]) + 1 and int(parts[0]) < int(parts[1]) and parts[0][0] != "0"


def _is_phone(tokens: Tokens, run: Run, figures: str) -> bool:
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


def _is_read_out(run: Run) -> bool:
    """Digits said one at a time: "four four one seven", "double oh seven"; not "one, two, three"."""
    return run.singles >= (4 if run.commas else 3)


def _is_counting(run: Run, figures: str) -> bool:
    """ "One, two, three", "three two one"."""
    steps = {int(later) - int(earlier) for earlier, later in pairwise(figures)}
    return run.singles == len(figures) and steps in ({1}, {-1})


def _is_written_code(run: Run, figures: str) -> bool:
    """ "4471-2", "20-45-77", "0447", "100045789", "nine one six two slash four"."""
    single = len(run.groups) == 1
    return (
        (run.joints > 0 and not run.commas and (len(figures) >= 4 or run.said_joints > 0))
        or (single and figures[0] == "0" and not run.apart)
        or (single and len(figures) >= 9)
        or (len(figures) >= 16 and all(len(group) == 4 for group in run.groups))
    )
