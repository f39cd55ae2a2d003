"""Putting talk of life off for later: "hold that thought", "I want to hear all about it, but let me do my job first"."""

import re

from assistant.understanding.hit import Hit

_LATER = (
    r"(?:after(?:wards)?\b|later\b|at the end\b|in a (?:minute|moment|bit|second|sec|while)\b|first\b"
    r"|before (?:i|we|you) (?:go|hang|ring|put|finish)\b"
    r"|(?:another|some other|next) (?:time|day)\b|(?:once|when|until) (?:we|you|i|the|your)\b|then$)"
)
_STORY = r"(?:it|that|this|one|the (?:story|lot|rest|whole|full)|all|everything|every|more|how|who|what|which|about)"
_PUTS_OFF = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:hold|park|save|keep) (?:on to )?(?:me |us )?(?:that|this|it|the story)(?: thought| story| one| bit)?(?: (?:for|until|in)\b|$| ,)",
        r"\b(?:hold|park|save|keep) (?:me |us )?(?:the|that|your) \w+ (?:for the end|till the end|for after|for later|till after)\b",
        r"\bi (?:will|am going to|shall) (?:want|need|have) to (?:hear|know) (?:all )?about\b|\byou are telling me that (?:after|later)\b",
        r"\b(?:hold|park) that thought\b|\bput a pin in (?:it|that|the)\b",
        rf"\b(?:want|wants|love|like|need|got|have|going|dying) (?:to )?(?:hear|know)(?: \w+)?? {_STORY}\b.*?(?:\bbut\b|{_LATER})",
        rf"\b(?:want|need|will have|have) (?:it all|the (?:whole|full)|every|all of it)\b.*?(?:\bbut\b|{_LATER}|$)",
        rf"\b(?:tell|give) (?:me|us)\b.*?(?:\bbut\b|{_LATER})",
        rf"\bwe will (?:come|get|talk|do|have|hear|catch|sort)\b.*?{_LATER}|\bwe will (?:come|get) (?:back )?(?:on )?to (?:the|that|your|it)\b",
        r"\byou (?:are going to|will) have to (?:show|tell|send) (?:me|us)\b|\b(?:i will|i would better) keep (?:it|that|that one)(?: ,| for|$)",
        r"\b(?:that|it|\w+) (?:can wait|will keep|will have to wait)\b",
        r"\bi (?:will|shall|am going to) (?:tell|show) (?:you )?(?:all )?about (?:it|that|this|them)\b.*?(?:after(?:wards)?|at the end|later)\b",
    )
)


def parking_hits(flat: str) -> list[Hit]:
    """The words of a plain sentence that may put something off."""
    return [Hit("park", 0, len(flat), 0.8)] if any(pattern.search(flat) for pattern in _PUTS_OFF) else []
