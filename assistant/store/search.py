"""What can be found again, kept in step with the calls: passages of what was said, noted, typed, and by whom; and the search among them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, cast, get_args

from sqlalchemy import Connection, Row, Select, case, delete, exists, func, insert, select, update

from assistant.clients import client_key
from assistant.events import Evidence, Fact, NoteAdded, Notes, PlanChanged, SidesSwapped, SpeechCorrected, SpeechFinal, events
from assistant.search.terms import Term, terms_of
from assistant.search.wanted import Wanted
from assistant.store import fulltext
from assistant.store.found import Hit, Piece, Where
from assistant.store.fulltext import id_of, number_of
from assistant.store.schema import calls, due, facts, notes, passages, prompts

_WHERE: tuple[Where, ...] = get_args(Where)
_PLACE_BITS = 22
"""Of a passage's place in its call: the number of a fact or a line. A call of four hours has fifty thousand facts."""
_HEARD = ("speech.final", "speech.corrected", "note.added", "sides.swapped", "plan.changed")
_SECTIONS = ("discussed", "proposed", "facts", "personal", "questions", "commitments")


def begin(connection: Connection, call: str, client: str | None) -> None:
    """Gives a new call its place among the passages. The client's is there even where nobody is named: it stands for the call."""
    newest = connection.scalar(select(func.max(passages.c.id)))
    number = 0 if newest is None else number_of(newest) + 1
    connection.execute(insert(passages).values(id=_id(number, "client", 0), call=call, where="client", text=client or ""))


def follow(connection: Connection, fact: Fact) -> None:
    """Keeps what a fact adds to what can be found, or changes in it."""
    match fact:
        case SpeechFinal(text=words) if words:
            place = _id_in(connection, fact.call, "said", fact.seq)
            said = {"utterance": fact.utterance, "side": fact.side, "start": fact.start, "text": words}
            connection.execute(insert(passages).values(id=place, call=fact.call, where="said", **said))
        case SpeechCorrected():
            better = {name: value for name, value in (("text", fact.text), ("side", fact.side)) if value is not None}
            connection.execute(update(passages).where(*_in(fact.call, "said"), passages.c.utterance == fact.utterance).values(better))
        case NoteAdded():
            place = _id_in(connection, fact.call, "typed", fact.seq)
            connection.execute(insert(passages).values(id=place, call=fact.call, where="typed", start=fact.begun, text=fact.text))
        case SidesSwapped():
            other = case((passages.c.side == "rep", "client"), (passages.c.side == "client", "rep"), else_=passages.c.side)
            connection.execute(update(passages).where(*_in(fact.call, "said")).values(side=other))
        case PlanChanged():
            connection.execute(update(passages).where(*_in(fact.call, "client")).values(text=fact.plan.client or ""))
        case _:
            pass


def follow_notes(connection: Connection, call: str, new: Notes) -> None:
    """Puts the lines of a call's newest notes in the place of those of the notes before."""
    connection.execute(delete(passages).where(*_in(call, "notes")))
    lines = list(_lines(new))
    if not lines:
        return
    began = select(passages.c.utterance, passages.c.start).where(*_in(call, "said"))
    starts: dict[str, float] = {utterance: start for utterance, start in connection.execute(began)}
    rows = []
    for number, (section, line, side, evidence) in enumerate(lines):
        utterance = evidence[0].utterance if evidence else None
        where = {"section": section, "side": side, "utterance": utterance, "start": starts.get(utterance or "")}
        rows.append({"id": _id_in(connection, call, "notes", number), "call": call, "where": "notes", "text": line, **where})
    connection.execute(insert(passages), rows)


def build(connection: Connection) -> None:
    """Makes the index anew; calls that no passage stands for yet are read from their facts and notes."""
    unread = select(calls.c.id, calls.c.client).where(~exists().where(passages.c.call == calls.c.id)).order_by(calls.c.created)
    for call, client in connection.execute(unread).all():
        begin(connection, call, client)
        for body in connection.scalars(select(facts.c.body).where(facts.c.call == call, facts.c.type.in_(_HEARD)).order_by(facts.c.seq)).all():
            follow(connection, cast(Fact, events.validate_json(body)))
        newest = connection.scalar(select(notes.c.body).where(notes.c.call == call).order_by(notes.c.revision.desc()).limit(1))
        if newest:
            follow_notes(connection, call, Notes.model_validate_json(newest))
    fulltext.build(connection)


