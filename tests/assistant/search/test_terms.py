"""What is typed into the search: words and words in quotes, and nothing that could be a language of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.search.terms import MOST_TERMS, Term, terms_of


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", []),
        ("  \n ", []),
        ("Red forms", [Term(("Red",)), Term(("forms",))]),
        ('"red forms" Dana', [Term(("red", "forms"), whole=True), Term(("Dana",))]),
        ("“red forms”", [Term(("red", "forms"), whole=True)]),
        ('"red fo', [Term(("red",)), Term(("fo",))]),
        ('""', []),
        ("e-mail", [Term(("e", "mail"))]),
        ("don't", [Term(("don", "t"))]),
        ("under_score", [Term(("under", "score"))]),
        ("10 % — 4471-B", [Term(("10",)), Term(("4471", "B"))]),
        ("% — * ( )", []),
        ("NEAR(red forms, 5)", [Term(("NEAR", "red")), Term(("forms",)), Term(("5",))]),
        ("text:red* OR -forms ^x", [Term(("text", "red")), Term(("OR",)), Term(("forms",)), Term(("x",))]),
        ("red red", [Term(("red",))]),
        ("re\x00d", [Term(("re", "d"))]),
        ("cafe\u0301", [Term(("café",))]),
        ("漁業 ٣", [Term(("漁業",)), Term(("٣",))]),
    ],
)
def test_what_was_typed_is_taken_apart(typed: str, terms: list[Term]) -> None:
    assert list(terms_of(typed)) == terms


def test_only_so_many_words_count() -> None:
    assert len(terms_of(" ".join(f"word{number}" for number in range(100)))) == MOST_TERMS


@given(st.text())
def test_a_term_holds_no_sign(typed: str) -> None:
    for term in terms_of(typed):
        assert term.words
        assert not set('"*():^+-{}\x00 ') & set("".join(term.words))
