"""The notes of stored calls as they are reviewed: revisions, approval, new drafts and corrections, over time that can be turned."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.clients import client_key
from assistant.events import CallEnded, Commitment, Evidence, Fact, Line, NextCommunication, Notes, NotesDrafted, Plan, SideShare, SpeechCorrected
from assistant.review.changes import Add, AnyChange, Remove, SetNext, SetText
from assistant.review.sheet import notes_of
from assistant.search.wanted import Wanted
from assistant.store import Store
from assistant.store import store as store_module
from assistant.store.database import FILE
from audio.problem import Problem
from tests.timeline import CALL, final, started

SAID = "Dina Witfield wants two pumps by Friday"


def line(text: str, quote: str = "two pumps") -> Line:
    return Line(text=text, evidence=(Evidence(utterance="u1", quote=quote),))


NOTES = Notes(discussed=(line("Dina Witfield wants two pumps", "Dina Witfield wants two pumps"), line("By Friday", "by Friday")))


class Clock:
    """The store's clock, UTC, which stands still until it is turned."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 25, 0, 59)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(store_module, "_now", clock)
    return clock


@pytest.fixture
def store(data: Path, clock: Clock) -> Iterator[Store]:
    store = Store.open(data)
    put(store, CALL)
    yield store
    store.close()


def put(store: Store, call: str, client: str | None = "Dana Whitfield", notes: Notes = NOTES, date: str = "2026-03-04T10:00") -> None:
    """Stores an ended call in which one thing was said, with its draft."""
    begun = started("service", Plan(client=client)).model_copy(update={"call": call, "date": date})
    store.begin(begun, source="script")
    said = final("u1", "client", 1.0, 4.0, SAID).model_copy(update={"call": call, "seq": 2})
    end = CallEnded(call=call, at=5.0, seq=3, duration=5.0, coverage=SideShare(rep=1.0, client=1.0))
    store.append([said, end, NotesDrafted(call=call, at=5.0, seq=4, notes=notes)])
    store.release(call)


def correction(seq: int, was: str, text: str, call: str = CALL, utterance: str = "u1") -> Fact:
    return SpeechCorrected(call=call, at=5.0, seq=seq, utterance=utterance, text=text, side=None, was=was, words=(), values=())


def edit(store: Store, name: str, was: str, text: str, tab: str = "one") -> int:
    """Writes other words for the line that reads `was`."""
    line = next(line for line in store.reviews.newest(CALL).sheet.lines if line.text == was)
    return store.reviews.change(CALL, tab, [SetText(id=name, op="set-text", line=line.id, text=text, was=was)]).number


def texts(store: Store) -> list[str]:
    return [line.text for line in store.reviews.newest(CALL).sheet.lines]


def rows(data: Path) -> list[tuple[int, str, bool]]:
    with closing(sqlite3.connect(data / FILE)) as connection:
        return connection.execute("SELECT revision, author, approved IS NOT NULL FROM notes ORDER BY revision").fetchall()


def test_what_is_written_in_one_go_is_one_revision(store: Store, clock: Clock, data: Path) -> None:
    edit(store, "1", "By Friday", "By Fri")
    clock.turn(29)
    edit(store, "2", "By Fri", "By Frida")
    clock.turn(29)
    assert edit(store, "3", "By Frida", "By Thursday") == 4
    clock.turn(30)
    edit(store, "4", "By Thursday", "By Wednesday")
    assert edit(store, "5", "By Wednesday", "By Tuesday", tab="two") == 6
    assert rows(data) == [(1, "draft", False), (4, "rep", False), (5, "rep", False), (6, "rep", False)]
    assert [glance.number for glance in store.reviews.revisions(CALL)] == [6, 5, 4, 1]
    assert store.reviews.revision(CALL, 4).sheet.lines[1].text == "By Thursday"
    with pytest.raises(Problem) as caught:
        store.reviews.revision(CALL, 3)
    assert caught.value.code == "unknown-revision"


def test_a_clock_that_goes_back_an_hour_takes_no_revision_away(store: Store, clock: Clock, data: Path) -> None:
    edit(store, "1", "By Friday", "By Thursday")
    clock.turn(-3600)
    edit(store, "2", "By Thursday", "By Wednesday")
    assert rows(data) == [(1, "draft", False), (2, "rep", False), (3, "rep", False)]
    assert store.reviews.approve(CALL, 3).approved == clock.now
    assert texts(store)[1] == "By Wednesday"


def test_a_change_that_comes_again_is_no_revision(store: Store) -> None:
    assert edit(store, "1", "By Friday", "By Thursday") == 2
    line = store.reviews.newest(CALL).sheet.lines[1]
    again = SetText(id="1", op="set-text", line=line.id, text="By Thursday", was="By Friday")
    assert store.reviews.change(CALL, "one", [again]).number == 2


