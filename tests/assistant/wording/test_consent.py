"""Words leave this machine only for a server that somebody has agreed to."""

import logging
from pathlib import Path

import pytest

from assistant.wording.consent import FILE, agree, may_go, origin, stays_here
from audio.problem import Problem

THERE = "https://api.example.com/v1"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080/v1", "http://localhost/v1", "http://[::1]:80", "http://127.9.9.9:1"])
def test_this_machine_needs_no_word(tmp_path: Path, address: str) -> None:
    assert stays_here(address)
    assert may_go(tmp_path, address)


@pytest.mark.parametrize(
    "address", [THERE, "http://localhost.example.com", "http://192.168.1.4:8080", "http://0.0.0.0", "http://127.0.0.1.example.com"]
)
def test_every_other_does(tmp_path: Path, address: str) -> None:
    assert not stays_here(address)
    assert not may_go(tmp_path, address)


def test_it_is_kept_for_that_server_and_no_other(tmp_path: Path) -> None:
    agree(tmp_path, THERE)
    agree(tmp_path, "http://192.168.1.4:8080/v1")
    assert may_go(tmp_path, "https://API.example.com/other/path")
    assert may_go(tmp_path, "http://192.168.1.4:8080/v1")
    assert not may_go(tmp_path, "http://api.example.com/v1"), "unencrypted is something else"
    assert not may_go(tmp_path, "https://api.example.com:444/v1")
    assert not may_go(tmp_path, "https://example.com/v1")
    assert origin(THERE) == "https://api.example.com"


@pytest.mark.parametrize("content", [b"", b"\xff", b'{"addresses": 3}', b'{"agreed": true}'])
def test_a_broken_file_allows_nothing(tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE).write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert not may_go(tmp_path, THERE)
    assert FILE in caplog.text
    agree(tmp_path, THERE)
    assert may_go(tmp_path, THERE)


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"api\.example\.com"):
        agree(tmp_path / "none", THERE)
