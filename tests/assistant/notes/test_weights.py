"""How much a sentence matters under each head."""

import pytest

from assistant.notes.weights import fact, is_exact, matter, offer, promise
from tests.assistant.notes.calls import said_in
from tests.assistant.notes.test_sentences import the

CALL = """R: Hello, Cold Rooms, Pat. | C: Hello, it's Lee at the dairy. | R: What can I do for you, Lee?
    | C: The compressor stopped on Sunday and we lost eleven pallets of butter. The manager decides, not me. He likes a walk by the river.
    | R: I can offer you the new model at four thousand pounds. Shall I sign you up today? I'll send you the drawing.
      We have a nice office in Kent these days.
    | C: I will see. Could we have it for three thousand pounds? My son plays the violin at the town hall on Sunday."""


def test_what_the_client_tells_matters_more_than_what_the_rep_adds() -> None:
    said = said_in(CALL)
    weigh = matter(said, 0)
    assert weigh(the(said, "compressor stopped")) > weigh(the(said, "nice office")) > 0
    assert weigh(the(said, "violin")) == 0
    assert weigh(the(said, "new model")) == 0


def test_only_the_rep_offers_and_pressing_is_no_offer() -> None:
    said = said_in(CALL)
    assert offer(the(said, "new model")) > 1
    assert offer(the(said, "three thousand")) == 0
    assert offer(the(said, "sign you up")) == 0
    assert offer(the(said, "send you the drawing")) == 0


def test_promises_are_what_will_be_done() -> None:
    said = said_in(CALL)
    weigh = promise(())
    assert weigh(the(said, "send you the drawing")) == 1
    assert weigh(the(said, "I will see")) == 0
    assert weigh(the(said, "new model")) == 0
    assert promise({the(said, "nice office").number})(the(said, "nice office")) > 1


def test_facts_have_numbers_or_names() -> None:
    said = said_in(CALL)
    weigh = fact(said)
    assert weigh(the(said, "eleven pallets")) > weigh(the(said, "nice office")) > 0
    assert weigh(the(said, "manager decides")) == 0


@pytest.mark.parametrize(
    "words",
    [
        "The gate code is two nine five eight",
        "It's LS9 7DT",
        "My last name is Okafor",
        "Write to pat@cold.example",
        "The item is BP eight hundred dash twelve",
    ],
)
def test_codes_and_addresses_are_exact(words: str) -> None:
    said = said_in(f"R: Hello. | C: Hello there. | R: Go on. | C: {words}.")
    assert is_exact(the(said, words))


@pytest.mark.parametrize("words", ["I've a tender going in at two", "We have two or three of them", "OK two it is"])
def test_numbers_in_passing_are_not(words: str) -> None:
    said = said_in(f"R: Hello. | C: Hello there. | R: Go on. | C: {words}.")
    assert not is_exact(the(said, words))
