"""Sentences that are read together: what "it" was."""

from assistant.notes.units import weighed
from tests.assistant.notes.calls import said_in


def units(turn: str) -> list[str]:
    """The candidates of a client's turn, every sentence of equal weight."""
    said = said_in(f"R: Hello. | C: Hello there. | R: Go ahead. | C: {turn}")
    usable = [sentence for sentence in said if sentence.turn == 4 and not sentence.broken]
    return [unit.text for unit in weighed(usable, lambda sentence: 1.0, frozenset())]


def test_a_sentence_goes_with_the_one_it_leans_on() -> None:
    assert units("The big truck was in the workshop three times. It cost us four thousand. The small truck runs without any trouble at all.") == [
        "Client: The big truck was in the workshop three times. It cost us 4,000.",
        "Client: The small truck runs without any trouble at all.",
    ]
