"""The needs and problems a client tells: which words tell them, at what length, and whether the rep gave them back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.events import Act, ActName, Evidence
from assistant.state import Need, Noted, Turn
from assistant.understanding.content import content
from assistant.understanding.text import quote, same_words, sentences

_SUBSTANCE = 2
"""Content words of a need that a turn of the rep's must share to repeat it: one ("fridge") may be chance."""
_ASKED_WITHIN = 3
"""Turns after the telling within which a question is about it: the rep's next, or the one after an "OK"."""
_ECHO = 6
"""Words of a sentence that gives something back by naming it."""
_VERY_SURE = 0.96
"""Confidence from which words give something back that share none with it."""
_WORDS = 3
"""Plain words of a sentence that says something: not "Yeah." or "No, no."."""

_ASKS: tuple[ActName, ...] = ("open-question", "closed-question", "question", "ask-experience", "ask-need")
_ELSEWHERE: tuple[ActName, ...] = ("contract", "offer-to-cancel", "press", "small-talk")
"""What the client's own words may serve without being given back."""
_NO_QUESTION: tuple[ActName, ...] = (*_ELSEWHERE, "courtesy", "introduction", "propose-next", "hold", "park")
"""What words with the form of a question may do instead of asking about the need."""
_NO_NEED: tuple[ActName, ...] = ("objection", "small-talk")

_TROUBLE = re.compile(
    r"n't\b|\b(?:not|no|never|nobody|nothing|without|too|only|but|except|problems?|trouble|faults?|wrong|late|lost|bad|worse|slow|broke\w*|fail\w*"
    r"|stop\w*|leak\w*|jam\w*|complain\w*)\b"
)
_NO_TROUBLE = re.compile(
    r"(?:n't|\b(?:not|no|never|nothing|without))(?: \w+){0,2}? "
    r"(?:problems?|trouble|faults?|wrong|complain\w*|issues?|breakdowns?|hitch|bother|peep)\b"
)
_ADMINISTRATIVE = re.compile(
    r"\b(?:account|customer|client|reference|policy|order|invoice|contract|membership|phone|mobile|contact|po) (?:number|code|name|ref|id)\b"
    r"|\b(?:gst|vat|tax) number\b|\baccount\b.*\bname\b|\bhead office\b"
    r"|\bcode\b|\binvoices?\b.*\b(?:go|land|come|get|sent|to)\b|\bwho (?:signs|sees to|deals with|handles|looks after|pays|does)\b"
    r"|\b(?:thirty|sixty|fourteen|30|60|14) days\b|\bpayment\b|\bterms\b|\bdirect debit\b|\bpaperwork\b|\bdeposit\b|\bby the way\b"
    r"|\b(?:what|which|whose|same|billing|postal|delivery|current) (?:name|address)\b|\b(?:which|what|your) bank\b"
    r"|\bon (?:the|our|my) (?:system|file|books)\b"
    r"|\bpostcode\b|\bzip\b|\bdate of birth\b|\be-?mail\b|\byour (?:full |first |last |sur)?name\b|\baccount holder\b|\bspell\b"
)


def tells_problem(words: str) -> bool:
    """Whether words about how it has been tell of trouble. Without a sign of it they are taken for praise."""
    return _TROUBLE.search(_NO_TROUBLE.sub("", words.lower().replace("’", "'"))) is not None


def told(turn: Turn) -> tuple[Act, ...]:
    """The acts of a client's turn that tell a need, or how it has been where that holds a problem. Objections and banter are no needs."""
    if turn.side != "client":
        return ()
    needs = tuple(act for act in turn.acts_of("need", "experience") if not also_does(turn, act, *_NO_NEED))
    return needs if any(act.act == "need" or tells_problem(act.evidence.quote) for act in needs) else ()


def also_does(turn: Turn, act: Act, *names: ActName) -> bool:
    """Whether the words of an act, or words they hold or are held by, do one of `names` too."""
    return any(same_words(act.evidence, other.evidence) for other in turn.acts_of(*names))


@dataclass(frozen=True, slots=True)
class Length:
    """How much was said: sentences that say something, plain words in them, seconds of speech."""

    sentences: int
    words: int
    seconds: float


