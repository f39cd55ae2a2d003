"""Whether a sentence is about life or about business, by its nouns and by how it is put."""

import re
from functools import lru_cache

from assistant.understanding.words import BUSINESS, LIFE, G, bag

_LIFE, _BUSINESS = bag(LIFE), bag(BUSINESS)
_LONGEST = 4
"""Words in the longest phrase of the lists."""
_LIFE_FRAME = G.pattern(
    "(got|came|come|are|am|is|was|were|flew|drove|only|just|straight|been) back from (?!(the|your|our) (supplier|suppliers|warehouse|"
    r"bank|factory|office|lab|engineer|engineers|printer|printers|manufacturer|accountant|solicitor|depot|site|meeting|garage))\S+",
    r"(how|what) about (your|them|those|our) (\S+ )?\S+ (then|eh|hey|huh|but|though|last night|at the weekend|this season)",
    "(first|second|third|two|three|four) (week|weeks|days|fortnight|nights) (in|at) (?!(the|a|your|our) (shop|job|post|role|office))(the )?[a-z]+",
    r"did (you|ye|y'all|she|he|they) ever (?!(get|receive|order|hear|find out|look|sign|pay))\S+ ~6",
    "(how|what) (is|'s|about) (the|your|that|this) (new|wee|little|big|old|poor) (arrival|addition|fella|fellow|man|lady|one|love|"
    "place|flat|pad|car|motor|boat|bike|horse|hobby|look|haircut|knee|hip|team)",
    "(what|how) about (that|last night|saturday|sunday|yesterday|the weekend|them|those) ~2 (eh|hey|huh|then|lads|boys|game|match)",
    "that (deck|shed|fence|pool|extension|loft|kitchen|bathroom|conservatory|patio|bike|car|boat|garden|house) of yours",
    "(did|have|had|are|were|do|will|would|you) (you|ye|y'all|you all|you guys|you both|the kids|the family) {adv}* (ever|manage to|"
    "end up|get to|have|enjoy|watch|see|catch|hear|go|been|get|do|doing|going|have a|up to|off|away|make it) ~5 (weekend|holiday|"
    "holidays|game|match|trip|wedding|party|final|film|news|race|anywhere|away|nice|break|boat|house|fence|garden|storm|rain|snow|"
    "sunshine|weather|christmas|easter|vacation|kids|out|show|concert|fish|dinner|half term|bank holiday|test|cricket|rugby|football|"
    "golf|marathon)",
    "(i)? (heard|hear|saw|see|read|noticed|seen|was told|am told|believe|understand|gather) (that)? (you|your|yer) (were|was|are|"
    "have|had|been|got|went|moved|just|finally|lad|son|wife|husband|daughter|team|boys|girls|name|picture|photo|post|kids|dad|mum|"
    "mom|big)",
    r"(last time|when) (we|i|you) (spoke|talked|met|last) ~6 (you were|you had|your|off to|heading|going|about to|had just|was just|were just)",
    "(this|that|the|some|such|what|crazy|lovely|awful|terrible|miserable|gorgeous|beautiful|glorious|horrible|mad|funny|shocking|"
    "nice) (weather|rain|heat|heatwave|cold|snow|sun|sunshine|wind|storm|game|match|result|weekend|summer|winter|spring|traffic|"
    "holiday|day outside)",
    "(how|what) (is|was|are|were|'s|about|did|has|have) (the|your|that|those|this|his|her|all the|wee|little|everyone|everybody|they|"
    "he|she) (new|young|wee|little|big|old|lovely|poor|own)* {kin}",
    r"(how|where|what|when|who) (is|was|are|were|did|do|does|has|have) (he|she|they|himself|herself|the wife|the missus|mrs|the gang|the clan) ~5",
    "how (was|were) (?!(it|that|the (meeting|visit|inspection|audit|demo|trial|service|engineer|driver|install|delivery|training|"
    r"call|survey))\b)\S+ ~4 ,$",
    "(did|was|were|has|have|is|are) (he|she|the boys|the girls|your team|your lot|the lads|everyone|everybody|himself|herself) ~5 "
    "(cry|win|won|lose|lost|pass|passed|enjoy|enjoyed|like|liked|love|loved|go up|go down|behave|better|survive|make it|proud|"
    "excited|home|all right|well|walking|talking|sleeping|married|settled|settling|pleased|speech|there)",
    "(was|were) (it|that) (you|your|ye) ~3 (i|we) (saw|heard|met|spotted)|(is|was) (it|not it|that) (not)? (a|such a)? (gorgeous|"
    "lovely|beautiful|glorious|miserable|horrible|awful|cracking|dreadful|filthy|grand|fine|terrible) (day|morning|evening|afternoon|"
    "night)",
    r"you (sound|look) (\S+ ){0,3}(cold|awful|chirpy|cheerful|happy|tired|rough|well rested|sleepy|hoarse|poorly|out of breath|bunged "
    "up|well)|you poor (thing|love|man|woman|pet|dear)|in (plaster|a cast|a sling)|in the (park|garden|sun|pool|sea|snow)",
    "how is life (in|up|down|over|out|with|since|as)|(still|been) (playing|running|painting|singing|dancing|cycling|swimming|"
    "knitting|collecting|climbing|riding|walking|fishing|surfing|gardening|baking)|been anywhere|the big day",
    "(you|ye) (must|will) be (exhausted|shattered|thrilled|delighted|proud|knackered|over the moon|buzzing|chuffed|gutted|so proud|"
    "missing|tired|frozen|soaked|melting|excited|worn out)",
    "(congratulations|congrats|happy (birthday|new year|anniversary|christmas|easter|diwali|holidays)|merry christmas|well "
    "done on|sorry to hear about your|sorry for your loss|get well)",
    "(my|your|his|her|our|the) {kin} ~3 (is|was|has|got|had|did|went|were|'s|are|have|still|just|made|broke|won|came|keeps|loves|"
    "wants|started|turned|plays|played|said|says|picked|thinks)",
    "(it|we|he|she|they|i) (was|were|had|got|has|have|went|did|took|came|lost|won) ~8 (gorgeous|glorious|amazing|fantastic|a blast|"
    "so much fun|lovely time|great time|brilliant time|beautiful|unbelievable|heaven|freezing|soaked|boiling|roasting|stunning|"
    "magical|hilarious|exhausting|wonderful|a laugh|good laugh|good fun|great craic|mighty|deadly|savage)",
    "(been|going|went|go|gone|off|heading|flying|driving|just back|back|home|came back|got back|returned|moved|moving) (to|from|up|"
    "down|over to|out to|away|on|in)? (the|a|my|our|your)? {kin}",
    r"(can not|could not) believe (how|it|that|the) ~6|did you (see|watch|catch|hear) ~6 (last night|on saturday|on sunday|at the weekend|yesterday)",
    "(he|she) (is|has|was|had) (not)? {adv}* (took|taken|turned|turning|walking|talking|crawling|teething|started|starting|finished|"
    "passed|got|getting|grown|growing|doing well|off to|away|gone|married|born|better|home|left now|left|retired|moved|a teenager|"
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty one)",
)
_TRADE = G.pattern(
    "(we|you|they|i) (need|want|ordered|order|have ordered|have run out|are out of|are running|are short|use|supply|sell|stock|"
    "charge|pay|paid|owe|deliver|install|service|quote|can offer|offer)"
)


