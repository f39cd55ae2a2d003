"""When to say "Ask what they are working on": the talk has gone well for a while and nobody has come to what the client is doing.

Setting: `client_turns` (4) that go well. Answering the phone, suspicious turns and mere signs of listening are not among them.
"""

from assistant.events import ActName
from assistant.playbook import PromptEntry
from assistant.prompts.rule import Over, RestsOnActs
from assistant.state import Due, State, Turn

_PICKING_UP: tuple[ActName, ...] = ("greeting", "introduction", "hold", "back-channel")
_GUARDED: tuple[ActName, ...] = ("ask-why", "objection", "decline", "ask-cancel", "must-go", "closing", "goodbye")
_ON_BUSINESS: tuple[ActName, ...] = ("need", "request", "detail", "price", "contract", "business")
_WORK_SURE = 0.85
"""Confidence from which it is believed: of tales of children and raccoons many are read as work, less surely."""
_WORK: tuple[ActName, ...] = ("ask-work", "work")


class AskWhatTheyAreWorkingOn(RestsOnActs):
    """Implements `Rule`."""

    prompt = "ask-what-they-are-working-on"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        if state.understanding.closing is not None or _mentioned(state):
            return None
        begun = _reassured_in(state)
        well = [turn for turn in state.turns[begun:] if turn.side == "client" and turn.settled and _goes_well(turn)]
        wanted = int(entry.settings.get("client_turns", 4))
        if len(well) < wanted:
            return None
        turn = well[wanted - 1]
        why = "The talk goes well and what they are working on has not come up."
        return Due(self.prompt, "talk", why, (turn.acts[0].evidence,), turn.end, entry.urgency)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return "done" if _mentioned(state) else None


def _reassured_in(state: State) -> int:
    """Number of the turn in which the rep last said that nothing is needed, to a client who had asked; 0 where none did: suspicious until then."""
    if next(state.latest("ask-why"), None) is None:
        return 0
    return next((turn.number for turn in state.latest("need-nothing") if turn.side == "rep"), 0)


def _mentioned(state: State) -> bool:
    """Whether either side has spoken of the client's work."""
    return any(turn.acts_of(*_WORK, sure=_WORK_SURE) for turn in state.doing(*_WORK))


def _goes_well(turn: Turn) -> bool:
    """Whether a client's turn is part of a talk that goes well: no picking up of the phone, and nothing guarded or of business."""
    if turn.number == 1 or turn.does(*_GUARDED, *_ON_BUSINESS):
        return False
    picks_up = (*_PICKING_UP, "other") if turn.does("greeting", "introduction") else _PICKING_UP
    return any(act.act not in picks_up for act in turn.acts)
