"""Words put right, beside the words heard: their times, what was quoted of them, and the names they teach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.events import SpokenWord
from assistant.review.words import learnt, requoted, timed


def heard(text: str) -> tuple[SpokenWord, ...]:
    """Each word a second long, half a second of silence after it, and heard unsurely."""
    return tuple(SpokenWord(text=word, start=1.5 * at, end=1.5 * at + 1, p=0.5) for at, word in enumerate(text.split()))


def test_words_that_were_right_keep_their_time_and_those_put_right_get_that_of_those_they_stand_for() -> None:
    words = timed(heard("call Dina wit field now"), "Call Dana Whitfield now.")
    assert [(word.text, word.start, word.end, word.p) for word in words] == [
        ("Call", 0.0, 1.0, 0.5),
        ("Dana", 1.5, 3.5, 1.0),
        ("Whitfield", 3.5, 5.5, 1.0),
        ("now.", 6.0, 7.0, 0.5),
    ]


def test_words_left_out_when_they_were_heard_stand_in_the_gap() -> None:
    words = timed(heard("two pumps"), "two bilge pumps more")
    assert [(word.text, word.start, word.end) for word in words] == [("two", 0.0, 1.0), ("bilge", 1.0, 1.5), ("pumps", 1.5, 2.5), ("more", 2.5, 2.5)]


def test_where_no_times_are_known_none_are_made_up() -> None:
    assert timed((), "Two pumps") == ()
    assert timed(heard("uh"), "") == ()


@given(st.lists(st.sampled_from(["a", "b", "C", "d,"]), max_size=8), st.lists(st.sampled_from(["a", "b", "c.", "e"]), max_size=8))
def test_every_word_is_there_in_order_and_time_never_goes_back(old: list[str], new: list[str]) -> None:
    words = timed(heard(" ".join(old)), " ".join(new))
    if old:
        assert [word.text for word in words] == new
    times = [time for word in words for time in (word.start, word.end)]
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("quote", "was", "text", "now"),
    [
        ("Dina needs", "so Dina needs two pumps", "so Dana needs two pumps", "Dana needs"),
        ("needs two", "so Dina needs two pumps", "so Dana needs two pumps", "needs two"),
        ("two pumps", "Dina wants two pumps.", "Dina wants two bilge pumps.", "two bilge pumps."),
        ("Dina", "Dina wants two", "Dana wants two", "Dana"),
        ("wit field", "ask wit field please", "ask Whitfield please", "Whitfield"),
        ("all of it", "all of it", "nothing like that", "nothing like that"),
        ("elsewhere", "Dina wants two", "Dana wants two", "elsewhere"),
        ("noise", "noise and words", "and words", "and words"),
    ],
)
def test_a_quote_follows_its_words(quote: str, was: str, text: str, now: str) -> None:
    assert requoted(quote, was, text) == now
    assert now == quote or now in text


@pytest.mark.parametrize(
    ("was", "text", "names"),
    [
        ("I spoke to Dina Witfield today", "I spoke to Dana Whitfield today", ("Dana Whitfield",)),
        ("we met mister grey oven there", "we met Mister Greyhaven there", ("Mister Greyhaven",)),
        ("that was whitfield, right", "that was Whitfield, right", ("Whitfield",)),
        ("ask about Norvein's offer", "ask about Norvane's offer", ("Norvane",)),
        ("Witfield here.", "Whitfield here.", ("Whitfield",)),
        ("so the built pump", "so the bilge pump", ("bilge",)),
        ("there pump", "their pump", ()),
        ("Their pump", "There pump", ()),
        ("on friday", "on Friday", ()),
        ("fifteen of them", "fifty of them", ()),
        ("he pumps", "he pumped", ()),
        ("yes. we do", "yes. We do", ()),
        ("hello", "hello", ()),
        ("", "Whitfield", ()),
        ("uh Dina", "", ()),
    ],
)
def test_names_that_were_misheard_are_learnt_and_common_words_are_not(was: str, text: str, names: tuple[str, ...]) -> None:
    assert learnt(was, text) == names
