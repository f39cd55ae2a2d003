"""`callcue playbook`: one to start from, whether one is right, and what editors complete it by."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import JsonOption
from assistant.cli.output import print_json, write_line
from audio.problem import Problem

playbook = typer.Typer(help="Playbooks: a new one to start from, whether one is right, their JSON Schema.", invoke_without_command=True)

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A playbook, in YAML.", show_default=False)]


@playbook.callback()
def _playbook(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


@playbook.command("new")
def new(file: FileArgument, as_json: JsonOption = False) -> None:
    """Write a playbook to start from, like Callcue's own, with the schema that editors complete it by beside it."""
    from assistant.playbook.reading import DEFAULT_PLAYBOOK
    from assistant.playbook.schema import SCHEMA_FILE, published_schema

    starter = DEFAULT_PLAYBOOK.with_name("starter.yaml").read_text(encoding="utf-8")
    schema = file.parent / SCHEMA_FILE.name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as new_file:
            new_file.write(starter.replace("FILE", file.name))
        schema.write_text(published_schema(), encoding="utf-8")
    except FileExistsError as error:
        raise Problem("file-exists", f"There is a file {file} already.", "Give the new playbook another name.") from error
    except OSError as error:
        raise Problem("playbook-not-saved", f"{file} can't be written: {error.strerror}.", "Give the new playbook another folder.") from error
    if as_json:
        print_json({"file": str(file), "schema": str(schema)})
    else:
        print(f"{file} is a playbook like Callcue's own. Change it, then: callcue playbook check {file}")


@playbook.command("check")
def check(file: FileArgument, as_json: JsonOption = False) -> None:
    """Check a playbook: the line of its first mistake and what was expected there, or the prompts that it has."""
    from assistant.cli.output import print_table
    from assistant.playbook import load_playbook
    from assistant.prompts.registry import RULES

    found = load_playbook(file, RULES)
    active = {prompt: entry for prompt, entry in found.prompts.items() if entry.active}
    if as_json:
        entries = {prompt: {"text": entry.text, "active": entry.active, "own": entry.own} for prompt, entry in found.prompts.items()}
        print_json({"name": found.ref.name, "hash": found.ref.hash, "prompts": entries})
        return
    own = sum(entry.own for entry in active.values())
    print(f"“{found.ref.name}” is right: {len(active)} prompts, {own} of them your own; {len(found.prompts) - len(active)} switched off.")
    print_table(("prompt", "text", "calls"), [(prompt, entry.text, ", ".join(entry.kinds)) for prompt, entry in active.items()])


@playbook.command("schema")
def schema(as_json: JsonOption = False) -> None:
    """Print the JSON Schema of playbooks, which editors complete and check them by."""
    import json

    from assistant.playbook.schema import published_schema

    if as_json:
        print_json(json.loads(published_schema()))
    else:
        write_line(published_schema().rstrip("\n"))
