"""The store: begins calls, appends their facts, keeps their notes, finds and deletes them. Used on one thread."""

import re
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Select, case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.events import (
    CallEnded,
    CallStarted,
    Fact,
    FactBase,
    Notes,
    NotesDrafted,
    PlanChanged,
    PromptShown,
    SpeechCorrected,
    SpeechFinal,
    events,
)
from assistant.labels import Label, check_label
from assistant.search.terms import terms_of
from assistant.search.wanted import Wanted
from assistant.store import fulltext, outcomes, reviews, search
from assistant.store.clients import Clients, key_of
from assistant.store.database import FILE, INDEX_DAMAGED, check, damaged, index_anew, open_database, told, writing
from assistant.store.due import Due
from assistant.store.found import FoundCall, FoundCalls, Hit
from assistant.store.locks import CallLocks
from assistant.store.out import Out
from assistant.store.outcomes import Happening
from assistant.store.reviews import Reviews
from assistant.store.schema import calls, facts, notes
from assistant.store.summary import CallSummary
from audio.problem import Problem

Result = TypeVar("Result")

_ID = re.compile(r"[\w-]+")
_TOGETHER = 200
"""Calls that are asked for by name at once: databases take only so many names."""


class Store:
    """Calls kept under a data folder. Everything is committed when a method returns. Made by `Store.open`.

    Used on one thread, but for what only reads, `clients.put` and `out`: any thread may call them.

    Any method may raise `Problem` with `database-damaged`, `database-busy`, `disk-full` or `data-folder`; where a call is named,
    `unknown-call`.
    """

    def __init__(self, data: Path, engine: Engine) -> None:
        self.data = data
        self._reader = engine
        self._writer = writing(engine)
        self._locks = CallLocks(data / "locks")
        self.clients = Clients(self._reading, self._writing, self._readable, _now)
        """Who is called, and what is known of them."""
        self.due = Due(self._reading, self._writing, _now)
        """What is due of what was agreed and promised."""
        self.out = Out(self._reading, self._writing)
        """What leaves with a call, and what is to be sent."""
        self.reviews = Reviews(self._reading, self._write, self._readable, _now)
        """The notes of calls as they are edited and approved."""

    @classmethod
    def open(cls, data: Path) -> "Store":
        """The store in the folder `data`, which is made where it is missing; an older schema is copied aside and brought up to date."""
        return cls(data, open_database(data))

    def close(self) -> None:
        """Lets go of the file and of every call held."""
        self._locks.release_all()
        self._reader.dispose()

    def new_call_id(self, started: datetime) -> str:
        """An id no call has yet, such as 20261121-213000-7f3a."""
        while True:
            call = f"{started:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
            with self._reading() as connection:
                if connection.scalar(select(calls.c.id).where(calls.c.id == call)) is None:
                    return call

    def begin(self, started: CallStarted, *, source: str) -> None:
        """Stores a new call, held by this process, with `started` as its first fact. `source`: where its words come from."""
        self.hold(started.call)
        with self._writing() as connection:
            connection.execute(
                insert(calls).values(
                    id=started.call,
                    started=started.date,
                    created=_now(),
                    kind=started.kind,
                    client=started.plan.client,
                    client_key=key_of(connection, started.plan.client),
                    source=source,
                    state="live",
                    rep=started.rep,
                    playbook=started.playbook.name,
                    playbook_hash=started.playbook.hash,
                )
            )
            _insert_facts(connection, [started])
            search.begin(connection, started.call, started.plan.client)

    def append(self, new: Sequence[Fact]) -> None:
        """Stores facts in order, all or none."""
        if not new:
            return
        try:
            self._write(lambda connection: _append(connection, new))
        except IntegrityError as error:
            for call in {fact.call for fact in new}:
                self.call(call)
            raise error
        if any(isinstance(fact, CallEnded) for fact in new):
            self._write(fulltext.tidy)

    def facts(self, call: str, after: int = 0, types: Sequence[type[FactBase]] = ()) -> list[Fact]:
        """The facts of a call with `seq` greater than `after`, in order; on demand only those of some types."""
        query = select(facts.c.body).where(facts.c.call == call, facts.c.seq > after).order_by(facts.c.seq)
        if types:
            query = query.where(facts.c.type.in_([_type(kind) for kind in types]))
        with self._reading() as connection:
            bodies = connection.scalars(query).all()
        if not bodies:
            self.call(call)
        with self._readable():
            return [cast(Fact, events.validate_json(body)) for body in bodies]

    def call(self, call: str) -> CallSummary:
        """The call at a glance."""
        with self._reading() as connection:
            row = connection.execute(_summaries().where(calls.c.id == call)).one_or_none()
        if row is None:
            raise _unknown(call)
        return self._summary(row)

    def calls(self, words: str | None = None) -> list[CallSummary]:
        """All calls, newest first; on demand only those in which every one of the words occurs, as in `Wanted.words`."""
        if words and words.strip():
            return [call.summary() for call in self.search(Wanted(words=words)).calls]
        with self._reading() as connection:
            rows = connection.execute(_newest_first(_summaries())).all()
        return [self._summary(row) for row in rows]

    def search(self, wanted: Wanted, *, most: int | None = None, skip: int = 0, hits: int = 0, call: str | None = None) -> FoundCalls:
        """The calls that have what is wanted, newest first: `most` after `skip`, each with up to `hits` places; on demand `call` alone."""
        terms = terms_of(wanted.words)

        def find(connection: Connection) -> FoundCalls:
            if wanted.words.strip() and not terms:
                return FoundCalls(calls=(), more=False)
            query = search.candidates(wanted) if call is None else search.candidates(wanted).where(calls.c.id == call)
            rows = connection.execute(_newest_first(query)).all()
            found, ordered = search.occurring(connection, terms, rows, None if most is None else skip + most + 1)
            shown = found[skip:] if most is None else found[skip : skip + most]
            calls_found: list[FoundCall] = []
            for page in (shown[at : at + _TOGETHER] for at in range(0, len(shown), _TOGETHER)):
                glances = {row.id: row for row in connection.execute(search.states(_summaries()).where(calls.c.id.in_([row.id for row in page])))}
                places = search.hits(connection, ordered, page, hits)
                calls_found += [self._found(glances[row.id], *places[row.passage]) for row in page]
            return FoundCalls(calls=tuple(calls_found), more=len(found) > skip + len(shown))

        try:
            with self._reading() as connection:
                return find(connection)
        except Problem as problem:
            if problem.code != INDEX_DAMAGED:
                raise
        index_anew(self._reader, self.data / FILE)
        with self._reading() as connection:
            return find(connection)

    def notes(self, call: str) -> tuple[int, Notes] | None:
        """The newest revision of a call's notes and its number; None where none were drafted yet."""
        query = select(notes.c.revision, notes.c.body).where(notes.c.call == call).order_by(notes.c.revision.desc()).limit(1)
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            self.call(call)
            return None
        with self._readable():
            return row.revision, Notes.model_validate_json(row.body)

    def labels(self, call: str) -> list[Label]:
        """What was said of the call's prompts, in the order in which it was said."""
        self.call(call)
        with self._reading() as connection, self._readable():
            return outcomes.labels_of(connection, call)

    def put_label(self, call: str, label: Label, rep: str) -> None:
        """Keeps what `rep` says of a prompt; what was said of it before goes. Raises `Problem` (`unknown-place`) where it fits nothing there."""
        check_label(label, self.facts(call, types=(PromptShown, SpeechFinal)))
        with self._writing() as connection:
            outcomes.put_label(connection, call, label, rep, _now())

    def remove_label(self, call: str, prompt: str, *, seq: int | None = None, utterance: str | None = None) -> None:
        """Takes back what was said of a prompt shown (`seq`) or missed at an utterance; nothing happens where nothing was said."""
        self.call(call)
        with self._writing() as connection:
            outcomes.remove_label(connection, call, prompt, seq, utterance)

    def happenings(self, *, rep: str | None = None, playbook: str | None = None, since: str | None = None) -> list[Happening]:
        """What became of prompts, and what was said of them, over all calls, or those of a rep, a playbook (name or hash), since a date (ISO)."""
        with self._reading() as connection:
            return outcomes.happened(connection, rep, playbook, since)

    def reps(self) -> list[str]:
        """Everyone who has called, by name."""
        with self._reading() as connection:
            return list(connection.scalars(select(calls.c.rep).distinct().order_by(calls.c.rep)))

    def dismissals(self, rep: str) -> dict[str, int]:
        """How often the rep has sent each prompt away since last doing it, or since asking for it again."""
        with self._reading() as connection:
            return outcomes.dismissals(connection, rep)

    def show_again(self, rep: str, prompt: str) -> None:
        """Forgets the rep's dismissals of a prompt so far."""
        with self._writing() as connection:
            outcomes.show_again(connection, rep, prompt, _now())

    def delete(self, call: str) -> None:
        """Removes a call for good: its sound, then its facts and notes. Raises `Problem` (`call-running`) while it is going on."""
        self.call(call)
        if self._locks.held_by_anyone(call):
            raise Problem("call-running", f"The call {call} is still going on.", "End it first.")
        folder = self.folder(call)
        try:
            if folder.exists():
                shutil.rmtree(folder)
        except OSError as error:
            raise Problem("data-folder", f"The folder {folder} can't be removed: {error.strerror}.", "Mend its permissions and try again.") from error
        self._write(lambda connection: _delete(connection, call))

    def folder(self, call: str) -> Path:
        """Where the call's sound is or would be; may not exist."""
        if not _ID.fullmatch(call):
            raise _unknown(call)
        return self.data / "recordings" / call

    def hold(self, call: str) -> None:
        """Marks the call as run by this process until it is released or the process ends. Raises `Problem` (`call-running`)."""
        if not _ID.fullmatch(call):
            raise _unknown(call)
        self._locks.hold(call)

    def release(self, call: str) -> None:
        """The call is no longer run by this process."""
        self._locks.release(call)

    def cut_off(self) -> list[str]:
        """Calls that are live and that no process runs, oldest first. Hold one and look at its state again before finishing it."""
        with self._reading() as connection:
            live = connection.scalars(select(calls.c.id).where(calls.c.state == "live").order_by(calls.c.created)).all()
        return [call for call in live if not self._locks.held_by_anyone(call)]

    def check(self) -> None:
        """Reads the whole database. Raises `Problem` (`database-damaged`) where it is damaged."""
        check(self.data / FILE)

    def _summary(self, row: Any) -> CallSummary:
        sound = (self.folder(row.id) / "sound.flac").is_file()
        return CallSummary(id=row.id, started=row.started, kind=row.kind, client=row.client, seconds=row.seconds or 0.0, state=row.state, sound=sound)

    def _found(self, row: Any, hits: tuple[Hit, ...], more: bool) -> FoundCall:
        next_step = None if row.next_step is None else bool(row.next_step)
        return FoundCall(**dict(self._summary(row)), approved=row.approved, next_step=next_step, hits=hits, more_hits=more)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """JSON that is none of the program's own is damage; the cause stays out of the error, since it quotes words of the call."""
        try:
            yield
        except ValidationError:
            raise damaged(self.data / FILE) from None

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.data / FILE), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(self.data / FILE), self._writer.begin() as connection:
            yield connection

    def _write(self, change: Callable[[Connection], Result]) -> Result:
        """Makes a change and gives what comes of it.

        Where the index of the search is damaged, it is made without it: a call loses nothing by it, and the next search makes it anew.
        """
        try:
            with self._writing() as connection:
                return change(connection)
        except Problem as problem:
            if problem.code != INDEX_DAMAGED:
                raise
            with self._writing() as connection:
                fulltext.drop(connection)
                return change(connection)


