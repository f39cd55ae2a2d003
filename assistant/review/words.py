"""Words heard and words put right, set side by side: their times, what was quoted of them, and the names that a correction teaches."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assistant.events import SpokenWord
from assistant.understanding.content import COMMON, content, is_number

_EDGE = re.compile(r"^\W+|\W+$|['’]s\W*$")
_END = re.compile(r"[.?!…]\W*$")
_FEWEST_LETTERS = 4
"""Of a word in small letters that is learnt: shorter ones are known to every recogniser."""


def timed(heard: Sequence[SpokenWord], text: str) -> tuple[SpokenWord, ...]:
    """The words of `text`, put in the place of those heard: each with the time of the words that it stands for, and sure where it is new.

    None where the words heard had no times.
    """
    if not heard:
        return ()
    new = text.split()
    words: list[SpokenWord] = []
    for same, old_at, old_end, at, end in _aligned([word.text for word in heard], new):
        if same:
            words += [word.model_copy(update={"text": new[at + place]}) for place, word in enumerate(heard[old_at:old_end])]
        else:
            start, stop = _span(heard, old_at, old_end)
            each = (stop - start) / max(1, end - at)
            words += [
                SpokenWord(text=word, start=round(start + each * place, 3), end=round(start + each * (place + 1), 3), p=1.0)
                for place, word in enumerate(new[at:end])
            ]
    return tuple(words)


def requoted(quote: str, was: str, text: str) -> str:
    """What a quote of `was` is in `text`, the same words put right; the quote itself where it was none, or still stands there."""
    at = was.find(quote)
    if at < 0 or quote in text:
        return quote
    old, new = was.split(), text.split()
    first = len(was[:at].split()) - (at > 0 and not was[at - 1].isspace())
    last = len(was[: at + len(quote)].split())
    kept = [
        place
        for same, old_at, old_end, new_at, new_end in _aligned(old, new)
        for place in (
            range(new_at + max(0, first - old_at), new_at + min(old_end, last) - old_at)
            if same
            else range(new_at, new_end if old_at < last and old_end > first else new_at)
        )
    ]
    return " ".join(new[kept[0] : kept[-1] + 1]) if kept else text


def learnt(was: str, text: str) -> tuple[str, ...]:
    """The names, and other words of weight, that `text` has in the place of others in `was`, in order, each once: what was misheard."""
    old, new = was.split(), text.split()
    found: list[str] = []
    for same, old_at, old_end, at, end in _aligned(old, new, exact=True):
        if not same:
            replaced = [_bare(word) for word in old[old_at:old_end]]
            found += _names(new, at, end, replaced)
            if old_end - old_at == end - at == 1 and _is_weighty(_bare(new[at]), replaced[0]):
                found.append(_bare(new[at]))
    return tuple(dict.fromkeys(found))


def _aligned(old: Sequence[str], new: Sequence[str], *, exact: bool = False) -> Iterator[tuple[bool, int, int, int, int]]:
    """Stretches of the one and the other text that stand for each other, and whether they are the same words (`exact`: written the same)."""

    def plain(word: str) -> str:
        return _EDGE.sub("", word) if exact else _EDGE.sub("", word).casefold()

    matcher = SequenceMatcher(None, [plain(word) for word in old], [plain(word) for word in new], autojunk=False)
    for tag, old_at, old_end, at, end in matcher.get_opcodes():
        yield tag == "equal", old_at, old_end, at, end


def _span(heard: Sequence[SpokenWord], at: int, end: int) -> tuple[float, float]:
    """The time of some words; where they are none, the gap before the next."""
    if at < end:
        return heard[at].start, heard[end - 1].end
    start = heard[at - 1].end if at else heard[0].start
    return start, max(start, heard[at].start) if at < len(heard) else start


def _names(new: Sequence[str], at: int, end: int, replaced: Sequence[str]) -> Iterator[str]:
    """Runs of words with a capital among those from `at` to `end`. At the beginning of a sentence any word has one: there, a new word must tell."""
    run: list[str] = []
    for place in range(at, end):
        word = _bare(new[place])
        first = place == 0 or _END.search(new[place - 1]) is not None
        if word[:1].isupper() and word.casefold() not in COMMON and (not first or _is_news(word, replaced)):
            run.append(word)
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _is_news(word: str, replaced: Sequence[str]) -> bool:
    """Whether a word at the beginning of a sentence is a name: it carries meaning, and is not what was heard, written with a capital."""
    return bool(replaced) and bool(content(word)) and not is_number(word.casefold()) and word.casefold() not in map(str.casefold, replaced)


def _is_weighty(word: str, before: str) -> bool:
    """Whether a word in small letters is worth learning: of some length and meaning, no number, and another word than was heard."""
    small = word.islower() and word.isalpha() and len(word) >= _FEWEST_LETTERS
    return small and bool(content(word)) and content(word) != content(before.lower()) and not is_number(word)


def _bare(word: str) -> str:
    return _EDGE.sub("", _EDGE.sub("", word))
