"""What was put right at once: only the right value is left, and nothing is guessed."""

import pytest

from assistant.notes.corrected import merged, put_right
from tests.assistant.notes.calls import said_in
from tests.assistant.notes.test_sentences import the


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("we need forty, no, sorry, forty-two boxes", "we need forty-two boxes"),
        ("Tuesday, no, Wednesday", "Wednesday"),
        ("come on Tuesday — no, Wednesday at two", "come on Wednesday at two"),
        ("I have ten, sorry about that", "I have ten, sorry about that"),
        ("ten boxes, no, make it Friday", "ten boxes, no, make it Friday"),
    ],
)
def test_in_one_breath(said: str, meant: str) -> None:
    assert put_right(said) == meant


@pytest.mark.parametrize(
    ("slip", "correction", "meant"),
    [
        ("I have twenty fitters standing around", "No, sorry, thirty", "I have thirty fitters standing around"),
        ("The kit is IK four four one", "No, sorry, four one four", "The kit is IK four one four"),
        ("We need two pumps by Friday", "No, sorry, Thursday", "We need two pumps by Thursday"),
        ("Nine", "No, I tell a lie, eight", "eight"),
        ("It's three or four", "No, five", None),
        ("We have ten", "No, that's wrong", None),
        ("We have ten", "Five would do", None),
    ],
)
def test_in_the_next_sentence(slip: str, correction: str, meant: str | None) -> None:
    assert merged(slip, correction) == meant


def test_the_line_rests_on_both_sentences() -> None:
    said = said_in("R: Hello. | C: Hello there. | R: How many? | C: There are nine adults. No, I tell a lie, eight.")
    line = the(said, "nine adults")
    assert line.words == "There are eight adults."
    assert "nine" not in line.content
    assert not line.broken
    assert [evidence.quote for evidence in line.evidence] == ["There are nine adults", "No, I tell a lie, eight"]
    assert said[line.number + 1].broken
