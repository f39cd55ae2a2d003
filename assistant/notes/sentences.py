"""The sentences of a call as the notes see them: whose, with which words, doing what, about life or about business."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.events import Act, ActName, Evidence
from assistant.notes.corrected import put_right, reworded
from assistant.notes.figures import written
from assistant.notes.phrases import FAMILY
from assistant.notes.wording import tidy
from assistant.state import State, Turn, Utterance
from assistant.understanding import text
from assistant.understanding.content import content, names
from assistant.understanding.times import definite_times
from assistant.understanding.topics import business_score, life_score
from audio.side import Side

_FORMAL: frozenset[ActName] = frozenset(
    {
        "greeting",
        "introduction",
        "courtesy",
        "courtesy-answer",
        "accept",
        "decline",
        "closing",
        "goodbye",
        "thanks",
        "apology",
        "hold",
        "must-go",
        "back-channel",
        "other",
        "dodge",
    }
)
BUSINESS: frozenset[ActName] = frozenset(
    {
        "purpose",
        "ask-need",
        "need",
        "request",
        "offer",
        "price",
        "objection",
        "press",
        "offer-to-cancel",
        "ask-experience",
        "business",
        "commitment",
        "propose-next",
    }
)
_TRADE: frozenset[ActName] = frozenset({"purpose", "request", "offer", "price", "press", "objection"})
_WHO: frozenset[ActName] = frozenset({"greeting", "introduction"})
_SURE_SMALL_TALK = 0.7
"""Below this the reader called words small talk only because nothing else was known of them."""
_FIRST_CONTENT, _GREETING_CONTENT = 7, 6
"""Content words up to which the first sentence, and another that greets, is a greeting."""
_SURE_LIFE = 2
"""From this score on words are about life wherever they are said."""
_SURE_BUSINESS = 2
"""From this score on they end talk about life."""

_UNFINISHED = frozenset(
    "the a an to of and or but with for my your our i we you is are was at in on by so that because if than from it's they're he's she's".split()
)
_CORRECTION = re.compile(
    r"^(?:no|sorry|wait)(?: ,)? (?:(?:no|wait|sorry|hang on)(?: ,)? )*(?:i (?:tell a lie|mean|meant|lie)|sorry|make that|it is|that is wrong|not)\b"
    r"|^(?:i tell a lie|scratch that|correction|i mean|make that|sorry ,)\b"
)
_TURN_BACK = re.compile(r"\b(?:anyway|anyhow|any road|business|listen|the reason|what i (?:was|am) (?:calling|ringing)|before i forget)\b")
_CARRIES_ON = re.compile(r"\b(?:one|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|and|point)\W*$", re.IGNORECASE)
_SCALE = re.compile(r"hundred|thousand|million|lakh")
_CARDINAL = re.compile(
    r"oh|o|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|half|point"
)
_ANY_WORD = re.compile(r"[^\W_]+")
_PICKING_UP = re.compile(r"^(?:thank you|thanks) for (?:calling|phoning|ringing)\b")
_TURNED = re.compile(r"\b(?:at|on|in|to|the|a|of|for|with|is) , (?:no|sorry|wait|hang on) ,")
"""A sentence given up in the middle for another."""
_REST = re.compile(r"(?:[,\s]*\b(?:um+|uh+|erm*|ag|och|ah|you know|I mean|sort of|kind of))+(?=\W*$|[.?!;,])", re.IGNORECASE)
"""Words that plain text leaves out, at the end of a sentence."""
_LEAST_LEFT = 4
_CUT_SHORT = re.compile(r"(?:\.\.\.|…|[—–-])$")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence. `number` counts from 0 over the call, `turn` from 1. `mark`: "." "?" "!" or "" where nothing closed it.

    `personal`: about life, not business.
    """

    number: int
    turn: int
    side: Side
    flat: str
    mark: str
    evidence: tuple[Evidence, ...]
    acts: frozenset[ActName]
    content: frozenset[str]
    names: frozenset[str]
    personal: bool
    broken: bool
    """Cut short, taken back in the next sentence, or ending in half a number: not to be written down."""
    opening: bool
    """Says who is speaking, as people do when they pick up the phone."""
    answers: bool
    """The first words after a question of the other side's."""
    times: tuple[str, ...]
    """The definite times it names, as said."""
    source: text.Sentence
    right: str = ""
    """The sentence with what the next one puts right in it, where it does."""

    @property
    def quote(self) -> str:
        return " ".join(evidence.quote for evidence in self.evidence)

    @property
    def asks(self) -> bool:
        return self.mark == "?"

    @property
    def words(self) -> str:
        """As a line of the notes gives it, without the name of its side."""
        return written(self.right or tidy(put_right(self.quote), self.mark))

    @property
    def formal(self) -> bool:
        """Nothing but manners: names, greetings, thanks, yes and no."""
        return self.opening or len(self.content) < 2 or (len(self.content) < 3 and self.acts <= _FORMAL - {"other"})


