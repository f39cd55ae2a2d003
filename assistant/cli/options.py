"""Options and arguments that several commands take, and what is made of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from audio.problem import Problem

if TYPE_CHECKING:
    from assistant.plan import PlanFile
    from assistant.store import Store

Kind = Literal["purpose", "service", "relationship", "renewal"]

DataOption = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Folder where calls are kept (or CALLCUE_DATA).", show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="What kind of call it is.", show_default="the plan's, else purpose")]
GoalOption = Annotated[str | None, typer.Option("--goal", metavar="TEXT", help="What should be agreed at the end.", show_default=False)]
PlanOption = Annotated[Path | None, typer.Option("--plan", metavar="FILE", help="YAML file with kind, plan and date.", show_default=False)]
WeightsOption = Annotated[
    str | None,
    typer.Option(
        "--weights", metavar="NAME", help="Recogniser's weights (or CALLCUE_WEIGHTS).", show_default="the best that this machine is fast enough for"
    ),
]
PlaybookOption = Annotated[
    Path | None, typer.Option("--playbook", metavar="FILE", help="Playbook to judge by.", show_default="the one in force, or CALLCUE_PLAYBOOK")
]
CallArgument = Annotated[str, typer.Argument(metavar="CALL", help="Id of a call, as listed by: callcue calls", show_default=False)]
CallsArgument = Annotated[list[str], typer.Argument(metavar="CALL…", help="Ids of calls, as listed by: callcue calls", show_default=False)]


@contextmanager
def opened_store(data: Path) -> "Iterator[Store]":
    """The store in `data`, every call that was cut off brought to an end first; closed afterwards. For commands that work with calls."""
    from assistant.store import Store

    store = Store.open(data)
    try:
        if store.cut_off():
            from assistant.recovery import finish_cut_off

            finish_cut_off(store)
        yield store
    finally:
        store.close()


def read_date(text: str | None) -> datetime | None:
    """What `--date` says. Raises `Problem`."""
    from assistant.yaml_file import parse_local_time

    if text is None:
        return None
    try:
        return parse_local_time(text)
    except ValueError as error:
        raise Problem("date-mistake", f"{text!r} is not a date.", "Write it like 2026-03-04 or 2026-03-04T10:00.") from error


def read_plan(path: Path | None) -> "PlanFile | None":
    """What `--plan` names. Raises `Problem` with the line of the first mistake in it."""
    from assistant.plan import load_plan

    return load_plan(path) if path else None
