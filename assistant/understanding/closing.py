"""How calls are ended, and what only sounds like it: "I've got to run" against "I've got to run this by my boss"."""

import re
from functools import lru_cache

from assistant.understanding.hit import Hit
from assistant.understanding.text import sentences
from assistant.understanding.times import definite_times, find_times
from assistant.understanding.words import G

_MUST = (
    "(have got|(have|had)(?= (really |just |probably |actually |all )*to )|got|need|must|should|would better|better|had better|had best|"
    "would best|best|ought|really must|am going to "
    "have|are going to have|going to have"
    "|am going to|are going to|going|would have|will have|will need|might have)"
)
_LEAVE = (
    "(love you and leave you|love you and leave ye|love and leave you|get back to (it|work|them|my desk|my work|this|the (office|"
    "shop|kitchen|floor|kids|meeting|team|grind|job))"
    "|go and deal with|go deal with|pick up (the kids|my|him|her)|be getting on|be getting back|be getting along|get on with (it|my "
    "day|things)|cut this short|cut you off|cut you short"
    "|wrap this up|let you go|leave it there|leave you there|stop you there|take this call|take that call|take another call|take "
    "this|take that|get the door|get the phone|answer the door"
    "|answer that(?= ,|$| sorry| one| call| phone)|answer this(?= ,|$| sorry| one| call| phone)|get that|get this|see to (this"
    "|that|him|her|it|them|something)|attend to (this|that|something|a "
    "customer)|catch (a|my|the) (train|flight|plane|bus|ferry)"
    "|collect (the kids|my|him|her)|hang up|ring off|get going|get off|get moving|get away|get on|get back|be going|be off|be away|"
    "be heading|be on my way|gan|gang|crack on|press on|push on|make tracks|make a move"
    "|drop off|sign off|jump off|hop off|head off|head out|run off|shoot off|dash off|nip off|pop off|log off|say goodbye|say good "
    "bye|love you|go|run|dash|fly|shoot|jump|hop|head|split|scoot|rush|leave|bounce|bolt|skedaddle)"
)
MUST_GO = G.pattern(
    "(i|we) (really|just|actually|do|am afraid i|am afraid we|sorry|unfortunately|suppose i|suppose we|think i|think we|am sorry|"
    rf"guess i|probably)* {_MUST} (really|just|probably|actually|all)* (to)? (really|just)? {_LEAVE}",
    "^, (so|well|right|ok|yes|no|oh|sorry|anyway|look|listen|and|but|ooh|really|dear)* (got|have|must|better|best|need|would better) "
    rf"(to)? {_LEAVE}",
    "(i|we) (have|have got|need|had better|would better|better|must) ~1 (get|head) (over|back|out|off)? to (a|an|my|the|another) "
    "(\\S+ )?(meeting|call|appointment|airport|station|school|class|clinic|dentist|doctor|hospital|site|gate|court|funeral|next (one|"
    "appointment|meeting|call))",
    "^, (please|now|so|right|ok|well|sorry|ah|oh|but|and)* let (me|us) (be (going|off|running|on my way)|run|dash|rush)(?= ,| now| before| please|$)",
    "(i|we) (have|have got|got|need|must|want) (to)? (enter|join|step into|step in to|go in to|go into|sit in) (a|an|my|the|"
    "another|this) (meeting|call|class|clinic|session|briefing|lecture|service)",
    "(i|we) (have|have got|got|need|must) (to)? go (down|up|over|out|back|inside|across)(?= ,| now| already|$)",
    "(i|we) (am|are) (going|off|away|gone|late|hanging up)(?= ,| now| i am afraid| sorry|$)",
)
AWAY = G.pattern(
    "(i|we) (am|are) (being called|being paged|wanted (in|at|on|by)|late for|running late for|needed (in|at|on|by)|about to (lose "
    "you|head|board|walk|step|jump|go (into|in|through)) ~1|out of time"
    "|(going|walking|stepping|heading|getting|pulling) (into|in to|in|through|on to|onto) (a|an|my|the) (meeting|call|tunnel|lift|"
    "elevator|plane|flight|train|appointment|class|clinic|surgery|conference|theatre|room|court))",
    "(i|we) (am|are) just (going|walking|stepping|heading) (into|in to) (a|an|my|the) (meeting|call|tunnel|lift|elevator|appointment|"
    "class|clinic|surgery|conference|theatre|room|court)",
    "(have|got|need|going) to (all)? (get out|evacuate|clear the building|leave the building)(?= of here| now| ,|$)",
    "(can|could|may|shall|should|would|will) (i|we|you) (just|mind)* (call|ring|phone|calling|ringing|phoning|try) (you|ye|me|us|"
    "back) (back|later|after|another time|some other time|again|a bit later|when)",
    "(i|we) (will|would|can|shall|might|may|could|am going to have to|will have to|have to|need to) (just|have to|need to)* (call|"
    "ring|phone|buzz) (you|ye|us|yous) (back)? (after|later|again|sometime|in a bit|some other time|another time)",
    "(can we|could we|shall we|can i|could i|should we|let us|will we) (pick (this|it) up|do this|do it|carry on|continue|finish this|talk|speak) "
    "(again)? (another (time|day)|some other time|later|later on|tomorrow|next week)(?= ,|$)",
    "(not|never) (really)? (a)? (good|great|best|convenient|ideal) (time|moment)(?= ,|$| because| i| so| we| now| right now| at the moment| for)",
    "(i|we) (can not|do not have time to|have not got time to|have no time to|have no time for) (talk|speak|chat|stay on|stop|stop "
    "to talk|stay on the phone)(?= ,|$| i | we | now| right now| long| at the moment| today| sorry)",
)
INTERRUPTED = G.pattern(
    "(there is|that is|here is|i have|i have got|we have|we have got|i am getting|i see) (just)? (somebody|someone|a|an|another|my|"
    "the|our|him|her)? ~2 (at the door|at the counter|at the desk|at reception|at the gate|at the back door|on the other line|on the "
    "other phone"
    "|other line|other phone|waiting for me|waiting|calling me|just walked in|just arrived|just come in|just pulled in|just pulled "
    "up|call coming in|call waiting|to catch|beeping|outside|other call|next meeting|next appointment|next call|next one|cab|taxi|"
    "ride|lift|flight|train|bus|boarding|stop"
    "|with me|here|queue|pan on|customer|clinic|clinic now)(?= ,|$| and| so| i| now| here)",
    "(my|the|our) (next (one|appointment|meeting|call|patient|client|customer)|boss|taxi|cab|uber|ride|train|flight|bus|meeting|"
    "patient|customer|client|appointment|driver|inspector|kids|bell|doorbell|door|alarm|fire alarm|wife|husband|phone|battery|class|"
    "lesson|show|match|kettle|pan|baby|dog)"
    " ~1 (is|are|has|have|'s|just)* (here|arrived|at the door|waiting|calling|calling me|ringing|starting|starts|going off|gone|gone "
    "off|boarding|pulling in|just (arrived|walked in|pulled in|pulled up|come in)|turned up|pulled in|pulled up|in five|in two|about "
    "to (start|die|go)|dying|crying|barking|boiling over)",
    "(class|clinic|surgery|school|prayers|mass|practice) (is|'s) (starting|about to start|out|on)|they are (calling|boarding) (my|"
    "our|the) flight|(work|duty) (calls|is calling)",
    "(someone|somebody|they|he|she|the boss|my boss|my wife|my husband|the office|duty|my mum|my mother) (is|are|'s|has|have)? ~1 "
    "(at the door|calling me|needs me|need me|want me|wants me|waving at me|shouting for me|waiting for me|beckoning|paging me|just "
    "walked in|walked in)",
    r"(that|it|this) (is|was) (the|my|our|a)? (\S+ ){0,2}(door|doorbell|fire alarm|alarm|other line|other phone|boss|taxi|cab|lift|"
    "train|flight|next (meeting|appointment|call|patient|client|customer|one)|bell|inspector|at the (back|front)? door|ringing|my "
    "stop)",
    "my (nine|ten|eleven|twelve|one|two|three|four|five|next) (oclock|thirty|fifteen|one|appointment|meeting|patient|client)? (is|"
    "has|'s|just|are)* (here|arrived|in|waiting|outside|just (arrived|walked in|come in))",
    "(is|has|have|'s|are) just (pulled|turned|walked|come|arrived|driven|landed|shown|rolled) (in|up|here|through|into the yard)?",
    "(i|we) (am|are) (a bit|really|rather|kind of|just)* (tied up|in the middle of|snowed under|swamped|up to my eyes|up to my neck|rushed off)",
)
_STAYS = re.compile(
    "^(?: ,)?(?: just| really)? (?:this|that|it|them|these|those|some|the numbers|the figures|through|over|and (?:check|find|ask|see "
    "(?:if|whether|what)|look|grab|measure|count|have a look|fetch|make|speak to|talk to|do|get (?:it|the|a|that|some|my (?:glasses|"
    "diary|pen)))"
    "|check|find|ask|see|with|by|ahead|for (?:the|a|that|it|this|something|cheaper|less|it)|(?:up|down|round|around)(?! now|$| ,)|as (?:low|high)|"
    "below|above|under|a (?:report|credit|check|test|few|quick)|one|two|three|numbers|in (?:writing|stock)|live|along with|without"
    "|higher|lower|beyond|straight to|via|out (?:to tender|on|of|by)|to tender|wrong|bigger|smaller|early|in (?:to|for) (?:the|a) "
    "(?:price|order)|to (?:my|our) (?:boss|partner|board|manager|accountant)|past|away with|to (?:him|her|them|you|the (?:supplier|"
    "council|bank|manufacturer|factory))"
    "|back (?:to (?:him|her|them|you|my boss|the (?:supplier|factory|office|warehouse|drawing))|in|out|$)|on (?:to the|with|the|"
    r"about|it)|out to|on to (?:the|my) (?:supplier|council|bank|office|manufacturer))\b"
)
_GOES = re.compile(
    "^(?:$| ,| (?:now|then|sorry|because|so|but|or|before|i|we|he|she|they|it|somebody|someone|right now|again|home|love|mate|hon|"
    "honey|pal|man|sir|madam|folks|guys|too|anyway|thanks|thank|bye|good|nice|great|talk|see|speak|catch|deal|pick|collect|feed"
    "|meet|answer|attend|today|already|soon|shortly|immediately|straight|while|when|as|if|unfortunately|actually|really|though|and|"
    r"there|in|into|to|on|for|out|off|back|also|have|get|do|you|it was)\b"
    r"| (?:up|down|over|across|inside) (?:now|$|,)"
    r"| (?:my|the|our) \S+ (?:is|'s|are|has)\b| (?!sorted|signed|fixed|done|early|often|straightened|between|cables|bigger)[a-z]+$)"
)
"""How a sentence may go on after "I've got to run" for it still to be about leaving."""
_AT_ONCE = re.compile(r"(?:in|right|now|straight|at|by|this minute|immediately)\b")
LET_GO = G.pattern(
    "(i|we) (will|would|shall|am going to|should|had better|better|must|can|ought to|would better|have to|need to) (just|really|"
    "better|have to|probably|love to)* (let|leave) (you|ye|yous|you all) (go|get on|get back|get off|get away|crack on|be|run|get "
    "going|to it|to your|to get on|to your day|get to|to that|in peace|return|carry on|enjoy|there|off|head|finish|see to|alone)",
    "^, (so|well|right|ok|yes|no|oh|anyway|look|listen|and|but|all right)* (let|leave) (me|you) (let you|leave you) (go|get on|get "
    "back|get off|crack on|to it|be|run|alone)",
    "(let us|shall we|we can|we should|we could|we will|we would better) (leave|call) (it|things) (there|at that|for now|for today|here|a day)",
    "(let|leave) (me|us) (let|leave) (you|ye|you all) (go|get on|get back|crack on|be|to it|alone)",
    "^, (please|so|ok|well|right)* let (me|us) leave (you now|you there|you for now|you)(?= ,|$)",
    "(i|we) (will not|shall not|do not want to|would not want to|had better not|better not|must not|should not|can not|will try not "
    "to) (keep|hold|detain|delay|take up) (you|ye|any more of|more of|your)( any longer| longer| long| any more| time| up| further)?",
    "(i|we) (have|have already) (taken|took|taken up|kept) (enough of|too much of|up enough|up too much|you long enough|you too long|up your) ~2",
    r"(go on|away|off you go|go) ,? (go|get|then|you|on with|off|to your|do your)( \S+){0,2}$",
    "(i|we) (will|shall|would) (leave|let) (it|that|things) (there|at that|for now)(?= ,|$| for now| for today| then)",
    "(you|ye) (get|go|crack|run|carry) (back|on|off|along|ahead and) (to|with|and|now|then)? (your|it|the|that|catch|get)? ~2 $",
    "(that is|that was|that will be|i think that is) (all|everything|it) (for (today|now)|from me|i (wanted|needed|had)) ,$",
    "(i|we) will (just)? say (good bye|goodbye|cheerio|bye)",
    "(get|be) (out of|out from under) your (hair|feet|way)|stop (bothering|pestering|annoying) you",
    "^, (so|well|right|ok|yes|anyway|that is|that will be)* (that is us|that will do us|that is me done|that is me off|that is me then)( then)? ,$",
)
SEE_YOU = G.pattern(
    "(catch up|see|catch|speak|talk|chat|be speaking|be talking) (to|with|you|ye|you all|yous|again)* (you|ye|yous|you all)? (later|"
    "soon|then|around|there|tomorrow|again|shortly|next (week|month|time)|in the week|anon|at some point|sometime|some time|in a "
    "(bit|while|few|minute|moment)|when|another time|{adv})*",
    r"(look forward|looking forward) to (it|that|seeing|hearing|speaking|meeting|talking|then|working|catching|the)( \S+){0,4}",
)
_SEE_YOU_OPENS = re.compile(
    "(?:^|, |and |so |then |(?:i|we) will )$|(?:^|, )(?:ok|right|great|lovely|thanks|cheers|perfect|grand|well|all right|good|super|brilliant|yes) $"
)
_SEEN = re.compile(
    r"(?:see|catch|speak|talk|chat) .*(?:later|soon|then|around|tomorrow|again|shortly|next|in a|in the week|anon|some)|see (?:you|ye)$"
)
GOODBYE = G.pattern(
    "(bye|bye bye|good bye|goodbye|bye now|bye for now|cheerio|cheers then|ta ra|tara|ta ta|tatty bye|byee|byeee|buh bye|toodle oo|"
    "toodle pip|toodles|ciao|adios|so long|farewell|godspeed|god bless(?! (you|ye|him|her|them|us))|"
    "slan|slainte|hooroo|totsiens|laters|catch you later|sayonara|"
    "walk good|night night|good night|goodnight|be seeing you|mind yourself|mind how you go)",
    "^, (ok|right|all right|well|yes|thanks|thank you|lovely|great|perfect|and|so|you|cheers)* (you)? (take care|have a good one|all "
    "the best|enjoy (your|the rest of) ~4|until (then|next time)|later|safe home|safe journey|safe travels)( "
    r",|$| now| of yourself| you too| both| yourself| \S+$)",
    r"^, (ok|right|all right|well|yes|thanks|thank you)* (later|laters|cheers for now)$",
    "(nice|good|great|lovely|wonderful|a pleasure|been a pleasure|always a pleasure|pleasure) (talking|speaking|chatting|catching "
    "up) (to|with) (you|ye|yous|y'all|you all) ~2",
    "have a(n)? (good|great|nice|lovely|wonderful|blessed|safe|super|cracking|pleasant|brilliant|fantastic|fab|awesome|beautiful|"
    "fine|grand|happy|peaceful|terrific|amazing|really good|very good|very nice) ~3 (day|one|weekend|evening|afternoon|morning|night|"
    "week|rest of (your|the) (day|week)|trip|flight|christmas|holiday|easter|time|journey|diwali|eid)",
    "(thanks|thank you|cheers) (so much|very much|again|ever so much|a lot|a million|kindly)* for (your (time|call)|calling|ringing|"
    "phoning|the call|taking|getting in touch|the (chat|heads up)|all your help|reaching|speaking|talking|coming back|getting back) "
    "~3",
)
_BEFORE = re.compile(
    "(?:before|until|till|if|when|unless|while|whenever|once|after|as|where|not|never|did not|nearly|to|said|say|says|saying|without|a|"
    r"the) (?:\S+ ){0,1}$"
)
_BEFORE_I = re.compile(r"(?:before|until|if|unless|whenever) (?:i|we|you) (?:\S+ )?$")
_BYE_LOOK = re.compile(r" (?:laws?|election|pass|product|line|gones|road|the way|and large)\b")
_HAD = re.compile(r"(?:did|do|you all|they|we|to|hope|hoping|hope that|i|trust) (?:you )?$")
_SURE, _LIKELY, _PERHAPS = 1.0, 0.8, 0.4


