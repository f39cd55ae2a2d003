"""The rep's own words in the notes: what was typed during the call, what the plan hoped for."""

from dataclasses import replace

from assistant.events import NoteAdded, Plan, SideShare
from assistant.notes.draft import draft
from assistant.notes.typed import typed_lines
from assistant.reduce import reduce
from assistant.state import State
from tests.assistant.understanding.calls import run

CALL = """R: Hello, it's Kim at Farrow's. I'm calling about the drains. | C: They are blocked again.
    | R: Can I come on Friday at ten? | C: Friday at ten, yes."""


def with_note(state: State, text: str, begun: float) -> State:
    return reduce(state, NoteAdded(call=state.call, at=begun + 2, seq=state.seq + 1, text=text, begun=begun))


def with_goal(goal: str, call: str = CALL) -> list[str]:
    state = replace(run(" ".join(call.split()), "purpose")[0], plan=Plan(goal=goal))
    return [line.text for line in draft(state, SideShare()).discussed if line.text.startswith("Hoped for")]


def test_what_was_typed_stands_among_the_facts_with_what_was_being_said() -> None:
    state = run(" ".join(CALL.split()), "purpose")[0]
    client = state.turns[1].utterances[0]
    state = with_note(state, "  gate  code 4417 ", client.end)
    line = draft(state, SideShare()).facts[-1]
    assert line.text == "Rep noted: gate code 4417"
    assert [(evidence.utterance, evidence.quote) for evidence in line.evidence] == [(client.id, client.text)]


def test_a_note_before_the_first_word_goes_with_it() -> None:
    state = with_note(run(" ".join(CALL.split()), "purpose")[0], "she sounds tired", 0.0)
    assert [line.evidence[0].utterance for line in typed_lines(state)] == [state.turns[0].utterances[0].id]


def test_a_note_of_a_call_without_speech_has_no_line() -> None:
    state = run(" ".join(CALL.split()), "purpose")[0]
    assert [*typed_lines(replace(with_note(state, "nobody there", 1.0), turns=()))] == []


def test_what_the_plan_hoped_for_and_whether_it_came() -> None:
    assert with_goal("a visit.") == ["Hoped for: a visit. A next step was agreed."]
    assert with_goal("a visit", "R: I'm calling about the drains. | C: Not today. Bye. | R: Bye.") == ["Hoped for: a visit. No next step was agreed."]
    assert with_goal("") == []
