"""What a language model wrote, held against the call: what stands and on which sentences, and every kind of invention that does not."""

import pytest

from assistant.review.sheet import Party
from assistant.wording.check import borne_out, near, plain
from assistant.wording.transcript import Spoken

CALL = (
    Spoken(1, "u1", "client", "Right. We need forty-two archive boxes by Friday. Could you do anything on the price?"),
    Spoken(2, "u2", "rep", "If you take a hundred, it's nine ninety a box. I'll send you the quote tomorrow."),
    Spoken(3, "u3", "client", "No, we don't want a hundred. The old ones were bent. Maybe we'll take sixty."),
    Spoken(4, "u4", "rep", "So forty-two, by Friday. I'll deliver to Marsh Lane."),
    Spoken(5, "u5", "mixed", "The lift is broken again."),
)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("The client needed 42 archive boxes by Friday.", ["We need forty-two archive boxes by Friday."]),
        ("The client stated that they need forty-two archive boxes", ["We need forty-two archive boxes by Friday."]),
        ("The client did not want a hundred.", ["No, we don't want a hundred."]),
        ("The rep promised to send the quote tomorrow", ["I'll send you the quote tomorrow."]),
        ("The rep said it is 9.90 a box if the client takes 100.", ["If you take a hundred, it's nine ninety a box."]),
        ("The client asked whether the rep could do anything on the price.", ["Could you do anything on the price?"]),
        ("The client would maybe take 60.", ["Maybe we'll take sixty."]),
        ("42 boxes, by Friday.", ["We need forty-two archive boxes by Friday."]),
        (
            "The client needed 42 boxes. The rep will deliver to Marsh Lane.",
            ["We need forty-two archive boxes by Friday.", "I'll deliver to Marsh Lane."],
        ),
        ("The rep said by Friday, and will send the quote tomorrow.", ["I'll send you the quote tomorrow.", "So forty-two, by Friday."]),
    ],
)
def test_what_was_said_stands_on_the_sentences_that_say_it(text: str, quotes: list[str]) -> None:
    line = plain(text)
    assert line is not None
    evidence = borne_out(line, CALL)
    assert evidence is not None
    assert [quote.quote for quote in evidence] == quotes
    assert all(any(quote.quote in said.text and quote.utterance == said.utterance for said in CALL) for quote in evidence)


@pytest.mark.parametrize(
    "text",
    [
        "The client needed 24 archive boxes by Friday.",
        "The client needed 42 archive boxes by Thursday.",
        "The client needed 42 filing cabinets by Friday.",
        "The rep needed 42 archive boxes.",
        "The client will send the quote tomorrow.",
        "The client wanted 100.",
        "The old ones were not bent.",
        "The box costs 9.90.",
        "The client will take 60.",
        "The rep did anything on the price.",
        "The client needed 42 boxes and accepted the quote.",
        "The client took a hundred. The rep will deliver to Marsh Lane.",
        "The client said the lift is broken again.",
    ],
)
def test_an_invention_does_not(text: str) -> None:
    line = plain(text)
    assert line is not None
    assert borne_out(line, CALL) is None


@pytest.mark.parametrize(
    ("side", "said", "text", "stands"),
    [
        ("client", "We need forty-two archive boxes.", "The client needed 42 archive boxes.", True),
        ("rep", "You need forty-two archive boxes.", "The rep needed 42 archive boxes.", False),
        ("rep", "I see you need forty-two archive boxes.", "The rep needed 42 archive boxes.", False),
        ("rep", "You need forty-two archive boxes.", "The rep said the client needs 42 archive boxes.", True),
        ("client", "We've three drills, and they need blades.", "The client needed blades.", False),
        ("client", "My boss wants the blue ones.", "The client wanted the blue ones.", False),
        ("client", "I'm happy with the blue ones.", "The client was happy with the blue ones.", True),
        ("client", "We've got three drills.", "The client had three drills.", True),
        ("rep", "I'll send you the quote.", "The rep will send the client the quote.", True),
        ("rep", "Will you send the quote.", "The rep will send the quote.", False),
        ("client", "Can you deliver on Friday.", "The client can deliver on Friday.", False),
        ("client", "Can we collect on Friday.", "The client asked whether they can collect on Friday.", True),
    ],
)
def test_what_is_told_of_a_side_was_said_of_itself(side: Party, said: str, text: str, stands: bool) -> None:
    line = plain(text)
    assert line is not None
    assert (borne_out(line, (Spoken(1, "u1", side, said),)) is not None) == stands


def test_a_promise_stands_on_the_words_of_its_own_side_alone() -> None:
    line = "Will deliver by Friday to Marsh Lane."
    assert borne_out(line, CALL, "rep") is not None
    assert borne_out(line, CALL, "client") is None
    assert borne_out("Will deliver boxes by Friday to Marsh Lane.", CALL, "rep") is None


@pytest.mark.parametrize("text", ["", "  ", "The client said yes.", "I need 42 boxes.", "The rep will call you.", "box " * 60, "-–"])
def test_what_is_no_line_of_notes(text: str) -> None:
    assert plain(text) is None


def test_words_that_only_tell_are_put_as_people_say_them() -> None:
    assert plain("- The client mentioned that forty-two were bent") == "Client said that 42 were bent."
    assert plain("“The client inquired about forty-two boxes”") == "Client asked about 42 boxes."
    assert plain("The client requested  a quote.\n") == "Client asked for a quote."


def test_models_are_often_one_off() -> None:
    assert [said.number for said in near(CALL, [2, 99])] == [1, 2, 3]
    assert list(near(CALL, [])) == []
