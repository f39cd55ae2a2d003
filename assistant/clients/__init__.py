"""Clients: a client is a name, and what is known under it."""

import unicodedata

__all__ = ["client_key", "folded"]


def client_key(name: str | None) -> str | None:
    """What a client is found by: the name without regard to case and spaces. None for what names nobody: no letter or digit in it."""
    key = folded(name or "")
    return key if any(map(str.isalnum, key)) else None


def folded(text: str) -> str:
    """The text without regard to case and spaces."""
    # "é" may be written as one character or two; files of contacts have both.
    one = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(one.casefold().split())
