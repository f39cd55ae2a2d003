"""When to say "No agenda today: stay with them": on a call that wants nothing, the rep brings up business unasked.

Not once the client has brought business up; what answers the client's last question was asked for.
"""

import re
from collections.abc import Iterator

from assistant.events import Act, ActName
from assistant.playbook import PromptEntry
from assistant.prompts.rule import QUESTIONS, SURE, Over, RestsOnActs
from assistant.state import Due, State, Turn
from assistant.understanding.fold import said_at
from assistant.understanding.text import Sentence, sentences
from assistant.understanding.topics import business_score, life_score

_PITCH: tuple[ActName, ...] = ("offer", "price", "contract", "press", "offer-to-cancel", "purpose")
_RAISES: tuple[ActName, ...] = ("need", "request", "price", "ask-cancel", "business", "contract", "offer")
_LIKELY = 0.5
"""Confidence from which the client is taken to have brought up business: less than sure, because it keeps the prompt away."""
_LONG_QUESTION = 5
"""Words of a question that is no mere "and you?"."""
_TAKEN_BACK: tuple[ActName, ...] = ("need-nothing", "apology")
_FAVOUR = re.compile(
    r"\bI(?:'ll| will| can| could| would)(?: just| always)? (?:bring|drive|drop|lend|pop|come|help|mind|feed|cook|give you a hand)\b"
    r"|\bmy \w+ (?:can|could|will|would)\b|\btwo hands\b",
    re.IGNORECASE,
)
"""Kindness between people is offered too, and is no pitch."""


class KeepItPersonal(RestsOnActs):
    """Implements `Rule`."""

    prompt = "keep-it-personal"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        raised = next((turn.number for turn in state.doing(*_RAISES) if turn.side == "client" and turn.acts_of(*_RAISES, sure=_LIKELY)), None)
        for turn in state.latest(*_PITCH):
            before = raised is None or turn.number < raised
            if before and turn.side == "rep" and (act := next(_unasked(state, turn), None)):
                why = "You brought up business on a call that has no agenda."
                return Due(self.prompt, f"turn {turn.number}", why, (act.evidence,), said_at(turn, act.evidence), entry.urgency)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        fault = int(due.fault.split()[-1])
        if (turn := state.turn(fault)) is None or next(_unasked(state, turn), None) is None:
            return "withdrawn"
        after = next((turn for turn in state.turns[fault:] if turn.side == "rep" and not _says_nothing(turn)), None)
        return "done" if after is not None and (after.settled or after.does(*_TAKEN_BACK)) and not _stays(after) else None


def _stays(turn: Turn) -> bool:
    """Whether a rep's turn stays with the business that was brought up."""
    return turn.does("business") or next(_pitches(turn), None) is not None


def _unasked(state: State, turn: Turn) -> Iterator[Act]:
    """What a rep's turn pitches that the client's turn before it did not ask for."""
    before = state.turn(turn.number - 1)
    if _asked_for(before):
        return iter(())
    return (act for act in _pitches(turn) if before is None or not (act.act == "price" and _said_before(act, before)))


def _said_before(act: Act, before: Turn) -> bool:
    """Whether a number is only said after the client: "two hundred and ten of them" "Two hundred and ten!"."""
    theirs = {word for sentence in sentences([before.text]) for word in sentence.flat.split()}
    return all(word in theirs for sentence in sentences([act.evidence.quote]) for word in sentence.flat.split())


def _pitches(turn: Turn) -> Iterator[Act]:
    """The acts of a rep's turn that bring business up. "I'm not ringing about any order" does the opposite."""
    denied = {act.evidence for act in turn.acts_of("need-nothing", "vague-purpose", "courtesy", "ask-work")}
    for act in turn.acts_of(*_PITCH, sure=SURE):
        if act.evidence not in denied and not _is_kind(act, turn):
            yield act


def _is_kind(act: Act, turn: Turn) -> bool:
    """Whether an offer is a favour, or the purpose given is the client's own well-being."""
    if act.act == "offer":
        return _FAVOUR.search(act.evidence.quote) is not None and not turn.does("price")
    if act.act == "purpose":
        plain = [sentence.flat for sentence in sentences([act.evidence.quote])]
        return not any(map(business_score, plain)) or any(map(life_score, plain))
    return False


def _asked_for(before: Turn | None) -> bool:
    """Whether the client's turn asks something that isn't about life: its answer is not brought up unasked."""
    if before is None or before.side != "client":
        return False
    if any(not any(life_score(sentence.flat) for sentence in sentences([act.evidence.quote])) for act in before.acts_of(*QUESTIONS)):
        return True
    formal = before.does("courtesy", "ask-why")
    return not formal and any(_is_long_question(sentence) and not life_score(sentence.flat) for sentence in sentences([before.text]))


def _is_long_question(sentence: Sentence) -> bool:
    """Whether a question is no mere "and you?", whatever it was read as."""
    return sentence.mark == "?" and len(sentence.flat.split()) >= _LONG_QUESTION


def _says_nothing(turn: Turn) -> bool:
    """A turn of nothing but a sign of listening ("Ha." "Right.")."""
    return all(act.act in ("back-channel", "hold", "other") for act in turn.acts)
