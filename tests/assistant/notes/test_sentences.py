"""Sentences of a call: quoted to the letter, about life or business, whole or broken, greeting or matter."""

import pytest

from assistant.notes.sentences import Said
from tests.assistant.notes.calls import CALLS, said_in
from tests.assistant.understanding.calls import run


def the(said: tuple[Said, ...], words: str) -> Said:
    """The sentence that holds some words."""
    return next(sentence for sentence in said if words in sentence.quote)


def test_every_quote_is_in_its_utterance() -> None:
    for text, kind in CALLS:
        state = run(" ".join(text.split()), kind)[0]
        words = {utterance.id: utterance.text for turn in state.turns for utterance in turn.utterances}
        for sentence in said_in(text, kind):
            assert all(evidence.quote in words[evidence.utterance] for evidence in sentence.evidence)


def test_business_and_life_in_one_call() -> None:
    said = said_in("""R: Hello, Fresh Foods, Nina. | C: Hi Nina, it's Paul at the Rose. | R: Paul! How was the holiday in Spain?
        | C: Lovely, the children swam every day. Listen, I need forty kilos of potatoes by Thursday, the last ones were rotten.
        | R: Forty kilos by Thursday. And did your wife like the hotel? | C: She loved it, the beach was at the door.""")
    assert the(said, "children swam").personal
    assert not the(said, "forty kilos of potatoes").personal
    assert not the(said, "Forty kilos by Thursday").personal
    assert the(said, "She loved it").personal


def test_a_call_with_no_agenda_is_about_life_but_for_what_is_asked() -> None:
    said = said_in(
        "C: Hello? | R: Hi Kim, it's Ola. How are you? | C: I'm painting the shed, the machine for it broke. "
        "By the way, can I still get the old price? | R: You can.",
        "relationship",
    )
    assert the(said, "painting the shed").personal
    assert not the(said, "old price").personal


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("It's nine. No, I tell a lie, it was never that.", "nine"),
        ("I was going to ask about the", "going to ask"),
        ("From eleven hundred cartons to seven hundred forty. | R: Seven forty will go.", "eleven hundred"),
    ],
)
def test_what_is_taken_back_cut_short_or_half_a_number_is_broken(turn: str, words: str) -> None:
    said = said_in(f"R: Hello. | C: Hello there. | R: What is it? | C: {turn}")
    assert the(said, words).broken


def test_what_stands_by_itself_is_whole() -> None:
    said = said_in("R: Hello. | C: Hello there. | R: What is it? | C: We ordered forty. They came late. | R: Seven days late?")
    assert not any(sentence.broken for sentence in said)


def test_greetings_are_formal_and_a_problem_told_at_once_is_not() -> None:
    said = said_in(
        "R: Harbour Marine, Dana speaking. | C: Hi, it's Rob at the yard, and the pump you fitted on Monday leaks oil all over the engine room."
    )
    assert the(said, "Dana speaking").formal
    thanks = said_in("R: Thank you for calling Platinum Motors, the home of fine cars in the north west. | C: Hello, I have a question.")
    assert the(thanks, "Platinum Motors").formal
    assert not the(said, "leaks oil").formal


def test_an_answer_knows_that_it_was_asked_for() -> None:
    said = said_in("R: Hello. | C: Hello there. | R: How many do you need? | C: Forty. And I need them soon.")
    assert the(said, "Forty").answers
    assert not the(said, "How many").answers
