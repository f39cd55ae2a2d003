"""What belongs to the opening of a call: greetings, who is speaking, courtesies and their answers, asking for a person, "bear with me"."""

import re
from functools import lru_cache

from assistant.understanding.hit import Hit
from assistant.understanding.words import G

_LEAD = r"(so|well|right|ok|yes|no|oh|ah|sorry|anyway|look|listen|now|and|but|sir|madam|thanks|thank you|man|mate|hey|hi|hello|good|great|lovely|ha)*"
_STATE = (
    "(fine|well|good|grand|great|ok|all right|very well|not (too|so|that)? bad|not bad at all|all good|pretty good|very good|super|"
    "excellent|doing (well|good|fine|ok|great|all right)|keeping well|wonderful|fantastic|brilliant|lovely|lekker|sharp|tops|perfect|"
    "champion"
    "|surviving|hanging in (there)?|living the dream|cannot complain|can not complain|could not be better|could be worse|busy|busy "
    "busy|tired|run off my feet|flat out|mustn't grumble|must not grumble|not complaining|keeping busy|getting there|plodding on|"
    "fair to middling|so so|still standing|still here|bearing up|ticking over|the same as ever|same as always|same old|fit as a "
    "fiddle|tip top|in good form|in the pink|blessed|grateful|we thank god|we give thanks)"
)
GREETING = G.pattern(
    r"^, (oh|ah|well|yes|ok)* {greetword} (again|there|sir|madam|all|to you|everyone)*",
    r"^ (speaking|yes|hello|yellow|ahoy|this is (she|he|her|him))$",
)
INTRODUCTION = G.pattern(
    "(this is|it is|i am) (?!(a|an|the|about|just|your|our|his|her|that|this|in|not|all|so|very|on|at|only|calling|ringing|phoning|"
    r"been|going|fine|good|great|well|going|to|for)\b)\S+ ~3 (here|speaking|calling|this side|from|at|with|over at|of|on behalf of)",
    "(my name is|my name 's|you are through to|you have reached|you are speaking (to|with)|here is) ~4 (here|speaking|calling|this "
    "side|from|at|with|over at|of|on behalf of|for)",
    r"^, ~4 (here|speaking|this side|on the line)( from| at|,|$| with)",
    r"(my name is|my name 's|the name is|the name 's) ~2",
    r"(i am|we are)? (calling|ringing|phoning) (you)? (from|on behalf of|out of|with) ~3",
    "^, (this is|it is|i am) (?!(a|an|the|your|my|our|his|her|about|regarding|just|not|all|so|really|very|been|going|only|like|that|"
    "it|been|fine|good|great|well|ok|sorry|calling|ringing|phoning|to|too|still|been|nice|lovely|afraid|freezing|raining|"
    r"crazy)\b)\S+( \S+)?( again)?,$",
    "(you will not remember me|you might remember me|you may remember me|we met at|i took over from|i have taken over|i look after "
    "your account|i am your (new)? (account|area|sales|rep|contact))",
    r"who (is|am i|did you say) ~5 (calling|speaking|this|with|that|ringing|were|was|are)",
    r"(sorry|pardon|excuse me)? who (is|was)? (this|that|it|calling|ringing|speaking)",
)
COURTESY = G.pattern(
    "(how|hows|how 's) (are|is|have|has|was|were|do|goes|you|things|everything|it|life|business|your|are we|is it) ~1 (you|things|"
    "everything|it|life|been|doing|keeping|going|getting on|today|self|day|week|morning|tricks|yourself|world|all|yourselves|"
    "business|afternoon|evening|do|on|way|form)+",
    r"how (are|is|have) (you|things|everything|it|life|business|tricks|yourself)",
    "(how you doing|how you keeping|how you going|how you been|how you are|how do you do|how are we|how goes it|hows it going|hows "
    "things|how far|how be you|how 's yourself|what 's the craic|what is the craic|what 's the story|what is the story|what is new|"
    "what 's new|how is she cutting|how 's she cutting|howzit|howsit|how is it|how 's it)",
    "^, (are)? (you)? (all|are you|both)? (all right|keeping well|well|good|ok|doing well|keeping busy|doing ok|busy) (there|today|"
    "love|mate|yourself)?$",
    "(i)? (hope|trust|hoping) (you|all|everything|things|the|your|that|it|this) ~4 (well|good|ok|fine|great|all right|keeping|safe|"
    "okay|treating you|finds you)",
    "(nice|good|great|lovely|pleasure|wonderful|delighted) to (hear (from|your)|speak|talk|meet|finally|connect|be speaking|see) (from|to|with|"
    "your|you|speak|meet|connect|again|that)* ~2",
    r"(long time|been a long time|long time no (see|speak|hear)|it has been (a while|ages|too long))",
    r"(and)? (how about|what about|how is about) (you|yourself|yourselves)",
    r"(and|n) (you|yourself|yourselves|you all|your side|your good self|you is|you are)( \S+)?$",
    r"^, (you|yourself|yourselves)( doing)?$",
    r"(is|are|am) (this|it|now|i) ~2 (good|bad|ok|convenient|suitable|right) (time|moment)",
    "(have|do) (i|you) (got|have|caught|catch|get) (you)? (at|a)? (good|bad|convenient|minute|moment|second|sec|couple of minutes|"
    "few minutes|two minutes|five minutes|time to talk|a minute|time|ok time)",
    r"(am i|are you|i am) (catching|disturbing|interrupting|bothering) ~3",
    r"(can|are) you (talk|free to talk|speak|ok to talk|able to talk)",
)
COURTESY_ANSWER = G.pattern(
    "(nice|good|great|lovely|glad|pleased|wonderful|delighted) to hear (it|that)?(?= ,|$)",
    rf"^, {_LEAD} (i am|we are|i have been|it is|things are|all is|everything is|it is all|we have been|i can not|can not|could not|"
    "must not|doing|keeping|am|feeling|i|all)* (very|really|all|pretty|quite|just|doing|keeping|still|only|absolutely|too|jolly|"
    rf"fairly|going)* {_STATE}",
    r"(thanks|thank you|cheers) (so much|very much)? for asking",
    r"(never better|nothing to complain about|no complaints|same here|likewise|you too|you as well|me too|and you too)",
)
THANKS = G.pattern(
    "(thanks|thank you|cheers|ta(?! ra)|much obliged|appreciate (it|that|you|your)|i appreciate|many thanks|much appreciated"
    "|nice one|good of you|grateful)"
)
APOLOGY = G.pattern(r"(sorry|apologies|i apologise|i apologize|my apologies|my bad|my fault|excuse me|i beg your pardon|pardon|forgive me)")
HOLD = G.pattern(
    r"(hold|hang|bear) (on|with me|with us|the line|please|there|that thought|a (second|sec|minute|moment|tick|mo|little minute))",
    "(just|give me|one|half|two|wait|a|hang on|hold on|gimme) (a|one|half a|two)? (sec|second|moment|minute|tick|ticks|mo|secs|"
    "seconds|jiffy|shake|little minute) (please|there|only|sir|madam|mate|now|love|while|ok|while i|if you)?(?= ,|$| {adv}| let| "
    "while| i)",
    r"(wait|hang about|hang fire) ~1 (a|one|there|wait|now|up)?(?= ,|$)",
    "(let|lemme) me (just|quickly|go|first)* (shut|turn|close|find|grab|get|pull|check|look|see|step|move|put you|take you|transfer|"
    "bring up|open|have a look|write|get a pen|switch)",
    "(no rush|no hurry|take your time|when you are ready|whenever you are ready|i can wait|i will wait|i will hold|i will hang on|"
    "happy to hold|in your own time)",
    "(can|do|did) you (hear|still hear) (me|that)|(you are|you were|you keep|line is|the line 's|signal is) (breaking up|very faint|"
    "cutting out|bad|terrible|back|gone|clear|on speaker|on mute|muted)|are you (there|still there|with me)|(i am|you are) (back|on "
    "mute|on speaker|in the car|driving)|i (lost|can not hear|can hear) you|that is better|is that better",
)
ASK_FOR_PERSON = G.pattern(
    "(can|could|may|might|is it possible|i would like|i want|like|would i be able|any chance i could|am i able|please) (i|to)* "
    r"(please|just|possibly)* (speak|talk|have a word|be put through|get through|get put through|be connected)( to| with| \S+)*",
    "(is|am i|was|would) (this|that|it|i) (through to|speaking (to|with)|talking (to|with)|the right (person|number|department|"
    r"place)|there|in|around|available)( \S+){0,3}",
    r"^, (hi|hello|hey|good morning|morning|afternoon|yes|oh|sorry|is)* (is|am i|have i got|would) (\S+ ){1,3}(there|in|about|"
    "available|around|free)(?= today| please| at|,|$| now)",
    "^, (hi|hello|hey|good morning|morning|afternoon|yes|oh|sorry)* (is that|is this|am i speaking to|am i speaking with|have i got|"
    "that is|would that be|am i through to) ~3$",
    r"(put|putting|pop|patch|connect|connecting|transfer|transferring|pass|passing) (me|you|him|her|us) (through|across|over|back|on|to)",
    "(who|whom) (is|would|should|do|could|can|am) (the|i|be|it|you|best|) ~4 (person|speak|talk|charge|responsible|deals|handles|"
    "calling|shall i say)",
    "(he|she|they) (is|are) (not|in a|out|away|on|off|busy|just|with a|at) ~3 (in|here|meeting|holiday|leave|available|lunch|today|"
    "line|moment|customer|client|phone|site|desk|office)",
    r"(i will|let me|i can|shall i) (just)? (get|see if|fetch|find|put|try) (him|her|them|you|if|his|he|she) ~4",
)
RECEPTION = G.pattern(
    r"(how|what) (can|may|could) (i|we) (help|do for|assist|direct)( you)?( today)?",
    r"how may i (help|direct|assist)",
)


