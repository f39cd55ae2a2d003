"""Contacts of a file of vCards (2.1, 3.0, 4.0): a broken card costs itself alone.

Own code, since vobject 0.9.9 takes half a minute for 50,000 cards, stops at the soft line breaks of 2.1, and of a card needs five fields.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.clients.contacts import Contact, Fault, Field, contact_of
from assistant.clients.table import SHOWN

_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_PROPERTY = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;(?:\"[^\"]*\"|[^\":;])*)*):(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"(?:\\.|[^;\\])*", re.DOTALL)
_PREFERRED = re.compile(r"(^|[;,=])PREF($|[;,=])")
_CHARSET = re.compile(r";CHARSET=\"?([\w-]+)")


def is_cards(text: str) -> bool:
    """Whether a text is one of vCards."""
    return text.lstrip()[: len(_BEGIN)].upper() == _BEGIN


def read_cards(text: str) -> tuple[list[Contact], list[Fault]]:
    """The contacts of a text, and the cards that make none, by the lines at which they begin."""
    contacts: list[Contact] = []
    faults: list[Fault] = []
    for card in _cards(text):
        made = contact_of(card.line, _values(card)) if card.ended else "begins a card that is never ended"
        if isinstance(made, Contact):
            contacts.append(made)
        else:
            named = next((value for name, _, value in card.properties if name in ("FN", "N", "EMAIL")), "")
            faults.append(Fault(card.line, made, named[:SHOWN]))
    return contacts, faults


@dataclass(slots=True)
class _Card:
    line: int
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, parameters in capitals, raw value."""
    ended: bool = False


def _cards(text: str) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    for number, line in _unfolded(text):
        plain = line.strip().upper()
        if plain == _BEGIN:
            if card is not None and card.properties and card.properties[-1][0] == "AGENT":
                depth += 1  # in 2.1 a card may stand in another
                continue
            if card is not None:
                yield card
            card, depth = _Card(number), 0
        elif plain == _END and card is not None:
            if depth:
                depth -= 1
                continue
            card.ended = True
            yield card
            card = None
        elif card is not None and depth == 0 and (found := _PROPERTY.fullmatch(line)):
            card.properties.append((found[1].upper(), found[2].upper(), found[3]))
    if card is not None:
        yield card


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Whole lines with the number at which each begins: those that go on with a blank, or after "=" where they are quoted-printable."""
    begun, whole = 0, ""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if whole.endswith("=") and _is_printable(whole):
            whole += "\n" + line
        elif line[:1] in (" ", "\t") and begun:
            whole += line[1:]
        else:
            if begun:
                yield begun, whole
            begun, whole = number, line
    if begun:
        yield begun, whole


def _is_printable(line: str) -> bool:
    return "QUOTED-PRINTABLE" in line.partition(":")[0].upper()


def _values(card: _Card) -> dict[Field, str]:
    found: dict[Field, str] = {}
    preferred: set[Field] = set()
    for name, parameters, raw in card.properties:
        value = _decoded(raw, parameters)
        match name:
            case "FN":
                found.setdefault("name", _unescaped(value))
            case "N":
                last, first, *_ = [*_parts(value), "", ""]
                found.setdefault("first", first)
                found.setdefault("last", last)
            case "ORG":
                found.setdefault("company", _parts(value)[0])
            case "EMAIL" | "TEL":
                which: Field = "email" if name == "EMAIL" else "phone"
                first_choice = bool(_PREFERRED.search(parameters)) and which not in preferred
                if first_choice or not found.get(which):
                    found[which] = re.sub(r"^(mailto|tel):", "", _unescaped(value), flags=re.IGNORECASE)
                    preferred |= {which} if first_choice else set()
    return found


def _decoded(raw: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters:
        return raw
    octets = quopri.decodestring(raw.encode("utf-8"))
    named = _CHARSET.search(parameters)
    for charset in ([named[1]] if named else []) + ["utf-8"]:
        try:
            return octets.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return octets.decode("cp1252", errors="replace")


def _parts(value: str) -> list[str]:
    """What stands between the semicolons that are not escaped."""
    parts = []
    at = 0
    while at <= len(value):
        found = _PART.match(value, at)
        end = found.end() if found else at
        parts.append(_unescaped(value[at:end]))
        at = end + 1
    return parts


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
