"""`callcue calls` and `callcue delete`: which calls there are, those that have what is looked for, and away with some."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import CallsArgument, DataOption, JsonOption, Kind, opened_store, read_date
from assistant.cli.output import length, print_json, print_table

if TYPE_CHECKING:
    from assistant.store.found import FoundCall, Hit

_PLACES = 3
"""Shown of each call."""


def calls(
    search: Annotated[
        str | None,
        typer.Option(
            "--search", metavar="WORDS", help='Only calls in which all of these occur; "words in quotes" as they stand.', show_default=False
        ),
    ] = None,
    client: Annotated[
        str | None, typer.Option("--client", metavar="NAME", help="Only calls with a client of such a name.", show_default=False)
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only calls of this kind.", show_default=False)] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only calls from that day on, ISO 8601.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only calls until that day, ISO 8601.")] = None,
    prompt: Annotated[str | None, typer.Option("--prompt", metavar="ID", help="Only calls on which this prompt was shown.")] = None,
    next_step: Annotated[bool | None, typer.Option("--next-step/--no-next-step", help="Only calls whose notes have one, or none.")] = None,
    approved: Annotated[bool | None, typer.Option("--approved/--not-approved", help="Only calls whose notes are, or are not.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List calls, newest first; with --search, where the words occur."""
    from assistant.search.wanted import Wanted
    from assistant.settings import load_settings

    first, last = read_date(since), read_date(until)
    wanted = Wanted(
        words=search or "",
        client=client,
        kind=kind,
        since=first.date() if first else None,
        until=last.date() if last else None,
        prompt=prompt,
        next_step=next_step,
        approved=approved,
    )
    with opened_store(load_settings(data=data).data) as store:
        found = store.search(wanted, hits=_PLACES if wanted.words.strip() else 0).calls
    if as_json:
        print_json([(call if wanted != Wanted() else call.summary()).model_dump(mode="json") for call in found])
    elif found:
        rows = [(call.id, call.started.replace("T", " "), call.kind, call.client or "", length(call.seconds), call.state) for call in found]
        print_table(("call", "started", "kind", "client", "length", "state"), rows)
        _print_places(found)
    else:
        print("No such calls." if wanted != Wanted() else "No calls.")


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


def _print_places(found: "tuple[FoundCall, ...]") -> None:
    rows = [(call.id, *_place(hit)) for call in found for hit in call.hits]
    if rows:
        print()
        print_table(("call", "at", "where", "words"), rows)


def _place(hit: "Hit") -> tuple[str, str, str]:
    where = hit.section or hit.side or hit.where
    return ("" if hit.start is None else length(hit.start), where, "".join(piece.text for piece in hit.pieces))
