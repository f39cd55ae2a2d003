"""`callcue export`: calls as folders of files."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import CallsArgument, DataOption, JsonOption, opened_store
from assistant.cli.output import print_json


def export(
    names: CallsArgument,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder to write a folder for each call to.", show_default=False)],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write calls to files: call.json, events.jsonl, notes.md and the sound."""
    from assistant.settings import load_settings

    with opened_store(load_settings(data=data).data) as store:
        from assistant.export import export_call

        for call in names:
            store.call(call)
        folders = [str(export_call(store, call, to)) for call in dict.fromkeys(names)]
    if as_json:
        print_json({"exported": folders})
    else:
        for folder in folders:
            print(folder)
