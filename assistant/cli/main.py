"""The command `callcue`: its commands put together, and every way of ending with the right exit status and one clear line."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points, version
from typing import Annotated

import typer

from assistant.cli.backtest import backtest
from assistant.cli.calls import calls, delete
from assistant.cli.devices import devices
from assistant.cli.doctor import doctor
from assistant.cli.due import due
from assistant.cli.export import export
from assistant.cli.live import live
from assistant.cli.models import models
from assistant.cli.notes import notes
from assistant.cli.outcomes import outcomes
from assistant.cli.playbook import playbook
from assistant.cli.replay import replay
from assistant.cli.settings import settings
from assistant.cli.webhooks import webhooks
from assistant.cli.writer import writer
from audio.problem import Problem

_log = logging.getLogger(__name__)

COMMANDS = "callcue.commands"
"""Entry points of this group give a function that adds commands to the application: what stands further right (the service) adds its own."""

BAD_INPUT, INTERRUPTED, NOBODY_READS = 2, 130, 1

_OWN: dict[str, Callable[..., None]] = {
    "live": live,
    "replay": replay,
    "backtest": backtest,
    "notes": notes,
    "export": export,
    "calls": calls,
    "due": due,
    "delete": delete,
    "outcomes": outcomes,
    "devices": devices,
    "doctor": doctor,
    "settings": settings,
    "writer": writer,
}


def main() -> None:
    """Runs the command line and ends the process."""
    # Tens of thousands of objects come to be while parts are loaded, and none of them go: looking for garbage among them takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit status: 0, or 2 for bad input, which is told in one line on standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    try:
        status = _application(arguments)(args=list(arguments), prog_name="callcue", standalone_mode=False)
        sys.stdout.flush()
    except Problem as problem:
        return _refuse(f"{problem.message} {problem.remedy}")
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "callcue"
        return _refuse(f"{' '.join(error.format_message().split()).rstrip('.')}. See: {command} --help")
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # Typer does the same for what is printed earlier. What is still to be flushed when Python ends has nobody to read it either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    return status if isinstance(status, int) else 0


def _application(arguments: Sequence[str]) -> typer.Typer:
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, invoke_without_command=True)
    app.callback()(_callcue)
    for name, command in _OWN.items():
        app.command(name)(command)
    app.add_typer(models, name="models")
    app.add_typer(playbook, name="playbook")
    app.add_typer(webhooks, name="webhooks")
    # Looking for other distributions' commands takes as long as replaying a script, so it is left out where it can change nothing.
    if not arguments or arguments[0] not in {*_OWN, "models", "playbook", "webhooks"}:
        for entry in entry_points(group=COMMANDS):
            _add(entry, app)
    return app


def _add(entry: EntryPoint, app: typer.Typer) -> None:
    """Adds another distribution's commands. One that is broken takes only its own away."""
    try:
        add = entry.load()
    except ImportError as error:
        _log.warning("the commands of %s are missing: %s", entry.value, error)
    else:
        add(app)


def _callcue(
    context: typer.Context, show_version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False
) -> None:
    """Hears both sides of a sales call, shows one short prompt at the moment it helps, and drafts the notes."""
    if show_version:
        print(f"callcue {version('callcue')}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


def _refuse(line: str) -> int:
    print(line.replace("\n", " "), file=sys.stderr)
    return BAD_INPUT
