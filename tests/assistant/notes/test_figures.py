"""Numbers in figures: what is sure is written, what can be read in two ways stays as it was said."""

import pytest

from assistant.notes.figures import written


@pytest.mark.parametrize(
    ("said", "figures"),
    [
        ("fourteen hundred", "1,400"),
        ("thirty-nine hundred a year", "3,900 a year"),
        ("two pound ninety", "£2.90"),
        ("£18,400", "£18,400"),
        ("three hundred and ten dollars", "$310"),
        ("forty thousand rupees", "40,000 rupees"),
        ("thirty-one cent a box", "31 cent a box"),
        ("ten percent", "10%"),
        ("two and a half tons", "2.5 tons"),
        ("four twelve-and-a-half-ton units", "four 12.5-ton units"),
        ("L three four five", "L345"),
        ("four four one seven", "4417"),
        ("dana at acme dot com", "dana@acme.com"),
        ("the twenty-first of August", "21 August"),
        ("twenty twenty-one", "2021"),
        ("five to six hundred", "500 to 600"),
        ("nine ninety a box", "9.90 a box"),
        ("fourteen fifty a bushel", "14.50 a bushel"),
        ("three eighty-nine a month", "389 a month"),
    ],
)
def test_what_is_sure_is_written_in_figures(said: str, figures: str) -> None:
    assert written(said) == figures


@pytest.mark.parametrize(
    "said",
    [
        "two of them",
        "half past two",
        "on the twelfth",
        "a dozen boxes",
        "eighteen four apiece",
        "the six-fifty seat height",
        "two fifty deposit",
        "one eighty-five an hour",
        "seven fifty in the shop",
        "one moment",
        "two rupees",
        "nothing at all",
    ],
)
def test_what_is_small_a_time_or_can_be_read_in_two_ways_stays(said: str) -> None:
    assert written(said) == said
