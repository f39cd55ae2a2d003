"""When to say "Talk with them first: how has it been?": on a renewal the rep goes to the contract with the greeting or right after it.

The greeting is the rep's first turn, and every further one of nothing but courtesies and getting through to the person.
"""

import re

from assistant.events import Act, ActName, Evidence
from assistant.playbook import PromptEntry
from assistant.prompts.rule import SURE, Over, RestsOnActs
from assistant.state import Due, State, Turn

_GREETS: tuple[ActName, ...] = (
    *("greeting", "introduction", "courtesy", "courtesy-answer", "thanks"),
    *("apology", "hold", "accept", "answer", "back-channel"),
)
_RAISES: tuple[ActName, ...] = ("contract", "ask-cancel", "need", "request", "price", "objection")
_CONTRACT = re.compile(
    r"\b(?:contracts?|renew\w*|re-?sign\w*|agreements?|lease|polic(?:y|ies)|subscription|membership|cover|paperwork|lapsed?|expir\w+)\b",
    re.IGNORECASE,
)
"""Names of the contract: a purpose may consist of it ("I'm calling about your lease"), and so may the client's guess at one."""
_EXPERIENCE_FIRST = re.compile(r"\b(?:how|before)\b", re.IGNORECASE)
"""A purpose that only names the contract: "ten minutes on how it has been, before the renewal comes into it"."""


class ConverseFirst(RestsOnActs):
    """Implements `Rule`."""

    prompt = "converse-first"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        greeting = True
        for turn in state.turns:
            if turn.side == "client":
                if _raises_it(turn):
                    return None
                continue
            if not turn.settled:
                return None
            if evidence := _goes_to_contract(turn):
                why = "You went to the contract before asking how it has been."
                return Due(self.prompt, "opening", why, evidence, turn.end, entry.urgency)
            if not greeting and not turn.only_does(*_GREETS):
                return None
            greeting = False
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        """Done once how it has been was asked or told, before the contract came up too: then it is never shown."""
        talked = any(turn.does("ask-experience" if turn.side == "rep" else "experience") for turn in state.turns)
        return "done" if talked else None


def _goes_to_contract(turn: Turn) -> tuple[Evidence, ...]:
    """The words with which a rep's turn goes to the contract or an administrative question."""
    return tuple(act.evidence for act in turn.acts if act.confidence >= SURE and _is_contract(act))[:1]


def _is_contract(act: Act) -> bool:
    words = act.evidence.quote
    return act.act == "contract" or (act.act == "purpose" and _CONTRACT.search(words) is not None and not _EXPERIENCE_FIRST.search(words))


def _raises_it(turn: Turn) -> bool:
    """Whether a client's turn comes to the contract, or to business of theirs, by itself."""
    return turn.does(*_RAISES) or _CONTRACT.search(turn.text) is not None