def test_approved_notes_are_changed_by_nothing_and_stay_when_they_are_opened_again(store: Store, clock: Clock, data: Path) -> None:
    edit(store, "1", "By Friday", "By Thursday")
    with pytest.raises(Problem) as caught:
        store.reviews.approve(CALL, 1)
    assert caught.value.code == "notes-changed"
    assert store.reviews.approve(CALL, 2) == store.reviews.approve(CALL, 2)
    for change in (lambda: edit(store, "2", "By Thursday", "x"), lambda: store.reviews.restore(CALL, "one", 1)):
        with pytest.raises(Problem) as caught:
            change()
        assert caught.value.code == "notes-approved"
    store.append([NotesDrafted(call=CALL, at=5.0, seq=5, notes=Notes())])
    assert rows(data) == [(1, "draft", False), (2, "rep", True)]
    assert store.reviews.reopen(CALL).number == 3
    assert store.reviews.reopen(CALL).number == 3
    assert edit(store, "3", "By Thursday", "By Wednesday") == 4
    assert rows(data) == [(1, "draft", False), (2, "rep", False), (4, "rep", False)]
    assert store.reviews.revision(CALL, 2).sheet.lines[1].text == "By Thursday"


def test_an_earlier_revision_comes_back_and_the_one_that_stood_there_stays(store: Store, data: Path) -> None:
    edit(store, "1", "By Friday", "By Thursday")
    back = store.reviews.restore(CALL, "one", 1)
    assert notes_of(back.sheet) == NOTES
    edit(store, "2", "By Friday", "By Wednesday")
    assert [store.reviews.revision(CALL, number).sheet.lines[1].text for number in (1, 2, 3, 4)] == [
        "By Friday",
        "By Thursday",
        "By Friday",
        "By Wednesday",
    ]


def test_a_new_draft_is_a_revision_that_keeps_what_was_edited(store: Store, data: Path) -> None:
    edit(store, "1", "By Friday", "By Thursday")
    new = Notes(discussed=(line("Dana Whitfield wants two pumps", "Dana Whitfield wants two pumps"), line("By Friday", "by Friday")))
    store.append([correction(5, SAID, "Dana Whitfield wants two pumps by Friday"), NotesDrafted(call=CALL, at=5.0, seq=6, notes=new)])
    assert texts(store) == ["Dana Whitfield wants two pumps", "By Thursday"]
    assert rows(data) == [(1, "draft", False), (2, "rep", False), (3, "draft", False)]


def test_what_a_line_of_the_reps_rests_on_follows_the_words_put_right(store: Store) -> None:
    edit(store, "1", "Dina Witfield wants two pumps", "Two pumps for Dina")
    store.append([correction(5, SAID, "Dana Whitfield wants ten pumps by Friday"), NotesDrafted(call=CALL, at=5.0, seq=6, notes=Notes())])
    (mine,) = store.reviews.newest(CALL).sheet.lines
    assert (mine.text, mine.evidence[0].quote) == ("Two pumps for Dina", "Dana Whitfield wants ten pumps")


def test_notes_are_outdated_from_a_correction_to_the_next_draft(store: Store) -> None:
    assert not store.reviews.outdated(CALL)
    store.append([correction(5, SAID, "Dana wants two pumps")])
    assert store.reviews.outdated(CALL)
    store.append([NotesDrafted(call=CALL, at=5.0, seq=6, notes=NOTES)])
    assert not store.reviews.outdated(CALL)


def test_names_put_right_are_learnt_once_for_the_client_of_the_call(store: Store) -> None:
    put(store, "other", client=None)
    store.append([correction(5, SAID, "Dana Whitfield wants two pumps by Friday")])
    store.append([correction(6, "so Witfield", "so Whitfield", utterance="u2"), correction(7, "so Norvein", "so Norvane", utterance="u3")])
    store.append([correction(5, "ask Krause", "ask Kraus", call="other")])
    assert store.clients.words(client_key("dana  whitfield") or "") == ["Dana Whitfield", "Whitfield", "Norvane"]
    assert store.clients.words("") == ["Kraus"]


def test_a_name_put_right_wrongly_is_forgotten_when_it_is_put_right_again(store: Store) -> None:
    key = client_key("Dana Whitfield") or ""
    store.append([correction(5, SAID, SAID.replace("Witfield", "Wheatfield"))])
    assert store.clients.words(key) == ["Wheatfield"]
    store.append([correction(6, SAID.replace("Witfield", "Wheatfield"), SAID.replace("Witfield", "Whitfield"))])
    assert store.clients.words(key) == ["Whitfield"]