def candidates(query: Select[Any], wanted: Wanted) -> Select[Any]:
    """Of the calls of `query` those that have what is wanted beside the words, with a `passage` of each, `approved`, and `next_step`."""
    first = select(func.min(passages.c.id)).where(passages.c.call == calls.c.id).scalar_subquery()
    approved = exists().where(notes.c.call == calls.c.id, notes.c.approved.is_not(None))
    noted = exists().where(notes.c.call == calls.c.id)
    agreed = exists().where(due.c.call == calls.c.id, due.c.place == 0)
    next_step = case((noted, agreed), else_=None)
    query = query.add_columns(first.label("passage"), approved.label("approved"), next_step.label("next_step"))
    if wanted.client:
        part = client_key(wanted.client) or wanted.client
        query = query.where(calls.c.client_key.contains(part, autoescape=True) | func.lower(calls.c.client).contains(part, autoescape=True))
    if wanted.kind is not None:
        query = query.where(calls.c.kind == wanted.kind)
    if wanted.since is not None:
        query = query.where(calls.c.started >= wanted.since.isoformat())
    if wanted.until is not None:
        query = query.where(calls.c.started < (wanted.until + timedelta(days=1)).isoformat())
    if wanted.prompt is not None:
        query = query.where(exists().where(prompts.c.call == calls.c.id, prompts.c.prompt == wanted.prompt))
    if wanted.next_step is not None:
        query = query.where(noted, agreed if wanted.next_step else ~agreed)
    if wanted.approved is not None:
        query = query.where(approved if wanted.approved else ~approved)
    return query


def saying(connection: Connection, rows: Iterable[Row[Any]], words: str) -> list[Row[Any]]:
    """Of `rows` with the `passage` of a call, those of calls in which each of the words typed occurs somewhere."""
    terms = terms_of(words)
    if words.strip() and not terms:
        return []
    left = list(rows)
    # The longest are the rarest, for the most part.
    for term in sorted(terms, key=lambda term: -len("".join(term.words))):
        if left:
            found = fulltext.calls_with(connection, term)
            left = [row for row in left if number_of(row.passage) in found]
    return left


def hits(connection: Connection, terms: Sequence[Term], passage: int, most: int) -> tuple[tuple[Hit, ...], int]:
    """The first places in a call (one of its passages) where terms occur, at most so many, and how many there are."""
    if not terms:
        return (), 0
    places = fulltext.places(connection, terms, number_of(passage), most)
    rows = connection.execute(select(passages).where(passages.c.id.in_([place.passage for place in places]))).mappings()
    known = {row["id"]: row for row in rows}
    found = tuple(_hit(known[place.passage], place.parts) for place in places)
    return found, len(found) if len(found) < most else fulltext.count(connection, terms, number_of(passage))


def _hit(row: Mapping[Any, Any], parts: Sequence[str]) -> Hit:
    pieces = tuple(Piece(text=part, marked=number % 2 == 1) for number, part in enumerate(parts) if part)
    return Hit(**{name: row[name] for name in ("where", "section", "side", "utterance", "start")}, pieces=pieces)


def _lines(new: Notes) -> Iterable[tuple[str, str, str | None, Sequence[Evidence]]]:
    """Section, text, side and evidence of every line."""
    for section in _SECTIONS:
        for line in getattr(new, section):
            yield section, line.text, getattr(line, "side", None), line.evidence
    if new.next:
        parts = (new.next.purpose, new.next.what, new.next.when)
        yield "next", " · ".join(part for part in parts if part), new.next.who, new.next.evidence


def _in(call: str, where: Where) -> tuple[Any, Any]:
    return passages.c.call == call, passages.c.where == where


def _id_in(connection: Connection, call: str, where: Where, place: int) -> int:
    """The id of a passage of a call that is there."""
    first = connection.scalar(select(func.min(passages.c.id)).where(passages.c.call == call))
    if first is None:
        raise ValueError(f"no passage stands for {call}")
    return _id(number_of(first), where, place)


def _id(number: int, where: Where, place: int) -> int:
    """A call's passages are numbered in the order in which they are shown: by where they stand, then in the order of the call."""
    return id_of(number, (_WHERE.index(where) << _PLACE_BITS) | place)
