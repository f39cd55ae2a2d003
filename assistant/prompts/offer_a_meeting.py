"""When to say "Don't push: offer a meeting": the rep presses for a decision now.

Due once the words around it are final, because the second half of a breath may propose the meeting ("decide today, or shall I come by
Thursday?"). Not when the client offers the decision.
"""

import re

from assistant.events import Act, Evidence
from assistant.playbook import PromptEntry
from assistant.prompts.rule import SURE, Over, RestsOnActs, acts_after
from assistant.state import Due, State, Turn
from assistant.understanding.fold import said_at
from assistant.understanding.needs import also_does
from assistant.understanding.text import same_words

_ORDERS = re.compile(r"\b(?:sign|order|book|send|renew|start|go ahead|put|get|do|take|have)\b(?!.*\bby\b)", re.IGNORECASE)
"""A request that asks to have it, not what it would be like."""
_TAKEN = re.compile(r"\b(?:sign|book|order|done|started|put (?:you|it) (?:down|through)|go(?:ing)? ahead|get (?:it|that|you) in)", re.IGNORECASE)
"""What is done once it is decided."""
_BUT = re.compile(r"\bbut\b", re.IGNORECASE)
""" "Yeah, but the last one saw nothing" is no yes."""


class OfferAMeeting(RestsOnActs):
    """Implements `Rule`."""

    prompt = "offer-a-meeting"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        for turn in state.latest("press"):
            press = _pressing(turn)
            if press is not None and not _decision_offered(state, turn):
                why = "You pressed for a decision on the phone. A meeting is easier to say yes to."
                return Due(self.prompt, f"turn of {turn.utterances[0].id}", why, (press.evidence,), said_at(turn, press.evidence), entry.urgency)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        press = due.evidence[0]
        return "done" if any(_proposes_talk(turn, act, press) for turn, act in acts_after(state, "press", press)) else None


def _pressing(turn: Turn) -> Act | None:
    """The rep's pressing in a turn, once its utterance is final."""
    presses = turn.acts_of("press", sure=SURE) if turn.side == "rep" else ()
    final = {utterance.id for utterance in turn.utterances if utterance.final}
    return next((act for act in presses if act.evidence.utterance in final), None)


def _proposes_talk(turn: Turn, act: Act, press: Evidence) -> bool:
    """Whether an act after the pressing proposes a meeting or a later talk. A time within it ("can you decide by noon?") proposes none.

    The rep's "I'll be in touch" is a later talk, if a vague one; the client's "let me think about it" is none.
    """
    if act.confidence < SURE or same_words(act.evidence, press) or also_does(turn, act, "press") or _is_taken(act, press):
        return False
    later = act.act == "vague-next" and act.about != "hedge" and turn.side == "rep"
    return later or act.act in ("propose-next", "commitment")


def _is_taken(act: Act, press: Evidence) -> bool:
    """Whether a plan of the utterance that presses is for the decision: "shall I put you down for six, and get it booked?" """
    return act.evidence.utterance == press.utterance and _TAKEN.search(act.evidence.quote) is not None


def _decision_offered(state: State, pressing: Turn) -> bool:
    """Whether the client has just asked for something, or has said yes to an offer and not gone back on it since."""
    last = next((turn.number for turn in reversed(state.turns[: pressing.number - 1]) if turn.side == "client"), None)
    for turn in state.latest("objection", "decline", "vague-next", "ask-cancel", "request", "accept", before=pressing.number):
        if turn.side != "client":
            continue
        if turn.does("objection", "decline", "vague-next", "ask-cancel") or _BUT.search(turn.text):
            return False
        if (turn.number == last and any(_ORDERS.search(act.evidence.quote) for act in turn.acts_of("request"))) or (
            turn.does("accept") and _answers_an_offer(state, turn)
        ):
            return True
    return False


def _answers_an_offer(state: State, turn: Turn) -> bool:
    before = state.turn(turn.number - 1)
    return before is not None and before.does("offer", "price", "press")