def length(turn: Turn, acts: Sequence[Act] | None = None) -> Length:
    """How much the words of some acts of a turn are, None: all its words. Words that do two things count once."""
    spans: list[list[tuple[int, int]]] = []
    seconds = 0.0
    for utterance in turn.utterances:
        quotes = {utterance.text} if acts is None else {act.evidence.quote for act in acts if act.evidence.utterance == utterance.id}
        found = [(utterance.text.find(quote), len(quote)) for quote in quotes]
        spans.append(_merged((at, at + size) for at, size in found if at >= 0))
        said = sum(end - start for start, end in spans[-1])
        seconds += (utterance.end - utterance.start) * said / max(1, len(utterance.text))
    counts: list[int] = []
    for sentence in sentences(utterance.text for utterance in turn.utterances):
        words = [token for token in sentence.tokens if token.plain != ","]
        counts.append(sum(any(start <= word.start < end for start, end in spans[word.part]) for word in words))
    counts = [count for count in counts if count >= _WORDS]
    return Length(len(counts), sum(counts), seconds)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, each place in one of them only."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            before = found.pop()
            start, end = before[0], max(end, before[1])
        found.append((start, end))
    return found


def summarises(turn: Turn, words: str) -> bool:
    """Whether a rep's turn gives back the substance of the client's `words`: in words of its own, or by repeating theirs."""
    theirs = _content(words)
    reflects = any(act.confidence >= _VERY_SURE or theirs & _content(act.evidence.quote) for act in turn.acts_of("reflect"))
    return reflects or _repeats(turn, words) or any(map(theirs.intersection, _echoes(turn)))


def _echoes(turn: Turn) -> Iterable[frozenset[str]]:
    """What the short sentences of a turn are about that are no question: "A murmur, and quiet company." """
    for sentence in sentences(utterance.text for utterance in turn.utterances):
        if sentence.mark != "?" and len(sentence.flat.split()) <= _ECHO:
            yield _content(sentence.flat)


def asks_about(turn: Turn) -> bool:
    """Whether a rep's turn asks more, and not for an account number, another day or a decision."""
    return any(not also_does(turn, act, *_NO_QUESTION) and not _ADMINISTRATIVE.search(act.evidence.quote.lower()) for act in turn.acts_of(*_ASKS))


def administrative(turn: Turn) -> Evidence | None:
    """The first question of a turn for an account number, an address or the like, whatever it has been read as; None where there is none."""
    for sentence in sentences(utterance.text for utterance in turn.utterances):
        if sentence.mark == "?" and _ADMINISTRATIVE.search(sentence.flat):
            return quote(turn.utterances, sentence)
    return None


def with_need(needs: tuple[Need, ...], noted: Noted, words: str) -> tuple[Need, ...]:
    """The needs with one more, unless the same words told one already."""
    if any(need.evidence == noted.evidence for need in needs):
        return needs
    return (*needs, Need(words, noted.side, noted.turn, noted.at, noted.evidence))


def hear_rep(needs: tuple[Need, ...], turn: Turn) -> tuple[Need, ...]:
    """The needs after a rep's turn: those it repeats are given back; what it says in its own words, or asks, is about those told last."""
    if turn.side != "rep" or all(need.given_back for need in needs):
        return needs
    latest = needs[-1].turn
    last_too = turn.does("reflect") or (turn.number <= latest + _ASKED_WITHIN and asks_about(turn))

    def heard(need: Need) -> Need:
        given = need.given_back or (last_too and need.turn == latest) or _repeats(turn, need.text)
        return replace(need, given_back=True) if given and not need.given_back else need

    return tuple(map(heard, needs))


def _repeats(turn: Turn, words: str) -> bool:
    said = [act.evidence.quote for act in turn.acts if not also_does(turn, act, *_ELSEWHERE)]
    theirs = _content(words)
    return len({word for quote in said for word in theirs & _content(quote)}) >= _SUBSTANCE


@lru_cache(maxsize=1024)
def _content(words: str) -> frozenset[str]:
    return content(words)
