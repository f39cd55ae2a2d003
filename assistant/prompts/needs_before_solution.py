"""When to say "Find the need first": the rep presents a product, offer or price before the client told a need and before an open question."""

import re

from assistant.events import Act, ActName
from assistant.playbook import PromptEntry
from assistant.prompts.ask_open_question import OPEN
from assistant.prompts.rule import QUESTIONS, SURE, Over, RestsOnActs
from assistant.state import Due, State, Turn, Utterance
from assistant.understanding.content import content
from assistant.understanding.fold import said_at
from assistant.understanding.needs import also_does, told

_PRESENTS: tuple[ActName, ...] = ("offer", "price")
_STOP = re.compile(r"[.?!…](?=\s|$)")
_ASKED_BEFORE = re.compile(
    r"\byou(?:'d| had| have|'ve)? (?:just |already )?"
    r"(?:asked|wanted|requested|enquired|inquired|told|mentioned|needed|were (?:after|asking|looking))\b",
    re.IGNORECASE,
)
"""The client asked, or told the need, before this call: "the price you asked for"."""
_HAS_ALREADY = re.compile(
    r"\b(?:we|I) (?:did|had|sold|sent|supplied|fitted|gave|brought|delivered)\b"
    r"|\bthere(?:'s| is| was) (?:that|this|an|a|your|the) (?:\w+ ){0,2}(?:contract|order|account|agreement|policy|subscription)\b",
    re.IGNORECASE,
)
"""What they bought long ago, or have on the books, is not presented to them."""
_WHO = re.compile(r"\bwho\b|\bwhere (?:are|is|were)\b|\bcalling from\b|\bmy (?:number|name)\b", re.IGNORECASE)
"""Questions who is calling, and how they came by the number, ask for no product."""


class NeedsBeforeSolution(RestsOnActs):
    """Implements `Rule`."""

    prompt = "needs-before-solution"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        if next(state.latest(*_PRESENTS), None) is None:
            return None  # spares looking through the whole of a call that presents nothing
        asked = False
        purpose = state.understanding.purpose.turn if state.understanding.purpose else None
        for turn in state.turns:
            if turn.side == "client":
                if _tells_or_asks_for(turn):
                    return None
                asked = _asks_about_product(turn, state.turn(turn.number - 1))
                continue
            if _ASKED_BEFORE.search(turn.text):
                return None
            for act in turn.acts:
                if act.act in OPEN:
                    return None
                presents = act.act in _PRESENTS and not _asks_for_a_number(turn, act) and not _HAS_ALREADY.search(act.evidence.quote)
                if presents and not (purpose in (None, turn.number) and _in_purpose(turn, act)):
                    if asked:
                        return None
                    if act.confidence >= SURE:
                        why = "You presented a solution before hearing a need."
                        return Due(self.prompt, "presented", why, (act.evidence,), said_at(turn, act.evidence), entry.urgency)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return "done" if any(_asks_openly(turn) if turn.side == "rep" else _tells_need(turn) for turn in state.turns) else None


def _asks_openly(turn: Turn) -> bool:
    return turn.does(*OPEN)


def _tells_need(turn: Turn) -> bool:
    """Whether a client's turn tells a need or problem: by itself, as experience, or as what it asks for."""
    return turn.does("request") or bool(told(turn))


def _tells_or_asks_for(turn: Turn) -> bool:
    return _tells_need(turn) or turn.does("price")


def _asks_about_product(turn: Turn, before: Turn | None) -> bool:
    """Whether a client's question may be about what is offered: then what the rep's next turn presents answers it.

    "So?" asks nothing, and "Close the account?" says again what the rep said (in turn `before`).
    """
    said = content(before.text) if before else frozenset[str]()
    return any(not _WHO.search(act.evidence.quote) and content(act.evidence.quote) - said for act in turn.acts_of(*QUESTIONS))


def _asks_for_a_number(turn: Turn, act: Act) -> bool:
    """Whether a number was asked about, not named as a price: "are you still on the twenty percent?" """
    return act.act == "price" and also_does(turn, act, *QUESTIONS)


def _in_purpose(turn: Turn, act: Act) -> bool:
    """Whether an offer of the turn that gives the purpose stands in the sentence that does, or in one that is still being said."""
    for utterance in turn.utterances:
        if utterance.id == act.evidence.utterance:
            start, end = _sentence(utterance, act.evidence.quote)
            return end is None or any(_overlaps(utterance, start, end, other) for other in turn.acts_of("purpose"))
    return False


def _sentence(utterance: Utterance, quote: str) -> tuple[int, int | None]:
    """Where the sentence of some words of an utterance begins and ends. The end is None where more of it may follow."""
    at = max(0, utterance.text.find(quote))
    ends = [match.end() for match in _STOP.finditer(utterance.text)]
    start = max((end for end in ends if end <= at), default=0)
    after = [end for end in ends if end >= at + len(quote)]
    if after:
        return start, after[0]
    return start, len(utterance.text) if utterance.final else None


def _overlaps(utterance: Utterance, start: int, end: int, act: Act) -> bool:
    at = utterance.text.find(act.evidence.quote)
    return act.evidence.utterance == utterance.id and at < end and at + len(act.evidence.quote) > start
