"""What is known of clients, as lists, pages and offers show it."""

from typing import Literal

from assistant.events import Frozen, Kind, Notes


class Client(Frozen):
    """A client. `key` as `client_key` makes it; one that was only named in calls has nothing but its name."""

    key: str
    name: str
    company: str | None = None
    email: str | None = None
    phone: str | None = None


class ClientSummary(Client):
    """A client in a list. `last`: local date and time of the last call, ISO 8601; None before the first."""

    calls: int
    last: str | None


class Found(Frozen):
    """Some of the clients that were looked for, and how many there are in all."""

    clients: tuple[ClientSummary, ...]
    total: int


class PastCall(Frozen):
    """A call with a client. `notes`: the approved ones, else the newest; None while there are none. `goal`: of its plan."""

    id: str
    started: str
    kind: Kind
    state: Literal["live", "ended"]
    seconds: float
    goal: str | None
    notes: Notes | None
    approved: bool


class Promise(Frozen):
    """A next step or a promise that is to be done. `said`: when, as said; `date`: ISO date, or date and time."""

    call: str
    place: int
    text: str
    side: Literal["rep", "client"] | None
    said: str | None
    date: str | None
