"""A call that starts without a goal, and one that is entered in time."""

import pytest

from assistant.conductor import Conductor
from assistant.events import Fact, Kind, Plan, PlanChanged, PromptCleared, PromptShown
from assistant.judge import judge
from tests.assistant.prompts.acted import outcomes, run, turns_shown
from tests.timeline import CALL, say, started

CALL_OUT = """
    C: Hello? [greeting]
    R: Morning, Moira, I'm ringing about the blades. [purpose]
    C: Good, come in. [accept]
"""
NO_GOAL = Plan(client="Moira")


@pytest.mark.parametrize("kind", ["purpose", "renewal"])
def test_a_call_without_a_goal_is_asked_for_one_before_anybody_speaks(kind: Kind) -> None:
    assert turns_shown("set-goal", CALL_OUT, kind, NO_GOAL) == [0]
    assert turns_shown("set-goal", CALL_OUT, kind, Plan(goal="   ")) == [0]
    shown = next(fact for fact in run(CALL_OUT, kind, NO_GOAL)[1] if isinstance(fact, PromptShown))
    assert (shown.at, shown.due, shown.evidence, shown.urgency) == (0.0, 0.0, (), "guide")


def test_one_with_a_goal_is_not() -> None:
    assert turns_shown("set-goal", CALL_OUT, "purpose", Plan(goal="agree a day")) == []


@pytest.mark.parametrize("kind", ["service", "relationship"])
def test_no_goal_is_wanted_of_other_kinds(kind: Kind) -> None:
    assert turns_shown("set-goal", CALL_OUT, kind, NO_GOAL) == []


def test_the_end_of_the_reps_first_turn_is_the_end_of_it() -> None:
    assert outcomes("set-goal", CALL_OUT, "purpose", NO_GOAL) == ["lapsed"]
    cleared = next(fact for fact in run(CALL_OUT, "purpose", NO_GOAL)[1] if isinstance(fact, PromptCleared))
    # 0.4 + "Hello?" 0.4 + pause 0.4 + seven words 2.8 + pause 0.4 + the client's first word 0.4
    assert round(cleared.at, 3) == 4.8


def test_twelve_seconds_are_the_end_of_it() -> None:
    facts = _facts()
    assert [(fact.at, fact.outcome) for fact in facts if isinstance(fact, PromptCleared)] == [(12.0, "lapsed")]


def test_a_goal_entered_is_a_tick() -> None:
    entered = PlanChanged(call=CALL, at=4.0, seq=0, kind="purpose", plan=Plan(goal="a day for the survey"))
    facts = _facts(entered, *say("c1", "client", 5.0, 6.0, "Hello there."))
    assert [(fact.at, fact.outcome) for fact in facts if isinstance(fact, PromptCleared)] == [(4.0, "done")]
    assert sum(isinstance(fact, PromptShown) for fact in facts) == 1


def test_another_part_of_the_plan_entered_is_none() -> None:
    entered = PlanChanged(call=CALL, at=4.0, seq=0, kind="purpose", plan=Plan(client="Moira Kerr"))
    assert [fact.outcome for fact in _facts(entered) if isinstance(fact, PromptCleared)] == ["lapsed"]


def test_a_goal_taken_out_later_asks_for_nothing() -> None:
    facts: list[Fact] = []
    conductor = Conductor(judge(), started("purpose", Plan(goal="a day")), facts.extend)
    for fact in (*say("c1", "client", 1.0, 2.0, "Hello there."), PlanChanged(call=CALL, at=4.0, seq=0, kind="purpose", plan=Plan())):
        conductor.take(fact)
    assert not any(isinstance(fact, PromptShown) for fact in facts)


def _facts(*heard: Fact) -> list[Fact]:
    facts: list[Fact] = []
    conductor = Conductor(judge(), started("purpose", NO_GOAL), facts.extend)
    for fact in heard:
        conductor.take(fact)
    conductor.pass_time(30.0)
    return facts
