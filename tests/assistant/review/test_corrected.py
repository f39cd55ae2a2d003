"""Stored facts as they now read: sides as they stand at last, words as they were put right."""

from assistant.events import Fact, SidesSwapped, SpeechCommitted, SpeechCorrected, SpeechFinal
from assistant.review.corrected import corrected, standing
from audio.side import Side
from tests.timeline import CALL, final, say, started


def right(utterance: str, text: str | None = None, side: Side | None = None) -> SpeechCorrected:
    return SpeechCorrected(call=CALL, at=9.0, seq=0, utterance=utterance, text=text, side=side, was="", words=(), values=())


def read(facts: list[Fact]) -> list[tuple[str, Side, str]]:
    return [(fact.utterance, fact.side, fact.text) for fact in corrected(facts) if isinstance(fact, SpeechFinal)]


def test_words_and_sides_put_right_stand_in_their_place() -> None:
    facts: list[Fact] = [started(), final("a", "rep", 1, 2, "Hello Dina"), final("b", "client", 3, 4, "Yes"), final("c", "rep", 5, 6, "Good")]
    facts += [right("a", "Hello Dena"), right("c", side="client"), right("a", "Hello Dana")]
    assert read(facts) == [("a", "rep", "Hello Dana"), ("b", "client", "Yes"), ("c", "client", "Good")]
    assert (standing(facts, "c") or final("c", "rep", 0, 0, "")).side == "client"
    assert standing(facts, "x") is None


def test_what_was_heard_before_a_swap_is_the_other_sides_and_what_came_later_is_not() -> None:
    swap = SidesSwapped(call=CALL, at=3.0, seq=0)
    facts: list[Fact] = [
        started(),
        final("a", "rep", 1, 2, "one"),
        swap,
        final("b", "rep", 4, 5, "two"),
        swap,
        swap,
        final("c", "client", 6, 7, "three"),
    ]
    assert read([*facts, right("a", side="rep")]) == [("a", "rep", "one"), ("b", "rep", "two"), ("c", "client", "three")]
    assert read(facts)[0] == ("a", "client", "one")


def test_words_on_their_way_change_sides_with_their_utterance() -> None:
    facts: list[Fact] = [started(), *say("a", "rep", 1, 2, "Hello there"), right("a", "Goodbye", "client")]
    heard = corrected(facts)
    assert {fact.side for fact in heard if isinstance(fact, SpeechCommitted)} == {"client"}
    assert not [fact for fact in heard if isinstance(fact, SpeechCorrected)]