@lru_cache(maxsize=2048)
def closing_hits(flat: str) -> tuple[Hit, ...]:
    """The words in a plain sentence by which a side begins to end the call, or ends it."""
    hits = [Hit("must-go", *found.span(), _SURE) for found in MUST_GO.finditer(flat) if not _stays(flat, found)]
    hits += [
        Hit("must-go", *found.span(), _LIKELY) for found in AWAY.finditer(flat) if not _before(flat, found.start()) and not _at_a_time(flat, found)
    ]
    hits += [Hit("must-go", *found.span(), _PERHAPS) for found in INTERRUPTED.finditer(flat) if not _before(flat, found.start())]
    hits += [Hit("closing", *found.span(), _SURE) for found in LET_GO.finditer(flat) if not _before(flat, found.start())]
    hits += [hit for found in SEE_YOU.finditer(flat) if (hit := _see_you(flat, found))]
    for found in GOODBYE.finditer(flat):
        before = flat[: found.start()]
        asked = found.group().startswith("have") and (before.endswith(("did you ", "hope you ")) or _HAD.search(before))
        if asked or _BYE_LOOK.match(flat, found.end()) or _before(flat, found.start()):
            continue
        thanks = " for " in found.group() and " for your time" not in found.group() and found.group().startswith(("thank", "cheers"))
        hits.append(Hit("thanks", *found.span(), 0.5) if thanks else Hit("goodbye", *found.span(), _SURE))
    return tuple(hits)


