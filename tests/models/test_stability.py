"""Committed words: sure ones, those on which successive hypotheses agree, and all of them in a pause."""

import random

from models.recogniser import Hypothesis, Word
from models.stability import GrowingWords, StabilitySettings, Window

PACE = 0.3
"""Seconds a word, in these tests."""


def guess(text: str, p: float = 0.7, start: float = 0.0) -> Hypothesis:
    words = text.split()
    return Hypothesis(tuple(Word(word, start + at * PACE, start + (at + 1) * PACE, p) for at, word in enumerate(words)))


def fed(*guesses: tuple[str, float], p: float = 0.7) -> list[str]:
    """What is committed after each guess, a text and the seconds heard by then."""
    growing = GrowingWords(StabilitySettings(edge=0.5))
    told = []
    for text, heard in guesses:
        growing.feed(guess(text, p), growing.window(heard, pausing=False), heard)
        told.append(growing.text)
    return told


def settle(growing: GrowingWords, text: str, heard: float, p: float = 0.7) -> str:
    window = growing.window(heard, pausing=True)
    growing.settle(guess(text, p), window, heard)
    return growing.text


def test_nothing_is_committed_on_one_hypothesis() -> None:
    assert fed(("I am calling about", 5.0)) == [""]


def test_sure_words_are_committed_at_first_sight() -> None:
    assert fed(("I am calling about", 1.45), p=0.95) == ["I am calling"]


def test_words_on_which_two_hypotheses_agree_are_committed() -> None:
    assert fed(("I am calling", 5.0), ("I am calling about pumps", 5.0)) == ["", "I am calling"]


def test_doubtful_words_wait_until_they_are_well_past() -> None:
    assert fed(("I am calling", 1.35), ("I am calling", 1.35), ("I am calling", 1.65), p=0.3) == ["", "I", "I am"]


def test_words_near_the_edge_of_the_sound_wait() -> None:
    assert fed(("I am calling about", 1.2), ("I am calling about", 1.45), ("I am calling about", 1.75)) == ["", "I am calling", "I am calling about"]


def test_disagreement_stops_before_the_word_in_question() -> None:
    assert fed(("I need a pomp", 5.0), ("I need a pump now", 5.0), ("I need a pump now please", 5.0)) == ["", "I need a", "I need a pump now"]


def test_case_and_inner_punctuation_do_not_count_as_disagreement() -> None:
    assert fed(("well i need it", 5.0), ("Well, I need it now", 5.0))[-1] == "Well, I need it"


def test_committed_text_never_changes_while_someone_speaks_on() -> None:
    before, after = fed(("So i need it", 5.0), ("So i need it now", 5.0), ("Well, I need it now, thanks", 5.0))[1:]
    assert before == "So i need it"
    assert after == "So i need it now"


def test_a_changed_word_among_the_committed_does_not_shift_what_follows() -> None:
    told = fed(
        ("the price is four hundred a", 5.0),
        ("the price is four hundred a month", 5.0),
        ("the prices four hundred a month for all", 5.0),
        ("the prices four hundred a month for all of it", 5.0),
    )
    assert told[1:] == ["the price is four hundred a", "the price is four hundred a month", "the price is four hundred a month for all"]


def test_a_wholly_different_hypothesis_commits_nothing() -> None:
    told = fed(("one two three four", 5.0), ("one two three four", 5.0), ("apples and pears are cheap", 5.0), ("one two three four", 5.0))
    assert told[1:] == ["one two three four"] * 3


def test_another_story_that_is_told_twice_and_goes_further_takes_the_place_of_the_first() -> None:
    other = "apples and pears are cheap"
    told = fed(("one two three four", 5.0), ("one two three four", 5.0), (other, 5.0), (f"{other} now", 5.0))
    assert told[1:] == ["one two three four", "one two three four", other]
    told = fed(("one two three four", 5.0), ("one two three four", 5.0), ("apples and pears", 5.0), ("apples and pears", 5.0))
    assert told[1:] == ["one two three four"] * 3


def test_a_mark_at_the_end_of_a_clause_waits_until_more_words_confirm_it() -> None:
    told = fed(("I have got to run.", 5.0), ("I have got to run.", 5.0), ("I have got to run this", 5.0), ("I have got to run this", 5.0))
    assert told[1:] == ["I have got to run", "I have got to run", "I have got to run this"]
    told = fed(("I have got to run.", 5.0), ("I have got to run.", 5.0), ("I have got to run. So bye", 5.0), ("I have got to run. So bye", 5.0))
    assert told[1:] == ["I have got to run", "I have got to run", "I have got to run. So bye"]


