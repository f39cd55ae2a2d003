"""What a call is set up with: its kind, its plan and its date, from options, a plan file and a call script, in that order."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from assistant.events import Frozen, Kind, Plan
from assistant.script import CallScript
from assistant.understanding.content import COMMON
from assistant.yaml_file import LocalTime, load_yaml


class PlanFile(Frozen):
    """A `--plan` file. A call script will do: everything but its kind, plan and date is left out of account."""

    kind: Kind | None = None
    plan: Plan | None = None
    date: LocalTime | None = None
    id: Any = None
    about: Any = None
    turns: Any = None
    expect: Any = None
    allow: Any = None
    notes: Any = None


class Setup(NamedTuple):
    """What a call starts with. `date`: local time at which it began, None where nothing says (then it begins now)."""

    kind: Kind
    plan: Plan
    date: datetime | None


def load_plan(path: Path) -> PlanFile:
    """The plan in a file. Raises `Problem` (`file-mistake`) with the line of the first mistake."""
    return load_yaml(path, PlanFile)


def resolve_setup(
    kind_option: Kind | None = None,
    goal_option: str | None = None,
    plan_file: PlanFile | None = None,
    script: CallScript | None = None,
    date_option: datetime | None = None,
) -> Setup:
    """Each of kind, plan and date from the first that gives it: option, plan file, script; else `purpose`, no plan, no date.

    A goal given as an option takes the place of the plan's; the rest of the plan stays. A blank one says that there is no goal.
    """
    written = plan_file or PlanFile()
    kind = kind_option or written.kind or (script.kind if script else "purpose")
    plan = written.plan or (script.plan if script else Plan())
    date = date_option or written.date or (script.date if script else None)
    if goal_option is not None:
        plan = plan.model_copy(update={"goal": goal_option.strip() or None})
    return Setup(kind, plan, date)


_NAME = re.compile(r"(?<![.!?:;]\s)(?<!^)\b[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*")


def hot_words(plan: Plan, learnt: Iterable[str] = ()) -> tuple[str, ...]:
    """What the recogniser is told to expect: the plan's own words, the client, the names in the rest of it, and what was `learnt`, each once.

    A name is what is written with a capital within a sentence; at its beginning any word is.
    """
    client = re.split(r"\s*[,;/]\s*", plan.client) if plan.client else []
    texts = [plan.goal, plan.history, plan.stage, plan.next_step, *(part for answer in plan.answers for part in (answer.objection, answer.answer))]
    named = [re.sub(r"['’]s$", "", name) for text in texts if text for name in _NAME.findall(text) if name.casefold() not in COMMON]
    return tuple(dict.fromkeys(word for word in (*plan.words, *client, *named, *learnt) if word))
