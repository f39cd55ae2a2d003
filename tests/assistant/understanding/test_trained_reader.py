"""How phrases and the network read together: each where it is surer, neither against its side."""

import logging
from dataclasses import replace

import pytest

from assistant import judge
from assistant.events import Act, ActName, Answer, CallStarted, Evidence, Plan, PlaybookRef
from assistant.state import Turn, Utterance, begin
from assistant.understanding.rules_reader import PhraseReader
from assistant.understanding.trained_reader import TrainedReader, together
from audio.problem import Problem
from audio.side import Side

WORDS = Evidence(utterance="u1", quote="It's the pump again")


def turn(side: Side = "client") -> Turn:
    return Turn(number=3, side=side, utterances=(Utterance("u1", side, 1.0, 3.0, "It's the pump again.", final=True),))


def read(shown: list[ActName], network: dict[str, float], side: Side = "client") -> list[tuple[str, float]]:
    acts = [Act(act=name, evidence=WORDS, confidence=0.8) for name in shown]
    return [(act.act, act.confidence) for act in together(turn(side), acts, [(WORDS, network)])]


def test_what_the_network_is_sure_of_is_added_and_what_it_is_not_sure_of_is_not() -> None:
    assert read([], {"need": 0.91, "experience": 0.6}) == [("need", 0.91)]


def test_what_phrases_show_stays_unless_it_is_all_but_impossible() -> None:
    assert read(["need", "request"], {"need": 0.03, "request": 0.01}) == [("need", 0.8)]
    assert read(["need"], {"need": 0.95}) == [("need", 0.8)]


def test_the_next_step_and_the_goodbye_are_the_phrases() -> None:
    assert read(["commitment", "accept"], {"commitment": 0.0, "accept": 0.0}) == [("commitment", 0.8), ("accept", 0.8)]
    assert read([], {"goodbye": 0.99, "closing": 0.99, "accept": 0.99}) == []


def test_who_may_be_leaving_is_believed_by_half() -> None:
    assert read([], {"must-go": 0.99}) == [("must-go", 0.55)]


def test_no_side_does_what_only_the_other_can() -> None:
    assert read([], {"press": 0.9, "objection": 0.9}, "rep") == [("press", 0.9)]
    assert read([], {"press": 0.9, "objection": 0.9}, "client") == [("objection", 0.9)]


def objections(words: str, *prepared: str) -> list[tuple[str | None, float]]:
    """What a client's sentence objects to, read by the network, in a call whose plan has these objections prepared."""
    answers = tuple(Answer(objection=objection, answer="…") for objection in prepared)
    started = CallStarted(
        call="c",
        at=0.0,
        seq=1,
        kind="purpose",
        plan=Plan(answers=answers),
        date="2026-03-04T10:00",
        tracks=("rep", "client"),
        weights=None,
        playbook=PlaybookRef(name="p", hash="0"),
    )
    said = Turn(number=1, side="client", utterances=(Utterance("u1", "client", 1.0, 3.0, words, final=True),))
    state = replace(begin(started), turns=(said,))
    return [(act.about, act.confidence) for act in judge.reader().read(state, said).acts if act.act == "objection"]


@pytest.mark.parametrize(
    ("words", "objection"),
    [
        ("Well, we went and bought our own chairs, back in the fall.", "we bought our own chairs"),
        ("I'm gonna be straight with you, nobody listens to the radio no more.", "nobody listens to the radio"),
        ("We don't have that, not in this year's money.", "no budget this year"),
    ],
)
def test_an_objection_of_the_plan_is_known_in_other_words(words: str, objection: str) -> None:
    assert [about for about, _ in objections(words, "your vans block the gate", objection)] == [objection]


@pytest.mark.parametrize("words", ["Budget is not the issue, I tell you.", "We have the chairs in blue.", "And what's the price on those?"])
def test_what_is_no_objection_of_the_plan_is_none(words: str) -> None:
    assert not {"no budget this year", "we bought our own chairs"} & {
        about for about, _ in objections(words, "no budget this year", "we bought our own chairs")
    }


def test_words_that_no_sentence_holds_keep_their_act() -> None:
    act = Act(act="need", evidence=Evidence(utterance="u9", quote="elsewhere"))
    assert list(together(turn(), [act], [(WORDS, {})])) == [act]


def test_where_the_network_is_away_phrases_read_alone_and_the_log_says_so(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def away() -> None:
        raise Problem("weights-damaged", "The network that reads turns can't be loaded.", "Install Callcue again.")

    assert isinstance(judge.reader(), TrainedReader)
    judge.reader.cache_clear()
    monkeypatch.setattr(judge, "ActNetwork", away)
    try:
        with caplog.at_level(logging.WARNING):
            assert isinstance(judge.reader(), PhraseReader)
        assert "by their phrases alone" in caplog.text
    finally:
        judge.reader.cache_clear()