def _see_you(flat: str, found: re.Match[str]) -> Hit | None:
    """ "See you Thursday", with the time it names; not "can I see you Thursday?" or "I see you're open"."""
    times = [time for time in definite_times(flat) if found.start() <= time.start <= found.end() + 4]
    forward = found.group().startswith("look") and bool(times)
    if found.group().endswith(("see you", "see ye")) and not times and flat[found.end() : found.end() + 2] not in ("", " ,"):
        return None
    if not (times or _SEEN.fullmatch(found.group())) or _before(flat, found.start()):
        return None
    if not forward and not _SEE_YOU_OPENS.search(flat[: found.start()]):
        return None
    when = (times[0].start, times[0].end) if times else None
    return Hit("goodbye", found.start(), max(found.end(), when[1] if when else 0), _LIKELY, when=when)


def _before(flat: str, at: int) -> bool:
    """ "Before I let you go" keeps the call going."""
    return bool(_BEFORE.search(flat[:at])) or bool(_BEFORE_I.search(flat[:at]))


def _at_a_time(flat: str, found: re.Match[str]) -> bool:
    """ "Can I call you back at four?" proposes a step."""
    return bool(re.search(r"call|ring|phone", found.group())) and bool(definite_times(flat[found.start() :]))


_TO_A_PLACE = re.compile(r" to (?!(?:the|a|an|my|our|this|that|another|work|bed|court|school|hospital|church|class|mass|prayers|lunch)\b)[a-z]")
""" "We've got to go to Wembley on the twenty-first" tells where, not that they leave."""


_TO_SOMEBODY_NOW = re.compile(r" to (?:him|her|them|this|that) (?:right )?now$")


def stays(words: str) -> bool:
    """Whether words have the form of leaving and are none: "I've got to run this by my boss"."""
    return any(_stays(sentence.flat, found) for sentence in sentences([words]) for found in MUST_GO.finditer(sentence.flat))


def _stays(flat: str, found: re.Match[str]) -> bool:
    """Whether the words go on to something that is no leaving: "I've got to run this by my boss", "I have to go to Leeds on Friday"."""
    if _before(flat, found.start()):
        return True
    after = flat[found.end() :]
    if _TO_SOMEBODY_NOW.match(after):
        return False
    if found.group().endswith(" go") and _TO_A_PLACE.match(after):
        return True
    later = [time for time in find_times(after) if not _AT_ONCE.match(after[time.start : time.end])]
    return bool(later) or bool(_STAYS.match(after)) or not _GOES.match(after)
