"""`callcue calls` and `callcue delete`: which calls there are, and away with some."""

from typing import Annotated

import typer

from assistant.cli.options import CallsArgument, DataOption, JsonOption, opened_store
from assistant.cli.output import length, print_json, print_table


def calls(
    search: Annotated[
        str | None, typer.Option("--search", metavar="WORDS", help="Only calls in whose client or words all of these occur.", show_default=False)
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List calls, newest first."""
    from assistant.settings import load_settings

    with opened_store(load_settings(data=data).data) as store:
        found = store.calls(search)
    if as_json:
        print_json([call.model_dump(mode="json") for call in found])
    elif found:
        rows = [(call.id, call.started.replace("T", " "), call.kind, call.client or "", length(call.seconds), call.state) for call in found]
        print_table(("call", "started", "kind", "client", "length", "state"), rows)
    else:
        print("No calls." if search is None else "No such calls.")


def delete(names: CallsArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Remove calls for good: words, notes and sound."""
    from assistant.settings import load_settings

    with opened_store(load_settings(data=data).data) as store:
        names = list(dict.fromkeys(names))
        for call in names:
            store.call(call)
        for call in names:
            store.delete(call)
    if as_json:
        print_json({"deleted": names})
    else:
        for call in names:
            print(f"Deleted {call}.")
