"""What a call is for: said, talked round, or asked after.

Every way of saying it is a *frame* ("I'm ringing to…", "the reason I'm calling is…", "I wanted to…", "it's about…") and a *filling*. The frame
alone says nothing: "I'm calling to fix a date" has a purpose and "I'm calling to check in" has none, so each filling is judged by itself.
"""

import re
from functools import lru_cache

from assistant.understanding.hit import Hit
from assistant.understanding.purpose_frames import (
    ABOUT_FRAME,
    CALLING,
    CONNECTIVE,
    DONE_FRAME,
    HAVE_FRAME,
    PROMISE_FRAME,
    PROPOSE_FRAME,
    REASON_FRAME,
    STATUS_FRAME,
    WANT_FRAME,
    WANTED,
)
from assistant.understanding.times import definite_times
from assistant.understanding.topics import business_score
from assistant.understanding.vague import BARE_VAGUE, COLD, EMPTY, EMPTY_TOPIC, NOT_SPECIFIC, VAGUE_FILLING
from assistant.understanding.words import G

_SPECIFIC = G.pattern(
    r"(about|on|regarding|re|over|with|concerning|from|to) (the|your|that|those|our|my|this|these|a|an|some|last|all) (\S+ ){0,3}?\S+",
)
_OWN = re.compile(r"\d|\b(?:news|letter|drawings|plans|date|dates|fitting|site|tests?|results|idea|tender)\b")
_NAMED = re.compile(
    r"(?:so |well |right |ok |yes |sorry |, )*(?:(?:it is|this is) (?:the|your|that|our|those) (?!same|usual|right|best|first|only|time)"
    r"|(?:just |only )?(?:two|three|a couple of|one|a few) (?:quick |little )?things?\b)"
)
"""The business named and nothing else: "it's the hire agreement", "two things: the invoice and the delivery"."""
_NEGATION = re.compile(r"(?:not|never|more than|rather than|instead of|without|hate|no) (?:\S+ ){0,4}$")
_LEADING = re.compile(r"^(?:[ ,]+|(?:just|only|really|simply|mainly|basically|to|that|is|was)(?= ))+")
_THAT_IS_WHY = re.compile(r"(?:that|this|it|which) is (?:partly |really |exactly |actually )?(?:why|the reason|what)\b")
_RINGING_FIRST = re.compile(
    "^(?:give you a (?:quick )?(?:call|ring|buzz|bell|shout)|ring|call|phone|get in touch|pick up the phone)(?: you)?(?: up)?(?: ,)? (?:and|to) "
)
_HEDGED = re.compile(r"(?:^|, )?(?:\S+ )?i want to say$|^want to say$")


@lru_cache(maxsize=2048)
def purpose_hits(flat: str) -> tuple[Hit, ...]:
    """Purposes, and words in a purpose's place that hold none, in a plain sentence of the rep's."""
    hits: list[Hit] = []
    for match in CALLING.finditer(flat):
        if (connective := CONNECTIVE.match(flat, match.end() + 1)) is None and flat[match.end() : match.end() + 3] == " , ":
            connective = CONNECTIVE.match(flat, match.end() + 3)
        if connective:
            hits += _judged(flat, match.start(), connective.end(), connective.group(), weak=False)
        else:
            hits += _bare_call(flat, match)
    for frame in (ABOUT_FRAME, REASON_FRAME):
        for match in frame.finditer(flat):
            hits += _judged(flat, match.start(), match.end(), "about", weak=False)
    for match in WANT_FRAME.finditer(flat):
        if not _HEDGED.search(flat[: match.end()] + flat[match.end() : match.end() + 4]):
            hits += _judged(flat, match.start(), match.end(), "to", weak=True)
    if (named := _NAMED.match(flat)) and business_score(flat):
        hits.append(Hit("purpose", named.start(), len(flat), 0.6))
    for match in BARE_VAGUE.finditer(flat):
        tells = business_score(flat) >= (1 if "thought of you" in match.group() else 2)
        if tells or _rescued(flat[match.start() :]):
            hits.append(Hit("purpose", match.start(), len(flat), 0.6))
        elif not _negated(flat, match.start()):
            hits.append(Hit("vague-purpose", *match.span(), 0.9))
    for frame, confidence in ((DONE_FRAME, 0.9), (HAVE_FRAME, 0.7), (PROMISE_FRAME, 0.8), (PROPOSE_FRAME, 0.6), (STATUS_FRAME, 0.6)):
        hits += [Hit("purpose", match.start(), len(flat), confidence) for match in frame.finditer(flat)]
    return tuple(sorted(dict.fromkeys(hits), key=lambda hit: (hit.start, hit.end, -hit.confidence)))


def _bare_call(flat: str, match: re.Match[str]) -> list[Hit]:
    """A frame of calling with nothing after it that gives a reason: "just giving you a quick call."""
    rest = flat[match.end() :]
    bare = re.match(r" ?,|$", rest) is not None
    said = match.group()
    if bare and re.search(r"\b(?:just|only|giving|gave|thought)\b", said) and not _negated(flat, match.start()):
        return [Hit("vague-purpose", *match.span(), 0.6)]
    return []


def _judged(flat: str, start: int, filling_at: int, connective: str, *, weak: bool) -> list[Hit]:
    """A purpose, a vague one, or neither, by what fills the frame that began at `start`. `weak` frames need a filling known to be business."""
    filling = _LEADING.sub("", flat[filling_at:])
    filling = _RINGING_FIRST.sub("", filling) if weak else filling
    at = len(flat) - len(filling)
    if EMPTY.match(filling):
        told_before = start > 8 and _THAT_IS_WHY.match(flat, start)
        return [Hit("purpose", 0, len(flat), 0.7)] if told_before else []
    if EMPTY_TOPIC.match(filling) or COLD.match(filling):
        return []
    vague = VAGUE_FILLING.match(filling)
    if vague and not _rescued(filling):
        return [] if _negated(flat, start) or _negated(flat, at) else [Hit("vague-purpose", start, at + vague.end(), 0.9)]
    if _negated(flat, start) and not weak:
        return []
    if connective in ("for", "that", "so", "and", "with", "on", "over", "as", "if", "after", "before") and not re.match(
        r"(?:the|a|an|your|our|some|two|three|that|those|these|this|my|any|all|\S+ing|we|i|you|good|bad|news|regard)\b", filling
    ):
        return []
    if weak and not vague and not flat[:filling_at].endswith("you to") and not WANTED.match(filling):
        return []
    return [Hit("purpose", start, len(flat), 0.7 if weak or vague else 0.95)]


def _rescued(filling: str) -> bool:
    """Whether a vague verb is followed by something of its own: "check in about the invoice", "touch base Tuesday at ten to sign"."""
    for specific in _SPECIFIC.finditer(filling):
        named = filling[specific.start() :].split(" ", 1)[-1]
        if not NOT_SPECIFIC.match(named) and (business_score(named) or _OWN.search(named)):
            return True
    if definite_times(filling) and re.search(r" to \S+", filling):
        return True
    return bool(
        re.search(
            "(?: and|,) (?:to |also |then )?(?:to |see if we|see whether we|ask you|book|arrange|fix|set|get|agree|confirm|sort|discuss|talk "
            "about|go over|go through|find out if|tell you|let you know|show you)",
            filling,
        )
    )


def _negated(flat: str, at: int) -> bool:
    return bool(_NEGATION.search(flat[:at])) or bool(re.match(r"(?:i|we) (?:am|are|was|were) not\b|(?:this|it) is not\b", flat[at:]))
