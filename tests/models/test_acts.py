"""What the network makes of sentences in their place."""

from pathlib import Path

import pytest

from audio.problem import Problem
from models.acts import ActNetwork, Stretch


@pytest.fixture(scope="module")
def network() -> ActNetwork:
    return ActNetwork()


@pytest.mark.parametrize(
    ("side", "text", "before", "act"),
    [
        ("rep", "So that's three of the nine gone rusty, and you lost the whole of Tuesday.", "We lost Tuesday.", "reflect"),
        ("rep", "Can you just give me a yes today?", "I'd have to think about it.", "press"),
        ("rep", "The reason I'm ringing is the quote for your two ovens.", "Morning, Kim.", "purpose"),
        ("client", "The pump keeps cutting out whenever it rains.", "What's been happening?", "need"),
        ("client", "What is this about?", "Just checking in.", "ask-why"),
        ("rep", "What happens on site when it breaks down?", "It breaks down a lot.", "open-question"),
    ],
)
def test_what_a_sentence_does_is_the_likeliest(network: ActNetwork, side: str, text: str, before: str, act: str) -> None:
    other = "client" if side == "rep" else "rep"
    probabilities = network.probabilities(Stretch("purpose", side, 7, text, "", ((side, "Right."), (other, before))))
    assert max(probabilities, key=lambda name: probabilities[name]) == act
    assert all(0 <= probability <= 1 for probability in probabilities.values())


def test_the_same_gives_the_same_and_any_length_is_taken(network: ActNetwork) -> None:
    again = ActNetwork()
    for text in ("", "?", "word " * 2000, "Grüezi, 你好 \x00"):
        stretch = Stretch("service", "client", 1, text, text, (("rep", text), ("client", text), ("rep", text)))
        assert network.probabilities(stretch) == again.probabilities(stretch)


def test_speech_of_the_same_meaning_is_alike(network: ActNetwork) -> None:
    same = network.likeness("We went and bought our own chairs, back in the fall.", "we bought our own chairs")
    assert same > network.likeness("We have it in blue and in grey.", "we bought our own chairs")
    assert network.likeness("too dear", "too dear") == pytest.approx(1.0)


def test_files_that_are_damaged_or_away_are_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(Problem, match="Install Callcue again"):
        ActNetwork(tmp_path)
