"""`callcue models`: which weights there are, more of them, and whether they are what they should be."""

from typing import Annotated

import typer

from assistant.cli.options import DataOption, JsonOption
from assistant.cli.output import print_json, print_table

models = typer.Typer(help="Weights: which there are, more of them, verified by hash.", invoke_without_command=True)


@models.callback()
def _models(context: typer.Context, data: DataOption = None, as_json: JsonOption = False) -> None:
    if context.invoked_subcommand is None:
        list_(data, as_json)


@models.command("list")
def list_(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the weights that are here or come with the program, each verified by hash."""
    from assistant.settings import load_settings
    from models.weights import list_weights

    found = list_weights(load_settings(data=data).data)
    if as_json:
        print_json(
            [
                {
                    "name": info.name,
                    "where": info.where,
                    "bytes": info.size_bytes,
                    "languages": info.languages,
                    "present": info.present,
                    "ok": info.ok,
                    "problem": str(info.problem) if info.problem else None,
                }
                for info in found
            ]
        )
        return
    rows = [(info.name, f"{info.size_bytes / 1e6:.0f} MB", info.languages, "ok" if info.ok else str(info.problem), info.where) for info in found]
    print_table(("weights", "size", "languages", "state", "from"), rows)


@models.command("add")
def add(
    name: Annotated[str, typer.Argument(help="A model of the hub: small, medium.en, or ORG/NAME.", show_default=False)],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Fetch weights from the model hub into the data folder, and keep their hashes."""
    from assistant.settings import load_settings
    from models.weights import add_weights

    added = add_weights(name, load_settings(data=data).data)
    _tell(added.name, added.where, added.size_bytes, as_json)


@models.command("check")
def check(
    name: Annotated[str | None, typer.Argument(help="Weights to check.", show_default="those in use")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare weights with their known hashes; exit status 2 where they differ."""
    from assistant.choosing import weights_for
    from assistant.settings import load_settings
    from models.weights import check_weights, find_weights

    settings = load_settings(data=data)
    weights = find_weights(weights_for(settings, name), settings.data)
    check_weights(weights)
    _tell(weights.name, weights.where, weights.size_bytes, as_json)


def _tell(name: str, where: str, size_bytes: int, as_json: bool) -> None:
    if as_json:
        print_json({"name": name, "where": where, "bytes": size_bytes, "ok": True})
    else:
        print(f"{name}: {size_bytes / 1e6:.0f} MB, {where}, as they should be.")
