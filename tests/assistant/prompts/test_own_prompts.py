"""Prompts of one's own: each form of condition on a call, and conditions put together."""

import pytest

from assistant.events import Plan, PromptShown
from assistant.playbook import parse_playbook
from assistant.prompts.registry import RULES
from tests.assistant.prompts.own_calls import own, prompts, told

CALL = """
R: Hi Dana, it's Tom at Farrow's. [greeting] I'm ringing about the machine. [purpose]
C: Oh hello. [greeting] It's a bit too expensive for us, honestly. [objection]
R: I see. [back-channel] What would you compare it with? [open-question]
C: The one we have now. [answer]
(8) R: Right, well, let me tell you what it comes to then. [business]
C: Go on. [accept]
"""
# Turns (seconds): R 0.4–4.8, C 5.2–9.2, R 9.6–12.8, C 13.2–15.2, R 23.2–27.6, C 28.0–28.8


@pytest.mark.parametrize(
    ("condition", "shown"),
    [
        # said: due with the words; by whom; any of the ways
        ("{said: {by: client, phrases: [too expensive]}}", [(8.8, "too expensive")]),
        ("{said: {by: rep, phrases: [too expensive]}}", []),
        ("{said: {phrases: [a bit * expensive]}}", [(8.8, "a bit too expensive")]),
        ("{said: {phrases: [/(dear|expens)/]}}", [(8.8, "expensive")]),
        ("{said: {examples: [It is too expensive for us.]}}", [(9.2, "It's a bit too expensive for us, honestly")]),
        ("{said: {examples: [It is too far for us.]}}", []),
        ("{said: {by: client, act: objection}}", [(9.2, "It's a bit too expensive for us, honestly.")]),
        ("{said: {phrases: [expensive], counter_examples: [too expensive for us]}}", []),
        # said again, it is another occasion
        ("{said: {phrases: [ringing about, go on]}}", [(4.8, "ringing about"), (28.8, "Go on")]),
        # not said
        ("{not_said: {by: rep, phrases: [budget], within: 10}}", [(10.0, "")]),
        ("{not_said: {by: rep, phrases: [compare], within: 30}}", []),
        ("{not_said: {by: rep, phrases: [/tell you/], within: 5, after: {said: {phrases: [too expensive]}}}}", [(12.8, "too expensive")]),
        ("{not_said: {by: rep, phrases: [compare], within: 5, after: {said: {phrases: [too expensive]}}}}", []),
        # etiquette
        ("{etiquette: {silence: 5}}", [(20.2, "")]),
        ("{etiquette: {silence: 9}}", []),
        ("{etiquette: {monologue: 4.3}}", [(4.8, ""), (27.6, "")]),
        ("{etiquette: {monologue: 5}}", []),
        ("{etiquette: {talk_share: 45, over: 10}}", [(10.0, ""), (28.8, "")]),
        ("{etiquette: {talk_share: 90, over: 10}}", []),
        ("{etiquette: {pace: 140, over: 5}}", [(12.8, "")]),
        ("{etiquette: {pace: 160, over: 5}}", []),
        # elapsed
        ("{elapsed: {seconds: 12}}", [(12.0, "")]),
        ("{elapsed: {seconds: 60}}", []),
        ("{elapsed: {seconds: 2, stage: needs}}", [(6.8, "")]),
        ("{elapsed: {seconds: 0, stage: close}}", []),
        # plan
        ("{plan: {field: goal, is: filled-in}}", [(0.0, "")]),
        ("{plan: {field: goal, is: missing}}", []),
        ("{plan: {field: history, is: missing}}", [(0.0, "")]),
        ("{plan: {field: goal, contains: [a day]}}", [(0.0, "")]),
        ("{plan: {field: goal, contains: [a price]}}", []),
        # put together
        ("{all: [{elapsed: {seconds: 12}}, {said: {phrases: [too expensive]}}]}", [(12.0, "too expensive")]),
        ("{all: [{said: {phrases: [go on]}}, {said: {phrases: [too expensive]}}]}", [(28.8, "Go on / too expensive")]),
        ("{all: [{elapsed: {seconds: 12}}, {not: {said: {phrases: [too expensive]}}}]}", []),
        ("{any: [{said: {phrases: [never said]}}, {elapsed: {seconds: 12}}]}", [(12.0, "")]),
    ],
)
def test_when_each_form_is_due(condition: str, shown: list[tuple[float, str]]) -> None:
    facts = [fact for fact in prompts(CALL, own(condition)) if isinstance(fact, PromptShown)]
    assert [(round(fact.at, 1), " / ".join(quote.quote for quote in fact.evidence)) for fact in facts] == shown


