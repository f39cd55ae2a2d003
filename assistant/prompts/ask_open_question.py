"""When to say "Ask an open question": the rep's third closed question in a row, with no open one between.

Setting: `closed_questions` (3), how many in a row are too many.
"""

from assistant.events import Act, ActName
from assistant.playbook import PromptEntry
from assistant.prompts.rule import SURE, Over, RestsOnActs
from assistant.state import Due, State, Turn
from assistant.understanding.fold import said_at
from assistant.understanding.text import same_words

OPEN: tuple[ActName, ...] = ("open-question", "ask-need", "ask-experience", "ask-work")
"""Questions of the rep's that need a story for an answer."""
_OTHERWISE: tuple[ActName, ...] = ("courtesy", "introduction", "hold", "propose-next", "reflect", "small-talk", "park")
"""What makes a question with the form of a closed one count neither way: courtesy, identity, scheduling, reading back."""
_FEW_WORDS = 3
"""Words of a question that goes on with another."""
_VERBS = frozenset("is are was were do does did have has had can could will would shall should may might am isn't aren't don't doesn't".split())
"""With which a question of its own begins."""


class AskOpenQuestion(RestsOnActs):
    """Implements `Rule`."""

    prompt = "ask-open-question"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        limit = int(entry.settings.get("closed_questions", 3))
        row: list[tuple[Turn, Act]] = []
        asked = next((turn.number for turn in state.latest(*OPEN) if _asks_openly(turn)), 1)
        for turn in state.doing(*OPEN, "closed-question", after=asked - 1):
            for act in turn.acts if turn.side == "rep" else ():
                if _is_open(turn, act):
                    row.clear()
                elif len(row) < limit and _is_closed(turn, act) and not (row and row[-1][0] is turn and _is_afterthought(act)):
                    row.append((turn, act))
        if len(row) < limit:
            return None
        last, question = row[-1]
        fault = f"closed questions since {row[0][1].evidence.utterance}"
        why = f"You have asked {limit} closed questions in a row: yes, no or one word answers them."
        return Due(self.prompt, fault, why, tuple(act.evidence for _, act in row), said_at(last, question.evidence), entry.urgency)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return "done" if any(_asks_openly(turn, due.at) for turn in state.latest(*OPEN)) else None


def _asks_openly(turn: Turn, after: float = 0.0) -> bool:
    """Whether a rep's turn holds an open question, said after some second of the call."""
    return turn.side == "rep" and any(_is_open(turn, act) and said_at(turn, act.evidence) > after for act in turn.acts_of(*OPEN))


def _is_open(turn: Turn, act: Act) -> bool:
    """Whether an act is an open question. "Are you happy with the crew?" asks how it has been, but one word answers it."""
    if act.act != "ask-experience":
        return act.act in OPEN
    return not any(_is_closed(turn, other) and same_words(act.evidence, other.evidence) for other in turn.acts)


def _is_afterthought(act: Act) -> bool:
    """Whether a question but goes on with the one before it: "Do they come in every morning? All of them?"."""
    words = act.evidence.quote.lower().split()
    return len(words) <= _FEW_WORDS and words[0] not in _VERBS


def _is_closed(turn: Turn, act: Act) -> bool:
    """Whether an act is a closed question about the client's situation or wishes."""
    if act.act != "closed-question" or act.confidence < SURE:
        return False
    others = (*turn.acts_of(*_OTHERWISE), *turn.acts_of("question", sure=act.confidence))
    return not any(same_words(act.evidence, other.evidence) for other in others)
