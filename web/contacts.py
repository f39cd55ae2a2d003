"""The routes by which a list of contacts is taken over: looked at first, written when that is confirmed. The file is kept by the page alone."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request

from assistant.clients.contacts import Field
from assistant.clients.importing import Choices, Understood, read_contacts, understood
from assistant.clients.merging import Conflict
from assistant.store import Store
from audio.problem import Problem
from web.api import FAILED
from web.bodies import Body
from web.service import Here

MOST_BYTES = 50_000_000
"""Of a list: half a million contacts."""

FILE_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
}

router = APIRouter(prefix="/api/contacts", responses=FAILED)


class Imported(Body):
    """What was written: clients that are new, those of whom more is known now, those that were known so, and lines that could not be used."""

    new: int
    changed: int
    same: int
    broken: int


def choices(
    encoding: Annotated[str | None, Query(max_length=20)] = None,
    delimiter: Annotated[str | None, Query(min_length=1, max_length=1)] = None,
    header: bool | None = None,
    fields: Annotated[list[Field | Literal["none"]] | None, Query(max_length=500)] = None,
    conflict: Conflict = "keep",
) -> Choices:
    """What is decided about the file; what is left out is as it seems likely."""
    held = None if fields is None else tuple(None if field == "none" else field for field in fields)
    return Choices(encoding=encoding, delimiter=delimiter, header=header, fields=held, conflict=conflict)


Chosen = Annotated[Choices, Depends(choices)]


@router.post("/look", summary="What a list of contacts holds, and what would come of taking it over", openapi_extra=FILE_BODY)
async def look(request: Request, here: Here, chosen: Chosen) -> Understood:
    """The body is the file: CSV with any delimiter, or vCards. Nothing is written."""
    data = await _file(request)
    return await asyncio.to_thread(_look, here.store, data, chosen)


@router.post("/import", summary="Take a list of contacts over", openapi_extra=FILE_BODY)
async def take_over(request: Request, here: Here, chosen: Chosen) -> Imported:
    """The body is the file, as it was looked at. All of it is written that can be used, or nothing."""
    data = await _file(request)
    return await asyncio.to_thread(_import, here.store, data, chosen)


async def _file(request: Request) -> bytes:
    if int(request.headers.get("content-length", "0")) > MOST_BYTES:
        raise _too_large()
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MOST_BYTES:
            raise _too_large()
    return bytes(data)


def _look(store: Store, data: bytes, chosen: Choices) -> Understood:
    reading = read_contacts(data, chosen)
    return understood(reading, store.clients.settle(reading.contacts, chosen.conflict))


def _import(store: Store, data: bytes, chosen: Choices) -> Imported:
    reading = read_contacts(data, chosen)
    settled = store.clients.put(reading.contacts, chosen.conflict)
    broken = len(reading.faults) + len(settled.faults)
    return Imported(new=len(settled.new), changed=len(settled.changed), same=len(settled.same), broken=broken)


def _too_large() -> Problem:
    return Problem("upload-too-large", f"The file is larger than {MOST_BYTES / 1e6:.0f} MB.", "Export fewer contacts or columns, or split the file.")
