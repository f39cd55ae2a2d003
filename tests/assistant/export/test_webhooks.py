"""`webhooks.yaml`: every mistake with its line; and signatures as others make them."""

import base64
import hashlib
import hmac
from pathlib import Path

import pytest

from assistant.export.webhooks import FILE, headers, key_of, load_webhooks, new_secret, stays_here
from audio.problem import Problem

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
GOOD = f"webhooks:\n  - name: crm\n    url: http://127.0.0.1:9000/hook\n    secret: {SECRET}\n"


def load(data: Path, text: str) -> str:
    """What is said of the mistake in a file."""
    data.mkdir(exist_ok=True)
    (data / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load_webhooks(data)
    assert caught.value.code == "file-mistake"
    assert SECRET not in str(caught.value)
    return str(caught.value).removeprefix(f"{data / FILE}, ")


def test_no_file_means_no_webhooks(data: Path) -> None:
    assert load_webhooks(data) == ()


def test_a_webhook(data: Path) -> None:
    data.mkdir()
    (data / FILE).write_text(GOOD)
    (hook,) = load_webhooks(data)
    assert (hook.name, hook.url, hook.leaves_machine) == ("crm", "http://127.0.0.1:9000/hook", None)
    assert SECRET not in repr(hook)


def test_an_address_elsewhere_needs_a_yes(data: Path) -> None:
    elsewhere = GOOD.replace("http://127.0.0.1:9000", "https://crm.example.com")
    said = load(data, elsewhere)
    assert said.startswith("line 2: ")
    assert 'nothing as "leaves_machine". Expected yes, since crm.example.com is not this machine' in said
    assert "line 5" in load(data, elsewhere + "    leaves_machine: no\n")
    (data / FILE).write_text(elsewhere + "    leaves_machine: yes\n")
    assert load_webhooks(data)[0].leaves_machine


@pytest.mark.parametrize(
    ("change", "line", "expected"),
    [
        (("secret:", "secrets:"), 4, "secret"),
        ((SECRET, "whsec_c2hvcnQ="), 4, "24 to 64 bytes"),
        ((SECRET, "hello"), 4, "24 to 64 bytes"),
        ((SECRET, "whsec_***"), 4, "24 to 64 bytes"),
        (("http://127.0.0.1:9000/hook", "ftp://127.0.0.1/x"), 3, "https:// or http://"),
        (("http://127.0.0.1:9000/hook", "crm"), 3, "https:// or http://"),
        (("http://127.0.0.1", "http://me:pass@127.0.0.1"), 3, "without name and password"),
        (("name: crm", "name: folder"), 2, "another name"),
        (("name: crm", "name: C R M"), 2, "pattern"),
        (("    url: http://127.0.0.1:9000/hook\n", ""), 2, "url"),
        (("webhooks:", "hooks:"), 1, "webhooks"),
    ],
)
def test_mistakes_are_told_with_their_line(data: Path, change: tuple[str, str], line: int, expected: str) -> None:
    said = load(data, GOOD.replace(*change))
    assert said.startswith(f"line {line}: ")
    assert expected in said


def test_two_webhooks_of_one_name(data: Path) -> None:
    assert "each name once" in load(data, GOOD + GOOD.removeprefix("webhooks:\n"))


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:1/", True),
        ("http://127.0.0.1/", True),
        ("http://127.9.9.9/", True),
        ("http://[::1]:80/", True),
        ("http://192.168.0.2/", False),
        ("http://localhost.example.com/", False),
        ("https://example.com/127.0.0.1", False),
        ("http://0.0.0.0/", False),
    ],
)
def test_what_stays_on_this_machine(url: str, here: bool) -> None:
    assert stays_here(url) is here


def test_the_signature_that_every_library_is_tried_with() -> None:
    """The one published with the reference implementations of Standard Webhooks."""
    made = headers(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made == {
        "Content-Type": "application/json",
        "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "Webhook-Timestamp": "1614265330",
        "Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_the_signature_covers_id_time_and_body() -> None:
    secret = new_secret()
    assert 24 <= len(key_of(secret)) <= 64
    assert new_secret() != secret
    body = "é".encode()
    expected = base64.b64encode(hmac.new(base64.b64decode(secret[6:]), b"msg_1.5." + body, hashlib.sha256).digest()).decode()
    assert headers(secret, "msg_1", 5, body)["Webhook-Signature"] == f"v1,{expected}"
    others = [headers(secret, "msg_2", 5, body), headers(secret, "msg_1", 6, body), headers(secret, "msg_1", 5, b"e")]
    assert expected not in {other["Webhook-Signature"].removeprefix("v1,") for other in others}
