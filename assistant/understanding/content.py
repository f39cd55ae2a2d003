"""How much words tell: which of them carry meaning, what each is worth, and whether two lines say the same."""

import re
from collections.abc import Iterable
from functools import lru_cache

_LIGHT = frozenset(
    """
    a an the and or of to in on at for with by from into about over up out off down as than then so just but if because that this these those
    there here it its is are am was were be been being i you we he she they me him us them my your our his her their mine yours myself yourself
    do does did done have has had having will would shall should can could may might must not no yes what which who how when where why say says
    said tell told get gets getting got go goes going gone went come comes came know knows think thought mean see look looks like want wanted
    let make thing things lot bit way one ones some any all both each other also too very really quite only still even now ok oh well right good
    great lovely perfect fine sure sorry please thanks thank mate love sir madam hello hi hey bye cheers yeah 's 't 're 've 'll 'd 'm him himself
    herself themselves honestly actually anyway maybe perhaps never ever back much many more most put take took give given gave us dear hon man
    much ha huh everybody anybody somebody somewhere something anything nothing nobody whatever whenever kind sort till until rather through
    behind around again else same such why own call calling called ring ringing rang speak spoke talk being ah ooh aye ja ag och
    """.split()
)
_NUMBERS = frozenset(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty
    forty fifty sixty seventy eighty ninety hundred thousand million dozen half quarter percent pounds pound dollars dollar euros euro quid
    bucks pence cents second third fourth fifth sixth seventh eighth ninth tenth twelfth twentieth thirtieth monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november december noon midday tomorrow today tonight
    """.split()
)
"""Words for numbers, money, days: the most exact words of a call."""

COMMON = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november"
    " december christmas easter i i'm i'll i've i'd".split()
)
"""Written with a capital, and known to every recogniser."""

_ENDING = re.compile(r"(?:ing|ed|es|s|ly)$")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_NAME = re.compile(r"(?<![.?!] )(?<!^)(?<![\w'’])[A-Z][\w'’]+")


def content(flat: str) -> frozenset[str]:
    """The words of plain text that carry meaning, their common endings off."""
    return frozenset(_stem(word) for word in _WORD.findall(flat.lower()) if word not in _LIGHT and not word.endswith(("'s", "'t")))


def names(words: str) -> frozenset[str]:
    """The words of a sentence written as names, in the form `content` gives them."""
    return frozenset(stem for name in _NAME.findall(words) for stem in content(name.removesuffix("'s")))


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 4 else word


@lru_cache(maxsize=8192)
def is_number(word: str) -> bool:
    """Whether a word is, or stands for, a number, an amount, a day."""
    return any(char.isdigit() for char in word) or word in _NUMBER_STEMS


_NUMBER_STEMS = frozenset(_stem(word) for word in _NUMBERS)


def worth(words: Iterable[str], weighty: frozenset[str] = frozenset()) -> float:
    """What content words are worth together: numbers and `weighty` words (names, words of the plan) half as much again as others."""
    return sum(1.5 if is_number(word) or word in weighty else 1.0 for word in words)


def same_substance(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of content words say the same: most of the fewer are among the more, and no number of theirs is missing there."""
    fewer, more = sorted((one, other), key=len)
    missing = fewer - more
    return not fewer or (len(missing) <= 0.3 * len(fewer) and not any(is_number(word) for word in missing))
