"""How calls are ended, and what only sounds like it: "I've got to run" against "I've got to run this by my boss"."""

import re
from functools import lru_cache

from assistant.understanding.hit import Hit
from assistant.understanding.times import definite_times
from assistant.understanding.words import G

_END = (
    "(?= ,| and | so | but | or | now| because| in | at | to a | to the | into | i | we | before| for | or | on | back| love| mate| hon| "
    "sir| madam|$)"
)
_MUST = (
    "(have got|have|had|got|need|must|should|would better|better|had better|had best|would best|best|ought|really must|am going to have|"
    "are going to have|going to have|going|would have|will have|will need|might have|am gonna)"
)
_LEAVE = (
    "(love you and leave you|love you and leave ye|get back to (it|work|them|my|the|this|a)|go and deal with|pick up (the kids|my)|be "
    "getting on|be getting back|be getting along|get on with|cut this short|cut you off|cut you short|wrap this up|let you go|leave it "
    "there|leave you there|stop you there|take this call|take that call|take another call|get the door|answer the door|see to (this|that|"
    "him|her|it)|catch a (train|flight|plane|bus)|collect (the kids|my)|hang up|ring off|get going|get off|get moving|get away|be going|"
    "be off|be away|be heading|get on|crack on|press on|push on|make tracks|drop off|sign off|jump off|hop off|head off|head out|run off|"
    "shoot off|dash off|nip off|pop off|log off|go now|take this|take that|answer that|get that|get this|attend to|catch my|go|run|dash|"
    "fly|shoot|jump|hop|head|split|scoot|rush|leave|bounce|bolt)"
)
MUST_GO = G.pattern(
    "(i|we) (really|just|actually|do|am afraid i|am afraid we|sorry|unfortunately|suppose i|suppose we|think i|think we|am sorry)* "
    rf"{_MUST} (really|just|probably|actually)* (to)? (really|just)? {_LEAVE}",
    "^, (so|well|right|ok|yes|no|oh|sorry|anyway|look|listen|and|but|ooh|really|dear)* (got|have|must|better|best|gotta|need) (to)? "
    "(go|run|dash|fly|shoot|jump|hop|rush|leave|crack on|be off|be going|get going|get on|head off|scoot|bounce|split)",
    r"(i|we) (am|are) (going|off|away|gone|late)(?= ,| now| i am afraid| sorry|$)",
)
AWAY = G.pattern(
    "(i|we) (am|are) (being called|being paged|wanted (in|at|on|by)|late for|running late for|needed (in|at|on|by)|due (in|at)|about "
    "to (go|lose|head|board|walk|step|get on|go into|jump|start)|out of (here|time)|heading (off|out|into)|(just)? (going|walking|"
    "stepping|heading|getting|pulling) (into|in to|in|through|on to|onto) (a|an|my|the) (meeting|call|tunnel|lift|elevator|plane|"
    "flight|train|appointment|class|clinic|surgery|site|conference|theatre|room|court))",
    r"(have|got|need|going) to (all)? (get out|evacuate|clear the building|leave the building)",
    "(can|could|may|shall|should|would|will) (i|we|you) (just|mind)* (call|ring|phone|calling|ringing|phoning|try) (you|ye|me|us|"
    "back) (back|later|after|another time|some other time|again|a bit later|when)",
    "(i|we) (will|would|can|shall|might|may|could|am going to have to|will have to|have to|need to) (just|have to|need to)* (call|"
    "ring|phone|buzz) (you|ye|us|yous) (back)? (after|later|again|sometime|in a bit|some other time|another time)",
    r"(not|never) (really)? (a)? (good|great|best|convenient) (time|moment)(?= ,|$| because| i| so| we| now| right now| at the moment)",
    "(i|we) (can not|do not have time to|have not got time to|have no time to|have no time for) (talk|speak|chat|this|stay|stop|do "
    "this) (now|right now|long|at the moment|today)?",
)
INTERRUPTED = G.pattern(
    "(there is|that is|here is|i have|i have got|we have|we have got|i am getting|i see) (just)? (somebody|someone|a|an|another|my|"
    "the|our|him|her)? ~2 (at the door|at the counter|at the desk|at reception|at the gate|at the back door|on the other line|on the "
    "other phone|other line|other phone|waiting for me|waiting|calling me|just walked in|just arrived|just come in|just pulled in|"
    "just pulled up|call coming in|call waiting|to catch|beeping|outside|other call|next meeting|next appointment|next call|next one|"
    "cab|taxi|ride|lift|flight|train|bus|boarding)",
    "(my|the) (next|other (line|phone)|boss|taxi|cab|uber|ride|train|flight|bus|meeting|patient|customer|client|appointment|driver|"
    "inspector|boarding|kids|bell|doorbell|alarm|fire alarm|school|plumber|delivery|van|lorry|truck) ~2 (is|are|has|have|'s|just|"
    "oclock)* (here|arrived|at the door|waiting|outside|calling|starting|starts|going off|boarding|pulling in|just (arrived|walked "
    "in|pulled in|pulled up|come in)|turned up|pulled in|pulled up|in five|in two|about to start|ringing)",
    r"(that|it|this) (is|was) (the|my|our|a)? (\S+ ){0,2}(door|doorbell|fire alarm|alarm|other line|other phone|boss|taxi|cab|lift|"
    "train|flight|next (meeting|appointment|call|patient|client|customer|one)|bell|inspector|fish man|at the (back|front)? door|"
    "ringing)",
    "(someone|somebody|they|he|she|the boss|my boss|the office|duty) (is|are|'s)? (at the door|calling me|calling|needs me|need me|"
    "want me|wants me|waving at me|shouting for me|waiting for me|beckoning|paging me)",
    "my (nine|ten|eleven|twelve|one|two|three|four|five|next) (oclock|thirty|fifteen|one|appointment|meeting|patient|client)? (is|"
    "has|'s|just|are)* (here|arrived|in|waiting|outside|just (arrived|walked in|come in))",
    r"(is|has|have|'s|are) just (pulled|turned|walked|come|arrived|driven|landed|shown|rolled) (in|up|here|through|into the yard)?",
)
NOT_GOING = re.compile(
    "^(?: ,)?(?: just| really)? (?:this|that|it|them|these|those|some|the numbers|the figures|through|over|and (?:check|find|get|ask|"
    "see|look|grab|measure|count|have a look|fetch|make|speak to|talk to|do)"
    "|check|find|ask|see|with|by|ahead|for (?:the|a|that|it|this|something|cheaper|less|it)|up|down|round|around|as (?:low|high)|"
    "below|above|under|a (?:report|credit|check|test|few|quick)|one|two|three|numbers|in (?:writing|stock)|live|along with|without|"
    "higher|lower|beyond|straight to|via|out to tender|to tender|wrong"
    "|to (?:my|our) (?:boss|partner|board|manager|accountant)|past (?:my|the)|away with|back (?:to (?:him|her|them|you|my boss|the "
    r"(?:supplier|factory|office|warehouse)))|on (?:with )?(?:the|a|about)|in (?:to|for) (?:the|a) (?:price|order)|\S+ing\b(?! ,|$)|"
    "tests?|payroll|(?:the|a|an|my|our|your|his|two|three) (?!phone|line|call|way|road|blower|other|office|door|shop|meeting|school|"
    r"airport|station|next)\w+)\b"
)
LET_GO = G.pattern(
    "(i|we) (will|would|shall|am going to|should|had better|better|must|can|ought to|would better) (just|really|better|have to|"
    "probably)* (let|leave) (you|ye|yous|you all) (go|get on|get back|get off|get away|crack on|be|run|get going|to it|to your|to "
    "get on|to your day|get to|to that|in peace|return|carry on|enjoy|there|off|head|finish|see to|alone)",
    "^, (so|well|right|ok|yes|no|oh|anyway|look|listen|and|but|all right)* (let|leave) (me|you) (let you|leave you) (go|get on|get "
    "back|get off|crack on|to it|be|run|alone)",
    r"(let us|shall we|we can|we should|we could) (leave|call) (it|things) (there|at that|for now|for today|here|a day)",
    r"(let|leave) (me|us) (let|leave) (you|ye|you all) (go|get on|get back|crack on|be|to it|alone)",
    "(i|we) (will not|shall not|do not want to|would not want to|had better not|better not|must not|should not|can not|will try not "
    "to) (keep|hold|detain|delay|take up) (you|ye|any more of|more of|your)( any longer| longer| long| any more| time| up| further)?",
    r"(i|we) (have|have already) (taken|took|taken up|kept) (enough of|too much of|up enough|up too much|you long enough|you too long|up your) ~2",
    r"(go on|away|off you go|go) ,? (go|get|then|you|on with|off|to your|do your)( \S+){0,2}$",
    r"(i|we) (will|shall|would) (leave|let) (it|that|things) (there|at that|for now|here)",
    r"(you|ye) (get|go|crack|run|carry) (back|on|off|along|ahead and) (to|with|and|now|then)? (your|it|the|that|catch|get)? ~2$",
    r"(that is|that was|that will be|i think that is) (all|everything|it) (for (today|now)|from me|i (wanted|needed|had)) ,$",
)
SEE_YOU = G.pattern(
    "(see|catch|speak|talk|chat|be speaking|be talking) (to|with|you|ye|you all|yous|again)* (you|ye|yous|you all)? (later|soon|then|"
    "around|there|tomorrow|again|shortly|next (week|month|time)|in the week|anon|at some point|sometime|some time|in a (bit|while|"
    "few|minute|moment)|when|another time|{adv})*",
    r"(look forward|looking forward) to (it|that|seeing|hearing|speaking|meeting|talking|then|working|catching|the)( \S+){0,4}",
)
GOODBYE = G.pattern(
    "(bye|bye bye|good bye|goodbye|bye now|cheerio|cheers then|ta ra|tara|ta ta|tatty bye|byee|byeee|buh bye|toodle oo|toodle pip|"
    "toodles|ciao|adios|so long|farewell|godspeed|god bless|slan|slainte|hooroo|totsiens|laters|catch you later|sayonara|night night|"
    "good night|goodnight|be seeing you|mind yourself|mind how you go|safe home)",
    "^, (ok|right|all right|well|yes|thanks|thank you|lovely|great|perfect|and|so|you|cheers)* (you)? (take care|have a good one|all "
    "the best|enjoy (your|the rest of) ~3|good luck|best of luck|until (then|next time)|later)( ,|$| now| of yourself| you too| both|"
    r" yourself| \S+$)",
    r"^, (ok|right|all right|well|yes|thanks|thank you)* (later|laters|peace|cheers|ta|cheers mate|cheers now)$",
    "(nice|good|great|lovely|wonderful|a pleasure|been a pleasure|always a pleasure|pleasure) (talking|speaking|chatting|catching "
    "up) (to|with) (you|ye|yous|y'all|you all) ~2",
    r"(duty calls|that is my cue|bye for now|must love you and leave you)",
    "have a(n)? (good|great|nice|lovely|wonderful|blessed|safe|super|cracking|pleasant|brilliant|fantastic|fab|awesome|beautiful|"
    "fine|grand|happy|peaceful|terrific|amazing|really good|very good|very nice) ~3 (day|one|weekend|evening|afternoon|morning|night|"
    "week|rest of (your|the) (day|week)|trip|flight|christmas|holiday|easter|time|journey|diwali|eid)",
    "(thanks|thank you|cheers) (so much|very much|again|ever so much|a lot|a million|kindly)* for (your|calling|ringing|phoning|the "
    "call|taking|getting in touch|the (chat|heads up)|all your help|reaching|speaking|talking|coming back|getting back) ~3",
)
_BEFORE = re.compile(
    "(?:before|until|till|if|when|unless|while|whenever|once|after|as|where|not|never|did not|nearly|to|said|say|says|saying|without|a|"
    r"the) (?:\S+ ){0,1}$"
)
_BYE_LOOK = re.compile(r" (?:laws?|election|pass|product|line|gones|road|the way|and large)\b")


