"""The store on a real SQLite file: what goes in comes out equal, and what is wrong with the file is told."""

import json
import multiprocessing
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import create_engine

from assistant.events import (
    Act,
    Answer,
    CallEnded,
    CallStarted,
    CaptureFound,
    CaptureLost,
    Commitment,
    ErrorRaised,
    Evidence,
    Fact,
    Line,
    NextCommunication,
    NoteAdded,
    Notes,
    NotesDrafted,
    Plan,
    PlanChanged,
    PlaybookRef,
    PromptCleared,
    PromptShown,
    SideShare,
    SidesSwapped,
    SpeechCommitted,
    SpeechCorrected,
    SpeechFinal,
    SpokenWord,
    StageChanged,
    TurnUnderstood,
    Value,
)
from assistant.review.changes import SetText
from assistant.store import Store
from assistant.store.database import FILE, open_database
from assistant.store.migrate import upgrade
from assistant.store.schema import HEAD
from audio.problem import Problem

EVIDENCE = (Evidence(utterance="u1", quote="naïve “quote”"),)
LINE = Line(text="two pumps", evidence=EVIDENCE)
NOTES = Notes(
    discussed=(LINE,),
    proposed=(LINE,),
    facts=(LINE,),
    personal=(LINE,),
    questions=(LINE,),
    commitments=(Commitment(text="ship it", evidence=EVIDENCE, side="rep"),),
    next=NextCommunication(purpose="p", what="w", who="rep", when="today", date="2026-03-04", evidence=EVIDENCE),
    coverage=SideShare(rep=0.5, client=None),
)
PLAN = Plan(client="Dana Whitfield", goal="g", history="h", stage="s", next_step="n", answers=(Answer(objection="o", answer="a"),), words=("bilge",))


def started(call: str, date: str = "2026-03-04T10:00", plan: Plan = PLAN) -> CallStarted:
    ref = PlaybookRef(name="default", hash="00")
    return CallStarted(call=call, at=0.0, seq=1, kind="service", plan=plan, date=date, tracks=("rep", "client"), weights=None, playbook=ref)


def final(call: str, seq: int, text: str) -> SpeechFinal:
    words = tuple(SpokenWord(text=word, start=0.1 * seq, end=0.1 * seq + 0.05, p=0.9) for word in text.split())
    value = Value(what="number", quote="two", value="2")
    return SpeechFinal(
        call=call, at=1.1 * seq, seq=seq, utterance="u1", side="client", start=0.1, end=1.0, text=text, words=words, values=(value,), latency_ms=1 / 3
    )


def every_fact(call: str) -> list[Fact]:
    """One of each, numbered on from `call.started`."""
    act = Act(act="need", evidence=EVIDENCE[0], confidence=0.7, about="pumps", who="client", when="today")
    return [
        SpeechCommitted(call=call, at=1.0, seq=2, utterance="u1", side="rep", start=0.5, end=0.5, text=""),
        final(call, 3, "two bilge pumps 漁"),
        TurnUnderstood(call=call, at=2.0, seq=4, side="client", utterances=("u1",), acts=(act,), confidence=0.7),
        StageChanged(call=call, at=2.0, seq=5, stage="needs", since=1.5),
        PromptShown(call=call, at=2.5, seq=6, prompt="p", text="t", why="w", evidence=EVIDENCE, due=2.25, latency_ms=250.0, urgency="rescue"),
        PromptCleared(call=call, at=3.0, seq=7, prompt="p", outcome="not-helpful"),
        CaptureLost(call=call, at=3.0, seq=8, side="mixed"),
        CaptureFound(call=call, at=3.0, seq=9, side="mixed"),
        ErrorRaised(call=call, at=3.0, seq=10, code="c", message="m", remedy="r"),
        PlanChanged(call=call, at=3.0, seq=11, kind="renewal", plan=Plan(client="Wes")),
        SidesSwapped(call=call, at=3.0, seq=12),
        NoteAdded(call=call, at=3.0, seq=13, text="typed", begun=2.5),
        CallEnded(call=call, at=4.0, seq=14, duration=3.9, coverage=SideShare(rep=1.0)),
        NotesDrafted(call=call, at=4.0, seq=15, notes=NOTES),
        SpeechCorrected(call=call, at=4.0, seq=16, utterance="u1", text="two", side=None, was="too", words=(), values=()),
    ]


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    store = Store.open(data)
    yield store
    store.close()


def test_every_fact_comes_back_equal(store: Store) -> None:
    facts = every_fact("c")
    assert {type(fact) for fact in facts} | {CallStarted} == set(get_args(Fact)), "a type of fact is not tried"
    store.begin(started("c"), source="script")
    store.append(facts)
    assert store.facts("c") == [started("c"), *facts]


