"""Patterns over plain words, put together from named classes of words, so that a rule reads like the grammar it stands for.

A pattern is words parted by spaces. `{name}` is a class of words, `(a|b c)` a choice, `(a)?` may be missing, `(a)*` may come any number
of times, `~3` is up to three words of the same clause whatever they are, `^` and `$` are the ends of the sentence, `^,` the start of any
clause and `,$` the end of any. Between any two words a comma may stand. `(?=…)` and `(?!…)` look ahead, their spaces taken as written.
"""

import re
from collections.abc import Mapping

_SPACE = r"(?: ,)? "
_NAME = re.compile(r"\{(\w+)\}")


class Grammar:
    """Classes of words, each made of words and of classes defined before it, and the patterns compiled from them."""

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes: dict[str, str] = {}
        for name, words in classes.items():
            self._classes[name] = "(" + self._filled("|".join(part.strip() for part in " ".join(words.split()).split("|"))) + ")"

    def _filled(self, text: str) -> str:
        return _NAME.sub(lambda match: self._classes[match.group(1)], text)

    def pattern(self, *choices: str) -> re.Pattern[str]:
        """What matches any of `choices`, on plain text (`text.Sentence.flat`)."""
        by_ends: dict[tuple[str, str], list[str]] = {}
        for choice in (one for several in choices for one in _split(self._filled(" ".join(several.split())), "|")):
            start, words, end = _expression(choice)
            by_ends.setdefault((start, end), []).append(words)
        # The ends are looked at once for all the choices that share them: most places in a text are no start of anything.
        return re.compile("|".join(f"{start}(?:{'|'.join(words)}){end}" for (start, end), words in by_ends.items()))


def _expression(text: str) -> tuple[str, str, str]:
    """What must stand before a choice, the choice, and what must follow it."""
    start, end, parts = r"(?<!\S)", r"(?!\S)", _split(re.sub(r"(?<=\)[?*])\$$", " $", text), " ")
    if parts[0] in ("^", "^,"):
        start = r"^" if parts[0] == "^" else r"(?:^|(?<=, ))"
        parts = parts[1:]
    if parts[-1] in ("$", ",$"):
        end = r"$" if parts[-1] == "$" else r"(?=$| ,)"
        parts = parts[:-1]
    return start, _sequence(parts), end


def _sequence(parts: list[str]) -> str:
    """Words in a row. What may be missing takes the space beside it along."""
    built, leading = "", True
    for part in parts:
        if part.startswith("~"):
            word = rf"(?!,)\S+{_SPACE}" if leading else rf"{_SPACE}(?!,)\S+"
            built += rf"(?:{word}){{0,{part[1:]}}}?"
        elif part.endswith((")?", ")*")) and _spans(part[:-1]) and not part.startswith("(?"):
            inner = _part(part[:-1])
            built += (rf"(?:{inner}{_SPACE})" if leading else rf"(?:{_SPACE}{inner})") + part[-1]
        else:
            built += _part(part) if leading else _SPACE + _part(part)
            leading = False
    return built


def _part(part: str) -> str:
    """One word of a pattern, its brackets translated from the inside."""
    built, at = "", 0
    while at < len(part):
        if part[at] != "(":
            built += part[at]
            at += 1
            continue
        close = _closing(part, at)
        group = part[at : close + 1]
        looks = group.startswith(("(?=", "(?!"))
        built += group.replace("(", "(?:").replace("(?:?", "(?") if looks else f"(?:{_choices(group[1:-1])})"
        at = close + 1
    return built


def _choices(text: str) -> str:
    return "|".join(_sequence(_split(choice, " ")) for choice in _split(text, "|"))


def _closing(part: str, at: int) -> int:
    depth = 0
    for place in range(at, len(part)):
        depth += (part[place] == "(") - (part[place] == ")")
        if depth == 0:
            return place
    raise ValueError(f"a bracket is not closed: {part}")


def _spans(part: str) -> bool:
    """Whether the bracket that opens `part` is the one that closes it."""
    return part.startswith("(") and _closing(part, 0) == len(part) - 1


def _split(text: str, mark: str) -> list[str]:
    parts, depth, word = [], 0, ""
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == mark and depth == 0:
            parts.append(word)
            word = ""
        else:
            word += character
    return [*parts, word]
