"""What is asked, so that servers read the words of the call once; and what is made of answers of every kind."""

import pytest

from assistant.events import Evidence, Line
from assistant.wording.questions import AT_ONCE, AnswerLine, lines_of, questions
from assistant.wording.transcript import Spoken

PIECES = [(Spoken(1, "u1", "rep", "Good morning."),), (Spoken(2, "u2", "client", "We need boxes."), Spoken(3, "u3", "rep", "Sure."))]


def test_questions_about_a_piece_begin_with_the_same_words() -> None:
    draft = [Line(text=f"Note {number}.", evidence=(Evidence(utterance="u3", quote="Sure"),)) for number in range(AT_ONCE + 1)]
    asked = list(questions(PIECES, [*draft, Line(text="Typed.", evidence=())]))
    second = [question for question in asked if question.piece == PIECES[1]]
    head = "The call:\n2 Client: We need boxes.\n3 Rep: Sure.\n\nThe question: "
    assert all(question.text.startswith(head) for question in second)
    assert [len(question.lines) for question in second if question.section is None] == [AT_ONCE, 1]
    assert not any("Typed" in question.text for question in asked)
    assert [question.section for question in asked if question.piece == PIECES[0]] == [
        "discussed",
        "proposed",
        "commitments",
        "commitments",
        "facts",
        "personal",
    ]
    assert [question.side for question in second if question.section == "commitments"] == ["client", "rep"]


ONE = '{"lines": [{"said_in": [1, 2], "text": "A."}'


@pytest.mark.parametrize(
    "text",
    [
        ONE + "]}",
        ONE + "]} I hope this helps {}",
        "```json\n" + ONE + "]}\n```",
        '<think>{"lines": []}</think>' + ONE + "]}",
        ONE + ', {"said_in": [3], "text": "B',
        ONE + ', {"text": 3, "said_in": []}, "C"]}',
        ONE,
    ],
)
def test_the_whole_lines_of_an_answer_are_read(text: str) -> None:
    assert lines_of(text) == (AnswerLine(said_in=(1, 2), text="A."),)


@pytest.mark.parametrize("text", ["", "Sorry, I can't.", "[1]", '{"lines": 3}', '{"notes": []}', "{", '{"a":' * 100_000, "[" * 100_000])
def test_what_is_no_answer(text: str) -> None:
    assert lines_of(text) is None


def test_an_empty_answer_is_one() -> None:
    assert lines_of('{"lines": []}') == ()
