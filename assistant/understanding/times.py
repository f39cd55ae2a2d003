"""Times as people say them: where one is named, whether it can be put in a diary, and the date it means.

*Definite* is a day, a date, a time of day, or a span to be counted from now ("in half an hour"). "Next week", "soon" and "when you are
back" are *vague*. Written out here as a grammar: the libraries for this either take longer to import than a call takes to start, or
read written dates ("14 June 2026") and miss spoken ones ("half ten", "Saturday week", "first thing"), and none says "vague".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.understanding.grammar import Grammar

_HOUR = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1|2|3|4|5|6|7|8|9|10|11|12"
_ORDINAL = (
    "fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    "|nineteenth|twentieth|twenty first|twenty second|twenty third|twenty fourth|twenty fifth|twenty sixth|twenty seventh|twenty eighth"
    "|twenty ninth|thirtieth|thirty first|1st|2nd|3rd|[4-9]th|1[0-9]th|2[0-9]th|21st|22nd|23rd|30th|31st"
)
GRAMMAR = Grammar(
    {
        "weekday": "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|tue|weds|thurs|thu|fri"
        "|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays",
        "month": "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|"
        "oct|nov|dec",
        "hour": _HOUR,
        "military": "seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen",
        "minute": "five|ten|fifteen|twenty|twenty five|thirty|thirty five|forty|forty five|fifty|fifty five|oh five|05|10|15|20|25|30|35|40|45|50|55",
        "odd": r"five|ten|quarter|a quarter|twenty|twenty five|5|10|20|25",
        "ordinal": _ORDINAL,
        "small": "first|second|third",
        "day_number": r"[1-9]|[12][0-9]|3[01]",
        "count": "a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|twenty four|thirty|forty|forty eight|"
        "seventy two|forty five|sixty|ninety|half an|half a"
        r"|an hour and a half|a couple of|couple of|\d+",
        "unit": "minute|minutes|mins|hour|hours|hrs|day|days|week|weeks|fortnight|working days|business days|months|month",
        "part": "morning|afternoon|evening|night|lunchtime|lunch",
        "meridiem": "a.m|p.m",
        "at": "at|by|before|after|around|about|till|until|from|say|for|on|round|past|approximately|latest|no later than",
        "clock": r"(\d{1,2}:\d\d)( {meridiem})?|\d{1,2}\.\d\d {meridiem}|(half past|half|quarter past|quarter to|quarter of|quarter after|"
        "{odd} (minutes )?(past|to|"
        "before|after)) {hour}( {meridiem})?"
        "|{hour} oclock( {meridiem}|)|{hour} {meridiem}|{hour} ({minute}) {meridiem}|{hour} (thirty|fifteen|forty five)|noon|midday|"
        "midnight|twelve noon",
        "afterwards": "and|or|on|tomorrow|today|tonight|this|{weekday}|if|then|in|with|so|please|is|would|will|at|to|just|sharp|ish|ok|works|work|"
        "that"
        r"|latest|for|i|we|you|he|she|they|it|yes|no|all|when|because|but|'s|suits|are|can|do|does|right|fine|not",
        "close": "close of business|close of play|cob|eod|the end of the day|end of the day|end of day|end of today|the end of today|end of "
        "play|the close"
        "|the end of business|the end of the afternoon|the end of the morning|first thing|last thing|lunchtime|lunch time|teatime|"
        "tea time|dinner time|dinnertime|knocking off time",
    }
)
_DAY = GRAMMAR.pattern(
    "({weekday}|today|tomorrow|tonight) ({part})? (at|about|around|at about|at around|by|by about|from|after"
    "|before)? {hour}(?! (to|past|before|after) {hour})(?= {afterwards}| ,|$)",
    "(today|tomorrow|tonight|tomorrow night|the day after tomorrow|day after tomorrow|overmorrow)( {part})?",
    "this (very)? (morning|afternoon|evening|lunchtime|minute|instant)",
    "{weekday} ({ordinal}) (of)? ({month})?",
    "({weekday}) (and|or|to) ({weekday})",
    "{hour} on (the)? ({weekday}|{ordinal})",
    "(the)? (morra|morrow|morn)(?= {afterwards}| ,|$)",
    "^, (on)? ({ordinal}) (then|so|it is)? ,$",
    "{weekday} ({part})? (of|in)? (next week|the week after next|the week after|the following week)",
    "(next week|the week after next|the week after|the following week) (on)? (the)? {weekday} ({part})?",
    "(on|by|this|next|until|till|before|come) (mon|wed|sat|sun)(?= {afterwards}| ,|$)",
    "(a|one|two) (week|weeks|fortnight) (on|from|come|this) {weekday}",
    "(next|this|this coming|coming|every|each|the following|following|on|by|before|until|come|a)? {weekday} ({part}|week|fortnight|"
    "next|first thing|lunchtime|gone)?",
    "({weekday})? the ({ordinal}) (of)? ({month})?",
    "({weekday})? ({month}) (the)? ({ordinal}|{small}|{day_number})",
    "({weekday})? (the)? ({ordinal}|{small}|{day_number}) of {month}",
    "({ordinal}|{day_number}) {month}",
    "{weekday} the ({small})",
    "(on|by|before|until|for|from) the {small}(?= {afterwards}| ,|$)",
    "(a week|two weeks|a fortnight|one week) (today|tomorrow)",
    "(today|tomorrow) week",
    "(a|one|two) (week|weeks|fortnight) from (today|tomorrow|now)",
    "(the|this)? end of (the|this) (week|month)",
    "(at|over|by|on|before)? (the|this|this coming) weekend",
    r"\d{1,2}/\d{1,2}(/\d{2,4})?",
    "(at)? (the)? same time (next week|tomorrow|again|{weekday})",
    "^, (at)? (the)? same time ,$",
    "this time (next week|tomorrow)",
)
_CLOCK = GRAMMAR.pattern(
    "({at})? ({clock})",
    r"(at|by|before|after|around|till|until|from|about) \d{1,2}\.\d\d(?! (a|per|each|pounds|dollars|euros|the))",
    "({at})? (just)? (gone)? (four|five|six|seven|eight|nine|ten|eleven|twelve|one|two|three|1|2|3|4|5|6|7|8|9|10|11|12) in the "
    "(morning|afternoon|evening)",
    "(at|by|before|after|around|till|until|from|say|about|past|round|no later than|at about|at around|by about) {hour} {minute} (?= "
    "{afterwards}| ,|$)".replace(" (?=", "(?="),
    "(at|by|before|after|around|till|until|from|say|at about|at around|by about) {hour}(?= {afterwards}| ,|$)",
    "^, (yes|no|ok|so|then|and|or|make it|say|well)* {hour}(?= (works|work|is (fine|good|great|perfect|ok|ideal|better|best|grand|"
    "lovely)|'s (fine|good|great|perfect|ok|better)|suits|it is|sharp|then|would|on the dot))",
    "between {hour} and {hour}(?= {afterwards}| ,|$)",
    "(at|by|before|after|around|till|until|from) {military} hundred(?= {afterwards}| ,|$)",
    "(at)? {military} hundred hours",
    "(at|by|before|after|around|until|for)? {close}",
    "(in the|at|by|before|after|around) (morning|lunchtime|lunch|night)",
    "(at|by|before) close(?= ,|$| today| tomorrow)",
    "mid (morning|afternoon) ~1",
)
_SPAN = GRAMMAR.pattern(
    "(in|within|inside) (about|around|just|under|less than|the next|another|like|say)? (the)? (half an hour|half hour|an hour and a "
    "half|hour or so|{count} {unit})( 's)? (time|from now)?",
    "(within|inside|in) (the|this) (hour|day|week)",
    "this day week",
    "({count}) {unit} from (now|today|tomorrow)",
    "({count}) {unit} ('s)? time",
    "(half an hour|an hour|(five|ten|fifteen|twenty|thirty|\\d+) minutes|two ticks) tops",
    "the next (half hour|hour|{count} (minutes|hours|days))",
    "(right|straight|right) (now|away)",
    "(straight away|straightaway|immediately|this minute|this instant|right this minute|just now now|as soon as i (hang up|put the "
    "phone down|get off the phone))",
)
_VAGUE = GRAMMAR.pattern(
    "(some time|sometime|some point|at some point|some stage|at some stage|some day|someday|one of these days|one day) ((early|"
    "later)? (next|this|in|during|after|over) ~2)?",
    "(early|mid|late|later|towards the end of|middle of|beginning of|start of|end of|maybe|probably)? (next|this|the following|the "
    "coming) (week|month|year|quarter|season|time|spring|summer|autumn|fall|winter)",
    "(soon|shortly|later|later on|in due course|in a (bit|while|minute|moment|sec|second|few days|week or (so|two)|month or (so|"
    "two))|in the (future|meantime|new year|spring|summer|autumn|fall|week|coming weeks))",
    "(in|within) (a few|a couple of|several|some|two or three|the next few|the next couple of|the coming) (days|weeks|months)",
    "(when|whenever|once|as soon as|next time|after|if) (i|you|we|he|she|they|things|it|the) ~6",
    "(down the (line|road|track)|eventually|another (time|day)|whenever|asap|as soon as possible|when possible|the other side of|in "
    "your own time|after the holidays)",
    "in (january|february|march|april|may|june|july|august|september|october|november|december)",
)
_WEEKDAY = GRAMMAR.pattern("{weekday}")
_LAST = re.compile(r"(?:(?:last|since|past|previous|that|back on|late) (?:the )?|\b(?:my|his|her|our|their) )$")
_JOINT = re.compile(
    "(?: ,)? (?:(?:at|by|about|around|on|or|and|in|from|between|before|after|to|say|for|the|sharp|latest|just|till|until) ?(?:about |around |the )?)?"
)
_NOT_A_DATE = re.compile(
    " (?:floor|street|avenue|road|time|times|one|ones|century|birthday|grade|year|gear|team|place|party|parties|time|of all|attempt|"
    r"visit)\b"
)

_EACH = re.compile(r"(?:in|within) (?:a|one) (?:day|week|month)")
_HOW_OFTEN = re.compile(r"\b(?:how (?:many|much|often)|once|twice|times)\b[^,]*$")
"""Before a span that counts how often, and is no time: "how many washes in a week"."""


@dataclass(frozen=True, slots=True)
class When:
    """A time named in plain text: `flat[start:end]`, and whether it can be put in a diary."""

    start: int
    end: int
    definite: bool


@lru_cache(maxsize=2048)
def find_times(flat: str) -> tuple[When, ...]:
    """The times named in plain text, in order, a day and an hour that belong together as one. Times gone by are left out."""
    definite = _joined(flat, _spans(flat))
    vague = [When(*match.span(), definite=False) for match in _VAGUE.finditer(flat)]
    kept = [time for time in vague if not any(time.start < other.end and other.start < time.end for other in definite)]
    return tuple(sorted([*definite, *kept], key=lambda time: time.start))


def definite_times(flat: str) -> tuple[When, ...]:
    """Those of `find_times` that can be put in a diary."""
    return tuple(time for time in find_times(flat) if time.definite)


def separate_times(flat: str) -> tuple[When, ...]:
    """The same, a day and an hour that belong together each by itself."""
    return tuple(_spans(flat))


def _spans(flat: str) -> list[When]:
    found: list[When] = []
    for pattern in (_SPAN, _DAY, _CLOCK):
        for match in pattern.finditer(flat):
            start, end = match.span()
            if (
                _LAST.search(flat[:start])
                or _NOT_A_DATE.match(flat, end)
                or (_EACH.fullmatch(flat, start, end) and _HOW_OFTEN.search(flat, 0, start))
                or flat.startswith((" ago", " or so", " or two", " or three", " or four"), end)
            ):
                continue
            if any(start < other.end and other.start < end for other in found):
                continue
            found.append(When(start, end, definite=True))
    return sorted(found, key=lambda time: time.start)


def _two_days(flat: str, one: When, other: When) -> bool:
    """Whether two days are named, one after the other: "not Monday, the Tuesday"."""
    return "," in flat[one.end : other.start] and all(_WEEKDAY.search(flat, time.start, time.end) for time in (one, other))


def _joined(flat: str, times: list[When]) -> list[When]:
    joined: list[When] = []
    for time in times:
        if joined and _JOINT.fullmatch(flat, joined[-1].end, time.start) and not _two_days(flat, joined[-1], time):
            joined[-1] = When(joined[-1].start, time.end, definite=True)
        else:
            joined.append(time)
    return joined
