"""Next steps and promises that are due, over all calls: what is late, what is for today, this week, later, and what has no date."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from assistant.store import Store
from assistant.store.due import Step

When = Literal["overdue", "today", "week", "later", "undated", "done"]
"""`week`: until the Sunday after today. `done`: whenever it was due."""

WHEN: tuple[When, ...] = get_args(When)


class DueStep(Step):
    """A step, and when it is due as seen from today."""

    when_due: When


def due_steps(store: Store, today: date, *, until: date | None = None, done: bool = False) -> list[DueStep]:
    """What is due, by `When`, then by date, those of the newest call first. Any thread.

    `today`: local. `until`: only what is due on that day or before. `done`: what is done as well.
    """
    steps = [DueStep(**dict(step), when_due=when_due(step, today)) for step in store.due.steps(done=done)]
    if until is not None:
        steps = [step for step in steps if (day := day_of(step.date)) is not None and day <= until]
    return _ordered(steps)


def when_due(step: Step, today: date) -> When:
    """When a step is due. What is for today is late from tomorrow on, whatever its hour: nobody rings at 10:00 because a note says so."""
    if step.done:
        return "done"
    day = day_of(step.date)
    if day is None:
        return "undated"
    if day < today:
        return "overdue"
    if day == today:
        return "today"
    return "week" if day <= today + timedelta(days=6 - today.weekday()) else "later"


def day_of(text: str | None) -> date | None:
    """The day of an ISO date, or date and time; None of what is neither: a rep may have typed it."""
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def _ordered(steps: Iterable[DueStep]) -> list[DueStep]:
    newest = sorted(steps, key=lambda step: (step.started, step.call), reverse=True)
    return sorted(newest, key=lambda step: (WHEN.index(step.when_due), _at(step), 0 if step.when_due == "done" else step.place))


def _at(step: DueStep) -> str:
    """What steps of one group are ordered by: an hour comes after none, since what has none is for the whole day."""
    return "" if step.when_due in ("undated", "done") or step.date is None else step.date