def sentences_of(state: State) -> tuple[Said, ...]:
    """Every sentence of the call, in order."""
    said: list[Said] = []
    personal = state.kind == "relationship"
    following_word = _following_words(state)
    greeted: set[Side] = set()
    before: tuple[Utterance, ...] = ()
    for turn in state.turns:
        read = text.sentences(utterance.text for utterance in turn.utterances)
        taken_back = False
        for at, sentence in enumerate(read):
            following = read[at + 1] if at + 1 < len(read) else None
            evidence = _well_ended(tuple(_evidence(turn, sentence)), following_word)
            acts = _acts(turn, evidence)
            personal = _topic(sentence, acts, personal, turn.side, relationship=state.kind == "relationship")
            corrected = bool(following and _CORRECTION.search(following.flat))
            broken = (
                corrected
                or bool(_TURNED.search(sentence.flat))
                or (not sentence.mark and _stops_short(evidence[-1].quote, sentence))
                or _runs_on(evidence[-1], following_word)
                or _runs_in(evidence[0], before, following_word)
            )
            opening = bool(_PICKING_UP.search(sentence.flat)) or (
                turn.side not in greeted
                and len(content(sentence.flat)) <= (_GREETING_CONTENT if at else _FIRST_CONTENT)
                and not BUSINESS & {act.act for act in acts}
                and (at == 0 or any(act.act in _WHO for act in acts))
            )
            answers = at <= 1 and any(other.asks for other in said[-2:] if other.side != turn.side)
            said.append(
                _said(
                    turn,
                    sentence,
                    evidence,
                    acts,
                    number=len(said),
                    personal=personal and not opening,
                    broken=broken,
                    opening=opening,
                    answers=answers,
                )
            )
            if at and taken_back:
                said[-2:] = _put_right(said[-2], said[-1])
            taken_back = corrected
        greeted.add(turn.side)
        before = (*turn.utterances[::-1], *turn.back_channels)
    return tuple(said)


def _put_right(slip: Said, correction: Said) -> tuple[Said, Said]:
    """A sentence with the value that the next one corrects in its place, and nothing left of that one; both as they were where it is not plain."""
    right = reworded(slip.quote, correction.quote, slip.mark)
    if right is None:
        return slip, correction
    whole = replace(slip, right=right, evidence=(*slip.evidence, *correction.evidence), content=content(right.lower()), broken=False)
    return whole, replace(correction, broken=True)


def _said(
    turn: Turn,
    sentence: text.Sentence,
    evidence: tuple[Evidence, ...],
    acts: Sequence[Act],
    *,
    number: int,
    personal: bool,
    broken: bool,
    opening: bool,
    answers: bool,
) -> Said:
    return Said(
        number=number,
        turn=turn.number,
        side=turn.side,
        flat=sentence.flat,
        mark=sentence.mark,
        evidence=evidence,
        acts=frozenset(act.act for act in acts),
        content=content(put_right(sentence.flat)),
        names=names(" ".join(part.quote for part in evidence)),
        personal=personal,
        broken=broken,
        opening=opening,
        answers=answers,
        times=tuple(_between(evidence, sentence, time.start, time.end) for time in definite_times(sentence.flat)),
        source=sentence,
    )


def words_between(sentence: Said, start: int, end: int) -> str:
    """The words as recognised behind `flat[start:end]` of a sentence."""
    return _between(sentence.evidence, sentence.source, start, end)


def _between(evidence: Sequence[Evidence], source: text.Sentence, start: int, end: int) -> str:
    tokens = source.tokens_between(start, end)
    begin = source.tokens[0].start
    quote = " ".join(piece.quote for piece in evidence)
    return quote[max(0, tokens[0].start - begin) : tokens[-1].end - begin].strip(" ,")


