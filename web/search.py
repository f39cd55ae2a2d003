"""The route of the search: calls by words and by what is known of them, with the places where the words occur."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from assistant.events import Kind
from assistant.search.wanted import Wanted
from assistant.store.found import FoundCalls
from web.api import FAILED
from web.service import Here

router = APIRouter(prefix="/api/search", responses=FAILED)

Name = Annotated[str | None, Query(max_length=200)]


@router.get("", summary="Calls in which words occur, newest first, with the places")
async def search(
    here: Here,
    words: Annotated[str, Query(max_length=200, description="As typed: each must occur; those in quotes as they stand.")] = "",
    client: Name = None,
    kind: Kind | None = None,
    since: Annotated[date | None, Query(description="The first day.")] = None,
    until: Annotated[date | None, Query(description="The last day.")] = None,
    prompt: Annotated[str | None, Query(max_length=64, description="One that was shown.")] = None,
    next_step: Annotated[bool | None, Query(description="Whether the notes have one.")] = None,
    approved: Annotated[bool | None, Query(description="Whether the notes are.")] = None,
    call: Annotated[str | None, Query(max_length=64, description="This call alone.")] = None,
    most: Annotated[int, Query(ge=1, le=200, description="So many calls.")] = 30,
    after: Annotated[int, Query(ge=0, le=100_000, description="So many calls are passed over.")] = 0,
    places: Annotated[int, Query(ge=0, le=500, description="So many in each call.")] = 3,
) -> FoundCalls:
    """Words occur in what was said, in the newest notes, in what was typed during the call, or in the client's name."""
    wanted = Wanted(words=words, client=client, kind=kind, since=since, until=until, prompt=prompt, next_step=next_step, approved=approved)
    # The event loop may have a call to attend to.
    return await asyncio.to_thread(here.store.search, wanted, most=most, skip=after, hits=places, call=call)
