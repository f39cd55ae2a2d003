"""Changes to the notes: what each does, and that nothing typed is lost, whatever two tabs and a new draft do at once."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.events import Commitment, Evidence, Line, NextCommunication, Notes
from assistant.review.changes import (
    MOST_REMEMBERED,
    Add,
    AnyChange,
    Move,
    NextFields,
    Remove,
    SetNext,
    SetSide,
    SetText,
    apply,
    apply_all,
    changes,
    restored,
)
from assistant.review.redraft import merge_draft
from assistant.review.sheet import SECTIONS, Sheet, notes_of, sheet_of

EVIDENCE = (Evidence(utterance="u1", quote="two bilge pumps"),)
STEP = NextCommunication(purpose="the pumps", what="ring", who="rep", when="on Friday", date="2026-03-06", evidence=EVIDENCE)
NOTES = Notes(
    discussed=(Line(text="Two bilge pumps", evidence=EVIDENCE), Line(text="A new engine", evidence=EVIDENCE)),
    facts=(Line(text="Order 4471-B", evidence=EVIDENCE),),
    commitments=(Commitment(text="Send the quote", evidence=EVIDENCE, side="client"),),
    next=STEP,
)
SHEET = sheet_of(NOTES)
PUMPS, ENGINE, ORDER, QUOTE = (line.id for line in SHEET.lines)


def texts(sheet: Sheet) -> list[str]:
    return [line.text for line in sheet.lines]


def set_text(line: str, was: str, text: str, name: str = "") -> SetText:
    return SetText(id=name or re.sub(r"\W", ".", f"{line}-{text}"), op="set-text", line=line, text=text, was=was)


def set_next(name: str, was: NextFields | None, **fields: str | None) -> SetNext:
    return SetNext(id=name, op="set-next", was=was, next=(was or NextFields()).model_copy(update=fields))


def fields_of(sheet: Sheet) -> NextFields:
    assert sheet.next is not None
    return NextFields.model_validate(sheet.next.model_dump(exclude={"author"}))


def test_a_sheet_is_the_same_notes_and_the_same_ids_every_time() -> None:
    assert notes_of(SHEET) == NOTES
    assert sheet_of(NOTES) == SHEET
    twice = sheet_of(Notes(facts=NOTES.facts * 2))
    assert len({line.id for line in twice.lines}) == 2


def test_a_line_edited_is_the_reps_and_keeps_its_words_of_the_call() -> None:
    line = apply(SHEET, set_text(PUMPS, "Two bilge pumps", "Three bilge pumps")).line(PUMPS)
    assert line is not None
    assert (line.text, line.author, line.evidence, line.drafted) == ("Three bilge pumps", "rep", EVIDENCE, "Two bilge pumps")


def test_a_change_that_comes_twice_is_done_once() -> None:
    once = apply_all(SHEET, [set_text(PUMPS, "Two bilge pumps", "Three"), set_text(PUMPS, "Three", "Four")])
    assert apply_all(once, [set_text(PUMPS, "Two bilge pumps", "Three")]) == once


def test_words_written_in_two_tabs_both_stay_and_are_typed_on_where_they_are() -> None:
    both = apply_all(SHEET, [set_text(PUMPS, "Two bilge pumps", "Three"), set_text(PUMPS, "Two bilge pumps", "Fo")])
    assert texts(both)[:3] == ["Three", "Fo", "A new engine"]
    other = both.lines[1]
    assert (other.conflict, other.beside, other.section, other.evidence) == (True, PUMPS, "discussed", EVIDENCE)
    both = apply_all(both, [set_text(PUMPS, "Fo", "Four"), set_text(PUMPS, "Three", "Three!")])
    assert texts(both)[:3] == ["Three!", "Four", "A new engine"]
    assert both.lines[1].conflict
    seen = apply(both, set_text(other.id, "Four", "Four"))
    assert not seen.lines[1].conflict
    assert not apply(both, set_text(other.id, "Four", "Four pumps")).lines[1].conflict


def test_the_words_of_the_draft_are_nobodys_to_protect() -> None:
    again = merge_draft(SHEET, NOTES.model_copy(update={"facts": (Line(text="Order 4471-D", evidence=EVIDENCE),)}))
    assert texts(apply(again, set_text(ORDER, "Order 4471-B", "Order 4472"))) == ["Two bilge pumps", "A new engine", "Order 4472", "Send the quote"]


def test_a_line_removed_in_one_tab_and_written_in_another_comes_back_in_its_place() -> None:
    gone = apply_all(
        SHEET,
        [Remove(id="1", op="remove", line=ENGINE, was="A new engine"), Remove(id="2", op="remove", line=PUMPS, was="Two bilge pumps")],
    )
    assert texts(gone) == ["Order 4471-B", "Send the quote"]
    back = apply(gone, set_text(ENGINE, "A new engine", "A new engine, 90 hp"))
    assert texts(back)[0] == "A new engine, 90 hp"
    assert texts(apply(back, set_text(PUMPS, "Two bilge pumps", "Two pumps")))[:2] == ["Two pumps", "A new engine, 90 hp"]
    assert texts(apply(gone, set_text(ENGINE, "A new engine", " "))) == texts(gone)


def test_a_line_written_meanwhile_is_not_removed() -> None:
    written = apply(SHEET, set_text(PUMPS, "Two bilge pumps", "Three"))
    assert texts(apply(written, Remove(id="1", op="remove", line=PUMPS, was="Two bilge pumps"))) == texts(written)
    assert "Three" not in texts(apply(written, Remove(id="2", op="remove", line=PUMPS, was="Three")))


def test_lines_are_added_moved_and_given_to_a_side() -> None:
    sheet = apply_all(
        SHEET,
        [
            Add(id="1", op="add", line="mine", section="discussed", text="The budget", after=PUMPS),
            Add(id="2", op="add", line="first", section="discussed", text="Before all", after=None),
            Move(id="3", op="move", line=ORDER, section="commitments", after=None),
            SetSide(id="4", op="set-side", line=QUOTE, side="rep"),
        ],
    )
    assert [line.text for line in sheet.of("discussed")] == ["Before all", "Two bilge pumps", "The budget", "A new engine"]
    assert [(line.text, line.side) for line in sheet.of("commitments")] == [("Order 4471-B", "rep"), ("Send the quote", "rep")]
    back = apply(sheet, Move(id="5", op="move", line=ORDER, section="facts", after=None))
    assert [(line.text, line.side) for line in back.of("facts")] == [("Order 4471-B", None)]
    assert notes_of(sheet).discussed[2] == Line(text="The budget", evidence=())


def test_a_line_after_one_that_is_gone_comes_where_that_was() -> None:
    gone = apply(SHEET, Remove(id="1", op="remove", line=ENGINE, was="A new engine"))
    added = apply(gone, Add(id="2", op="add", line="mine", section="discussed", text="The budget", after=ENGINE))
    assert [line.text for line in added.of("discussed")] == ["Two bilge pumps", "The budget"]


def test_a_promise_of_the_clients_stays_theirs_when_it_is_moved_there() -> None:
    added = apply(SHEET, Add(id="1", op="add", line="c", section="facts", text="Client promised the drawings", after=None))
    moved = apply(added, Move(id="2", op="move", line="c", section="commitments", after=QUOTE))
    assert moved.of("commitments")[-1].side == "client"


def test_the_next_step_is_merged_field_by_field() -> None:
    was = fields_of(SHEET)
    sheet = apply_all(SHEET, [set_next("1", was, what="ring at nine"), set_next("2", was, date="2026-03-07")])
    assert fields_of(sheet) == was.model_copy(update={"what": "ring at nine", "date": "2026-03-07"})
    sheet = apply(sheet, set_next("who", was, who="client"))
    both = apply(sheet, set_next("3", was, what="write"))
    assert (fields_of(both).what, fields_of(both).who) == ("ring at nine", "client")
    (other,) = [line for line in both.lines if line.conflict]
    assert (other.text, other.section, other.beside, other.side) == ("write", "commitments", "next.what", "rep")
    longer = apply(both, set_next("4", was.model_copy(update={"what": "write"}), what="write a letter"))
    assert [line.text for line in longer.lines if line.conflict] == ["write a letter"]


def test_a_step_drafted_in_a_form_that_nobody_may_type_can_be_edited() -> None:
    drafted = sheet_of(NOTES.model_copy(update={"next": STEP.model_copy(update={"date": "2026-W10", "what": " ring "})}))
    assert drafted.next
    edited = apply_all(drafted, [set_next("1", NextFields(what="ring"), what="write"), set_next("2", NextFields(what="ring"), purpose="the pumps")])
    assert edited.next
    assert (edited.next.what, edited.next.purpose) == ("write", "the pumps")
    assert notes_of(edited).next


def test_no_next_step_is_one_too_and_loses_to_words_typed_meanwhile() -> None:
    was = fields_of(SHEET)
    none = apply(SHEET, SetNext(id="1", op="set-next", next=None, was=was))
    assert (none.next, none.no_next, notes_of(none).next) == (None, True, None)
    assert fields_of(apply(none, set_next("2", was, what="write"))).what == "write"
    written = apply(SHEET, set_next("3", was, what="write"))
    assert apply(written, SetNext(id="4", op="set-next", next=None, was=was)).next == written.next


def test_an_earlier_sheet_comes_back_and_what_stood_there_can_too() -> None:
    added = apply(SHEET, Add(id="1", op="add", line="mine", section="facts", text="The budget", after=None))
    edited = apply(added, set_text(PUMPS, "Two bilge pumps", "Three"))
    back = restored(edited, SHEET)
    assert notes_of(back) == NOTES
    assert apply(back, set_text(PUMPS, "Two bilge pumps", "Three")) == back, "that was done already"
    assert "The budget" in texts(apply(back, set_text("mine", "The budget", "The budget", name="again")))


def test_a_sheet_remembers_changes_for_some_time() -> None:
    sheet = SHEET
    for number in range(MOST_REMEMBERED + 5):
        sheet = apply(sheet, SetSide(id=str(number), op="set-side", line=QUOTE, side="client"))
    assert len(sheet.applied) == MOST_REMEMBERED


def test_blank_lines_are_no_notes_and_blank_fields_none() -> None:
    blank = apply_all(SHEET, [set_text(PUMPS, "Two bilge pumps", "  "), set_next("1", fields_of(SHEET), purpose="", date=None)])
    assert [line.text for line in notes_of(blank).discussed] == ["A new engine"]
    assert NextFields.model_validate({"purpose": "  ", "what": " a ", "date": ""}) == NextFields(what="a")


@pytest.mark.parametrize("date", ["2026-02-30", "Friday", "2026-3-6", "2026-03-06T25:00"])
def test_a_date_is_one(date: str) -> None:
    with pytest.raises(ValidationError):
        NextFields(date=date)


@pytest.mark.parametrize("written", [{"op": "dance"}, {"op": "remove", "line": "a", "was": "", "more": 1}, {"op": "set-text", "line": "a"}])
def test_the_union_is_closed(written: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        changes.validate_python({"id": "1", **written})


@dataclass
class Tab:
    """A page: what it was last told, with what was done on it since, and the changes not sent yet."""

    shown: Sheet
    waiting: list[AnyChange] = field(default_factory=list)

    def do(self, change: AnyChange) -> None:
        self.waiting.append(change)
        self.shown = apply(self.shown, change)


@dataclass
class Typing:
    """Random work in two tabs on one sheet, every text that is typed another."""

    data: st.DataObject
    server: Sheet = SHEET
    tabs: tuple[Tab, Tab] = field(default_factory=lambda: (Tab(SHEET), Tab(SHEET)))
    typed: set[str] = field(default_factory=set)
    replaced: set[str | None] = field(default_factory=set)
    """What somebody who saw it has written something else for, or taken away."""
    count: int = 0

    def name(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def text(self) -> str:
        text = f"typed {self.name()}"
        self.typed.add(text)
        return text

    def act(self, tab: Tab) -> None:
        lines = tab.shown.lines
        what = self.data.draw(
            st.sampled_from(["edit", "edit", "edit", "add", "remove", "move", "next", "no-next", "send", "send again", "read", "draft"])
        )
        line = self.data.draw(st.sampled_from(lines)) if lines else None
        match what:
            case "edit" if line:
                self.replaced.add(line.text)
                tab.do(SetText(id=self.name(), op="set-text", line=line.id, text=self.text(), was=line.text))
            case "add":
                section = self.data.draw(st.sampled_from(SECTIONS))
                tab.do(Add(id=self.name(), op="add", line=self.name(), section=section, text=self.text(), after=line.id if line else None))
            case "remove" if line:
                self.replaced.add(line.text)
                tab.do(Remove(id=self.name(), op="remove", line=line.id, was=line.text))
            case "move" if line:
                section = self.data.draw(st.sampled_from(SECTIONS))
                tab.do(Move(id=self.name(), op="move", line=line.id, section=section, after=None))
            case "next":
                was = fields_of(tab.shown) if tab.shown.next else None
                changed = self.data.draw(st.sampled_from(["what", "purpose", "when"]))
                self.replaced.add(getattr(was, changed) if was else None)
                tab.do(set_next(self.name(), was, **{changed: self.text()}))
            case "no-next" if tab.shown.next:
                was = fields_of(tab.shown)
                self.replaced |= {was.what, was.purpose, was.when}
                tab.do(SetNext(id=self.name(), op="set-next", next=None, was=was))
            case "send" | "send again":
                for _ in range(2 if what == "send again" else 1):
                    self.server = apply_all(self.server, tab.waiting)
                tab.waiting, tab.shown = [], self.server
            case "read":
                tab.shown = apply_all(self.server, tab.waiting)
            case "draft":
                drafted = [Line(text=f"drafted {self.name()}", evidence=EVIDENCE) for _ in range(self.data.draw(st.integers(0, 3)))]
                self.server = merge_draft(self.server, NOTES.model_copy(update={"discussed": tuple(drafted)}))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_nothing_typed_ever_disappears(data: st.DataObject) -> None:
    typing = Typing(data)
    for at in data.draw(st.lists(st.sampled_from([0, 1]), min_size=4, max_size=30)):
        typing.act(typing.tabs[at])
    for tab in typing.tabs:
        typing.server = apply_all(typing.server, tab.waiting)
    step = typing.server.next
    standing = {*texts(typing.server), *((step.what, step.purpose, step.when) if step else ())}
    assert typing.typed - typing.replaced <= standing
    assert len({line.id for line in typing.server.lines}) == len(typing.server.lines)
