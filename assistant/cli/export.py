"""`callcue export`: calls as files."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import CallsArgument, DataOption, JsonOption, opened_store
from assistant.cli.output import print_json
from assistant.export.names import FORMATS, parse_formats
from audio.problem import Problem


def export(
    names: CallsArgument,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder to write to.", show_default=False)],
    formats: Annotated[
        list[str] | None, typer.Option("--format", metavar="NAME", help=f"One of {', '.join(FORMATS)}.", show_default="folder")
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write calls to files: each a folder with everything, or in the formats named (--format, any number of times)."""
    from assistant.settings import load_settings

    try:
        chosen = parse_formats(",".join(formats or ["folder"]))
    except ValueError as error:
        raise Problem("format-mistake", f"{', '.join(formats or [])} is not a format.", f"Expected {error}.") from error
    with opened_store(load_settings(data=data).data) as store:
        from assistant.export.folder import export_files

        for call in names:
            store.call(call)
        paths = [str(path) for path in export_files(store, list(dict.fromkeys(names)), chosen, to)]
    if as_json:
        print_json({"exported": paths})
    else:
        for path in paths:
            print(path)
