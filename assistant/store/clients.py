"""Clients in the store: those with a row of their own and those only named in calls, with what their calls have left."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    String,
    Subquery,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    null,
    or_,
    select,
    union_all,
    update,
)

from assistant.clients import client_key, folded
from assistant.clients.contacts import Contact
from assistant.clients.merging import VALUES, Conflict, Settled, settle
from assistant.clients.model import Client, ClientSummary, Found, PastCall, Promise
from assistant.events import CallStarted, Notes, PlanChanged, events
from assistant.store.schema import calls, clients, due, facts, learnt_words, notes, passages
from audio.problem import Problem

_VALUES = (clients.c.key, clients.c.name, clients.c.company, clients.c.email, clients.c.phone)
_PLANS = [str(kind.model_fields["type"].default) for kind in (CallStarted, PlanChanged)]


class Clients:
    """The clients of a store. Reading, and `put`, may take long: any thread may call them.

    `reading`, `writing`: transactions of the store; `readable`: tells what can't be read in it as damage; `now`: UTC.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
        readable: Callable[[], AbstractContextManager[None]],
        now: Callable[[], datetime],
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._readable = readable
        self._now = now

    def find(self, search: str = "", *, most: int = 50, after: int = 0) -> Found:
        """Clients in whose name, company, address or number every word of `search` occurs: `most` of them, `after` so many.

        Names that begin with the search come first, then those called last.
        """
        everyone = _everyone()
        # A comma parts name and company where they are written together, and belongs to neither.
        words = filter(None, (word.strip(",;") for word in folded(search).split()))
        wanted = [_has(everyone, word) for word in words]
        begins = case((everyone.c.key.startswith(folded(search), autoescape=True), 0), else_=1)
        order = (begins, everyone.c.last.is_(None), everyone.c.last.desc(), everyone.c.key)
        found = select(everyone, func.count().over().label("total")).where(*wanted).order_by(*order).limit(most).offset(after)
        with self._reading() as connection:
            rows = [dict(row) for row in connection.execute(found).mappings()]
            if not rows and after:
                return Found(clients=(), total=connection.scalar(select(func.count()).select_from(everyone).where(*wanted)) or 0)
        total = rows[0]["total"] if rows else 0
        return Found(clients=tuple(ClientSummary(**{name: row[name] for name in ClientSummary.model_fields}) for row in rows), total=total)

    def named(self, name: str) -> ClientSummary | None:
        """The client that a name means, however it is written; None where there is none yet."""
        everyone = _everyone()
        with self._reading() as connection:
            key = key_of(connection, name)
            row = connection.execute(select(everyone).where(everyone.c.key == key)).mappings().one_or_none()
        return ClientSummary(**row) if row else None

    def get(self, name: str) -> ClientSummary:
        """The same, where there has to be one: raises `Problem` (`unknown-client`)."""
        found = self.named(name)
        if found is None:
            raise _unknown()
        return found

    def calls(self, key: str, *, most: int = 1000) -> list[PastCall]:
        """The newest calls with a client, newest first."""
        kept = select(calls).where(calls.c.client_key == key).order_by(calls.c.started.desc(), calls.c.created.desc()).limit(most)
        with self._reading() as connection, self._readable():
            found = connection.execute(kept).all()
            ids = [row.id for row in found]
            goals = _goals(connection, ids)
            written = {row.call: row for row in connection.execute(_best_notes(ids))}
            return [_past(row, goals.get(row.id), written.get(row.id)) for row in found]

    def promises(self, key: str) -> list[Promise]:
        """What is to be done for or by a client, the earliest first, what has no date last."""
        columns = (due.c.call, due.c.place, due.c.text, due.c.side, due.c.said, due.c.date)
        query = select(*columns).join(calls).where(calls.c.client_key == key, due.c.done.is_(None))
        with self._reading() as connection:
            order = (due.c.date.is_(None), due.c.date, calls.c.started.desc(), due.c.place)
            return [Promise(**row) for row in connection.execute(query.order_by(*order)).mappings()]

    def words(self, key: str) -> list[str]:
        """Names that were corrected in calls with a client."""
        with self._reading() as connection:
            return list(connection.scalars(select(learnt_words.c.word).where(learnt_words.c.client_key == key).order_by(learnt_words.c.made)))

    def change(self, changed: Client) -> str:
        """Keeps what is known of the client that had `changed.key`, under its new name, and gives its new key. Calls and words go with it.

        Where the new name is that of another client, the two become one, which keeps what is not said anew. Raises `Problem` (`no-name`).
        """
        key, new = changed.key, client_key(changed.name)
        if new is None:
            raise Problem("no-name", "That name has no letter or digit in it.", "Write the client's name.")
        with self._writing() as connection:
            other = _row(connection, new) if new != key else None
            known = {name: getattr(changed, name) or (other[name] if other else None) for name in VALUES}
            connection.execute(delete(clients).where(clients.c.key.in_([key, new])))
            connection.execute(insert(clients).values(key=new, name=changed.name, made=self._now(), **known))
            connection.execute(update(calls).where(calls.c.client_key.in_([key, new])).values(client_key=new, client=changed.name))
            theirs = select(calls.c.id).where(calls.c.client_key == new)
            connection.execute(update(passages).where(passages.c.where == "client", passages.c.call.in_(theirs)).values(text=changed.name))
            _move_words(connection, key, new)
        return new

    def forget(self, key: str) -> None:
        """Removes what is known of a client beside its calls; they stay, and so does its name in them."""
        with self._writing() as connection:
            connection.execute(delete(clients).where(clients.c.key == key))
            connection.execute(delete(learnt_words).where(learnt_words.c.client_key == key))

    def settle(self, contacts: Iterable[Contact], conflict: Conflict) -> Settled:
        """What would become of contacts that are taken over; writes nothing."""
        with self._reading() as connection:
            known = _known(connection)
        return settle(contacts, known, conflict)

    def put(self, contacts: Iterable[Contact], conflict: Conflict) -> Settled:
        """Takes contacts over, all or none, and says what became of them."""
        with self._writing() as connection:
            # Settled anew: what is known may have changed since it was shown.
            settled = settle(contacts, _known(connection), conflict)
            if settled.changed:  # those only named in calls so far have no row
                connection.execute(delete(clients).where(clients.c.key == bindparam("old")), [{"old": key} for key in settled.changed])
            made = self._now()
            if rows := [{**dict(client), "made": made} for client in settled.written.values()]:
                connection.execute(insert(clients), rows)
        return settled


