"""The notes of calls as they are reviewed: every revision of them, edited, approved and opened again, and what their corrections teach."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from assistant.events import Frozen, Notes, NotesDrafted, SpeechCorrected, events
from assistant.review.changes import AnyChange, apply_all, restored
from assistant.review.redraft import merge_draft
from assistant.review.sheet import Author, Sheet, notes_of, requoted_sheet, sheet_of
from assistant.review.words import learnt
from assistant.store import search
from assistant.store.due import follow_notes
from assistant.store.schema import calls, facts, learnt_words, notes
from audio.problem import Problem

PAUSE = timedelta(seconds=30)
"""What one tab writes without a longer pause is one revision: the rep wrote it in one go."""

Result = TypeVar("Result")


class Revision(Frozen):
    """A revision of a call's notes. Times are UTC, without offset. `number`: from 1, counting up; those of a moment ago may be gone."""

    number: int
    author: Author
    made: datetime
    approved: datetime | None
    sheet: Sheet


class Glance(Frozen):
    """The same without the notes: how many `lines` they have."""

    number: int
    author: Author
    made: datetime
    approved: datetime | None
    lines: int


class Reviews:
    """The reviews of a store. Any thread. Any method raises `Problem`, as every part of the store does, and `unknown-call` or `no-notes`.

    `reading`, `write`: transactions of the store; `readable`: tells what can't be read in it as damage; `now`: UTC.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        write: Callable[[Callable[[Connection], Any]], Any],
        readable: Callable[[], AbstractContextManager[None]],
        now: Callable[[], datetime],
    ) -> None:
        self._reading = reading
        self._write_in = write
        self._readable = readable
        self._now = now

    def newest(self, call: str) -> Revision:
        """The notes as they stand."""
        with self._reading() as connection, self._readable():
            return _newest(connection, call)

    def revisions(self, call: str) -> list[Glance]:
        """Every revision that is kept, the newest first."""
        with self._reading() as connection, self._readable():
            _newest(connection, call)
            rows = connection.execute(select(notes).where(notes.c.call == call).order_by(notes.c.revision.desc()))
            return [_glance(_revision(row)) for row in rows]

    def revision(self, call: str, number: int) -> Revision:
        """One of them. Raises `Problem` (`unknown-revision`)."""
        with self._reading() as connection, self._readable():
            _newest(connection, call)
            return _numbered(connection, call, number)

    def change(self, call: str, tab: str, changes: Sequence[AnyChange]) -> Revision:
        """Does what was done in a tab, and gives the notes as they then stand. Raises `Problem` (`notes-approved`)."""

        def change(connection: Connection) -> Revision:
            before = _open(connection, call)
            sheet = apply_all(before.sheet, changes)
            if sheet == before.sheet:
                return before
            return _put(connection, call, "rep", sheet.model_copy(update={"tab": tab}), before, self._now())

        return self._write(change)

    def restore(self, call: str, tab: str, number: int) -> Revision:
        """Brings an earlier revision back as the newest. Raises `Problem`: `notes-approved`, `unknown-revision`."""

        def restore(connection: Connection) -> Revision:
            before = _open(connection, call)
            sheet = restored(before.sheet, _numbered(connection, call, number).sheet)
            # Of another tab, so to speak: what stood there is kept as a revision, however new it is.
            return _put(connection, call, "rep", sheet.model_copy(update={"tab": f"{tab}~{number}"}), before, self._now())

        return self._write(restore)

    def approve(self, call: str, number: int) -> Revision:
        """Approves a revision, from when on nothing changes it. Raises `Problem` (`notes-changed`) where it is not the newest any more."""

        def approve(connection: Connection) -> Revision:
            newest = _newest(connection, call)
            if newest.number != number:
                raise Problem("notes-changed", "The notes have been changed since.", "Look at them again, then approve them.")
            if newest.approved is not None:
                return newest
            now = self._now()
            connection.execute(update(notes).where(*_place(call, number)).values(approved=now))
            return newest.model_copy(update={"approved": now})

        return self._write(approve)

    def reopen(self, call: str) -> Revision:
        """Makes approved notes open to changes again. What was approved stays as a revision."""

        def reopen(connection: Connection) -> Revision:
            newest = _newest(connection, call)
            if newest.approved is None:
                return newest
            connection.execute(update(notes).where(*_place(call, newest.number)).values(approved=None))
            return _put(connection, call, newest.author, newest.sheet, newest, self._now())

        return self._write(reopen)

    def outdated(self, call: str) -> bool:
        """Whether words have been put right since the notes were last drafted."""
        with self._reading() as connection:
            last: dict[str, int] = {name: seq for name, seq in connection.execute(_last_of(call))}
        return last.get(_CORRECTED, 0) > last.get(_DRAFTED, 0)

    def _write(self, change: Callable[[Connection], Result]) -> Result:
        def readably(connection: Connection) -> Result:
            with self._readable():
                return change(connection)

        result: Result = self._write_in(readably)
        return result


def follow(connection: Connection, fact: NotesDrafted | SpeechCorrected, now: datetime) -> None:
    """Keeps a draft as the notes of its call, or puts it into those that there are; and the names that a correction teaches."""
    if isinstance(fact, SpeechCorrected):
        _learn(connection, fact, now)
        return
    row = connection.execute(_newest_row(fact.call)).one_or_none()
    if row is None:
        values = {"call": fact.call, "revision": 1, "author": "draft", "body": fact.notes.model_dump_json(), "made": now}
        connection.execute(insert(notes).values(**values))
        _follow_notes(connection, fact.call, fact.notes)
    elif row.approved is None:
        before = _revision(row)
        sheet = merge_draft(requoted_sheet(before.sheet, _corrections(connection, fact.call)), fact.notes)
        _put(connection, fact.call, "draft", sheet, before, now)


def _put(connection: Connection, call: str, author: Author, sheet: Sheet, before: Revision, now: datetime) -> Revision:
    """Keeps a sheet as the newest revision. The one before goes where it was of the same go; a first draft, and what was approved, never do."""
    written = notes_of(sheet)
    new = Revision(number=before.number + 1, author=author, made=now, approved=None, sheet=sheet)
    body = {"body": written.model_dump_json(), "sheet": sheet.model_dump_json()}
    connection.execute(insert(notes).values(call=call, revision=new.number, author=author, made=now, **body))
    same_go = (before.author, before.sheet.tab) == (author, sheet.tab) and timedelta(0) <= now - before.made < PAUSE
    if same_go and before.approved is None:
        connection.execute(delete(notes).where(*_place(call, before.number), notes.c.sheet.is_not(None)))
    _follow_notes(connection, call, written)
    return new


def _follow_notes(connection: Connection, call: str, written: Notes) -> None:
    """What follows from the newest notes of a call: what is due, and what can be found."""
    follow_notes(connection, call, written)
    search.follow_notes(connection, call, written)


def _newest_row(call: str) -> Any:
    return select(notes).where(notes.c.call == call).order_by(notes.c.revision.desc()).limit(1)


def _newest(connection: Connection, call: str) -> Revision:
    row = connection.execute(_newest_row(call)).one_or_none()
    if row is not None:
        return _revision(row)
    if connection.scalar(select(calls.c.id).where(calls.c.id == call)) is None:
        raise Problem("unknown-call", f"There is no call {call!r}.", "See callcue calls for those there are.")
    raise Problem("no-notes", "There are no notes of this call.", "They are drafted when the call ends.")


def _open(connection: Connection, call: str) -> Revision:
    newest = _newest(connection, call)
    if newest.approved is not None:
        raise Problem("notes-approved", "These notes are approved.", "Reopen them to change them.")
    return newest


def _numbered(connection: Connection, call: str, number: int) -> Revision:
    row = connection.execute(select(notes).where(*_place(call, number))).one_or_none()
    if row is None:
        raise Problem("unknown-revision", f"There is no revision {number} of these notes.", "Reload the list of revisions.")
    return _revision(row)


def _place(call: str, number: int) -> tuple[Any, ...]:
    return notes.c.call == call, notes.c.revision == number


def _revision(row: Row[Any]) -> Revision:
    sheet = Sheet.model_validate_json(row.sheet) if row.sheet else sheet_of(Notes.model_validate_json(row.body))
    return Revision(number=row.revision, author=row.author, made=row.made, approved=row.approved, sheet=sheet)


def _glance(revision: Revision) -> Glance:
    lines = sum(bool(line.text.strip()) for line in revision.sheet.lines)
    return Glance(**revision.model_dump(exclude={"sheet"}), lines=lines)


def _corrections(connection: Connection, call: str) -> list[SpeechCorrected]:
    return _read(connection.scalars(select(facts.c.body).where(facts.c.call == call, facts.c.type == _CORRECTED).order_by(facts.c.seq)))


def _read(bodies: Iterable[str]) -> list[SpeechCorrected]:
    found = map(events.validate_json, bodies)
    return [fact for fact in found if isinstance(fact, SpeechCorrected)]


def forget(connection: Connection, call: str) -> None:
    """Takes what corrections of a call have taught, and no other call, away: the call is about to be deleted with every word of it."""
    key, corrections = _corrections_with_client(connection, call)
    _unlearn(connection, key, _taught(fact for fact in corrections if fact.call == call), [fact for fact in corrections if fact.call != call])


def _learn(connection: Connection, fact: SpeechCorrected, now: datetime) -> None:
    """Keeps the names that were misheard, for the client of the call ("" where it named none); what was put right wrongly before goes."""
    if fact.text is None:
        return
    key, corrections = _corrections_with_client(connection, fact.call)
    here = [other for other in corrections if (other.call, other.utterance) == (fact.call, fact.utterance)]
    _unlearn(connection, key, _taught(other for other in here if other.seq < fact.seq) - _taught(here), corrections)
    known = set(connection.scalars(select(learnt_words.c.word).where(learnt_words.c.client_key == key)))
    heard = next((other.was for other in here if other.text is not None), fact.was)
    new = [{"word": word, "client_key": key, "made": now} for word in learnt(heard, fact.text) if word not in known]
    if new:
        connection.execute(insert(learnt_words), new)


def _unlearn(connection: Connection, key: str, words: set[str], others: Iterable[SpeechCorrected]) -> None:
    """Forgets words that none of the other corrections teaches."""
    lost = words - _taught(others)
    if lost:
        connection.execute(delete(learnt_words).where(learnt_words.c.client_key == key, learnt_words.c.word.in_(lost)))


def _taught(corrections: Iterable[SpeechCorrected]) -> set[str]:
    """The names that corrections teach together: of each utterance, those by which what stands there at last differs from what was heard."""
    spans: dict[tuple[str, str], tuple[str, str]] = {}
    for fact in corrections:
        if fact.text is not None:
            heard, _ = spans.get((fact.call, fact.utterance), (fact.was, ""))
            spans[fact.call, fact.utterance] = heard, fact.text
    return {word for heard, text in spans.values() for word in learnt(heard, text)}


def _corrections_with_client(connection: Connection, call: str) -> tuple[str, list[SpeechCorrected]]:
    """The client's key of a call, "" where it named none, and every correction in calls with that client, in the order of each call."""
    key = connection.scalar(select(calls.c.client_key).where(calls.c.id == call))
    theirs = calls.c.client_key.is_(None) if key is None else calls.c.client_key == key
    query = select(facts.c.body).join(calls).where(theirs, facts.c.type == _CORRECTED).order_by(facts.c.call, facts.c.seq)
    return key or "", _read(connection.scalars(query))


_CORRECTED = str(SpeechCorrected.model_fields["type"].default)
_DRAFTED = str(NotesDrafted.model_fields["type"].default)


def _last_of(call: str) -> Any:
    """The number of the last correction and of the last draft, by type."""
    return select(facts.c.type, func.max(facts.c.seq)).where(facts.c.call == call, facts.c.type.in_((_CORRECTED, _DRAFTED))).group_by(facts.c.type)
