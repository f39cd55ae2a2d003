"""When to say "Say you need nothing, and ask how they are": asked what is wanted or wrong, the rep gives less than both halves of the answer."""

import re
from collections.abc import Iterable

from assistant.events import Act, ActName
from assistant.playbook import PromptEntry
from assistant.prompts.rule import SURE, Over, RestsOnActs
from assistant.state import Due, State, Turn

_ASKS_AFTER: tuple[ActName, ...] = ("courtesy", "ask-experience", "ask-work")
_MAY_ASK: tuple[ActName, ...] = ("open-question", "closed-question", "question", "small-talk")
_FEWEST_WORDS = 3
"""A question about somebody has three words at least: "What?" is none."""
_ABOUT_THEM = re.compile(
    r"\bhow(?:'s| is| are| was| were)\b|\bhow (?:(?:have|has|did|do|about) )?(?:you|y'all|yous|ye|your|things|everyone|everybody)\b"
    r"|\b(?:if|whether) you(?:'re| are| were)\b|\bare (?:you|ye|y'all) (?:all right|alright|right|ok|okay|well|keeping)\b|\bask(?:ing)? after you"
    r"|\b(?:heard|saw|seen|told) (?:\w+ ){0,3}?(?:you|ye|y'all)",
    re.IGNORECASE,
)
"""Asking about them without a question mark ("I only wondered how you were getting on"), or by what one has heard of them."""
_TOLD_TURNS = 2
_NO_ANSWER: tuple[ActName, ...] = ("hold", "apology", "back-channel", "greeting", "introduction")


class ReassureNoAgenda(RestsOnActs):
    """Implements `Rule`."""

    prompt = "reassure-no-agenda"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        for asked in state.latest("ask-why"):
            if asked.side != "client" or not (acts := _asking_why(asked)):
                continue
            answer = _answer(state, asked)
            if answer is None or not answer.settled or (_needs_nothing([answer]) and (_asks_about_them([answer]) or _has_told(state, asked))):
                return None
            return Due(self.prompt, f"asked in turn {asked.number}", _why(answer), (acts[-1].evidence,), answer.end, entry.urgency)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        since = [turn for turn in state.turns[int(due.fault.split()[-1]) :] if turn.side == "rep"]
        return "done" if _needs_nothing(since) and _asks_about_them(since) else None


def _asking_why(turn: Turn) -> tuple[Act, ...]:
    return turn.acts_of("ask-why", sure=SURE)


def _answer(state: State, asked: Turn) -> Turn | None:
    """The rep's first turn after the question that could answer it: "Sorry?" and "It's Tom." could not."""
    after = (turn for turn in state.turns[asked.number :] if turn.side == "rep")
    return next((turn for turn in after if not turn.only_does(*_NO_ANSWER)), None)


def _has_told(state: State, asked: Turn) -> bool:
    """Whether the client has been telling about themselves: asked "and what did you want?" after that, "nothing at all" is answer enough."""
    told = (turn for turn in state.doing("small-talk", "work") if turn.side == "client" and turn.number < asked.number)
    return len(tuple(told)) >= _TOLD_TURNS


def _needs_nothing(turns: Iterable[Turn]) -> bool:
    return any(turn.does("need-nothing") for turn in turns)


def _asks_about_them(turns: Iterable[Turn]) -> bool:
    return any(turn.does(*_ASKS_AFTER) or _ABOUT_THEM.search(turn.text) or any(map(_is_question, turn.acts_of(*_MAY_ASK))) for turn in turns)


def _is_question(act: Act) -> bool:
    """Whether words that may ask about somebody do; a question act needs no mark, small talk does."""
    asks = act.act != "small-talk" or "?" in act.evidence.quote
    return asks and len(act.evidence.quote.split()) >= _FEWEST_WORDS


def _why(answer: Turn) -> str:
    if _needs_nothing([answer]):
        return "They asked why you are calling. You said that you need nothing; ask about them, too."
    if _asks_about_them([answer]):
        return "They asked why you are calling, and you did not say that you need nothing."
    return "They asked why you are calling, and your answer neither said that you need nothing nor asked about them."