def _summaries() -> Select[Any]:
    so_far = select(func.max(facts.c.at)).where(facts.c.call == calls.c.id).scalar_subquery()
    seconds = case((calls.c.seconds.is_(None), so_far), else_=calls.c.seconds).label("seconds")
    return select(calls.c.id, calls.c.started, calls.c.kind, calls.c.client, seconds, calls.c.state)


def _newest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(calls.c.started.desc(), calls.c.created.desc())


def _delete(connection: Connection, call: str) -> None:
    reviews.forget(connection, call)
    connection.execute(delete(calls).where(calls.c.id == call))


def _append(connection: Connection, new: Sequence[Fact]) -> None:
    _insert_facts(connection, new)
    search.follow(connection, new)
    for fact in new:
        _follow(connection, fact)


def _insert_facts(connection: Connection, new: Sequence[Fact]) -> None:
    rows = [{"call": fact.call, "seq": fact.seq, "type": fact.type, "at": fact.at, "body": fact.model_dump_json()} for fact in new]
    connection.execute(insert(facts), rows)


def _follow(connection: Connection, fact: Fact) -> None:
    """What a fact changes beside the list of facts."""
    if isinstance(fact, CallEnded):
        _change(connection, fact.call, state="ended", seconds=fact.duration)
    elif isinstance(fact, PlanChanged):
        _change(connection, fact.call, kind=fact.kind, client=fact.plan.client, client_key=key_of(connection, fact.plan.client))
    elif isinstance(fact, NotesDrafted | SpeechCorrected):
        reviews.follow(connection, fact, _now())
    else:
        outcomes.follow(connection, fact, _now())


def _change(connection: Connection, call: str, **values: Any) -> None:
    connection.execute(update(calls).where(calls.c.id == call).values(**values))


def _type(kind: type[FactBase]) -> str:
    return str(kind.model_fields["type"].default)


def _now() -> datetime:
    """UTC without offset, as the databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _unknown(call: str) -> Problem:
    return Problem("unknown-call", f"There is no call {call!r}.", "See callcue calls for those there are.")
