"""What is shown of a text in which words were found: the part round them, and the words marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.marking import BEFORE, MOST_WORDS, Marker
from assistant.search.terms import terms_of


def marked(text: str, typed: str) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in Marker(terms_of(typed)).mark(text))


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("form", "The red forms, reformed.", "The red [forms], reformed."),
        ('"form"', "Forms? A form!", "Forms? A [form]!"),
        ('"red forms"', "red forms, forms red, red formsets", "[red] [forms], forms red, red formsets"),
        ("muller ARGER", "Jürgen Müller — ärgerlich", "Jürgen [Müller] — [ärgerlich]"),
        ("müller", "MULLER", "[MULLER]"),
        ("e-mail", "e mail, e-mails, email", "[e] [mail], [e]-[mails], email"),
        ("don't", "I don’t", "I [don]’[t]"),
        ("漁", "漁業 x", "[漁業] x"),
        ("cafe", "cafe\u0301s", "[cafe\u0301s]"),
        ("under", "under_score", "[under]_score"),
        ("nothing", "The text is shown", "The text is shown"),
        ("x", "", ""),
        ("", "The text", "The text"),
        ("a b", "a b", "[a] [b]"),
    ],
)
def test_words_are_marked(typed: str, text: str, shown: str) -> None:
    assert marked(text, typed) == shown


def test_of_a_long_text_the_part_round_the_first_words_is_shown() -> None:
    words = [f"w{number}" for number in range(200)]
    shown = marked(" ".join(words) + ".", "w100").split()
    assert shown[0] == f"…w{100 - BEFORE}"
    assert shown[BEFORE] == "[w100]"
    assert (len(shown), shown[-1][-1]) == (MOST_WORDS, "…")
    assert marked(" ".join(words) + ".", "w195").split()[-1] == "w199."
    assert marked(" ".join(words), "elsewhere").startswith("w0 w1")


@given(st.text(max_size=60), st.text(max_size=20))
def test_nothing_is_lost_or_made_up(text: str, typed: str) -> None:
    pieces = Marker(terms_of(typed)).mark(text)
    assert "".join(piece.text for piece in pieces) == text or len(text.split()) > MOST_WORDS
    assert all(piece.text for piece in pieces)
