"""What was said wrong and put right at once, as it was meant: "forty, no, sorry, forty-two" gives 42 alone."""

import re

from assistant.notes.wording import tidy

_SORRY = r"(?:no|sorry|wait|hang on|actually|rather|I mean|I tell a lie|I lie|correction|scratch that|make that|what am I saying)"
_TAKEN_BACK = re.compile(
    rf"^(?:(?:oh|ah|um|uh|er),? )*(?:{_SORRY}[,.]? ?)+(?:it's |that's |it is |that is |make (?:that|it) |not that,? )?", re.IGNORECASE
)
_ONES = "zero|oh|one|two|three|four|five|six|seven|eight|nine"
_NUMBER_WORD = (
    rf"(?:\d[\d,.]*|{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|half|dozen|first|second|third|\w+th)"
)
_NUMBER = rf"{_NUMBER_WORD}(?:[ -](?:and )?{_NUMBER_WORD})*"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|january|february|march|april|june|july|august|september|october|november|december"
_VALUE = re.compile(rf"\b(?:(?P<number>{_NUMBER})|(?P<day>{_DAY}))\b", re.IGNORECASE)
_INSIDE = re.compile(
    rf"\b(?P<wrong>{_NUMBER}|{_DAY})(?: ?,| [-—–]|\.{{3}})? (?:{_SORRY}(?: ?[,.])? )+(?:(?:it's|that's|make it) )?(?P<right>{_NUMBER}|{_DAY})\b",
    re.IGNORECASE,
)


def put_right(words: str) -> str:
    """The words with only the right one of two values, of the same kind, where the first was taken back in the same breath."""
    return _INSIDE.sub(lambda found: found["right"] if _kind(found["wrong"]) == _kind(found["right"]) else found.group(), words)


def merged(slip: str, correction: str) -> str | None:
    """A sentence with the value that the next one corrects in place of its own; None where it cannot be told which."""
    right = _TAKEN_BACK.sub("", correction).strip(" .,?!")
    if right == correction.strip(" .,?!") or not (value := _VALUE.match(right)):
        return None
    kind = _kind(value.group())
    wrong = [found for found in _VALUE.finditer(slip) if _kind(found.group()) == kind]
    if len(wrong) != 1:
        return None
    rest = right[value.end() :].strip(" ,")
    if rest and not slip[wrong[0].end() :].strip(" ,").startswith(rest):
        return None
    return f"{slip[: wrong[0].start()]}{value.group()}{slip[wrong[0].end() :]}"


def reworded(slip: str, correction: str, mark: str) -> str | None:
    """`merged` as a line of the notes gives it."""
    words = merged(slip, correction)
    return tidy(words, mark) if words else None


def _kind(value: str) -> str:
    found = _VALUE.match(value)
    return "day" if found and found["day"] else "number"