def test_facts_survive_the_process_without_closing(data: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_begin_and_die, args=(data,))
    process.start()
    process.join()
    store = Store.open(data)
    assert [fact.seq for fact in store.facts("c")] == list(range(1, 17))
    store.close()


def _begin_and_die(data: Path) -> None:
    import os
    import signal

    store = Store.open(data)
    store.begin(started("c"), source="script")
    for fact in every_fact("c"):
        store.append([fact])
    os.kill(os.getpid(), signal.SIGKILL)


def test_facts_after_a_number_and_of_some_types(store: Store) -> None:
    store.begin(started("c"), source="script")
    store.append(every_fact("c"))
    assert [fact.seq for fact in store.facts("c", after=14)] == [15, 16]
    assert store.facts("c", after=16) == []
    assert store.facts("c", types=[CallEnded, CallStarted]) == [started("c"), every_fact("c")[12]]


def test_facts_are_appended_all_or_none(store: Store) -> None:
    store.begin(started("c"), source="script")
    with pytest.raises(Exception, match="UNIQUE"):
        store.append([final("c", 2, "one"), final("c", 2, "two")])
    assert len(store.facts("c")) == 1


def test_a_call_at_a_glance(store: Store) -> None:
    store.begin(started("c"), source="script")
    live = store.call("c")
    assert (live.id, live.started, live.kind, live.client, live.state) == ("c", "2026-03-04T10:00", "service", "Dana Whitfield", "live")
    assert (live.seconds, live.sound) == (0.0, False)
    store.append([final("c", 2, "hello")])
    assert store.call("c").seconds == 2.2
    store.folder("c").mkdir(parents=True)
    (store.folder("c") / "sound.flac").touch()
    store.append([fact.model_copy(update={"seq": fact.seq + 1}) for fact in every_fact("c")])
    ended = store.call("c")
    assert (ended.state, ended.seconds, ended.sound) == ("ended", 3.9, True)
    assert (ended.kind, ended.client) == ("renewal", "Wes"), "the plan was changed"


def test_newest_first(store: Store) -> None:
    for call, date in [("b", "2026-03-04T10:00"), ("c", "2026-03-04T10:00"), ("a", "2026-03-05"), ("d", "2026-03-03T23:59:59")]:
        store.begin(started(call, date), source="script")
    assert [call.id for call in store.calls()] == ["a", "c", "b", "d"]


def test_notes_keep_every_revision(store: Store, data: Path) -> None:
    store.begin(started("c"), source="script")
    assert store.notes("c") is None
    store.append(every_fact("c"))
    assert store.notes("c") == (1, NOTES)
    line = store.reviews.newest("c").sheet.lines[0]
    store.reviews.change("c", "tab", [SetText(id="1", op="set-text", line=line.id, text="three pumps", was=line.text)])
    revision, kept = store.notes("c") or (0, Notes())
    assert (revision, kept.discussed) == (2, (Line(text="three pumps", evidence=EVIDENCE),))
    with closing(sqlite3.connect(data / FILE)) as connection:
        assert connection.execute("SELECT revision, author FROM notes ORDER BY revision").fetchall() == [(1, "draft"), (2, "rep")]


def test_deleting_leaves_nothing(store: Store, data: Path) -> None:
    for call in ("c", "other"):
        store.begin(started(call), source="script")
    store.append(every_fact("c"))
    store.release("c")
    store.folder("c").mkdir(parents=True)
    (store.folder("c") / "sound.flac").touch()
    store.delete("c")
    assert [call.id for call in store.calls()] == ["other"]
    assert not store.folder("c").exists()
    with closing(sqlite3.connect(data / FILE)) as connection:
        for table in ("facts", "notes"):
            assert connection.execute(f"SELECT count(*) FROM {table} WHERE call = 'c'").fetchone() == (0,)


def test_a_call_going_on_is_not_deleted(store: Store, data: Path) -> None:
    store.begin(started("c"), source="script")
    other = Store.open(data)
    for one in (store, other):
        with pytest.raises(Problem, match="still going on"):
            one.delete("c")
    other.close()
    assert store.facts("c")


@pytest.mark.parametrize("call", ["nope", "", "../recordings", "a/b", "..", "x' OR '1'='1"])
def test_unknown_calls(store: Store, call: str) -> None:
    for ask in (
        store.call,
        store.facts,
        store.notes,
        store.delete,
        store.reviews.newest,
        store.reviews.reopen,
        lambda call: store.append([final(call, 2, "x")]),
    ):
        with pytest.raises(Problem) as caught:
            ask(call)
        assert caught.value.code == "unknown-call"


