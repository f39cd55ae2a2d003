"""The full-text index over `passages`: FTS5 of SQLite, kept in step by triggers. All of the search that is particular to SQLite stands here.

The ids of a call's passages lie next to each other, so that the index alone says which call a word occurs in: asking the table of
passages for each of a hundred thousand places would take most of the time.

The index follows from the table and is nothing that could be lost: where it is missing or damaged it is built anew.
"""

import json
import sqlite3
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from assistant.search.terms import Term

_INDEX = "passages_index"
_SHADOWS = ("data", "idx", "docsize", "config")
_BITS = 24
"""Of a passage's id: the lower half of them say which of the call's passages it is, the others which call."""
_PAGES_JOINED = 100
"""At the end of a call: 5 ms."""
_FEW = 2
"""Passages with more terms than these are so few that looking once through all calls is quicker than looking into each."""
_OFTEN = 10_000
"""From so many passages on, looking at all in which a word occurs takes longer than looking for it in the calls that are to be shown."""

_CREATE = (
    # The prefixes make a search quick while its words are being typed.
    f"""CREATE VIRTUAL TABLE {_INDEX} USING fts5(
        text, content='passages', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6')""",
    # Few large pieces, as a search opens each of them for each word.
    f"INSERT INTO {_INDEX}({_INDEX}, rank) VALUES ('automerge', 2)",
    f"INSERT INTO {_INDEX}({_INDEX}) VALUES ('rebuild')",
    f"""CREATE TRIGGER {_INDEX}_added AFTER INSERT ON passages BEGIN
        INSERT INTO {_INDEX}(rowid, text) VALUES (new.id, new.text); END""",
    f"""CREATE TRIGGER {_INDEX}_removed AFTER DELETE ON passages BEGIN
        INSERT INTO {_INDEX}({_INDEX}, rowid, text) VALUES ('delete', old.id, old.text); END""",
    f"""CREATE TRIGGER {_INDEX}_changed AFTER UPDATE OF text ON passages BEGIN
        INSERT INTO {_INDEX}({_INDEX}, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO {_INDEX}(rowid, text) VALUES (new.id, new.text); END""",
)

_COUNT = text(f"SELECT count(*) FROM (SELECT 1 FROM {_INDEX} WHERE {_INDEX} MATCH :terms LIMIT {_OFTEN})")
_CALLS = text(f"SELECT DISTINCT rowid >> {_BITS} FROM {_INDEX} WHERE {_INDEX} MATCH :terms")
_OF_CALL = f"{_INDEX}.rowid BETWEEN number.value << {_BITS} AND ((number.value + 1) << {_BITS}) - 1"
_BETWEEN = text(f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH :terms AND rowid BETWEEN :first AND :last ORDER BY rowid LIMIT {_OFTEN}")
_PLACES = text(
    f"""SELECT number.value, (
        SELECT json_group_array(place) FROM (
            SELECT rowid AS place FROM {_INDEX} WHERE {_INDEX} MATCH :terms AND {_OF_CALL} ORDER BY rowid LIMIT :most))
    FROM json_each(:numbers) AS number"""
)


def id_of(number: int, place: int) -> int:
    """The id of a passage: `number` of its call among the passages, `place` in the call (below 2 ** 24)."""
    return (number << _BITS) | place


def number_of(passage: int) -> int:
    """Which call a passage is of."""
    return passage >> _BITS


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


def tidy(connection: Connection) -> None:
    """Joins pieces of the index, for some milliseconds. After a call: each of its changes has left one."""
    if is_there(connection):
        connection.exec_driver_sql(f"INSERT INTO {_INDEX}({_INDEX}, rank) VALUES ('merge', {_PAGES_JOINED})")


def is_lost(error: DatabaseError) -> bool:
    """Whether the error says that the index is missing or can't be read."""
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return code == sqlite3.SQLITE_CORRUPT_VTAB or _INDEX in str(error.orig)


def calls_with(connection: Connection, term: Term) -> set[int] | None:
    """The numbers of the calls in which a term occurs; None of one that occurs so often that it had better be looked for in some calls only."""
    asked = {"terms": _written(term)}
    return None if connection.scalar(_COUNT, asked) == _OFTEN else set(connection.scalars(_CALLS, asked))


def calls_having(connection: Connection, terms: Sequence[Term], numbers: Sequence[int]) -> set[int]:
    """Those of the numbers of calls in which each of the terms occurs."""
    occurs = [f"EXISTS (SELECT 1 FROM {_INDEX} WHERE {_INDEX} MATCH :term{at} AND {_OF_CALL})" for at in range(len(terms))]
    query = text(f"SELECT value FROM json_each(:numbers) AS number WHERE {' AND '.join(occurs)}")
    return set(connection.scalars(query, {"numbers": json.dumps(numbers), **{f"term{at}": _written(term) for at, term in enumerate(terms)}}))


def places(connection: Connection, terms: Sequence[Term], numbers: Sequence[int], most: int) -> dict[int, list[int]]:
    """By the number of each call: the first passages, at most so many, in which all of the terms occur."""
    written = " AND ".join(map(_written, terms))
    if len(terms) > _FEW and numbers and (found := _between(connection, written, min(numbers), max(numbers))) is not None:
        return {number: found.get(number, [])[:most] for number in numbers}
    rows = connection.execute(_PLACES, {"terms": written, "numbers": json.dumps(numbers), "most": most})
    return {number: json.loads(passages) for number, passages in rows}


def _between(connection: Connection, written: str, first: int, last: int) -> dict[int, list[int]] | None:
    """By the number of each call from the first to the last: passages in which terms occur; None where there are too many of them."""
    bounds = {"first": id_of(first, 0), "last": id_of(last + 1, 0) - 1}
    found = connection.scalars(_BETWEEN, {"terms": written, **bounds}).all()
    return None if len(found) == _OFTEN else {number: list(passages) for number, passages in groupby(found, number_of)}


def _written(term: Term) -> str:
    """As FTS5 wants it: in quotes, in which nothing but a quote has a meaning, and a term has none."""
    return f'"{" ".join(term.words)}"{"" if term.whole else " *"}'