@lru_cache(maxsize=2048)
def closing_hits(flat: str) -> tuple[Hit, ...]:
    """The words in a plain sentence by which a side begins to end the call, or ends it."""
    hits = [Hit("must-go", *found.span()) for found in MUST_GO.finditer(flat) if not _stays(flat, found)]
    hits += [Hit("must-go", *found.span(), 0.8) for found in AWAY.finditer(flat) if not _before(flat, found.start()) and not _at_a_time(flat, found)]
    hits += [Hit("must-go", *found.span(), 0.4) for found in INTERRUPTED.finditer(flat) if not _before(flat, found.start())]
    hits += [Hit("closing", *found.span()) for found in LET_GO.finditer(flat) if not _before(flat, found.start())]
    for found in SEE_YOU.finditer(flat):
        times = [time for time in definite_times(flat) if found.start() <= time.start <= found.end() + 4]
        sure = (
            re.match(
                r"(?:see|catch|speak|talk|chat) .*(?:later|soon|then|around|tomorrow|again|shortly|next|in a|in the week|anon|some|there)",
                found.group(),
            )
            or times
        )
        opens = found.start() == 0 or re.search(r"(?:^|, |and |so |then |will |we )(?:\S+ )?$", flat[: found.start()])
        if sure and opens and not _before(flat, found.start()) and not flat.startswith(("i can", "can i", "could i", "shall", "let us"), 0):
            when = (times[0].start, times[0].end) if times else None
            hits.append(Hit("goodbye", found.start(), max(found.end(), when[1] if when else 0), 0.8, when=when))
    for found in GOODBYE.finditer(flat):
        thanks = found.group().startswith(("thank", "cheers")) and " for " in found.group() and " for your time" not in found.group()
        asked = re.search(r"(?:did|do|you all|they|we|to) (?:you )?$", flat[: found.start()]) and found.group().startswith("have")
        if not asked and not _BYE_LOOK.match(flat, found.end()) and not _before(flat, found.start()):
            hits.append(Hit("thanks" if thanks else "goodbye", *found.span(), 0.5 if thanks else 1.0))
    return tuple(hits)


def _before(flat: str, at: int) -> bool:
    """ "Before I let you go" keeps the call going."""
    return bool(_BEFORE.search(flat[:at])) or bool(re.search(r"(?:before|until|if|unless|whenever) (?:i|we|you) (?:\S+ )?$", flat[:at]))


def _at_a_time(flat: str, found: re.Match[str]) -> bool:
    """ "Can I call you back at four?" proposes a step."""
    return bool(re.search(r"call|ring|phone", found.group())) and bool(definite_times(flat[found.start() :]))


def _stays(flat: str, found: re.Match[str]) -> bool:
    if _before(flat, found.start()):
        return True
    return bool(NOT_GOING.match(flat[found.end() :]))