def key_of(connection: Connection, name: str | None) -> str | None:
    """Under which key a client named so is kept; None for what names nobody.

    "Dana Reyes, Harbour Marine" is the client Dana Reyes where she is known to be of that company.
    """
    key = client_key(name)
    person, comma, company = (name or "").partition(",")
    if not comma or (short := client_key(person)) is None or _row(connection, key) is not None:
        return key
    row = _row(connection, short)
    return short if row is not None and client_key(row["company"]) == client_key(company) else key


def _row(connection: Connection, key: str | None) -> RowMapping | None:
    return connection.execute(select(clients).where(clients.c.key == key)).mappings().one_or_none()


def _everyone() -> Subquery:
    """Every client with what its calls say: how many, and when the last was."""
    newest = func.row_number().over(partition_by=calls.c.client_key, order_by=(calls.c.started.desc(), calls.c.created.desc()))
    count = func.count().over(partition_by=calls.c.client_key)
    numbered = select(calls.c.client_key.label("key"), calls.c.client, calls.c.started, count.label("count"), newest.label("newest"))
    named = numbered.where(calls.c.client_key.is_not(None)).subquery()
    last = select(named).where(named.c.newest == 1).subquery()
    kept = select(*_VALUES, func.coalesce(last.c.count, 0).label("calls"), last.c.started.label("last"))
    nothing = [cast(null(), String).label(name) for name in VALUES]
    only_named = select(last.c.key, last.c.client.label("name"), *nothing, last.c.count.label("calls"), last.c.started.label("last"))
    return union_all(
        kept.select_from(clients.outerjoin(last, last.c.key == clients.c.key)),
        only_named.select_from(last.outerjoin(clients, last.c.key == clients.c.key)).where(clients.c.key.is_(None)),
    ).subquery()


def _has(everyone: Subquery, word: str) -> ColumnElement[bool]:
    """Whether a word, without regard to case, occurs in what is known of a client."""
    # The database's own lower case is that of English; the key is already without regard to case, whatever its script.
    spellings = {word} if word.isascii() else {word, word.upper(), word.capitalize()}
    company, email, phone = (func.coalesce(everyone.c[name], "") for name in VALUES)
    beside = company + " " + email + " " + phone
    return or_(everyone.c.key.contains(word, autoescape=True), *(beside.icontains(spelling, autoescape=True) for spelling in spellings))


def _known(connection: Connection) -> dict[str, Client]:
    """Every client by its key."""
    everyone = _everyone()
    columns = [everyone.c[column.name] for column in _VALUES]
    # As the table has them: checking fifty thousand rows again takes longer than reading them.
    return {row.key: Client.model_construct(**row._mapping) for row in connection.execute(select(*columns))}


def _goals(connection: Connection, ids: Sequence[str]) -> dict[str, str | None]:
    """The goal of each call, as its plan stood in the end."""
    bodies = select(facts.c.body).where(facts.c.call.in_(ids), facts.c.type.in_(_PLANS)).order_by(facts.c.call, facts.c.seq)
    plans = (events.validate_json(body) for body in connection.scalars(bodies))
    return {fact.call: fact.plan.goal for fact in plans if isinstance(fact, CallStarted | PlanChanged)}


def _best_notes(ids: Sequence[str]) -> Select[Any]:
    """Of each call the approved notes, else the newest."""
    order = (notes.c.approved.is_(None), notes.c.revision.desc())
    place = func.row_number().over(partition_by=notes.c.call, order_by=order).label("place")
    ranked = select(notes.c.call, notes.c.body, notes.c.approved, place).where(notes.c.call.in_(ids)).subquery()
    return select(ranked).where(ranked.c.place == 1)


def _past(call: Any, goal: str | None, written: Any) -> PastCall:
    return PastCall(
        id=call.id,
        started=call.started,
        kind=call.kind,
        state=call.state,
        seconds=call.seconds or 0.0,
        goal=goal,
        notes=Notes.model_validate_json(written.body) if written else None,
        approved=written is not None and written.approved is not None,
    )


def _move_words(connection: Connection, old: str, new: str) -> None:
    """Gives words learnt of one client to another, each once."""
    theirs = select(learnt_words.c.word).where(learnt_words.c.client_key == new)
    connection.execute(delete(learnt_words).where(learnt_words.c.client_key == old, learnt_words.c.word.in_(theirs)))
    connection.execute(update(learnt_words).where(learnt_words.c.client_key == old).values(client_key=new))


def _unknown() -> Problem:
    return Problem("unknown-client", "There is no such client.", "Look for it in the list of clients.")
