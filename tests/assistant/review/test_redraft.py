"""A new draft put into notes that have been edited: what the rep did stays, the rest follows the draft."""

import pytest

from assistant.events import Commitment, Evidence, Line, NextCommunication, Notes, SideShare
from assistant.review.changes import Add, Move, Remove, SetNext, SetSide, SetText, apply, apply_all
from assistant.review.redraft import merge_draft, redrafted
from assistant.review.sheet import Sheet, notes_of, sheet_of


def line(text: str, utterance: str, quote: str | None = None) -> Line:
    return Line(text=text, evidence=(Evidence(utterance=utterance, quote=quote or text),))


def step(what: str) -> NextCommunication:
    return NextCommunication(
        purpose=None, what=what, who="rep", when="on Friday", date="2026-03-06", evidence=(Evidence(utterance="u9", quote=what),)
    )


OLD = Notes(
    discussed=(line("Dina needs two pumps", "u1"), line("The boat leaks", "u2")),
    facts=(line("Order 4471-B", "u3"),),
    commitments=(Commitment(text="Send the quote", evidence=(Evidence(utterance="u4", quote="send the quote"),), side="client"),),
    next=step("ring Dina"),
)
NEW = Notes(
    discussed=(line("Dana needs two pumps", "u1"), line("Four crew members", "u5"), line("The boat leaks", "u2")),
    facts=(),
    commitments=(Commitment(text="Send the quote to Dana", evidence=(Evidence(utterance="u4", quote="send the quote to Dana"),), side="client"),),
    next=step("ring Dana"),
    coverage=SideShare(rep=0.9),
)
SHEET = sheet_of(OLD)
NEEDS, LEAKS, ORDER, QUOTE = (line.id for line in SHEET.lines)


def texts(sheet: Sheet) -> list[str]:
    return [line.text for line in sheet.lines]


def test_what_nobody_edited_is_the_new_draft() -> None:
    merged = merge_draft(SHEET, NEW)
    assert notes_of(merged) == NEW
    assert merge_draft(SHEET, OLD) == SHEET


def test_a_line_put_differently_stays_the_same_line_where_it_stands() -> None:
    moved = apply(SHEET, Move(id="1", op="move", line=NEEDS, section="facts", after=ORDER))
    merged = merge_draft(moved, NEW)
    needs = merged.line(NEEDS)
    assert needs is not None
    assert (needs.text, needs.section, needs.author) == ("Dana needs two pumps", "facts", "draft")


def test_what_the_rep_wrote_stays_and_is_not_said_twice() -> None:
    written = apply(SHEET, SetText(id="1", op="set-text", line=NEEDS, text="Wants pumps, soon", was="Dina needs two pumps"))
    mine = apply(written, Add(id="2", op="add", line="mine", section="discussed", text="The budget", after=LEAKS))
    assert texts(merge_draft(mine, NEW)) == ["Wants pumps, soon", "Four crew members", "The boat leaks", "The budget", "Send the quote to Dana"]


def test_what_the_rep_took_away_stays_away_and_can_still_come_back() -> None:
    gone = apply(SHEET, Remove(id="1", op="remove", line=LEAKS, was="The boat leaks"))
    merged = merge_draft(gone, NEW)
    assert "The boat leaks" not in texts(merged)
    back = apply(merged, SetText(id="2", op="set-text", line=LEAKS, text="The boat leaks", was=""))
    assert [line.text for line in back.of("discussed")] == ["Dana needs two pumps", "The boat leaks", "Four crew members"]


def test_a_draft_that_cuts_its_lines_otherwise_does_not_say_again_what_was_edited() -> None:
    whole = Notes(discussed=(line("She needs two pumps and the boat leaks", "u1"),))
    parts = Notes(discussed=(line("She needs two pumps", "u1"), line("The boat leaks", "u1", "the boat leaks"), line("Four crew", "u1", "four crew")))
    sheet = sheet_of(whole)
    edited = SetText(id="1", op="set-text", line=sheet.lines[0].id, text="Pumps, for a leak", was=sheet.lines[0].text)
    assert texts(merge_draft(apply(sheet, edited), parts)) == ["Pumps, for a leak", "Four crew"]
    gone = Remove(id="2", op="remove", line=sheet.lines[0].id, was=sheet.lines[0].text)
    assert texts(merge_draft(apply(sheet, gone), parts)) == ["Four crew"]
    assert texts(merge_draft(sheet, parts)) == ["She needs two pumps", "The boat leaks", "Four crew"]


