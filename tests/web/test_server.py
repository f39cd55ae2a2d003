"""Listening: on what is asked for or not at all, and said in words."""

import socket

import pytest

from audio.problem import Problem
from web.server import listen, url


def test_any_free_port() -> None:
    with listen("127.0.0.1", 0) as first, listen("127.0.0.1", 0) as second:
        assert first.getsockname()[0] == "127.0.0.1"
        assert first.getsockname()[1] != second.getsockname()[1]


def test_a_port_is_free_again_at_once() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            accepted, _ = first.accept()
            accepted.close()
    with listen("127.0.0.1", port) as again:
        assert again.getsockname()[1] == port


def test_a_port_in_use() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(Problem) as raised:
        listen("127.0.0.1", first.getsockname()[1])
    assert raised.value.code == "port-in-use"
    assert "--port" in raised.value.remedy


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "a" * 300])
def test_a_host_that_is_not_ours(host: str) -> None:
    with pytest.raises(Problem) as raised:
        listen(host, 0)
    assert raised.value.code == "host-unknown"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:8765"),
        ("localhost", "http://localhost:8765"),
        ("::1", "http://[::1]:8765"),
        ("0.0.0.0", "http://127.0.0.1:8765"),
        ("::", "http://127.0.0.1:8765"),
        ("192.168.1.7", "http://192.168.1.7:8765"),
    ],
)
def test_the_address_to_open(host: str, expected: str) -> None:
    assert url(host, 8765) == expected
