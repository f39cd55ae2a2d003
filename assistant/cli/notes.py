"""`callcue notes`: what was drafted after a call."""

from assistant.cli.options import CallArgument, DataOption, JsonOption, opened_store
from assistant.cli.output import print_json, write_line
from audio.problem import Problem


def notes(call: CallArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Print the notes of a call, as Markdown."""
    from assistant.settings import load_settings

    with opened_store(load_settings(data=data).data) as store:
        summary = store.call(call)
        found = store.notes(call)
    if found is None:
        raise Problem("no-notes", f"The call {call} has no notes yet.", "They are drafted when it ends.")
    revision, latest = found
    if as_json:
        print_json({"call": call, **summary.model_dump(mode="json"), "notes": latest.model_dump(mode="json"), "notes_revision": revision})
        return
    from assistant.notes.markdown import render

    write_line(render(latest, summary).rstrip("\n"))
