"""Spoken sentences made fit to read: fillers, false starts and openers out, nothing put in."""

import re
from functools import lru_cache

_FILLERS = re.compile(
    r"(?<![\w'])(?:um+|uh+|erm*|ah+|hmm+|mm+)(?![\w'-])[,.]?\s*"
    r"|(?:^|(?<=[,;—–] ))(?:you know|I mean|like I said|what do you call it|what's it|sort of|like|kind of),\s*",
    re.IGNORECASE,
)
_HESITATION = re.compile(
    r"\b(the|an?|to|of|is|are|was|were|it's|that's|and|or|for|with|in|on|at|my|your|our|need|want|I|we|you|so|but|because|got|get|then|this|that|some"
    r"|by|have|has|had|be|been|will|can|would|from|about|just|not)"
    r",?\s*"
    r"(?:um+|uh+|erm*|ah+|hmm+|mm+)(?![\w'-])[,.]?\s*",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^(?:(?-i:[A-Z][a-z]+), (?=(?:listen|look|hey|sorry)[, ]))?"
    r"(?:(?:so|well|and|but|oh|okay|ok|yeah|cause|cos)[,.!]?\s+"
    r"|(?:right|then|now|look|listen|see|hey|sure|great|good|lovely|perfect|anyway|actually|basically|honestly|sorry|gotcha|say"
    r"|yes|aye|ja|och|ag|ooh|lord|wow"
    r"|no,? I tell a lie|no, sorry|I tell a lie|all right|alright|fine|of course|no problem"
    r"|to be honest|to be straight with you|if I'm honest|since you ask"
    r"|I mean|let's see|let me see|here's the thing|I tell you what|I'll tell you what)[,.!]\s+)+",
    re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d[\d,.:]*|oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|double|[b-hj-z])\b"
)
_AGAIN = r"(?:(?:well|um+|uh+|erm*|honestly|like|I mean|you know|sorry|what),? )?"
_RESTART = re.compile(rf"(?<![\w'-])(?!{_NUMBER})(\w[\w'’]*(?: [\w'’]+){{0,3}}),\s+{_AGAIN}(?=\1(?![\w'’-]))", re.IGNORECASE)
_AGAIN_AT_ONCE = re.compile(rf"(?<![\w'-])(?!{_NUMBER})(\w[\w'’]*(?: [\w'’]+){{1,3}}) (?=\1(?![\w'’-]))", re.IGNORECASE)
_STUTTER = re.compile(
    r"(?<![\w'-])(the|an?|to|of|in|on|at|and|but|or|I|we|you|he|she|they|it|it's|is|was|my|our|your|for|with|so|if)\s+(?=\1(?![\w'’-]))",
    re.IGNORECASE,
)
_HALF_WORD = re.compile(r"(?<![\w'’-])(?!an?\b|in\b|the\b|so\b|on\b|he\b|we\b)([^\W\d]{2,4})(?:,|-|…|\.\.\.)\s+(?=\1\w{2})")
_LOOSE_ARTICLE = re.compile(r"\b([Aa]n?|[Tt]he|my|your|our), (?=\w)")
_MARKS = re.compile(r"\s*,(?:\s*,)+\s*")
_EDGES = ' \t\n,;:-—–…"“”'

MOST_WORDS = 34
"""Words of a line besides the name of its side: what is longer is not read at a glance."""


@lru_cache(maxsize=4096)
def tidy(words: str, mark: str = ".") -> str:
    """What was said as it reads on paper: without fillers, openers and false starts, with a capital, ended by `mark`. "" where nothing is left."""
    text = without_false_starts(words)
    text = _OPENERS.sub("", text).strip(_EDGES).rstrip(".")
    return sentence_case(text, mark) if re.search(r"\w", text) else ""


def sentence_case(text: str, mark: str = ".") -> str:
    """With a capital, and ended by `mark`."""
    return f"{text[0].upper()}{text[1:]}{_end(text, mark)}"


def without_false_starts(words: str) -> str:
    """Words said once instead of begun, broken off and begun again."""
    text = " ".join(_FILLERS.sub("", _HESITATION.sub(r"\1 ", words)).split())
    before = ""
    while before != text:
        before = text
        text = _HALF_WORD.sub("", _STUTTER.sub("", _AGAIN_AT_ONCE.sub("", _RESTART.sub("", text))))
    return _MARKS.sub(", ", _LOOSE_ARTICLE.sub(r"\1 ", text)).strip(_EDGES)


def _end(text: str, mark: str) -> str:
    return "" if text[-1] in "?!" else "?" if mark == "?" else "."


def count_words(text: str) -> int:
    """How many words a reader counts."""
    return len(text.split())
