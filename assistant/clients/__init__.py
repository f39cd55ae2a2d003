"""Clients: a client is a name, and what is known under it."""

import unicodedata

__all__ = ["client_key"]


def client_key(name: str | None) -> str | None:
    """What a client is found by: the name without regard to case and spaces. None for what names nobody: no letter or digit in it."""
    if name is None:
        return None
    # "é" may be written as one character or two; files of contacts have both.
    key = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    return key if any(character.isalnum() for character in key) else None
