"""The conductor: what it numbers, when time brings things about, and that no mistake in a rule costs a call its words."""

import logging

import pytest

from assistant.conductor import Conductor
from assistant.core import Core
from assistant.events import CallEnded, ErrorRaised, Fact, NotesDrafted, PlaybookRef, SideShare, SpeechFinal
from assistant.playbook import Playbook, PromptEntry
from assistant.prompts.rule import Over
from assistant.state import Due, State
from tests.timeline import final, started

PLAYBOOK = Playbook(ref=PlaybookRef(name="test", hash="0"), prompts={"broken": PromptEntry(text="Broken", kinds=("purpose",), urgency="guide")})


class Broken:
    """A stand-in rule with a mistake in it."""

    prompt = "broken"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        if state.turns:
            raise ValueError(state.turns[-1].text)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return None


def test_a_rule_that_fails_costs_no_words_and_logs_none(caplog: pytest.LogCaptureFixture) -> None:
    told: list[Fact] = []
    conductor = Conductor(Core(PLAYBOOK, {"broken": Broken()}, None), started(), told.extend)
    with caplog.at_level(logging.ERROR):
        conductor.take(final("r1", "rep", 1.0, 2.0, "the secret recipe"))
    assert [type(fact) for fact in told[1:]] == [SpeechFinal, ErrorRaised]
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text
    assert [fact.seq for fact in told] == [1, 2, 3]


def test_a_fact_that_comes_late_is_dated_now() -> None:
    told: list[Fact] = []
    conductor = Conductor(Core(PLAYBOOK, {"broken": Broken()}, None), started(), told.extend)
    conductor.pass_time(5.0)
    conductor.take(ErrorRaised(call="x", at=9.0, seq=0, code="c", message="m", remedy="r"))
    conductor.take(ErrorRaised(call="x", at=4.0, seq=0, code="c", message="m", remedy="r"))
    assert [fact.at for fact in told] == [0.0, 9.0, 9.0]


def test_the_end_drafts_the_notes() -> None:
    told: list[Fact] = []
    conductor = Conductor(Core(PLAYBOOK, {}, None), started("service"), told.extend)
    conductor.end(3.0, 2.5, SideShare(rep=0.5))
    assert isinstance(told[1], CallEnded)
    assert isinstance(told[-1], NotesDrafted)
    assert told[-1].notes.coverage.rep == 0.5
    assert conductor.state.ended