def test_in_a_pause_everything_is_committed() -> None:
    growing = GrowingWords()
    assert settle(growing, "So how much", 1.1) == "So how much"
    assert growing.settled == 1.1
    assert [word.text for word in growing.words] == ["So", "how", "much"]


def test_the_end_of_a_clause_stands_in_the_words_though_not_yet_in_the_text() -> None:
    growing = GrowingWords()
    assert settle(growing, "So how much?", 1.1) == "So how much"
    assert [word.text for word in growing.words] == ["So", "how", "much?"]


def test_what_was_just_committed_gives_way_to_what_a_pause_says() -> None:
    growing = GrowingWords()
    settle(growing, "Tow", 0.7, p=0.9)
    assert settle(growing, "Okay, bye now.", 1.6, p=0.6) == "Okay, bye now"


def test_firm_words_give_way_only_to_others_that_are_clearly_likelier() -> None:
    said = "four hundred pounds and that is all there is"
    for p, text in ((0.8, said), (0.9, "for under pounds and that is all there is")):
        growing = GrowingWords()
        settle(growing, said, 4.9, p=0.7)
        assert settle(growing, "for under pounds and that is all there is", 5.0, p) == text


def test_after_firm_words_that_stand_the_others_go_on() -> None:
    growing = GrowingWords()
    settle(growing, "four hundred pounds and that is all", 2.4, p=0.8)
    assert settle(growing, "for under pounds and that is more or less it", 3.3, p=0.8) == "four hundred pounds and that is more or less it"


def test_a_word_written_apart_is_the_same_word() -> None:
    growing = GrowingWords()
    settle(growing, "from plotline today", 1.2)
    assert settle(growing, "from plot line today", 1.3, p=0.9) == "from plotline today"


def test_a_likelier_word_in_a_pause_replaces_the_committed_one() -> None:
    growing = GrowingWords()
    for _ in range(2):
        growing.feed(guess("about the plums"), growing.window(2.0, pausing=False), 2.0)
    assert growing.text == "about the plums"
    assert settle(growing, "about the pumps", 2.0, p=0.9) == "about the pumps"


def test_the_window_goes_back_to_a_pause_as_far_as_it_may() -> None:
    growing = GrowingWords(StabilitySettings(guess_window=4, window=8))
    settle(growing, "one two", 2.0)
    assert growing.window(3.0, pausing=False) == Window(0.0, "", 0)
    assert growing.window(5.0, pausing=False) == Window(2.0, "one two", 2)
    assert growing.window(7.9, pausing=True) == Window(0.0, "", 0)


def test_the_window_goes_back_to_the_end_of_a_clause_where_there_was_no_pause() -> None:
    growing = GrowingWords(StabilitySettings(guess_window=4))
    text = "we have had it for years, and it is still as good as new to us"
    for heard in (6.0, 6.0):
        growing.feed(guess(text), growing.window(heard, pausing=False), heard)
    window = growing.window(5.0, pausing=False)
    assert window.context.endswith("years,")
    assert window.start == 7 * PACE - PACE
    more = Hypothesis(tuple(word for word in guess(" ".join(text.split()[6:]) + " all now").words))
    growing.feed(more, window, 7.0)
    growing.feed(more, window, 7.0)
    assert growing.text == f"{text} all now"


def test_the_end_is_that_of_the_last_committed_word() -> None:
    growing = GrowingWords()
    assert growing.end == 0.0
    for text in ("one two three", "one two four"):
        growing.feed(guess(text), growing.window(5.0, pausing=False), 5.0)
    assert (growing.text, growing.end) == ("one two", 2 * PACE)
    assert growing.guess == "one two four"


def test_empty_hypotheses_are_taken() -> None:
    assert fed(("", 0.5), ("", 1.0), ("yes", 5.0), ("yes", 5.0), ("", 5.0)) == ["", "", "", "yes", "yes"]


def test_whatever_comes_what_is_committed_is_what_some_hypothesis_said() -> None:
    chance = random.Random(7)
    for _ in range(300):
        growing, said = GrowingWords(), {""}
        for step in range(8):
            text = " ".join(chance.choice(["a", "b", "c.", "d,", "B"]) for _ in range(chance.randrange(12)))
            heard, pausing = step * 0.7, chance.random() < 0.3
            window = growing.window(heard, pausing=pausing)
            (growing.settle if pausing else growing.feed)(guess(text, chance.random()), window, heard)
            said |= {word.strip(".,").casefold() for word in text.split()}
            assert {word.strip(".,").casefold() for word in growing.text.split()} <= said
            assert growing.guess.startswith(growing.text)
            assert len(growing.words) == len(growing.guess.split())
            assert growing.end == max((word.end for word in growing.words[: len(growing.text.split())]), default=0.0)
