"""Long monologues and lopsided talk, on a timeline: each line is one side's speech and its seconds."""

from collections.abc import Iterator

import pytest

from assistant.conductor import Conductor
from assistant.core import Core
from assistant.events import Act, Evidence, Fact, Kind, Plan, PromptCleared, PromptShown
from assistant.playbook import load_playbook
from assistant.prompts.let_them_talk import LetThemTalk
from assistant.state import State, Turn
from assistant.understanding.reader import Reading
from audio.side import Side
from tests.timeline import say, started

PROMPT = "let-them-talk"


class ListeningReader:
    """Implements `Reader`: a turn that says "I see" is a sign of listening."""

    def read(self, state: State, turn: Turn) -> Reading:
        name = turn.utterances[0].id
        act = Act(act="back-channel" if turn.text.lower().startswith("i see") else "other", evidence=Evidence(utterance=name, quote=turn.text))
        return Reading((act,), 1.0)


Part = tuple[str, float] | tuple[str, float, str]


def talk(*parts: Part, kind: Kind = "purpose") -> list[Fact]:
    """The facts of a call: (side, seconds) or (side, seconds, words), half a second apart, two words a second; "-" is a silence."""
    playbook = load_playbook(None)
    only = playbook.model_copy(update={"prompts": {PROMPT: playbook.prompts[PROMPT]}})
    facts: list[Fact] = []
    conductor = Conductor(Core(only, {PROMPT: LetThemTalk()}, ListeningReader()), started(kind, Plan(goal="a day")), facts.extend)
    for fact in _speech(parts):
        conductor.take(fact)
    conductor.pass_time(1000.0)
    return facts


def _speech(parts: tuple[Part, ...]) -> Iterator[Fact]:
    now = 0.0
    for number, part in enumerate(parts):
        side: Side | None = {"R": "rep", "C": "client"}.get(part[0])  # type: ignore[assignment]
        words = part[2] if len(part) == 3 else " ".join(f"word{count}" for count in range(round(part[1] * 2)))
        if side:
            yield from say(f"u{number}", side, now, now + part[1], words)
        now += part[1] + 0.5


def shown(facts: list[Fact]) -> list[float]:
    return [round(fact.at, 1) for fact in facts if isinstance(fact, PromptShown)]


def cleared(facts: list[Fact]) -> list[tuple[float, str]]:
    return [(round(fact.at, 1), fact.outcome) for fact in facts if isinstance(fact, PromptCleared)]


@pytest.mark.parametrize("kind", ["purpose", "service", "renewal", "relationship"])
def test_a_minute_without_a_turn_of_theirs(kind: Kind) -> None:
    facts = talk(("C", 2), ("R", 80), kind=kind)
    assert shown(facts) == [62.5]  # 2.5 s + 60 s, while the rep speaks
    (prompt,) = [fact for fact in facts if isinstance(fact, PromptShown)]
    assert prompt.evidence == (Evidence(utterance="u1", quote="word0 word1 word2 word3 word4 word5 word6 word7"),)


def test_pauses_and_signs_of_listening_are_no_turn() -> None:
    assert shown(talk(("C", 2), ("R", 30), ("C", 0.5, "Mm-hm."), ("R", 20), ("C", 1, "I see what you mean."), ("R", 20))) == [66.0]
    assert shown(talk(("R", 40), ("-", 5), ("R", 40))) == [66.0]


def test_a_turn_of_theirs_begins_it_anew() -> None:
    assert shown(talk(("R", 50), ("C", 2, "And what then?"), ("R", 50))) == []


def test_less_than_a_minute_is_none_of_it() -> None:
    assert shown(talk(("C", 2), ("R", 59), ("C", 2))) == []


def test_nothing_is_said_while_the_client_speaks() -> None:
    """The minute is full just as the client has begun: no word of theirs is known yet."""
    facts = [*say("r1", "rep", 0.0, 70.0, " ".join(["word"] * 20))]  # words 3.5 s long
    opened = next(iter(say("c1", "client", 59.0, 66.0, "Can I just say something here?")))
    playbook = load_playbook(None)
    only = playbook.model_copy(update={"prompts": {PROMPT: playbook.prompts[PROMPT]}})
    told: list[Fact] = []
    conductor = Conductor(Core(only, {PROMPT: LetThemTalk()}, None), started(), told.extend)
    for fact in sorted([*facts, opened], key=lambda fact: fact.at):
        conductor.take(fact)
    assert shown(told) == []


def test_most_of_the_talk_of_two_minutes() -> None:
    lopsided: list[Part] = [("R", 15.0), ("C", 5.0, "Well, it is not so bad, thanks.")] * 8
    facts = talk(*lopsided)
    (at,) = shown(facts)
    assert at == 120.0
    assert next(fact.why for fact in facts if isinstance(fact, PromptShown)) == "You have had 78% of the talk in the last 120 seconds."


def test_an_even_talk_is_left_alone() -> None:
    even: list[Part] = [("R", 12.0), ("C", 8.0, "Well, it is not so bad, thanks.")]
    assert shown(talk(*even * 12)) == []


def test_two_minutes_are_not_judged_before_they_are_over() -> None:
    lopsided: list[Part] = [("R", 25.0), ("C", 2.0, "Not so bad, thanks.")]
    assert shown(talk(*lopsided * 4)) == []


def test_what_was_said_before_the_window_does_not_count() -> None:
    patter: list[Part] = [("R", 50.0), ("C", 2.0, "Oh, right, sure, fine.")]
    chat: list[Part] = [("R", 8.0), ("C", 9.0, "Well, it is not so bad, thanks.")] * 8
    assert shown(talk(*patter, ("C", 30.0), *chat)) == []


def test_five_seconds_of_theirs_are_what_it_is_for() -> None:
    assert cleared(talk(("R", 61), ("C", 8))) == [(66.5, "done")]
    assert cleared(talk(("R", 61), ("C", 3, "Yes, but what is it?"), ("R", 2), ("C", 3, "No, what does it cost?"))) == [(69.9, "done")]


def test_fewer_are_not() -> None:
    assert cleared(talk(("R", 61), ("C", 3, "Yes, but what is it?"), ("R", 40))) == [(72.0, "lapsed")]


def test_once_until_they_have_had_five_seconds() -> None:
    assert shown(talk(("R", 70), ("C", 3, "Yes, but what is it?"), ("R", 70))) == [60.0]
    assert shown(talk(("R", 70), ("C", 6), ("R", 70))) == [60.0, 137.0]
    assert len(shown(talk(*[("R", 70), ("C", 6)] * 5))) == 2


def test_the_share_is_counted_anew_after_an_occasion() -> None:
    """Two minutes hold the old patter for two minutes: right after the tick the same talk would be blamed again."""
    after: list[Part] = [("R", 8.0), ("C", 6.0, "Well, it is not so bad, thanks.")] * 12
    assert shown(talk(("R", 70), *after)) == [60.0]