def test_a_line_the_draft_no_longer_has_comes_back_when_it_is_written() -> None:
    merged = merge_draft(SHEET, NEW)
    back = apply(merged, SetText(id="1", op="set-text", line=ORDER, text="Order 4471-D", was="Order 4471-B"))
    assert [line.text for line in back.of("facts")] == ["Order 4471-D"]
    later = merge_draft(merged, NEW)
    assert not later.removed
    unknown = apply(later, SetText(id="2", op="set-text", line=ORDER, text="Order 4471-D", was="Order 4471-B"))
    assert "Order 4471-D" in texts(unknown)


def test_a_promise_given_to_the_other_side_stays_theirs() -> None:
    given = apply(SHEET, SetSide(id="1", op="set-side", line=QUOTE, side="rep"))
    (promise,) = merge_draft(given, NEW).of("commitments")
    assert (promise.text, promise.side) == ("Send the quote", "rep")


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_next_step_written_by_the_rep_stays_even_where_it_is_none(by_hand: bool) -> None:
    none = apply(SHEET, SetNext(id="1", op="set-next", next=None, was=None)) if by_hand else SHEET
    merged = merge_draft(none, NEW)
    assert (merged.next is None) == by_hand
    assert merged.coverage == NEW.coverage


def test_words_of_a_language_model_take_the_place_of_the_drafts_not_of_the_reps() -> None:
    worded = Notes(discussed=(line("Client wants a pair of pumps.", "u1", "needs two pumps"), line("A leak was reported.", "u2", "boat leaks")))
    written = apply(SHEET, SetText(id="1", op="set-text", line=NEEDS, text="Wants pumps, soon", was="Dina needs two pumps"))
    assert texts(merge_draft(written, worded)) == ["Wants pumps, soon", "A leak was reported."]


WORDED = Notes(
    discussed=(line("Client wants a pair of pumps.", "u1", "Dina needs two pumps"), line("A leak was reported.", "u2", "The boat leaks")),
    facts=(line("The order is 4471-B.", "u3", "Order 4471-B"),),
    commitments=OLD.commitments,
    next=step("telephone Dina"),
)


def test_a_word_put_right_costs_the_wording_of_its_own_lines_alone() -> None:
    after = Notes(discussed=(line("Dana needs two pumps", "u1"), OLD.discussed[1]), facts=OLD.facts, commitments=OLD.commitments, next=OLD.next)
    sheet = merge_draft(SHEET, WORDED)
    merged = merge_draft(sheet, redrafted(sheet, OLD, after, {"u1"}))
    assert texts(merged) == ["Dana needs two pumps", "A leak was reported.", "The order is 4471-B.", "Send the quote"]
    assert merged.next
    assert merged.next.what == "telephone Dina"


def test_the_rules_own_lines_follow_the_new_draft_as_it_is() -> None:
    assert redrafted(SHEET, OLD, NEW, {"u1"}) == NEW
    mine = apply(SHEET, SetText(id="1", op="set-text", line=NEEDS, text="Wants pumps, soon", was="Dina needs two pumps"))
    assert redrafted(mine, OLD, NEW, {"u1"}) == NEW


def test_what_one_worded_line_said_of_two_things_is_said_of_both_when_one_is_put_right() -> None:
    both = Line(text="Client needs pumps, for the boat leaks.", evidence=(*OLD.discussed[0].evidence, *OLD.discussed[1].evidence))
    after = Notes(discussed=(line("Dana needs two pumps", "u1"), OLD.discussed[1]), facts=OLD.facts, next=step("ring Dana"))
    sheet = merge_draft(SHEET, Notes(discussed=(both,), facts=WORDED.facts, next=WORDED.next))
    merged = merge_draft(sheet, redrafted(sheet, OLD, after, {"u1"}))
    assert sorted(texts(merged)) == ["Dana needs two pumps", "The boat leaks", "The order is 4471-B."]
    assert merged.next
    assert merged.next.what == "ring Dana", "the rules see it otherwise"


def test_a_worded_line_on_what_the_rules_no_longer_see_goes() -> None:
    after = OLD.model_copy(update={"facts": ()})
    sheet = merge_draft(SHEET, WORDED)
    assert "The order is 4471-B." not in texts(merge_draft(sheet, redrafted(sheet, OLD, after, {"u9"})))


def test_ids_stay_one_line_each_however_often_it_is_drafted() -> None:
    sheet = SHEET
    for notes in (NEW, OLD, NEW, Notes(), OLD, NEW):
        sheet = merge_draft(sheet, notes)
        sheet = apply_all(sheet, [])
        assert len({line.id for line in sheet.lines}) == len(sheet.lines)
        assert notes_of(sheet) == notes
