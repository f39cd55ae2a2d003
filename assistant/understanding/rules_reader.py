"""The reader that needs no weights: patterns find what words may do, the place in the call says what they do there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.events import Act, ActName, Kind
from assistant.state import State, Turn
from assistant.turns import readable
from assistant.understanding.asking import asking_hits
from assistant.understanding.business import ANYWAY, business_hits
from assistant.understanding.closing import closing_hits
from assistant.understanding.hit import Hit
from assistant.understanding.opening import RECEPTION, WORKS_ON, opening_hits
from assistant.understanding.parking import parking_hits
from assistant.understanding.purpose import purpose_hits
from assistant.understanding.reader import Reading
from assistant.understanding.steps import step_hits
from assistant.understanding.text import Sentence, quote, sentences
from assistant.understanding.topics import business_score, life_score, life_topic
from audio.side import Side

REP_ONLY: frozenset[ActName] = frozenset(
    {"purpose", "vague-purpose", "ask-need", "offer", "press", "offer-to-cancel", "need-nothing", "dodge", "contract", "reflect", "sympathy"}
)
CLIENT_ONLY: frozenset[ActName] = frozenset({"ask-why", "need", "request", "objection", "ask-cancel"})
_FORMAL: frozenset[ActName] = frozenset(
    {"greeting", "introduction", "courtesy", "courtesy-answer", "thanks", "apology", "hold", "accept", "goodbye", "must-go", "closing"}
)
_BUSINESS: frozenset[ActName] = frozenset(
    {"purpose", "ask-need", "need", "request", "price", "objection", "offer", "ask-experience", "press", "offer-to-cancel", "business"}
)
_GUESS = re.compile(
    r"\b(?:is|was) (?:this|that|it) (?:about|regarding|to do with|concerning|over|the)\b|\byou (?:are|will be|must be) (?:calling|ringing|"
    r"phoning) about\b|\bare you (?:calling|ringing|phoning) (?:about|regarding)\b"
)
_CONFIRMS = re.compile(
    "^(?:yes|it is|that is (?:right|it|correct|the one)|exactly|correct|spot on|indeed|it was|i am|right|that it is|the very one|got it "
    r"in one)\b"
)
_NAMES = re.compile(
    r"(?:ok |right |sorry |well |oh |yes |no |, |sir |madam )*(?:(?:it is|that is|this is) )?(?:just |only )?(?:(?:about|on|over|regarding) )?"
    r"(?:the|your|our|that|those|my) (?!account\b)"
)
_SELF = re.compile(
    r"\b(?:routine|usual|number|records|details|courtesy|questions|worry|survey|calling from|from"
    r"|(?:we|i) (?:are|do|supply|provide|help|work with|sell|make|specialise|specialize|offer|look after))\b"
)
"""Who is calling, not why."""
_PROMPTING = re.compile(
    "^(?:oh |ok |right |hello |well )*(?:and|so|yes|and so|go on|ok so|so what|meaning|because|for|such as|which|which is|regarding|"
    "about)(?: what| then| is)?$"
)
_CONTENT_FREE = frozenset(
    "yes no ok right oh well so and but i you it that this is are am was do did not the a to of in on we he she they just very "
    "really all good great lovely nice sure ha haha hey hi hello there now then too"
    " thanks thank sorry please mate love sir madam man fine yourself been has have had be me my your".split()
)


_WAITS = re.compile(r"\b(?:hang on|hold on|bear with|(?:one|just a|half a|give me a|two) (?:sec|secs|second|seconds|moment|minute|mo|tick|ticks))\b")
_ASKS_HOW = re.compile(r"\b(?:how|you|yourself|all right|keeping)\b(?!.*\b(?:minute|moment|sec|second|time|hear|talk|speak)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """The place of a turn in its call: what was read before it."""

    side: Side
    kind: Kind
    first: bool
    """Whether it is this side's first turn."""
    begun: bool
    """Whether business had begun."""
    before: frozenset[ActName]
    """What the other side's last turn did."""
    asked: str
    """The other side's last words that asked why, or ""."""
    drifting: bool
    """Whether small talk was going on: in either side's last turn."""
    courtesies: int
    """How often this side had asked how the other is."""
    personal: bool
    """Whether the rep speaks while life outside the business is in the air: what is put off may be that."""

    @classmethod
    def of(cls, state: State, turn: Turn) -> "Context":
        earlier = state.turns[: turn.number - 1]
        mine = [other for other in earlier if other.side == turn.side]
        theirs = [other for other in earlier if other.side != turn.side]
        asked = [act.evidence.quote for act in (theirs[-1].acts if theirs else ()) if act.act == "ask-why"]
        return cls(
            side=turn.side,
            kind=state.kind,
            first=not mine,
            begun=any(begins_business(act) for other in earlier for act in other.acts),
            before=frozenset(act.act for act in (theirs[-1].acts if theirs else ())),
            drifting=any(turns[-1].does("small-talk") for turns in (mine, theirs) if turns),
            asked=asked[-1] if asked else "",
            personal=turn.side == "rep" and _personal(theirs[-1:], turn),
            courtesies=sum(any(_ASKS_HOW.search(act.evidence.quote) for act in other.acts_of("courtesy")) for other in mine),
        )


