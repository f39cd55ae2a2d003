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
