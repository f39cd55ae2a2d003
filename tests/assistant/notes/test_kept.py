"""Which sentences are worth a line, and which belong together in one."""

import pytest

from assistant.notes.kept import is_idle, of_business, of_life
from assistant.notes.passages import passages
from assistant.notes.weights import fact, matter, offer
from assistant.notes.wording import MOST_WORDS
from tests.assistant.notes.calls import CALLS, said_in
from tests.assistant.notes.test_sentences import the

CALL = """R: Hello, Cold Rooms, Pat. | C: Hi, it's Lee from the dairy. | R: Go on. | C: The compressor hums and the room stays warm.
    | R: Is it the old Bitzer? | C: Yep. | R: And when was it last serviced? | C: In March.
    | R: One second, let me check. We could fit a new one at four thousand pounds. | C: No, that's too much for us.
    | R: So the compressor hums and the room stays warm. And are you going away this year?
    | C: My daughter marries in Spain in May, she found a chapel by the sea."""


def lines_of(text: str) -> list[str]:
    """The lines about the business of a call."""
    said = said_in(" ".join(text.split()))
    kept = of_business(said, (matter(said, 0), offer, fact(said)), offer, (), frozenset())
    return [line.text for line in passages(kept, frozenset())]


def test_questions_stand_with_their_answers_and_nothing_idle_is_left() -> None:
    text = "\n".join(lines_of(CALL))
    assert "Rep: Is it the old Bitzer? Client: Yep." in text
    assert "Rep: When was it last serviced? Client: In March." in text
    assert "One second" not in text
    assert "Pat" not in text
    assert "Spain" not in text


def test_an_offer_stands_with_what_was_said_to_it() -> None:
    assert any("£4,000" in line and line.endswith("Client: No, that's too much for us.") for line in lines_of(CALL))


def test_what_is_given_back_in_the_same_words_is_not_told_again() -> None:
    assert "\n".join(lines_of(CALL)).count("compressor hums") == 1


def test_a_long_answer_needs_no_question() -> None:
    text = "\n".join(lines_of("R: Hello. | C: Hello. | R: How has it been? | C: The big truck was in the workshop three times since January."))
    assert "How has it been" not in text
    assert "three times" in text


def test_a_question_nobody_answered_tells_nothing() -> None:
    assert "how many" not in "\n".join(lines_of("R: Hello. | C: Hello. | R: How many trucks run at night? | C: I've got to go. Bye.")).lower()


def test_life_is_told_apart() -> None:
    said = said_in(CALL)
    text = "\n".join(line.text for line in passages(of_life(said, (), frozenset()), frozenset()))
    assert "My daughter marries in Spain in May" in text
    assert "compressor" not in text


@pytest.mark.parametrize("words", ["Thanks for calling", "Hang on a second", "I've got to run", "Have a good weekend", "Let me just check that"])
def test_manners_are_idle(words: str) -> None:
    said = said_in(f"R: Hello. | C: Hello. | R: Go on. | C: {words}. | R: Okay.")
    assert is_idle(the(said, words))


@pytest.mark.parametrize(
    "words", ["I've got to run it past my boss", "I can see you have two trucks", "The gate code is four four one seven, hang on"]
)
def test_what_only_sounds_like_manners_is_not(words: str) -> None:
    said = said_in(f"R: Hello. | C: Hello. | R: Go on. | C: {words}. | R: Okay.")
    assert not is_idle(the(said, words))


def test_no_line_is_longer_than_is_read_at_a_glance() -> None:
    for text, kind in CALLS:
        said = said_in(text, kind)
        kept = of_business(said, (matter(said, 0), offer, fact(said)), offer, (), frozenset())
        lines = passages(kept, frozenset())
        assert [part.number for line in lines for part in line.parts] == [part.said.number for part in kept]
        assert all(len(line.text.split()) <= MOST_WORDS + 4 for line in lines)


def test_nothing_makes_no_line() -> None:
    assert passages([], frozenset()) == []