def _personal(before: list[Turn], turn: Turn) -> bool:
    if any(other.does("small-talk") for other in before):
        return True
    said = (sentences(utterance.text for utterance in other.utterances) for other in (*before, turn))
    return any(life_score(sentence.flat) for read in said for sentence in read)


def begins_business(act: Act) -> bool:
    """Whether an act is one with which business begins."""
    return act.act in _BUSINESS and act.confidence >= 0.5


class PhraseReader:
    """Implements `Reader` by patterns over plain words. Holds no state: the same turn in the same call gives the same reading."""

    def read(self, state: State, turn: Turn) -> Reading:
        context = Context.of(state, turn)
        acts: list[Act] = []
        begun, waits = context.begun, False
        for sentence in sentences(readable(utterance) for utterance in turn.utterances):
            waits_now = _WAITS.search(sentence.flat) is not None
            read = [hit for hit in _read(sentence, context, begun) if not _only_away(hit, waits, waits_now)]
            waits = waits or waits_now
            begun = begun or any(hit.act in _BUSINESS and hit.confidence >= 0.5 for hit in read)
            acts += [_act(turn, sentence, hit) for hit in read]
        return Reading(tuple(acts), min((act.confidence for act in acts), default=0.0))


def _only_away(hit: Hit, waited: bool, waits: bool) -> bool:
    """Whether words of leaving are those of somebody who asked the other to wait: "hang on, I've got to get the door", "Bye, Rick!"."""
    return (waits and hit.act in ("must-go", "closing", "goodbye")) or (waited and hit.act in ("closing", "goodbye"))


def _act(turn: Turn, sentence: Sentence, hit: Hit) -> Act:
    who: Side = turn.side
    if hit.who == "other":
        who = "client" if turn.side == "rep" else "rep"
    return Act(
        act=hit.act,
        evidence=quote(turn.utterances, sentence, hit.start, hit.end),
        confidence=hit.confidence,
        about=hit.about,
        who=who if hit.who and who != "mixed" else None,
        when=quote(turn.utterances, sentence, *hit.when).quote if hit.when else None,
    )


