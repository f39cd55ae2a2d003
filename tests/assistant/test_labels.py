"""Labels as windows of turns: what was right or missed is expected there, what was wrong is not, and they are written as scripts have them."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from assistant.events import Evidence, Fact, PromptShown
from assistant.labels import Label, Window, check_label, expected, labels_document, refused, spoken_turns
from audio.problem import Problem
from tests.timeline import CALL, final

RIGHT = Label(prompt="state-purpose", verdict="right", seq=9)
WRONG = Label(prompt="state-purpose", verdict="wrong", seq=9)
MISSED = Label(prompt="offer-a-meeting", verdict="missed", utterance="c1")


def facts() -> list[Fact]:
    """A call of three turns, the first in two utterances, with a sign of listening in the last."""

    def spoken() -> Iterator[Fact]:
        yield final("r1", "rep", 0.5, 2.0, "Just checking in.")
        yield final("r2", "rep", 2.5, 4.0, "As one does.")
        yield final("c1", "client", 5.0, 8.0, "What is it about?")
        yield final("c2", "client", 8.5, 9.0, "")
        yield final("r3", "rep", 10.0, 15.0, "Nothing in particular, I always ring on a Tuesday.")
        yield final("c3", "client", 12.0, 12.5, "Mm-hm.")

    shown = PromptShown(
        call=CALL,
        at=6.0,
        seq=9,
        prompt="state-purpose",
        text="State your purpose",
        why="because",
        evidence=(Evidence(utterance="r1", quote="checking in"),),
        due=4.0,
        latency_ms=2000.0,
        urgency="guide",
    )
    return [*spoken(), shown]


def test_turns_are_made_of_what_was_said_alone() -> None:
    turns = spoken_turns(facts())
    assert [(turn.side, turn.start, turn.end, turn.utterances) for turn in turns] == [
        ("rep", 0.5, 4.0, ("r1", "r2")),
        ("client", 5.0, 8.0, ("c1",)),
        ("rep", 10.0, 15.0, ("r3",)),
    ]
    assert turns[0].text == "Just checking in. As one does."


def test_labels_become_windows() -> None:
    call = facts()
    turns = spoken_turns(call)
    assert expected([MISSED, WRONG, RIGHT], call, turns) == [Window("state-purpose", 1, 3), Window("offer-a-meeting", 2, 3)]
    assert refused([MISSED, WRONG, RIGHT], call, turns) == [Window("state-purpose", 1, 3)]


def test_a_prompt_missed_at_a_sign_of_listening_belongs_to_the_turn_it_was_heard_in() -> None:
    call = facts()
    missed = Label(prompt="let-them-talk", verdict="missed", utterance="c3")
    assert expected([missed], call, spoken_turns(call)) == [Window("let-them-talk", 3, 3)]


def test_what_is_written() -> None:
    document = labels_document("c", [RIGHT, MISSED], facts())
    assert document["turns"][1] == {"who": "client", "say": "What is it about?", "start": 5.0, "end": 8.0}
    assert document["expect"] == [{"prompt": "state-purpose", "from": 1, "by": 3}, {"prompt": "offer-a-meeting", "from": 2, "by": 3}]
    assert document["wrong"] == []


@pytest.mark.parametrize(
    "label",
    [
        Label(prompt="state-purpose", verdict="right", seq=8),
        Label(prompt="set-goal", verdict="wrong", seq=9),
        Label(prompt="set-goal", verdict="missed", utterance="c9"),
    ],
)
def test_a_label_on_nothing_is_refused(label: Label) -> None:
    with pytest.raises(Problem) as caught:
        check_label(label, facts())
    assert caught.value.code == "unknown-place"
    check_label(RIGHT, facts())
    check_label(MISSED, facts())


@pytest.mark.parametrize("place", [{}, {"seq": 9, "utterance": "c1"}, {"utterance": "c1"}])
def test_a_verdict_on_a_prompt_needs_the_prompt_and_nothing_else(place: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Label.model_validate({"prompt": "state-purpose", "verdict": "right", **place})
