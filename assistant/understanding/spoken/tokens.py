"""What was said as words, numbers and marks, each with its place in the text, for the grammars of spoken values to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

_TOKEN = re.compile(
    r"""(?P<half>[AaPp]\.\s?[Mm]\b\.?)                          # a.m.
    |[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?![0-9])(?:\.[0-9]+)?  # 18,400.50  1,20,000
    |[0-9]+(?:\.[0-9]+)?                                        # 9.90
    |[^\W\d_]+(?:['’][^\W\d_]+)*                                # don't, o'clock
    |\S""",
    re.VERBOSE,
)
_FUNCTION = frozenset(
    """
    a an the and or but if then so because cause as at by for from in into on onto off out to up down with without until till til since before
    after about around over under than that this these those i you he she it we they me him her us them my your his our their its is are was were be
    been being will would can could shall should may might must do does did done have has had not no yes yeah please too also again only just now
    today tomorrow tonight yesterday each per apiece every when while where which who whose what why how there here works work suits suit ok okay
    right sharp exactly latest earliest minimum maximum max maybe probably though although unless next last still already instead between through
    anyway actually really well oh um uh er mm inclusive onwards onward delivered installed plus minus less more extra cash fine good great perfect
    isn't wasn't doesn't don't won't can't let's monday tuesday wednesday thursday friday saturday sunday morning afternoon evening say make going
    """.split()
)
_CONTRACTED = ("'s", "'ll", "'d", "'re", "'ve", "'m", "n't")


What = Literal["number", "amount", "code", "date", "time", "email", "phone"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark: `text[start:end]` of what was said. `glued`: nothing stands between it and the one before.

    `low`: in small letters. `is_number`: whether it begins with a digit.
    """

    text: str
    low: str
    start: int
    end: int
    glued: bool
    is_word: bool = False
    is_number: bool = False


_NOTHING = Token("", "\0", -1, -1, False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number up to token `end`. `scale`: what its leading part counts (100 in "two hundred"), 1 for none; `said`: in words."""

    end: int
    value: Decimal
    scale: int = 1
    said: bool = True


class Tokens:
    """The tokens of one text. Any index may be asked for: beyond either end stands a token that is nothing."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._all = [*_read(text), _NOTHING]
        self.count = len(self._all) - 1
        self.numbers: dict[int, Number | None] = {}
        """What `number_at` has read already, by token."""

    def __getitem__(self, at: int) -> Token:
        return self._all[at] if -1 <= at < self.count else _NOTHING

    def low(self, at: int, count: int) -> tuple[str, ...]:
        """`count` tokens from `at` in small letters."""
        return tuple(self[index].low for index in range(at, at + count))

    def are(self, at: int, words: str) -> bool:
        """Whether the words stand at `at`."""
        return all(self[at + number].low == word for number, word in enumerate(words.split()))

    def quote(self, start: int, end: int) -> str:
        """What was said from token `start` up to `end`."""
        return self.text[self[start].start : self[end - 1].end]

    def before(self, at: int, count: int) -> Iterator[str]:
        """Up to `count` tokens before `at`, the nearest first, within the sentence, an "'s" taken off."""
        for index in range(at - 1, max(-1, at - 1 - count), -1):
            if self[index].low in (".", "?", "!"):
                return
            yield self[index].low.removesuffix("'s")

    def ends_phrase(self, at: int) -> bool:
        """Whether no noun follows: the text ends, or a mark or a small word stands at `at`."""
        token = self[at]
        if token.low == "-":
            return not token.glued or not self[at + 1].glued
        return not (token.is_word or token.is_number) or token.low in _FUNCTION or token.low.endswith(_CONTRACTED)


def _read(text: str) -> Iterator[Token]:
    last = -1
    for match in _TOKEN.finditer(text):
        said = match.group()
        low = said.lower().replace("’", "'").replace("–", "-") if match["half"] is None else f"{said[0].lower()}m"
        yield Token(said, low, match.start(), match.end(), match.start() == last, low[0].isalpha(), "0" <= low[0] <= "9")
        last = match.end()


@dataclass(frozen=True, slots=True)
class Found:
    """What a grammar read from a token up to `end`. Without a `value`, words that look like one and are none: nobody else may read them."""

    end: int
    what: What | None = None
    value: str | None = None
