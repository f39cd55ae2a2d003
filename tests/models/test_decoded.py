"""Texts that say something over again."""

import pytest

from models.decoded import until_repeated


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("So how much is it?", 5),
        ("Hey. Hey", 1),
        ("It's been set live. It's been set live.", 4),
        ("No, I said no, I did", 6),
        ("well that is that is fine", 6),
        ("and now we go on we go on we go on", 5),
        ("", 0),
    ],
)
def test_words_until_all_or_a_phrase_is_said_again(text: str, kept: int) -> None:
    assert until_repeated(text.split()) == kept
