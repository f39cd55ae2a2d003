"""A list of contacts over HTTP: looked at without writing anything, then taken over, all or nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.store import Store
from assistant.store.database import FILE
from tests.assistant.clients.test_importing import broken_list
from tests.web.calls import CLIENT, put
from tests.web.serving import Server
from web import contacts

LIST = "Name;Company;E-mail;Phone\r\nDANA  reyes;Harbour Marine;dana@example.com;\r\nWes Dyck;;;2\r\nbroken\r\n".encode("latin-1")


async def test_looked_at_and_then_taken_over(service: Server, store: Store) -> None:
    put(store, "one")
    answer = await service.client.post("/api/contacts/look", content=LIST)
    assert answer.status_code == 200
    found = answer.json()
    assert (found["new"], found["changed"], found["broken"], found["delimiter"]) == (1, 1, 1, ";")
    assert found["faults"] == [{"line": 4, "why": "has one column where the others have 4", "text": "broken"}]
    assert store.clients.find().total == 1, "looking writes nothing"

    answer = await service.client.post("/api/contacts/import", content=LIST)
    assert answer.json() == {"new": 1, "changed": 1, "same": 0, "broken": 1}
    dana = store.clients.get(CLIENT.casefold())
    assert (dana.name, dana.company, dana.email, dana.calls) == (CLIENT, "Harbour Marine", "dana@example.com", 1)
    again = await service.client.post("/api/contacts/import", content=LIST)
    assert again.json() == {"new": 0, "changed": 0, "same": 2, "broken": 1}


async def test_choices(service: Server, store: Store) -> None:
    query = {"encoding": "cp1250", "delimiter": "\t", "header": "false", "fields": ["none", "name"], "conflict": "replace"}
    answer = await service.client.post("/api/contacts/import", params=query, content="1\tŁukasz\n2\tAnna\n".encode("cp1250"))
    assert answer.json()["new"] == 2
    assert {client.name for client in store.clients.find().clients} == {"Łukasz", "Anna"}


@pytest.mark.parametrize(
    ("query", "content", "status", "code"),
    [
        ("", b"", 422, "file-empty"),
        ("", b"\0" * 1000 + b"x", 422, "not-contacts"),
        ("encoding=rot13", LIST, 422, "choice-mistake"),
        ("delimiter=;;", LIST, 422, "bad-request"),
        ("fields=surname", LIST, 422, "bad-request"),
    ],
)
async def test_what_cannot_be_read_is_told(service: Server, query: str, content: bytes, status: int, code: str) -> None:
    for route in ("look", "import"):
        answer = await service.client.post(f"/api/contacts/{route}?{query}", content=content)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_file_that_is_too_large(service: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "MOST_BYTES", 1000)

    async def pieces() -> object:
        for _ in range(3):
            yield b"Dana\n" * 100

    for content in (b"Dana\n" * 300, pieces()):
        answer = await service.client.post("/api/contacts/look", content=content)  # type: ignore[arg-type]
        assert (answer.status_code, answer.json()["code"]) == (413, "upload-too-large")


async def test_an_import_that_fails_writes_nothing(service: Server, store: Store, data: Path) -> None:
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON clients WHEN new.key = 'zoë smith 400' BEGIN SELECT RAISE(ABORT, 'no'); END")
    names = "Name\n" + "".join(f"Zoë Smith {number}\n" for number in range(600))
    answer = await service.client.post("/api/contacts/import", content=names.encode())
    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert store.clients.find().total == 0


async def test_fifty_thousand_lines_while_the_service_goes_on(service: Server, store: Store) -> None:
    answer = await service.client.post("/api/contacts/import", content=broken_list(50_000))
    assert answer.json() == {"new": 47_000, "changed": 0, "same": 0, "broken": 3_000}
    found = (await service.client.get("/api/clients", params={"search": "müller 49", "most": 5})).json()
    assert len(found["clients"]) == 5
    assert found["total"] > 100
