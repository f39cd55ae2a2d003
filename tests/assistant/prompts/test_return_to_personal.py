"""Personal topics put off or passed over, and whether they are come back to once the next step is agreed."""

import pytest

from assistant.events import Kind, PromptShown
from tests.assistant.prompts.acted import outcomes, run, turns_shown

PARKED = """
C: Hello, Jo here. [greeting]
R: Jo, it's Ed. [introduction] How was the trip? [small-talk]
C: Oh, the trip was magic, we hired scooters. [small-talk]
R: I want to hear all about the trip, but first the order. [park] I'm ringing about the blades. [purpose]
C: Good, we're down to two. [need]
"""
IN_PASSING = """
C: Hello, Jo here. [greeting]
R: Jo, it's Ed. [introduction]
C: Only tired, my wife was running and she was fourth. [small-talk]
R: Ah, congratulations. [small-talk] I'm ringing about the blades. [purpose]
C: Good, we're down to two. [need]
"""
BROKEN_OFF = """
C: Hello, Jo here. [greeting]
R: Jo, it's Ed. [introduction] How was the trip? [small-talk]
C: Getting there, my wife's back up on her feet. [small-talk] Listen, I'm after the blades. [need]
R: Of course you are. [accept] Which ones? [question]
C: The small ones. [answer]
"""
PASSED_OVER = """
C: Hello, Jo here. [greeting]
R: Jo, it's Ed. [introduction]
C: Sorry, I'm all over the place, my wife's in hospital. [small-talk]
R: I'm ringing about the blades. [purpose]
C: Good, we're down to two. [need]
"""
AGREED = """R: I'll bring you twenty on Thursday at ten. [commitment]
C: Thursday at ten, perfect. [accept]
"""
AFTER = "R: Is the gate open? [question]\nC: It is. [answer]"
NAME = "return-to-personal"


@pytest.mark.parametrize(("before", "topic"), [(PARKED, "trip"), (PASSED_OVER, "wife"), (IN_PASSING, "wife"), (BROKEN_OFF, "wife")])
@pytest.mark.parametrize("kind", ["purpose", "renewal"])
def test_a_topic_left_is_named_once_the_step_is_agreed(before: str, topic: str, kind: Kind) -> None:
    _, facts, _ = run(before + AGREED + AFTER, kind)
    assert [fact.text for fact in facts if isinstance(fact, PromptShown) and fact.prompt == NAME] == [f"Now the personal: {topic}"]


def test_on_a_service_call() -> None:
    call = """
R: Tideway, Gareth. [greeting+introduction]
C: Gareth, Moira here, how's things? [introduction+courtesy]
R: I want the whole story on that boat, but business first. [park] What do you need? [ask-need]
C: Two pumps. [request]
R: They'll be with you tomorrow before noon. [commitment]
C: Before noon is perfect. [accept]
R: And what else do you need? [ask-need]
C: That's all. [answer]
"""
    assert turns_shown(NAME, call, "service") == [8]


def test_a_topic_without_a_name() -> None:
    call = PARKED.replace("the trip was magic, we hired scooters", "you'll never guess").replace("How was the trip?", "What's new with you?")
    _, facts, _ = run(call.replace("all about the trip", "every bit of it") + AGREED + AFTER)
    assert [fact.text for fact in facts if isinstance(fact, PromptShown) and fact.prompt == NAME] == ["Now the personal: what came up earlier"]


def test_a_word_that_names_nothing_is_no_topic() -> None:
    call = PARKED.replace("the trip was magic, we hired scooters", "you'll never guess").replace("How was the trip?", "What's new with you?")
    _, facts, _ = run(call.replace("all about the trip", "about that before we hang up") + AGREED + AFTER)
    assert [fact.text for fact in facts if isinstance(fact, PromptShown) and fact.prompt == NAME] == ["Now the personal: what came up earlier"]


@pytest.mark.parametrize("question", ["So how were they?", "And how are the lads getting on?", "So come on, how was it in there?"])
def test_not_when_the_turn_after_it_asks_after_something(question: str) -> None:
    after = "R: Lovely. [other] {} [other]\nC: Grand. [other]"
    assert turns_shown(NAME, PARKED + AGREED + after.format(question)) == []
    assert turns_shown(NAME, PARKED + AGREED + after.format("How is that for you?")) != []


def test_not_before_the_step_is_agreed() -> None:
    assert turns_shown(NAME, PARKED + AGREED.splitlines()[0] + "\nC: I'd have to check. [vague-next]\n" + AFTER) == []


def test_not_when_taken_up_in_the_turn_that_settles_it() -> None:
    call = (
        PARKED
        + "C: Could you come Thursday at ten? [propose-next]\nR: Thursday at ten, lovely. [accept] Now then, the trip, how was it? [small-talk]"
    )
    assert turns_shown(NAME, call + "\nC: Magic. [small-talk]") == []


@pytest.mark.parametrize("line", ["R: So, scooters? [small-talk]", "R: And how did the trip end? [question]"])
def test_not_when_it_was_taken_up_before(line: str) -> None:
    assert turns_shown(NAME, PARKED + line + "\nC: In a ditch. [answer]\n" + AGREED + AFTER) == []


@pytest.mark.parametrize(
    "before",
    [
        PARKED.replace("I want to hear all about the trip, but first the order. [park]", "Tell me another time. [park] Lovely, though. [small-talk]"),
        PASSED_OVER.replace("I'm ringing", "Oh, I'm sorry, I hope she's better soon. [small-talk] I'm ringing"),
        PASSED_OVER.replace("my wife's in hospital. [small-talk]", "my wife's in hospital. [small-talk] But what can I do for you? [ask-why]"),
        PARKED.replace("How was the trip? [small-talk]", "How are you? [courtesy]")
        .replace("Oh, the trip was magic, we hired scooters. [small-talk]", "Fine, thanks. [courtesy-answer]")
        .replace("I want to hear all about the trip, but first the order. [park] ", ""),
    ],
)
def test_not_where_nothing_was_left(before: str) -> None:
    assert turns_shown(NAME, before + AGREED + AFTER) == []


def test_with_somebody_who_must_go_too_once_it_is_agreed() -> None:
    hurried = PARKED + "R: Twenty? [question]\nC: Twenty, look, I've got to run. [must-go]\n"
    assert turns_shown(NAME, hurried + AGREED + AFTER) == [11]


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        ("R: Grand. [accept]\nC: Anything else? [question]\nR: Those scooters. [small-talk]\nC: Ha. [small-talk]", ["done"]),
        ("R: Now, those scooters. [small-talk]\nC: Ha. [small-talk]", []),
        ("R: Bye, then. [goodbye]\nC: Bye. [goodbye]", ["lapsed"]),
    ],
)
def test_it_is_done_when_it_is_taken_up(after: str, outcome: list[str]) -> None:
    assert outcomes(NAME, PARKED + AGREED + after) == outcome


def test_not_on_a_call_without_an_agenda() -> None:
    assert turns_shown(NAME, PARKED + AGREED + AFTER, "relationship") == []
