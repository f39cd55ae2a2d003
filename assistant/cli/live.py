"""`callcue live`: a call on this machine's devices, followed in the terminal."""

from typing import Annotated

import typer

from assistant.cli.options import DataOption, GoalOption, JsonOption, KindOption, PlanOption, PlaybookOption, WeightsOption, opened_store, read_plan
from assistant.cli.output import print_json, write_line


def live(
    mic: Annotated[str | None, typer.Option("--mic", metavar="NAME", help="Microphone that hears you.", show_default="the system's")] = None,
    far: Annotated[str | None, typer.Option("--far", metavar="NAME", help="Input on which the other side is heard.", show_default="none")] = None,
    kind: KindOption = None,
    plan: PlanOption = None,
    goal: GoalOption = None,
    weights: WeightsOption = None,
    playbook: PlaybookOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hear a call now, show words and prompts, and draft its notes; Ctrl-C hangs up."""
    from rich.console import Console

    from assistant.cli.measuring import measure_first
    from assistant.desk import CallSetup
    from assistant.live_call import run
    from assistant.plan import resolve_setup
    from assistant.settings import load_settings
    from assistant.terminal import TerminalView
    from audio.devices import DeviceSource

    settings = load_settings(data=data, weights=weights)
    setup = resolve_setup(kind, goal, read_plan(plan))
    source = DeviceSource(mic, far)
    try:
        with opened_store(settings.data) as store:
            measure_first(settings)
            wanted = CallSetup(setup.kind, setup.plan, setup.date, source, paced=True, playbook=playbook, label="devices")
            # With --json, standard output is the document's; the call is followed on standard error.
            view = TerminalView(Console(stderr=as_json))
            call = run(store, settings, wanted, view.show)
            if as_json:
                from assistant.export.document import call_document

                print_json(call_document(store, call))
            elif notes := store.notes(call):
                from assistant.notes.markdown import render

                print()
                write_line(render(notes[1], store.call(call)).rstrip("\n"))
                print(f"\nStored as {call}.")
    finally:
        source.close()
