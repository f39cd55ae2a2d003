"""The conductor: what it numbers, when time brings things about, and that no mistake in a rule costs a call its words."""

import logging

import pytest

from assistant.conductor import Conductor
from assistant.core import Core
from assistant.events import (
    CallEnded,
    CallStarted,
    ErrorRaised,
    Fact,
    NotesDrafted,
    PlaybookRef,
    PromptCleared,
    PromptShown,
    SideShare,
    SpeechFinal,
    StageChanged,
)
from assistant.facts_driver import drive_again
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


class AtStart:
    """A stand-in rule that is due before anything is said."""

    prompt = "broken"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        return Due("broken", "start", "because", (), 0.0, "guide")

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return None


class BrokenAtStart(AtStart):
    """A stand-in rule with a mistake in it from the start."""

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        raise ValueError


def test_what_is_due_at_the_start_is_shown_before_anything_is_said() -> None:
    told: list[Fact] = []
    core = Core(PLAYBOOK, {"broken": AtStart()}, None)
    conductor = Conductor(core, started(), told.extend)
    assert [(type(fact), fact.seq, fact.at) for fact in told] == [(CallStarted, 1, 0.0), (PromptShown, 2, 0.0)]
    assert conductor.deadline() == 12.0
    conductor.pass_time(20.0)
    conductor.end(30.0, 30.0, SideShare())
    assert [type(fact) for fact in told[2:]] == [PromptCleared, CallEnded, StageChanged, NotesDrafted]
    again: list[Fact] = []
    drive_again(told, core, again.extend)
    assert again[1:] == told[1:]


def test_a_rule_that_fails_at_the_start_costs_no_call() -> None:
    told: list[Fact] = []
    conductor = Conductor(Core(PLAYBOOK, {"broken": BrokenAtStart()}, None), started(), told.extend)
    conductor.take(final("r1", "rep", 1.0, 2.0, "hello"))
    assert [type(fact) for fact in told] == [CallStarted, ErrorRaised, SpeechFinal, ErrorRaised]
    assert [fact.seq for fact in told] == [1, 2, 3, 4]


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
