"""Steps after the call: who will do what by when, proposed, promised, taken up or turned down.

A step is a *plan* (an actor and a verb that points ahead, with or without a time) or a bare *time* that fills a plan already on the
table ("Thursday, half ten"). What is only a fact about a day ("the auditors are coming on the sixteenth") is neither.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from assistant.events import ActName
from assistant.understanding.hit import Hit
from assistant.understanding.refusals import refusals
from assistant.understanding.times import When, find_times
from assistant.understanding.topics import life_score
from assistant.understanding.words import G

_VERB = (
    "(call|ring|phone|buzz|speak|talk|chat|text|message|whatsapp|email|e mail|mail|send|forward|post|drop|pop|come|be (there|with "
    "you|round|over|out|at|by|on site|up|down|back to you|back in touch|calling|ringing|phoning|sending|coming|bringing|dropping|"
    "delivering|emailing|in touch|in your|outside|popping|seeing|meeting)|visit|swing|stop|see|meet|catch|sit|look|go over|go "
    "through|go out|go on|go in|go down|go up|go off|walk|show|bring|deliver|ship|dispatch|get|have|collect|pick|fit|install|fix|"
    "repair|replace|sort|book|schedule|arrange|set|put|pencil|order|place"
    "|process|check|confirm|let you know|let me know|let us know|find out|chase|follow|come back|get back|report|update|sign|pay|"
    "transfer|invoice|quote|draft|write|prepare|run|demo|present|train|start|begin|finish|release|swap|change|hold|reserve|measure|"
    "survey|inspect|test|try|review|decide|discuss|host|join|dial|log|upload|share|introduce|take|make|do|give|leave"
    "|load|unload|pull|turn up|arrive|land|reach|work|cut|print|press|pass|return|switch|move|give you|plan|aim|reconvene|touch base|"
    "reconnect|catch up|pick up|head|fly|travel|slip|trot|fetch|speak to|line up|touch|squeeze|revert|fax|drive|attend|say|knock"
    "|cover|service|clean|treat|shift|nip|be "
    "round|wire|settle|pack)"
)
_DOES = (
    "(send|bring|come|call|ring|phone|deliver|text|email|drop|ship|place|release|collect|put|give you|take it|fit|post|see you|meet|start you|pick)"
)
"""Verbs that point ahead even without "will", as said in many Englishes: "I bring it Saturday"."""
_WILL = (
    "(will|shall|can|could|would|am going to|are going to|is going to|will have|will be able to|would be able to|am able to|must|should|"
    "want to|would like to|would love to|would rather|need to|have to)"
)
SPEAKER_PLANS = G.pattern(
    rf"(i|we) {_WILL} {{adv}}* (then|have|get|try and|try to|need to|both|all|definitely|certainly|make sure i|make sure to)* {_VERB}",
    rf"(shall|can|could|may|should|would|will|might) (i|we|you and i|us) {{adv}}* {_VERB}",
    "(let us|let me|why do not (i|we)|how about (i|we|if i|if we)|what if (i|we)|what about (i|we)|suppose (i|we)|say (i|we)|"
    "supposing (i|we)|i suggest (i|we)?|i propose (i|we)?|(would|do) you (mind|like) (if i|me to)|would it (help|suit|be ok|be all "
    "right|work) if (i|we)|is it ok if (i|we)) ~5",
)
_NOT_DOING = (
    "(?!(be|think|know|see|guess|admit|say|need|want|remember|retire|turn|miss|die|not|never|like|love|hate|hope|wish|believe|feel|"
    r"probably|then)\b)"
)
TIMED_PLANS = G.pattern(
    rf"(i|we) (will|shall|am going to|are going to|is going to) {{adv}}* {_NOT_DOING}[a-z]+",
    rf"(shall|can|could|should|may|will) (i|we) {{adv}}* {_NOT_DOING}[a-z]+",
    rf"(can|could|will|would) (you|ye|y'all|somebody|someone) {{adv}}* {_NOT_DOING}[a-z]+",
    "(i|we) (am|are) {adv}* (calling|ringing|phoning|sending|emailing|texting|coming|bringing|dropping|popping|putting|pulling|"
    "getting|delivering|shipping|seeing|meeting|visiting|booking|fitting|installing|taking|running|releasing|dispatching|picking|"
    "collecting|starting|having|doing|swinging|stopping|posting|passing|loading|sorting|arranging|joining|paying|ordering)",
    r"(my|our|the|one of (my|our|the)|your|a|an) (\S+ )?(driver|engineer|engineers|technician|team|guy|guys|man|men|lad|lads|boys|"
    "crew|fitter|fitters|courier|van|lorry|truck|office|colleague|manager|installer|electrician|plumber|assistant|accounts|dispatch|"
    "surveyor|consultant|specialist|rep|trainer|people|girl|girls|person|warehouse|partner|boss|supervisor) (will|can|could|would|"
    rf"shall|should|is going to|are going to) {{adv}}* {_VERB}",
    rf"^, (and|then|so|ok|right|or)* (i|we) {{adv}}* {_DOES}",
    rf"and (i|we) {{adv}}* {_DOES}",
    rf"(by|on|at|before|from|first thing) ~4 (then)? (i|we) {{adv}}* {_DOES}",
    r"(my|our|the|one of (my|our|the)) (\S+ )?(driver|engineer|engineers|technician|team|guy|guys|fitter|fitters|courier|van|lorry|"
    "truck|colleague|installer|electrician|plumber|crew) (is|are|'s) (at|with|coming|on|out|leaving|calling|delivering|arriving|"
    "there|picking|collecting|due|free) ~3",
    "^, (truck|van|driver|lorry|engineer|courier|delivery|somebody|someone) (is|will be) (there|with you|at|on|coming|out|leaving) ~3",
    r"(he|she|they|somebody|someone|(?!(it|that|this|which|there|what|who|how|i|we|you|not|price|prices|sale|course)\b)[a-z]+) (will|"
    rf"can|could|would|is going to|are going to|shall) {{adv}}* {_VERB}",
    r"(it|they|that|these|those|everything|them|the \S+|your \S+|the \S+ \S+|your \S+ \S+) (will|should|would|can|are going to|is "
    "going to) {adv}* (go|be|arrive|leave|ship|come|reach|land|get|start|run|turn up|follow)",
    r"you (will|would|should|shall) {adv}* (have|get|receive|see|hear|be hearing|be getting|be seeing) ~5",
    "you (get|drop|bring|send|fetch|leave|pop) ~3 (to|with|in|over|round|back|down|up|off|here|across) ~2",
    "on (our|the|my|your) (next)? (truck|van|lorry|run|round|drop|delivery|boat|wagon)",
    "there (is|will be) (a|an|one) (slot|gap|space|opening|window|cancellation) ~6",
    "(i|we) (have|am able to offer) (a|an|one) (slot|gap|space|opening|window|cancellation|van|lorry|truck|man|lad|engineer|crew|table) ~6",
    "you (only|just|better)? (come|call|ring|phone|visit|meet) ~2",
    "you (give me|give us|drop me|let me have|let us have|call me|ring me|bring me|send me) ~4",
    r"(on its way|on their way|in the post|with you|at your (door|place|office|site|gate|yard|back door)|over to you|round to you)",
    "(see you|speak to you|talk to you|call you|ring you|with you|back to you|be there|be here|meet you|hear from (you|me)|expect "
    "(me|us|him|it|them|a call|my call))",
)
WANTED_BY = G.pattern(
    "(i|we) (would like|will need|need|want|will take|will have|am after|are after|would want|could do with) (it|them|that|one|two|three|"
    "four|five|six|ten|twenty|a|an|the|some|another|more|you|somebody|someone|him|her|this|those|these|my|our) ~8"
)
"""What a side wants done, with a time: a plan for the other to take up."""
OTHER_PLANS = G.pattern(
    rf"(can|could|will|would|might) (you|ye|y'all) {{adv}}* (please)? (just)? {_VERB}",
    rf"you (can|could|will|might|should|may|are going to|would better|would be better to) {{adv}}* {_VERB}",
    "^, (so|well|right|ok|yes|please|just|and|but|then|lovely|great|perfect|sure|fine|or|no|maybe|how about you|all right)* (please|"
    "just|maybe)* (call|ring|phone|buzz|text|message|email|send|drop|pop|come|bring|deliver|ship|get|collect|pick|book|put|order|"
    "place|try|give|meet|swing|stop|let me know|let us know|touch base|leave|sign|pay|check|send|catch) (me|us|it|them|back|"
    "in|by|over|round|out|on|at|about|for|that|the|one|up|a|around|through|after|before|off|down|tomorrow|today|with) ~6",
    r"(would|do|could) you (mind|be able to|manage to|be so kind|like to|want to|care to|fancy) ~6",
    rf"let (him|her|them|(your|the) (man|men|driver|engineer|guy|boy|boys|people|lad|lads|technician|fitter)) {{adv}}* {_VERB}",
)
_FILL = re.compile(
    r"\b(?:problem|bother|worries|yes|no|ok|right|so|well|then|oh|and|or|but|maybe|perhaps|possibly|say|let|us|make|it|that|is|'s|"
    "would|will|be|are|do|does|"
    "did|work|works|suit|suits|for|you|me|i|we|the|a|at|on|by|in|about|around|of|how|what|any|good|better|best|great|fine|perfect"
    "|lovely|grand|ok|ideal|all|too|please|thanks|thank|cheers|could|can|should|shall|sure|just|only|latest|sharp|ish|free|available|"
    "quiet|quieter|quietest|easier|easiest|exactly|your|my|our|place|here|there|yeah|sounds|hmm|actually|really|probably|still|same|"
    "time|day|first|thing|early|earliest|late"
    "|morning|afternoon|evening|again|from|to|till|until|before|after|with|this|next|coming|not|later|than|earlier|if|possible|even|"
    "half|past|oclock|convenient|might|safest|only|both|either|side|anytime|any|whatever|prefer|rather|sir|madam|mate|love|man|hey|"
    r"now|bit|clear|tick|knocker|dot|nose|button|shoots|also|deal|agreed|beautiful|brilliant|super|definitely|absolutely|today|it)\b"
)
TIME_ASKED = G.pattern(
    "(does|would|will|is|could|can|do|how|what|are|any chance|shall|should|say|or) ~8 (work|works|suit|suits|good|ok|all right|free|"
    "available|possible|be better|be best|convenient|manage|do you|for you|go for|aim for|say|look|sound|fit|grab you)",
    r"(how|what) about|shall we say|let us say|let us make it|can we make it|should we say|better for you|good for you|any good|free on|pencil in",
)
VAGUE_NEXT = G.pattern(
    "(i|we) (will|shall|can|would|am going to|could) {adv}* (be in touch|get in touch|let you know|get back to you|come back to you|"
    "give you a (call|ring|shout|buzz|bell)|give it some thought|think about it|have a think|have a look|look into (it|that)|see "
    "what i can do|see|follow up|keep you posted|keep in touch|touch base|reach out|ring you|call you|phone you|send (you|it|"
    "something|some|over|that|the)|drop you|email you|circle back|speak to|ask|pass (it|that|this)|chase)",
    r"(send|email|drop|pop|post|ping) (me|us|it|something|some) ~4",
    "(call|ring|phone|text|email|contact|buzz|shout|get hold of) (me|us|yous|you)? ~1 (whenever|anytime|any time|when|if|later|some "
    "time|sometime|next|again|back)",
    "(be in touch|keep in touch|stay in touch|get in touch|leave it with me|leave it with us|leave that with me|(we|i) (will)? see "
    "(how|what|where) ~4|let us (see|play it by ear|leave it|keep in touch|catch up|talk|speak))",
)
ACCEPT = G.pattern(
    "^, (yes|ok|sure|fine|good|great|lovely|perfect|grand|brilliant|super|superb|excellent|wonderful|ideal|deal|done|agreed|"
    "certainly|absolutely|definitely|right|all right|cool|champion|lekker|sharp|spot on|smashing|fantastic|magic|sorted|cheers|"
    "thanks|thank you|ta(?! ra)|awesome|lovely stuff|great stuff|grand job|good job|job done|good man|good woman"
    "|good lad|good girl|good on you|no wahala|sawa|haan|way aye|wey aye|righty ho|settled|sounds a plan|you are on|perfecto|genau"
    "|nae bother|not an issue|amazing|beautiful|marvellous|terrific|splendid|of course|course|please|please do|very well|very "
    "good|by all means|why not|happy days|exactly|correct|roger|understood|noted|got it|got you|dead on|no worries|no bother|no "
    "problem|not a bother|no problemo|righto|right you are|right so|right oh|okey dokey|okey doke|okie dokie|bang on|cracking|sweet|"
    "nice|nice one|sound|can do|will do|aye aye|indeed|confirmed|that is it|that is right|surely|then it is done|it is done|phew|"
    "excellent stuff|good stuff|bless you|oh good|oh great|oh lovely|oh brilliant|oh perfect|now you are talking)(?=$| ,| then| so| "
    "see| that| i| we| it| thanks| thank| bye| you| go| and| but| for| let| sir| madam| mate| love| man| enough| by| with| on| at| "
    "the| monday| tuesday| wednesday| thursday| friday| saturday| sunday| tomorrow)",
    r"^, (\S+ ){1,4}it is ,$",
    "^ (yes|ok|sure|fine|great|lovely|perfect|grand|brilliant|super|excellent|wonderful|agreed|right|all right|thanks|thank you|"
    r"cheers|of course|no problem|certainly|absolutely) (?!(bye|good|for|old|at|on|in|to|of|hang|hold)\b)\S+ $",
    "(sounds|sound|seems|looks) (good|great|fine|like a plan|perfect|ok|lovely|ideal|reasonable|sensible|right|fair|all right|grand|"
    "like a deal|wonderful|super|brilliant)",
    r"(that|it|this|which|{weekday}|tomorrow|\S+) (works|work|will work|would work|suits|will suit|suits me|suits us|works for (me|"
    "us)|will do|would do|does it|does me|should work|should be (fine|ok|good|grand)|would be (fine|good|great|lovely|perfect|ideal|"
    "grand|ok|wonderful|brilliant|super|helpful|smashing|marvellous)|will be (fine|good|great|lovely|perfect|grand|ok)|is (fine|good|"
    "great|lovely|perfect|ideal|grand|ok|all right|brilliant|super|agreed|a deal|wonderful|excellent|settled|no problem|fair|fair "
    "enough|the one|me|better|best|easiest)|'s (fine|good|great|lovely|perfect|ideal|grand|ok|all right|brilliant|super|better|best|"
    "easiest))",
    r"(works|fine|good|ok|okay|great|perfect|grand) (for|with|by) (me|us)",
    "(go on|go ahead|go for it|let us do (that|it)|do that|do it|let us say that|put me down|count me in|you are on|it is a date|it "
    "is in the diary|in the diary|i will put it in|pencil (me|it|us) in|book it|lock it in|see you then|talk then|speak then|till "
    "then|until then|catch you then)",
    "(i|we|he|she|they) (will|shall) (be (here|there|in|ready|waiting|around|expecting|at|free)|look out|look forward|have (it|them|"
    "that|the|him|her|everything|somebody|someone)|make sure|expect|see you|be looking out|let (him|her|them|reception|security|the) "
    "know|tell (him|her|them)|pass (it|that) on|keep an eye|wait|watch|put the kettle|clear|leave|open)",
    "(look|looking) forward|(you are|you 're) (a star|an angel|a lifesaver|a life saver|a legend|the best|a gem|a good (man|boy|girl|"
    "lad)|a marvel|very kind|a darling|a treasure|a hero)",
    "(i|we) (can|could|am able to|are able to) (do|make|manage|live with) (that|it|this|monday|tuesday|wednesday|thursday|friday|"
    "saturday|sunday|the)",
    "(appreciate (it|that|you)|much appreciated|much obliged|that is (kind|very kind|great|good|brilliant|fantastic|perfect|"
    "wonderful|a relief|music|settled|fine|grand|lovely|super|ok|all right|agreed|sorted))",
)
DECLINE = G.pattern(
    "^, (no|nope|not really|i am afraid not|never|no way|absolutely not|definitely not|not for me|no thanks|no thank you|not "
    "interested)(?=$| ,| i| we| that| it| not| thanks| thank)",
    "(can not|can't|could not|will not|would not|does not|do not|am not|are not|is not) (make|do|manage|work|suit|be able|possible|"
    "able|available|free|going to work|around|in|here|good|convenient|there)(?= |$)",
    "(no good|not good|no use|too (soon|late|early)|i am (away|off|out|on leave|on holiday|busy|tied up|booked)|we are (away|closed|"
    "shut|busy|booked))",
)
HEDGE = G.pattern(
    "(i|we) (will|would|might|may|shall|would have to|will have to|will need to|need to|have to|would need to) {adv}* (have to|need "
    "to)? (see|check|think|look at (my|the) (diary|calendar)|ask|let you know|get back to you|come back to you|consider|have a think|"
    "talk to|speak to|run it|play it by ear|need to check)",
    "let me (first|just) (see|check|look|ask|speak|talk|run|think)",
    "(depends on|whatever you like|all depends|god willing we will see|if i remember|if i am spared)",
    "(maybe|perhaps|possibly|we will see|i think so|i guess|depends|it depends|not sure|i do not know|do not know|i suppose so|let "
    "me (think|see|check|look|get back|talk|ask)|hard to say|might be able|i will try|we will try|no promises|can not promise|"
    "hopefully|leave it with me|if i can|if we can|if i get|i could not say|too soon to|hard to tell)",
)
_ASKS_FIRST = G.pattern(
    "(have|need|got|has) to (run (it|that|this)|ask|check (with|it)|speak to|talk to|square it|see what|bring it to|take it to|put it to) ~4"
)
"""Somebody else is to be asked first, whatever day that names: "I'd have to run that past the director, she's off until Monday"."""
_STANDING = re.compile(r"\b(?:usual|same|regular|standing|normal|weekly) (?:\S+ )?(?:order|delivery|drop|collection|slot|time|run|visit|again)\b")
"""A sentence that needs no verb to say what is to be done: "so the usual order, on the van on Thursday"."""
_NOT = re.compile(r"\b(?:not|never)(?: \S+)? $")
_STILL = re.compile(r"\b(?:is|are) .*\bstill\b")
"""Asked of what has long been agreed: "is the Tuesday drop still all right?" """
_HELP = re.compile(r"\b(?:anything|something|else|help)\b")
_REPORTED = re.compile(
    "(?:said|(?:told|telt) (?:you|me|us|him|her|them)|promised|mentioned|thought|think|supposed|what|how|which|where|who|why|whoever|whatever)"
    "(?: that)?(?: time| day)? $"
)
"""Before a plan's words: somebody's words of long ago, or a question about them."""
_IF = re.compile(r"\b(?:if|unless|in case|suppose|even if|only if|provided)\b(?: \S+){0,9} $")
_PAST = re.compile(r"(?:\S+ ){1,3}(?:should|would|could|might|must) (?:\S+ )?have (?:been|had|got|gone|done|come|sent|told|\w+ed)\b")
"""What was due before the call, or did not happen: "we should have had it this morning"."""
_LOOKING = re.compile(
    r"let (?:me|us) (?:just |quickly |first )*(?:check|see|look|have a (?:look|think)|think|get (?:my|the) diary|open|pull|grab|find|jot|write|note|"
    r"read|ask you|tell you|explain|finish|be (?:clear|honest|straight))\b"
)
"""What is done during the call: "let me just check my diary"."""
_ONLY_WHEN = re.compile(
    r"(?:(?:i|we) (?:would|will|could|can|might|shall)|(?:could|can|would) (?:you|we|i)) (?:just )?(?:say|do|manage|make)(?: it)? "
)
_HARDLY_MORE = 8
"""Characters after the time in such a plan: "then", "please"."""
_THAT_IS = re.compile(r"(?:that|this|it|which) (?:would|will|should) be (?:on |at |by |for )?")
"""Before a time: what day it is, and nothing to be done."""
_NO_STEP = re.compile(
    r"\b(?:check|look|see|find out|have a look|get|do|take|want|like|need|help|transfer|put you|speak|talk|start|make|order|know)\b"
)
_RINGS = re.compile(r"(?:i|we) (?:am|are) (?:\S+ )?(?:calling|ringing|phoning)\b(?: (?:you|him|her|them|back))*")
_HAS = re.compile(r"(?:i|we) (?:will|shall|am going to|are going to) have (?:an?|my|our|the) (?!word|chat|look|go)")
_TO_YOU = re.compile(r"\b(?:on|to|at|with|round|over) (?:you|your)\b")
""" "I'll have the truck on your dock at nine", not "we'll have the auditors on Monday"."""
_TALKING = re.compile(r"\b(?:check|touch|follow|catch|speak|talk|chat|reach|deal|sitt)ing(?: (?:base|in|up|out|down|again))* $")
"""Before "with you": what is done during the call, "just touching base with you this morning"."""
_ABLE = ("could be ", "could be stood ", "can be ", "can be stood ")
"""Before a plan's words: what somebody would be able to do."""
_NOW = re.compile(r"\b(?:today|now|away|immediately|minute|instant|straightaway|minutes)\b")
_ASKS_NEED = re.compile(r"\b(?:what|how)(?: else)? (?:can|could|may|might|shall) (?:i|we) (?:do|help|be of help|get|assist|offer|sort)\b")
"""Asking what is needed: the "today" of "what can I do for you today?" is no time for a step."""
_HABIT = re.compile(r"days\b")
_OF_DAY = (" morning", " afternoon", " evening", " day", " bye", " luck", " lad", " old")
"""After "good": no answer but a greeting, a goodbye or a word about somebody."""
_ASKS_OTHER = re.compile(
    r"(?:(?:can|could|will|would) (?:you|ye|y'all)\b|you (?:(?:only|just|better) )?(?:get|drop|bring|send"
    r"|fetch|leave|pop|give|let|come|call|ring|phone|visit|meet)\b)"
)
_LIVELY = 2
"""From this much life in a sentence on, "we'll fly out on Friday" is no step."""
_STRONG = G.pattern(
    "(call|ring|phone|buzz|text|message|whatsapp|email|mail|send|forward|post|come|visit|swing|see you|meet|bring|deliver|ship|"
    "dispatch|collect|pick up|fit|install|book|schedule|arrange|order|confirm|let you know|let me know|let us know|find out|get back"
    "|come back|sign|pay|quote|draft|prepare|drop|pop|speak to you|talk to you|catch up|put together|follow up|chase|check with|send "
    "over|sort|fix|replace|set up|(drive|run|nip|head|fly|travel|walk|stop|call|cut|slip) (up|down|over|out|round|across|in|by)"
    "|walk (you|them|him|her) through|show (you|them|him|her)|take (you|them|him|her) (through|round)|sit down|get you|get them"
    "|get it|get that|get someone|get somebody|demo|trial|sample|samples)"
)
"""Verbs of what is done for a client: without a time, only these make a plan that is still to get one."""


