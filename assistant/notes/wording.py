"""Spoken clauses made fit to read: fillers and false starts out, nothing put in."""

import re

_FILLERS = re.compile(r"(?<![\w'])(?:um+|uh+|er+m?|ah+|oh|hmm+|mm+|you know|i mean|like i said|sort of|kind of)(?![\w'])[,.]?\s*", re.IGNORECASE)
_OPENERS = re.compile(
    r"^(?:(?:so|well|and|but|right|ok|okay|yeah|yes|no|now|look|listen|anyway|actually|basically|honestly|sure|great)[,.!]?\s+)+", re.IGNORECASE
)
_STUTTER = re.compile(r"\b(\w+)(?:,? \1\b)+", re.IGNORECASE)
_CLAUSE_END = re.compile(r"(?<=[.!?;])\s+")
_WORD = re.compile(r"[a-z0-9']+")
_LIGHT = frozenset(
    ["a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "for", "with", "is", "are", "was", "it", "that", "this", "i", "you", "we", "he", "she", "they", "my", "your", "our", "so", "just", "have", "has", "do", "does", "did", "be"]
)

_MOST_WORDS = 36
"""Words of a line: what is longer is not read at a glance."""


def tidy(quote: str) -> str:
    """A clause as it reads on paper: without fillers, openers and stutters, with a capital and a full stop; at most 36 words."""
    text = _STUTTER.sub(r"\1", _FILLERS.sub("", quote.strip()))
    text = _OPENERS.sub("", text).strip(" ,;-—–")
    words = text.split()
    if len(words) > _MOST_WORDS:
        text = " ".join(words[:_MOST_WORDS]) + " …"
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else f"{text}."


def clause_with(text: str, part: str) -> str:
    """The sentence of `text` that holds `part`."""
    return next((clause for clause in _CLAUSE_END.split(text) if part in clause), text)


def same_substance(one: str, other: str) -> bool:
    """Whether two lines say the same: most of the weighty words of the shorter stand in the longer."""
    first, second = sorted((_weighty(one), _weighty(other)), key=len)
    return not first or len(first & second) >= 0.75 * len(first)


def _weighty(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _LIGHT
