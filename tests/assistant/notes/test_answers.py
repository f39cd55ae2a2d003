"""Questions left open, and what answers an open question."""

from assistant.notes.answers import open_questions, was_asked_openly
from tests.assistant.notes.calls import said_in

CALL = """R: Hello, Cold Rooms, Pat. | C: Hi, it's Lee from the dairy. | R: What's the trouble, Lee? | C: The compressor hums and the room stays warm.
    | R: Is it the old Bitzer? | C: Yep. | R: And when was it last serviced? | C: In March. | R: What does the display say?
    | C: I don't know, I'd have to go and look.
    | R: Can you tell me how warm it is? | C: Twelve degrees on the left side and about nine by the door."""


def test_a_question_put_off_is_open() -> None:
    assert [pair.text for pair in open_questions(said_in(CALL))] == ["Rep: What does the display say? Client: I don't know, I'd have to go and look."]


def test_what_answers_an_open_question() -> None:
    said = said_in(CALL)
    assert was_asked_openly(said, next(sentence for sentence in said if "hums" in sentence.quote))
    assert not was_asked_openly(said, next(sentence for sentence in said if "In March" in sentence.quote))
