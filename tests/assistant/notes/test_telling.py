"""What a side says of itself, told of it: right in grammar, or left as it was said."""

import pytest

from assistant.notes.telling import mentions_person, of_other, promised, told
from assistant.notes.verbs import base_form, past
from audio.side import Side


@pytest.mark.parametrize(
    ("side", "said", "as_told"),
    [
        ("client", "We need forty centrepieces.", "Client needed forty centrepieces."),
        ("client", "I'd have to ask my boss about that.", "Client would have to ask their boss about that."),
        ("client", "We've just signed for two years.", "Client had just signed for two years."),
        ("client", "I've got a full clinic Thursday and I'm down to one.", "Client had a full clinic Thursday and they were down to one."),
        ("client", "I was in Spain, and we were glad.", "Client was in Spain, and they were glad."),
        ("client", "I don't track it.", "Client didn't track it."),
        ("client", "I'd the girls packing.", "Client had the girls packing."),
        ("rep", "We could swap it for you on Friday.", "Rep could swap it for the client on Friday."),
        ("rep", "I'm calling about your lease.", "Rep called about the client's lease."),
        ("rep", "I can take 10% off if you confirm this week.", "Rep could take 10% off if the client confirmed this week."),
    ],
)
def test_what_a_side_says_of_itself_is_told_of_it(side: Side, said: str, as_told: str) -> None:
    assert told(said, side, named=False) == as_told


def test_a_side_named_before_is_they() -> None:
    assert told("I was late.", "client", named=True) == "They were late."


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ("client", "The oven is broken."),
        ("client", "Do we need it?"),
        ("client", "We use you for all our boxes."),
        ("client", "I told them we need it."),
        ("client", "I get it from me boss."),
        ("client", "We want it, I don't know, by Friday."),
        ("client", "We collect and sell them."),
        ("client", "I zorble the gate."),
        ("mixed", "We need forty."),
    ],
)
def test_what_is_not_sure_is_left(side: Side, said: str) -> None:
    assert told(said, side, named=False) is None


@pytest.mark.parametrize(
    ("said", "as_told"),
    [
        ("I'll send you a book for the sofa.", "Will send the client a book for the sofa."),
        ("We're going to bring it to your shop.", "Will bring it to the client's shop."),
        ("I'll post it and we'll go from there.", "Will post it and they will go from there."),
        ("My driver will bring them.", None),
    ],
)
def test_a_promise_is_what_is_to_be_done(said: str, as_told: str | None) -> None:
    assert promised(said, "rep") == as_told


def test_a_step_is_told_where_it_is_sure() -> None:
    assert of_other("bring you two boxes", "rep") == "bring the client two boxes"
    assert of_other("walk round while I'm there", "rep") == "walk round while I'm there"
    assert of_other("Your place", "rep") == "The client's place"


def test_who_is_meant() -> None:
    assert mentions_person("Leave it with me.")
    assert not mentions_person("The I-beam is bent.")


@pytest.mark.parametrize(
    ("base", "form"), [("go", "went"), ("need", "needed"), ("try", "tried"), ("use", "used"), ("stop", "stopped"), ("zorble", None)]
)
def test_the_past_tense(base: str, form: str | None) -> None:
    assert past(base) == form


@pytest.mark.parametrize(
    "forms",
    [
        ("wilt", "wilted", "wilts"),
        ("ring", "rang", "ringing"),
        ("stop", "stopped"),
        ("carry", "carries", "carried"),
        ("have", "had", "has"),
        ("box", "boxes"),
    ],
)
def test_words_are_compared_whatever_their_ending(forms: tuple[str, ...]) -> None:
    assert len({base_form(form) for form in forms}) == 1
