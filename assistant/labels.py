"""What a rep has said of a stored call's prompts: this one was right, this one wrong, here one was missed; and the turns these speak of.

A label becomes what a call script has: an expectation with a window of turns (`callcue backtest`, and `labels.json` of an export).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from assistant.events import Fact, Frozen, PromptShown, SpeechFinal
from assistant.turns import is_back_channel
from audio.problem import Problem
from audio.side import Side

Verdict = Literal["right", "wrong", "missed"]


class Label(Frozen):
    """One verdict: on a prompt that was shown (`seq`, the number of its `prompt.shown`), or on words at which one was missed (`utterance`)."""

    prompt: str = Field(min_length=1, max_length=64, pattern=r"^[\w-]+$")
    verdict: Verdict
    seq: int | None = None
    utterance: str | None = Field(default=None, max_length=64)

    @model_validator(mode="after")
    def _has_its_place(self) -> Self:
        if (self.utterance if self.verdict == "missed" else self.seq) is None or None not in (self.seq, self.utterance):
            raise ValueError('"right" and "wrong" need seq alone, "missed" needs utterance alone')
        return self


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """One side's speech until the other says something. Seconds since the call began; `utterances`: ids, signs of listening left out."""

    side: Side
    start: float
    end: float
    text: str
    utterances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Where a prompt ought to be shown: from the start of one turn to the end of another, both numbered from 1; 0: before the first."""

    prompt: str
    since: int
    by: int


def spoken_turns(facts: Iterable[Fact]) -> list[SpokenTurn]:
    """A call's turns from its final words alone, whatever playbook judged it: labels must mean the same under every one."""
    finals = [fact for fact in facts if isinstance(fact, SpeechFinal) and fact.text]
    turns: list[SpokenTurn] = []
    for fact in sorted(finals, key=lambda fact: fact.start):
        last = turns[-1] if turns else None
        if last and last.side == fact.side:
            end, text = max(last.end, fact.end), f"{last.text} {fact.text}"
            turns[-1] = SpokenTurn(last.side, last.start, end, text, (*last.utterances, fact.utterance))
        elif last is None or not is_back_channel(fact.text, asked=last.text.rstrip().endswith("?")):
            turns.append(SpokenTurn(fact.side, fact.start, fact.end, fact.text, (fact.utterance,)))
    return turns


def check_label(label: Label, facts: Sequence[Fact]) -> None:
    """Raises `Problem` (`unknown-place`) where the call has no such prompt, or nobody said such words."""
    if label.verdict == "missed":
        known = any(isinstance(fact, SpeechFinal) and fact.utterance == label.utterance for fact in facts)
    else:
        known = any(isinstance(fact, PromptShown) and (fact.seq, fact.prompt) == (label.seq, label.prompt) for fact in facts)
    if not known:
        raise Problem("unknown-place", "There is nothing in this call that such a label could be put on.", "Reload the page of the call.")


def expected(labels: Iterable[Label], facts: Sequence[Fact], turns: Sequence[SpokenTurn]) -> list[Window]:
    """Where prompts ought to be shown by the labels "right" and "missed", in the order of the call.

    A missed prompt ought to come with the words it was missed at or in the turn after them. One that was right ought to come again
    between the turn whose words made it due and the one in which it was shown, or the next.
    """
    return _windows(labels, facts, turns, ("right", "missed"))


def refused(labels: Iterable[Label], facts: Sequence[Fact], turns: Sequence[SpokenTurn]) -> list[Window]:
    """Where a prompt was wrong by the labels, each window as wide as for one that was right."""
    return _windows(labels, facts, turns, ("wrong",))


def _windows(labels: Iterable[Label], facts: Sequence[Fact], turns: Sequence[SpokenTurn], verdicts: Sequence[Verdict]) -> list[Window]:
    shown = {fact.seq: fact for fact in facts if isinstance(fact, PromptShown)}
    found = []
    for label in labels:
        if label.verdict not in verdicts:
            continue
        if label.utterance is not None:
            since = by = _turn_of(label.utterance, facts, turns)
        else:
            prompt = shown[label.seq or 0]
            since, by = _turn_at(prompt.due, turns), _turn_at(prompt.at, turns)
        found.append(Window(label.prompt, since, min(by + 1, len(turns))))
    return sorted(found, key=lambda window: (window.since, window.by, window.prompt))


def _turn_at(seconds: float, turns: Sequence[SpokenTurn]) -> int:
    """Number of the turn that began last by then; 0 before the first."""
    return sum(turn.start <= seconds for turn in turns)


def _turn_of(utterance: str, facts: Sequence[Fact], turns: Sequence[SpokenTurn]) -> int:
    """Number of the turn an utterance is of; of a sign of listening, the one it was heard in."""
    for number, turn in enumerate(turns, start=1):
        if utterance in turn.utterances:
            return number
    return next(_turn_at(fact.start, turns) for fact in facts if isinstance(fact, SpeechFinal) and fact.utterance == utterance)


def labels_document(call: str, labels: Sequence[Label], facts: Sequence[Fact]) -> dict[str, Any]:
    """The labels of a call as a call script has them, as far as they go: its turns, `expect` from "right" and "missed", `wrong` beside them.

    JSON values. What nobody has labelled is neither expected nor wrong, so that the document is no script that scores every prompt.
    """
    turns = spoken_turns(facts)

    def written(windows: Iterable[Window]) -> list[dict[str, Any]]:
        return [{"prompt": window.prompt, "from": window.since, "by": window.by} for window in windows]

    return {
        "id": call,
        "turns": [{"who": turn.side, "say": turn.text, "start": turn.start, "end": turn.end} for turn in turns],
        "expect": written(expected(labels, facts, turns)),
        "wrong": written(refused(labels, facts, turns)),
    }