_STATE_ALONE = re.compile(r"(?:all right|keeping well|well|good|ok|doing well|keeping busy|doing ok|busy)(?: \S+)?(?: ,)?")
""" "Good?" asks how the other is; "good." does not."""


WORKS_ON = re.compile(
    r"\b(?:what i am (?:up to|doing|working on|busy with|at)|in the middle of (?:re)?\w+ing"
    r"|(?:i|we) (?:am|are) (?:(?:just|still|busy|actually|currently|now|halfway through) )*(?:re)?(?:build|do|paint|fix|mak|plant|work(?= on| at)"
    r"|writ|restor|decorat|convert|renovat|extend|plaster|til|carv|knit|sew|quilt|record|rehears|organis|organiz|launch|open|start|expand|design"
    r"|develop|prepar|brew|bak|clear|strip|rewir|landscap|repair|mend)ing (?!(?:fine|well|ok|all right|good|grand|great|what|nothing|it)\b)\w+)"
)
"""The client tells what they are working on, whatever it is."""


@lru_cache(maxsize=2048)
def opening_hits(flat: str, mark: str) -> tuple[Hit, ...]:
    """Acts of the opening found in a plain sentence."""
    hits = [Hit("greeting", *found.span()) for found in GREETING.finditer(flat)]
    hits += [Hit("introduction", *found.span()) for found in INTRODUCTION.finditer(flat)]
    hits += [Hit("introduction", *found.span(), about="person") for found in ASK_FOR_PERSON.finditer(flat)]
    hits += [Hit("courtesy", *found.span()) for found in COURTESY.finditer(flat) if mark == "?" or not _STATE_ALONE.fullmatch(found.group())]
    hits += [
        Hit("courtesy-answer", *found.span())
        for found in COURTESY_ANSWER.finditer(flat)
        if not flat.startswith((" morning", " afternoon", " evening", " day", " bye"), found.end())
    ]
    hits += [Hit("thanks", *found.span()) for found in THANKS.finditer(flat)]
    hits += [Hit("apology", *found.span()) for found in APOLOGY.finditer(flat)]
    hits += [Hit("hold", *found.span()) for found in HOLD.finditer(flat) if not _not_a_hold(flat, found)]
    return tuple(hits)


def _not_a_hold(flat: str, found: re.Match[str]) -> bool:
    """ "Just a second delivery": a second that is no moment. Patterns end at a clause, so only counting words need a look."""
    return flat.startswith((" of", " hand", " one", " opinion", " delivery", " order"), found.end())
