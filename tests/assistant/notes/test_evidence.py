"""A line stands only on words that are in the transcript, and only with the words of its quotes."""

import pytest

from assistant.events import Evidence
from assistant.notes.evidence import stands, transcript
from tests.timeline import final, heard

SAID = {"c1": "Well, um, we need two pumps by Friday.", "r1": "How many?"}


def quoted(utterance: str, quote: str) -> tuple[Evidence, ...]:
    return (Evidence(utterance=utterance, quote=quote),)


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("Client: We need two pumps by Friday.", quoted("c1", "we need two pumps by Friday")),
        ("We need two pumps.", quoted("c1", "we need two pumps by Friday")),
        ("Rep: How many? Client: Two pumps.", (*quoted("r1", "How many"), *quoted("c1", "two pumps"))),
        ("Client needed two pumps by Friday.", quoted("c1", "we need two pumps by Friday")),
        ("Client needed 2 pumps.", quoted("c1", "we need two pumps")),
    ],
)
def test_what_was_said_stands(line: str, evidence: tuple[Evidence, ...]) -> None:
    assert stands(SAID, line, evidence)


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("We need two pumps.", ()),
        ("We need two pumps.", quoted("c2", "we need two pumps")),
        ("We need two pumps.", quoted("c1", "we need 2 pumps")),
        ("We need three pumps.", quoted("c1", "we need two pumps")),
        ("We need two pumps by Friday.", quoted("c1", "we need two pumps")),
        ("Anything.", quoted("c1", " ")),
    ],
)
def test_what_was_not_said_falls(line: str, evidence: tuple[Evidence, ...]) -> None:
    assert not stands(SAID, line, evidence)


def test_the_transcript_is_the_words_as_they_finally_stood() -> None:
    state = heard([final("c1", "client", 0.0, 2.0, "We need two pumps."), final("r1", "rep", 2.5, 3.0, "Mm-hm.")])
    assert transcript(state) == {"c1": "We need two pumps.", "r1": "Mm-hm."}


WORDED = [
    ("Client had lost 40 cartons of squid.", "we lost, what, forty cartons of squid"),
    ("Rep offered it at £2.90 a metre.", "I could do it at two pound ninety a metre"),
    ("Rep offered it at 9.90 a box.", "we do it at nine ninety a box"),
    ("1,160 with two drivers.", "that's eleven hundred and sixty, two drivers"),
    ("Eleven-sixty, so 1,160.", "eleven sixty"),
    ("12.5-ton units", "the twelve-and-a-half-ton units"),
    ("140,000 in all", "one lakh forty thousand in all"),
    ("Client's order is L345.", "the order is L three four five"),
    ("The gate code is 4417.", "the gate code's four four one seven"),
    ("The lease ended on 21 August.", "the lease ends on the twenty-first of August"),
    ("400 or 500 a year", "four or five hundred a year"),
    ("dana@acme.com", "dana at acme dot com"),
    ("The pumps were never ordered.", "the pumps were never ordered"),
    ("The van didn't come.", "the van doesn't come"),
    ("Client hadn't ordered it.", "No, we haven't ordered it"),
    ("Client wanted it.", "No, no, we want it"),
    ("Client went bankrupt.", "we're going bankrupt"),
]

INVENTED = [
    ("Client needed 42 pumps.", "we need forty pumps"),
    ("Client needed 40 pumps.", "we need forty-two pumps"),
    ("Rep offered it at £2.90.", "I could do it at two ninety"),
    ("$9.90 a box", "nine pound ninety a box"),
    ("The gate code is 4471.", "the gate code's four four one seven"),
    ("It ended on 22 August.", "it ends on the twenty-first of August"),
    ("It ends in September.", "it ends in August"),
    ("Client was on Thursday.", "we're on Wednesday"),
    ("Client ordered the pumps.", "we never ordered the pumps"),
    ("Client never ordered the pumps.", "we ordered the pumps"),
    ("The van came.", "the van didn't come"),
    ("Barry has the key.", "Pauline has the key"),
    ("Client agreed to buy the pumps.", "we looked at the pumps"),
    ("info@acme.com", "dana at acme dot com"),
    ("The code is BP80.", "the code is BP eight hundred"),
]


@pytest.mark.parametrize(("line", "quote"), WORDED)
def test_a_worded_line_stands_on_what_it_words(line: str, quote: str) -> None:
    assert stands({"u": quote}, line, quoted("u", quote))


@pytest.mark.parametrize(("line", "quote"), INVENTED)
def test_another_number_name_day_substance_or_denial_falls(line: str, quote: str) -> None:
    assert not stands({"u": quote}, line, quoted("u", quote))
