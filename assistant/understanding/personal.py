"""What was said of life outside the business: which topics were put off or cut short, and which were come back to."""

import re
from dataclasses import replace

from assistant.events import Act
from assistant.state import Noted, PersonalTopic, Turn
from assistant.understanding.text import sentences
from assistant.understanding.topics import life_topic

_SURE = 0.6
_OTHER_DAY = re.compile(
    r"\b(?:another|next|some other) (?:time|day)\b|\bwhen (?:you're|you are|I'm|I am|we're) (?:here|there|over|round|back)\b", re.IGNORECASE
)
"""Put off to another day is not put off to the end of this call."""
_WORD = r"(?P<of>[\w-]+)"
_TOLD_OF = re.compile(rf"\babout (?:all )?(?:(?:the|that|this|your|my|his|her|our|their) )?{_WORD}", re.IGNORECASE)
_PUT_OFF = re.compile(rf"\b(?:the|that|those|this|your) {_WORD} (?:after|later|then|at the end|in a minute|can wait)\b", re.IGNORECASE)
_ASKED_AFTER = re.compile(rf"\bhow(?:['’]?s| is| are| was)? (?:the|your|that) {_WORD}", re.IGNORECASE)
_OWNED = re.compile(rf"\b(?:my|your|his|her|our|their) {_WORD}", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:from|to|in|at|up) (?P<of>(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w-]+)")
_PARTS = re.compile(r",|\b(?:but|so|and)\b")
_BREAKS_OFF = re.compile(r"(?<=[.!?,] )(?:but )?(?:listen|look|anyway|anyhow|first|let me first|reason)\b", re.IGNORECASE)
_BUSINESS_FIRST = re.compile(r"\b(?:first|let|let's|sort|sorted|business)\b", re.IGNORECASE)
"""The part of "I want to hear about Rome, but first the order" that is not what is put off."""
_NOTHING = frozenset(
    "it that this him her them you me us all what which how who one ones everything after later then own way time first things now a an "
    "half ten twenty five two three and or the dull before when if once until while since but though so".split()
)
_SHORT = 3
_IN_PASSING = 3
"""Words on it, up to which what the client told is passed over: "Ah, congratulations." """
Topics = tuple[PersonalTopic, ...]


def topic_words(act: Act) -> str | None:
    """What some words of life are about, in a word or two of the call, or None where they name nothing."""
    words = act.evidence.quote
    if act.about:
        return _as_said(act.about, words)
    if act.act == "park":
        words = ", ".join(part for part in _PARTS.split(words) if not _BUSINESS_FIRST.search(part))
        if put_off := _first(_TOLD_OF, words) or _first(_PUT_OFF, words):
            return put_off
    life = life_topic(" ".join(sentence.flat for sentence in sentences([words])))
    if life:
        return _as_said(life, words)
    return None if act.act == "park" else _first(_PLACE, words) or _first(_ASKED_AFTER, words) or _first(_OWNED, words)


def hear_life(topics: Topics, turn: Turn, act: Act, noted: Noted, *, late: bool) -> Topics:
    """The topics after some words of life. `late`: business has begun, so that they come back to what was put off before.

    The first remark on what was just put off is its tail.
    """
    topics = tuple(_come_back(topic) if late and _is_past(topic, turn) else topic for topic in topics)
    words = topic_words(act)
    if topics and topics[-1].turn >= turn.number - 1 and (words is None or words == topics[-1].text):
        return topics if topics[-1].parked else (*topics[:-1], replace(topics[-1], turn=turn.number))
    return (*topics, PersonalTopic(words or act.evidence.quote, noted.side, noted.turn, noted.at, noted.evidence))


def hear_parked(topics: Topics, turn: Turn, act: Act, noted: Noted) -> Topics:
    """The topics after one was put off for later in the call: the one talked of, or one that is named now."""
    if act.confidence < _SURE or _OTHER_DAY.search(act.evidence.quote):
        return topics
    words = topic_words(act) or (topics[-1].text if topics else act.evidence.quote)
    if topics and topics[-1].turn >= turn.number - 1:
        evidence = (*topics[-1].evidence, *noted.evidence)
        return (*topics[:-1], replace(topics[-1], text=words, turn=turn.number, evidence=evidence, parked=True, taken_up=False))
    return (*topics, PersonalTopic(words, noted.side, noted.turn, noted.at, noted.evidence, parked=True))


def cut_short(topics: Topics, turn: Turn) -> Topics:
    """The topics when business begins in `turn`: who breaks off cuts short what was being told.

    The client does who turns from it in the same breath ("Listen, I'm after a berth"), the rep with no more than a word on what was told.
    """
    if not topics or topics[-1].turn < turn.number - 1 or turn.does("park"):
        return topics
    if turn.side == "client":
        breaks_off = topics[-1].turn == turn.number and _BREAKS_OFF.search(turn.text)
        return (*topics[:-1], replace(topics[-1], parked=True)) if breaks_off else topics
    if sum(len(act.evidence.quote.split()) for act in turn.acts_of("small-talk")) <= _IN_PASSING:
        return (*topics[:-1], replace(topics[-1], parked=True, turn=turn.number))
    return topics


def hear_named(topics: Topics, turn: Turn) -> Topics:
    """The topics after a turn that names one again, whatever else it does: "Now then. The boat." """
    if not any(topic.parked and not topic.taken_up for topic in topics):
        return topics
    said = frozenset(re.findall(r"[\w'’-]+", turn.text.lower()))
    return tuple(_come_back(topic) if _is_past(topic, turn) and _key(topic) in said else topic for topic in topics)


def _come_back(topic: PersonalTopic) -> PersonalTopic:
    return replace(topic, taken_up=True) if topic.parked else topic


def _is_past(topic: PersonalTopic, turn: Turn) -> bool:
    """Whether the turn comes after the one that put the topic off, and is more than the other side's tail to it."""
    return turn.number > topic.turn + (0 if turn.side == "rep" else 1)


def _key(topic: PersonalTopic) -> str:
    words = topic.text.lower().split()
    return words[-1] if words and len(words) <= _SHORT else ""


def _as_said(word: str, text: str) -> str:
    """A plain word with the capitals it was said with."""
    found = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return found[0] if found else word


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    return next((match["of"] for match in pattern.finditer(text) if match["of"].lower() not in _NOTHING), None)