@pytest.mark.parametrize(
    ("condition", "more", "ends"),
    [
        ("{said: {phrases: [too expensive]}}", "", [(20.8, "lapsed")]),
        ("{said: {phrases: [too expensive]}}", "    seconds: 3\n", [(11.8, "lapsed")]),
        ("{said: {phrases: [too expensive]}}", "    done_when: {said: {by: rep, phrases: [compare]}}\n", [(12.8, "done")]),
        # what was said before the words that made it due does nothing about them
        ("{said: {phrases: [too expensive]}}", "    done_when: {said: {phrases: [machine]}}\n", [(20.8, "lapsed")]),
        ("{said: {phrases: [too expensive]}}", "    unless: {said: {phrases: [the one we have]}}\n", [(15.2, "lapsed")]),
        # where nothing says what is to be done, the end of what made it due is
        ("{not_said: {by: rep, phrases: [compare], within: 10}}", "", [(12.8, "done")]),
        ("{etiquette: {silence: 5}}", "", [(23.2, "done")]),
        ("{etiquette: {silence: 5}}", "    done_when: {said: {phrases: [go on]}}\n", [(23.2, "lapsed")]),
        ("{elapsed: {seconds: 2, stage: opening}}", "", [(4.8, "lapsed")]),
    ],
)
def test_how_it_ends(condition: str, more: str, ends: list[tuple[float, str]]) -> None:
    assert [(at, how) for _, at, how in told(CALL, own(condition, more))[1::2]] == ends


@pytest.mark.parametrize(
    "more", ["    unless: {said: {phrases: [ringing]}}\n", "    unless: {plan: {field: goal, is: filled-in}}\n", "    active: false\n"]
)
def test_what_keeps_it_away(more: str) -> None:
    assert told(CALL, own("{said: {phrases: [too expensive]}}", more)) == []


def test_it_is_for_its_kinds_of_call() -> None:
    assert told(CALL, own("{said: {phrases: [too expensive]}}"), kind="renewal") == []


def test_questions_in_a_row() -> None:
    call = """
    R: Do you lease it? [closed-question]
    C: We do. [answer]
    R: Since when? [question]
    C: Two years. [answer]
    R: I see. [back-channel]
    C: Yes. [answer]
    R: Is it any good? [closed-question] And who looks after it? [question]
    C: We do. [answer]
    """
    assert [words for _, _, words in told(call, own("{etiquette: {questions: 4}}"))][:1] == [
        "Do you lease it? / Since when? / Is it any good? / And who looks after it?"
    ]
    assert told(call.replace("I see. [back-channel]", "We do that, too. [business]"), own("{etiquette: {questions: 4}}")) == []


def test_interruptions() -> None:
    call = """
    R: Hello, it's Tom. [greeting]
    C: Hello, the machine is [need]
    (-1) R: Let me tell you about the new one first, if I may. [offer]
    C: All right, but the old one [need]
    (-1) R: The new one has everything you could want. [offer]
    C: Well. [other]
    (-0.3) R: And there is more. [offer]
    """
    assert len(prompts(call, own("{etiquette: {interruptions: 2}}"))) == 2
    assert prompts(call, own("{etiquette: {interruptions: 3}}")) == []


def test_the_plan_fills_in_the_text() -> None:
    playbook = own("{said: {phrases: [too expensive]}}")
    entry = playbook.prompts["test"].model_copy(update={"text": "Ask {client} about {goal}"})
    playbook = playbook.model_copy(update={"prompts": {"test": entry}})
    texts = [
        fact.text
        for plan in (Plan(client="Dana", goal="a date"), Plan())
        for fact in prompts(CALL, playbook, plan=plan)
        if isinstance(fact, PromptShown)
    ]
    assert texts == ["Ask Dana about a date", "Ask the client about your goal"]


def test_own_prompts_and_callcues_own_stand_side_by_side() -> None:
    text = b"""
like: default
own:
  too-dear:
    text: Ask what they compare it with
    kinds: [purpose]
    urgency: answer
    when: {said: {by: client, act: objection}}
"""
    playbook = parse_playbook(text, "own.yaml", RULES)
    assert [(prompt, at) for prompt, at, _ in told(CALL, playbook, plan=Plan())][:3] == [("set-goal", 0.0), ("set-goal", 6.0), ("too-dear", 9.2)]
