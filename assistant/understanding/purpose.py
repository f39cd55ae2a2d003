"""What a call is for: said, talked round, or asked after.

Every way of saying it is a *frame* ("I'm ringing to…", "the reason I'm calling is…", "I wanted to…", "it's about…") and a *filling*. The frame
alone says nothing: "I'm calling to fix a date" has a purpose and "I'm calling to check in" has none, so each filling is judged by itself.
"""

import re
from functools import lru_cache

from assistant.understanding.hit import Hit
from assistant.understanding.times import definite_times
from assistant.understanding.topics import business_score
from assistant.understanding.words import G

_OBJECTS = (
    "({adv}|you|yourself|you all|you guys|you up|you back|you today|around|over|up|through|this morning|this afternoon|this evening|"
    "back|quickly|quick"
    r"|for a minute|to you|tonight|sir|madam|mate|man|love|there|actually|, \S+ ,|, (mr|mrs|ms|dr) \S+ ,|out|in person)*"
)
_CALLING = G.pattern(
    rf"(i|we) ({{am}}|have been|have|would|thought i would|wanted to) {{adv}}* {{ringing}} {_OBJECTS}",
    rf"(i|we) {{adv}}* (call|called|rang|ring|phoned|phone) {_OBJECTS}",
    rf"^, (so|well|right|ok|yes|no|oh|hi|sorry|anyway|look|listen|now|and|but|sir|madam|again)* {{adv}}* {{ringing}} {_OBJECTS}",
    rf"(just|only) (calling|ringing|phoning|giving you a (quick|little|short)? (call|ring|buzz|bell|shout|tinkle)) {_OBJECTS}",
    "(giving|give|gave|drop|dropping) you a (quick|little|short|wee|friendly|cheeky)? (call|ring|buzz|bell|shout|tinkle|line|bell|"
    "phone call) ({adv}|like|today|this morning|this afternoon|now)*",
)
_CONNECTIVE = G.pattern(
    "(to|and|with a view to|in order to|so i can|so we can|so that we can|in the hope of|hoping to|hoping we could|hoping i could|"
    "hoping you could|wanting to|looking to|trying to)",
    "(about|regarding|concerning|re|in regard to|in regards to|with regard to|with regards to|in connection with|in relation to|on "
    "the subject of|on account of|over|in respect of|in reference to|with reference to|in response to|following|further to|after)",
    r"(because|since|as|with|on|for|to do with|it is about|if|whether|in case|ahead of|before|now that|that|so)",
)
_ABOUT_FRAME = G.pattern(
    "^, (so|well|right|ok|yes|no|oh|sorry|anyway|look|listen|now|and|but|sir|madam|actually)* (it|this|that|the call|my call|the "
    "thing) (is|was|will be|would be) {adv}* (a (quick|short|small|little)? (one|word|question|call|query|thing))?"
    " (about|regarding|concerning|to do with|in connection with|with regard to|with regards to|in relation to|in regard to|in "
    "regards to|on account of|over|on)",
    "^, (so|well|right|ok|yes|sorry|and|but|just|only|actually|sir|madam|hi|oh)* (a|one)? (very)? (quick|short|small|little|brief) "
    "(one|word|question|call|query|thing|bit of business) (for you|from me|today)* (about|on|regarding|re|concerning|,|is)?",
    "^, (so|well|right|ok|yes|sorry|and|actually|sir|madam|oh|just|look|listen)* (about|regarding|concerning|re|with regard to|with "
    "regards to|as regards|as for|on|over) (?=(the|your|that|our|those|these|this|my) )",
)
_REASON_FRAME = G.pattern(
    "(the|my|one|another|a)? (main|only|real|whole|actual|big|particular)? (reason|purpose|point|object|aim|thinking) (of|for|behind|"
    "that|why|i|we|is|was|today) ~8 (is|was|to|being|, )",
    "(what|all) (i|we) {am}? {adv}* (calling|ringing|phoning|after|wanting|hoping|thinking|want|wanted|need|needed|rang|called|"
    "phoned|got|have|would like|looking for|really want|really wanted|wonder|wondered|wondering) (for|about|to do|to talk about|to "
    "ask|to say)? (is|was|,|to)?",
    "(here is|this is|that is|which is|it is|that was) (the reason|why|what|partly why|really why|exactly why|actually why) (i|we) "
    "{am}? {adv}* (calling|ringing|phoning|here|call|called|rang|phoned|in touch|on the phone|on the line)",
    r"(what it is|what happened|the thing is|the situation is|here is the thing|it is like this)(?= is| ,)",
)
_WANT_FRAME = G.pattern(
    "(i|we) {am}? {adv}* (want|wanted|would like|would love|would just like|hope|hoped|hoping|need|needed|looking|keen|have|had|"
    "meaning|meant|trying|calling|ringing|supposed|wondering|going|asked|planning|wanting|dying|wish|ought|eager|here) {adv}* to",
    r"^, (so|well|right|yes|no|oh|and|but|was|{adv})* (want|wanted|hoping|looking|needed|wanting|calling|trying) {adv}* to",
    "(i|we) {am}? {adv}* (wondering|wondered|hoping|hoped|thinking|thought|figured|reckoned|after|looking for|ask|asking|wonder) "
    "{adv}* (if|whether|about|that)? (i|we|you)? (could|can|might|would|should|may|was|had better)?",
)
_VAGUE_FILLING = G.pattern(
    "({adv}|basically|like|a quick|a little|maybe|perhaps)* (check|checking|checked) (in|up|back in|back|on you|on how|how|that all|"
    "that everything|everything|if everything|if all|all) ~6",
    r"({adv}|like|a quick|maybe)* (touch|touching|touched) base ~6",
    r"({adv}|like|maybe)* (catch|catching|caught) up ~6",
    r"({adv}|like)* (follow|following|followed) up ~6",
    r"({adv}|like)* (circle|circling|circled|loop|looping) (back|round|around) ~6",
    "({adv})* (reconnect|connect|keep in touch|stay in touch|keep in contact|reach out|put a (face|voice|name) ~4|get reacquainted|"
    "keep you warm|stay on your radar|re connect|keep up|make contact|get in touch|be in touch|chew the fat|shoot the breeze|pass "
    "the time|pay my respects) ~5",
    "({adv}|quickly|like)* (say|saying|said) (a|a quick|a big|a little)? (hello|hi|hey|hiya|howdy|good morning|good day|happy|how are|merry|ello) ~4",
    "({adv}|quickly|like)* (see|seeing|hear|hearing|find out|finding out|ask|asking|know|knowing|wonder|wondering|check|checking|"
    "learn|figure out|get a sense of|get a feel for|inquire|enquire) (about)? (you about)? how (you|things|everything|it|all|life|"
    "business|the team|the family|everybody|everyone|your|we|they|that|the) ~6",
    r"({adv}|quickly|like)* (see|hear|find out|ask|know|check) how (are|is|was|were|have|has) ~6",
    "({adv}|quickly|like)* (see|seeing|hear|hearing|find out|check|ask|know) (what|where) (is|you|things|the|we|it|has been) (are|is|"
    "been|have|at|all|stand|stands|go|going|up)* (new|up|happening|up to|going on|at|the craic|cooking|doing|with you|stand|been up "
    "to|how) ~4",
    "({adv}|like)* (see|seeing|check|checking|ask|asking|make sure|making sure|know|find out) (if|whether|that)? (everything|all|"
    "things|it|you) (is|are|was|were|all|still)* (ok|all right|right|well|good|fine|well with you|going well|going ok|in order|happy|"
    "running smoothly|keeping well|satisfied|working out|hunky dory|on track)(?= |$)( ~3)",
    "({adv}|like)* (see|seeing|ask|asking|check|checking|know|find out|wondering|offer) (if|whether)? (you|there|anybody|anyone|i|"
    "we) (is|was|were|might|could|can|are)? (need|needed|needing|want|wanted|wanting|require|required|be|got|had|have|do|help|"
    "looking for|short of)* (with)? (anything|any thing|something|a hand|any help|any questions|any needs|of any help|of any "
    "assistance) ~5",
    "(a|an|some|for a|have a|having a|my|our|the)? (usual|regular|quick|little|bit of a|brief|friendly|general|social|monthly|"
    "quarterly|weekly|nice|good|short|wee|routine|catch up)* (courtesy call|social call|chat|natter|chinwag|catch up|catchup|check "
    "in|hello|hi|chit chat|blether|gossip|yarn|touch base|chat with you|call|ring|bell|buzz|shout|welfare call|how do you do|"
    "courtesy|chitchat|hello there|update call|round) ,$",
    "({adv}|for)* (nothing|no|not a) (special|in particular|much|really|particular|reason|at all|urgent|specific|major|big|important|"
    "pressing|serious|agenda|thing|purpose) ~3",
    r"(no (particular|special|real|specific)? (reason|agenda|purpose)|the sake of it|old times sake)",
    "({adv}|like)* (you|i was thinking of you|thinking of you|it has been|we have not|i have not|i had not|we had not|i was passing|"
    "i was in|i had (a|some|five|ten|a few|a spare)|you popped|you came to mind|your name (came|popped)|you came up|i have not heard|"
    "i am (going|working|ringing|calling) ~2 (through|round|around)) ~6",
    "({adv}|like)* (give you|giving you|drop you|gave you) a (quick|little|short|friendly|cheeky)? (call|ring|buzz|bell|shout|tinkle|"
    "line|hello|phone call) ,$",
    "({adv}|like)* (call|ring|phone|call you|ring you|phone you|call in|pick up the phone|get in touch|have a word|have a quick word|"
    "hear your voice|hear a friendly voice|pop in|pick your brain|shoot the breeze|speak to you|talk to you|talk with you|speak with "
    "you) ,$",
    r"({adv}|like)* (stay|keep|keeping|staying) (in|on|up) ~4",
    r"({adv}|like)* (thank|wish|wishing|thanking) (you|y'all) ~2 (merry|happy|well|luck|all the best|a good|for your time|for being) ~4",
    r"({adv}|like)* (how|what|where) (you|things|everything|it|all) (are|is|was|were|been|have|has) ~5",
)
_EMPTY = re.compile(r"^[\s,]*(?:(?:you|it|that|this|the|a|just|really|um|so|yes|no|well|like|is|was|to|and)[\s,]*){0,3}$")
_SPECIFIC = G.pattern(
    r"(about|on|regarding|re|over|with|concerning|from|to) (the|your|that|those|our|my|this|these|a|an|some|last|all) (\S+ ){0,3}?\S+",
)
_OWN = re.compile(r"\d|\b(?:news|letter|drawings|plans|date|dates|fitting|site|tests?|results|idea|tender)\b")
_NOT_SPECIFIC = G.pattern(
    "(the|your|my|our)? (account|last|previous|recent|earlier|business|company|call|calls|service|services|relationship|email|emails|"
    "message|voicemail|chat|conversation) (is|with us|lately|these days|generally|that i|i left|i sent|today|here)?"
)
_WANTED = G.pattern(
    r"({adv})* (see|find out|ask you|ask|know|check|learn|establish) ~1 (if|whether|about|when|what|which|who|how many|how much|for)(?= )",
    "({adv})* (talk|speak|chat|discuss|go over|go through|run|walk|take you|look at|look into|review|revisit|arrange|organise|"
    "organize|set|set up|fix|fix up|book|schedule|find|get|give|give you|let you know|tell|tell you|inform|notify|update|show|offer|"
    "invite|introduce|present|propose|suggest|recommend"
    "|sort|sort out|settle|confirm|agree|finalise|finalize|renew|extend|order|place|chase|collect|pick up|make sure|pick your brain|"
    "pick your brains|share|put|send|bring|come|come in|come by|meet|sit down|get together|drop|move|"
    "switch|close|wrap up|tie up|nail down|line up|lock in|lock down|sign|work out|plan|start|kick off"
    "|get back to you|come back to you|return|return your call|apologise|apologize|warn|remind|report|raise|bring up|ask for|ask "
    "about|request|borrow|sell|buy|quote|price|pitch|deliver|install|see you|see about|take|pin down|firm up|square|straighten out|"
    "clear up|resolve|respond|answer|touch on|demonstrate|demo|help you|pass on|replace|upgrade|reserve|secure|make|make an "
    "appointment|win|save you|convince|persuade|interest you|tempt you|measure|quote you|survey|visit|pop|swing by|thank you for|"
    "congratulate|follow this up|close out|reschedule|rearrange|move|postpone|bring forward|change|swap|cancel|withdraw|check (the|"
    "your|that|a|an|whether|if|when|which|what)|verify|double check|go ahead|proceed|have (a|you|your|another) (look|meeting|order|"
    "signature|session)|be (free|interested|open|available|able|up for)|have (time|ten|five|twenty|half|fifteen|thirty))(?= |$)",
)
_HAVE_FRAME = G.pattern(
    "(i|we) (have|got|have got|have just got|have just had|have now got|have finally got) {adv}* (some|the|a|an|your|that|those|all "
    "the|two|three|a couple of|one|good|bad|great|those)? ~3 (news|figures|numbers|prices|price|quote|quotation|proposal|samples|"
    "sample|answer|answers|results|result|update|dates|date|slot|idea|offer|question|questions|query|favor"
    "|paperwork|contract|report|drawings|design|designs|draft|confirmation|invoice|delivery|quotes|availability|opening|cancellation|"
    "proofs|proof|estimate|response|reply|plan|plans|suggestion|proposition|request|apology|deal|special|promotion|shipment|"
    "consignment|vacancy)(?= |$)",
    "(there is|there are|there has been|we have had|we have got|we are having|we have found|we are running|we are doing|i am doing|"
    "we are offering|we have run into|we are launching|we are bringing|we are putting|we are moving|we are changing|we are raising) "
    "~3 (problem|issue|delay|change|changes|hiccup|hitch|mix up|mistake|recall|shortage|price|prices|increase|deal|offer|promotion|"
    "sale|discount|query|error|question|cancellation|slot|opening|range|product|service|date|thing i|couple of things)",
)
_PROMISE_FRAME = G.pattern(
    "you (had|have)? {adv}* (asked|wanted|told|requested|emailed|messaged|rang|called|phoned|enquired|inquired|texted|wrote|"
    "contacted|left (me|us)? ~2 (message|voicemail|note)|sent (me|us)? ~3 (email|message|enquiry|inquiry|form|note|request|text|"
    "drawings)|filled (in|out) ~3 form|downloaded|signed up|registered|were asking|were looking|were interested|were after|were "
    "going to|were thinking|said you|mentioned|expressed)",
    "(i|we) (had|have)? (said|promised|told you|told|mentioned|agreed|swore|said to you) (that)? (i|we|to) (would|was going|were "
    "going|should|get|ring|call|come|send|let)",
    r"(i|we) (promised|owe|owed) you (a|an|the|some|that|those|to)",
    r"(i|we) (have|got) your (message|email|e mail|voicemail|text|letter|enquiry|inquiry|note|order|request|form)",
    r"(got|received|seen|read|saw|had) your (message|email|e mail|voicemail|text|letter|enquiry|inquiry|note|order|request|form|call|missed call)",
    r"(as|like) (promised|agreed|arranged|discussed|requested|i said i would|we said|we agreed|you asked)",
    r"(returning|return) your (call|email|message|missed call)",
    r"(getting|get|coming|come|got) back to you (about|on|with|regarding|re|over)",
    r"(when|last time) we (spoke|talked|met|last spoke|last met|last talked) ~6 (said|mentioned|agreed|asked|wanted|were|about|going to)",
    r"(we|i) (spoke|talked|met|chatted|discussed) ~5 (about|regarding) (the|your|a|some|those|getting|doing|having|putting|moving|changing)",
)
_PROPOSE_FRAME = G.pattern(
    "(can|could|may|shall|might) (i|we|you and i|you) {adv}* (find|fix|set up|set|book|arrange|schedule|get together|meet|sit down|"
    "come and|come to|come by|come over|come round|come in|pop|drop|show you|talk you|discuss|go over|go through|run through|"
    "interest you|tempt you|sort out|put you down|pencil|get you|send you|quote you|offer you|have (a|ten|twenty|fifteen|half|your)|"
    "ask you (about|for|to) pick your)(?= |$)",
    r"(would|are|will|might) you be {adv}* (free|interested|open to|available|up for|willing|able to (meet|see|come|take|do))",
    r"are you {adv}* (free|available|interested|in the market|looking for|looking to|still after|still looking|still interested|ready to)",
    "(have|did|do) you {adv}* (get|got|had|have|receive|received|seen|read|manage|managed|had a chance|have a chance|want|need) ~6 "
    "(quote|proposal|quotation|email|samples|sample|brochure|contract|paperwork|invoice|letter|drawings|figures|report|catalogue|"
    "form|estimate|draft|proof|proofs|numbers|price list)",
    r"(i|we) {am} {adv}* (after|looking for|chasing|hoping for|seeking|in need of) (a|an|the|your|some|that|those|half|twenty|ten|fifteen|two|three)",
    "(any (news|decision|thoughts|word|feedback|joy|movement|update|luck|progress)|where are we|where do we stand|have you decided|"
    "what did you think) (on|with|about|of|yet|regarding) ~6",
)
_STATUS_FRAME = G.pattern(
    r"(your|the|our) (\S+ ){0,3}?(contract|agreement|licence|license|lease|policy|cover|subscription|plan|warranty|membership|order|"
    "invoice|payment|delivery|booking|appointment|renewal|quote|insurance|service|cylinder|fleet insurance|term|registration|"
    r"certificate|direct debit|year with us|parts|part|samples|machine|account)( \S+){0,3}? "
    "(ends|ended|ending|expires|expired|expiring|runs out|running out|ran out|finishes|finished|lapses|lapsed|comes up|coming up|is "
    "up|'s up|is due|are due|'s due|is coming|'s coming|is ending|is overdue|'s overdue|is ready|are ready|'s ready|has come|have "
    "come|has arrived|have arrived|is late|is delayed|has been delayed|have been delayed|are held up|is held up|is outstanding|is "
    "still|did not|has not|bounced|failed|went through|came in|are in|is in|comes to an end|rolls over|up for renewal|due for|is "
    "about to|'s about to)(?= |$)",
)
_NEGATION = re.compile(r"(?:not|never|more than|rather than|instead of|without|hate|no) (?:\S+ ){0,4}$")
_LEADING = re.compile(r"^(?:[ ,]+|(?:just|only|really|simply|mainly|basically|to|that|is|was)(?= ))+")
_COLD = re.compile(
    "^(?:to )?(?:introduce (?:myself|ourselves|us|our company|the company)|learn (?:more )?about|explore|understand|see (?:if|"
    "whether|how|what) (?:we|i|there is anything we) (?:can|could|might|may) (?:help|be of|work together|do for|support|assist|do "
    r"anything|add))\b"
)
"""What every stranger says: it names nothing that is to happen."""
_EMPTY_TOPIC = re.compile(
    "^(?:a |your |the |our |some |any |few |couple of |of )*(?:account|business|company|requirements|needs|situation|services|"
    "service|relationship|partnership|things?|something|everything|this and that|stuff|matters?|bits and pieces|nothing)(?: with us| "
    "really| and that| today| in general)?(?= ,|$)"
)
_THAT_IS_WHY = re.compile(r"(?:that|this|it|which) is (?:partly |really |exactly |actually )?(?:why|the reason|what)\b")
_RINGING_FIRST = re.compile(
    "^(?:give you a (?:quick )?(?:call|ring|buzz|bell|shout)|ring|call|phone|get in touch|pick up the phone)(?: you)?(?: up)?(?: ,)? (?:and|to) "
)
_HEDGED = re.compile(r"(?:^|, )?(?:\S+ )?i want to say$|^want to say$")


