"""`callcue outcomes`: what became of each prompt."""

from typing import Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, opened_store, read_date
from assistant.cli.output import print_json, print_table

_HEADS = (
    "prompt",
    "playbook",
    "rep",
    "shown",
    "done",
    "after",
    "dismissed",
    "not helpful",
    "lapsed",
    "replaced",
    "withdrawn",
    "right",
    "wrong",
    "missed",
)


def outcomes(
    playbook: Annotated[str | None, typer.Option("--playbook", metavar="NAME", help="Only under this playbook: its name or hash.")] = None,
    rep: Annotated[str | None, typer.Option("--rep", metavar="NAME", help="Only the calls of this rep.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only calls since then, ISO 8601.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Count what became of each prompt: done and how soon, dismissed, lapsed, and what was said of it on the page of the call."""
    from assistant.outcomes import PromptOutcomes
    from assistant.outcomes import outcomes as count
    from assistant.settings import load_settings

    date = read_date(since)
    with opened_store(load_settings(data=data).data) as store:
        found = count(store, rep=rep, playbook=playbook, since=date.isoformat(timespec="minutes") if date else None)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    if not found.outcomes:
        print("No prompts yet.")
        return

    def row(one: PromptOutcomes) -> tuple[str, ...]:
        counts = (one.dismissed, one.not_helpful, one.lapsed, one.replaced, one.withdrawn, one.right, one.wrong, one.missed)
        after = "" if one.done_seconds is None else f"{one.done_seconds:.1f} s"
        whose = (one.prompt, f"{one.playbook} {one.playbook_hash[:8]}", one.rep)
        return (*whose, str(one.shown), str(one.done), after, *map(str, counts))

    print_table(_HEADS, [row(one) for one in found.outcomes])
    for quiet in found.quiet:
        held = "not shown any more" if quiet.held_seconds is None else f"held back {quiet.held_seconds:.0f} s"
        print(f"{quiet.prompt}: sent away {quiet.times} times by {quiet.rep} since last done, {held}.")
