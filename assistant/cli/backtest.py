"""`callcue backtest`: what a playbook would have shown on calls, beside what the one in force does."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, opened_store
from assistant.cli.output import length, print_json

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from assistant.backtest import BackTest, CallTest, Moment, Score

_WIDTH = 100
_BAD_INPUT = 2


def backtest(
    calls: Annotated[
        list[str], typer.Argument(metavar="CALL…", help="Recordings, call scripts, ids of stored calls, or folders.", show_default=False)
    ],
    playbook: Annotated[Path, typer.Option("--playbook", metavar="FILE", help="Playbook to test.", show_default=False)],
    against: Annotated[
        Path | None, typer.Option("--against", metavar="FILE", help="Playbook to compare with.", show_default="the one in force")
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a playbook would have shown on calls, compared with another, and how much of it is right where that is known."""
    from assistant.backtest import back_test
    from assistant.judge import playbook_in_force
    from assistant.playbook import load_playbook
    from assistant.prompts.registry import RULES
    from assistant.settings import load_settings

    settings = load_settings(data=data)
    new = load_playbook(playbook, RULES)
    current = load_playbook(against, RULES) if against else playbook_in_force(settings).current()
    with opened_store(settings.data) as store:
        tested = back_test(store, settings, calls, new, current, _told_progress())
    if as_json:
        print_json(tested.model_dump(mode="json"))
    else:
        _print(tested)
    for refused in tested.refused:
        print(f"{refused.name}: {refused.message} {refused.remedy}".replace("\n", " "), file=sys.stderr)
    if tested.refused:
        raise typer.Exit(_BAD_INPUT)


def _told_progress() -> "Callable[[str], None]":
    """What tells the call now tested where someone watches: a recording takes a while."""

    def tell(name: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{name}… ", end="", file=sys.stderr, flush=True)

    return tell


def _print(tested: "BackTest") -> None:
    from rich.console import Console

    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    console.print(f"New:     {tested.playbook.name} ({tested.playbook.hash[:8]})", markup=False)
    console.print(f"Current: {tested.against.name} ({tested.against.hash[:8]})", markup=False)
    for call in tested.calls:
        console.print()
        console.print(f"{call.name}, {call.source}, {call.kind}, {length(call.seconds)}", style="bold", markup=False)
        rows = sorted(_rows(call))
        if rows:
            console.print(_moments(rows))
        else:
            console.print("No prompt under either playbook.", style="dim")
    if tested.calls:
        console.print()
        console.print(_totals(tested))


def _rows(call: "CallTest") -> Iterator[tuple[float, Sequence[str]]]:
    """What is to be said of a call, each with its time: who shows the prompt, when, its text, its words, and what is known of it."""
    for moment in call.only_new:
        yield moment.at, ("+ new", length(moment.at), "", moment.text, _words(moment), moment.verdict or "")
    for moment in call.only_current:
        yield moment.at, ("- current", "", length(moment.at), moment.text, _words(moment), moment.verdict or "")
    for pair in call.both:
        verdicts = dict.fromkeys((pair.new.verdict or "", pair.current.verdict or ""))
        times = (length(pair.new.at), length(pair.current.at))
        yield pair.new.at, ("both", *times, pair.new.text, _words(pair.new), " / ".join(verdicts))
    for missed in call.missed:
        who = "both" if missed.new and missed.current else "- new" if missed.new else "+ current"
        yield missed.start, (who, "", "", missed.prompt, f"turns {missed.since} to {missed.by}", "missed")


def _moments(rows: Sequence[tuple[float, Sequence[str]]]) -> "Table":
    table = _table(("shown by", 9, "left"), ("new", 5, "right"), ("current", 7, "right"))
    table.add_column("prompt", ratio=2, overflow="fold")
    table.add_column("words", ratio=3, overflow="fold")
    table.add_column("", min_width=6, overflow="fold")
    for _, row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    return table


def _totals(tested: "BackTest") -> "Table":
    table = _table()
    table.expand, table.padding = False, (0, 1, 0, 0)
    table.add_column("\nprompt", min_width=28, overflow="fold")
    for playbook in ("new", "current"):
        for head in (f"{playbook}\nshown", "\nright", "\nwrong", "\nmiss", "\nP", "\nR"):
            table.add_column(head, justify="right", no_wrap=True)
    for total in (*tested.prompts, tested.all):
        row = (total.prompt or total.text, *_figures(total.new), *_figures(total.current))
        table.add_row(*(_plain(cell) for cell in row), style="bold" if total is tested.all else None)
    return table


def _figures(score: "Score") -> Sequence[str]:
    counts = (score.shown, score.right, score.wrong, score.missed)
    shares = (score.precision, score.recall)
    return (*(str(count) if count else "·" for count in counts), *("" if share is None else f"{share:.2f}" for share in shares))


def _table(*columns: tuple[str, int, str]) -> "Table":
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    for head, width, side in columns:
        table.add_column(head, min_width=width, justify="right" if side == "right" else "left")
    return table


def _plain(cell: str) -> "Text":
    """Words of a call are no markup."""
    from rich.text import Text

    return Text(cell)


def _words(moment: "Moment") -> str:
    return " … ".join(f"“{words}”" for words in moment.words)
