"""Which column of a list of contacts holds what: told by its heading, else by what stands in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from assistant.clients.contacts import Field

_HEADINGS: dict[Field, str] = {
    "name": "name fullname displayname contact contactname client clientname customer customername person kontakt ansprechpartner kunde"
    " nom nomcomplet nombre nombrecompleto nome nomecompleto naam volledigenaam",
    "first": "firstname givenname forename vorname prenom voornaam nombres primeironome",
    "last": "lastname surname familyname nachname familienname nomdefamille apellido apellidos cognome achternaam sobrenome ultimonome",
    "company": "company companyname organization organisation organizationname organisationname organization1name organisation1name account"
    " accountname associatedcompany primarycompany business businessname employer firma firmenname unternehmen societe entreprise empresa azienda"
    " societa ragionesociale bedrijf bedrijfsnaam",
}
"""Headings in letters and digits alone, of the usual programs and in the languages around."""
_BY_HEADING: dict[str, Field] = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}

_ADDRESS_HEADING = re.compile(r"^(?!mailing).*mail|^(correo|courriel)")
_NUMBER_HEADING = re.compile(r"phone|telefon|telephone|^tel\d*$|mobil|handy|^cell|celular|movil|gsm")
_ABOUT_ANOTHER = re.compile(r"type$|label$|typ$|fax|phonetic|displayname$|optout|optin|assistant|status|verified|bounce|count|date")
"""Columns about an address or a number, or of somebody else."""

_ADDRESS = re.compile(r"\S+@\S+\.\S+")
_NUMBER = re.compile(r"[+(]?\d[\d\s()/.+-]{4,}\d")
_SAMPLE = 200
_MOST = 0.5
"""Share of the filled values of a column that have to be of a kind for the column to be."""


def fields_of_headings(headings: Sequence[str]) -> list[Field | None]:
    """What each column holds by its heading; None where that says nothing."""
    found: list[Field | None] = []
    for heading in headings:
        field = _field(_plain(heading))
        # Of addresses and numbers the first that is filled is taken; two columns of names would be two people.
        found.append(None if field in found and field not in ("email", "phone") else field)
    if "name" in found and "first" in found and "last" not in found:
        found[found.index("name")] = "last"  # as in "Vorname; Name"
    elif "name" in found and "last" in found and "first" not in found:
        found[found.index("name")] = "first"  # as in "Nome; Cognome"
    return found


def is_heading(values: Sequence[str]) -> bool:
    """Whether a first row is headings rather than a contact."""
    return any(fields_of_headings(values)) and not any(_ADDRESS.fullmatch(value.strip()) for value in values)


def fields_of_values(rows: Sequence[Sequence[str]], width: int) -> list[Field | None]:
    """What each column holds by what stands in it: addresses, numbers, and the first with words in it is the name."""
    columns = [[row[column].strip() for row in rows[:_SAMPLE] if column < len(row) and row[column].strip()] for column in range(width)]
    found: list[Field | None] = [None] * width
    for column, values in enumerate(columns):
        if _mostly(values, lambda value: bool(_ADDRESS.fullmatch(value))):
            found[column] = "email"
        elif _mostly(values, lambda value: bool(_NUMBER.fullmatch(value))):
            found[column] = "phone"
    words = [column for column, values in enumerate(columns) if found[column] is None and _mostly(values, _is_words)]
    # Of columns with words, one with first and last name is more likely to be it than one with a single word.
    two = [column for column in words if _mostly(columns[column], lambda value: 2 <= len(value.split()) <= 4)]
    if two or words:
        found[(two or words)[0]] = "name"
    return found


def _field(plain: str) -> Field | None:
    if plain in _BY_HEADING:
        return _BY_HEADING[plain]
    if _ABOUT_ANOTHER.search(plain):
        return None
    if _ADDRESS_HEADING.search(plain):
        return "email"
    return "phone" if _NUMBER_HEADING.search(plain) else None


def _plain(heading: str) -> str:
    apart = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(character for character in apart if character.isalnum())


def _mostly(values: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(values) and Counter(map(holds, values))[True] > _MOST * len(values)


def _is_words(value: str) -> bool:
    return sum(character.isalpha() for character in value) > len(value) / 2
