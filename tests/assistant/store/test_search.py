"""The search over a real SQLite file: what is found and where, by words and by what is known of a call; and that it is kept in step."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from assistant.events import (
    CallEnded,
    CallStarted,
    Commitment,
    Evidence,
    Fact,
    Kind,
    Line,
    NextCommunication,
    NoteAdded,
    Notes,
    NotesDrafted,
    Plan,
    PlanChanged,
    PlaybookRef,
    PromptShown,
    SideShare,
    SidesSwapped,
    SpeechCorrected,
    SpeechFinal,
)
from assistant.search.wanted import Wanted
from assistant.store import Store
from assistant.store.database import FILE
from assistant.store.found import Hit
from assistant.store.migrate import upgrade
from audio.side import Side

SAID = ("Good morning, is this about the red forms?", "Yes, forms 4471-B.", "We had two bilge pumps.")
REST = (Evidence(utterance="u3", quote="two"),)
STEP = NextCommunication(purpose="see the boat", what="meet", who="rep", when="Tuesday", date="2026-03-10", evidence=REST)


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    yield opened
    opened.close()


def put(
    store: Store,
    call: str,
    *said: str,
    client: str | None = "Dana Reyes",
    date: str = "2026-03-04T10:00",
    kind: Kind = "purpose",
    notes: Notes | None = None,
    prompt: str | None = None,
    typed: str | None = None,
) -> str:
    """Stores a whole call: the sides take turns, the client first."""
    ref = PlaybookRef(name="default", hash="00")
    plan = Plan(client=client)
    store.begin(
        CallStarted(call=call, at=0.0, seq=1, kind=kind, plan=plan, date=date, tracks=("rep", "client"), weights=None, playbook=ref), source="script"
    )
    facts: list[Fact] = [final(call, number, text) for number, text in enumerate(said, start=1)]
    if prompt:
        shown = {"text": prompt, "why": "because", "evidence": (), "due": 1.0, "latency_ms": 0.0, "urgency": "guide"}
        facts.append(PromptShown.model_validate({"call": call, "at": 90.0, "seq": 90, "prompt": prompt, **shown}))
    if typed:
        facts.append(NoteAdded(call=call, at=95.0, seq=95, text=typed, begun=93.5))
    facts.append(CallEnded(call=call, at=100.0, seq=100, duration=100.0, coverage=SideShare()))
    if notes:
        facts.append(NotesDrafted(call=call, at=100.0, seq=101, notes=notes))
    store.append(facts)
    store.release(call)
    return call


def final(call: str, number: int, text: str) -> SpeechFinal:
    side: Side = "client" if number % 2 else "rep"
    start = 10.0 * number
    timed = {"at": start + 5, "start": start, "end": start + 4, "latency_ms": 0.0}
    return SpeechFinal.model_validate(
        {"call": call, "seq": 1 + number, "utterance": f"u{number}", "side": side, "text": text, "words": (), "values": (), **timed}
    )


def line(text: str, utterance: str | None = None) -> Line:
    return Line(text=text, evidence=(Evidence(utterance=utterance, quote="x"),) if utterance else ())


def ids(store: Store, words: str = "", **wanted: object) -> list[str]:
    return [call.id for call in store.search(Wanted.model_validate({"words": words, **wanted})).calls]


def hits(store: Store, words: str, most: int = 10) -> list[Hit]:
    (call,) = store.search(Wanted(words=words), hits=most).calls
    return list(call.hits)


def shown(hit: Hit) -> str:
    """Its text with brackets round what is marked."""
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in hit.pieces)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("PUMPS", {"one"}),
        ("pump", {"one"}),
        ("ump", set()),
        ('"pump"', set()),
        ('"bilge pumps"', {"one"}),
        ('"pumps bilge"', set()),
        ("pumps bilge", {"one"}),
        ("pumps dana", {"one"}),
        ("pumps wes", set()),
        ("müller", {"two"}),
        ("MULLER", {"two"}),
        ("arger", {"two"}),
        ("100%", {"two"}),
        ("10%0", set()),
        ("under_score", {"two"}),
        ("under-score", {"two"}),
        ("back\\slash", {"two"}),
        ("slash back", {"two"}),
        ("text", set()),
        ("two", {"one", "two"}),
        ("", {"one", "two"}),
        ("  ", {"one", "two"}),
        ("%", set()),
        ("'; drop table calls", set()),
        ("two OR nothing", set()),
        ("NEAR(two bilge)", set()),
        ("text:two", set()),
        ("tw*", {"one", "two"}),
        ('two"', {"one", "two"}),
        ("-two", {"one", "two"}),
        ("^two", {"one", "two"}),
        ("漁", {"two"}),
    ],
)
def test_words(store: Store, words: str, found: set[str]) -> None:
    put(store, "one", "Two bilge pumps", client="Dana Whitfield")
    put(store, "two", "two at 100% under_score back\\slash ÄRGER 漁業", client="Jürgen MÜLLER")
    assert set(ids(store, words)) == found
    assert {call.id for call in store.calls(words)} == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(max_size=40))
def test_nothing_typed_is_a_mistake(store: Store, typed: str) -> None:
    assert store.search(Wanted(words=typed), hits=3).calls == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(max_codepoint=0x24F, exclude_categories=("Cc", "Zs")), min_size=1, max_size=12), min_size=1, max_size=5))
def test_what_was_said_is_found_by_its_words(store: Store, said: list[str]) -> None:
    call = put(store, store.new_call_id(datetime(2026, 3, 4)), " ".join(said))
    wanted = [word for word in said if any(character.isalnum() for character in word)]
    assert not wanted or call in ids(store, " ".join(wanted))
    store.delete(call)


def test_hits_say_where_and_mark_the_words(store: Store) -> None:
    notes = Notes(
        discussed=(line("The red forms.", "u1"),),
        commitments=(Commitment(text="Send red forms.", evidence=(), side="rep"),),
        next=STEP,
    )
    put(store, "c", *SAID, client="Redford Forms Ltd", notes=notes, typed="red: ask Jo")
    found = [(hit.where, hit.section, hit.side, hit.utterance, hit.start, shown(hit)) for hit in hits(store, "red form")]
    assert found == [
        ("client", None, None, None, None, "[Redford] [Forms] Ltd"),
        ("notes", "discussed", None, "u1", 10.0, "The [red] [forms]."),
        ("notes", "commitments", "rep", None, None, "Send [red] [forms]."),
        ("said", None, "client", "u1", 10.0, "Good morning, is this about the [red] [forms]?"),
        ("typed", None, None, None, 93.5, "[red]: ask Jo"),
        ("said", None, "rep", "u2", 20.0, "Yes, [forms] 4471-B."),
    ]
    (step,) = hits(store, "tuesday boat")
    assert (step.section, step.side, step.utterance, shown(step)) == ("next", "rep", "u3", "see the [boat] · meet · [Tuesday]")


def test_hits_with_all_the_words_come_before_others(store: Store) -> None:
    put(store, "c", "red", "red", "red", "red", "red forms", "forms")
    (call,) = store.search(Wanted(words="red forms"), hits=2).calls
    assert [(hit.utterance, shown(hit)) for hit in call.hits] == [("u5", "[red] [forms]"), ("u1", "[red]")]
    assert call.more_hits
    assert not store.search(Wanted(words="red forms"), hits=6).calls[0].more_hits


def test_every_word_is_shown_where_it_occurs_the_rare_before_the_common(store: Store) -> None:
    put(store, "other", "you", "you")
    put(store, "c", "you", "you", "you", "you", "you there", "the price", "the price")
    (call,) = store.search(Wanted(words="you price the"), hits=2).calls
    assert [(hit.utterance, shown(hit)) for hit in call.hits] == [("u6", "[the] [price]"), ("u1", "[you]")]
    (call,) = store.search(Wanted(words="you price the"), hits=3).calls
    assert [hit.utterance for hit in call.hits] == ["u6", "u1", "u7"]


def test_of_a_long_text_the_part_round_the_words_is_shown(store: Store) -> None:
    put(store, "c", " ".join(["before"] * 100 + ["forms"] + ["after"] * 100))
    (hit,) = hits(store, "forms")
    assert "before [forms] after" in shown(hit)
    assert (shown(hit)[0], shown(hit)[-1]) == ("…", "…")
    assert len(shown(hit).split()) < 60


def test_newest_first_and_a_page_at_a_time(store: Store) -> None:
    for day in (3, 5, 4):
        put(store, f"c{day}", "red forms", date=f"2026-03-0{day}T10:00")
    assert ids(store, "red") == ids(store) == ["c5", "c4", "c3"]
    found = store.search(Wanted(words="red"), most=1, skip=1)
    assert ([call.id for call in found.calls], found.more) == (["c4"], True)
    assert not store.search(Wanted(words="red"), most=1, skip=2).more
    assert not store.search(Wanted(words="red"), most=3).more
    assert [call.id for call in store.search(Wanted(words="red"), call="c3").calls] == ["c3"]
    assert store.search(Wanted(words="pumps"), call="c3").calls == ()


def test_what_is_known_of_a_call(store: Store) -> None:
    put(store, "a", "red", client="Dana Reyes", kind="purpose", date="2026-03-03T23:59:59", prompt="set-goal", notes=Notes(next=STEP))
    put(store, "b", "red", client="Wes ÖSTERBERG", kind="service", date="2026-03-04T00:00", notes=Notes())
    put(store, "c", "red", client=None, kind="service", date="2026-03-05")
    assert ids(store) == ["c", "b", "a"]
    assert ids(store, client="österb") == ["b"]
    assert ids(store, client="%") == []
    assert ids(store, client="REYES") == ["a"]
    assert ids(store, kind="service") == ["c", "b"]
    assert ids(store, since=date(2026, 3, 4)) == ["c", "b"]
    assert ids(store, until=date(2026, 3, 4)) == ["b", "a"]
    assert ids(store, since=date(2026, 3, 4), until=date(2026, 3, 4)) == ["b"]
    assert ids(store, prompt="set-goal") == ["a"]
    assert ids(store, next_step=True) == ["a"]
    assert ids(store, next_step=False) == ["b"], "a call without notes has neither a next step nor none"
    assert ids(store, approved=True) == []
    assert ids(store, "red", kind="service", next_step=False, approved=False) == ["b"]
    assert ids(store, "pumps", kind="service") == []
    assert [call.next_step for call in store.search(Wanted()).calls] == [None, False, True]


def test_approved_notes(store: Store, data: Path) -> None:
    put(store, "c", notes=Notes())
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE notes SET approved = '2026-03-04 11:00:00'")
    assert (ids(store, approved=True), ids(store, approved=False)) == (["c"], [])
    assert store.search(Wanted()).calls[0].approved


def test_newer_notes_take_the_place_of_older(store: Store) -> None:
    put(store, "c", "pumps", notes=Notes(discussed=(line("Old forms"), line("Old boxes"))))
    store.append([NotesDrafted(call="c", at=100.0, seq=110, notes=Notes(facts=(line("New forms", "u1"),)))])
    assert ids(store, "old") == []
    (hit,) = hits(store, "forms")
    assert (hit.section, hit.utterance, hit.start) == ("facts", "u1", 10.0)


def test_words_put_right_and_given_to_the_other_side(store: Store) -> None:
    put(store, "c", "red farms", "yes")
    put(store, "other", "red farms")

    def correct(seq: int, text: str | None, side: Side | None) -> None:
        store.append([SpeechCorrected(call="c", at=100.0, seq=seq, utterance="u1", text=text, side=side, was="red farms", words=(), values=())])

    correct(110, "red forms", None)
    assert (ids(store, "farms"), ids(store, "forms")) == (["other"], ["c"])
    correct(111, None, "rep")
    (hit,) = hits(store, "forms")
    assert (hit.side, shown(hit)) == ("rep", "red [forms]")


def test_sides_swapped_and_a_client_named_during_the_call(store: Store) -> None:
    put(store, "c", "red forms", client=None)
    assert ids(store, "reyes") == []
    store.append([SidesSwapped(call="c", at=50.0, seq=50), PlanChanged(call="c", at=50.0, seq=51, kind="service", plan=Plan(client="Dana Reyes"))])
    assert [(hit.where, hit.side) for hit in hits(store, "reyes forms")] == [("client", None), ("said", "rep")]


def test_a_call_that_goes_on_is_found(store: Store) -> None:
    ref = PlaybookRef(name="default", hash="00")
    store.begin(
        CallStarted(call="c", at=0.0, seq=1, kind="purpose", plan=Plan(), date="2026-03-04", tracks=("rep", "client"), weights=None, playbook=ref),
        source="devices",
    )
    store.append([final("c", 1, "red forms")])
    (call,) = store.search(Wanted(words="forms"), hits=1).calls
    assert (call.state, call.next_step, len(call.hits), call.more_hits) == ("live", None, 1, False)


def test_what_is_not_stored_is_not_found(store: Store) -> None:
    put(store, "c", "red forms")
    with pytest.raises(Exception, match="UNIQUE"):
        store.append([final("c", 50, "blue boxes"), final("c", 50, "blue boxes")])
    assert ids(store, "boxes") == []


def test_deleted_calls_leave_nothing_in_the_index(store: Store, data: Path) -> None:
    for call in ("a", "b"):
        put(store, call, "red forms", notes=Notes(discussed=(line("boxes"),)), typed="pumps")
    store.delete("b")
    put(store, "c", "blue")
    for words in ("red", "boxes", "pumps", "dana"):
        assert "b" not in ids(store, words)
    assert ids(store, "blue") == ["c"], "it may have taken the place of the one that is gone"
    with closing(sqlite3.connect(data / FILE)) as connection:
        assert connection.execute("SELECT count(*) FROM passages WHERE call = 'b'").fetchone() == (0,)
        connection.execute("INSERT INTO passages_index(passages_index, rank) VALUES ('integrity-check', 1)")


def test_calls_of_an_older_schema_are_found(data: Path) -> None:
    data.mkdir()
    engine = create_engine(f"sqlite:///{data / FILE}")
    notes = Notes(discussed=(line("Old boxes", "u1"),))
    with engine.begin() as connection:
        upgrade(connection, "0003")
        call = ("c", "2026-03-04T10:00", "2026-03-04 10:00:00", "service", "Dana Reyes", "devices", "ended")
        connection.exec_driver_sql("INSERT INTO calls (id, started, created, kind, client, source, state) VALUES (?, ?, ?, ?, ?, ?, ?)", call)
        spoken = (final("c", 1, "red farms"), SidesSwapped(call="c", at=60.0, seq=60), NoteAdded(call="c", at=61.0, seq=61, text="typed", begun=61.0))
        for fact in spoken:
            stored = (fact.call, fact.seq, fact.type, fact.at, fact.model_dump_json())
            connection.exec_driver_sql("INSERT INTO facts (call, seq, type, at, body) VALUES (?, ?, ?, ?, ?)", stored)
        for revision, kept in ((1, Notes()), (2, notes)):
            row = ("c", revision, "rep", kept.model_dump_json(), "2026-03-04 10:00:00")
            connection.exec_driver_sql("INSERT INTO notes (call, revision, author, body, made) VALUES (?, ?, ?, ?, ?)", row)
    engine.dispose()
    store = Store.open(data)
    assert [hit.where for hit in hits(store, "dana boxes typed farms")] == ["client", "notes", "typed", "said"]
    assert hits(store, "farms")[0].side == "rep"
    put(store, "new", "farms")
    assert set(ids(store, "farms")) == {"c", "new"}
    store.close()


def test_a_call_that_can_not_be_read_keeps_no_other_from_being_found(store: Store, data: Path) -> None:
    for call in ("a", "b"):
        put(store, call, *SAID)
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE facts SET body = replace(body, '\"text\"', '\"txt\"') WHERE call = 'a'")
        connection.execute("DELETE FROM passages")
        for trigger in ("added", "removed", "changed"):
            connection.execute(f"DROP TRIGGER passages_index_{trigger}")
        connection.execute("DROP TABLE passages_index")
    again = Store.open(data)
    assert (ids(again, "pumps"), set(ids(again, "dana"))) == (["b"], {"a", "b"})
    again.close()


def test_more_calls_than_are_asked_for_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.store.store._TOGETHER", 2)
    for day in range(1, 6):
        put(store, f"c{day}", "red forms", date=f"2026-03-0{day}T10:00")
    found = store.search(Wanted(words="red"), hits=1)
    assert [(call.id, len(call.hits)) for call in found.calls] == [("c5", 1), ("c4", 1), ("c3", 1), ("c2", 1), ("c1", 1)]


DAMAGES = {
    "gone": "",
    "no structure": "DELETE FROM passages_index_data WHERE id = 10",
    "no settings": "DROP TABLE passages_index_config",
    "leaves": "UPDATE passages_index_data SET block = x'00ff00ff' WHERE id > 100",
}


@pytest.fixture(params=sorted(DAMAGES))
def damage(request: pytest.FixtureRequest, data: Path) -> Callable[[], None]:
    """Spoils the index, each in its way."""

    def spoil() -> None:
        with closing(sqlite3.connect(data / FILE)) as connection, connection:
            if DAMAGES[request.param]:
                connection.execute(DAMAGES[request.param])
            else:
                for trigger in ("added", "removed", "changed"):
                    connection.execute(f"DROP TRIGGER passages_index_{trigger}")
                connection.execute("DROP TABLE passages_index")

    return spoil


def test_an_index_that_is_damaged_is_made_anew(store: Store, damage: Callable[[], None], data: Path) -> None:
    put(store, "c", *SAID)
    damage()
    again = Store.open(data)
    assert ids(again, "pumps") == ["c"]
    again.close()
    with closing(sqlite3.connect(data / FILE)) as connection:
        connection.execute("INSERT INTO passages_index(passages_index, rank) VALUES ('integrity-check', 1)")


def test_a_call_loses_nothing_by_an_index_that_is_damaged(store: Store, damage: Callable[[], None]) -> None:
    put(store, "c", *SAID)
    put(store, "gone", *SAID)
    damage()
    store.append([final("c", 200, "blue boxes")])
    store.delete("gone")
    assert ids(store, "boxes") == ids(store, "pumps") == ["c"]
    store.append([final("c", 201, "green crates")])
    assert ids(store, "crates") == ["c"]


def test_the_index_stays_in_few_pieces(store: Store, data: Path) -> None:
    """Each transaction leaves one, and a search opens all of them for each word."""
    for number in range(12):
        put(store, f"c{number}", *SAID, notes=Notes(discussed=(line("boxes"),)))
    with closing(sqlite3.connect(data / FILE)) as connection:
        (pieces,) = connection.execute("SELECT count(DISTINCT segid) FROM passages_index_idx").fetchone()
    assert pieces <= 5


def test_the_search_is_no_matter_of_the_thread(store: Store) -> None:
    put(store, "c", *SAID)
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(ids(store, "pumps")))
    thread.start()
    thread.join()
    assert found == [["c"]]