def _time_of(flat: str, times: tuple[When, ...], start: int, end: int) -> tuple[tuple[int, int] | None, bool]:
    """The definite time that goes with a plan, and whether only a vague one does. The nearest after the plan's words comes first."""
    sure = [time for time in times if time.definite and not flat[: time.start].endswith("not ")]
    if sure:
        best = min(sure, key=lambda time: (time.start < start - 2, abs(time.start - end)))
        return (best.start, best.end), False
    return None, bool(times)


HOUR = 0.5
"""Confidence of a time; under it, of a bare number that is an hour only where one is wanted: "Nine." """
_NUMBER = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|1[0-2]|[1-9])\b")
_SUITS = re.compile(r"^ (?:'s|is|would be|will be) \S+(?: (?:on|enough|with me|by me|for me))?$")
"""After a time: what is said of it ("half seven's dead on")."""
_WISH = re.compile(r"\b(?:best|luck|good|lovely|nice|great|merry|happy|enjoy|safe|fun)\b[^,]*$")
"""Before a time: what is wished for it ("all the best for Friday")."""
_BESIDES = 3
"""Words of its own that a sentence may have beside a time that answers "when?"."""


@lru_cache(maxsize=2048)
def step_hits(flat: str, mark: str) -> tuple[Hit, ...]:
    """Plans, times that may fill a plan, and answers to them, in a plain sentence."""
    refused = refusals(flat, mark)
    busy = [hit.when for hit in refused if hit.when]
    hits = [] if _ASKS_NEED.search(flat) else [*_plans(flat, mark), *_bare_times(flat, mark)]
    if not any(hit.when for hit in hits):
        hits += _hours(flat)
    hits = [hit for hit in hits if not (hit.when and any(hit.when[0] < end and start < hit.when[1] for start, end in busy))]
    hits += refused
    if mark != "?":
        hits += [
            Hit("accept", *found.span(), 0.8)
            for found in ACCEPT.finditer(flat)
            if not (flat.startswith(_OF_DAY, found.end()) or flat[: found.start()].endswith(("not ", "never ")))
        ]
    hits += [Hit("decline", *found.span(), 0.8) for found in DECLINE.finditer(flat)]
    if found := _ASKS_FIRST.search(flat):
        hits = [Hit("vague-next", *found.span(), 0.5, about="hedge"), *(hit for hit in hits if not hit.about or hit.act == "decline")]
    elif (found := HEDGE.search(flat)) and not any(hit.when and hit.about for hit in hits):
        hits.append(Hit("vague-next", *found.span(), 0.5, about="hedge"))
    return tuple(hits)