def test_a_deleted_call_takes_what_it_alone_has_taught_with_it(store: Store, data: Path) -> None:
    key = client_key("Dana Whitfield") or ""
    put(store, "other")
    store.append([correction(5, SAID, SAID.replace("Witfield", "Whitfield")), correction(6, "so Norvein", "so Norvane", utterance="u2")])
    store.append([correction(5, SAID, SAID.replace("Witfield", "Whitfield"), call="other")])
    store.delete(CALL)
    assert store.clients.words(key) == ["Whitfield"]
    store.delete("other")
    with closing(sqlite3.connect(data / FILE)) as connection:
        assert connection.execute("SELECT * FROM learnt_words").fetchall() == []


def test_the_search_finds_what_the_newest_notes_say(store: Store) -> None:
    edit(store, "1", "By Friday", "Asked for a brochure")
    assert [call.id for call in store.search(Wanted(words="brochure")).calls] == [CALL]
    line = store.reviews.newest(CALL).sheet.lines[1]
    store.reviews.change(CALL, "one", [Remove(id="2", op="remove", line=line.id, was=line.text)])
    assert not store.search(Wanted(words="brochure")).calls


def test_a_call_without_notes_yet_or_none_at_all(store: Store) -> None:
    store.begin(started().model_copy(update={"call": "live"}), source="devices")
    for ask in (store.reviews.newest, store.reviews.revisions, store.reviews.reopen):
        with pytest.raises(Problem) as caught:
            ask("live")
        assert caught.value.code == "no-notes"
        with pytest.raises(Problem) as caught:
            ask("nope")
        assert caught.value.code == "unknown-call"


def test_a_call_without_speech_has_notes_to_write(store: Store) -> None:
    put(store, "silent", notes=Notes())
    assert store.reviews.newest("silent").sheet.lines == ()
    store.reviews.change("silent", "one", [Add(id="1", op="add", line="mine", section="discussed", text="Nobody answered")])
    assert store.notes("silent") == (2, Notes(discussed=(Line(text="Nobody answered", evidence=()),)))


def test_notes_that_are_none_of_ours_are_damage_and_not_quoted(store: Store, data: Path) -> None:
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE notes SET sheet = 'the secret recipe'")
    for ask in (store.reviews.newest, store.reviews.reopen):
        with pytest.raises(Problem) as caught:
            ask(CALL)
        assert caught.value.code == "database-damaged"
        assert "recipe" not in str(caught.value)


STEP = NextCommunication(purpose=None, what="ring Dana", who="rep", when="tomorrow", date="2026-03-05", evidence=())


def promise(text: str) -> Commitment:
    return Commitment(text=text, evidence=(), side="client")


def due(data: Path) -> list[tuple[int, str, str | None, str | None, bool]]:
    with closing(sqlite3.connect(data / FILE)) as connection:
        return connection.execute("SELECT place, text, side, date, done IS NOT NULL FROM due WHERE call = 'due' ORDER BY place").fetchall()


def done(data: Path, place: int) -> None:
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        connection.execute("UPDATE due SET done = '2026-03-05 09:00:00' WHERE call = 'due' AND place = ?", (place,))


def test_what_is_due_follows_the_newest_notes(store: Store, data: Path) -> None:
    put(store, "due", notes=Notes(next=STEP, commitments=(promise("Send the drawings by Monday"), promise("Think about it"))))
    assert due(data) == [
        (0, "ring Dana", "rep", "2026-03-05", False),
        (1, "Send the drawings by Monday", "client", "2026-03-09", False),
        (2, "Think about it", "client", None, False),
    ]
    sheet = store.reviews.newest("due").sheet
    changes: list[AnyChange] = [
        Remove(id="1", op="remove", line=sheet.lines[0].id, was=sheet.lines[0].text),
        SetNext(id="2", op="set-next", next=None, was=None),
    ]
    store.reviews.change("due", "one", changes)
    assert due(data) == [(1, "Think about it", "client", None, False)]


def test_what_is_done_stays_done_wherever_it_stands_and_however_it_is_put(store: Store, data: Path) -> None:
    put(store, "due", notes=Notes(next=STEP, commitments=(promise("Send the drawings"), promise("Think about it"))))
    done(data, 0)
    done(data, 2)
    sheet = store.reviews.newest("due").sheet
    first, second = sheet.lines
    store.reviews.change("due", "one", [Remove(id="1", op="remove", line=first.id, was=first.text)])
    assert due(data) == [(0, "ring Dana", "rep", "2026-03-05", True), (1, "Think about it", "client", None, True)]
    store.reviews.change("due", "one", [SetText(id="2", op="set-text", line=second.id, text="Think it over", was=second.text)])
    assert due(data)[1] == (1, "Think it over", "client", None, True)
    store.reviews.change("due", "one", [Add(id="3", op="add", line="x", section="commitments", text="Send the drawings", side="client")])
    assert [(text, is_done) for _, text, _, _, is_done in due(data)[1:]] == [("Send the drawings", False), ("Think it over", True)]
