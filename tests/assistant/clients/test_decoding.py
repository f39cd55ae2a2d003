"""The encoding of a list of contacts."""

import pytest

from assistant.clients.decoding import ENCODINGS, decode

NAMES = "Jürgen Müller;Søren Ødegård\r\nFrançois Lefèvre;Zoë\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (NAMES.encode(), "utf-8"),
        (NAMES.encode("utf-8-sig"), "utf-8"),
        (NAMES.encode("utf-16"), "utf-16-le"),
        (NAMES.encode("utf-16-le"), "utf-16-le"),
        (NAMES.encode("utf-16-be"), "utf-16-be"),
        (b"\xfe\xff" + NAMES.encode("utf-16-be"), "utf-16-be"),
        (NAMES.encode("latin-1"), "cp1252"),
        (NAMES.encode("cp1252"), "cp1252"),
    ],
)
def test_the_likely_one(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.mended) == (NAMES, encoding, ())


def test_english_alone_is_unicode() -> None:
    assert decode(b"Dana Reyes\n").encoding == "utf-8"
    assert decode(b"").text == ""


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_one_that_was_chosen(encoding: str) -> None:
    text = {"cp1251": "Иван", "cp1253": "Γιώργος", "cp932": "山田", "gb18030": "王小明", "big5": "王小明", "cp949": "김철수", "cp1250": "Łukasz"}.get(
        encoding, "Jürgen"
    )
    decoded = decode(f"{text}\n".encode(encoding), encoding)
    assert (decoded.text, decoded.encoding) == (f"{text}\n", encoding)


def test_a_few_lines_in_another_encoding_do_not_spoil_the_rest() -> None:
    lines = ["Zoë Brontë"] * 40
    data = "\n".join(lines).encode() + b"\nJ\xfcrgen\n" + "漁\n".encode()
    decoded = decode(data)
    assert (decoded.encoding, decoded.mended) == ("utf-8", (41,))
    assert decoded.text.splitlines() == [*lines, "Jürgen", "漁"]


def test_what_cannot_be_read_shows_as_such() -> None:
    assert decode(b"J\x81rgen\xe9\n").text == "J�rgené\n"
    assert decode(b"\xff\xfeJ\0\xfc", None).text == "J�"
