"""What a prompt's rule is: when it is due and when it is over, as predicates over the state of the call."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Literal, Protocol

from assistant.events import Act, ActName, Evidence
from assistant.playbook import PromptEntry
from assistant.state import Due, State, Turn

Over = Literal["done", "lapsed", "withdrawn"]

SURE = 0.6
"""Confidence from which an act may make a prompt due. What was read less surely may still keep one away, or end it."""
QUESTIONS: tuple[ActName, ...] = ("question", "open-question", "closed-question")
"""Questions of whatever form."""


class Rule(Protocol):
    """A prompt's meaning. Its wording, kinds, urgency and times stand in the playbook. Both predicates are pure and called after every fact.

    A rule that need not be asked at every word is a `RestsOnActs`, one that goes by the clock a `TimedRule`.
    """

    prompt: str

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        """The occasion to show the prompt as things stand, or None. May return the same occasion again and again: it is shown once."""
        ...

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        """How the occasion came to an end, or None while the prompt still helps. Waiting prompts are asked too: over before shown is never shown."""
        ...


class RestsOnActs:
    """Base of rules that see words only as far as they have been read: by acts, by turns and their ends, by what the call has come to.

    Their `due` is not asked while words come that nobody has read yet (`State.unread`): half of all facts, and none of them could change the answer.
    """


class TimedRule(ABC):
    """Base of rules by which a prompt may fall due, or be over, because time passes and nothing is said."""

    @abstractmethod
    def next_change_at(self, state: State, entry: PromptEntry) -> float | None:
        """When that may be next, in seconds since the call began and later than `state.now`; None where only words change anything."""


def acts_after(state: State, name: ActName, words: Evidence) -> Iterator[tuple[Turn, Act]]:
    """Every act that follows, in either side's turns, the first one of this name in the utterance of `words`."""
    passed = False
    for turn in state.turns:
        for act in turn.acts:
            if passed:
                yield turn, act
            passed = passed or (act.act == name and act.evidence.utterance == words.utterance)
