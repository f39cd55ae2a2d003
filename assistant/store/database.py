"""The database file: opened, created or migrated, and its errors told as problems. What is particular to SQLite stands here and in `fulltext.py`."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Column, Connection, Engine, MetaData, String, Table, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.store import fulltext, search
from assistant.store.schema import HEAD, metadata
from audio.problem import Problem

FILE = "callcue.db"
INDEX_DAMAGED = "search-damaged"
"""Code of the problem that the index of the search is missing or can't be read. Nothing of a call is lost with it."""

_BUSY_SECONDS = 10.0
_BASE = ""
_OTHER_FOLDER = "Or name another data folder with --data DIR or CALLCUE_DATA."
_FULL = {sqlite3.SQLITE_FULL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CLOSED_OFF = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

_alembic_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def open_database(data: Path) -> Engine:
    """An engine on `data`/callcue.db with the newest schema and the index of the search, created where they are missing.

    Raises `Problem`: `data-folder`, `database-damaged` (a file that is damaged or another program's; left as it is), `database-newer`,
    `database-busy`, `disk-full`.
    """
    make_folder(data)
    path = data / FILE
    # Parameters are words of calls, so they stay out of error messages.
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    try:
        with told(path), engine.connect() as connection:
            revision, indexed = _revision(connection, path), fulltext.is_there(connection)
        if revision != HEAD:
            _bring_up_to_date(engine, path, revision)
        if not indexed:
            index_anew(engine, path)
    except Problem:
        engine.dispose()
        raise
    return engine


def make_folder(folder: Path) -> None:
    """Makes the data folder where it is missing. Raises `Problem` (`data-folder`) where that, or writing in it, can't be done."""
    probe = folder / ".writable"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # calls are private: nobody else on the machine reads them
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _no_data_folder(folder, reason) from error


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns the database's errors about the file at `path` into problems."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if isinstance(error, DatabaseError) and fulltext.is_lost(error):
            raise Problem(INDEX_DAMAGED, "The index of the search is damaged.", "Try again: the next search makes it anew.") from error
        cause = error.orig if isinstance(error, DatabaseError) else error
        if str(cause).startswith("Could not decode"):
            raise damaged(path) from None  # the cause quotes what it could not read, which are words of a call
        problem = _problem(cause, path)
        if problem is None:
            raise
        raise problem from error


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: they take their turn at the start instead of failing in the middle."""
    return engine.execution_options(writing=True)


def index_anew(engine: Engine, path: Path) -> None:
    """Makes the index of the search where there is none, or none that can be read: up to a minute for a thousand half-hour calls."""
    with told(path), writing(engine).begin() as connection:
        # Another process may have done it while this one waited for its turn.
        if not fulltext.is_sound(connection):
            search.build(connection)


def check(path: Path) -> None:
    """Reads the whole database (0.1 s for 100 MB) without changing it. Raises `Problem` (`database-damaged`…)."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)) as connection:
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        problem = _problem(error, path)
        if problem is None:
            raise
        raise problem from error
    if answer != "ok":
        raise damaged(path)


def _on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # The driver's own transactions would leave out DDL and begin too late; SQLAlchemy's begin (below) opens them instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # With WAL a killed process loses nothing; only a failing machine could take back the last transactions, and never damages the file.
    connection.execute("PRAGMA synchronous = NORMAL")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection, path: Path) -> str | None:
    """The stored schema's revision; None for a database without tables, `_BASE` before the first revision."""
    tables = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if _alembic_version.name not in tables:
        raise damaged(path)
    return connection.scalar(_alembic_version.select()) or _BASE


def _bring_up_to_date(engine: Engine, path: Path, revision: str | None) -> None:
    with told(path), engine.connect() as connection:
        _use_wal(connection)
    if revision is not None:
        _set_aside(path, revision)
    with told(path), writing(engine).begin() as connection:
        # Another process may have done it while this one waited for its turn.
        revision = _revision(connection, path)
        if revision is None:
            metadata.create_all(connection)
            _alembic_version.create(connection)
            connection.execute(_alembic_version.insert().values(version_num=HEAD))
        elif revision != HEAD:
            from assistant.store.migrate import upgrade

            upgrade(connection)


def _use_wal(connection: Connection) -> None:
    """Readers and the writer don't wait for each other. Kept in the file, so it is set once."""
    connection.rollback()
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.execute("PRAGMA journal_mode = WAL")


def _set_aside(path: Path, revision: str) -> None:
    """Copies a database of an older revision before it is migrated; refuses one of a newer program."""
    from assistant.store.migrate import is_known

    if revision != _BASE and not is_known(revision):
        raise Problem(
            "database-newer", f"{path} was written by a newer version of Callcue.", "Update Callcue, or use another data folder (--data DIR)."
        )
    copy = path.with_name(f"{path.name}.{revision or 'base'}-{datetime.now():%Y%m%d-%H%M%S}")
    unfinished = copy.with_name(copy.name + ".part")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
    shutil.move(unfinished, copy)


def _problem(error: BaseException | None, path: Path) -> Problem | None:
    """What an error of SQLite means for people; None for a mistake of the program."""
    if not isinstance(error, sqlite3.Error):
        return None
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return damaged(path)
    if code in _FULL:
        return Problem("disk-full", f"There is no room left on the disk of {path.parent}.", f"Free some space. {_OTHER_FOLDER}")
    if code in _BUSY:
        return Problem("database-busy", f"Another program has kept {path} to itself for {_BUSY_SECONDS:.0f} s.", "Close it and try again.")
    if code in _CLOSED_OFF:
        return _no_data_folder(path.parent, str(error))
    return None


def damaged(path: Path) -> Problem:
    """What to say of a file that can't be read as what was written."""
    return Problem(
        "database-damaged",
        f"{path} is damaged or is not a database of Callcue's; it was left as it is.",
        "Put a copy of it from a back-up in its place, or move it away to start with an empty one.",
    )


def _no_data_folder(folder: Path, reason: str) -> Problem:
    return Problem("data-folder", f"The data folder {folder} can't be written: {reason}.", f"Mend its permissions. {_OTHER_FOLDER}")
