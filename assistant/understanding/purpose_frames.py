"""The frames in which a purpose is put: "I'm ringing to…", "the reason I'm calling is…", "I wanted to…", "it's about…"."""

from assistant.understanding.words import G

OBJECTS = (
    "({adv}|you|yourself|you all|you guys|you up|you back|you today|around|over|up|through|this morning|this afternoon|this evening|"
    "back|quickly|quick"
    "|for a minute|to you|tonight|sir|madam|mate|man|love|there|actually|(round|around) ~3 (customers|clients|everyone|everybody|"
    r"accounts|people|members|households|schools|farms|shops)|, \S+ ,|, (mr|mrs|ms|dr) \S+ ,|out|in person)*"
)
CALLING = G.pattern(
    rf"(i|we) ({{am}}|have been|have|would|thought i would|wanted to) {{adv}}* {{ringing}} {OBJECTS}",
    rf"(i|we) {{adv}}* (call|called|rang|ring|phoned|phone) {OBJECTS}",
    rf"^, (so|well|right|ok|yes|no|oh|hi|sorry|anyway|look|listen|now|and|but|sir|madam|again)* {{adv}}* {{ringing}} {OBJECTS}",
    rf"(just|only) (calling|ringing|phoning|giving you a (quick|little|short)? (call|ring|buzz|bell|shout|tinkle)) {OBJECTS}",
    "(giving|give|gave|drop|dropping) you a (quick|little|short|wee|friendly|cheeky)? (call|ring|buzz|bell|shout|tinkle|line|bell|"
    "phone call) ({adv}|like|today|this morning|this afternoon|now)*",
)
CONNECTIVE = G.pattern(
    "(to|and|with a view to|in order to|so i can|so we can|so that we can|in the hope of|hoping to|hoping we could|hoping i could|"
    "hoping you could|wanting to|looking to|trying to)",
    "(about|regarding|concerning|re|in regard to|in regards to|with regard to|with regards to|in connection with|in relation to|on "
    "the subject of|on account of|over|in respect of|in reference to|with reference to|in response to|following|further to|after)",
    r"(because|since|as|with|on|for|to do with|it is about|if|whether|in case|ahead of|before|now that|that|so)",
)
ABOUT_FRAME = G.pattern(
    "(this call|the reason for the call|my call today) (is|was) {adv}* (about|regarding|concerning|to do with|in connection with|"
    "with regard to|with regards to)",
    "^, (sir|madam|so|ok|right|yes|sorry|and|well)* (about|regarding|concerning|re|with regard to|with regards to|as regards|as "
    "for)(?= (the|your|that|our|those|these|this|my) )",
    "^, (so|well|right|ok|yes|no|oh|sorry|anyway|look|listen|now|and|but|sir|madam|actually)* (it|this|that|the call|my call|the "
    "thing) (is|was|will be|would be) {adv}* (a (quick|short|small|little)? (one|word|question|call|query|thing))?"
    " (about|regarding|concerning|to do with|in connection with|with regard to|with regards to|in relation to|in regard to|in "
    "regards to|on account of|over|on)",
    "^, (so|well|right|ok|yes|sorry|and|but|just|only|actually|sir|madam|hi|oh)* (a|one)? (very)? (quick|short|small|little|brief) "
    "(one|word|question|call|query|thing|bit of business) (for you|from me|today)* (about|on|regarding|re|concerning|,|is)?",
)
REASON_FRAME = G.pattern(
    "(the|my|one|another|a)? (main|only|real|whole|actual|big|particular)? (reason|purpose|point|object|aim|thinking) (of|for|behind|"
    "that|why|i|we|is|was|today) ~8 (is|was|to|being|, )",
    "(what|all) (i|we) {am}? {adv}* (calling|ringing|phoning|after|wanting|hoping|thinking|want|wanted|need|needed|rang|called|"
    "phoned|got|have|would like|looking for|really want|really wanted|wonder|wondered|wondering) (for|about|to do|to talk about|to "
    "ask|to say)? (is|was|,|to)?",
    "(here is|this is|that is|which is|it is|that was) (the reason|why|what|partly why|really why|exactly why|actually why) (i|we) "
    "{am}? {adv}* (calling|ringing|phoning|here|call|called|rang|phoned|in touch|on the phone|on the line)",
    r"(what it is|what happened|the thing is|the situation is|here is the thing|it is like this)(?= is| ,)",
)
WANT_FRAME = G.pattern(
    "^, (so|well|right|ok|yes|no|oh|sorry|it is|it was|this is|hi)* (just|only|really|mainly|simply) to",
    r"(i|we) {am}? {adv}* (want|wanted|would like|need|needed|would love|hoping for|am asking|are asking) you to(?= \S)",
    "(i|we) {am}? {adv}* (want|wanted|would like|would love|would just like|hope|hoped|hoping|need|needed|looking|keen|have|had|"
    "meaning|meant|trying|calling|ringing|supposed|wondering|going|asked|planning|wanting|dying|wish|ought|eager|here) {adv}* to",
    r"^, (so|well|right|yes|no|oh|and|but|was|{adv})* (want|wanted|hoping|looking|needed|wanting|calling|trying) {adv}* to",
    "(i|we) {am}? {adv}* (wondering|wondered|hoping|hoped|thinking|thought|figured|reckoned|after|looking for|ask|asking|wonder) "
    "{adv}* (if|whether|about|that)? (i|we|you)? (could|can|might|would|should|may|was|had better)?",
)
DONE_FRAME = G.pattern(
    "(i|we) {am}? {adv}* (want|wanted|would like|would love|need|needed|hoping|looking|trying|keen) to (get|have|see) (the|your|that|our|a|you|"
    "those|these|this|what|some|next) ~8 (figured out|sorted|sorted out|squared away|set up|lined up|pinned down|nailed down|tied up|booked|"
    "booked in|settled|signed off|organised|organized|arranged|in the diary|in the book|on the books|finalised|finalized|wrapped up|confirmed)",
)
"""What is to be done with what: "I wanted to get your lamps for the spring show booked in"."""
WANTED = G.pattern(
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
    "signature|session)|have (the|your|those|some) (?!time|minute|moment|chance)|be (free|interested|open|available|able|up for)|"
    "have (time|ten|five|twenty|half|fifteen|thirty))(?= |$)",
)
HAVE_FRAME = G.pattern(
    "(ring|call|phone|calling|ringing|phoning|speak to you|talk to you|talk with you|speak with you|see you|contact you|contacting "
    "you|get hold of you) (you|back)? (about|regarding|concerning) (the|your|a|our|that|this|those|my|some) (?!(account|business|"
    r"company|things)\b)\S+",
    "(it is|have|got|have got|with|some) (some)? (good|bad|great|excellent) news",
    "(i|we) {adv}* (need|am short of|are short of|are missing|am missing|require|am waiting for|are waiting for|am waiting on|are "
    "waiting on) {adv}* (a|an|your|the|one|two|some) (?!(holiday|drink|coffee|rest|break|minute|moment|second|sec|favor|lie|nap|tea|"
    r"hug|few)\b)\S+",
    "you are (missing|due|owed|overdue|entitled to|eligible for|down for|booked in for|behind with|short of|nearly out of|running low on) ~3",
    "(would like|want|need|after|appreciate|value|have|get) your (opinion|view|views|thoughts|advice|input|feedback|help|go ahead|"
    "approval|take|decision|answer|signature) ~3",
    r"your (\S+ ){1,3}('s|is|are|has been) (now|nearly|just|almost)? (due|overdue|ready|expiring|approved|delayed|out of date|running "
    "out|outstanding|declined|rejected|confirmed)",
    r"your \S+ ('s|is|are|has been) (now|nearly|just|almost)? (due|overdue|ready|expiring|approved|delayed|out of date|running out|"
    "outstanding|declined|rejected|confirmed)",
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
PROMISE_FRAME = G.pattern(
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
PROPOSE_FRAME = G.pattern(
    "(will|shall|should|can) i (put|book|get|send|drop|order|set|sign|reserve|keep|hold) (you|them|it|that|one|some|him|her) ~3",
    "(can|could|would) you (spare|do|manage|make|fit|take|sign|send|confirm|let me have|see me|see us|give me|give us) (?!((me|us) "
    r")?(a|one) (second|sec|minute|moment|tick))\S+",
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
STATUS_FRAME = G.pattern(
    r"(your|the|our) (\S+ ){0,3}?(contract|agreement|licence|license|lease|policy|cover|subscription|plan|warranty|membership|order|"
    "invoice|payment|delivery|booking|appointment|renewal|quote|insurance|service|cylinder|fleet insurance|term|registration|"
    r"certificate|direct debit|year with us|parts|part|samples|machine|account)( \S+){0,3}? "
    "(ends|ended|ending|expires|expired|expiring|runs out|running out|ran out|finishes|finished|lapses|lapsed|comes up|coming up|is "
    "up|'s up|is due|are due|'s due|is coming|'s coming|is ending|is overdue|'s overdue|is ready|are ready|'s ready|has come|have "
    "come|has arrived|have arrived|is late|is delayed|has been delayed|have been delayed|are held up|is held up|is outstanding|is "
    "still|did not|has not|bounced|failed|went through|came in|are in|is in|comes to an end|rolls over|up for renewal|due for|is "
    "about to|'s about to)(?= |$)",
)
