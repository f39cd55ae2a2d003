"""The routes of what is due: next steps and promises over all calls, and which of them are done."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Response

from assistant.due import DueStep, due_steps
from web.api import FAILED, CallId
from web.bodies import Body
from web.service import Here

router = APIRouter(prefix="/api/due", responses=FAILED)

Place = Annotated[int, Path(ge=0, description="0 the next step, 1 and on the promises, as the list has it.")]


class DueView(Body):
    """What is due, the soonest first, as seen from `today`."""

    today: date
    steps: tuple[DueStep, ...]


@router.get("", summary="Next steps and promises that are due")
async def read(here: Here, until: date | None = None, done: bool = False) -> DueView:
    """`until`: only what is due on that day or before; `done`: what is done as well."""
    today = date.today()
    return DueView(today=today, steps=tuple(await asyncio.to_thread(due_steps, here.store, today, until=until, done=done)))


@router.post("/{call}/{place}/done", status_code=204, response_class=Response, summary="Say that a step is done")
async def done(here: Here, call: CallId, place: Place) -> None:
    here.store.due.mark(call, place, True)


@router.post("/{call}/{place}/undone", status_code=204, response_class=Response, summary="Say that a step is not done after all")
async def undone(here: Here, call: CallId, place: Place) -> None:
    here.store.due.mark(call, place, False)