def _following_words(state: State) -> dict[str, tuple[str, str]]:
    """Of each utterance: its text, and the first word heard after it."""
    heard = sorted((part for turn in state.turns for part in (*turn.utterances, *turn.back_channels) if part.text), key=lambda part: part.end)
    firsts = [(_ANY_WORD.search(part.text) or [""])[0].lower() for part in heard]
    return {part.id: (part.text, after) for part, after in zip(heard, [*firsts, ""][1:], strict=True)}


def _runs_in(first: Evidence, parts: Sequence[Utterance], following_word: dict[str, tuple[str, str]]) -> bool:
    """Whether the quote begins with a number that goes on from the one before: "Four thousand." after "About four thousand." is heard as eight."""
    whole, _ = following_word[first.utterance]
    before = _ANY_WORD.findall(whole[: whole.find(first.quote)])
    last = before[-1].lower() if before else next((words[-1].lower() for part in parts if (words := _ANY_WORD.findall(part.text))), "")
    return bool(_SCALE.fullmatch(last)) and any(_SCALE.fullmatch(word) for word in _ANY_WORD.findall(first.quote.lower())[:4])


def _runs_on(last: Evidence, following_word: dict[str, tuple[str, str]]) -> bool:
    """Whether the quote ends in a number that the next word carries on: "From eleven to forty." "Seven forty will go." is heard as forty-seven."""
    whole, after = following_word[last.utterance]
    rest = _ANY_WORD.search(whole, whole.find(last.quote) + len(last.quote))
    following = rest[0].lower() if rest else after
    return bool(_CARRIES_ON.search(last.quote)) and bool(_CARDINAL.fullmatch(following))


def _well_ended(evidence: tuple[Evidence, ...], following_word: dict[str, tuple[str, str]]) -> tuple[Evidence, ...]:
    """The quotes without a last clause that the next word would carry on: ", the heavier one." before "Thirty-one."."""
    clauses = evidence[-1].quote.rpartition(",")[0].strip()
    if not _runs_on(evidence[-1], following_word) or clauses.count(" ") < _LEAST_LEFT:
        return evidence
    return (*evidence[:-1], Evidence(utterance=evidence[-1].utterance, quote=clauses))


def _stops_short(quote: str, sentence: text.Sentence) -> bool:
    return bool(_CUT_SHORT.search(quote)) or sentence.flat.rstrip(" ,").rpartition(" ")[2] in _UNFINISHED


def _evidence(turn: Turn, sentence: text.Sentence) -> Iterator[Evidence]:
    """The recognised words of the whole sentence up to its full stop, a piece for each utterance it runs over."""
    for part, utterance in enumerate(turn.utterances):
        tokens = [token for token in sentence.tokens if token.part == part and token.plain != ","]
        if tokens:
            end = max(token.end for token in tokens)
            rest = _REST.match(utterance.text, end)
            yield Evidence(utterance=utterance.id, quote=utterance.text[tokens[0].start : rest.end() if rest else end].rstrip(" ,"))


def _acts(turn: Turn, evidence: Sequence[Evidence]) -> list[Act]:
    """The acts whose words stand in the sentence."""
    quotes = {piece.utterance: piece.quote for piece in evidence}
    return [
        act for act in turn.acts if (quote := quotes.get(act.evidence.utterance)) and (act.evidence.quote in quote or quote in act.evidence.quote)
    ]


def _topic(sentence: text.Sentence, acts: Sequence[Act], personal: bool, side: Side, *, relationship: bool) -> bool:
    """Whether talk is about life after a sentence, given whether it was before: what says nothing of either goes on with what was said.

    A call with no agenda is about life throughout, but for what the rep brings up of business or the client asks for.
    """
    life, business = life_score(sentence.flat), business_score(sentence.flat)
    small = any(act.act == "small-talk" and act.confidence >= _SURE_SMALL_TALK for act in acts)
    trade = any(act.act in BUSINESS | {"reflect", "detail"} and act.confidence >= 0.5 for act in acts)
    if relationship:
        return not (business >= 1 and life < business and not small and (side == "rep" or any(act.act in _TRADE for act in acts)))
    if _TURN_BACK.search(sentence.flat) and not small:
        return False
    if small:
        return not trade or life > business
    if trade:
        return False
    if life > business:
        return personal or life >= _SURE_LIFE or bool(FAMILY.search(sentence.flat))
    return personal and business < _SURE_BUSINESS
