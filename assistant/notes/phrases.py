"""How people put what the notes look for: promises, suggestions, plans, answers put off.

Patterns over plain text (`understanding.text.Sentence.flat`), written as in `understanding.grammar`.
"""

import re

from assistant.understanding.grammar import Grammar

_G = Grammar(
    {
        "i": "i|we",
        "fetch": "bring|send|come|call|ring|take|place|put|fit|deliver|release|drop|pick|collect|meet|visit|text|email|book|order|swap|replace|start",
        "doing": "sending|calling you|bringing|pulling|putting|getting|coming|ringing you|texting|emailing|ordering|booking|dropping|phoning you",
        "them": "he|she|they|it",
        "message": "send|sending|email|emailing|text|texting|message|post|forward|write|invitation|invite|confirmation",
    }
)

FAMILY = _G.pattern(
    "(my|your|his|her|our|the) ~1 (wife|husband|missus|partner|mum|mom|mam|dad|mother|father|parents|son|sons|daughter|daughters|kid|kids|children"
    "|lad|lads|lass|gran|granny|grandad|grandma|grandson|granddaughter|grandkids|baby|twins|sister|sisters|brother|brothers|niece|nephew|cousin"
    "|auntie|aunt|uncle|family)"
)
"""People whom one does no business with."""

TROUBLE = _G.pattern(
    "(not|no|never|nobody|no one|nothing|without|too|problem|late|wrong|broke|broken|fail|fails|failed|stop|stopped|stops|lost|lose|losing|short)",
    "(because|instead|only|but)",
)
WISH = _G.pattern("(need|needs|want|wants|looking for|hoping|must|have to|has to|got to)", "would (like|love)")

PROMISE = _G.pattern(
    r"({i}|{them}|(my|our|the) \S+) (will|shall)"
    r" (?!(not|never|say|see|bet|tell you|have to|want|need|like)\b"
    r"|be (quick|fine|ok|wanting|needing|honest|right|all right)\b|let you (go|get|crack)\b|take that\b)\S+",
    "{i} (am|are) ~1 (going to(?! (need|want|have|like))|{doing})",
    "let me ~1 (send|get|check|find|ask|talk|speak|bring|put)",
)
"""What a side says it, or somebody for it, will do. The first word tells who."""

NOT_PROMISED = _G.pattern(
    "(be|am|being) (straight|honest|frank|blunt)|give you that|(i|he|she|they|we) (said|says|say|goes|told)|would (sooner|rather)",
    "(think|guess|suppose|hope|doubt|sure|whether|if|when|until|before|as soon as) (that)? {i} (will|shall)",
    "if (i|we|you) (could|can|get|take|took|order|buy)",
)
"""Words about what one may do, rather than a promise."""

KIND_DEED = _G.pattern(
    r"(bring|bringing|send|sending|call|calling|ring|ringing|text|texting|email|emailing|give|show|drop|dropping|pop|lend|pass on|pass it on)"
)
"""What a promise in personal talk must hold to be more than banter."""

SUGGESTION = _G.pattern(
    r"^ ~3 ((can|could|shall|should|may) {i}|let (me|us)|how about|what (about|if)|why do not) (?!not\b)\S+",
    r"^ ~3 i would (suggest|rather|like|want|recommend|say) (?!not\b)\S+",
    "{i} ({fetch}|(can|could) (do|get|offer|give|let you have))",
)
NOT_ABOUT = _G.pattern(
    r"(can|could|may) i (just|quickly)? (confirm|check|ask|help|take your name)",
    "(can|could|may) (i|we) ~1 (get|take|have) (your|a|the) ~3 (number|name|address|email|postcode|details|reference|account)",
    "(how are you|how is it going|how do you do|who (am i|is) (speaking|calling|this))",
    "(is|are) (it|the|your|you|that) ~5 (email|number|sort code|account holder|name)",
    "why (do|would) you need",
    "(can you hear|anything else|is that (ok|all right)|sound good|are you there)",
)
"""Questions of manners, identity and reading back: nothing to write down."""

PUT_OFF = _G.pattern(
    r"(do|does|did) not (know|remember|have that)",
    r"(not sure|no idea|hard to say|it depends)",
    r"(have|need) to (check|ask|measure|look|see|find out|come back|get back)",
    r"({i} will|let (me|us)) (find out|check|ask|look into|look|get back|come back|let you know)",
)
"""An answer that leaves the question open."""

