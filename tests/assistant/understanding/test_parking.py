"""Personal talk that the rep puts off, and what sounds like it and is about the business."""

import pytest

from tests.assistant.understanding.calls import lines, turns_of

OPENING = "C: Hello, Jo here. | R: Jo, it's Ed at Carr's. How was the wedding? | C: Oh, the wedding was magic, my mother danced till four. | R: "
PUT_OFF = """
Hold that thought, Jo. I'm ringing about the blades.
Ah, save me the story, I want it all after.
I want to hear every word of it, but first the order.
You'll have to tell me about your mother in a minute.
We'll get to the dancing before I go. I'm ringing about the blades.
That'll keep till after. I'm ringing about the blades.
Right, keep me the story for the end. I'm ringing about the blades.
I'll want to hear about your mother. I'm ringing about the blades.
Well, you're gonna have to show me those. I'm ringing about the blades.
Very nice, I will tell you about it at the end. I'm ringing about the blades.
"""
NOT_PUT_OFF = """
I want to hear how the blades are doing.
I'm ringing about the blades, and I'd keep that delivery as it is.
Your mother! I'm ringing about the blades.
"""


@pytest.mark.parametrize("words", lines(PUT_OFF))
def test_put_off(words: str) -> None:
    assert turns_of(OPENING + words)[3].does("park")


@pytest.mark.parametrize("words", lines(NOT_PUT_OFF))
def test_not_put_off(words: str) -> None:
    assert not turns_of(OPENING + words)[3].does("park")


def test_what_is_put_off_in_business_is_not_personal() -> None:
    business = "C: Carr's. | R: It's Ed. I'm ringing about the price of the blades. | C: We have a price on file. | R: Hold that thought, I'll look."
    assert not turns_of(business)[3].does("park")
