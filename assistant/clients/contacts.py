"""A contact as a file gives it: its values cleaned, or why the line can't be used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.clients import client_key

Field = Literal["name", "first", "last", "company", "email", "phone"]

LONGEST = {"name": 200, "company": 200, "email": 320, "phone": 64}
"""Characters a value may have. What is longer comes of a broken line."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\ufeff]+")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@]+\.[^\s<>()\[\],;:\"@.]+")
_NOTHING = {"n/a", "na", "none", "null", "nil", "unknown", "keine", "ohne"}
"""What is written where there is no address."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact of a file. `line`: of the file, from 1, where it begins."""

    line: int
    name: str
    company: str | None = None
    email: str | None = None
    phone: str | None = None
    key: str = field(init=False, compare=False)
    """Of the name; empty where that names nobody."""
    company_key: str | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for over and over among fifty thousand others.
        object.__setattr__(self, "key", client_key(self.name) or "")
        object.__setattr__(self, "company_key", client_key(self.company))


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that can't be used. `why` goes on from "Line 17"; `text`: its beginning."""

    line: int
    why: str
    text: str


def contact_of(line: int, values: Mapping[Field, str]) -> Contact | str:
    """The contact that raw values make, or why they make none, to go on from "Line 17"."""
    known = {what: cleaned for what, value in values.items() if (cleaned := _clean(value))}
    if any("\ufffd" in value for value in known.values()):
        return "has characters that can't be read in this encoding"
    company, email, phone = known.get("company"), known.get("email"), known.get("phone")
    if email and email.casefold() not in _NOTHING:
        address = _ADDRESS.search(email)
        if not address:
            return "has no e-mail address where the others have one"
        email = address[0]
    else:
        email = None
    name = known.get("name") or " ".join(filter(None, (known.get("first"), known.get("last")))) or company
    if name is None:
        return "names nobody"
    for what, value in (("name", name), ("company", company), ("email", email), ("phone", phone)):
        if value and len(value) > LONGEST[what]:
            return f"has more than {LONGEST[what]} characters as {what}"
    return Contact(line, name, company, email, phone if phone and any(map(str.isdigit, phone)) else None)


def _clean(value: str) -> str:
    cleaned = " ".join((value if value.isprintable() else _UNSEEN.sub(" ", value)).split())
    return cleaned if any(map(str.isalnum, cleaned)) or "\ufffd" in cleaned else ""
