"""Which column holds what, in the exports of the usual programs and in lists without headings."""

import pytest

from assistant.clients.columns import fields_of_headings, fields_of_values, is_heading
from assistant.clients.contacts import Field


def held(headings: str) -> dict[str, Field]:
    names = headings.split(",")
    return {name: field for name, field in zip(names, fields_of_headings(names), strict=True) if field}


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Name,Company,Email,Phone", {"Name": "name", "Company": "company", "Email": "email", "Phone": "phone"}),
        (
            "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Assistant's Phone,Business Fax,Business Phone,Mobile Phone"
            ",E-mail Address,E-mail Type,E-mail Display Name,Spouse",
            {
                "First Name": "first",
                "Last Name": "last",
                "Company": "company",
                "Business Phone": "phone",
                "Mobile Phone": "phone",
                "E-mail Address": "email",
            },
        ),
        (
            "Name,Given Name,Given Name Yomi,First Name Phonetic,Family Name,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value"
            ",Organization 1 - Name",
            {
                "Name": "name",
                "Given Name": "first",
                "Family Name": "last",
                "E-mail 1 - Value": "email",
                "Phone 1 - Value": "phone",
                "Organization 1 - Name": "company",
            },
        ),
        (
            "Salutation,First Name,Last Name,Mailing Street,Mailing City,Phone,Mobile,Email,Email Opt Out,Account Name,Last Activity Date",
            {"First Name": "first", "Last Name": "last", "Phone": "phone", "Mobile": "phone", "Email": "email", "Account Name": "company"},
        ),
        (
            "Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Associated Company",
            {"First Name": "first", "Last Name": "last", "Email": "email", "Phone Number": "phone", "Associated Company": "company"},
        ),
        (
            "Vorname,Name,Firma,E-Mail-Adresse,Telefon (Büro)",
            {"Vorname": "first", "Name": "last", "Firma": "company", "E-Mail-Adresse": "email", "Telefon (Büro)": "phone"},
        ),
        ("Nome,Cognome,Azienda,Cellulare", {"Nome": "first", "Cognome": "last", "Azienda": "company", "Cellulare": "phone"}),
        (
            "Prénom,Nom,Société,Téléphone,Courriel",
            {"Prénom": "first", "Nom": "last", "Société": "company", "Téléphone": "phone", "Courriel": "email"},
        ),
        ("Customer,Town,Customer", {"Customer": "name"}),
        ("foo,bar", {}),
    ],
)
def test_by_heading(headings: str, fields: dict[str, Field]) -> None:
    assert held(headings) == fields


def test_what_is_a_heading() -> None:
    assert is_heading(["Name", "E-mail"])
    assert not is_heading(["Dana Reyes", "dana@example.com"])
    assert not is_heading(["Company", "dana@example.com"]), "the company Company"


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ([["1", "Dana Reyes", "dana@example.com", "+44 1482 1234"], ["2", "Wes Dyck", "", "0170-123 45"]], [None, "name", "email", "phone"]),
        ([["Acme", "Dana Reyes"], ["Bolt", "Wes Dyck"]], [None, "name"]),
        ([["Acme"], ["Bolt"]], ["name"]),
        ([["", ""], ["12", "13"]], [None, None]),
        ([], [None, None]),
    ],
)
def test_by_what_stands_there(rows: list[list[str]], fields: list[Field | None]) -> None:
    assert fields_of_values(rows, len(fields)) == fields
