"""Sentences that are read together: who "she" is, what "it" was, what was put right."""

from assistant.notes.units import put_right, weighed
from tests.assistant.notes.calls import said_in


def units(turn: str, question: str = "Go ahead.") -> list[str]:
    """The candidates of a client's turn, every sentence of equal weight."""
    said = said_in(f"R: Hello. | C: Hello there. | R: {question} | C: {turn}")
    usable = [sentence for sentence in said if sentence.turn == 4 and not sentence.broken]
    return [unit.text for unit in weighed(said, usable, lambda sentence: 1.0, frozenset())]


def test_a_sentence_goes_with_the_one_it_leans_on() -> None:
    assert units("The big truck was in the workshop three times. It cost us four thousand. The small truck runs without any trouble at all.") == [
        "Client: The big truck was in the workshop three times. It cost us four thousand.",
        "Client: The small truck runs without any trouble at all.",
    ]


def test_a_person_is_named_by_the_question() -> None:
    assert units("She starts at the new school in Leeds on Monday.", "How is your daughter?") == [
        "Rep: How is your daughter? Client: She starts at the new school in Leeds on Monday."
    ]


def test_a_thing_needs_no_question() -> None:
    assert units("It stops every time the door of the oven opens.", "How is the oven?") == ["Client: It stops every time the door of the oven opens."]


def test_a_slip_and_its_correction_stand_together() -> None:
    said = said_in("R: Hello. | C: Hello there. | R: How many? | C: There are nine adults. No, I tell a lie, eight.")
    assert [unit.text for unit in put_right(said, lambda sentence: 1.0, frozenset())] == ["Client: There are nine adults. No, I tell a lie, eight."]