def test_ids_tell_the_time_and_are_new(store: Store) -> None:
    call = store.new_call_id(datetime(2026, 11, 21, 21, 30))
    assert call.startswith("20261121-213000-")
    assert len(call) == 20
    assert store.folder(call).name == call


def test_only_calls_nobody_runs_are_cut_off(data: Path) -> None:
    running, other = Store.open(data), Store.open(data)
    for call in ("runs", "ended", "left"):
        running.begin(started(call), source="script")
    running.append([fact.model_copy(update={"call": "ended"}) for fact in every_fact("c")])
    running.release("ended")
    running.release("left")
    assert other.cut_off() == running.cut_off() == ["left"]
    with pytest.raises(Problem, match="going on in another program"):
        other.hold("runs")
    running.close()
    assert other.cut_off() == ["runs", "left"]
    other.hold("runs")
    assert other.cut_off() == ["left"]
    other.close()
    assert list((data / "locks").iterdir()) == []


def test_a_killed_process_lets_go_of_its_call(data: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_begin_and_die, args=(data,))
    process.start()
    process.join()
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE calls SET state = 'live'")
    store = Store.open(data)
    assert store.cut_off() == ["c"]
    store.close()


def test_migrations_and_metadata_give_the_same_schema(data: Path, tmp_path: Path) -> None:
    Store.open(data).close()
    engine = create_engine(f"sqlite:///{tmp_path / FILE}")
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    Store.open(tmp_path).close()  # makes the index of the search, which is no part of a revision
    assert _schema(data / FILE) == _schema(tmp_path / FILE)