def _plans(flat: str, mark: str) -> list[Hit]:
    """Every plan of a sentence, each with the time that stands between it and the next."""
    times = find_times(flat)
    found = [(match.start(), match.end(), "other") for match in OTHER_PLANS.finditer(flat)]
    found += [(match.start(), match.end(), "speaker") for match in SPEAKER_PLANS.finditer(flat)]
    if times and life_score(flat) < _LIVELY:
        found += [(match.start(), match.end(), "other" if _ASKS_OTHER.match(match.group()) else "speaker") for match in TIMED_PLANS.finditer(flat)]
    found += [(match.start(), match.end(), "other") for match in WANTED_BY.finditer(flat) if any(time.definite for time in times)]
    plans = _apart(sorted(found))
    hits = []
    for at, (start, end, who) in enumerate(plans):
        if _REPORTED.search(flat[:start]) or _IF.search(flat[:start]) or _NOT.search(flat[:start]):
            continue
        first = min([start, *(time.start for time in times if at == 0 and _leads_up(flat, time, start))])
        last = plans[at + 1][0] if at + 1 < len(plans) else len(flat)
        hits += _plan(flat, mark, start, end, who == "other", tuple(time for time in times if first <= time.start < last), last)
    sure = [time for time in times if time.definite]
    proposes = (TIME_ASKED.search(flat) and not _HELP.search(flat) and not _STILL.search(flat)) if mark == "?" else _STANDING.search(flat)
    if sure and proposes and not any(hit.when for hit in hits):
        hits.append(Hit("propose-next", 0, len(flat), 0.7, about=flat, who="speaker", when=(sure[0].start, sure[0].end)))
    if not hits and (vague := VAGUE_NEXT.search(flat)):
        hits.append(Hit("vague-next", *vague.span(), 0.7, about=vague.group(), who="speaker"))
    return hits


