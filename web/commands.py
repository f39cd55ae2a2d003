"""`callcue serve` and `callcue demo`: what the service adds to the command line."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, JsonOption, WeightsOption

if TYPE_CHECKING:
    from assistant.store import Store

HostOption = Annotated[str | None, typer.Option("--host", help="Address to listen on (or CALLCUE_HOST).", show_default="127.0.0.1")]
PortOption = Annotated[
    int | None, typer.Option("--port", min=0, max=65535, help="Port to listen on, 0 for any free one (or CALLCUE_PORT).", show_default="8765")
]


def add(app: typer.Typer) -> None:
    """Adds the commands. Entry point of the group `callcue.commands`."""
    app.command("serve")(serve)
    app.command("demo")(demo)


def serve(
    host: HostOption = None, port: PortOption = None, weights: WeightsOption = None, data: DataOption = None, as_json: JsonOption = False
) -> None:
    """Run the service: home, overlay and calls in the browser. Ctrl-C ends it."""
    from rich.console import Console

    from assistant.addresses import is_loopback
    from assistant.cli.output import print_json
    from assistant.settings import load_settings
    from web.serve import serve as serve_until_stopped

    settings = load_settings(host=host, port=port, weights=weights, data=data)

    def ready(url: str) -> None:
        if not is_loopback(settings.host):
            warning = f"Listening on {settings.host}: a device of your network that opens a link made on the overlay sees that call's overlay."
            Console(stderr=True).print(warning, style="yellow", soft_wrap=True, highlight=False)
        if as_json:
            print_json({"url": url})
        else:
            Console().print(f"Callcue is at [bold]{url}[/], the overlay at [bold]{url}/overlay[/]. Ctrl-C ends it.", soft_wrap=True, highlight=False)

    serve_until_stopped(settings, ready)


def demo(weights: WeightsOption = None, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Play the bundled sample call as if live, on the overlay and here, to the drafted notes."""
    import sys

    from rich.console import Console

    from assistant.settings import load_settings
    from assistant.terminal import TerminalView
    from web.demo import Watcher, open_browser
    from web.demo import demo as play

    # With --json, standard output is the document's; the call is followed on standard error.
    console = Console(stderr=as_json)
    # Where nobody can interrupt it (input from nowhere, output in a file), it ends by itself.
    stay = sys.stdin.isatty() and sys.stdout.isatty() and not as_json

    def began(url: str) -> None:
        console.print(f"The overlay is at [bold]{url}/overlay[/]", soft_wrap=True, highlight=False)
        if console.is_terminal and not as_json:
            open_browser(f"{url}/overlay")

    def ended(store: "Store", call: str, url: str | None) -> None:
        _print_outcome(store, call, as_json)
        if url:
            console.print(f"\nThe call is at [bold]{url}/calls/{call}[/]. Ctrl-C ends the service.", soft_wrap=True, highlight=False)

    play(load_settings(weights=weights, data=data), Watcher(began, TerminalView(console).show, ended), stay=stay)


def _print_outcome(store: "Store", call: str, as_json: bool) -> None:
    from assistant.cli.output import print_json, write_line

    if as_json:
        from assistant.export.document import call_document

        print_json(call_document(store, call))
    elif notes := store.notes(call):
        from assistant.notes.markdown import render

        write_line("\n" + render(notes[1], store.call(call)).rstrip("\n"))
