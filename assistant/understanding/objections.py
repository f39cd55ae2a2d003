"""Whether an objection is one that the plan has an answer prepared for.

Both are reduced to what they are about: content words without their endings, everyday ways of saying the same thing being one idea
("too dear", "over our budget"). An objection fits when it shares more than half of what the prepared one is about.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.events import Answer, Plan
from assistant.understanding.text import sentences

_IDEAS: Mapping[str, str] = {
    "price": """price cost expensive dear dearer costly pricey budget money afford cheap cheaper steep high fee rate premium pay pound quid dollar
        buck euro fortune""",
    "supplier": "supplier provider vendor insurer broker contractor competitor incumbent switch sorted covered loyal elsewhere",
    "time": "busy hectic rushed swamped snowed",
    "thinking": "consider decide decision mull",
    "who decides": "boss manager director partner wife husband board owner trustee committee accountant approval",
    "contract": "contract agreement lease tied locked commit commitment term notice",
    "calling": "call ring phone rang",
    "buying": "buy order sell sale sold flog",
    "trouble": "trouble problem broke broken wrong fault faulty",
    "fuss": "complicated complex difficult hassle fiddly fuss bother disruption",
    "ourselves": "ourselves internal inhouse",
}
"""Everyday ways of saying the same thing, by idea."""
_PHRASES = (
    (re.compile(r"\b(?:too|how|so) much\b(?! of\b)"), "expensive"),
    (re.compile(r"\bmy dear\b"), ""),
    (re.compile(r"\b(?:not|never said it was|nothing to do with) (?:really |so much )?(?:about )?(?:the )?(?:price|cost|money)\b"), ""),
    (
        re.compile(
            r"\b(?:who|he|she|they|somebody|someone|others?|another|fellow|fella|guy|man|crowd|company|firm|outfit|lot|vendor|people)"
            r"(?: \S+){0,6}? (?:cheaper|less|lower|under)(?= than|$| ,| for)"
        ),
        "cheaper supplier",
    ),
    (re.compile(r"\b(?:less|lower|cheaper) than (?:you|yours|your)\b|\bunder (?:you|yours)\b"), "cheaper supplier"),
    (re.compile(r"\b(?:giving|give|offering|offers|quoting|quoted)(?: me| us)? (?:the )?same(?: thing| one)?(?: \S+)? for\b"), "cheaper supplier"),
    (re.compile(r"\b(?:all right|fine|happy|grand|sound|ok|okay|settled|good|content) where we are\b"), "happy supplier"),
    (re.compile(r"\b(?:are )?(?:having a laugh|joking|kidding|have to be joking)\b"), "expensive"),
    (re.compile(r"\b(?:have|has|got|use|using|with) (?:already )?(?:got )?(?:somebody|someone|a guy|a man|a firm)\b"), "supplier"),
    (re.compile(r"\b(?:no|any|enough|bad|right|good|wrong|best|have the|got the) time\b"), "busy"),
    (re.compile(r"\b(?:think|sleep) (?:it |that |this )?(?:about|over|through|on)\b"), "consider"),
    (re.compile(r"\bin house\b"), "inhouse"),
)
"""Words that are an idea only together: "I think it's dear" is nobody who wants to think."""
_EMPTY = frozenset(
    """a an the this that these those i you he she it we they me us him her them my your his its our their and or but so if of in on at to for
    from by with as than then there here is are was were be been being am do does did done have has had having will would can could should
    shall may might must not no nor too very really just only quite more most lot lots bit little what which who how when where why all any
    some one two get got go going gone up down out over about per set like say said know well yes oh ok look see thing things let make
    made honest honestly sure actually already time times think still now 's""".split()
)
"""Words that say nothing of what an objection is about."""
_WEAK = frozenset("happy content fine good right need want use work much".split())
"""Words that say it only where no other does: "happy as we are"."""
_ENDINGS = ("ing", "ies", "ied", "ers", "es", "ed", "er", "ly", "s", "e", "y")
_IDEA_WEIGHT, _WORD_WEIGHT = 3, 1
"""An idea tells more than a word that is nobody's synonym."""


_DENIES = re.compile(
    r"\b(?:is|are|was|were|'s) (?:not|never)(?: really)? (?:the|an?|my|our|that much of an?)? ?(?:issue|problem|trouble|worry|concern|question)\b"
    r"|\b(?:isn't|wasn't|aren't)(?: really)? (?:the|an?|my|our)? ?(?:issue|problem|trouble|worry|concern|question|price|money)\b"
    r"|\bnot really (?:the )?(?:price|cost|money)\b|\b(?:wouldn't|won't|can't) say no\b"
    r"|\bnot (?:(?:that|so|too|very|at all|really) )*(?:expensive|dear|steep|bad|high)\b",
    re.IGNORECASE,
)


def denies(words: str) -> bool:
    """Whether words say that something is no objection: "Budget is not the issue"."""
    return _DENIES.search(words.replace("’", "'")) is not None


def fitting_answer(plan: Plan, words: str) -> Answer | None:
    """The prepared answer whose objection is about the same as `words`; the first of the plan's where several are."""
    heard = frozenset[str]().union(*_about(words))
    best: Answer | None = None
    best_share = 0.5
    for answer in plan.answers:
        content, weak = _about(answer.objection)
        prepared = content or weak
        share = _weight(prepared & heard) / _weight(prepared) if prepared else 0.0
        if share > best_share:
            best, best_share = answer, share
    return best


@lru_cache(maxsize=256)
def _about(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """What some words are about: ideas (in capitals) and other content words without their endings; and the weak words apart."""
    flat = " , ".join(sentence.flat for sentence in sentences((words,)))
    for phrase, word in _PHRASES:
        flat = phrase.sub(word, flat)
    plain = [word for word in flat.split() if word not in _EMPTY and (word.isalpha() or word[0] in "£$€")]
    return frozenset(_idea(word) for word in plain if word not in _WEAK), frozenset(word for word in plain if word in _WEAK)


def _idea(word: str) -> str:
    if word[0] in "£$€":
        return "PRICE"
    stem = _stem(word)
    return _OF_STEM.get(stem, stem)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _weight(ideas: frozenset[str]) -> int:
    return sum(_IDEA_WEIGHT if idea.isupper() else _WORD_WEIGHT for idea in ideas)


def _entries() -> Iterator[tuple[str, str]]:
    for idea, words in _IDEAS.items():
        for word in words.split():
            yield _stem(word), idea.upper()


_OF_STEM: Mapping[str, str] = dict(_entries())