def only_names_time(plan: str) -> bool:
    """Whether the plain words of a plan but name a time: "I'd say Wednesday", "could you do Wednesday?"."""
    found, times = _ONLY_WHEN.match(plan), find_times(plan)
    if found is None or not times:
        return False
    return times[0].start <= found.end() and len(plan) - times[-1].end <= _HARDLY_MORE


def _leads_up(flat: str, time: When, start: int) -> bool:
    """Whether a time before a plan's words belongs to it: "Thursday, then, I'll bring them"."""
    between = flat[time.end : start].replace(",", " ").split()
    content = _FILL.sub("", " ".join(between)).split()
    clause = flat[: time.start].rsplit(",", 1)[-1]
    alone = "," not in flat[time.end : start] or len(_FILL.sub("", clause).split()) <= 1
    return time.start < start and alone and len(content) <= 1 and not {"so", "because", "but", "and"} & set(between)


def _apart(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for plan in found:
        if not kept or plan[0] >= kept[-1][1]:
            kept.append(plan)
    return kept


def _plan(flat: str, mark: str, start: int, end: int, by_other: bool, times: tuple[When, ...], last: int) -> list[Hit]:
    when, vague = _time_of(flat, times, start, end)
    words = flat[start:last].strip(" ,")
    if re.fullmatch(r"come on(?: ,.*)?", words) or _PAST.match(words) or _LOOKING.match(words):
        return []
    if when and _THAT_IS.fullmatch(flat[start : when[0]]):
        return []
    if when and (rings := _RINGS.match(words)) and len(flat[start + rings.end() : when[0]].split()) > 1:
        return []  # what the call is about, not another call: "I'm calling on your lease, that runs out on the first"
    if flat[:start].endswith(_ABLE) or (words.startswith("with you") and _TALKING.search(flat[:start])):
        return []
    if when and _HAS.match(words) and not _TO_YOU.search(words):
        return []
    if when and _NO_STEP.search(words) and _NOW.search(flat[when[0] : when[1]]):
        return []
    if (
        when
        and _HABIT.search(flat[when[0] : when[1]])
        and "every" not in flat
        and re.match(r"(?:and |so |then )?(?:i|we|they|he|she|you) (?!will|shall)", words)
    ):
        return []
    who: Literal["speaker", "other"] = "other" if by_other else "speaker"
    if when is None:
        if not _STRONG.search(words):
            return []
        act: ActName = "vague-next" if vague or VAGUE_NEXT.search(words) else "propose-next" if mark == "?" or by_other else "commitment"
        return [Hit(act, start, start + len(words), 0.6, about=words, who=who)]
    first, stop = min(start, when[0]), max(start + len(words), when[1])
    more = [Hit("propose-next", time.start, time.end, HOUR, when=(time.start, time.end)) for time in times if time.definite and time.start != when[0]]
    return [Hit("propose-next" if mark == "?" or by_other else "commitment", first, stop, 0.8, about=words, who=who, when=when), *more[:1]]


def _bare_times(flat: str, mark: str) -> list[Hit]:
    """Times that stand for themselves: a clause with hardly a word besides, in a sentence with few, or at the head of one."""
    sure = [time for time in find_times(flat) if time.definite]
    if _besides(flat, sure) > _BESIDES:
        end = _head(flat, sure)
        sure = [time for time in sure if time.end <= end]
    return [Hit("propose-next", time.start, time.end, HOUR, when=(time.start, time.end)) for time in sure if _stands_alone(flat, time)]


def _hours(flat: str) -> list[Hit]:
    """Numbers by themselves that may be an hour: "Nine." "Make it eleven." "Five, and you'll be milking." """
    found = []
    for clause in re.finditer(r"[^,]+", flat):
        numbers = list(_NUMBER.finditer(clause.group()))
        if len(numbers) in (1, 2) and not _FILL.sub("", _NUMBER.sub("", clause.group())).split():
            start, end = clause.start() + numbers[0].start(), clause.start() + numbers[0].end()
            found.append(Hit("propose-next", start, end, 0.4, when=(start, end)))
    return found[:1]


def _besides(flat: str, times: Sequence[When]) -> int:
    """How many words of its own stand beside times."""
    for time in reversed(times):
        flat = flat[: time.start] + flat[time.end :]
    return len(_FILL.sub("", flat).replace(",", " ").split())


def _head(flat: str, times: Sequence[When]) -> int:
    """Where the times end with which a sentence begins: "Tuesday, ten o'clock, me and Mandy at the bakery"."""
    end = 0
    for clause in flat.split(" ,"):
        own = [time for time in times if time.start < end + len(clause) and time.end > end]
        if not own or _besides(clause, [When(max(0, time.start - end), min(time.end - end, len(clause)), definite=True) for time in own]):
            break
        end += len(clause) + len(" ,")
    return end


def _stands_alone(flat: str, time: When) -> bool:
    before, after = flat[: time.start], flat[time.end :]
    if _WISH.search(before) or before.endswith(("not ", "it is ")) or flat.startswith(("till ", "until ", "from ", "since "), time.start):
        return False
    start, end = before.rfind(" ,") + 2 if " ," in before else 0, after.find(" ,")
    after = _SUITS.sub("", after if end < 0 else after[:end])
    clause = f"{before[start:]} {after}"
    return not _FILL.sub("", clause).replace(",", " ").split()
