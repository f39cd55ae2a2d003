"""What is said once business has begun: needs and problems, requests, offers and prices, objections, pressing, offering to cancel."""

from functools import lru_cache

from assistant.understanding.hit import Hit
from assistant.understanding.words import G

RINGS_ABOUT = G.pattern(
    "(i|we) {am} {adv}* (calling|ringing|phoning|on the phone|on|getting in touch|just wondering|wondering) {adv}* (about|to|because|"
    "regarding|for|with|if|whether)",
    "^, (so|well|right|ok|yes|listen|look|anyway|oh|hi|hello|just)* (it is|this is|it was) {adv}* (about|regarding|to do with|in "
    r"connection with) \S+",
    "(i|we) {adv}* (need|want|am after|are after|am looking for|are looking for|would like|require) (to (order|book|buy|change|"
    "cancel|move|return|report|arrange|place|hire|rent)|a|an|some|two|three|four|five|six|ten|twenty|another|more|your|someone|"
    "somebody)(?! (holiday|drink|rest|break|lie|coffee|nap|beer|miracle|good cry|haircut|wee|minute|moment|second))",
)
NEED = G.pattern(
    "(my|our|the|his|her) ~3 (is|has been|have been|is been|'s been|'s|has|are|was|were|keeps|just) {adv}* (sick|ill|limping|hurt|"
    "bleeding|swollen|itching|"
    "vomiting|in pain|poorly|not eating|off his food|off her food|off its food|collapsed|stuck|lost|locked|locked out|burst|flooded|"
    "smashed|crashed|stolen|expired|bouncing)",
    "(i|we) {adv}* (need|needed|require|will need|would need|(am|are) going to (need|be needing|be short (of|on))|(am|are) (short (of|on)|low on)|"
    "are out of|have run out of|ran out of|are running (low|out|short)|are low on|are down to|will be needing|am needing|are needing|am after|"
    "are after|am looking for|are "
    r"looking for|could do with|want|am wanting)(?! (to\b|it to be|a minute|a moment|a second))",
    "(i|we) {adv}* (need|want|would like|are hoping|am hoping|are looking|am looking|have) to (order|get|buy|book|change|move|cancel|"
    "return|replace|renew|reorder|speak|arrange|find|sort|fix|add|report|claim|pay|hire|rent|upgrade|swap|send|collect|have|know|ask "
    "about|check|make|place|confirm)",
    "(i|we) (have|have got|are having|am having|had|got) {adv}* (a|an|some|another|this|that|these|a bit of a|a little bit of a|one|"
    "two|the same)? ~3 (problem|problems|issue|issues|trouble|emergency|leak|fault|complaint|complaints|panic|query|nightmare|"
    "situation|disaster|breakdown|outage|shortage|delay|crisis|hiccup|question|favor to ask|request|order|claim)",
    "(the problem|the trouble|the issue|my problem|our problem|the thing|the bother|our issue|my issue|the snag|the one thing|what "
    "(bugs|bothers|annoys|worries|kills|hurts) (me|us)) (is|with|that|are|being|we|i)",
    "(is|are|was|were|has|have|'s|keeps|keep|went|it|they|just|been|are all|is all) {adv}* (broken|broken down|leaking|not working|"
    "stopped working|stopped|dead|died|down|faulty|cracked|damaged|late|missing|overdue|wrong|blocked|jammed|jamming|tearing|failing|"
    "failed|crashing|crashed|freezing up|overheating|blowing hot|blowing cold|packed in|packed up|gone off|on the blink|on the fritz|"
    "playing up|acting up|smoking|tripping|dripping|making a noise|making noises|short|empty|back ordered|out of stock|sending it "
    "back|complaining|rubbish|useless|hopeless|a nightmare|too slow|slow|sweet|jammy)",
    "(does|do|did|will|can|could) not ~2 (work|working|start|turn on|print|open|load|heat|fit|arrive|arrived|show up|turn up|come|"
    "connect|log in|close|drain|charge|hold|match|add up|get|find|cope|keep up)",
    r"(nobody|no one|not one person|nothing) (called|rang|came|turned up|showed|has|told|phoned|got back|arrived|works|picked up)",
    "(it|they|you|your|the|this|that|my|our) ~4 (broke|broke down|leaked|stopped|packed up|packed in|died|failed|snapped|burst|split|"
    "tripped|never (came|arrived|turned|showed|writes|rings|rang|called)|did not (come|arrive|turn up|show up)|has not (come|arrived|"
    "turned up|been)|keeps (stopping|jamming|tripping|dropping|failing|cutting|breaking|going|crashing|asking|coming|falling))",
    "(i am|we are|i have been|we have been) (throwing|losing|wasting|spending|struggling|paying too|waiting|fed up|worried|concerned|"
    "drowning|stuck|snowed|short handed|understaffed|not happy|unhappy|calling about|ringing about|phoning about|looking to|hoping "
    "to|trying to|thinking of|thinking about|boiling|redoing)",
    r"(it would|would) (help|be useful|be good|be great|be ideal|make a difference|be handy) (if|to|when) ~3",
    r"(i wish|if only|what we (need|want|could do with)|what i (need|want|could do with|am after))",
    "^, (so|well|right|ok|yes|listen|look|anyway|it is|this is|oh)* (it is|it 's|this is) (about|the|my|our|to do with|regarding) "
    r"(the|my|our|your|a|that|an|this) \S+",
)
_QUOTATION = r"(\S+ )?(price|prices|quote|quotation|estimate|proforma|pro forma|proposal|figures)"
REQUEST = G.pattern(
    "(can|could|would|will|might) (you|ye|y'all|someone|somebody|you all) {adv}* (please)? (not)? (do|get|send|give|bring|email|text|"
    "check|find|put|make|fit|come|let|tell|change|add|take|deliver|move|book|arrange|sort|look|fix|order|swap|confirm|ring|call|hold|"
    "drop|show|quote|price|help|have|leave|explain|transfer|cancel|replace|collect|pick|ship|set)",
    "(can|could|may) (i|we) {adv}* (please)? (get|have|order|book|change|add|take|still get|swap|return|move|ask for|make|pay|place|"
    "request|pick up|collect|reserve|cancel)",
    "(i|we) (would like|will take|will have|want|would want|would love) (to (order|get|have|book|buy|see|know|add|change|reorder)|a|"
    r"an|some|two|three|four|five|six|ten|twenty|the|another|\d+)",
    r"(please|just|and)? (send|email|text|get|bring|give|put|order|book|drop|deliver|ship|post|ring|call) (me|us|it|them|that|in|over|through) ~3",
    "would it be possible|is it possible to|is there any (chance|way)|any chance (of|you|i)|do you (have|sell|stock|do|carry|supply|"
    "make|offer|deliver|still)|have you got (any|a|some|the)",
    "(you|ye) (might|may|could) (just|also|please)* (price|quote|send|get|bring|put|drop|do|order|give|find|deliver|add|reserve|"
    "hold) (me|us|up|in|down|out|by)",
    r"(i|we) (need|want) (you|somebody|someone|it|them|that|one|a man|your man) ~2 (to|here|by|standing|in|on|out|back)",
    f"(work|put|write|knock|draw|make|do|get|give|find) (up|out|together|for)* (me|us) (up|out|together)? (a|an|the|some) {_QUOTATION}",
    f"(work|put|write|knock|draw|make) (up|out|together)? (a|an|the|some) {_QUOTATION} ~2 (for|to) (me|us)",
    "put (it|that|this|them) in writing (for|to) (me|us)|(price|quote) (me|us) ~1 (a|an|the|for|up|some|one)",
)
OFFER = G.pattern(
    "(we|i) (have|have got|offer|do|are doing|are running|can do|can offer|could do|could offer|are offering|make|supply|sell|"
    "launched|have just launched|just got|got|have just had|have finally got|can let you have|can get you) {adv}* (a|an|the|some|our|"
    r"this|these|that|them|new|two|three|free|fifteen|ten|twenty|\d+)? ~3 (deal|offer|discount|percent|scheme|package|promotion|"
    "special|range|line|model|product|system|plan|option|software|machine|machines|version|service|solution|percent off|off)",
    "(it|they|this|that) (comes|come) (with|in|free)|(percent|pounds|dollars|quid|bucks|euros|rand|rupees) off|free (delivery|"
    "installation|trial|breakdown|month)|half price|buy one|two for one|special (offer|price|deal)|money off",
    "(what|here is what) (i|we) (would|can|could|will) (suggest|propose|do|recommend|offer|advise)|(i|we) (would)? (suggest|propose|"
    "recommend|advise)|(my|our) (suggestion|proposal|recommendation|advice) (is|would)",
    "(why do not|how about|what if|what about) (i|we|if i|if we) ~6",
    "we (have|have got|have had) (the|some of (that|the|those)|a few of (the|those)) ~4 "
    "(in|coming out|coming in|on offer|left|going)(?= ,|$| at| for| now)",
    "(a|at a) {adv}* (good|great|special|keen|silly|fantastic) price|"
    "(shall|will|can|could|should) i put you down for (the usual|a|some|another|more) ~3",
    "(we|i) (can|could|will) (send|bring|fit|put|get|do|give|take|knock|throw|let you have|swap|replace|ship|offer|move|split|supply|"
    "lend|upgrade) (you|it|them|a|an|the|two|three|that|those|some|in|out|one|off)? ~4",
)
PRICE = G.pattern(
    r"[£$€]\d[\d,.]*",
    r"{figure} (pounds|dollars|euros|quid|bucks|grand|cents|pence|rand|rupees|percent|per cent|lakh|naira|shillings|ringgit|dirhams|pound|euro) ~2",
    "{figure} ~2 (a|per|each) (month|box|unit|case|bushel|bottle|hour|day|week|year|user|head|seat|tonne|kilo|machine|pallet|litre|"
    "bag|piece|license|licence|metre|each|carton|drum|roll|ream|sheet|pack|pair|set|visit|cube|crate|barrel|bale|foot|yard|acre|gallon|container|"
    "cup|portion|load|trip|night|room|student|sample|dozen|kit|tin|sack|tray|tub|keg|cylinder|board|panel|shift)",
    "(going|goes|go|comes|come|works out|retails|sells|selling) (for|out at|at|to|in at) {figure}",
    "how much (is|are|do|does|would|will|for|was|it|that|did)|what (is|'s|would) (the|your|it) (price|cost|rate|damage|going up to|"
    "charge|fee)|what (does|will|would) (it|that|they) cost",
)
OBJECTION = G.pattern(
    "(too|bit|very|rather|so) (expensive|dear|pricey|steep|much|costly|long|high)|(can not|could not) (afford|justify|stretch)|(no|"
    "not in the|out of|over) budget|cheaper (elsewhere|down|from|with|than (that|you|yours|this|yourselves))"
    "|(who|he|she|they|somebody|someone|fellow|fella|guy|crowd|company|firm|lot|people) (is|are|'s|was|were)? {adv}* (quoting|offering|asking|"
    "charging|giving|coming in|doing it|wanting) (me|us)? ~4 (less|cheaper|lower|under)|under (you|yours)|"
    "(giving|offering|quoting) (me|us)? (the)? same (thing|one)? for|(less|lower) than (you|yours) (people|lot|crowd|guys|are|"
    "charge|quoted|want)?",
    "(we|i) (are|am) (happy|fine|all right|ok|covered|sorted|good|satisfied|content|well looked after|locked in|under contract|tied "
    "in) (with|where|as|for|thanks|until|already|to)",
    r"(not|never) (interested|for us|for me|right now|at the moment|the right time|convinced|a priority|looking to (change|switch|move))",
    "(already|we) (have|use|with|got|are with) (a|an|somebody|someone|another|our own|one) ~3 (supplier|provider|for that|already|in "
    "place|does that|broker|contract)",
    r"(need|have|will have|would have) to (think|talk|speak|run it|run this|check|ask|discuss) (about|to|with|by|past|it|this|over)? ~4",
    r"(let me|i will|we will) (think|sleep|have a think|mull|talk|discuss) (about|on|it|over)",
    "(no|any|bad) (time|experience|experiences) (for|with) (this|you|your|suppliers|the last)|(bad|last) time (we|i)|burned before|"
    "let us down|heard that before|you are (having a laugh|joking|kidding)|(you have|have) got to be (joking|kidding)",
)
_AT_ONCE = (
    "(now|today|right now|this (morning|afternoon|minute|second|instant|call)|on the phone|on this call|there and then|before (we|i|you) "
    "(hang|ring|get|go|put)|while (i|we) (have|have got|are) (you|on|still|talking|speaking))"
)
"""A limit that is the call itself, or its day."""
PRESS = G.pattern(
    "(can|could|will|would) (you|we) (just)? (decide|sign|commit|give me a (yes|decision|yes or no)|confirm|agree|say yes|make a "
    "decision|do it|do this|close|go ahead) ~2 (today|now|right now|on the phone|this minute|there and then)",
    "(shall|can|should|could|will|why do not|how about) i (just)? (sign you up|get you (signed|switched|set up|booked|started)|put you down|put it "
    "through|book you|switch you|take your card) ~6",
    "(say the word|(give|gim) me the word|is it a goer|(do we|have we) (have|got) (us)? a deal|(only|just) need a yes)",
    "yes or no|(today|now) only|(offer|price|deal) (ends|expires|finishes|is only|runs out) (today|tonight|tomorrow|now|at)|(need|"
    "want) (an answer|a decision|a yes|your answer|your decision|your yes)( or a no| or no)? ~4 (today|now|right now|by|before|fore|on this|on the "
    "phone|this call|this minute)",
    "(get|(can|could|may) i have|need|need is|give me|want|want is|take) (a|an|your|the)? ~2 (yes|commitment|thumbs up|nod|word|answer|decision|"
    f"signature|go ahead|green light|ok|card number) ~5 {_AT_ONCE}",
    f"(can|could|will|would) you ~4 (sign|agree|commit|decide) ~4 {_AT_ONCE}",
    "are you in or (are you )?out",
)
_IT = r"(it|that|this|them|those|the \S+|that \S+|your \S+|the \S+ \S+|your \S+ \S+)"
CANCEL = G.pattern(
    "(you|ye) (want|would like|like|fancy|need) (me|us|that i|that we) (to)? (just|go ahead and|go on and|{adv})* "
    rf"((cancel|close|remove|kill|terminate|scrap|delete|discontinue|bin) (off|out|down)? {_IT}|(wipe|rub|strike|take) {_IT} (off|out)|"
    rf"(knock|hit) {_IT} on the head|(bring|put) {_IT} to (an end|bed)|(put|call) an end to {_IT})",
    rf"(shall|can|could|should|may) (i|we) (just)? ((wipe|rub|strike) {_IT} (off|out)|knock {_IT} on the head|bring {_IT} to an end)",
    "(do|would|did|should|shall|can|could|may|will) (you|i|we) ~5 (cancel|close|remove|kill|terminate|end|take off|take you off|shut|"
    "stop|scrap|drop|delete|wind up|let it lapse|discontinue) (it|the|your|that|this|one|you|off|down|them)? ~4 (account|contract|"
    "order|policy|subscription|cover|membership|agreement|list|books|off|it|line|licence|license)?",
    r"(take|taking) (one|two|some|any|all)? ~4 off(?= ,|$| then)",
)
CONTRACT = G.pattern(
    "(need|needing) your (signature|stamp)",
    "(contract|agreement|lease|policy|subscription|papers|paperwork|membership|licence|license|cover|renewal|term) ~6 "
    "(is|was|has|comes|came|runs|ran|ends|ended|expires|expired|lapses|lapsed|finishes|finished|be|coming|running)? "
    "(up|out|over|around|round|due|ending|expiring|finishing|finished|lapsed|ended|expired)",
)
NEED_NOTHING = G.pattern(
    "(i am|we are) not (selling|after|wanting|trying to sell|here to sell|calling to sell|ringing to sell|looking for)|(do not|not) "
    "(need|want) (a thing|anything) from you|(nothing is|nothing) wrong|not after anything|no agenda|nothing to sell|wants nothing|"
    "want nothing",
)
ANYWAY = G.pattern(
    "(anyway|anyhow|listen|right then|any road|but enough|enough about|let us get|down to business|back to business|to business|"
    "business first|moving on|on to business|all joking aside|jokes aside)"
)


