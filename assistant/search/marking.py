"""The part of a text to be shown where words were found in it, and which of its words those are."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from assistant.events import Frozen
from assistant.search.terms import Term

MOST_WORDS = 40
"""Of a text shown. What is said in one breath has fifteen, as a median."""
BEFORE = 10
"""Words shown before the first that was found, where the text is longer."""

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")


class Piece(Frozen):
    """Part of a text; `marked` where it is of the words looked for."""

    text: str
    marked: bool


class Marker:
    """Marks the words of terms in texts."""

    def __init__(self, terms: Sequence[Term]) -> None:
        plain = [(tuple(map(_plain, term.words)), term.whole) for term in terms]
        self._whole = {words[0] for words, whole in plain if whole and len(words) == 1}
        self._beginnings = tuple(words[0] for words, whole in plain if not whole and len(words) == 1)
        self._together = [(words, whole) for words, whole in plain if len(words) > 1]

    def mark(self, text: str) -> tuple[Piece, ...]:
        """The text, or the part round the first words found in it, cut where words that were found begin and end."""
        spans = [(word.start(), word.end()) for word in _WORD.finditer(text)]
        found = self._found([_plain(text[start:end]) for start, end in spans])
        first = max(0, min(found, default=0) - BEFORE) if len(spans) > MOST_WORDS else 0
        last = min(len(spans), first + MOST_WORDS)
        start = spans[first][0] if first else 0
        end = spans[last - 1][1] if last < len(spans) else len(text)
        cuts = [(spans[word][0] - start, spans[word][1] - start) for word in sorted(found) if first <= word < last]
        return tuple(_pieces(("…" if first else "", text[start:end], "…" if last < len(spans) else ""), cuts))

    def _found(self, words: Sequence[str]) -> set[int]:
        """Which of the words are those of a term."""
        found = {at for at, word in enumerate(words) if word.startswith(self._beginnings) or word in self._whole}
        for wanted, whole in self._together:
            for at in range(len(words) - len(wanted) + 1):
                *before, last = words[at : at + len(wanted)]
                if tuple(before) == wanted[:-1] and (last == wanted[-1] if whole else last.startswith(wanted[-1])):
                    found.update(range(at, at + len(wanted)))
        return found


def _pieces(parts: tuple[str, str, str], cuts: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    before, text, after = parts
    at = 0
    for start, end in cuts:
        if before + text[at:start]:
            yield Piece(text=before + text[at:start], marked=False)
        yield Piece(text=text[start:end], marked=True)
        before, at = "", end
    if before + text[at:] + after:
        yield Piece(text=before + text[at:] + after, marked=False)


def _plain(word: str) -> str:
    """Without case and marks, as the index has it."""
    if word.isascii():
        return word.lower()
    return "".join(character for character in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(character))
