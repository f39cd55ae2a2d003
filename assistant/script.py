"""Call scripts: labelled calls in text, one YAML file each, and the times at which their words are spoken.

id, kind, date, about   what the call is
plan                    as the rep would have typed it
turns                   who says what, in order, after how long a pause
expect, allow, notes    labels, for scoring; nothing here reads them
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from assistant.events import Frozen, Kind, Plan
from assistant.yaml_file import LocalTime, load_yaml

DEFAULT_DATE = datetime(2026, 3, 4, 10, 0)
"""When a script's call takes place if it doesn't say: a Wednesday morning, so that "tomorrow" has a date."""

WORDS_PER_SECOND = 2.5
DEFAULT_PAUSE = 0.4
"""Seconds between the latest end so far and the start of the next turn."""


class ScriptTurn(Frozen):
    """What one side says. `pause`: seconds after the latest end so far; negative where it overlaps."""

    who: Literal["rep", "client"]
    say: str
    pause: float = Field(default=DEFAULT_PAUSE, allow_inf_nan=False)


class Expectation(Frozen):
    """A label: the prompt ought to be shown after turn `since` and before turn `by` has ended. Under `allow` the prompt alone will do."""

    prompt: str
    since: int = Field(default=0, alias="from", ge=0)
    by: int | None = Field(default=None, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _prompt_alone(cls, value: Any) -> Any:
        return {"prompt": value} if isinstance(value, str) else value


class NotesLabels(Frozen):
    """What a good draft must hold, and must not; for scoring only."""

    discussed: Any = None
    proposed: Any = None
    next: Any = None
    facts: Any = None
    personal: Any = None
    questions: Any = None
    commitments: Any = None
    must_not_say: Any = None


def _some(turns: tuple[ScriptTurn, ...]) -> tuple[ScriptTurn, ...]:
    if not turns:
        raise ValueError("at least one turn")
    return turns


class CallScript(Frozen):
    """A call script as written."""

    id: str
    kind: Kind
    date: LocalTime = DEFAULT_DATE
    about: str | None = None
    plan: Plan = Plan()
    turns: Annotated[tuple[ScriptTurn, ...], AfterValidator(_some)]
    expect: tuple[Expectation, ...] = ()
    allow: tuple[Expectation, ...] = ()
    notes: NotesLabels = NotesLabels()


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word and when it is spoken, in seconds since the call began."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class TimedTurn:
    """A turn and when it is spoken, in seconds since the call began. `number` counts from 1."""

    number: int
    who: Literal["rep", "client"]
    start: float
    end: float
    words: tuple[TimedWord, ...]


def load_script(path: Path) -> CallScript:
    """The script in a file. Raises `Problem` (`file-mistake`) with the line of the first mistake."""
    return load_yaml(path, CallScript)


def timed_turns(script: CallScript) -> tuple[TimedTurn, ...]:
    """When each turn and word is spoken: 2.5 words a second, a turn starting `pause` after the latest end so far, never before 0."""
    turns: list[TimedTurn] = []
    latest_end = 0.0
    for number, turn in enumerate(script.turns, start=1):
        start = max(0.0, latest_end + turn.pause)
        timed = _timed(number, turn, start)
        turns.append(timed)
        latest_end = max(latest_end, timed.end)
    return tuple(turns)


def _timed(number: int, turn: ScriptTurn, start: float) -> TimedTurn:
    texts = turn.say.split()
    ends = [start + count / WORDS_PER_SECOND for count in range(len(texts) + 1)]
    words = tuple(TimedWord(text, ends[at], ends[at + 1]) for at, text in enumerate(texts))
    return TimedTurn(number, turn.who, start, ends[-1], words)
