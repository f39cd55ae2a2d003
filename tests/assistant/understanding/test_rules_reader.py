"""What a turn does, read in its place in the call."""

import pytest

from assistant.events import ActName, Kind
from tests.assistant.understanding.calls import lines, run, turns_of

ASKS_WHY = """
What's this about?
What is this regarding, please?
What do you want?
What can I do for you?
So what is it you want?
Why are you calling?
What's the call about?
Is this about the cover?
To what do I owe the pleasure?
What are you selling?
Are you selling something?
May I ask what it's concerning?
And what would I want you for?
What's the purpose of the call?
Checking in on what?
About what?
And?
And this is about...?
what are you calling about
Come to the point, please.
Was there something you wanted?
What's on your mind?
"""

ASKS_SOMETHING_ELSE = """
Who is this?
Who did you say you were with?
What's this button for?
What can I do about it?
What do you want me to sign?
What's the price?
How are you?
Can you hear me?
Sorry, what?
Which company?
Do I know you?
"""


def acts_of(text: str, turn: int, kind: Kind = "purpose") -> set[ActName]:
    return {act.act for act in turns_of(text, kind)[turn - 1].acts}


@pytest.mark.parametrize("say", lines(ASKS_WHY))
def test_asking_why(say: str) -> None:
    assert "ask-why" in acts_of(f"C: Bright's. | R: Hi, it's Kim, just checking in. | C: {say} | R: Hm.", 3)


@pytest.mark.parametrize("say", lines(ASKS_SOMETHING_ELSE))
def test_asking_something_else(say: str) -> None:
    assert "ask-why" not in acts_of(f"C: Bright's. | R: Hi, it's Kim, just checking in. | C: {say} | R: Hm.", 3)


def test_a_receptionists_how_can_i_help_is_a_greeting() -> None:
    assert "ask-why" not in acts_of("C: Bright's, how can I help? | R: Is Tom there? | C: Who's calling?", 1)


def test_a_client_who_rings_is_not_asking_why() -> None:
    assert "ask-why" not in acts_of("R: Fells. | C: Hi, what can you do for me? | R: Hm.", 2, "service")


def test_yes_to_a_right_guess_is_the_purpose() -> None:
    assert "purpose" in acts_of("C: Hello. | R: Hi, it's Kim. | C: Is this about the survey? | R: It is, yes. | C: OK, fine.", 4)


def test_go_on_asks_for_the_need_unless_a_story_is_being_told() -> None:
    need = "R: Fells. | C: Hi, I've a problem with the saw. | R: Go on. | C: It jams."
    story = "C: Hi, Dan. | R: How was Rome? | C: Oh, lovely, we lost my mother at the airport. | R: Go on. | C: She was in the bar."
    assert "ask-need" in acts_of(need, 3, "service")
    assert "ask-need" not in acts_of(story, 4)


def test_every_act_quotes_what_was_said() -> None:
    state, _ = run(
        "C: Hello? | R: Hi, um, it's Kim, I'm, I'm ringing about, you know, Thursday's fitting - the alarm."
        " | C: Oh, OK. When? | R: Say ten o'clock? | C: Ten's fine, bye."
    )
    for turn in state.turns:
        said = {utterance.id: utterance.text for utterance in turn.utterances}
        assert turn.acts
        assert all(act.evidence.quote in said[act.evidence.utterance] for act in turn.acts)
        assert all(act.when is None or any(act.when in text for text in said.values()) for act in turn.acts)


@pytest.mark.parametrize(
    ("words", "works"),
    [
        ("I'm redoing the bar, actually, that's what I'm up to right now.", True),
        ("I've the boat up on the slip, so I'm painting the wheelhouse.", True),
        ("We're doing well, thanks.", False),
        ("I'm sitting here in the sun.", False),
    ],
)
def test_what_the_client_is_working_on(words: str, works: bool) -> None:
    turns = turns_of(f"C: Hello? | R: Hi, Kit, it's Joe. I'm not after anything. How are you? | C: {words}", "relationship")
    assert turns[2].does("work") is works


LEASE = "C: Hello? | R: It's Ed at Carr's, I'm ringing about the lease. | C: "
"""A call that has given its purpose, up to what the client says next."""


@pytest.mark.parametrize(
    "words",
    [
        "So will I just sign you up now? I only need a yes.",
        "Just gimme the word and it's yours.",
        "So come on, is it a goer?",
        "Why don't I just sign you up today?",
        "Can you go ahead and sign it while I've got you on the phone?",
        "What I need is a three-year commitment off you this morning.",
        "Are you in or are you out?",
    ],
)
def test_pressing_in_other_words(words: str) -> None:
    assert turns_of(f"{LEASE}Go on. | R: {words}")[3].does("press")


@pytest.mark.parametrize("words", ["I can't say yes or no, it's not up to me.", "Say the numbers again?", "I've an answer for you now."])
def test_what_only_sounds_like_pressing(words: str) -> None:
    assert not turns_of(f"{LEASE}Go on. | R: {words}")[3].does("press")


def test_good_to_hear_is_no_small_talk() -> None:
    assert not turns_of("C: Hello? | R: It's Ed at Carr's. How are you? | C: Not so dusty. | R: Oh, good. That's, yeah, that's good to hear.")[
        3
    ].does("small-talk")


@pytest.mark.parametrize(
    "words",
    [
        "Did ya want me to go ahead and cancel that out?",
        "You want that I close it?",
        "Can I rub that order out?",
        "Do you want us to knock the lease on the head, or what's the story?",
        "Do you want us to just bring the night contract to an end?",
    ],
)
def test_offering_to_cancel_in_other_words(words: str) -> None:
    assert turns_of(f"{LEASE}Go on. | R: You've a contract that just sits there. {words}")[3].does("offer-to-cancel")


@pytest.mark.parametrize(
    "words",
    [
        "Tell you what, work us out a price for some spares to keep here.",
        "So you make for me a proforma for the desks.",
        "Put up a quotation for me with the counting also.",
        "Put it in writing for me, the price and the litres.",
    ],
)
def test_asking_for_a_price_in_writing(words: str) -> None:
    assert turns_of(LEASE + words)[2].does("request")


def test_a_cottage_is_no_contract() -> None:
    assert not turns_of("C: Hello? | R: It's Ed. Did you have to cancel the cottage, with the move and everything?")[1].does("offer-to-cancel")
