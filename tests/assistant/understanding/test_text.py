"""Plain words, and the way back from them to what was recognised."""

import pytest

from assistant.state import Utterance
from assistant.turns import readable
from assistant.understanding.text import quote, sentences

PLAIN = [
    ("I'm, um, I'm just calling to, you know, touch base.", ["i am just calling to , touch base"]),
    ("Can I, can I stop you there?", ["can i stop you there"]),
    ("I've gotta run. Y'all take care!", ["i have got to run", "you all take care"]),
    ("It's 10 a.m. on Tuesday, Mr. Smith.", ["it is 10 a.m on tuesday , mr smith"]),
    ("See you at 10.30.", ["see you at 10.30"]),
    ("dont know cant say", ["do not know can not say"]),
    ("He's been in, it's got loud.", ["he has been in , it has got loud"]),
    ("Ta-ra, bye-bye!", ["ta ra , bye bye"]),
    ("9am or 4pm?", ["9 a.m or 4 p.m"]),
    ("The driver's number—here.", ["the driver 's number , here"]),
    ("", []),
    ("...", []),
]


@pytest.mark.parametrize(("text", "plain"), PLAIN)
def test_plain_form(text: str, plain: list[str]) -> None:
    assert [sentence.flat for sentence in sentences([text])] == plain


def utterance(text: str, *, final: bool = True, name: str = "u1") -> Utterance:
    return Utterance(id=name, side="rep", start=0.0, end=2.0, text=text, final=final)


def test_a_quote_is_what_was_recognised() -> None:
    text = "Well, I'm, um, I'm just calling to touch base."
    (sentence,) = sentences([text])
    at = sentence.flat.index("calling")
    evidence = quote((utterance(text),), sentence, at, len(sentence.flat))
    assert evidence.quote == "calling to touch base"


def test_a_sentence_may_run_over_two_utterances() -> None:
    first, second = utterance("I'm calling to"), utterance("fix the date for Friday.", name="u2")
    (sentence,) = sentences([first.text, second.text])
    assert sentence.flat == "i am calling to fix the date for friday"
    evidence = quote((first, second), sentence)
    assert (evidence.utterance, evidence.quote) == ("u2", "fix the date for Friday")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("I've got to run", ""),
        ("I've got to run this by my boss, and", "I've got to run this by my boss,"),
        ("OK. I've got to", "OK."),
        ("at 10.30 on", ""),
        ("Right - well", "Right -"),
    ],
)
def test_what_is_still_being_said_is_read_to_its_last_boundary(said: str, read: str) -> None:
    assert readable(utterance(said, final=False)) == read
    assert readable(utterance(said)) == said