CHAFF = _G.pattern(
    "bear with me|hold the line",
    "(give|hang|hold|just|one|two|half) ~2 (second|sec|seconds|secs|minute|moment|mo|tick|ticks|on)(?= ,|$| till| while| i )",
    "({i} (have|had|has)? (got)? (to|better)|{i} (must|should|need to|would better)) ~1"
    r" (run|go|dash|shoot|fly|get back|get on|crack on|get off|take this|love you)(?! (it|this|that|past|to|and ask|through)\b)",
    "(fair enough|go on|go ahead|work away|fire away|no bother|no rush|take your time|tell me about it|i hear you|do not worry|never mind)(?= ,|$)",
    "{i} (will|shall|would) not keep (you|ye)",
    "(thanks|thank you) (so much|very much|again)? for (calling|phoning|ringing|the call|having|your time|letting|getting|asking|that)",
    "(good|nice|lovely|great|grand) to (hear|talk|speak|meet|see)",
    "let you (go|get|crack|be)",
    "(can|do) you hear|are you (still)? there|you there|you are (breaking|cutting)",
    "(speak|talk) (soon|then|later|to you)|^ ~2 see you|take care",
    "have a (good|great|nice|lovely|grand) (day|one|evening|weekend|time|week|night|morning|afternoon|trip)|(you|yourself) (too|as well)",
    "{i} (have|has)? (only)? (got|get|have) (about|only|like|just)? (a|one|two|five|ten|half) ~1 (minute|minutes|second|sec|seconds|min)(?= ,|$| i )",
    "(let me|{i} will just) (check|look|see|have a look|pull|get a pen|grab|think|find a pen|write)(?= ,|$| that| it| this| up| me| a| for| my| in)",
    "(how are|how is it going|how do you do|what can i|how can i)",
    "^ ~1 (dear|my|god|lord|gosh|goodness|jeez|wow|heavens|blimey|where do i start|good question|no wonder|proper job)$",
    "^ (leave it with (me|us)|i (do not|would not) (blame|doubt) (you|it)|i am sure)",
    "^ ~2 (sorry|apologies|pardon)$",
    "(stop|shut) me (there|up)|can i (stop|interrupt)",
)
"""Words that pass the time: waiting, going, manners. Nothing to write down."""

PATTER = _G.pattern(
    "(i|we) (understand|see|know|get|appreciate|hear) (that|it|you|what|how|ya)?(?= ,|$)",
    "(that|it|this) (is|was|sounds|must be|must have been|would be) (so|a|an|real|really|very|pretty|proper|such)? ~1"
    " (good|great|nice|lovely|grand|rough|awful|terrible|hard|tough|fair|fine|perfect|brilliant|wonderful|shame|pity|mess|nightmare|something|fun"
    "|frustrating|annoying)(?= ,|$)",
    "(sorry|glad|happy|pleased|delighted|good) to hear",
    "(good|great|fair|nice) (question|point|stuff|man|woman)",
)
"""What a rep says in between, to be kind."""

NO_STEP = _G.pattern(
    "(was|were) (going|about|hoping|meaning) to",
    "(am|are|was|were) (just|only)? (calling|ringing|phoning) (to|about|because)",
    "(can|could|may|let) (i|me|we) (just|quickly)? (confirm|check|ask|help|sort out for you|do for you)",
    "(what|how) (can|could) (i|we)",
    "{i} (will|might|may) (maybe|perhaps|possibly)|one day",
    "(new|old) (term|contract|price)",
    "would (you|it|that) (like|be)",
    "if (you|i|we) (could|would|get|sign|take|order|buy|move)",
    "not",
)
"""What may read like a step after the call and is none: what the call is for, what the rep asks on the way, what will not be done."""

