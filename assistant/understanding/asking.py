"""Asking what the other side wants: the client asks why they are called, the rep asks what is needed, either asks how it has been."""

from functools import lru_cache

from assistant.understanding.hit import Hit
from assistant.understanding.words import G

_LEAD = r"(so|well|right|ok|yes|no|oh|sorry|anyway|look|listen|now|and|but|go on|hi|hello|sir|madam|mate|love|then|um|eh|in that case|all right)*"
ASK_WHY = G.pattern(
    "what (is|was|'s) (this|that|it|the call|your call|all this|this call|this one|it all) (about|for|regarding|concerning|in aid of|"
    "to do with|in connection with|in relation to|in regards to|in regard to|in reference to|all about|going to be about)",
    "(what|whatever) (is|was|are|were) you {adv}* (calling|ringing|phoning|after|on about|wanting|looking for|selling|flogging|here|"
    "trying to sell|trying to say|getting at|offering)( me| us)?( about| for| to)?(?= ,|$| then| exactly| today| now| from)",
    r"what (are|is) (you|ye) (calling|ringing|phoning) ~3",
    r"why (are|is|were) (you|ye) (calling|ringing|phoning|on the phone|asking (me)? (this|that|all)|contacting|bothering) ~4",
    r"why (the|this|did you|do you|would you) (call|ring|phone|need my|want my|need to know|want to know|ask) ~3",
    "what (do|did|would|can|could|may|might|should) (you|ye|i|we) {adv}* (want|need|like|do for you|help you with|do you for|get for "
    "you|get you|owe)( from (me|us)| today| then| with (me|us))*(?= ,|$| exactly| then| today| sir| love| mate| this)",
    "what (is|was) (it|that) (you|ye) {adv}* (want|wanted|need|needed|are after|were after|are selling|are calling about|would like|"
    "rang about|called about)",
    r"(how|what) (can|may|could) (i|we) {adv}* (help|assist|be of) ~4",
    r"what (would|should|do) (i|we) (want|need) (you|that|it) for",
    r"(to)? what do (i|we) owe (the|this) (pleasure|honor|honour)",
    r"(what|who) (does|is|would) (this|it|that) (concern|be concerning|be regarding|regard|be about|relate to)",
    r"(is|was|are) (this|it|you) (a)? (sales call|cold call|selling something|trying to sell|selling (me|us)|another sales)( me| us)?",
    r"(is|was) there (something|anything) (you|i|we|in particular|specific|special|wrong|the matter|up) ~5",
    "(what is|what 's) (on your mind|the (purpose|reason|point|occasion|story|problem|matter|issue|emergency)|wrong|happened|up|"
    "going on|the call about|it about|the call for)(?= ,|$| then| of| for| behind| with| now)",
    r"(get|come|cut|go|come straight) to the (point|chase)|what (is|'s) your point|spit it out|out with it",
    r"(may|can|could|might) (i|we) (ask|enquire|inquire|tell (him|her|them)) (what|why|who|the reason) ~6",
    r"(and|so)? (this|it|that) (is|would be|will be|concerns|is regarding) (about|regarding|concerning|in regards to)(?= ,|$)",
    "^, (about|on|for|regarding|concerning|with|in|checking|calling|following|circling|touching) (up|back|base|in)? ?(on|about|for|"
    "with|regarding)? ?(what|why)( exactly| then| though| sorry)?$",
    r"^, (what|why|how) (for|so|come)( then)?$",
    r"(what|which) (was|is) (that|this|the call) (again|in relation to) ~3",
    r"do you (want|need) something|what do you want me to (say|tell you)|are you (after|wanting|needing|looking for) (something|anything)",
    r"(why|what) (do|would|did|should) you (need|want) (to know|my|that|it|this) ~4",
    r"(tell me|say) (what|why) (you|it|this) (are|is|want|need|wanted|were)( calling| after| about)? ~2",
    r"(i)? (am)? (not)? (sure|clear|following) (what|why) (you|this|it) (are|is|want) ~3",
    r"is (this|that|it) (about|regarding|to do with|concerning|the|over|because of) ~5",
    r"(are|were) you (calling|ringing|phoning|on) (about|regarding|to) ~6",
    r"you (are|will be|must be) (calling|ringing|phoning) about ~6",
)
_NOT_ASK_WHY = G.pattern(
    r"what is (this|that) (button|number|line|charge|figure|column|part|one|screen|light|code|item|thing)",
    r"what do you (want|need) (to know|me to (do|sign|send|pay|bring)|by when|delivered|it for|done|doing)",
    r"what (is|was) the (problem|matter|issue|story) with (it|the|your|my|our|him|her)",
    r"(is there|was there) (something|anything) (else|more|we can do|you can do)",
    r"what can (i|we) do about",
)
ASK_NEED = G.pattern(
    r"what (can|may|could|shall) (i|we) {adv}* \S+ (for you|you|for ye|y'all)( for| with| today| out| in)*",
    "what (can|may|could|shall|should) (i|we) {adv}* (do|get|sort|help|sell|arrange|fix|send|bring|put) (for|you|out|out for|in|"
    "on)? ?(you|y'all|with)? ~2",
    r"(how|what) (can|may|could|might) (i|we) {adv}* (help|assist|be of (service|help|assistance)|serve|look after) ~3",
    "what (do|did|would|is it|was it|will|are) (you|ye|that you|you all) {adv}* (need|needing|after|want|wanting|looking for|require|"
    "like|looking to|missing|short of|calling about|ringing about|ring for|call for|fancy|have in mind|got in mind)",
    r"what (are|were|is|'s) (you|ye|it) {adv}* (after|looking for|in need of|short of|calling about|ringing about|needing|wanting|out of)",
    r"what (brings|has brought|brought|made) (you|ye) ~3",
    r"(is|was) (there|it) (something|anything) (i|we) (can|could) (do|help|get|sort) ~4",
    r"(anything|something) (i|we) can (do|help|get|sort) ~4",
    r"(are|were) you (calling|ringing|phoning) (about|for|to|with) ~4",
    r"(is|was) (it|this|that) (about|for|regarding|to do with) (the|your|an|a) ~4",
    "(what|which) (product|machine|model|one|order|part|size|service|system|account|site|unit) (is|are|was|do|did|would|were) (it|"
    "you|that|this|giving) ~3",
    "(business first|first things first|down to business|to business|back to business|let us get (you|down|to|it|that)|before (we|i) "
    "(get|start|go|hear|talk) ~6 (what|how|tell))",
    r"(did you|do you|you)? (ring|call|phone|want|need|calling|ringing) (about|for|with|us|me) (something|anything|a|the|some)",
    r"what (were|are) you (hoping|wanting|looking|trying|thinking|planning) (for|to|of)? ~3",
)
ASK_ON = G.pattern(
    "what (is|was|'s|has|have) {adv}* (up|going on|the problem|the trouble|the matter|wrong|happening|happened|been happening|been "
    "going on|the issue|the emergency|the crack|it doing|it done|on your mind|the job|broken|gone wrong|the story with|the damage|"
    "your order|it you need|you need|the situation)",
    r"what (seems|appears) to be ~3",
    r"what (have|has) (you|ye|it|they|he|she) (got|done|been)( for me| for us| now| to)?(?= ,|$)",
    "^, (yes|ok|right|sure|certainly|of course|course|so|well|now|please|do)* (go ahead|go on|go on then|fire away|shoot|i am all "
    "ears|tell me|tell me more|tell me all|talk to me|let us have it|let us hear it|hit me|away you go|i am listening|ask away|yes "
    r"please|spill|what else|i am all yours|all ears|lay it on me|how so)(?= ,|$| then| sir| madam| \S+$)",
    "(tell|give) (me|us) (about (it|the problem|what)|what (you|it|is|has|happened)|the (problem|details|story|full)|all about it|a "
    "bit more|more about|exactly|the lie) ~4",
    r"how many (do|would|did|are) (you|ye) ~3|when (do|would|did) (you|ye) (need|want) ~3",
    r"(what|how) (would|could) (i|we|you) (like|make|be) (me|us|it|your)? ~4 (better|help|do)",
)
"""What asks for the need only where nothing else is being talked of: in small talk "what happened?" and "go on" ask for the story."""
EXPERIENCE_QUESTION = G.pattern(
    "how (has|have|is|was|are|'s|were|did|do|does) (the|your|our|it|that|those|everything|things|you|we|they|this|all|the new) ~7 "
    "(been (working|going|for you|treating|running|doing|behaving|with us|getting on|this year|performing|holding|finding|since|over|"
    "lately|so far|like)|working (for|out)|working|performing|holding up|suiting|running|treating you|going (with|for)|getting on "
    "(with|for)|find (it|them|us|the|our)|finding (it|them|us|the|our)|found (it|them|us|the|our)|work out|working out|serving|"
    "behaving|selling)",
    "how (has|have|is|'s) (it|things|everything|that|the year|this year|the past year|the last year|the service|we|they|your year|the "
    "machine|your|the) ~4 (been|gone|worked|treated|held|done|found)",
    "how (have|has|are|is|did|do) ~4 (finding|liking|enjoying|rating|getting on with|getting along with|coping with|taking to) ~4",
    r"how (do|are|did) you (find|finding|like|liking|feel about|get on with|getting on with|getting along with|rate) ~4",
    r"(are|have|were) you (happy|satisfied|pleased|been happy|content) (with|so far|about) ~4",
    r"what (has|have) (it|your experience|been) (been|going|working|like) ~5",
    r"what (has|have|is|was) (been)? (working|gone|not working|good|bad|missing|the best|the worst) ~5",
    r"(tell me|talk to me|walk me through) (about)? (how|your|what) ~6",
    r"how (would|was|is) (the|your|that|our) ~2 (service|experience|year|cover|visit|visits|system|machine|engineer|crew|team|cleaning) ~2",
)
OPEN_QUESTION = G.pattern(
    "^, {adv}* (so|and|but|well|right|ok|then|now)* (what|how|why|where|tell me|describe|talk me through|walk me through)(?! (many|"
    r"much|old|big|long|far|often|soon|late|time|day|date|number|size|colour|color|is your name|'s your name)\b)",
)
SMALL_QUESTION = G.pattern(
    r"(how (many|much|old|big|long|far|often|soon|late)|which|when|what (time|day|date|number|size|colour|color|is your name))"
)
CLOSED_QUESTION = G.pattern(
    "^, {adv}* (so|and|but|well|right|ok|then|now)* (is|are|was|were|do|does|did|have|has|had|can|could|would|will|should|shall|may|"
    "am|any|still|you)",
)


@lru_cache(maxsize=2048)
def asking_hits(flat: str, mark: str) -> tuple[Hit, ...]:
    """Questions in a plain sentence. Who asks them says which of the readings stands: both are given."""
    hits: list[Hit] = []
    if not _NOT_ASK_WHY.search(flat):
        hits += [Hit("ask-why", *found.span()) for found in ASK_WHY.finditer(flat)]
    hits += [Hit("ask-need", *found.span()) for found in ASK_NEED.finditer(flat)]
    hits += [Hit("ask-need", *found.span(), 0.7) for found in ASK_ON.finditer(flat)]
    hits += [Hit("ask-experience", *found.span()) for found in EXPERIENCE_QUESTION.finditer(flat) if mark != "."]
    if mark == "?":
        if opened := OPEN_QUESTION.search(flat):
            hits.append(Hit("open-question", opened.start(), len(flat)))
        elif SMALL_QUESTION.search(flat):
            hits.append(Hit("question", 0, len(flat)))
        elif closed := CLOSED_QUESTION.search(flat):
            hits.append(Hit("closed-question", closed.start(), len(flat)))
        else:
            hits.append(Hit("question", 0, len(flat), 0.7))
    return tuple(hits)
