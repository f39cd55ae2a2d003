"""Clients: a client is a name, and what is known under it."""

import unicodedata

__all__ = ["client_key", "folded"]


def client_key(name: str | None) -> str | None:
    """What a client is found by: the name without regard to case and spaces. None for what names nobody: no letter or digit in it."""
    key = folded(name or "")
    return key if any(character.isalnum() for character in key) else None


def folded(text: str) -> str:
    """The text without regard to case and spaces."""
    # "é" may be written as one character or two; files of contacts have both.
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
