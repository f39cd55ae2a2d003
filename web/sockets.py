"""The two WebSockets: what happens in one call, and which call is the one now running."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Annotated

from fastapi import APIRouter, Query, WebSocket
from starlette.websockets import WebSocketDisconnect

from assistant.events import Event
from audio.problem import Problem
from web.outbox import Outbox
from web.service import Here

UNKNOWN_CALL = 4404
"""Close code for a call that isn't there: what 404 is over HTTP, in the range left to applications."""

FINISHED = 1000

router = APIRouter(prefix="/api")


@router.websocket("/calls/{call}/events")
async def call_events(socket: WebSocket, here: Here, call: str, after: Annotated[int, Query(ge=0)] = 0) -> None:
    """Every fact of the call numbered above `after`, in order, then what happens live; closed 1000 after the last fact of an ended call.

    A reader that has lost the connection comes back with the number of the last fact it got: nothing is lost and nothing comes twice.
    """
    await socket.accept()
    try:
        here.desk.summary(call)
    except Problem:
        await socket.close(UNKNOWN_CALL)
        return
    await _while_connected(socket, _send_events(socket, here.desk.events(call, after)))


@router.websocket("/live")
async def live(socket: WebSocket, here: Here) -> None:
    """`{"call": id}` of the call now running, or null: at once, and whenever it changes."""
    await socket.accept()
    await _while_connected(socket, _send_current(socket, here.desk.watch_current()))


async def _send_events(socket: WebSocket, events: AsyncIterator[Event]) -> None:
    """Sends until the events end. Reads them as fast as they come, so that a reader that is slow holds up nobody but itself."""
    outbox = Outbox()
    filling = asyncio.create_task(_fill(outbox, events))
    try:
        async for event in outbox:
            await socket.send_text(event.model_dump_json())
        await filling
        await socket.close(FINISHED)
    finally:
        filling.cancel()
        await asyncio.wait({filling})


async def _fill(outbox: Outbox, events: AsyncIterator[Event]) -> None:
    try:
        async for event in events:
            outbox.put(event)
    finally:
        outbox.close()


async def _send_current(socket: WebSocket, calls: AsyncIterator[str | None]) -> None:
    async for call in calls:
        await socket.send_json({"call": call})


async def _while_connected(socket: WebSocket, work: Coroutine[None, None, None]) -> None:
    """Does `work` until it is done or the other end is gone (or the service stops, which looks the same from here)."""
    working = asyncio.create_task(work)
    gone = asyncio.create_task(_gone(socket))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        working.cancel()
        gone.cancel()
        await asyncio.wait({working, gone})
    if not working.cancelled() and not isinstance(working.exception(), WebSocketDisconnect):
        working.result()


async def _gone(socket: WebSocket) -> None:
    """Returns when the other end has closed the connection. Nothing is expected from it before."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
