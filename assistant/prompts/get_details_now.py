"""When to say "Get the details before they go": the client says that they must go, and a request of theirs still lacks what it needs.

Which details a request needs, and which are known, is `understanding/requests.py`. "Hold on" is not going.
"""

import re
from collections.abc import Iterator

from assistant.events import Act
from assistant.playbook import PromptEntry
from assistant.prompts.rule import Over, RestsOnActs
from assistant.state import Due, Request, State, Turn
from assistant.understanding.fold import said_at

_LIKELY = 0.5
"""Confidence from which they are taken to be going: the request that is open besides makes it surer."""
_NAMES = {"what": "what it is", "quantity": "how many", "when": "by when", "contact": "where to"}


class GetDetailsNow(RestsOnActs):
    """Implements `Rule`."""

    prompt = "get-details-now"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        leaving = next(_leaving(state), None)
        if leaving is None:
            return None
        turn, act = leaving
        lacking = [request for request in _lacking(state) if request.turn <= turn.number]
        if not lacking:
            return None
        evidence = (act.evidence, *lacking[-1].evidence)
        return Due(self.prompt, f"turn {turn.number}", _why(lacking[-1]), evidence, said_at(turn, act.evidence), entry.urgency)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        if not any(due.fault == f"turn {turn.number}" for turn, _ in _leaving(state)):
            return "withdrawn"
        return None if _lacking(state) else "done"


def _lacking(state: State) -> list[Request]:
    return [request for request in state.understanding.requests if request.missing]


def _leaving(state: State) -> Iterator[tuple[Turn, Act]]:
    """The client's turns that say they must go, with the words, the latest first."""
    for turn in state.latest("must-go"):
        if turn.side == "client":
            for at, act in enumerate(turn.acts):
                if act.act == "must-go" and act.confidence >= _LIKELY and not _holds_on(turn, at):
                    yield turn, act


def _holds_on(turn: Turn, at: int) -> bool:
    """Whether the words are, or may yet be, those of somebody who will be back: they ask to wait in the same sentence, or after it."""
    if any(act.act == "hold" for act in turn.acts[at + 1 :]):
        return True
    leaving = turn.acts[at].evidence
    utterance = next((utterance for utterance in turn.utterances if utterance.id == leaving.utterance), turn.utterances[-1])
    text = utterance.text
    if not utterance.final and not re.search(r"[.?!]", text[text.find(leaving.quote) :]):
        return True
    for act in turn.acts[:at]:
        if act.act == "hold" and act.evidence.utterance == leaving.utterance:
            between = text[text.find(act.evidence.quote) : text.find(leaving.quote)]
            if not any(mark in between for mark in ".?!"):
                return True
    return False


def _why(request: Request) -> str:
    """What is missing, in the order of the question."""
    lacks = " and ".join(words for name, words in _NAMES.items() if name in request.missing)
    return f"They have to go, and you don't know {lacks}."
