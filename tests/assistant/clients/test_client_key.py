"""What a client is found by."""

import pytest

from assistant.clients import client_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Dana Whitfield", "dana whitfield"),
        ("  dana \t WHITFIELD\n", "dana whitfield"),
        ("Jürgen Große", "jürgen grosse"),
        ("Ju\u0308rgen Große", "jürgen grosse"),
        ("山田 太郎", "山田 太郎"),
        ("7 Eleven", "7 eleven"),
        ("", None),
        ("   ", None),
        ("-", None),
        ("..", None),
        (None, None),
    ],
)
def test_client_key(name: str | None, key: str | None) -> None:
    assert client_key(name) == key
