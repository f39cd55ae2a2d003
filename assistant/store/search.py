"""What can be found again, kept in step with the calls: passages of what was said, noted, typed, and by whom; and the search among them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any, cast, get_args

from pydantic import ValidationError
from sqlalchemy import Connection, Row, RowMapping, Select, bindparam, case, delete, exists, func, insert, select, update

from assistant.clients import client_key
from assistant.events import Evidence, Fact, NoteAdded, Notes, PlanChanged, SidesSwapped, SpeechCorrected, SpeechFinal, events
from assistant.search.marking import Marker
from assistant.search.terms import Term
from assistant.search.wanted import Wanted
from assistant.store import fulltext
from assistant.store.found import Hit, Where
from assistant.store.fulltext import id_of, number_of
from assistant.store.schema import calls, due, facts, notes, passages, prompts

_WHERE: tuple[Where, ...] = get_args(Where)
_PLACE_BITS = 22
"""Of a passage's place in its call: the number of a fact or a line. A call of four hours has fifty thousand facts."""
_HEARD = ("speech.final", "speech.corrected", "note.added", "sides.swapped", "plan.changed")
_TRIED = 16
"""Calls that are looked into at a time for words that occur in most: as a rule a page is full after two or three times."""
_TOGETHER = 1000
"""Passages that are asked for by id at once: databases take only so many."""
# Made once: a statement is made of objects, which takes longer than doing it.
_ADD = insert(passages)
_NEWEST = select(func.max(passages.c.id))
_FIRST = select(func.min(passages.c.id)).where(passages.c.call == bindparam("name"))
_NOTED = exists().where(notes.c.call == calls.c.id)
_APPROVED = exists().where(notes.c.call == calls.c.id, notes.c.approved.is_not(None))
_AGREED = exists().where(due.c.call == calls.c.id, due.c.place == 0)
_SECTIONS = ("discussed", "proposed", "facts", "personal", "questions", "commitments")


def begin(connection: Connection, call: str, client: str | None) -> None:
    """Gives a new call its place among the passages. The client's is there even where nobody is named: it stands for the call."""
    newest = connection.scalar(_NEWEST)
    number = 0 if newest is None else number_of(newest) + 1
    connection.execute(_ADD, _passage(number, "client", 0, call=call, text=client or ""))


def follow(connection: Connection, new: Iterable[Fact]) -> None:
    """Keeps what facts add to what can be found, or change in it."""
    for final, together in groupby(new, lambda fact: isinstance(fact, SpeechFinal)):
        if final:
            _say(connection, cast(Iterator[SpeechFinal], together))
        else:
            for fact in together:
                _follow(connection, fact)


def _say(connection: Connection, finals: Iterable[SpeechFinal]) -> None:
    rows = []
    for call, spoken in groupby(finals, lambda fact: fact.call):
        number = _number(connection, call)
        for fact in spoken:
            said = {"call": call, "utterance": fact.utterance, "side": fact.side, "start": fact.start, "text": fact.text}
            rows += [_passage(number, "said", fact.seq, **said)] if fact.text else []
    if rows:
        connection.execute(_ADD, rows)


def _follow(connection: Connection, fact: Fact) -> None:
    match fact:
        case SpeechCorrected():
            better = {name: value for name, value in (("text", fact.text), ("side", fact.side)) if value is not None}
            connection.execute(update(passages).where(*_in(fact.call, "said"), passages.c.utterance == fact.utterance).values(better))
        case NoteAdded():
            connection.execute(_ADD, _passage(_number(connection, fact.call), "typed", fact.seq, call=fact.call, start=fact.begun, text=fact.text))
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
    number, rows = _number(connection, call), []
    for place, (section, line, side, evidence) in enumerate(lines):
        utterance = evidence[0].utterance if evidence else None
        rests = {"section": section, "side": side, "utterance": utterance, "start": starts.get(utterance or "")}
        rows.append(_passage(number, "notes", place, call=call, text=line, **rests))
    connection.execute(_ADD, rows)


def build(connection: Connection) -> None:
    """Makes the index anew; calls that no passage stands for yet are read from their facts and notes."""
    unread = select(calls.c.id, calls.c.client).where(~exists().where(passages.c.call == calls.c.id)).order_by(calls.c.created)
    for call, client in connection.execute(unread).all():
        begin(connection, call, client)
        try:
            _read(connection, call)
        except ValidationError:
            # Whoever opens this call is told that it is damaged; the others are not to suffer for it.
            continue
    fulltext.build(connection)


def _read(connection: Connection, call: str) -> None:
    """Makes the passages of a call out of its facts and notes."""
    heard = connection.scalars(select(facts.c.body).where(facts.c.call == call, facts.c.type.in_(_HEARD)).order_by(facts.c.seq)).all()
    follow(connection, (cast(Fact, events.validate_json(body)) for body in heard))
    newest = connection.scalar(select(notes.c.body).where(notes.c.call == call).order_by(notes.c.revision.desc()).limit(1))
    if newest:
        follow_notes(connection, call, Notes.model_validate_json(newest))