@lru_cache(maxsize=2048)
def purpose_hits(flat: str) -> tuple[Hit, ...]:
    """Purposes, and words in a purpose's place that hold none, in a plain sentence of the rep's."""
    hits: list[Hit] = []
    for match in _CALLING.finditer(flat):
        if (connective := _CONNECTIVE.match(flat, match.end() + 1)) is None and flat[match.end() : match.end() + 3] == " , ":
            connective = _CONNECTIVE.match(flat, match.end() + 3)
        if connective:
            hits += _judged(flat, match.start(), connective.end(), connective.group(), weak=False)
        else:
            hits += _bare_call(flat, match)
    for frame in (_ABOUT_FRAME, _REASON_FRAME):
        for match in frame.finditer(flat):
            hits += _judged(flat, match.start(), match.end(), "about", weak=False)
    for match in _WANT_FRAME.finditer(flat):
        if not _HEDGED.search(flat[: match.end()] + flat[match.end() : match.end() + 4]):
            hits += _judged(flat, match.start(), match.end(), "to", weak=True)
    for match in _BARE_VAGUE.finditer(flat):
        if _rescued(flat[match.start() :]):
            hits.append(Hit("purpose", match.start(), len(flat), 0.6))
        elif not _negated(flat, match.start()):
            hits.append(Hit("vague-purpose", *match.span(), 0.9))
    for frame, confidence in ((_HAVE_FRAME, 0.7), (_PROMISE_FRAME, 0.8), (_PROPOSE_FRAME, 0.6), (_STATUS_FRAME, 0.6)):
        hits += [Hit("purpose", match.start(), len(flat), confidence) for match in frame.finditer(flat)]
    return tuple(sorted(set(hits), key=lambda hit: (hit.start, hit.end)))


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
    if _EMPTY.match(filling):
        told_before = start > 8 and _THAT_IS_WHY.match(flat, start)
        return [Hit("purpose", 0, len(flat), 0.7)] if told_before else []
    if _EMPTY_TOPIC.match(filling) or _COLD.match(filling):
        return []
    vague = _VAGUE_FILLING.match(filling)
    if vague and not _rescued(filling):
        return [] if _negated(flat, start) or _negated(flat, at) else [Hit("vague-purpose", start, at + vague.end(), 0.9)]
    if _negated(flat, start) and not weak:
        return []
    if connective in ("for", "that", "so", "and", "with", "on", "over", "as", "if", "after", "before") and not re.match(
        r"(?:the|a|an|your|our|some|two|three|that|those|these|this|my|any|all|\S+ing|we|i|you|good|bad|news|regard)\b", filling
    ):
        return []
    if weak and not _WANTED.match(filling):
        return []
    return [Hit("purpose", start, len(flat), 0.7 if weak or vague else 0.95)]