_DEADLINE = re.compile(
    r"\b(?:before|by|till|until|for) (?:the|this|next) (?:long )?(?:weekend|christmas|easter|holidays)\b|\b(?:before|by|till|until) "
    r"(?:christmas|easter|new year)\b"
)
"""A day by which something is wanted is no talk of the holidays."""


def _named(flat: str, words: frozenset[str]) -> list[str]:
    """Which of `words`, phrases among them, stand in a plain sentence, in order."""
    said = _DEADLINE.sub("", flat).replace(" ,", "").split()
    return [
        phrase
        for at in range(len(said))
        for length in range(1, _LONGEST + 1)
        if at + length <= len(said) and (phrase := " ".join(said[at : at + length])) in words
    ]


@lru_cache(maxsize=2048)
def life_score(flat: str) -> float:
    """How much a plain sentence speaks of life: 0 not at all, 1 a word of it, 2 and more beyond doubt."""
    return len(set(_named(flat, _LIFE))) + (1.5 if _LIFE_FRAME.search(flat) else 0.0)


@lru_cache(maxsize=2048)
def business_score(flat: str) -> float:
    """The same for business."""
    return len(set(_named(flat, _BUSINESS))) + (1.0 if _TRADE.search(flat) else 0.0)


def life_topic(flat: str) -> str | None:
    """The word of life a sentence turns on: the first one."""
    return next(iter(_named(flat, _LIFE)), None)
