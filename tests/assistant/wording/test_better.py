"""Lines of a model among those of the draft: one that tells a line wholly stands in its place, one that tells something new beside it; no other."""

from typing import Any

import pytest

from assistant.events import Commitment, Evidence, Line, NextCommunication, Notes
from assistant.wording.better import MOST, Bettered, Offer, lines_of


def rests(*utterances: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(utterance=utterance, quote=f"words of {utterance}") for utterance in utterances)


BOXES = Line(text="Client: We need 42 archive boxes by Friday, the big ones.", evidence=rests("u2"))
PRICE = Line(text="Rep: It's 9.90 a box.", evidence=rests("u3"))
QUOTE = Commitment(text="I'll send the quote to Marsh Lane tomorrow.", evidence=rests("u4"), side="rep")
BENT = Line(text="Client: The old ones were bent at the corners.", evidence=rests("u5"))
NOTES = Notes(
    discussed=(BOXES, BENT),
    proposed=(PRICE,),
    commitments=(QUOTE,),
    next=NextCommunication(purpose="Agree the colour.", what="visit the warehouse", who="rep", when="Tuesday", date=None, evidence=rests("u9")),
)
ORDER = {f"u{number}": number for number in range(1, 20)}
BETTER = "Client needed 42 big archive boxes by Friday."


def taken(**offer: Any) -> tuple[Bettered, bool]:
    better = Bettered(NOTES, ORDER)
    return better, better.take(Offer(**offer))


@pytest.mark.parametrize("given", [{"instead": BOXES}, {"section": "discussed"}, {"section": "facts"}])
def test_a_line_that_tells_all_of_another_stands_in_its_place(given: dict[str, Any]) -> None:
    better, used = taken(text=BETTER, evidence=rests("u2"), **given)
    assert (used, better.changed, better.added) == (True, 1, 0)
    assert better.notes.discussed == (Line(text=BETTER, evidence=rests("u2")), BENT)
    assert better.notes.model_copy(update={"discussed": NOTES.discussed}) == NOTES


@pytest.mark.parametrize(
    ("text", "evidence", "instead"),
    [
        ("Client needed big archive boxes by Friday.", rests("u2"), BOXES),
        ("Client needed 42 big archive boxes.", rests("u2"), BOXES),
        ("Client needed 42 by Friday.", rests("u2"), BOXES),
        ("42 big archive boxes were needed by Friday.", rests("u2"), BOXES),
        ("Rep needed 42 big archive boxes by Friday.", rests("u2"), BOXES),
        (BETTER, rests("u7"), BOXES),
        (f"{BETTER[:-1]}, which client said was the day on which they were needed.", rests("u2"), BOXES),
        (BETTER, rests("u2"), PRICE),
    ],
    ids=["a number less", "a day less", "less of it", "nobody", "somebody else", "other words", "longer", "another line"],
)
def test_a_line_that_does_not_changes_nothing(text: str, evidence: tuple[Evidence, ...], instead: Line) -> None:
    better, used = taken(text=text, evidence=evidence, instead=instead)
    assert (used, better.notes, better.changed) == (False, NOTES, 0)


def test_a_promise_is_put_better_without_whose_it_is_which_stands_beside_it() -> None:
    better, used = taken(text="Rep will send the quote to Marsh Lane tomorrow.", evidence=rests("u4"), section="commitments", side="rep")
    assert used
    assert better.notes.commitments == (Commitment(text="Will send the quote to Marsh Lane tomorrow.", evidence=rests("u4"), side="rep"),)


def test_a_promise_of_the_other_side_is_none_of_these() -> None:
    better, used = taken(text="Client will send the quote to Marsh Lane tomorrow.", evidence=rests("u4"), section="commitments", side="client")
    assert (used, better.notes) == (False, NOTES)


def test_what_is_new_stands_beside_in_the_order_of_the_call() -> None:
    better, used = taken(text="Client doubted the delivery driver.", evidence=rests("u3"), section="discussed")
    assert (used, better.changed, better.added) == (True, 0, 1)
    assert [line.text[:18] for line in better.notes.discussed] == ["Client: We need 42", "Client doubted the", "Client: The old on"]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Client said the old ones were bent.", "discussed"),
        ("Rep will visit the warehouse on Tuesday.", "facts"),
        ("Client needed boxes, bent at the corners.", "personal"),
        ("Client was pleased.", "discussed"),
    ],
)
def test_what_is_told_already_or_tells_nothing_does_not(text: str, section: Any) -> None:
    better, used = taken(text=text, evidence=rests("u7"), section=section)
    assert (used, better.notes) == (False, NOTES)


def test_a_line_of_the_model_gives_way_to_none() -> None:
    better = Bettered(NOTES, ORDER)
    assert better.take(Offer(BETTER, rests("u2"), instead=BOXES))
    assert not better.take(Offer("Client needed 42 big archive boxes by Friday the most.", rests("u2"), "discussed"))
    assert better.changed == 1


def test_a_section_grows_no_longer_than_the_draft_by_rules_may_be() -> None:
    better = Bettered(Notes(discussed=NOTES.discussed), ORDER)
    words = [f"{sound}{number}x alpha{number} beta{number}" for number, sound in enumerate("bcdfghjklm")]
    used = [better.take(Offer(f"Client liked {some}.", rests("u8"), "proposed")) for some in words]
    assert used == [True] * MOST["proposed"] + [False] * (10 - MOST["proposed"])
    assert len(better.notes.proposed) == better.added == MOST["proposed"]


def test_which_lines_may_be_put_better() -> None:
    assert list(lines_of(NOTES)) == [BOXES, BENT, PRICE, QUOTE]