PLAN = _G.pattern(
    "({i}|you|{them}|[a-z]+) (will|shall|would|(am|are|is) going to)",
    "({i}|you) (can|could|might|get|have|do|{fetch})",
    r"(am|are|is) ~1 [a-z]+ing",
    r"(how about|what about|what if) (i|we) \S+",
    "(let (me|us)|(can|could|shall|will|would) ({i}|you)|(with|at|to|see|meet|visit|call|ring) you|at your)",
    "^ (please|just|so|then|and)* (come|call|ring|phone|send|bring|drop|pop|email|text|book|put|give|meet|swing|get|try|collect|deliver|pick)",
)
STATE = _G.pattern("^ ~2 {i} (am|are) (in|at|over|around|free|about|out|near|there|here)")
ASKED = _G.pattern("would you (prefer|rather|like)", r"^ ~2 (what|which|when|where|how|who) (?!(about|if)\b)\S+")
TIME_OFFERED = _G.pattern("^ ~2 {i} (can|could|might) (do|make|manage) ~1 \\S*(day|tomorrow|th|first|second|third|oclock|morning|afternoon)")
"""A time that a side says it has for what the other proposed: "I could do Tuesday the tenth"."""
TO_ME = re.compile(
    r"^(?:(?:so|then|ok|well|please|and|just) )*"
    r"(?:send|call|ring|phone|email|text|give|bring|drop|put|get|show|book) (?:me|us|it|them|that|him|her)\b"
)
"""What is asked of the other side."""
OTHER_DAY = re.compile(r"\b(?:that|the same|same) (?:very )?(?:day|morning|afternoon|evening)\b|\bday after\b")
DARK = re.compile(r"\b(?:dark|in the evening|this evening|after work|after dinner|supper)\b")
TIME_ASKED = _G.pattern("^ (does|is|would|(how about|what about)(?! (i|we|if))|say|shall we say|make it|how is)")
PARTING = re.compile(
    r"^(?:(?:ok|so|well|right|all|lovely|great|good|and|then|we|i|will)[ ,]+)*"
    r"(?:(?:see|speak|talk|catch|meet) (?:to |with |up )?you\b(?!.*\b(?:about|with|at your|at the)\b)|(?:un)?till? \w+(?: ,|$))"
)
"""Words of goodbye that name a step again: "see you Wednesday"."""
TO_CLIENT = _G.pattern(
    "(you|your|come|visit|meet|see|call|ring|phone|bring|deliver|drop|pop|collect|pick up|fit|install|place|walk|walkthrough|round|demo"
    "|meeting|tasting|trial|session|chat|look|get in)"
)
BY_MESSAGE = _G.pattern(
    "(email|emailing|text|texting|message|forward|write|invitation|invite|confirmation|credit|refund|invoice|in writing|put (it|that|this) in)",
    "(send|sending|post|posting) ~4 (quote|quotation|form|link|proof|paper|papers|paperwork|price|prices|logins|details|list|brochure|copy|number"
    "|figure|figures|drawings|drawing|label|order|report|it|that|something|over)",
)
RIGHT_NOW = re.compile(r"\b(?:right|straight|just) (?:now|away)$|^now$|this (?:minute|moment|second|instant)$", re.IGNORECASE)

TOPIC = re.compile(
    r"\b(?:(?:calling|ringing|phoning|call|called|rang|ring|phone|touch|word|reason|purpose)(?: \S+){0,4}? (?:about|regarding|because of)"
    r"|(?:i|we) (?:need|want|would like|am after|are after|am looking for|are looking for)"
    r"(?= (?:an?|the|some|my|our|more|new|another|two|three|four|five|six) ))"
    r" (?P<topic>(?!(?:you|to|that|it|this|if|whether|because|so|him|her|them|anything|something)\b)[^,]+?)"
    r"(?= ,| and | so | because | to | that | which | when | before | if |$)"
)
"""What a call is about, where it is said."""

OURSELVES = re.compile(
    r"(?:(?:so|then|ok|well|right|maybe|perhaps|and|but|what if|how about|why do not|suppose|here is what i would suggest|sir|madam|yes|actually"
    r"|in fact|please)[ ,]+)*"
    r"(?:(?:can|could|shall|should|may|might) (?:i|we)|let (?:me|us)|(?:how about|what about|what if|why do not) (?:i|we)"
    r"|(?:i|we) (?:propose|suggest)(?: that)? (?:i|we)"
    r"|(?:i|we) (?:would (?:like to|rather|love to)|(?:am|are) going to|will|shall|can|could|would|might)"
    r"|(?:i|we) (?=(?:bring|come|send|take|call|ring|place|put|fit|deliver|release|drop|pick|collect|meet|visit|text|email)\b))"
    r" ?(?:(?:just|also|then|probably|actually|maybe|better|definitely|certainly|happily|gladly|even) )*"
)
"""The words before what a side proposes to do itself; what follows says what is to be done."""
THE_OTHER = re.compile(r"(?:(?:so|then|ok|well|please|and|in fact)[ ,]+)*(?:can|could|will|would) you (?:(?:please|just|people|guys) )*")
AIM = re.compile(
    r",? (?:(?:and(?: then)?|so that|so) (?=(?:we|you|i)\b)"
    r"|(?:and(?: then)?|so that|so|to) (?=(?:let|go|look|walk|show|see|talk|discuss|sort|put|check"
    r"|make|find|try|work|agree|sign|set|fix|measure|review|compare|taste|test|hear|demo)\b))"
)
"""Where, in the words of a step, what is done ends and what for begins."""
TAIL = re.compile(r",? (?:then|though|ok|okay|yeah|please|instead|if that's (?:ok|okay|all right|fine)(?: with you)?)$", re.IGNORECASE)
HANGING = re.compile(r"\b(?:of|the|by|at|on|in|before|after|a|an|for|to|from|until|till|around|about)$")
