"""Questions with their answers, and questions left open."""

from assistant.notes.answers import open_questions, question_before, short_answers, was_asked_openly
from tests.assistant.notes.calls import said_in

CALL = """R: Hello, Cold Rooms, Pat. | C: Hi, it's Lee from the dairy. | R: What's the trouble, Lee? | C: The compressor hums and the room stays warm.
    | R: Is it the old Bitzer? | C: Yep. | R: And when was it last serviced? | C: In March. | R: What does the display say?
    | C: I don't know, I'd have to go and look.
    | R: Can you tell me how warm it is? | C: Twelve degrees on the left side and about nine by the door."""


def test_a_short_answer_takes_its_question_along() -> None:
    pairs = [pair.text for pair in short_answers(said_in(CALL), settled=False)]
    assert "Rep: Is it the old Bitzer? Client: Yep." in pairs
    assert "Rep: When was it last serviced? Client: In March." in pairs
    assert not any("Twelve degrees" in pair for pair in pairs)


def test_when_is_not_asked_again_once_a_step_is_settled() -> None:
    call = "R: Hello. | C: Hi, I need the filter changed. | R: What day suits you for the visit? | C: Thursday at two."
    assert any("Thursday" in pair.text for pair in short_answers(said_in(call), settled=False))
    assert not any("Thursday" in pair.text for pair in short_answers(said_in(call), settled=True))


def test_a_question_put_off_is_open() -> None:
    assert [pair.text for pair in open_questions(said_in(CALL))] == ["Rep: What does the display say? Client: I don't know, I'd have to go and look."]


def test_the_question_before_an_answer() -> None:
    said = said_in(CALL)
    answer = next(sentence for sentence in said if "In March" in sentence.quote)
    question = question_before(said, answer)
    assert question is not None
    assert question.quote == "And when was it last serviced"
    assert question_before(said, question) is None


def test_what_answers_an_open_question() -> None:
    said = said_in(CALL)
    assert was_asked_openly(said, next(sentence for sentence in said if "hums" in sentence.quote))
    assert not was_asked_openly(said, next(sentence for sentence in said if "In March" in sentence.quote))
