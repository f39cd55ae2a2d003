"""The full-text index over `passages`: FTS5 of SQLite, kept in step by triggers. All of the search that is particular to SQLite stands here.

The ids of a call's passages lie next to each other, so that the index alone says which call a word occurs in: asking the table of
passages for each of a hundred thousand places would take most of the time.

The index follows from the table and is nothing that could be lost: where it is missing or damaged it is built anew.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from assistant.search.terms import Term

_INDEX = "passages_index"
_SHADOWS = ("data", "idx", "docsize", "config")
_BITS = 24
"""Of a passage's id: the lower half of them say which of the call's passages it is, the others which call."""
_MARK, _END = "\x02", "\x03"
"""Put round the words that are looked for; no keyboard and no recogniser gives them."""
_WORDS_SHOWN = 40
"""Of a passage at most: FTS5 allows 64."""

_CREATE = (
    # The prefixes make a search quick while its words are being typed.
    f"""CREATE VIRTUAL TABLE {_INDEX} USING fts5(
        text, content='passages', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')""",
    f"INSERT INTO {_INDEX}({_INDEX}) VALUES ('rebuild')",
    f"""CREATE TRIGGER {_INDEX}_added AFTER INSERT ON passages BEGIN
        INSERT INTO {_INDEX}(rowid, text) VALUES (new.id, new.text); END""",
    f"""CREATE TRIGGER {_INDEX}_removed AFTER DELETE ON passages BEGIN
        INSERT INTO {_INDEX}({_INDEX}, rowid, text) VALUES ('delete', old.id, old.text); END""",
    f"""CREATE TRIGGER {_INDEX}_changed AFTER UPDATE OF text ON passages BEGIN
        INSERT INTO {_INDEX}({_INDEX}, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO {_INDEX}(rowid, text) VALUES (new.id, new.text); END""",
)

_CALLS = text(f"SELECT DISTINCT rowid >> {_BITS} FROM {_INDEX} WHERE {_INDEX} MATCH :terms")
_COUNT = text(f"SELECT count(*) FROM {_INDEX} WHERE {_INDEX} MATCH :terms AND rowid BETWEEN :first AND :last")
_PLACES = text(
    f"""SELECT rowid, snippet({_INDEX}, 0, '{_MARK}', '{_END}', '…', {_WORDS_SHOWN}) FROM {_INDEX}
    WHERE {_INDEX} MATCH :terms AND rowid BETWEEN :first AND :last ORDER BY rowid LIMIT :most"""
)


def id_of(number: int, place: int) -> int:
    """The id of a passage: `number` of its call among the passages, `place` in the call (below 2 ** 24)."""
    return (number << _BITS) | place


def number_of(passage: int) -> int:
    """Which call a passage is of."""
    return passage >> _BITS


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in which words occur: its id, and its text or the part round them, cut where the words begin and end: every second part is one."""

    passage: int
    parts: tuple[str, ...]


def is_there(connection: Connection) -> bool:
    """Whether there is an index."""
    return connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = :name"), {"name": _INDEX}) is not None


def is_sound(connection: Connection) -> bool:
    """Whether there is an index that says of every passage what it says itself. Takes as long as making it."""
    try:
        connection.exec_driver_sql(f"INSERT INTO {_INDEX}({_INDEX}, rank) VALUES ('integrity-check', 1)")
    except DatabaseError as error:
        if is_lost(error):
            return False
        raise
    return True


def build(connection: Connection) -> None:
    """Makes the index out of the passages, in place of the one there was."""
    drop(connection)
    for statement in _CREATE:
        connection.exec_driver_sql(statement)


def drop(connection: Connection) -> None:
    """Takes the index away. Passages are kept without it from then on."""
    for trigger in ("added", "removed", "changed"):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {_INDEX}_{trigger}")
    # SQLite can't drop an index that it can't read, so it is taken out of the list of tables; those that hold it are then like any other.
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(f"DELETE FROM sqlite_master WHERE name = '{_INDEX}'")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    for shadow in _SHADOWS:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {_INDEX}_{shadow}")


def is_lost(error: DatabaseError) -> bool:
    """Whether the error says that the index is missing or can't be read."""
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return code == sqlite3.SQLITE_CORRUPT_VTAB or _INDEX in str(error.orig)


def calls_with(connection: Connection, term: Term) -> set[int]:
    """The numbers of the calls in which a term occurs."""
    return set(connection.scalars(_CALLS, {"terms": _written(term)}))


def count(connection: Connection, terms: Sequence[Term], number: int) -> int:
    """In how many passages of a call any of the terms occurs."""
    return connection.scalar(_COUNT, {"terms": _any(terms), **_bounds(number)}) or 0


def places(connection: Connection, terms: Sequence[Term], number: int, most: int) -> list[Place]:
    """Passages of a call in which terms occur, at most so many, by their ids: those with all the terms before those with any."""
    found = _places(connection, " AND ".join(map(_written, terms)), number, most)
    if len(terms) > 1 and len(found) < most:
        # Those with all the terms are among them, so there may have to be as many more.
        some = _places(connection, _any(terms), number, most + len(found))
        known = {place.passage for place in found}
        found += [place for place in some if place.passage not in known][: most - len(found)]
    return sorted(found, key=lambda place: place.passage)


def _places(connection: Connection, terms: str, number: int, most: int) -> list[Place]:
    rows = connection.execute(_PLACES, {"terms": terms, "most": most, **_bounds(number)})
    return [Place(passage, tuple(shown.replace(_END, _MARK).split(_MARK))) for passage, shown in rows]


def _any(terms: Sequence[Term]) -> str:
    return " OR ".join(map(_written, terms))


def _written(term: Term) -> str:
    """As FTS5 wants it: in quotes, in which nothing but a quote has a meaning, and a term has none."""
    return f'"{" ".join(term.words)}"{"" if term.whole else " *"}'


def _bounds(number: int) -> dict[str, int]:
    return {"first": id_of(number, 0), "last": id_of(number + 1, 0) - 1}
