"""What leaves the machine with a call: whom it is about, whether it is approved, and what is to be sent of it until it has arrived."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from assistant.events import Frozen
from assistant.store.schema import calls, clients, deliveries, notes

Transaction = Callable[[], AbstractContextManager[Connection]]


class Contact(Frozen):
    """What is known of a client beside the name used in calls."""

    name: str
    company: str | None
    email: str | None
    phone: str | None


class Delivery(Frozen):
    """Something of a call that goes to a `target`: a webhook by its name, or the folder of approved notes. Times are UTC, without offset."""

    id: int
    call: str
    target: str
    made: datetime
    attempts: int
    next_try: datetime | None
    """None where it has arrived or was given up."""
    delivered: datetime | None
    fault: str | None
    """What went wrong the last time; no words of the call."""

    @property
    def state(self) -> Literal["waiting", "arrived", "given-up"]:
        if self.delivered:
            return "arrived"
        return "given-up" if self.next_try is None else "waiting"


_FIELDS = [deliveries.c[name] for name in Delivery.model_fields]


class Out:
    """Reads and writes the store for whatever sends and exports. Any thread. Raises `Problem` as every part of the store does."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def contact(self, call: str) -> Contact | None:
        """What is known of the call's client; None where nothing is beside the name."""
        query = select(clients.c.name, clients.c.company, clients.c.email, clients.c.phone).join(calls, calls.c.client_key == clients.c.key)
        with self._reading() as connection:
            row = connection.execute(query.where(calls.c.id == call)).mappings().one_or_none()
        return Contact(**row) if row else None

    def approved(self, call: str) -> datetime | None:
        """When the call's newest notes were approved; None while they are not."""
        query = select(notes.c.approved).where(notes.c.call == call).order_by(notes.c.revision.desc()).limit(1)
        with self._reading() as connection:
            return connection.scalar(query)

    def queue(self, call: str, target: str, body: str, now: datetime, due: datetime | None = None) -> int:
        """Keeps something to be sent at `due` (None: at once), and gives its id.

        What still waits of the same call for the same target, or was given up, will not be sent any more.
        """
        with self._writing() as connection:
            older = (deliveries.c.call == call, deliveries.c.target == target, deliveries.c.delivered.is_(None), deliveries.c.body != "")
            connection.execute(update(deliveries).where(*older).values(next_try=None, body="", fault="replaced by newer notes"))
            values = {"call": call, "target": target, "body": body, "made": now, "attempts": 0, "next_try": due or now}
            made = connection.execute(insert(deliveries).values(**values))
            assert made.inserted_primary_key is not None
            return int(made.inserted_primary_key[0])

    def take(self, now: datetime, until: datetime) -> tuple[Delivery, str] | None:
        """The delivery that has been due longest, with its body, and not again before `until`: nobody else sends it meanwhile."""
        due = select(*_FIELDS, deliveries.c.body).where(deliveries.c.next_try <= now).order_by(deliveries.c.next_try).limit(1)
        with self._reading() as connection:
            if connection.execute(due).one_or_none() is None:
                return None
        with self._writing() as connection:
            row = connection.execute(due).mappings().one_or_none()
            if row is None:
                return None
            connection.execute(update(deliveries).where(deliveries.c.id == row["id"]).values(next_try=until))
        fields = dict(row)
        return Delivery(**{name: fields[name] for name in Delivery.model_fields}), fields["body"]

    def arrived(self, delivery: int, now: datetime) -> None:
        """It was taken. Its body goes: the notes are in the store anyway."""
        self._change(delivery, attempts=deliveries.c.attempts + 1, next_try=None, delivered=now, fault=None, body="")

    def failed(self, delivery: int, fault: str, next_try: datetime | None) -> None:
        """An attempt failed; None as `next_try` gives it up."""
        self._change(delivery, attempts=deliveries.c.attempts + 1, next_try=next_try, fault=fault)

    def postponed(self, delivery: int, fault: str | None, next_try: datetime) -> None:
        """It could not be tried at all, which counts as no attempt."""
        self._change(delivery, next_try=next_try, fault=fault)

    def deliveries(self, call: str | None = None) -> list[Delivery]:
        """Everything that was to be sent, newest first; on demand only of one call."""
        query = select(*_FIELDS).order_by(deliveries.c.made.desc(), deliveries.c.id.desc())
        if call is not None:
            query = query.where(deliveries.c.call == call)
        with self._reading() as connection:
            return [Delivery(**row) for row in connection.execute(query).mappings()]

    def given_up(self) -> int:
        """How many deliveries have been given up that could still be sent."""
        with self._reading() as connection:
            return connection.scalar(select(func.count()).select_from(deliveries).where(*_LEFT)) or 0

    def again(self, now: datetime, call: str | None = None) -> int:
        """Makes what was given up or waits due at once, with all its attempts before it; of one call or all. Gives how many."""
        left = deliveries.c.delivered.is_(None) & (deliveries.c.body != "")
        if call is not None:
            left &= deliveries.c.call == call
        with self._writing() as connection:
            return connection.execute(update(deliveries).where(left).values(next_try=now, attempts=0)).rowcount

    def _change(self, delivery: int, **values: object) -> None:
        # Whatever was taken back meanwhile stays so: one replaced by newer notes has no body any more.
        with self._writing() as connection:
            connection.execute(update(deliveries).where(deliveries.c.id == delivery, deliveries.c.body != "").values(**values))


_LEFT = (deliveries.c.next_try.is_(None), deliveries.c.delivered.is_(None), deliveries.c.body != "")
