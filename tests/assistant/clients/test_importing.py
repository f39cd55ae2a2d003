"""A list of contacts as it is understood, from the bytes of the file to what there is to look at before anything is written."""

import random
import time

import pytest

from assistant.clients.contacts import Contact, contact_of
from assistant.clients.importing import MOST_CONTACTS, MOST_FAULTS, Choices, Understood, read_contacts, understood
from assistant.clients.merging import settle
from assistant.clients.model import Client
from audio.problem import Problem

DANA = Client(key="dana reyes", name="Dana Reyes", email="dana@example.com")
PLAIN = "Name;Company;E-mail;Phone\nDana Reyes;Harbour Marine;dana@example.com;1\nWes Dyck;Dyck Farms;;2\nZoë;;;\n"


def look(data: bytes, choices: Choices | None = None, *known: Client) -> Understood:
    reading = read_contacts(data, choices or Choices())
    return understood(reading, settle(reading.contacts, {client.key: client for client in known}, "keep"))


def test_a_plain_list() -> None:
    found = look(PLAIN.encode("latin-1"), None, DANA)
    assert (found.kind, found.encoding, found.delimiter, found.header, found.mended) == ("table", "cp1252", ";", True, 0)
    assert [(column.heading, column.field) for column in found.columns] == [
        ("Name", "name"),
        ("Company", "company"),
        ("E-mail", "email"),
        ("Phone", "phone"),
    ]
    assert found.columns[0].examples == ("Zoë", "Dana Reyes", "Wes Dyck"), "what tells the encoding comes first"
    assert (found.contacts, found.new, found.changed, found.same, found.again, found.broken) == (3, 2, 1, 0, 0, 0)
    assert [(shown.line, shown.name, shown.fate) for shown in found.shown] == [
        (2, "Dana Reyes", "changed"),
        (3, "Wes Dyck", "new"),
        (4, "Zoë", "new"),
    ]


def test_what_is_chosen_is_taken() -> None:
    data = "Dana,x@example.com\nZo\xeb,y@example.com\n".encode("cp1250")
    found = look(data, Choices(encoding="mac_roman", delimiter=",", header=True, fields=("company", "email")))
    assert (found.encoding, found.header, [column.heading for column in found.columns]) == ("mac_roman", True, ["Dana", "x@example.com"])
    assert [shown.name for shown in found.shown] == ["ZoÎ"]
    again = look(data, Choices(fields=("name",)))
    assert [column.field for column in again.columns] == ["name", "email"], "a choice for other columns is none"


@pytest.mark.parametrize(("choices", "code"), [(Choices(encoding="rot13"), "choice-mistake"), (Choices(delimiter='"'), "choice-mistake")])
def test_choices_that_cannot_be(choices: Choices, code: str) -> None:
    with pytest.raises(Problem) as caught:
        look(PLAIN.encode(), choices)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "file-empty"), (b" \r\n\n", "file-empty"), (bytes(range(256)) * 40 + b"\0" * 900, "not-contacts"), (b";" * 600, "not-contacts")],
)
def test_files_that_are_no_contacts(data: bytes, code: str) -> None:
    with pytest.raises(Problem) as caught:
        look(data)
    assert caught.value.code == code


def test_cards_are_known_by_themselves() -> None:
    found = look("BEGIN:VCARD\nFN:Dana Reyes\nTEL:1\nEND:VCARD\n".encode("utf-16"), None, DANA)
    assert (found.kind, found.encoding, found.delimiter, found.columns) == ("cards", "utf-16-le", None, ())
    assert [(shown.name, shown.phone, shown.fate) for shown in found.shown] == [("Dana Reyes", "1", "changed")]


def test_a_list_without_headings() -> None:
    found = look(b"Dana Reyes,dana@example.com\nWes Dyck,wes@example.com\n")
    assert (found.header, [column.field for column in found.columns], found.contacts) == (False, ["name", "email"], 2)


