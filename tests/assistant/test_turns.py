"""Turns: who holds the floor, when it passes, and when nothing of a turn can change any more."""

import pytest

from assistant.reduce import pass_time, settle
from assistant.state import State
from assistant.turns import is_back_channel, readable, silence_ends_at
from tests.timeline import committed, final, heard, say

SILENCE = 1.2


def shape(state: State) -> list[tuple[str, str]]:
    return [(turn.side, turn.text) for turn in state.turns]


def test_the_floor_passes_with_the_first_word_of_the_other_side() -> None:
    state = heard([*say("r1", "rep", 0.5, 2.5, "Hello there."), *say("c1", "client", 3.0, 5.0, "Who is this?")])
    assert shape(state) == [("rep", "Hello there."), ("client", "Who is this?")]
    assert state.turns[0].ended == 3.0
    assert state.turns[1].ended is None


def test_utterances_of_one_side_make_one_turn() -> None:
    state = heard([*say("r1", "rep", 0.5, 2.5, "I'm calling about"), *say("r2", "rep", 3.0, 5.0, "the pumps.")])
    assert shape(state) == [("rep", "I'm calling about the pumps.")]


def test_back_channels_do_not_take_the_floor() -> None:
    state = heard(
        [
            *say("r1", "rep", 0.5, 2.5, "So the machine is new."),
            *say("c1", "client", 2.6, 2.9, "Mm-hm."),
            *say("r2", "rep", 3.0, 5.0, "And it is quiet."),
        ]
    )
    assert shape(state) == [("rep", "So the machine is new. And it is quiet.")]
    assert [heard_.text for heard_ in state.turns[0].back_channels] == ["Mm-hm."]


def test_yes_after_a_question_is_a_turn() -> None:
    state = heard([*say("r1", "rep", 0.5, 2.5, "Is it the old one?"), *say("c1", "client", 3.0, 3.3, "Yeah.")])
    assert shape(state) == [("rep", "Is it the old one?"), ("client", "Yeah.")]


def test_a_back_channel_that_goes_on_becomes_a_turn() -> None:
    state = heard([*say("r1", "rep", 0.5, 2.5, "It is new."), *say("c1", "client", 3.0, 5.0, "Right. But what does it cost?")])
    assert shape(state)[1] == ("client", "Right. But what does it cost?")


def test_silence_ends_a_turn() -> None:
    state = heard(say("r1", "rep", 0.5, 2.5, "Hello there."))
    assert silence_ends_at(state, SILENCE) == pytest.approx(3.7)
    assert pass_time(state, 3.69, SILENCE).turns[0].ended is None
    ended = pass_time(state, 3.7, SILENCE)
    assert ended.turns[0].ended == pytest.approx(3.7)
    assert settle(ended).turns[0].settled


def test_silence_does_not_end_a_turn_whose_next_utterance_has_begun() -> None:
    state = heard([*say("r1", "rep", 0.5, 2.5, "Hello there."), committed("r2", "rep", 3.5, 3.5, "")])
    assert silence_ends_at(state, SILENCE) is None


def test_words_known_late_go_where_they_were_spoken() -> None:
    """The rep began at 0.5, the client at 3.0; the client's words came first."""
    state = heard(
        [
            committed("r1", "rep", 0.5, 0.5, ""),
            committed("c1", "client", 3.0, 3.0, ""),
            final("c1", "client", 3.0, 4.0, "What is it about?", at=4.5),
            final("r1", "rep", 0.5, 2.8, "Hello there.", at=5.0),
        ]
    )
    assert shape(state) == [("rep", "Hello there."), ("client", "What is it about?")]
    assert [turn.number for turn in state.turns] == [1, 2]


def test_a_turn_is_not_settled_while_words_spoken_before_its_end_are_missing() -> None:
    state = heard(
        [
            *say("r1", "rep", 0.5, 2.5, "I'm calling"),
            committed("r2", "rep", 2.8, 2.8, ""),
            *say("c1", "client", 4.0, 5.0, "Go on then."),
        ]
    )
    assert not settle(state).turns[0].settled
    state = heard([final("r2", "rep", 2.8, 3.8, "about the pumps.", at=6.0)], state)
    assert settle(state).turns[0].settled
    assert shape(state)[0] == ("rep", "I'm calling about the pumps.")


def test_words_taken_back_whole_take_their_turn_with_them() -> None:
    state = heard(
        [
            *say("r1", "rep", 0.5, 2.5, "Hello there."),
            committed("c1", "client", 3.0, 3.0, ""),
            committed("c1", "client", 3.0, 3.5, "Thank you."),
        ]
    )
    assert len(state.turns) == 2
    state = heard([final("c1", "client", 3.0, 3.5, "", at=4.0)], state)
    assert shape(state) == [("rep", "Hello there.")]
    assert state.turns[0].ended is None


def test_overlap_does_not_split_an_utterance() -> None:
    facts = sorted(
        [*say("r1", "rep", 0.5, 6.5, "one two three four five six"), *say("c1", "client", 3.2, 4.2, "wait a minute")], key=lambda fact: fact.at
    )
    state = heard(facts)
    assert shape(state) == [("rep", "one two three four five six"), ("client", "wait a minute")]


@pytest.mark.parametrize(
    ("text", "asked", "listening"),
    [
        ("Mm-hm.", False, True),
        ("Mm-hm.", True, True),
        ("Right.", False, True),
        ("Right, OK.", False, True),
        ("uh-huh", False, True),
        ("Yeah, yeah.", False, True),
        ("OK.", True, False),
        ("Yeah.", True, False),
        ("Fine.", False, False),
        ("Right, go on.", False, False),
        ("No.", False, False),
        ("", False, False),
    ],
)
def test_back_channels(text: str, asked: bool, listening: bool) -> None:
    assert is_back_channel(text, asked) is listening


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("I've got to run", ""),
        ("I've got to run.", "I've got to run."),
        ("Well, I've got to", "Well,"),
        ("It costs 3.50 and", ""),
        ("Look — I must", "Look —"),
    ],
)
def test_only_whole_clauses_of_growing_words_are_read(text: str, read: str) -> None:
    state = heard([committed("r1", "rep", 0.5, 2.0, text)])
    assert readable(state.turns[0].utterances[0]) == read