def _read(sentence: Sentence, context: Context, begun: bool) -> Iterable[Hit]:
    flat, mark = sentence.flat, sentence.mark
    hits = [
        *opening_hits(flat, mark),
        *closing_hits(flat),
        *purpose_hits(flat),
        *asking_hits(flat, mark),
        *business_hits(flat, mark),
        *step_hits(flat, mark),
        *(parking_hits(flat) if context.personal else ()),
    ]
    hits = [hit for hit in hits if _fits(hit, context)]
    hits = _asked_why(hits, sentence, context)
    hits = _answered_why(hits, sentence, context)
    hits = _weighed(hits, sentence, context, begun)
    if context.kind == "relationship" and context.side == "client" and (found := WORKS_ON.search(flat)):
        hits.append(Hit("work", *found.span(), 0.9))
    if small := _small_talk(hits, sentence, context, begun):
        hits.append(small)
    elif not begun and _talks_business(hits, sentence, context):
        hits.append(Hit("business", 0, len(flat), 0.5))
    return sorted(hits, key=lambda hit: (hit.start, hit.end)) or [Hit("other", 0, len(flat), 0.3)]


def _fits(hit: Hit, context: Context) -> bool:
    if context.side == "client":
        return hit.act not in REP_ONLY and not (hit.act == "ask-why" and context.kind == "service")
    if context.side == "rep" and context.kind == "service" and hit.act in ("purpose", "vague-purpose"):
        return False
    if context.side == "rep" and context.first and hit.act == "closing":
        return False  # "I won't keep you" is how calls begin, too
    return not (context.side == "rep" and hit.act in CLIENT_ONLY)


def _asked_why(hits: list[Hit], sentence: Sentence, context: Context) -> list[Hit]:
    """A receptionist's "how can I help?" is a greeting; "And?" after words without purpose asks why."""
    if context.side != "client" or context.kind == "service":
        return hits
    if context.first:
        return [hit for hit in hits if hit.act != "ask-why" or not (RECEPTION.search(sentence.flat) or "can i do for you" in sentence.flat)]
    prompting = sentence.mark == "?" and _PROMPTING.match(sentence.flat)
    if prompting and context.before & {"vague-purpose", "courtesy-answer"} and "purpose" not in context.before:
        return [*hits, Hit("ask-why", 0, len(sentence.flat), 0.8)]
    return hits


def _answered_why(hits: list[Hit], sentence: Sentence, context: Context) -> list[Hit]:
    """What follows "what's this about?" need not say "I'm calling": naming the business is enough, and so is "yes" to a right guess."""
    if context.side != "rep" or not context.asked or any(hit.act in ("purpose", "vague-purpose") for hit in hits):
        return hits
    flat = sentence.flat
    if _GUESS.search(" ".join(found.flat for found in sentences([context.asked]))) and _CONFIRMS.match(flat):
        return [*hits, Hit("purpose", 0, len(flat), 0.7)]
    named = business_score(flat) >= (1 if _NAMES.match(flat) else 2)
    if sentence.mark != "?" and named and life_score(flat) == 0 and not _SELF.search(flat):
        return [*hits, Hit("purpose", 0, len(flat), 0.5)]
    return hits


