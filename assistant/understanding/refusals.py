"""Times at which a side cannot, and agreements taken back."""

import re

from assistant.understanding.hit import Hit
from assistant.understanding.times import When, find_times
from assistant.understanding.words import G

BUSY = "busy"
"""What a time is about at which a side cannot."""
TAKES_BACK = "takes back"
"""What words are about that open again what was agreed."""
_TAKES_BACK = G.pattern(
    "^, (no|oh|so|right|actually|wait|sorry|look|yes|and|but|then)* (scrap|forget|cancel|undo|bin|strike) that",
    "(i|we) (have not|have never|never|did not) (say|said|agree|agreed|sign|signed) ~1 (yes|to it|to that|to anything|i would|we would|so|anything)",
    "not (said|agreed|say) (yes|i would|to it)",
    "(i am|am|we are|are|is|i|we) not (saying (yes|i will|we will)|promising|committing|want to be tied)",
    "(i|we) do not (want to be tied|want to promise)|can not promise|no promises",
    "let me (first|just)? (confirm|check|ask|talk|speak|run|clear|square) ~6 "
    "(first|before|and i will|and get back|and let you|and give you|and call)",
    "(has|have|needs|need) to (approve|sign (it|this|that)? off|agree to it|ok it|clear it)",
    "do not (come|send|book|bring|start|set off|drive) ~4 yet",
)
"""What opens again what was agreed: "scrap that", "let me check with him first"."""
_LEAD = re.compile(r"\b(?:oh|ah|no|yes|well|but|so|that|on|the|see|and|because|only|mind|sorry|look|though|today)\b|'s")
"""What may stand before a time at the head of its clause."""
_ELSEWHERE = re.compile(
    r"(?: ,)? (?:that )?(?:i|we|he|she|they|you|(?:my|our|the|her|his) \S+) "
    r"(?:(?:am|are|is) (?!free|about|around|back|here|available|open|ok|fine)|have|has|got|had|go to|knock|shut|close|play"
    r"|(?:will|would) be(?= (?:in|at|away|out|off|on|up|over)\b))\b(?P<rest>[^,]*)"
)
"""After a time: where somebody is then, or what they have on: "Thursday I'm at the mart"."""
_FREE = re.compile(
    r"\b(?:free|back|around|about|here|home|available|open|clear|able|good|happy|fine|space|gap|slot|nothing|time|your|you|near|passing|nearby)\b"
    r"|\bthere\b|\bin(?: (?:all|from|until|by|at|after|before|anyway)\b|$)|\bin the (?:office|shop|yard|area|morning|afternoon)"
)
"""In the rest of such a clause: that they can after all ("Friday I'm free", "Tuesday I'm in all day")."""
_TAKEN = re.compile(
    r" (?:'s|is|will be|would be) (?:(?:just|really|a bit|a little|too|always|usually|pretty|very|going to be|gonna be) )*"
    r"(?:(?:my|our|the|your|a|an|his|her|their) (?!best|better|good|great|fine|one|earliest|easiest|quiet|quieter|quietest|free|soonest|only|easier"
    r"|date|day|latest|deadline|possibility|plan|idea|mon|tues|wednes|thurs|fri|satur|sun)"
    r"|(?:not(?! (?:a |any )?(?:bad|problem|trouble|bother))|out|bad|tricky|awkward|difficult|hard|impossible|tight|full|busy|bedlam|mad|manic|hectic"
    r"|packed|booked|gone|off|shut|closed|useless|murder|hell|taken|stocktake|payday|audit|market|golf|church)\b)"
    r"| (?:has )?got (?!time|space|nothing|room|a gap|a slot)"
)
"""After a time: what it is taken by, or how bad it is: "Monday's the bank holiday"."""
_NO_GOOD = re.compile(r"(?: ,)? no(?= ,|$)| (?:(?:will|would|does|do|can|could) not|never)\b(?! (?:be (?:a )?(?:problem|bother|trouble)|mind|hurt))")
"""After a time: that it will not do: "Tuesday, no", "Friday won't work"."""
_NEVER = re.compile(
    r"(?:\bforget(?: about)?|\b(?:not|never)(?: (?:in|on|the|do|make|manage|say|this|that))?|\bnot (?:do|make|manage|say) (?:the|on)) $"
)
"""Before a time: that it will not do: "not Monday", "I'm never in Thursdays"."""


def refusals(flat: str, mark: str) -> list[Hit]:
    """The times of a plain sentence at which its speaker cannot, and words that take an agreement back."""
    hits = [Hit("decline", time.start, time.end, 0.7, about=BUSY, when=(time.start, time.end)) for time in _busy(flat, mark)]
    return hits + [Hit("decline", *found.span(), 0.8, about=TAKES_BACK) for found in _TAKES_BACK.finditer(flat)]


def _busy(flat: str, mark: str) -> list[When]:
    """The times at which a side cannot: "Thursday I'm at the mart", "Monday's the bank holiday", "not Friday"."""
    found: list[When] = []
    for time in find_times(flat) if mark != "?" else ():
        before, after = flat[: time.start], flat[time.end :]
        leads = not _LEAD.sub("", before.rsplit(",", 1)[-1]).split()
        elsewhere = leads and (there := _ELSEWHERE.match(after)) and not _FREE.search(there["rest"])
        taken = leads and _TAKEN.match(after)
        if time.definite and (elsewhere or taken or _NO_GOOD.match(after) or _NEVER.search(before)):
            found.append(time)
    return found
