"""What a call is set up with, and who has the say."""

from datetime import datetime
from pathlib import Path

import pytest

from assistant.events import Plan
from assistant.plan import PlanFile, hot_words, load_plan, resolve_setup
from assistant.script import DEFAULT_DATE, CallScript, ScriptTurn
from audio.problem import Problem

SCRIPT = CallScript(id="x", kind="service", plan=Plan(client="Dana", goal="theirs"), turns=(ScriptTurn(who="rep", say="hi"),))
FILE = PlanFile(kind="renewal", plan=Plan(client="Wes", goal="ours", history="long"), date=datetime(2026, 5, 1, 9, 0))


def test_nothing_given() -> None:
    assert resolve_setup() == ("purpose", Plan(), None)


def test_the_script_alone() -> None:
    assert resolve_setup(script=SCRIPT) == ("service", SCRIPT.plan, DEFAULT_DATE)


def test_the_plan_file_goes_before_the_script() -> None:
    assert resolve_setup(plan_file=FILE, script=SCRIPT) == ("renewal", FILE.plan, FILE.date)


def test_what_the_plan_file_leaves_out_is_the_scripts() -> None:
    assert resolve_setup(plan_file=PlanFile(kind="renewal"), script=SCRIPT) == ("renewal", SCRIPT.plan, DEFAULT_DATE)
    assert resolve_setup(plan_file=PlanFile(plan=Plan(goal="g")), script=SCRIPT) == ("service", Plan(goal="g"), DEFAULT_DATE)


def test_options_go_before_everything() -> None:
    setup = resolve_setup("purpose", "mine", FILE, SCRIPT, datetime(2027, 1, 1))
    assert setup == ("purpose", Plan(client="Wes", goal="mine", history="long"), datetime(2027, 1, 1))


def test_a_blank_goal_is_no_goal() -> None:
    assert resolve_setup(goal_option=" ", plan_file=FILE).plan.goal is None


def test_a_call_script_will_do_as_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("id: a\nkind: service\nabout: b\nplan: {client: no}\nturns: anything\nexpect: 1\nallow: {}\nnotes: []\n")
    assert load_plan(path) == PlanFile(kind="service", plan=Plan(client="no"), id="a", about="b", turns="anything", expect="1", allow={}, notes=[])


@pytest.mark.parametrize("text", ["gaol: x\n", "plan: {gaol: x}\n", "kind: sales\n", "date: soon\n"])
def test_mistakes_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text)
    with pytest.raises(Problem, match=r"plan\.yaml, line 1: "):
        load_plan(path)


def test_hot_words_are_the_plans_own_its_client_and_the_names_in_the_rest() -> None:
    plan = Plan(
        client="Zofia Wrona, Hartling Foods",
        history="Ordered from Ilse's team in March. Likes the Norvane mixer, I'm told",
        next_step="a visit on Tuesday with Mr Obi",
        words=("Quillon", "Hartling Foods"),
    )
    assert hot_words(plan) == ("Quillon", "Hartling Foods", "Zofia Wrona", "Ilse", "Norvane", "Mr Obi")


def test_hot_words_learnt_in_earlier_calls_come_last_and_once() -> None:
    assert hot_words(Plan(client="Zofia Wrona"), ("Norvane", "Zofia Wrona")) == ("Zofia Wrona", "Norvane")


def test_without_a_plan_there_are_no_hot_words() -> None:
    assert hot_words(Plan()) == ()
