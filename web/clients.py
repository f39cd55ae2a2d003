"""The routes of clients: the list, one with its calls, and what the plan of the next call to it begins with."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from assistant.clients.contacts import LONGEST
from assistant.clients.model import Client, ClientSummary, Found, PastCall, Promise
from assistant.clients.offer import Offer, make_offer
from assistant.store import Store
from web.api import FAILED
from web.bodies import Body
from web.service import Here

MOST_SHOWN = 200
"""Calls of one client, and clients of one answer."""

router = APIRouter(prefix="/api", responses=FAILED)

Key = Annotated[str, Query(min_length=1, max_length=2000, description="Of the client, as the list gives it, or its name. It may hold any character.")]


class ClientView(Body):
    """One client: its calls, the newest first, and what is to be done for or by it."""

    client: ClientSummary
    calls: tuple[PastCall, ...]
    due: tuple[Promise, ...]
    words: tuple[str, ...]
    """Names corrected in its calls."""


class ChangedClient(Body):
    """What is known of a client from now on. An empty text: nothing."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST["name"])]
    company: Annotated[str, Field(max_length=LONGEST["company"])] = ""
    email: Annotated[str, Field(max_length=LONGEST["email"])] = ""
    phone: Annotated[str, Field(max_length=LONGEST["phone"])] = ""


@router.get("/clients", summary="Clients, those called last first")
async def find(
    here: Here,
    search: Annotated[str, Query(max_length=200)] = "",
    most: Annotated[int, Query(ge=1, le=MOST_SHOWN)] = 50,
    after: Annotated[int, Query(ge=0)] = 0,
) -> Found:
    """`search`: words that all occur in name, company, address or number; `after`: so many are passed over."""
    return await asyncio.to_thread(here.store.clients.find, search, most=most, after=after)


@router.get("/clients/offer", summary="What the plan of the next call to a client begins with")
async def offer(here: Here, name: Annotated[str, Query(max_length=2000)]) -> Offer:
    """`name`: as it stands in the plan. Everything is empty where nobody of that name is known."""
    return await asyncio.to_thread(_offer, here.store, name)


@router.get("/client", summary="One client with its calls")
async def read(here: Here, key: Key) -> ClientView:
    return await asyncio.to_thread(_view, here.store, key)


@router.put("/client", summary="Change what is known of a client")
async def change(here: Here, key: Key, body: ChangedClient) -> ClientSummary:
    """Its calls go with a new name. Where that is another client's, the two become one."""
    name, company, email, phone = (" ".join(text.split()) for text in (body.name, body.company, body.email, body.phone))
    known = here.store.clients
    changed = Client(key=known.get(key).key, name=name, company=company or None, email=email or None, phone=phone or None)
    return known.get(known.change(changed))


@router.delete("/client", status_code=204, summary="Forget what is known of a client beside its calls")
async def forget(here: Here, key: Key) -> None:
    here.store.clients.forget(here.store.clients.get(key).key)


def _offer(store: Store, name: str) -> Offer:
    client = store.clients.named(name)
    return make_offer(client, *_left(store, client)) if client else Offer()


def _view(store: Store, key: str) -> ClientView:
    client = store.clients.get(key)
    past, due, words = _left(store, client)
    return ClientView(client=client, calls=tuple(past), due=tuple(due), words=tuple(words))


def _left(store: Store, client: ClientSummary) -> tuple[list[PastCall], list[Promise], list[str]]:
    """What a client's calls have left."""
    known = store.clients
    return known.calls(client.key, most=MOST_SHOWN), known.promises(client.key), known.words(client.key)