def _weighed(hits: list[Hit], sentence: Sentence, context: Context, begun: bool) -> list[Hit]:
    """Settles what two readings of the same words leave open."""
    flat = sentence.flat
    acts = {hit.act for hit in hits}
    dropped: set[ActName] = set()
    if "ask-experience" in acts:
        dropped |= {"courtesy", "open-question", "closed-question"}
        if context.kind != "renewal":
            dropped |= {"vague-purpose"} if business_score(flat) else {"ask-experience"}
            dropped -= {"courtesy"} if not business_score(flat) else set()
    if acts & {"ask-why", "ask-need"}:
        dropped |= {"open-question", "closed-question", "question"}
    if acts & {"courtesy", "introduction", "hold"}:
        dropped |= {"open-question", "closed-question", "question", "request"}
    if "ask-need" in acts and context.side == "rep" and context.kind != "service" and not begun:
        dropped |= {"ask-need"} if acts & {"courtesy", "vague-purpose"} else set()
    if "purpose" in acts:
        vague = [hit for hit in hits if hit.act == "vague-purpose"]
        inside = all(any(other.start <= hit.start < other.end for other in vague) for hit in hits if hit.act == "purpose")
        dropped |= {"purpose"} if inside else {"vague-purpose"}
    if any(hit.act in ("must-go", "closing") and hit.confidence >= 0.6 for hit in hits):
        hits = [hit for hit in hits if not (hit.act in ("vague-next", "commitment", "propose-next") and hit.about and hit.when is None)]
    if timed := [hit.when for hit in hits if hit.about and hit.when]:
        hits = [hit for hit in hits if hit.about or not hit.when or not any(hit.when[0] < end and start < hit.when[1] for start, end in timed)]
    if not begun and not business_score(flat):
        dropped |= {"offer", "price", "objection"}
        if life_score(flat):
            dropped.add("request")
    if not begun and any(hit.act == "need" and hit.confidence >= 0.9 for hit in hits):
        return [hit for hit in hits if hit.act not in dropped]
    if not begun and life_score(flat) >= 1.5 and life_score(flat) > business_score(flat):
        dropped |= {"request", "offer", "price", "ask-need", "objection", "ask-experience"}
        if not (context.kind == "service" and context.first):
            dropped.add("need")
        hits = [hit for hit in hits if hit.act != "purpose" or hit.confidence > 0.7]
    if not begun and "small-talk" in context.before and not context.before & {"need", "request"}:
        hits = [hit for hit in hits if hit.act != "ask-need" or hit.confidence > 0.7]
    if not begun and context.side == "client" and "small-talk" in context.before and not business_score(flat) and not ANYWAY.search(flat):
        dropped |= {"need", "objection"} if "request" not in acts else set()
    return [hit for hit in hits if hit.act not in dropped]


def _small_talk(hits: list[Hit], sentence: Sentence, context: Context, begun: bool) -> Hit | None:
    """Life outside the business; before business begins also what merely goes on with it."""
    flat, acts = sentence.flat, {hit.act for hit in hits}
    if acts & {"purpose", "vague-purpose", "ask-why", "ask-need", "need", "request", "ask-experience", "must-go", "closing"} or (
        acts & {"offer", "price", "hold"} and begun
    ):
        return None
    life, business = life_score(flat), business_score(flat)
    if life >= 2 and life > business and not any(hit.when for hit in hits if hit.who):
        return Hit("small-talk", 0, len(flat), 0.9, about=life_topic(flat))
    left = _left(hits, sentence)
    if begun:
        return None
    if life >= 1 and business == 0 and left >= 1 and "hold" not in acts:
        return Hit("small-talk", 0, len(flat), 0.7, about=life_topic(flat))
    if business >= 1 or acts & {"hold", "goodbye"}:
        return None
    if "courtesy" in acts and context.courtesies and not context.first:
        return Hit("small-talk", 0, len(flat), 0.6)
    if context.drifting and left >= 1 and len(flat.split()) >= 3 and not ANYWAY.match(flat):
        return Hit("small-talk", 0, len(flat), 0.6, about=life_topic(flat))
    return None


def _talks_business(hits: list[Hit], sentence: Sentence, context: Context) -> bool:
    """Business talked of in no particular form: two words of it, or a question of the rep's with one while no small talk goes on."""
    if any(hit.act in ("introduction", "greeting", "hold", "vague-purpose", "ask-why", "courtesy") for hit in hits):
        return False
    asks = sentence.mark == "?" and context.side == "rep" and not context.drifting and not life_score(sentence.flat)
    return business_score(sentence.flat) - life_score(sentence.flat) >= (1 if asks else 2)


def _left(hits: list[Hit], sentence: Sentence) -> int:
    """How many words that say something no form of opening, thanking or agreeing has claimed."""
    claimed = [(hit.start, hit.end) for hit in hits if hit.act in _FORMAL]
    words = zip(sentence.tokens, sentence.starts, strict=True)
    return sum(
        token.plain != "," and token.plain not in _CONTENT_FREE and not any(start <= at < end for start, end in claimed) for token, at in words
    )
