"""Committed words: those on which successive hypotheses agree, away from the edge of the sound; never taken back."""

import random

from models.recogniser import Hypothesis, Word
from models.stability import Agreement

PACE = 0.3
"""Seconds a word, in these tests."""


def guess(text: str, start: float = 0.0) -> Hypothesis:
    words = text.split()
    return Hypothesis(tuple(Word(word, start + at * PACE, start + (at + 1) * PACE, 0.9) for at, word in enumerate(words)))


def fed(*guesses: tuple[str, float]) -> list[str]:
    agreement = Agreement(edge_seconds=0.5)
    return [agreement.feed(guess(text), heard) for text, heard in guesses]


def test_nothing_is_committed_on_one_hypothesis() -> None:
    assert fed(("I am calling about", 5.0)) == [""]


def test_words_on_which_two_hypotheses_agree_are_committed() -> None:
    assert fed(("I am calling", 5.0), ("I am calling about pumps", 5.0)) == ["", "I am calling"]


def test_words_near_the_edge_of_the_sound_wait() -> None:
    assert fed(("I am calling about", 1.2), ("I am calling about", 1.4), ("I am calling about", 1.7)) == ["", "I am calling", "I am calling about"]


def test_disagreement_stops_before_the_word_in_question() -> None:
    assert fed(("I need a pomp", 5.0), ("I need a pump now", 5.0), ("I need a pump now please", 5.0)) == ["", "I need a", "I need a pump now"]


def test_case_and_inner_punctuation_do_not_count_as_disagreement() -> None:
    assert fed(("well i need it", 5.0), ("Well, I need it now", 5.0))[-1] == "Well, I need it"


def test_committed_text_never_changes() -> None:
    before, after = fed(("So i need it", 5.0), ("So i need it now", 5.0), ("Well, I need it now, thanks", 5.0))[1:]
    assert before == "So i need it"
    assert after == "So i need it now,"[: len(after)]
    assert after.startswith(before)


def test_a_changed_word_among_the_committed_does_not_shift_what_follows() -> None:
    told = fed(
        ("the price is four hundred a", 5.0),
        ("the price is four hundred a month", 5.0),
        ("the prices four hundred a month for all", 5.0),
        ("the prices four hundred a month for all of it", 5.0),
    )
    assert told[1:] == ["the price is four hundred a", "the price is four hundred a month", "the price is four hundred a month for all"]


def test_a_wholly_different_hypothesis_commits_nothing() -> None:
    told = fed(("one two three four", 5.0), ("one two three four", 5.0), ("apples and pears are cheap", 5.0), ("apples and pears are cheap", 5.0))
    assert told[1:] == ["one two three four"] * 3


def test_the_last_word_waits_until_it_is_known_whether_a_clause_ends_there() -> None:
    told = fed(("I have got to run.", 5.0), ("I have got to run this", 5.0), ("I have got to run this by her", 5.0))
    assert told == ["", "I have got to", "I have got to run this"]


def test_an_agreed_clause_boundary_is_kept() -> None:
    assert fed(("I have got to run, so", 5.0), ("I have got to run, so bye", 1.6))[-1] == "I have got"
    assert fed(("I have got to run, so", 5.0), ("I have got to run, so bye", 2.1))[-1] == "I have got to run,"


def test_the_end_is_that_of_the_last_committed_word() -> None:
    agreement = Agreement()
    assert agreement.end == 0.0
    agreement.feed(guess("one two three"), 5.0)
    agreement.feed(guess("one two four"), 5.0)
    assert (agreement.text, agreement.end) == ("one two", 2 * PACE)


def test_empty_hypotheses_are_taken() -> None:
    assert fed(("", 0.5), ("", 1.0), ("yes", 5.0), ("yes", 5.0), ("", 5.0)) == ["", "", "", "yes", "yes"]


def test_whatever_comes_the_prefix_only_grows() -> None:
    chance = random.Random(7)
    for _ in range(200):
        agreement, known, end = Agreement(), "", 0.0
        for step in range(8):
            text = " ".join(chance.choice(["a", "b", "c.", "d,", "B"]) for _ in range(chance.randrange(12)))
            told = agreement.feed(guess(text), step * 0.7)
            assert told == known or told.startswith(f"{known} ".lstrip())
            assert agreement.end >= end or not known
            known, end = told, agreement.end
