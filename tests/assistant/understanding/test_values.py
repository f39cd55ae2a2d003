"""Numbers, amounts, codes, dates and addresses, each in one form."""

import pytest

from assistant.understanding.values import find_values

FOUND = [
    ("It's £18,400 in all.", [("amount", "£18,400", "GBP 18400")]),
    ("That's 9.90 a box.", [("number", "9.90", "9.90")]),
    ("Nine dollars each", [("amount", "Nine dollars", "USD 9")]),
    ("two thousand and eighty for the ten of you", [("number", "two thousand and eighty", "2080"), ("number", "ten", "10")]),
    ("twelve and a half percent", [("amount", "twelve and a half percent", "12.5%")]),
    ("fifteen percent off", [("amount", "fifteen percent", "15%")]),
    ("item 4471-B, please", [("code", "4471-B", "4471-B")]),
    ("It's BP800-12.", [("code", "BP800-12", "BP800-12")]),
    ("on 14 June", [("date", "14 June", "--06-14")]),
    ("June the 14th", [("date", "June the 14th", "--06-14")]),
    ("at 10:30", [("time", "10:30", "10:30")]),
    ("at 4 pm today", [("time", "4 pm", "16:00")]),
    ("write to dana@harbour.co.uk", [("email", "dana@harbour.co.uk", "dana@harbour.co.uk")]),
    ("on 020 7946 0018", [("phone", "020 7946 0018", "02079460018")]),
    ("forty-five boxes", [("number", "forty-five", "45")]),
    ("six hundred and ten instead of five forty", [("number", "six hundred and ten", "610")]),
    ("two dozen", [("number", "two dozen", "24")]),
    ("nobody said a thing", []),
]


@pytest.mark.parametrize(("text", "values"), FOUND)
def test_values_in_one_form(text: str, values: list[tuple[str, str, str]]) -> None:
    found = find_values(text)
    assert [(value.what, value.quote, value.value) for value in found] == values
    assert all(value.quote in text for value in found)


@pytest.mark.parametrize("text", ["eighteen four", "four four one seven", "five forty"])
def test_what_can_be_read_in_two_ways_is_left_out(text: str) -> None:
    assert find_values(text) == ()