@lru_cache(maxsize=2048)
def business_hits(flat: str, mark: str) -> tuple[Hit, ...]:
    """Acts of business in a plain sentence, whoever says it; the reader keeps those that fit the side."""
    hits: list[Hit] = []
    if found := RINGS_ABOUT.search(flat):
        hits.append(Hit("need", found.start(), len(flat), 0.9))
    elif found := NEED.search(flat):
        hits.append(Hit("need", found.start(), len(flat), 0.8))
    if found := REQUEST.search(flat):
        hits.append(Hit("request", found.start(), len(flat), 0.8))
    if found := OFFER.search(flat):
        hits.append(Hit("offer", found.start(), len(flat), 0.7))
    if found := PRICE.search(flat):
        hits.append(Hit("price", found.start(), found.end(), 0.7))
    if found := OBJECTION.search(flat):
        hits.append(Hit("objection", found.start(), len(flat), 0.7))
    if (found := PRESS.search(flat)) and not flat[: found.start()].endswith("say "):  # "I can't say yes or no"
        hits.append(Hit("press", found.start(), found.end(), 0.8))
    if mark == "?" and (found := CANCEL.search(flat)) and "did you have to" not in found.group():
        hits.append(Hit("offer-to-cancel", found.start(), found.end(), 0.8))
    if found := CONTRACT.search(flat):
        hits.append(Hit("contract", *found.span(), 0.8))
    if found := NEED_NOTHING.search(flat):
        hits.append(Hit("need-nothing", *found.span(), 0.9))
    return tuple(hits)
