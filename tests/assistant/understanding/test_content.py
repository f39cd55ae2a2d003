"""Which words tell, and whether two lines say the same."""

import pytest

from assistant.understanding.content import content, is_number, names, same_substance, worth


def test_light_words_and_endings_are_left_out() -> None:
    assert content("So we are waiting for the pumps") == content("the pump waits") == {"wait", "pump"}
    assert content("it is what it is , you know") == frozenset()


def test_names_are_the_words_written_so() -> None:
    assert names("Ask for Mr Krause in Vienna") == {"mr", "kraus", "vienna"} or names("Ask for Mr Krause in Vienna") == {"mr", "krause", "vienna"}
    assert names("Pumps. Nobody came") == frozenset()


@pytest.mark.parametrize(
    ("word", "number"), [("two", True), ("twelfth", True), ("friday", True), ("2", True), ("4471b", True), ("pump", False), ("one", False)]
)
def test_numbers_and_days(word: str, number: bool) -> None:
    assert is_number(next(iter(content(word)), word)) is number


def test_numbers_and_the_plan_s_words_are_worth_more() -> None:
    assert worth(["pump"]) < worth(["two"]) == worth(["pump"], frozenset({"pump"}))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("We need two bilge pumps.", "Two bilge pumps we need by Friday.", True),
        ("We need two bilge pumps.", "We need three bilge pumps.", False),
        ("We need two bilge pumps.", "The pumps are late.", False),
        ("Lease ends in May.", "The price ends in tears.", False),
    ],
)
def test_the_same_substance(one: str, other: str, same: bool) -> None:
    assert same_substance(content(one), content(other)) is same
