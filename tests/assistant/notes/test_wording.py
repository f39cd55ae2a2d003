"""Sentences made fit to read, with nothing put in."""

import re

import pytest

from assistant.notes.wording import tidy, without_false_starts


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("um, we need, uh, two pumps", "We need two pumps."),
        ("Well, so, it trips out every time it's over ninety.", "It trips out every time it's over ninety."),
        ("the the bearing is going", "The bearing is going."),
        ("And are they, uh, are they all past fifteen years now", "Are they all past fifteen years now."),
        ("and I, well, I spent most of January turning pages round", "I spent most of January turning pages round."),
        ("show them how to, um, how to fall off", "Show them how to fall off."),
        ("there's a Beaujolais, Ju, Juliénas", "There's a Beaujolais, Juliénas."),
        ("we'll need the, what do you call it, the lift", "We'll need the lift."),
        ("two bits, and a, what's it, impeller kit", "Two bits, and a impeller kit."),
        ("it's, um, fourteen fifty a bushel", "It's fourteen fifty a bushel."),
        ("Rita, listen, it's a hundred and four degrees", "It's a hundred and four degrees."),
        ("Nine. ", "Nine."),
        ("um", ""),
        ("…", ""),
    ],
)
def test_what_was_begun_twice_is_written_once(said: str, written: str) -> None:
    assert tidy(said) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("hummus and umbrellas", "Hummus and umbrellas."),
        ("Right now it's blowing hot", "Right now it's blowing hot."),
        ("No, that goes to the plant manager", "No, that goes to the plant manager."),
        ("oh seven, seven, two", "Seven, seven, two."),
        ("it's five, five, two", "It's five, five, two."),
        ("do you know the code", "Do you know the code."),
        ("what sort of board is it", "What sort of board is it."),
        ("we had had enough", "We had had enough."),
        ("We have, yeah.", "We have, yeah."),
    ],
)
def test_what_means_something_stays(said: str, written: str) -> None:
    assert tidy(said) == written


def test_the_mark_of_a_question_stays_one() -> None:
    assert tidy("Could you send it", "?") == "Could you send it?"
    assert tidy("Could you send it?", "?") == "Could you send it?"
    assert tidy("Great stuff", "!") == "Great stuff."


@pytest.mark.parametrize(
    "said", ["I, I mean, we, we never, you know, never got the, um, the invoice, like, at all", "So, so what, what is it, is it late"]
)
def test_no_word_is_put_in(said: str) -> None:
    words = re.findall(r"\w+", said.lower())
    assert all(word in words for word in re.findall(r"\w+", without_false_starts(said).lower()))
