"""Call scripts: what they say, and exactly when."""

from datetime import datetime
from pathlib import Path

import pytest

from assistant.events import Answer
from assistant.script import CallScript, ScriptTurn, load_script, timed_turns
from audio.problem import Problem

SCRIPT = """
id: service-boat-01
kind: service
plan:
  client: 3M
  answers:
    - {objection: "too expensive", answer: "Spread it over the season."}
turns:
  - {who: client, say: "Hi, it's Dana."}
  - {who: rep, say: "Dana! How was the trip?", pause: 0.2}
expect:
  - {prompt: switch-to-business, from: 2, by: 3}
allow: [confirm-next-step, {prompt: summarise-back, from: 2, by: 3}]
notes:
  discussed: ["two bilge pumps"]
  next: null
"""


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "call.yaml"
    path.write_text(text)
    return path


def test_a_script_is_read(tmp_path: Path) -> None:
    script = load_script(_written(tmp_path, SCRIPT))
    assert (script.id, script.kind, script.plan.client, script.plan.goal) == ("service-boat-01", "service", "3M", None)
    assert script.plan.answers == (Answer(objection="too expensive", answer="Spread it over the season."),)
    assert script.turns[1] == ScriptTurn(who="rep", say="Dana! How was the trip?", pause=0.2)
    assert [label.prompt for label in script.allow] == ["confirm-next-step", "summarise-back"]


def test_without_a_date_it_is_a_wednesday_morning(tmp_path: Path) -> None:
    date = load_script(_written(tmp_path, SCRIPT)).date
    assert date == datetime(2026, 3, 4, 10, 0)
    assert date.strftime("%A") == "Wednesday"


def test_a_misspelt_key_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r'call\.yaml, line 10: "puase" is not known here\.'):
        load_script(_written(tmp_path, SCRIPT.replace("pause", "puase")))


def _script(*turns: ScriptTurn) -> CallScript:
    return CallScript(id="x", kind="purpose", turns=turns)


def test_words_are_spoken_at_two_and_a_half_a_second() -> None:
    first, second = timed_turns(_script(ScriptTurn(who="client", say="Hi, it's  Dana."), ScriptTurn(who="rep", say="Dana!", pause=0.2)))
    assert (first.number, first.who, first.start) == (1, "client", 0.4)
    assert [word.text for word in first.words] == ["Hi,", "it's", "Dana."]
    assert [round(word.end, 6) for word in first.words] == [0.8, 1.2, 1.6]
    assert [word.start for word in first.words[1:]] == [word.end for word in first.words[:-1]]
    assert first.end == first.words[-1].end
    assert (second.number, round(second.start, 6), round(second.end, 6)) == (2, 1.8, 2.2)


def test_a_turn_waits_for_the_latest_end_so_far() -> None:
    long = ScriptTurn(who="rep", say="one two three four five six seven eight nine ten")
    turns = timed_turns(_script(long, ScriptTurn(who="client", say="right", pause=-3), ScriptTurn(who="client", say="so")))
    # 0.4 to 4.4; overlaps from 1.4 to 1.8; then 0.4 s after 4.4, not after 1.8.
    assert [(round(turn.start, 6), round(turn.end, 6)) for turn in turns] == [(0.4, 4.4), (1.4, 1.8), (4.8, 5.2)]


def test_no_turn_starts_before_the_call() -> None:
    (turn,) = timed_turns(_script(ScriptTurn(who="rep", say="hello", pause=-5)))
    assert turn.start == 0.0


def test_a_turn_without_words_takes_no_time() -> None:
    (turn,) = timed_turns(_script(ScriptTurn(who="rep", say=" ")))
    assert (turn.words, turn.start, turn.end) == ((), 0.4, 0.4)


def test_every_shared_script_is_read(shared: Path) -> None:
    paths = sorted((shared / "calls" / "dev").glob("*.yaml"))
    assert paths
    for path in paths:
        assert load_script(path).id == path.stem
