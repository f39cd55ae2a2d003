"""Contacts of vCards, as phones and address books write them, whole and broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clients.cards import is_cards, read_cards
from assistant.clients.contacts import Contact

TWO_ONE = """BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;\r
FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=FCrgen M=FC=\r
ller\r
TEL;HOME:030 1\r
TEL;CELL;PREF:+49 170 1\r
EMAIL;INTERNET:juergen@example.com\r
ORG:ACME;Sales\r
AGENT:\r
BEGIN:VCARD\r
VERSION:2.1\r
FN:Somebody Else\r
END:VCARD\r
END:VCARD\r
"""
THREE = """BEGIN:VCARD
VERSION:3.0
FN:Dana Reyes
N:Reyes;Dana;;;
item1.EMAIL;TYPE=work:dana@example.com
item1.X-ABLabel:x
TEL;TYPE="cell,voice":1
ORG:Harbour\\, Marine\\; Ltd;Ops
NOTE:a\\nb
 folded
END:VCARD
"""
FOUR = """begin:vcard
version:4.0
FN:漁 太郎
TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-555
EMAIL:first@example.org
EMAIL;PREF=1:best@example.org
EMAIL;PREF=2:other@example.org
PHOTO:data:image/jpeg;base64,AAAA
end:vcard
"""


def test_every_version() -> None:
    contacts, faults = read_cards(TWO_ONE + THREE + "\n" + FOUR)
    assert faults == []
    assert contacts == [
        Contact(1, "Jürgen Müller", "ACME", "juergen@example.com", "+49 170 1"),
        Contact(16, "Dana Reyes", "Harbour, Marine; Ltd", "dana@example.com", "1"),
        Contact(28, "漁 太郎", None, "best@example.org", "+1-555-555"),
    ]
    assert is_cards("\n " + FOUR)
    assert not is_cards("Name;Card\nBEGIN:VCARD;1")


@pytest.mark.parametrize(
    ("card", "name"),
    [
        ("N:Reyes;Dana;;;", "Dana Reyes"),
        ("N:Reyes", "Reyes"),
        ("FN:\nN:;;;;\nORG:Harbour Marine", "Harbour Marine"),
        ("FN:Dana\\nReyes", "Dana Reyes"),
        ("FN;ENCODING=QUOTED-PRINTABLE:J=FCrgen", "Jürgen"),
        ("FN;CHARSET=nonsense;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen", "Jürgen"),
    ],
)
def test_names(card: str, name: str) -> None:
    ((contact,), faults) = read_cards(f"BEGIN:VCARD\n{card}\nEND:VCARD\n")
    assert (contact.name, faults) == (name, [])


def test_a_broken_card_costs_itself_alone() -> None:
    nameless = "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nnonsense\n"
    wrong = "BEGIN:VCARD\nFN:X\nEMAIL:nobody\nEND:VCARD\n"
    text = f"BEGIN:VCARD\nFN:Never ended\n{THREE}{nameless}{wrong}{FOUR}BEGIN:VCARD\nFN:Cut off"
    contacts, faults = read_cards(text)
    assert [contact.name for contact in contacts] == ["Dana Reyes", "漁 太郎"]
    assert [(fault.line, fault.why, fault.text) for fault in faults] == [
        (1, "begins a card that is never ended", "Never ended"),
        (14, "names nobody", ""),
        (18, "has no e-mail address where the others have one", "X"),
        (31, "begins a card that is never ended", "Cut off"),
    ]


_PIECES = ["BEGIN:VCARD\n", "END:VCARD\n", "FN:Dana\n", "N:;a\\;", ";", "=\n", "AGENT:\n", " x\n", "ENCODING=QUOTED-PRINTABLE:", "\\"]


@given(st.lists(st.sampled_from(_PIECES), max_size=12))
def test_anything_is_read_to_its_end(pieces: list[str]) -> None:
    text = "".join(pieces)
    contacts, faults = read_cards(text)
    assert all(contact.name for contact in contacts)
    assert len(contacts) + len(faults) <= text.count("BEGIN:VCARD")