def _rescued(filling: str) -> bool:
    """Whether a vague verb is followed by something of its own: "check in about the invoice", "touch base Tuesday at ten to sign"."""
    for specific in _SPECIFIC.finditer(filling):
        named = filling[specific.start() :].split(" ", 1)[-1]
        if not _NOT_SPECIFIC.match(named) and (business_score(named) or _OWN.search(named)):
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


_BARE_VAGUE = G.pattern(
    "(thought of you|you came to mind|you popped into my (head|mind)|was thinking (of|about) you|(i am|just|only|was)? (on|doing|"
    "with) (my|the) ~2 (ring round|rounds|round robin|call list))",
    "(i was|was just|just|i am|we were) (in|around|round|passing through|passing) (the|your|by)? (area|neighbourhood|neighborhood|"
    "way|town|office|place) ~3 and ~3",
    "see(ing)? how the land lies",
    "(and|so|just|but) (i|we|just)* (thought|figured|reckoned|fancied) {adv}* (i|we)? (would|will|might|should|had)? {adv}* (say "
    "hello|say hi|check in|touch base|see how|hear how|drop you a line|reach out|find out how|follow up|have a (quick)? (chat|"
    "natter)) ~5",
    "^, (so|well|right|ok|yes|no|oh|sorry|anyway|look|listen|now|and|but|sir|madam|it is|this is|hi|i am|i was|we are|nothing "
    "special)* (just|only|simply|really|merely) (a|an|your|my|our|the)? (usual|quick|little|friendly|regular|routine|wee|general|"
    "brief|short)* (checking in|checking up|touching base|catching up|following up|circling back|courtesy call|social call|check in|"
    "catch up|catchup|chat|hello|a hello|touch base|to say hello|to say hi|to see how|to hear how|seeing how|hearing how|wondering "
    "how|reaching out|saying hello|saying hi|keeping in touch|routine|popping in|dropping in|checking on you|doing my rounds|call to "
    "see how|call to say|courtesy visit|routine call|follow up|reconnecting) ~5",
    "^, (so|well|right|ok|yes|no|oh|and|but)* ((i|we|was|am|were|only|just) )*(thought|figured|reckoned|fancied) {adv}* (i|we)? "
    "(would|will|might|should|had)? {adv}* (say hello|say hi|check in|touch base|catch up|see how|hear how|drop you a line|reach out|"
    "pick up the phone|find out how|follow up|have a chat|have a natter|(give|drop) you a (quick|little)? (call|ring|buzz|bell|shout|"
    "tinkle|bell|line)( ,| ?$)) ~5",
    r"^, (was|am)? (just|only) (wondering|seeing|hearing|asking) how (you|things|everything|life|business|it) ~5",
    "(nothing (special|in particular|particular|much|specific)|no (particular|special|real) reason|no reason really|for no reason) "
    "(really|at all|to be honest|honestly)? ,$",
    "^, (i am|we are|i was|i will be) {adv}* (following up|checking in|touching base|circling back|catching up|reaching out|"
    "reconnecting|checking up|keeping in touch) ~5",
    "(doing|making|having|on) (my|our|the) (usual|regular|weekly|monthly|quarterly|daily|little|quick)* (check in|check ins|rounds|"
    "round|calls|catch up|catch ups|check in call|check in calls|courtesy calls|follow ups|follow up calls) ~3",
    "(it|this) is {adv}* (a|my|our) (little|quick)* (social|courtesy|friendly|regular|routine|usual|welfare) (call|chat|visit|ring|"
    "hello|check|check in|catch up) ~3",
    "^, (i|we) (have not|had not) (heard from|spoken to|spoken with|spoken|spoke|talked to|talked|seen|chatted) (you|yous|ye|each "
    "other)? (in|for) (a while|ages|a bit|a long time|some time|so long) ~3",
    r"^, (it has|it is) been (a while|ages|a long time|too long|a minute|some time|a bit|forever) (since)? ~4",
)
