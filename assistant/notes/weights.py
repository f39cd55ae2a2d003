"""How much a sentence matters under each head of the notes: 0 where it has no place there."""

import re
from collections.abc import Callable, Collection, Sequence

from assistant.notes.answers import was_asked_openly
from assistant.notes.phrases import CHAFF, KIND_DEED, NOT_ABOUT, NOT_PROMISED, PROMISE, PUT_OFF, SUGGESTION, TROUBLE, WISH
from assistant.notes.sentences import Said
from assistant.understanding.content import is_number
from assistant.understanding.values import find_values

Weigh = Callable[[Said], float]

_TOLD = (("need", 1.5), ("objection", 1.4), ("request", 1.4), ("ask-experience", 1.2))
_STATED = 1.5
"""What the rep called for."""
_ASKED_OPENLY = 1.25
"""What a client tells when asked an open question."""
_PUT_OFF = 2.2
"""A decision that waits for somebody."""
_IN_EARNEST = 1.2
"""Words of trouble or of a wish."""
_GIVEN_BACK, _OF_REP, _PATTER = 0.8, 0.35, 0.2
"""The rep's words: giving back what was heard or answering; others; in a long turn."""
_ABOUT_TIME = 3
"""Content words besides the time below which a sentence that names one is about nothing else."""
_MONOLOGUE = 18
"""Content words in a turn of the rep's from which it is patter."""
_RECENT = 24
"""Sentences back to which giving back what was told may reach."""

_SPELLED_DIGIT = "(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|dash|dot|star|hash|[b-hj-z])"
_SPELLED = re.compile(rf"\b(?:{_SPELLED_DIGIT} ){{3,}}{_SPELLED_DIGIT}\b|\b(?:dash|slash|dot com)\b")
_LETTERED = re.compile(
    r"\b(?!I\b|A\b|OK\b|AM\b|PM\b)[A-Z]{1,4}[ -]"
    r"(?:\d|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)"
)
_YOU = re.compile(r"\byour?\b")
_MOST_OF_OTHERS = 6
"""Content words up to which what others will do is a promise, not a story."""
_NAMED = re.compile(r"\bmy (?:\S+ )?name is\b")
_VALUABLE = frozenset({"code", "email", "phone"})


def offer(said: Said) -> float:
    """The rep's offers, prices and suggestions. What is only promised is a commitment."""
    priced = "price" in said.acts
    if said.side == "client" or said.personal or "press" in said.acts or NOT_ABOUT.search(said.flat):
        return 0.0
    if priced or "offer" in said.acts:
        return 1.3 if priced or not PROMISE.search(said.flat) else 0.0
    return 1.0 if SUGGESTION.search(said.flat) and not PROMISE.search(said.flat) and "purpose" not in said.acts else 0.0


def matter(said: Sequence[Said], stated: int) -> Weigh:
    """What the call was about: its purpose, given in turn `stated`, what the client tells, needs, asks for and objects to, and news of the rep's."""

    def weigh(sentence: Said) -> float:
        put_off = sentence.side != "rep" and PUT_OFF.search(sentence.flat) and not sentence.asks
        if put_off and sentence.content:
            return _PUT_OFF
        about = sentence.acts & {"need", "request", "objection"}
        exact = not about and sum(not is_number(word) for word in sentence.content) < 2
        promised = not about and promise(())(sentence) > 0
        timed = "propose-next" in sentence.acts and sum(not is_number(word) for word in sentence.content) < _ABOUT_TIME
        if (
            sentence.personal
            or exact
            or promised
            or timed
            or offer(sentence)
            or (sentence.asks and not about)
            or sentence.acts & {"goodbye", "must-go", "hold"}
        ):
            return 0.0
        earnest = _IN_EARNEST if TROUBLE.search(sentence.flat) or WISH.search(sentence.flat) else 1.0
        if sentence.side == "rep":
            return _STATED if sentence.turn == stated and "purpose" in sentence.acts else earnest * _of_rep(said, sentence)
        told = _ASKED_OPENLY if was_asked_openly(said, sentence) else 1.0
        return earnest * max(told, next((weight for act, weight in _TOLD if act in sentence.acts), 1.0))

    return weigh


def _of_rep(said: Sequence[Said], sentence: Said) -> float:
    """How much a statement of the rep's matters: giving back what the client told, or answering the client, more than going on."""
    before = [other for other in said[max(0, sentence.number - _RECENT) : sentence.number] if other.side != sentence.side]
    told = frozenset[str]().union(*(other.content for other in before))
    answers = bool(before) and before[-1].asks and sentence.turn == before[-1].turn + 1
    if answers or len(sentence.content & told) >= 0.5 * len(sentence.content):
        return _GIVEN_BACK
    here = said[max(0, sentence.number - _RECENT) : sentence.number + _RECENT]
    return _PATTER if sum(len(other.content) for other in here if other.turn == sentence.turn) > _MONOLOGUE else _OF_REP


def promise(agreed: Collection[int]) -> Weigh:
    """What a side says it will do, above all the sentences `agreed` on; of others, only the rep's people are the rep's to promise."""

    def weigh(sentence: Said) -> float:
        found = PROMISE.search(sentence.flat)
        banter = sentence.personal and not KIND_DEED.search(sentence.flat)
        idle = sentence.acts & {"goodbye", "hold", "must-go"} or CHAFF.search(sentence.flat)
        if idle or sentence.asks or banter or NOT_PROMISED.search(sentence.flat):
            return 0.0
        if sentence.number in agreed and sentence.side == "rep":
            return 1.3
        if not found or found.group().startswith(("i ", "we ", "let ")):
            return float(bool(found))
        theirs = " if " not in sentence.flat and (_YOU.search(sentence.flat) or len(sentence.content) <= _MOST_OF_OTHERS)
        return float(bool(theirs) and sentence.side == "rep")

    return weigh


def fact(said: Sequence[Said]) -> Weigh:
    """Statements with numbers, amounts, days, names: the client's before the rep's."""

    def weigh(sentence: Said) -> float:
        if sentence.asks or sentence.personal or sentence.acts & {"goodbye", "must-go", "hold"}:
            return 0.0
        count = sum(is_number(word) for word in sentence.content)
        weight = min(1.5, 0.6 + 0.3 * count) if count else 0.7 if sentence.names else 0.0
        if sentence.side != "rep":
            return weight
        share = _of_rep(said, sentence)
        return weight * (share if share == _PATTER and count < 2 else min(1.0, share + 0.2))

    return weigh


def is_exact(said: Said) -> bool:
    """Whether a statement gives a code, an address, a number spelled out: what must be kept whatever else is."""
    spelled = (
        _SPELLED.search(said.flat)
        or _NAMED.search(said.flat)
        or _LETTERED.search(said.quote)
        or any(value.what in _VALUABLE for value in find_values(said.quote))
    )
    return bool(spelled) and not said.asks and not said.personal
