"""Words that stand where a purpose belongs and hold none: "check in", "see how you are", "just giving you a ring"."""

import re

from assistant.understanding.words import G

VAGUE_FILLING = G.pattern(
    "({adv})* (see|find out|ask|know|check|hear|wondering) (if|whether|what) (anything|something|things|there was anything|there is "
    "anything|much|nothing) (had|has|have|is|was|were)? (changed|new|happening|up|going on|coming up|moved|in the pipeline|on the "
    "horizon|on your radar) ~4",
    "({adv})* (see|find out|ask|check) (if|whether) you (were|are|was) still (around|alive|there|with us|in business|going|about|out "
    "there|using us|on board) ~3",
    "({adv})* (see|find out|ask|know|wondering) where (your head|you|we|things|it|everything) (is|are|was|were|stand|stands|stood|"
    "'s)( at| stand| up to)? ~4",
    "({adv})* (see|find out|ask|wondering) (if|whether) you (have|had|have got) any (thoughts|questions|ideas|news|feedback|queries|"
    "concerns|needs|requirements|plans|issues|problems) ~5",
    "({adv})* (if|whether) you (have|had|have got) any (thoughts|questions|ideas|news|feedback|queries|concerns|needs|requirements|"
    "plans|issues|problems) ~5",
    "(you)? (have|had) any (thoughts|questions|ideas|feedback|queries|concerns|needs|requirements|plans|issues|problems) ~5",
    "({adv})* (remind you|say|let you know|tell you|reassure you) (that)? (we|i) (are|exist|am|will be) ~1 (here|around|available|"
    "there|at your|exist|your|thinking)? ~4",
    "({adv})* (make sure|see|check|be sure|ensure) (that)? (you|you people|everyone|everybody|they|ye) (are|is|were)? ~1 (being "
    "looked after|looked after|happy|ok|all right|well|fine|getting on|keeping well|satisfied|taken care) ~4",
    "({adv})* (see|check|ask|know) (are|is|were) (you|ye|things|everything|all) ~4",
    "({adv})* (greet you|greet|wish you|enquire about your (well being|wellbeing|health|welfare)|ask after you|inquire about your "
    "(well being|wellbeing|health|welfare)|catch you for a (quick)? (chat|word|natter)) ~5",
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
    "business|the team|the family|everybody|everyone|your|that|the) ~6",
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
    "({adv}|like)* (i was thinking of you|thinking of you|it has been|we have not|i have not|i had not|we had not|i was passing|"
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
BARE_VAGUE = G.pattern(
    "(going|working|calling|ringing|phoning|making my way|on my way|run|running) (through|round|around|down) (my|the|our|all|"
    "everybody|everyone|all my|all our|some of our) ~3 (list|customers|clients|accounts|book|contacts|patch|area|regulars|today|"
    "people) ~3",
    "(ringing|calling|phoning) (round|around) (everybody|everyone|people|customers|clients|folks) ~3",
    "your (name|number) (came|popped|come) up",
    "(it is|just|only|this is|that is) {adv}* (my|your|our) (usual|regular|monthly|weekly|quarterly|annual|little|friendly|routine|"
    "six monthly) ~1 (call|check in|catch up|chat|ring|visit|hello) ~3",
    "keeping (the|our)? lines (of communication)? open|(like|try|tries|want) to (keep|stay) in (touch|contact) ~5|touching in (with "
    "you)? ~3|(giving|give) you a (nudge|prod|poke|wave)",
    "thought it was (time|about time|high time) (we|i) ~4",
    r"(asked|told|supposed|meant|expected|made) (me|us)? (to|that i) (give (you|everyone|everybody|all \S+) a (quick)? (ring|call|"
    r"buzz|bell|shout)|(ring|call|phone) (you|everyone|everybody|all \S+)|touch base|check in|reach out|make contact|get in touch)(?= "
    ",|$| with| once| every)",
    "(just|only|simply) (seeing|checking|making sure|hoping|to see|to check) (if|that|whether)? (all|everything|you|things) (is|are|"
    "'s) (well|ok|all right|fine|good|in order|happy) ~4",
    "how are we (looking|doing|getting on|fixed) ~3",
    "(there is|have|got|is) no (particular|special|real|specific)? (reason|agenda|purpose) ~4|not (calling|ringing|phoning) (about|"
    "for) anything ~3|do not (really|actually)? want anything",
    "thought (i|we)? (would|will|might|should)? (just)? (ring|call|phone) (you)? ,$|(and|so) thought ,? i will (ring|call|give) ~4",
    "(after|just) (ringing|calling|phoning) to (see|hear|find out) how ~4|popping (by|in|up) on the phone",
    "must (ring|call|phone) (you|him|her|[a-z]+) ,$|(just|only) wondering where (things|we|you|everything|it) (stood|stand|stands|"
    "were|are|is|was)( at)? ~2",
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
COLD = re.compile(
    "^(?:to )?(?:introduce (?:myself|ourselves|us|our company|the company)|learn (?:more )?about|explore|understand|see (?:if|"
    "whether|how|what) (?:we|i|there is anything we) (?:can|could|might|may) (?:help|be of|work together|do for|support|assist|do "
    r"anything|add))\b"
)
"""What every stranger says: it names nothing that is to happen."""
EMPTY_TOPIC = re.compile(
    "^(?:a |your |the |our |some |any |few |couple of |of )*(?:account|business|company|requirements|needs|situation|services|"
    "service|relationship|partnership|things?|something|everything|this and that|stuff|matters?|bits and pieces|nothing)(?: with us| "
    "really| and that| today| in general)?(?= ,|$)"
)
EMPTY = re.compile(r"^[\s,]*(?:(?:you|it|that|this|the|a|just|really|um|so|yes|no|well|like|is|was|to|and)[\s,]*){0,3}$")
NOT_SPECIFIC = G.pattern(
    "(the|your|my|our)? (account|last|previous|recent|earlier|business|company|call|calls|service|services|relationship|email|emails|"
    "message|voicemail|chat|conversation) (is|with us|lately|these days|generally|that i|i left|i sent|today|here)?"
)
