"""When a prompt of one's own is due: five forms of condition, which `all`, `any` and `not` put together. As written in a playbook."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from assistant.events import ActName, Frozen

PlanFieldName = Literal["client", "goal", "history", "stage", "next_step", "answers", "words"]
"""The fields of a plan, as `events.Plan` names them."""
By = Literal["rep", "client", "either"]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Phrases = Annotated[tuple[str, ...], Field(min_length=1)]


class _Written(Frozen):
    """Part of a playbook. Its fields' docstrings are what an editor shows."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Words(_Written):
    """Words that a sentence may consist of, in any of four ways. A counter-example keeps a sentence out."""

    by: By = "either"
    """Who says them: rep, client, or either of them."""
    phrases: Phrases | None = None
    """Words in a row, anywhere in a sentence; * stands for one to three words; /…/ is a regular expression."""
    examples: Phrases | None = None
    """Whole sentences; one that shares nearly all of their words is meant."""
    counter_examples: Phrases | None = None
    """Sentences, or phrases, that look alike and are not meant."""
    act: ActName | None = None
    """What a sentence does, as Callcue reads it, whatever its words: objection, price, closing…"""

    @model_validator(mode="after")
    def _some_words(self) -> "Words":
        if self.phrases is None and self.examples is None and self.act is None:
            raise ValueError("at least one of phrases, examples, act")
        return self


class NotSaid(Words):
    """The words have not been said by a time: so many seconds into the call, or after something else."""

    within: Seconds
    """Seconds in which they should be said: from the start of the call, or from where `after` began to hold."""
    after: "Condition | None" = None
    """What the seconds are counted from; without it, the start of the call."""


class Etiquette(_Written):
    """How the talk goes. One of interruptions, monologue, talk_share, questions, pace, silence."""

    interruptions: Annotated[int, Field(ge=1)] | None = None
    """The rep has cut the client off so many times."""
    monologue: Seconds | None = None
    """The rep has spoken for so many seconds without a turn of the client's."""
    talk_share: Annotated[float, Field(gt=0, lt=100, allow_inf_nan=False)] | None = None
    """The rep has had more than this percentage of the talk, in the last `over` seconds (120)."""
    questions: Annotated[int, Field(ge=2)] | None = None
    """The rep has asked so many questions in a row: no turn between them in which nothing was asked."""
    pace: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    """The rep speaks more than so many words a minute, over `over` seconds (30) of their speech."""
    silence: Seconds | None = None
    """Nobody has spoken for so many seconds."""
    over: Seconds | None = None
    """Seconds that talk_share or pace is measured over."""

    @model_validator(mode="after")
    def _one(self) -> "Etiquette":
        _exactly_one(self, "interruptions", "monologue", "talk_share", "questions", "pace", "silence")
        if self.over is not None and self.talk_share is None and self.pace is None:
            raise ValueError("`over` beside talk_share or pace only")
        return self


class Elapsed(_Written):
    """So much time has gone by, in the call or in one of its stages."""

    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    """Seconds since the call, or the stage, began."""
    stage: Literal["opening", "small-talk", "needs", "solution", "close"] | None = None
    """The stage that the call must be in; without it, any."""


class PlanField(_Written):
    """What the plan of the call says. `is` or `contains`, not both."""

    field: PlanFieldName
    """Field of the plan: client, goal, history, stage, next_step, answers, words."""
    is_: Annotated[Literal["missing", "filled-in"] | None, Field(alias="is")] = None
    """Whether it is empty, or not."""
    contains: Phrases | None = None
    """Words or phrases, one of which it holds."""

    @model_validator(mode="after")
    def _one(self) -> "PlanField":
        _exactly_one(self, "is_", "contains")
        return self


class Condition(_Written):
    """One of said, not_said, etiquette, elapsed, plan; or conditions put together by all, any, not."""

    said: Words | None = None
    """Somebody says something."""
    not_said: NotSaid | None = None
    """Something has not been said in time."""
    etiquette: Etiquette | None = None
    """How the talk goes: interruptions, monologue, talk share, questions in a row, pace, silence."""
    elapsed: Elapsed | None = None
    """So much time has gone by."""
    plan: PlanField | None = None
    """What the plan of the call says, or doesn't."""
    all_: Annotated["tuple[Condition, ...] | None", Field(alias="all", min_length=1)] = None
    """Every one of these holds."""
    any_: Annotated["tuple[Condition, ...] | None", Field(alias="any", min_length=1)] = None
    """At least one of these holds."""
    not_: Annotated["Condition | None", Field(alias="not")] = None
    """This does not hold."""

    @model_validator(mode="after")
    def _one(self) -> "Condition":
        _exactly_one(self, *Condition.model_fields)
        return self

    @property
    def parts(self) -> "tuple[Condition, ...]":
        """The conditions that `all`, `any`, `not` or `after` speak of."""
        if self.not_ is not None:
            return (self.not_,)
        if self.not_said is not None and self.not_said.after is not None:
            return (self.not_said.after,)
        return self.all_ or self.any_ or ()

    def every(self) -> "Iterator[Condition]":
        """This condition and all within it."""
        yield self
        for part in self.parts:
            yield from part.every()


def _exactly_one(model: Frozen, *names: str) -> None:
    fields: Any = type(model).model_fields
    if sum(getattr(model, name) is not None for name in names) != 1:
        raise ValueError("exactly one of " + ", ".join(fields[name].alias or name for name in names))
