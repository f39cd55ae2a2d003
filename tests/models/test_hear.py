"""Calls of the corpus spoken and heard: labels go to the words that were recognised."""

import pytest

from models.training.examples import labelled
from models.training.hear import heard, transferred
from models.whisper import WhisperRecogniser
from tests.needs import shared

SAID = labelled("Morning, Moira, [greeting] it's Dan at Slatehouse. [introduction] How are you keeping? [courtesy]")


def test_what_was_heard_has_the_labels_of_what_was_said() -> None:
    assert list(transferred(SAID, "Morning, more. It's done at slate house, how are you keeping?")) == [
        ("Morning, more.", ("greeting",)),
        ("It's done at slate house,", ("introduction",)),
        ("how are you keeping?", ("courtesy",)),
    ]


def test_what_was_not_heard_has_no_label() -> None:
    assert list(transferred(SAID, "How are you?")) == [("How are you?", ("courtesy",))]
    assert list(transferred(SAID, "")) == []


def test_words_that_nobody_said_belong_with_those_before_them() -> None:
    assert [words for words, _ in transferred(SAID, "So morning Moira, it's Dan. How are you keeping now then?")] == [
        "So morning Moira,",
        "it's Dan.",
        "How are you keeping now then?",
    ]


def test_turns_are_heard_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_SHARED", str(shared()))
    turns = [("R", "Good morning, this is the roofing company."), ("C", "We need new windows."), ("R", "How many windows do you need?")]
    texts = list(heard(turns, WhisperRecogniser("tiny.en")))
    assert [word in text.lower() for word, text in zip(("roofing", "windows", "how many"), texts, strict=True)] == [True] * 3
