"""What a rep types into the search, taken apart: words, of which each is to occur, and words in quotes, which are to occur as they stand."""

import re
import unicodedata
from dataclasses import dataclass

MOST_TERMS = 12
"""Words of one search that count: each is looked up by itself."""

_QUOTED_OR_WORD = re.compile(r'["“”„]([^"“”„]*)["“”„]|(\S+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that are to stand next to each other, letters and digits only. `whole`: as they stand; else the last may go on ("invo", "invoice")."""

    words: tuple[str, ...]
    whole: bool = False


def terms_of(typed: str) -> tuple[Term, ...]:
    """The terms of what was typed, none twice; what has no letter or digit in it is no term.

    Signs mean nothing but the quotes: "e-mail" is two words next to each other, "10 %" is "10", and `NEAR(a, b)` are three words.
    """
    terms: list[Term] = []
    for quoted, word in _QUOTED_OR_WORD.findall(unicodedata.normalize("NFC", typed)):
        words = tuple("".join(character if _is_spoken(character) else " " for character in quoted or word).split())
        term = Term(words, whole=bool(quoted))
        if words and term not in terms:
            terms.append(term)
    return tuple(terms[:MOST_TERMS])


def _is_spoken(character: str) -> bool:
    """Whether it is part of a word: a letter, a digit, or a mark that stands on one."""
    return character.isalnum() or unicodedata.category(character).startswith("M")
