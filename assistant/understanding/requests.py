"""What a client has asked for, and which details of it are still unknown: what, how many, by when, where.

Only what such a request plausibly needs is missed. Whatever is to be done needs a time, goods in the plural or the mass a number, and with
that no time; "a couple of bits" need to be named, and what goes elsewhere needs an address; "the invoice again" needs nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.events import Act, ActName
from assistant.state import Noted, Request, Turn, Understanding
from assistant.understanding.steps import HOUR
from assistant.understanding.text import sentences
from assistant.understanding.times import definite_times
from assistant.understanding.values import find_values

_SURE = 0.6
_WANTS = re.compile(
    r"\b(?:I|we)(?:'m|'re|'ll|'d| am| are| will| would)?(?: (?:just|really|also|still|only|be|gonna|going to|do))*"
    r" (?:need(?:ing)?(?! to\b)|want(?:ing)?(?! to\b)|wants|after|looking for|could do with|short (?:of|on)|out of)\b",
    re.IGNORECASE,
)
"""A need told as a wish for something is a request of it."""
_PIECE = re.compile(r"(?<=[.?!])\s+")
_ASKED = r"(?:need|needing|want|wanted|after|send|bring|get|order|drop|deliver|ship|rush|do|run|put|have|take|supply|give)"
_GOODS = re.compile(
    rf"\b{_ASKED}(?: (?:me|us|you|off|out|down|over|in|for))*(?: [\w'’-]+){{0,3}}? "
    r"(?:some|more|plenty|lots|a few|a couple|a rake|a load|a bunch|(?!(?:this|his|its|yes|us|is|was|always|does)\b)[\w-]+[^s\W]s)\b",
    re.IGNORECASE,
)
"""Things asked for in the plural or the mass: how many is a fair question."""
_UNNAMED = re.compile(r"\b(?:bits|things|stuff|items|odds and ends|an order|some parts|few parts|couple of parts|to get some)\b", re.IGNORECASE)
_VISIT = re.compile(
    r"\b(?:send|get|need|want)(?: me| us)?(?: \w+)?"
    r" (?:man|someone|somebody|some body|engineer|technician|fitter|plumber|electrician|driver|lad|guy)\b"
    r"|\bcome (?:out|round|over|down|up|by|and)\b|\b(?:collection|pick-?up|call-?out)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:prices?|invoices?|cop(?:y|ies)|details|emails?|numbers?|list|brochures?|links?|catalogues?|statements?|reports?"
    r"|certificates?|photos?|pictures?|paperwork|letter|proof|drawings?|minutes?|seconds?|answers?|hours|question"
    r"|put (?:it|that|them|this) on)\b",
    re.IGNORECASE,
)
"""What is on file, or said: nothing about it is left to ask of somebody who must go."""
_TO_PRICE = re.compile(
    r"\b(?:price|quote)(?: up| out)? (?:me|us|it|that|this|for)\b"
    r"|\b(?:work|put|write|knock|draw|make)(?: [\w'’]+){0,4} (?:prices?|quote|quotation|estimate|proforma)\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"[,\s]+(?:because|cos|'cause|since|seeing as)\s", re.IGNORECASE)
"""What follows says why, and asks for nothing."""
_ELSEWHERE = re.compile(r"\bgoing (?:up|down|over|out|across|off|to)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:it|them|those|these|that|one)\b", re.IGNORECASE)
_YES: tuple[ActName, ...] = ("accept", "answer")
_ADDRESS = ("code", "phone", "email")
_NOT_THEN = re.compile(r"\bnot(?: till| until| before)?\s*$")
_COUNTED = re.compile(r"\b(?:dozen|a pair|a box|a case|a pallet|a roll|a bag|just the one|the usual)\b", re.IGNORECASE)
_SAME = re.compile(r"\bsame as (?:last|before|usual)", re.IGNORECASE)
"""A number only for who orders, or was asked for one: "which chairs?" "The same as before." """
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\bquantit", re.IGNORECASE)
Requests = tuple[Request, ...]


def is_wish(words: str) -> bool:
    """Whether the words of a need ask for something: "I need blocks", not "I need to talk to him"."""
    return _WANTS.search(words) is not None


def with_request(requests: Requests, turn: Turn, act: Act, noted: Noted) -> Requests:
    """The requests with a new one, and what its own sentence leaves unknown."""
    words = act.evidence.quote
    said = _sentence(turn, act)
    missing = _needed(said) if act.confidence >= _SURE else frozenset[str]()
    known = _told(said) | ({"quantity"} if _SAME.search(said) else frozenset())
    if _POINTS_BACK.search(words.partition(",")[0]):
        known |= _told(turn.text)
    return (*requests, Request(words, noted.side, noted.turn, noted.at, noted.evidence, missing=_left(missing, known)))


def hear_details(before: Understanding, now: Understanding, turn: Turn) -> Requests:
    """The requests after a whole turn: with the details the client gave in it, said yes to, or need not give because a step is agreed."""
    requests = now.requests
    if not any(request.missing for request in requests):
        return requests
    if now.next_step is not None and now.next_step != before.next_step:
        return tuple(replace(request, missing=frozenset()) for request in requests)
    if turn.side == "rep":
        promised = any(act.when for act in turn.acts_of("commitment", "propose-next", sure=HOUR))
        return _with(requests, frozenset({"when"})) if promised else requests
    if turn.does(*_YES):
        for asked in before.questions:
            requests = _with(requests, _told(asked.text)) if asked.side != turn.side else requests
    if _SAME.search(turn.text) and any(_HOW_MANY.search(asked.text) for asked in before.questions if asked.side != turn.side):
        requests = _with(requests, frozenset({"quantity"}))
    for act in turn.acts_of("detail"):
        requests = _with(requests, _told(act.evidence.quote) | {"what"})
    return _with_pieces(requests, turn)


def _with_pieces(requests: Requests, turn: Turn) -> Requests:
    """The requests after the sentences of a client's turn that ask for nothing themselves: each tells of what was asked for before it."""
    made = [request for request in requests if request.turn == turn.number]
    waiting = {request.evidence[0].quote for request in made}
    for utterance in turn.utterances:
        for piece in _PIECE.split(utterance.text):
            asking = {quote for quote in waiting if quote in piece or piece in quote}
            waiting -= asking
            if not asking and (known := _told(piece)):
                requests = tuple(
                    request if request.turn == turn.number and request.evidence[0].quote in waiting else _less(request, known) for request in requests
                )
    return requests


