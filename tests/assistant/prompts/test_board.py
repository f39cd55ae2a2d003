"""The board: one prompt at a time, the more urgent first, each occasion once, nothing that rests on words taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

import pytest

from assistant.conductor import Conductor
from assistant.core import Core
from assistant.events import Evidence, Fact, PlaybookRef, PromptCleared, PromptShown, SideShare, Urgency
from assistant.playbook import Playbook, PromptEntry
from assistant.prompts.rule import Over
from assistant.state import Due, State
from tests.timeline import CALL, committed, final, say, started

SentAway = Literal["dismissed", "not-helpful"]


@dataclass
class Word:
    """A stand-in rule: due at every turn that says `word`, over once any turn says `done`."""

    prompt: str
    urgency: Urgency = "guide"
    done: str = "never"
    over_as: Over = "done"
    fills: bool = False

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        for turn in reversed(state.turns):
            if self.prompt in turn.text.lower():
                quote = Evidence(utterance=turn.utterances[-1].id, quote=turn.utterances[-1].text)
                fill = {"said": turn.text} if self.fills else {}
                return Due(self.prompt, f"turn {turn.utterances[0].id}", "because", (quote,), turn.end, self.urgency, fill)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return self.over_as if any(self.done in turn.text.lower() for turn in state.turns) else None


class Call:
    """A call with stand-in rules, and what it has said."""

    def __init__(self, *rules: Word, active: bool = True, quiet: Mapping[str, int] = MappingProxyType({})) -> None:
        text = "{prompt} {{said}}" if any(rule.fills for rule in rules) else "{prompt}"
        entry = {
            rule.prompt: PromptEntry(text=text.format(prompt=rule.prompt.title()), kinds=("purpose",), urgency=rule.urgency, active=active)
            for rule in rules
        }
        playbook = Playbook(ref=PlaybookRef(name="test", hash="0"), prompts=entry)
        self.facts: list[Fact] = []
        begun = started().model_copy(update={"quiet": quiet})
        self.conductor = Conductor(Core(playbook, {rule.prompt: rule for rule in rules}, None), begun, self.facts.extend)

    def hear(self, *facts: Fact) -> None:
        for fact in facts:
            self.conductor.take(fact)

    @property
    def log(self) -> list[str]:
        shown = [fact for fact in self.facts if isinstance(fact, PromptShown | PromptCleared)]
        return [f"{fact.at:g} {fact.prompt} {'shown' if isinstance(fact, PromptShown) else fact.outcome}" for fact in shown]


def test_shown_with_the_words_and_gone_after_twelve_seconds() -> None:
    call = Call(Word("apple"))
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"))
    call.conductor.pass_time(60.0)
    assert call.log == ["2 apple shown", "14 apple lapsed"]


def test_what_is_switched_off_is_not_shown() -> None:
    call = Call(Word("apple"), active=False)
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"))
    assert call.log == []


def test_gone_with_a_tick_when_done() -> None:
    call = Call(Word("apple", done="pear"))
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"), final("r2", "rep", 3.0, 4.0, "a pear"))
    assert call.log == ["2 apple shown", "4 apple done"]


def test_words_taken_back_take_the_prompt_back() -> None:
    call = Call(Word("apple"))
    call.hear(committed("r1", "rep", 1.0, 2.0, "an apple"), final("r1", "rep", 1.0, 2.5, "an app"))
    assert call.log == ["2 apple shown", "2.5 apple withdrawn"]


def test_a_higher_class_replaces_a_lower_one_at_once_and_it_does_not_come_back() -> None:
    call = Call(Word("apple"), Word("fire", "rescue"))
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"), final("c1", "client", 3.0, 3.5, "fire"))
    call.conductor.pass_time(60.0)
    assert call.log == ["2 apple shown", "3.5 apple replaced", "3.5 fire shown", "15.5 fire lapsed"]


def test_the_same_class_waits_three_seconds() -> None:
    call = Call(Word("apple"), Word("pear"))
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"), final("c1", "client", 3.0, 3.5, "a pear"))
    call.conductor.pass_time(60.0)
    assert call.log == ["2 apple shown", "5 apple replaced", "5 pear shown", "17 pear lapsed"]


def test_a_lower_class_waits_until_the_older_is_gone_and_is_dropped_when_over() -> None:
    call = Call(Word("fire", "rescue"), Word("apple"), Word("pear", done="stop"))
    call.hear(final("r1", "rep", 1.0, 2.0, "fire"), final("c1", "client", 3.0, 3.5, "apple"), final("c2", "client", 3.6, 4.0, "pear stop"))
    call.conductor.pass_time(60.0)
    assert call.log == ["2 fire shown", "14 fire lapsed", "14 apple shown", "26 apple lapsed"]


def test_one_occasion_raises_a_prompt_once_and_a_prompt_comes_back_at_most_once() -> None:
    call = Call(Word("apple"))
    for at, name in enumerate(("r1", "c1", "r2", "c2"), start=1):
        call.hear(final(name, "rep" if name[0] == "r" else "client", at * 20, at * 20 + 1, f"apple {at}"))
    call.conductor.pass_time(200.0)
    assert call.log == ["21 apple shown", "33 apple lapsed", "41 apple shown", "53 apple lapsed"]


def test_what_is_filled_in_is_shown_and_makes_it_another_prompt() -> None:
    call = Call(Word("no", fills=True))
    for at, text in enumerate(("no money", "no time", "no money", "no room", "no money"), start=1):
        call.hear(final(f"c{at}", "client", at * 20, at * 20 + 1, text))
    assert [fact.text for fact in call.facts if isinstance(fact, PromptShown)] == ["No no money", "No no time", "No no money", "No no room"]


def test_an_answer_to_another_objection_follows_the_first() -> None:
    call = Call(Word("no", "answer", fills=True))
    call.hear(final("c1", "client", 1.0, 2.0, "no money"), final("c2", "client", 3.0, 4.0, "no time"))
    call.conductor.pass_time(60.0)
    assert call.log == ["2 no shown", "5 no replaced", "5 no shown", "17 no lapsed"]


def test_a_dismissal_takes_the_prompt_away() -> None:
    call = Call(Word("apple"))
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"))
    call.hear(PromptCleared(call=CALL, at=3.0, seq=0, prompt="apple", outcome="dismissed"))
    call.conductor.pass_time(60.0)
    assert call.log == ["2 apple shown", "3 apple dismissed"]


def test_the_end_of_the_call_clears_the_screen() -> None:
    call = Call(Word("apple"))
    call.hear(*say("r1", "rep", 1.0, 2.0, "an apple"))
    call.conductor.end(3.0, 3.0, SideShare())
    assert call.log[-1] == "3 apple lapsed"


def test_facts_are_numbered_without_a_gap() -> None:
    call = Call(Word("apple", done="pear"))
    call.hear(*say("r1", "rep", 1.0, 2.0, "an apple"), *say("c1", "client", 3.0, 4.0, "a pear"))
    assert [fact.seq for fact in call.facts] == list(range(1, len(call.facts) + 1))


def test_what_was_sent_away_does_not_come_back_in_the_call() -> None:
    for outcome in get_args(SentAway):
        call = Call(Word("apple"))
        call.hear(
            final("r1", "rep", 1.0, 2.0, "an apple"),
            PromptCleared(call=CALL, at=3.0, seq=0, prompt="apple", outcome=outcome),
            final("r2", "rep", 20.0, 21.0, "an apple again"),
        )
        call.conductor.pass_time(60.0)
        assert call.log == ["2 apple shown", f"3 apple {outcome}"]


def test_an_answer_sent_away_leaves_the_answers_to_other_objections() -> None:
    call = Call(Word("apple", fills=True))
    call.hear(
        final("r1", "rep", 1.0, 2.0, "an apple"),
        PromptCleared(call=CALL, at=3.0, seq=0, prompt="apple", outcome="dismissed"),
        final("c1", "client", 20.0, 21.0, "no"),
        final("r2", "rep", 22.0, 23.0, "another apple"),
    )
    assert call.log == ["2 apple shown", "3 apple dismissed", "23 apple shown"]


@pytest.mark.parametrize(("times", "shown"), [(1, 4), (2, 6), (3, 8)])
def test_what_was_sent_away_in_calls_before_is_held_back_two_seconds_for_each_time(times: int, shown: int) -> None:
    call = Call(Word("apple"), quiet={"apple": times, "pear": 9})
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"))
    call.conductor.pass_time(60.0)
    assert call.log == [f"{shown} apple shown", f"{shown + 12} apple lapsed"]
    (prompt,) = [fact for fact in call.facts if isinstance(fact, PromptShown)]
    assert (prompt.due, prompt.latency_ms) == (2.0, 2000.0 * times)


def test_what_is_held_back_is_not_shown_when_the_rep_does_it_meanwhile() -> None:
    call = Call(Word("apple", done="pear"), quiet={"apple": 3})
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"), final("r2", "rep", 3.0, 4.0, "a pear"))
    call.conductor.pass_time(60.0)
    assert call.log == []


def test_what_was_sent_away_four_times_is_not_shown_unless_the_plan_asked_for_it() -> None:
    call = Call(Word("apple"), Word("answer-ready", "answer"), quiet={"apple": 4, "answer-ready": 40})
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"), final("c1", "client", 3.0, 4.0, "answer-ready"))
    call.conductor.pass_time(60.0)
    assert call.log == ["10 answer-ready shown", "22 answer-ready lapsed"]


def test_what_is_held_back_takes_its_place_when_its_time_has_come() -> None:
    call = Call(Word("apple"), Word("fire", "rescue"), Word("pear"), quiet={"fire": 2, "pear": 1})
    call.hear(final("r1", "rep", 1.0, 2.0, "an apple"), final("c1", "client", 2.5, 3.0, "fire"), final("r2", "rep", 3.0, 4.0, "a pear"))
    call.conductor.pass_time(60.0)
    # The pear may replace the apple from 6 on, the fire from 7 on; the pear does not come back.
    assert call.log == ["2 apple shown", "6 apple replaced", "6 pear shown", "7 pear replaced", "7 fire shown", "19 fire lapsed"]
