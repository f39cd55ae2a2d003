"""Calls of which something is changed while they go on: the sides swapped, the kind put right, the language found to be another. And their replay."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from assistant.conductor import Conductor, error_raised
from assistant.core import Core
from assistant.events import (
    CallEnded,
    Fact,
    Kind,
    NoteAdded,
    Plan,
    PlanChanged,
    PromptCleared,
    PromptShown,
    SidesSwapped,
    SpeechFinal,
    TurnUnderstood,
)
from assistant.facts_driver import drive_again
from assistant.language import language_problem
from assistant.playbook import load_playbook
from assistant.prompts.registry import RULES
from assistant.recovery import finish_cut_off
from assistant.store import Store
from assistant.understanding.rules_reader import PhraseReader
from audio.side import Side
from tests.timeline import CALL, committed, say, started

CORE = Core(load_playbook(None, RULES), RULES, PhraseReader())

OPENING: tuple[tuple[Side, str], ...] = (
    ("client", "Farrow's, Dana speaking."),
    ("rep", "Hi Dana, it's Tom from Lark Printing. I was just touching base, seeing how things are."),
    ("client", "What's this about, Tom?"),
)


def conducted(turns: Iterable[tuple[Side, str]], kind: Kind = "purpose", plan: Plan | None = None) -> tuple[Conductor, list[Fact]]:
    """A call of these turns, a word every 0.4 s."""
    told: list[Fact] = []
    conductor = Conductor(CORE, started(kind, plan or Plan(goal="a meeting")), told.extend)
    at = 0.5
    for number, (side, text) in enumerate(turns):
        end = at + 0.4 * len(text.split())
        for fact in say(f"u{number}", side, at, end, text):
            conductor.take(fact)
        at = end + 0.5
    return conductor, told


def swapped(turns: Iterable[tuple[Side, str]]) -> list[tuple[Side, str]]:
    return [("client" if side == "rep" else "rep", text) for side, text in turns]


def shown(facts: Iterable[Fact]) -> list[str]:
    return [fact.prompt for fact in facts if isinstance(fact, PromptShown)]


def again(facts: list[Fact]) -> list[Fact]:
    """The same call from its facts."""
    told: list[Fact] = []
    drive_again(facts, replace(CORE, reader=None), told.extend)
    return told


def test_a_swap_gives_every_word_to_the_other_side_and_reads_it_anew() -> None:
    conductor, told = conducted(swapped(OPENING))
    assert shown(told) == []
    before = len(told)
    conductor.take(SidesSwapped(call=CALL, at=20.0, seq=0))
    assert [(turn.side, turn.does("ask-why")) for turn in conductor.state.turns] == [("client", False), ("rep", False), ("client", True)]
    assert isinstance(told[before], SidesSwapped)
    assert any(isinstance(fact, TurnUnderstood) and fact.side == "rep" for fact in told[before:])
    assert shown(told) == [], "what was due before the swap is not shown late"
    for fact in say("u9", "client", 21.0, 23.0, "Right, I've got to run now, Tom. Bye!"):
        conductor.take(fact)
    assert shown(told) == ["confirm-next-step"], "from then on they are judged as who they are"
    assert again(told)[1:] == told[1:]


def test_a_swap_withdraws_the_prompt_that_rests_on_the_wrong_sides() -> None:
    # Attributed wrongly: the client's vague words stand as the rep's.
    conductor, told = conducted([("client", "Hello?"), ("rep", "Hi, I was just touching base, seeing how things are."), ("client", "Oh, right.")])
    assert shown(told) == ["state-purpose"]
    before = len(told)
    conductor.take(SidesSwapped(call=CALL, at=9.0, seq=0))
    assert [(fact.prompt, fact.outcome) for fact in told[before:] if isinstance(fact, PromptCleared)] == [("state-purpose", "withdrawn")]
    assert conductor.state.board.current is None
    assert again(told)[1:] == told[1:]


def test_swapping_twice_changes_nothing() -> None:
    conductor, _ = conducted(OPENING)
    turns = conductor.state.turns
    for at in (20.0, 21.0):
        conductor.take(SidesSwapped(call=CALL, at=at, seq=0))
    assert [(turn.side, turn.text, turn.acts) for turn in conductor.state.turns] == [(turn.side, turn.text, turn.acts) for turn in turns]


def test_a_goal_given_on_the_call_takes_its_prompt_away_with_a_tick() -> None:
    conductor, told = conducted([], plan=Plan())
    assert shown(told) == ["set-goal"]
    conductor.take(PlanChanged(call=CALL, at=1.0, seq=0, kind="purpose", plan=Plan(goal="a visit")))
    assert [(fact.prompt, fact.outcome) for fact in told if isinstance(fact, PromptCleared)] == [("set-goal", "done")]
    assert again(told)[1:] == told[1:]


def test_a_kind_put_right_has_everything_read_anew() -> None:
    conductor, told = conducted(OPENING)
    assert shown(told) == ["state-purpose"]
    conductor.take(PlanChanged(call=CALL, at=20.0, seq=0, kind="relationship", plan=Plan()))
    assert conductor.state.board.current is None
    assert told[-1].type != "prompt.shown"
    for fact in say("u9", "rep", 21.0, 24.0, "We could do you twenty percent off business cards this month."):
        conductor.take(fact)
    conductor.take(NoteAdded(call=CALL, at=30.0, seq=0, text="nothing", begun=30.0))
    assert shown(told)[1:] == ["reassure-no-agenda"], "as on a call of the new kind"
    assert again(told)[1:] == told[1:]


def test_prompts_are_off_in_a_language_that_the_playbook_is_not_in() -> None:
    problem = language_problem("de", 0.9, CORE.playbook)
    assert problem is not None
    conductor, told = conducted([("client", "Hello?"), ("rep", "Hi, I was just touching base, seeing how things are."), ("client", "Oh, right.")])
    assert shown(told) == ["state-purpose"]
    conductor.take(error_raised(CALL, 9.0, problem))
    assert conductor.state.board.current is None
    for fact in say("u9", "client", 21.0, 23.0, "Right, well, I've got to go. Bye!"):
        conductor.take(fact)
    conductor.pass_time(40.0)
    assert shown(told) == ["state-purpose"]
    assert [fact.outcome for fact in told if isinstance(fact, PromptCleared)] == ["withdrawn"]
    assert again(told)[1:] == told[1:]


def test_a_note_changes_no_prompt() -> None:
    conductor, told = conducted(OPENING)
    conductor.take(NoteAdded(call=CALL, at=20.0, seq=0, text="ask about the lease", begun=12.5))
    assert isinstance(told[-1], NoteAdded)
    assert again(told)[1:] == told[1:]
    assert sum(isinstance(fact, SpeechFinal) for fact in told) == len(OPENING)


def test_a_swapped_call_that_is_cut_off_is_finished_with_its_sides_as_they_are(data: Path) -> None:
    begun = started("service").model_copy(update={"call": "20260304-100000-0001"})
    words: list[Fact] = [
        *say("u1", "rep", 1.0, 3.0, "We have run out of mediums."),
        committed("u2", "client", 3.5, 5.5, "Oh dear, how many"),
        SidesSwapped(call=begun.call, at=6.0, seq=0),
    ]
    store = Store.open(data)
    store.begin(begun, source="file")
    store.append([fact.model_copy(update={"call": begun.call, "seq": number}) for number, fact in enumerate(words, 2)])
    store.release(begun.call)
    assert finish_cut_off(store) == [begun.call]
    facts = store.facts(begun.call)
    store.close()
    last = next(fact for fact in reversed(facts) if isinstance(fact, SpeechFinal))
    assert (last.text, last.side) == ("Oh dear, how many", "rep")
    coverage = next(fact.coverage for fact in facts if isinstance(fact, CallEnded))
    assert (coverage.rep, coverage.client) == (0.0, 1.0)