def candidates(wanted: Wanted) -> Select[Any]:
    """The calls that have what is wanted beside the words: `id`, and a `passage` of each."""
    query = select(calls.c.id, select(func.min(passages.c.id)).where(passages.c.call == calls.c.id).scalar_subquery().label("passage"))
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
        query = query.where(_NOTED, _AGREED if wanted.next_step else ~_AGREED)
    if wanted.approved is not None:
        query = query.where(_APPROVED if wanted.approved else ~_APPROVED)
    return query


def states(glance: Select[Any]) -> Select[Any]:
    """The query of calls with what became of their notes: `approved`, and `next_step`, None while there are no notes."""
    return glance.add_columns(_APPROVED.label("approved"), case((_NOTED, _AGREED), else_=None).label("next_step"))


def occurring(connection: Connection, terms: Sequence[Term], rows: Sequence[Row[Any]], enough: int | None) -> tuple[list[Row[Any]], list[Term]]:
    """Of `rows`, each with the `passage` of a call, the first `enough` of calls in which each of the terms occurs; the terms, rarest first."""
    found = {term: fulltext.calls_with(connection, term) for term in terms}
    rare = sorted(((len(numbers), term) for term, numbers in found.items() if numbers is not None), key=lambda one: one[0])
    # The longest are the rarest, for the most part, and what one of them rules out need not be asked of the others.
    common = sorted((term for term, numbers in found.items() if numbers is None), key=lambda term: -len("".join(term.words)))
    left = [row for row in rows if all(numbers is None or number_of(row.passage) in numbers for numbers in found.values())]
    kept: list[Row[Any]] = [] if common else left
    while common and left and (enough is None or len(kept) < enough):
        tried, left = left[:_TRIED], left[_TRIED:]
        having = fulltext.calls_having(connection, common, [number_of(row.passage) for row in tried])
        kept += [row for row in tried if number_of(row.passage) in having]
    return kept[:enough], [*(term for _, term in rare), *common]


def hits(connection: Connection, terms: Sequence[Term], rows: Sequence[Row[Any]], most: int) -> dict[int, tuple[tuple[Hit, ...], bool]]:
    """By the `passage` of each row: the best places in its call where terms occur, at most so many, and whether there are others.

    `terms`: the rarest first. Places with all of them come first, then one with each that is not among these, then the rarer ones.
    """
    chosen = _places(connection, terms, [number_of(row.passage) for row in rows], most + 1) if terms and most else {}
    wanted = [place for places in chosen.values() for place in places[:most]]
    known: dict[int, RowMapping] = {}
    for some in (wanted[at : at + _TOGETHER] for at in range(0, len(wanted), _TOGETHER)):
        known |= {row["id"]: row for row in connection.execute(select(passages).where(passages.c.id.in_(some))).mappings()}
    marker, found = Marker(terms), {}
    for row in rows:
        places = chosen.get(number_of(row.passage), [])
        found[row.passage] = (tuple(_hit(known[place], marker) for place in places[:most]), len(places) > most)
    return found


def _places(connection: Connection, terms: Sequence[Term], numbers: Sequence[int], most: int) -> dict[int, list[int]]:
    """By the number of each call, the ids of passages, the best first."""
    chosen = fulltext.places(connection, terms, numbers, most)
    short = [number for number in numbers if len(chosen[number]) < most] if len(terms) > 1 else []
    # No more terms than places: the rarest tell most.
    of_each = [fulltext.places(connection, [term], short, most) for term in terms[:most]] if short else []
    for number in short:
        best = chosen[number]
        each = [places[number] for places in of_each]
        one_of_each: list[int] = []
        for places in each:
            if places and not {*best, *one_of_each} & set(places):
                one_of_each.append(places[0])
        others = dict.fromkeys([*one_of_each, *(place for places in each for place in places)])
        chosen[number] = [*best, *(place for place in others if place not in best)][:most]
    return chosen


def _hit(row: RowMapping, marker: Marker) -> Hit:
    return Hit(**{name: row[name] for name in ("where", "section", "side", "utterance", "start")}, pieces=marker.mark(row["text"]))


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


def _number(connection: Connection, call: str) -> int:
    """Which call it is among the passages."""
    first = connection.scalar(_FIRST, {"name": call})
    if first is None:
        raise ValueError(f"no passage stands for {call}")
    return number_of(first)


def _passage(number: int, where: Where, place: int, **more: Any) -> dict[str, Any]:
    """A row. A call's passages are numbered in the order in which they are shown: by where they stand, then in the order of the call."""
    empty = dict.fromkeys(("section", "utterance", "side", "start"))
    return {"id": id_of(number, (_WHERE.index(where) << _PLACE_BITS) | place), "where": where, **empty, **more}
