"""When to say "Don't offer to close it: ask how it is working": the rep asks whether the account, contract or order may be cancelled.

An offer of which the client spoke first is no fault. It stands 30 s (PRODUCT.md), or until the rep asks how it has been or what is needed.
"""

from assistant.events import ActName
from assistant.playbook import PromptEntry
from assistant.prompts.rule import SURE, Over, RestsOnActs, acts_after
from assistant.state import Due, State, Turn
from assistant.understanding.fold import said_at

_ASKS: tuple[ActName, ...] = ("ask-experience", "ask-need", "open-question")
"""What asks about the client's experience or need. A closed question does not: "and shall I do it today?" is one."""


class NeverOfferToCancel(RestsOnActs):
    """Implements `Rule`."""

    prompt = "never-offer-to-cancel"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        for turn in state.latest("offer-to-cancel"):
            offers = turn.acts_of("offer-to-cancel", sure=SURE) if turn.side == "rep" else ()
            if offers and not _client_asked(state, before=turn):
                why = "You asked whether it may be closed. Ask how it has been for them instead."
                evidence = offers[0].evidence
                return Due(self.prompt, f"turn of {turn.utterances[0].id}", why, (evidence,), said_at(turn, evidence), entry.urgency)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        since = acts_after(state, "offer-to-cancel", due.evidence[0])
        asked = any(turn.side == "rep" and act.act in _ASKS and act.evidence != due.evidence[0] for turn, act in since)
        return "done" if asked else None


def _client_asked(state: State, before: Turn) -> bool:
    return any(turn.side == "client" and turn.number < before.number for turn in state.doing("ask-cancel"))
