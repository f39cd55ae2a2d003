"""A call as a language model is shown it: in order, as put right, in pieces."""

from assistant.events import Fact, SpeechCorrected, SpeechFinal
from assistant.wording.transcript import Spoken, pieces, spoken, written
from audio.side import Side


def final(seq: int, start: float, side: Side, text: str) -> SpeechFinal:
    return SpeechFinal(
        call="c", at=start + 2, seq=seq, utterance=f"u{seq}", side=side, start=start, end=start + 1, text=text, words=(), values=(), latency_ms=0.0
    )


def test_it_is_as_the_rep_has_put_it_right_in_the_order_in_which_it_began() -> None:
    right = SpeechCorrected(call="c", at=9.0, seq=9, utterance="u2", text="Hello, Dana.", side="rep", was="Hello, Dinah.", words=(), values=())
    facts: list[Fact] = [final(1, 5.0, "rep", "It's Sam."), final(2, 1.0, "client", "Hello, Dinah."), final(3, 6.0, "client", "  "), right]
    call = spoken(facts)
    assert call == (Spoken(1, "u2", "rep", "Hello, Dana."), Spoken(2, "u1", "rep", "It's Sam."))
    assert written(call) == "1 Rep: Hello, Dana.\n2 Rep: It's Sam."


def test_it_is_cut_between_utterances() -> None:
    call = [Spoken(number, f"u{number}", "rep", "word " * words) for number, words in enumerate((4, 4, 3, 20, 1), 1)]
    assert [[said.number for said in piece] for piece in pieces(call, most=10)] == [[1, 2], [3], [4], [5]]
    assert pieces([]) == []


def test_sentences_are_words_of_the_utterance() -> None:
    said = Spoken(1, "u1", "rep", "It's 9.90 a box. Really?! Well… yes")
    assert [sentence.quote for sentence in said.sentences] == ["It's 9.90 a box.", "Really?!", "Well… yes"]
