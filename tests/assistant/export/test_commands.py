"""`callcue export` and `callcue webhooks` as they are typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli.main import run
from assistant.export.approved import after_approval
from assistant.export.webhooks import FILE, key_of
from assistant.settings import Settings
from assistant.store import Store
from tests.assistant.export.calls import CALL, approve, put
from tests.assistant.export.receiver import SECRET, receiving

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(capfdbinary: pytest.CaptureFixture[bytes]) -> Told:
    """Runs a command; gives its status and what it said on standard output and standard error."""

    def tell(*arguments: object) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return tell


@pytest.fixture
def kept(data: Path) -> Path:
    """A data folder with the call, approved."""
    store = Store.open(data)
    put(store)
    approve(store)
    store.close()
    return data


def test_formats_are_named_one_by_one(told: Told, kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, printed, _ = told("export", CALL, "--to", out, "--format", "ics", "--format", "md")
    assert (status, printed) == (0, f"{out / CALL}.md\n{out / CALL}.ics\n")
    assert {path.name for path in out.iterdir()} == {f"{CALL}.md", f"{CALL}.ics"}
    status, printed, _ = told("export", CALL, "--to", out, "--json")
    assert json.loads(printed) == {"exported": [str(out / CALL)]}


def test_a_format_that_is_none(told: Told, kept: Path, tmp_path: Path) -> None:
    status, printed, said = told("export", CALL, "--to", tmp_path / "out", "--format", "docx")
    assert (status, printed) == (2, "")
    assert said == "docx is not a format. Expected one or more of md, txt, json, csv, ics, hubspot, salesforce, folder, with commas between them.\n"
    assert not (tmp_path / "out").exists()


def test_no_webhooks(told: Told, kept: Path) -> None:
    status, printed, _ = told("webhooks")
    assert (status, printed.startswith("No webhooks.")) == (0, True)
    assert json.loads(told("webhooks", "--json")[1]) == {"webhooks": [], "deliveries": []}


def test_what_was_to_be_sent_is_listed_and_sent_again(told: Told, kept: Path) -> None:
    (kept / FILE).write_text(f"webhooks:\n  - {{name: crm, url: 'http://localhost/', secret: {SECRET}}}\n")
    store = Store.open(kept)
    after_approval(store, Settings(data=kept), CALL)
    (delivery,) = store.out.deliveries()
    store.out.failed(delivery.id, "answered 500", None)
    store.close()
    _, printed, _ = told("webhooks", "list")
    assert "crm: http://localhost/" in printed
    assert SECRET not in printed
    assert "given-up" in printed
    assert "answered 500" in printed
    document = json.loads(told("webhooks", "list", "--json")[1])
    assert document["webhooks"] == [{"name": "crm", "url": "http://localhost/", "leaves_machine": None}]
    assert [(one["target"], one["state"], one["attempts"]) for one in document["deliveries"]] == [("crm", "given-up", 1)]
    assert told("webhooks", "retry")[1] == "1 will be sent by the service.\n"
    assert json.loads(told("webhooks", "list", "--json")[1])["deliveries"][0]["state"] == "waiting"


def test_a_secret_is_a_new_one(told: Told) -> None:
    first, second = told("webhooks", "secret")[1].strip(), json.loads(told("webhooks", "secret", "--json")[1])["secret"]
    assert first != second
    assert len(key_of(first)) == len(key_of(second)) == 32


def test_a_webhook_is_tried(told: Told, kept: Path) -> None:
    with receiving() as receiver:
        (kept / FILE).write_text(f"webhooks:\n  - {{name: crm, url: '{receiver.url}', secret: {SECRET}}}\n")
        assert told("webhooks", "test", "crm")[:2] == (0, "The webhook crm took it.\n")
        assert json.loads(told("webhooks", "test", "crm", "--json")[1]) == {"webhook": "crm", "taken": True}
        receiver.answer = (403, {})
        assert told("webhooks", "test", "crm") == (2, "", "The webhook crm did not take it: answered 403. See to the receiver, or the address.\n")
    assert [(message.signed, message.body["type"], message.body["data"]) for message in receiver.received[:2]] == [(True, "webhook.test", {})] * 2
    status, _, said = told("webhooks", "test", "nobody")
    assert (status, said.startswith("There is no webhook 'nobody'")) == (2, True)


def test_a_mistake_in_the_file_is_one_line(told: Told, kept: Path) -> None:
    (kept / FILE).write_text("webhooks:\n  - name: crm\n    url: http://localhost/\n    secret: short\n")
    status, printed, said = told("webhooks")
    assert (status, printed, said.count("\n")) == (2, "", 1)
    assert "line 4" in said