def test_a_title_above_the_headings() -> None:
    found = look(b"Our clients\n\nName;Company;Phone\nDana;Harbour;1\nWes;;2\n")
    assert [column.heading for column in found.columns] == ["Name", "Company", "Phone"]
    assert ([(fault.line, fault.why) for fault in found.faults], found.contacts) == ([(1, "stands above the headings")], 2)


def test_lines_that_cannot_be_used_are_told_with_number_and_reason() -> None:
    data = b"Name;E-mail\nDana;dana@example.com\n;x@example.com\nWes;nobody\nZo\x81;z@example.com\n" + b"x" * 300 + b";l@example.com\nA;b;c\nAl;n/a\n"
    found = look(data + b"Dana;other@example.com\n")
    assert [(fault.line, fault.why.partition(":")[0]) for fault in found.faults] == [
        (3, "names nobody"),
        (4, "has no e-mail address where the others have one"),
        (5, "has characters that can't be read in this encoding"),
        (6, "has more than 200 characters as name"),
        (7, "has 3 columns where the others have 2"),
        (9, "has the name of line 2 with another e-mail address"),
    ]
    assert (found.contacts, found.broken, found.faults[1].text) == (2, 6, "Wes;nobody")
    assert all(len(fault.text) <= 160 for fault in found.faults)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ({"name": "  Dana\u00a0\tReyes\u200b "}, Contact(1, "Dana Reyes")),
        ({"name": "Dana", "email": "Dana Reyes <mailto:dana@example.com>; other@example.com"}, Contact(1, "Dana", email="dana@example.com")),
        ({"name": "Dana", "email": "N/A", "phone": "-", "company": "."}, Contact(1, "Dana")),
        ({"name": "Dana", "phone": "ask Wes"}, Contact(1, "Dana")),
        ({"first": "Dana", "last": "Reyes", "company": "Acme"}, Contact(1, "Dana Reyes", "Acme")),
        ({"first": "", "last": "-", "company": "Acme"}, Contact(1, "Acme", "Acme")),
        ({"email": "dana@example.com"}, "names nobody"),
    ],
)
def test_values_are_cleaned(raw: dict[str, str], clean: Contact | str) -> None:
    assert contact_of(1, raw) == clean  # type: ignore[arg-type]


def broken_list(rows: int) -> bytes:
    """A list in Latin-1 of which every tenth line is broken, in five ways."""
    chance = random.Random(5)

    def line(number: int) -> str:
        last = chance.choice(["Müller", "Ødegård", "Lefèvre", "Smith", "Ångström"])
        whole = f'Zoë;{last} {number};"{last} & Söhne";zoe.{number}@example.com;+49 170 {number:06d}'
        if number % 10:
            return whole
        return [whole.replace('"', "", 1), whole.replace(";", "", 1), whole + ";x", whole.replace("@", ""), whole.replace(" & ", " &\n")][
            number // 10 % 5
        ]

    return ("Vorname;Name;Firma;E-Mail;Telefon\r\n" + "\r\n".join(map(line, range(1, rows + 1)))).encode("latin-1")


def test_fifty_thousand_broken_lines_in_latin_1() -> None:
    data = broken_list(50_000)
    begun = time.monotonic()
    found = look(data)
    took = time.monotonic() - begun
    assert (found.encoding, found.delimiter) == ("cp1252", ";")
    # Of the five ways, a pair of marks with one missing and a line end within marks can be mended.
    assert found.contacts == 47_000
    assert found.broken == 3_000
    assert {reason.why: reason.lines for reason in found.reasons} == {
        "has 4 columns where the others have 5": 1_000,
        "has 6 columns where the others have 5": 1_000,
        "has no e-mail address where the others have one": 1_000,
    }
    assert len(found.faults) == MOST_FAULTS
    assert len(found.shown) == MOST_CONTACTS
    assert took < 30, "seconds, on a machine that does much else"