def _with(requests: Requests, known: frozenset[str]) -> Requests:
    return tuple(_less(request, known) for request in requests)


def _less(request: Request, known: frozenset[str]) -> Request:
    return replace(request, missing=_left(request.missing, known)) if request.missing else request


def _left(missing: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    """What is still unknown: of a thing that is named, its number is enough."""
    left = missing - known
    return left - {"when"} if "what" not in left and "quantity" in known else left


def _sentence(turn: Turn, act: Act) -> str:
    """The sentence or sentences that an act's words stand in."""
    quote = act.evidence.quote
    text = next((utterance.text for utterance in turn.utterances if utterance.id == act.evidence.utterance), quote)
    pieces: Sequence[str] = _PIECE.split(text)
    return " ".join(piece for piece in pieces if quote in piece or piece in quote) or quote


@lru_cache(maxsize=1024)
def _needed(words: str) -> frozenset[str]:
    """What a request in these words needs to be told, besides what it tells."""
    words = _BECAUSE.split(words)[0]
    needed: set[str] = {"contact"} if _ELSEWHERE.search(words) and (_VISIT.search(words) or "deliver" in words.lower()) else set()
    if _PAPER.search(words) and not _TO_PRICE.search(words):
        return frozenset()
    if _UNNAMED.search(words):
        return frozenset({*needed, "what", "quantity"})
    if _VISIT.search(words):
        return frozenset({*needed, "when"})
    return frozenset({*needed, "when", "quantity"} if _GOODS.search(words) else {*needed, "when"})


@lru_cache(maxsize=1024)
def _told(words: str) -> frozenset[str]:
    """Which details are given in some words."""
    told: set[str] = set()
    for sentence in sentences([words]):
        if any(not _NOT_THEN.search(sentence.flat[: time.start]) for time in definite_times(sentence.flat)):
            told.add("when")
    values = find_values(words)
    if any(value.what in _ADDRESS for value in values):
        told |= {"contact", "what"}
    counted = any(value.what == "number" and f"{value.quote}-" not in words for value in values)
    if counted or _COUNTED.search(words):
        told.add("quantity")
    return frozenset(told)