def _schema(path: Path) -> dict[str, object]:
    """Columns, keys and indexes of every table, as SQLite tells them."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        schema: dict[str, object] = {"revision": connection.execute("SELECT * FROM alembic_version").fetchall()}
        for table in tables:
            indexes = [
                (name, unique, connection.execute(f"PRAGMA index_info({name})").fetchall())
                for _, name, unique, *_ in connection.execute(f"PRAGMA index_list({table})")
            ]
            keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            schema[table] = (connection.execute(f"PRAGMA table_info({table})").fetchall(), sorted(indexes), keys)
    assert {"calls", "facts", "notes"} <= schema.keys()
    return schema


def test_an_older_schema_is_copied_aside_and_brought_up_to_date(data: Path) -> None:
    data.mkdir()
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.execute("CREATE TABLE marker (x)")
    store = Store.open(data)
    store.begin(started("c"), source="script")
    store.close()
    (copy,) = data.glob(f"{FILE}.base-*")
    assert set(_tables(copy)) == {"alembic_version", "marker"}
    assert {"calls", "facts", "notes", "marker"} <= set(_tables(data / FILE))
    with closing(sqlite3.connect(data / FILE)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_a_migration_that_fails_leaves_the_database_as_it_was(data: Path) -> None:
    data.mkdir()
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.execute("CREATE TABLE notes (x)")  # in the way of the migration, after it has made two tables
    with pytest.raises(Exception, match="notes"):
        Store.open(data)
    assert set(_tables(data / FILE)) == {"alembic_version", "notes"}


def _tables(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def test_a_newer_schema_is_refused(data: Path) -> None:
    Store.open(data).close()
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Problem, match="newer version"):
        Store.open(data)
    assert not list(data.glob(f"{FILE}.9999*"))


def test_an_up_to_date_database_is_opened_without_alembic(data: Path) -> None:
    Store.open(data).close()
    program = "import sys, pathlib, assistant.store as s; s.Store.open(pathlib.Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    for folder in (data, data.with_name("fresh")):
        done = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
        assert done.stdout == "False\n"


def test_the_database_is_in_wal_mode_with_foreign_keys(data: Path) -> None:
    engine = open_database(data)
    with engine.connect() as connection:
        asked = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")]
    engine.dispose()
    assert asked == ["wal", 1, 1, 10_000]


def test_many_processes_may_make_the_same_folder_at_once(data: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_open_and_begin, args=(data, f"c{number}")) for number in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 3
    store = Store.open(data)
    assert len(store.calls()) == 3
    store.close()


def _open_and_begin(data: Path, call: str) -> None:
    store = Store.open(data)
    store.begin(started(call), source="script")
    store.append(every_fact(call))
    store.close()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_database_is_told_and_left_alone(data: Path, content: bytes) -> None:
    data.mkdir()
    (data / FILE).write_bytes(content)
    with pytest.raises(Problem) as caught:
        Store.open(data)
    assert caught.value.code == "database-damaged"
    assert str(data / FILE) in caught.value.message
    assert (data / FILE).read_bytes() == content
    assert [path.name for path in data.iterdir()] == [FILE]


def test_a_database_damaged_further_in_is_told(data: Path) -> None:
    store = Store.open(data)
    store.begin(started("c"), source="script")
    store.append([final("c", seq, "word " * 50) for seq in range(2, 200)])
    store.check()
    store.close()
    content = bytearray((data / FILE).read_bytes())
    half = len(content) // 2
    content[half:] = b"\xa5" * (len(content) - half)
    (data / FILE).write_bytes(content)
    store = Store.open(data)
    for read in (lambda: store.facts("c"), store.check):
        with pytest.raises(Problem) as caught:
            read()
        assert caught.value.code == "database-damaged"
        assert "word" not in _printed(caught.value)
    store.close()


def _printed(error: BaseException) -> str:
    """What a traceback of the error would say, source lines left out."""
    printed = traceback.TracebackException.from_exception(error)
    lines: list[str] = []
    while printed:
        lines += printed.format_exception_only()
        suppressed = printed.__suppress_context__
        printed = printed.__cause__ or (None if suppressed else printed.__context__)  # type: ignore[assignment]
    return "".join(lines)


def test_a_fact_that_cannot_be_read_is_damage(store: Store, data: Path) -> None:
    store.begin(started("c"), source="script")
    store.append(every_fact("c"))
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE facts SET body = replace(body, '\"text\"', '\"txt\"')")
        connection.execute("UPDATE notes SET body = replace(body, '\"text\"', '\"txt\"')")
    for read in (store.facts, store.notes):
        with pytest.raises(Problem) as caught:
            read("c")
        assert caught.value.code == "database-damaged"
        assert "pumps" not in _printed(caught.value)


def test_errors_of_the_database_hold_no_words(store: Store) -> None:
    store.begin(started("c"), source="script")
    with pytest.raises(Exception, match="UNIQUE") as caught:
        store.append([final("c", 1, "secret")])
    assert "secret" not in _printed(caught.value)


def test_another_programs_database_is_left_alone(data: Path) -> None:
    data.mkdir()
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("CREATE TABLE recipes (x)")
    before = (data / FILE).read_bytes()
    with pytest.raises(Problem) as caught:
        Store.open(data)
    assert caught.value.code == "database-damaged"
    assert (data / FILE).read_bytes() == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for data in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(Problem) as caught:
            Store.open(data)
        assert caught.value.code == "data-folder"
        assert str(data) in caught.value.message


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders private by itself")
def test_nobody_else_reads_the_calls(store: Store, data: Path) -> None:
    assert data.stat().st_mode & 0o077 == 0


def test_a_database_that_is_a_folder(data: Path) -> None:
    (data / FILE).mkdir(parents=True)
    with pytest.raises(Problem) as caught:
        Store.open(data)
    assert caught.value.code == "data-folder"


def test_a_full_disk_is_told(store: Store) -> None:
    store.begin(started("c"), source="script")
    with store._reader.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Problem) as caught:
        store.append([final("c", 2, "word " * 5000)])
    assert caught.value.code == "disk-full"
    assert len(store.facts("c")) == 1


def test_calls_of_the_first_schema_keep_what_they_showed(data: Path) -> None:
    """What 0002 adds is filled in from the facts: whose call, which playbook, what became of its prompts."""
    data.mkdir()
    engine = create_engine(f"sqlite:///{data / FILE}")
    with engine.begin() as connection:
        upgrade(connection, "0001")
        call = ("c", "2026-03-04T10:00", "2026-03-04 10:00:00", "service", "devices", "live")
        connection.exec_driver_sql("INSERT INTO calls (id, started, created, kind, source, state) VALUES (?, ?, ?, ?, ?, ?)", call)
        facts = [started("c"), *every_fact("c")]
        for fact in facts:
            body = json.loads(fact.model_dump_json())
            body.pop("rep", None)
            body.pop("quiet", None)
            row = (fact.call, fact.seq, fact.type, fact.at, json.dumps(body))
            connection.exec_driver_sql("INSERT INTO facts (call, seq, type, at, body) VALUES (?, ?, ?, ?, ?)", row)
    engine.dispose()
    store = Store.open(data)
    (copy,) = data.glob(f"{FILE}.0001-*")
    assert "labels" not in _tables(copy)
    assert store.facts("c") == facts
    shown = next(fact for fact in facts if isinstance(fact, PromptShown))
    cleared = next(fact for fact in facts if isinstance(fact, PromptCleared))
    (happening,) = store.happenings(rep="me", playbook="default")
    assert (happening.prompt, happening.outcome) == (shown.prompt, cleared.outcome)
    assert happening.seconds == pytest.approx(cleared.at - shown.at)
    assert happening.playbook_hash == "00"
    store.close()
