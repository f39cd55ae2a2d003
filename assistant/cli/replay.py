"""`callcue replay`: recordings, call scripts and stored calls, heard again as if live."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO

import typer

from assistant.cli.options import (
    DataOption,
    GoalOption,
    JsonOption,
    KindOption,
    PlanOption,
    PlaybookOption,
    WeightsOption,
    opened_store,
    read_date,
    read_plan,
)
from assistant.cli.output import length, print_json, write_line
from audio.problem import Problem

if TYPE_CHECKING:
    from assistant.events import Event
    from assistant.replaying import Replay
    from assistant.settings import Settings
    from assistant.store import Store

    Listen = Callable[[Event], None]

STANDARD_OUTPUT = "-"


def replay(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Sound files, call scripts, or ids of stored calls.", show_default=False)],
    speed: Annotated[Literal["max", "1"], typer.Option("--speed", help="1: in real time; max: as fast as the machine can.")] = "max",
    rep: Annotated[Literal["left", "right"], typer.Option("--rep", help="The channel the rep is on.")] = "left",
    kind: KindOption = None,
    goal: GoalOption = None,
    plan: PlanOption = None,
    date: Annotated[str | None, typer.Option("--date", metavar="WHEN", help="When the call took place, ISO 8601.", show_default=False)] = None,
    weights: WeightsOption = None,
    playbook: PlaybookOption = None,
    events: Annotated[
        str | None,
        typer.Option("--events", metavar="DIR|-", help="Write every event as a line of JSON, to DIR/FILE.jsonl or here.", show_default=False),
    ] = None,
    source: Annotated[
        Literal["facts", "sound"], typer.Option("--from", help="A stored call: from what was recognised, or recognised again from its sound.")
    ] = "facts",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Replay recordings, call scripts or stored calls as if live."""
    from assistant.cli.measuring import measure_first
    from assistant.replaying import Replay
    from assistant.settings import load_settings

    _check_options(files, events, as_json)
    settings = load_settings(data=data, weights=weights)
    shared: dict[str, Any] = {
        "speed": speed,
        "rep": rep,
        "kind": kind,
        "goal": goal,
        "plan": read_plan(plan),
        "date": read_date(date),
        "playbook": playbook,
        "from_sound": source == "sound",
    }
    requests = [Replay(file=file, **shared) for file in files]
    _check_inputs(files, playbook)
    if events is not None and events != STANDARD_OUTPUT:
        with _explained(Path(events)):
            Path(events).mkdir(parents=True, exist_ok=True)
    with opened_store(settings.data) as store:
        if speed == "1" and (source == "sound" or any(map(_is_sound, files))):
            measure_first(settings)
        if as_json:
            documents = [_document(store, _quietly(store, settings, request, events)) for request in requests]
            print_json(documents if len(documents) > 1 else documents[0])
        elif events == STANDARD_OUTPUT:
            _quietly(store, settings, requests[0], events)
        elif len(requests) == 1:
            _in_view(store, settings, requests[0], events)
        else:
            for request in requests:
                _tell(store, request.file, _quietly(store, settings, request, events))


def _check_options(files: Sequence[str], events: str | None, as_json: bool) -> None:
    if events == STANDARD_OUTPUT and as_json:
        raise Problem("options-clash", "--events - and --json both want standard output.", "Leave one out, or give --events a folder.")
    if events == STANDARD_OUTPUT and len(files) > 1:
        raise Problem("options-clash", "--events - takes one FILE.", "Replay one at a time, or give --events a folder.")
    twice = next((file for at, file in enumerate(files) if _name(file) in {_name(other) for other in files[:at]}), None)
    if events is not None and twice is not None:
        raise Problem("options-clash", f"Two files would write to {_name(twice)}.jsonl.", "Replay them one by one, each with its own folder.")


def _check_inputs(files: Sequence[str], playbook: Path | None) -> None:
    """Finds mistakes in every file that can be read at once, before the first is replayed and anything is made."""
    from assistant.replaying import SCRIPT_SUFFIXES
    from assistant.script import load_script

    for file in files:
        path = Path(file)
        if path.suffix.lower() in SCRIPT_SUFFIXES:
            load_script(path)
        elif not path.exists() and not _may_be_a_call(file):
            raise Problem("no-such-file", f"There is no file {file}.", "Check the name.")
    if playbook is not None:
        from assistant.playbook import load_playbook
        from assistant.prompts.registry import RULES

        load_playbook(playbook, RULES)


def _is_sound(file: str) -> bool:
    from assistant.replaying import SCRIPT_SUFFIXES

    path = Path(file)
    return path.suffix.lower() not in SCRIPT_SUFFIXES and path.exists()


def _may_be_a_call(file: str) -> bool:
    return "." not in file and "/" not in file and "\\" not in file


@contextmanager
def _written(file: str, events: str | None) -> "Iterator[Listen]":
    """What to do with each event of a file: nothing, print it, or write it to a file of its own, which goes again if the replay is refused."""
    if events is None:
        yield lambda event: None
    elif events == STANDARD_OUTPUT:
        yield lambda event: write_line(event.model_dump_json())
    else:
        path = Path(events) / f"{_name(file)}.jsonl"
        with ExitStack() as stack:
            written: list[TextIO] = []

            def write(event: "Event") -> None:
                # Opened with the first event, so that input that is refused takes nothing away that is there already.
                with _explained(path):
                    if not written:
                        written.append(stack.enter_context(path.open("w", encoding="utf-8", buffering=1)))
                    written[0].write(event.model_dump_json() + "\n")

            try:
                yield write
            except Problem:
                if written:
                    written[0].close()
                    path.unlink(missing_ok=True)
                raise


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem("events-folder", f"{path} can't be written: {error.strerror}.", "Give --events another folder.") from error


def _name(file: str) -> str:
    """What the file is called by: its name without folder and suffix, which for a script is its id."""
    return Path(file).stem


def _quietly(store: "Store", settings: "Settings", request: "Replay", events: str | None) -> str:
    """Replays without showing the call; where someone watches the terminal, how far it has come."""
    from assistant.replaying import replay as run

    with ExitStack() as stack:
        write = stack.enter_context(_written(request.file, events))
        show_progress = stack.enter_context(_progress(request.file))

        def listen(event: "Event") -> None:
            write(event)
            show_progress(event)

        return run(store, settings, request, listen)


def _in_view(store: "Store", settings: "Settings", request: "Replay", events: str | None) -> None:
    """Replays with the call shown as it goes, and its notes at the end."""
    from rich.console import Console

    from assistant.notes.markdown import render
    from assistant.replaying import replay as run
    from assistant.terminal import TerminalView

    view = TerminalView(Console())
    with _written(request.file, events) as write:

        def listen(event: "Event") -> None:
            write(event)
            view.show(event)

        call = run(store, settings, request, listen)
    notes = store.notes(call)
    if notes:
        print()
        write_line(render(notes[1], store.call(call)).rstrip("\n"))
    print(f"\nStored as {call}.")


@contextmanager
def _progress(file: str) -> "Iterator[Listen]":
    """A line on standard error that says how much of the call has been heard, where standard error is a terminal."""
    import sys

    if not sys.stderr.isatty():
        yield lambda event: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TextColumn("{task.fields[heard]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(_name(file), total=None, heard="")
        yield lambda event: progress.update(task, heard=f"{length(event.at)} heard")


def _document(store: "Store", call: str) -> dict[str, Any]:
    from assistant.export.document import call_document

    return call_document(store, call)


def _tell(store: "Store", file: str, call: str) -> None:
    print(f"{_name(file)}: stored as {call}, {length(store.call(call).seconds)}")
