"""Lines chosen so that together they tell most, each no longer than can be read at a glance."""

from assistant.notes.lines import Page, answered, joined, one, stretch
from assistant.notes.sentences import Said
from assistant.notes.wording import MOST_WORDS, count_words
from tests.assistant.notes.calls import said_in

NONE = frozenset[str]()


def told(turn: str) -> list[Said]:
    """The sentences of a client's turn."""
    return [sentence for sentence in said_in(f"R: Hello. | C: Hello there. | R: Go ahead. | C: {turn}") if sentence.turn == 4]


def test_of_a_sentence_too_long_the_stretch_that_tells_most() -> None:
    long = (
        "you know how it is with these things, and what can you do, and the compressor on unit four tripped on Monday and Wednesday, so the"
        " warehouse lost eleven pallets of butter, and anyway there we are,"
        " and it goes on like that, and so on, and so forth, and so we all just go on as ever, as they say"
    )
    words = stretch(long, NONE)
    assert words in long
    assert "eleven pallets of butter" in words
    assert "unit four" in words
    assert count_words(words) <= MOST_WORDS


def test_a_stretch_from_the_start_begins_there() -> None:
    assert (
        stretch("come by on Monday, and bring two boxes of gloves, and four cases of bibs", NONE, 10, from_start=True)
        == "come by on Monday, and bring two boxes of gloves"
    )


def test_a_stretch_of_words_without_pauses_is_cut_to_length() -> None:
    assert stretch("a b c d e f", NONE, 3) == "a b c"


def test_sentences_said_in_one_breath_make_one_line() -> None:
    first, second = told("The freezer stopped on Sunday night. 11 pallets of butter are spoilt.")
    lines = Page(NONE).choose([one(second, 1.0, NONE), one(first, 1.0, NONE)], 3, 0.1)
    assert [line.text for line in lines] == ["Client: The freezer stopped on Sunday night. 11 pallets of butter are spoilt."]
    assert [evidence.quote for evidence in lines[0].evidence] == ["The freezer stopped on Sunday night", "11 pallets of butter are spoilt"]


def test_no_more_lines_than_asked_for_and_the_best_of_them() -> None:
    first, other, second = told(
        "The freezer stopped on Sunday night and eleven pallets spoilt. It was a day. The insurer pays nine thousand pounds for the butter."
    )
    lines = Page(NONE).choose([one(sentence, 1.0, NONE) for sentence in (first, other, second)], 1, 0.1)
    assert len(lines) == 1
    assert "9,000" in lines[0].text or "11 pallets" in lines[0].text


def test_what_was_told_is_not_told_again() -> None:
    first, again, new = told(
        "The freezer in the dairy hall stopped on Sunday night. On Sunday night the freezer in the dairy hall stopped, Lee."
        " The butter melted before the fitter came."
    )
    page = Page(NONE)
    page.choose([one(first, 1.0, NONE)], 1, 0.1)
    assert page.choose([one(again, 1.0, NONE)], 1, 0.1) == []
    assert len(page.choose([one(new, 1.0, NONE)], 1, 0.1)) == 1
    assert page.choose([one(first, 1.0, NONE)], 1, 0.0) == []


def test_a_question_and_its_answer_name_both_sides() -> None:
    said = said_in("R: Hello. | C: Hello there. | R: And how many are there? | C: Forty.")
    pair = answered(said[2], [said[3]], 1.0)
    assert pair.text == "Rep: How many are there? Client: 40."
    assert [evidence.quote for evidence in pair.evidence] == ["And how many are there", "Forty"]


def test_a_question_too_long_for_a_line_makes_none() -> None:
    long = "Would you say that " + "the compressor on the left side of the hall " * 4 + "is the one that hums"
    said = said_in(f"R: Hello. | C: Hello there. | R: {long}? | C: Perhaps.")
    assert Page(NONE).choose([answered(said[2], [said[3]], 1.0)], 1, 0.0) == []


def test_two_of_a_side_joined_name_it_once() -> None:
    first, second = told("The freezer stopped. The butter is spoilt.")
    assert joined(one(second, 1.0, NONE), one(first, 2.0, NONE)).text == "Client: The freezer stopped. The butter is spoilt."
