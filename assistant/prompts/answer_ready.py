"""When to show a prepared answer: the client raises an objection that the plan has one for.

What is shown is the answer itself. Over when the rep's next turn ends, or after 20 s (PRODUCT.md).
"""

from collections.abc import Iterator

from assistant.events import Act, Answer, Evidence, Plan
from assistant.playbook import PromptEntry
from assistant.prompts.rule import SURE, Over, RestsOnActs
from assistant.state import Due, State, Turn
from assistant.understanding.fold import said_at
from assistant.understanding.objections import fitting_answer


class AnswerReady(RestsOnActs):
    """Implements `Rule`."""

    prompt = "answer-ready"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        if not state.plan.answers:
            return None
        for turn in reversed(state.turns):
            if turn.side == "rep" and turn.ended is not None and not _is_empty(turn):
                return None  # the rep has answered whatever came before
            for evidence, answer in _prepared(state, turn):
                fault = f"turn of {turn.utterances[0].id}: {answer.objection}"
                if (self.prompt, fault) in state.board.raised:
                    continue  # a second objection in the same breath
                why = f'They raise what you prepared for: "{answer.objection}".'
                return Due(self.prompt, fault, why, (evidence,), said_at(turn, evidence), entry.urgency, {"answer": answer.answer})
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        raised = False
        for turn in state.turns:
            if raised and turn.side == "rep" and turn.ended is not None and not _is_empty(turn):
                return "lapsed"
            raised = raised or any(utterance.id == due.evidence[0].utterance for utterance in turn.utterances)
        return None


def _prepared(state: State, turn: Turn) -> Iterator[tuple[Evidence, Answer]]:
    """The client's objections in a turn that an answer is prepared for: by their own words, else, once they are final, by those of the turn."""
    if turn.side != "client":
        return
    for act in turn.acts_of("objection", sure=SURE):
        if answer := _answer(state.plan, act, turn):
            yield act.evidence, answer


def _answer(plan: Plan, act: Act, turn: Turn) -> Answer | None:
    """The answer prepared for an objection: to what it was read to be about, else by its words, or once they are final by those of its turn."""
    if act.about is not None:
        return next((answer for answer in plan.answers if answer.objection == act.about), None)
    return fitting_answer(plan, act.evidence.quote) or (fitting_answer(plan, turn.text) if turn.all_final else None)


def _is_empty(turn: Turn) -> bool:
    """Whether a turn says nothing that could answer."""
    return turn.only_does("back-channel", "hold")
