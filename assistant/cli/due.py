"""`callcue due`: next steps and promises that are due."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, opened_store, read_date
from assistant.cli.output import print_json, print_table

if TYPE_CHECKING:
    from assistant.due import DueStep

_HEADS = ("due", "when", "who", "what", "client", "call")
_NAMES = {"overdue": "overdue", "today": "today", "week": "this week", "later": "later", "undated": "no date", "done": "done"}
_WHO = {"rep": "you", "client": "client", None: ""}


def due(
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only what is due on that day or before, ISO 8601.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="What is done, too.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List next steps and promises that are due: what is late first, then today, this week, later, and what has no date."""
    from assistant.due import due_steps
    from assistant.settings import load_settings

    last = read_date(until)
    with opened_store(load_settings(data=data).data) as store:
        steps = due_steps(store, date.today(), until=last.date() if last else None, done=everything)
    if as_json:
        print_json([step.model_dump(mode="json") for step in steps])
    elif steps:
        print_table(_HEADS, [_row(step) for step in steps])
    else:
        print("Nothing is due.")


def _row(step: "DueStep") -> tuple[str, ...]:
    return (_NAMES[step.when_due], _day(step), _WHO[step.side], " ".join(step.text.split()), step.client or "", step.call)


def _day(step: "DueStep") -> str:
    """The date with its weekday, as people look for it; where there is none, when as said."""
    try:
        at = datetime.fromisoformat(step.date or "")
    except ValueError:
        return step.said or ""
    return f"{at:%a %Y-%m-%d %H:%M}" if "T" in (step.date or "") else f"{at:%a %Y-%m-%d}"
