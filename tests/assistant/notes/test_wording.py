"""Clauses made fit to read, with nothing put in."""

import pytest

from assistant.notes.wording import clause_with, same_substance, tidy


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("um, we need, uh, two pumps", "We need, two pumps."),
        ("Well, so, it trips out every time it's over ninety.", "It trips out every time it's over ninety."),
        ("the the bearing is going", "The bearing is going."),
        ("Yeah. OK.", "OK."),
        ("Could you send it?", "Could you send it?"),
        ("um", ""),
        ("hummus and umbrellas", "Hummus and umbrellas."),
    ],
)
def test_tidy(said: str, written: str) -> None:
    assert tidy(said) == written


def test_tidy_puts_no_word_in() -> None:
    long = " ".join(f"word{count}" for count in range(80))
    assert set(tidy(long).lower().removesuffix(" …").split()) <= set(long.split())
    assert len(tidy(long).split()) <= 37


def test_the_sentence_that_holds_a_part() -> None:
    assert clause_with("We have two. They cost 3.50 each! Good.", "3.50") == "They cost 3.50 each!"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("We need two bilge pumps.", "Two bilge pumps we need by Friday.", True),
        ("We need two bilge pumps.", "The pumps are late.", False),
        ("Lease ends in May.", "The price ends in tears.", False),
    ],
)
def test_the_same_substance(one: str, other: str, same: bool) -> None:
    assert same_substance(one, other) is same
