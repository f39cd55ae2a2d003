"""Which playbook the next call is judged by, and how to find the one a past call was judged by."""

import json
from pathlib import Path

import pytest

from assistant.cli.main import run
from assistant.judge import judge_as_begun, judge_call, playbook_in_force
from assistant.playbook import load_playbook
from assistant.playbook.in_force import PlaybookInForce, kept_playbook
from assistant.prompts.registry import RULES
from assistant.settings import Settings
from audio.problem import Problem
from tests.assistant.test_playbook import written

OURS = "like: default\nprompts:\n  state-purpose:\n    text: {}\n"
SCRIPT = """
id: s
kind: purpose
plan: {goal: a day}
turns:
  - {who: rep, say: "Hi Dana, it's Tom. I was just touching base."}
  - {who: client, say: "Oh. Hello, Tom."}
  - {who: rep, say: "Right. Well."}
"""


def text_in_force(in_force: PlaybookInForce) -> str:
    return in_force.current().prompts["state-purpose"].text


def test_the_default_one_the_teams_own_the_one_that_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    in_force = playbook_in_force(Settings(data=data))
    assert (in_force.path, text_in_force(in_force)) == (None, "State your purpose")
    (data / "playbook.yaml").write_text(OURS.format("Say why"))
    assert (in_force.path, text_in_force(in_force)) == (data / "playbook.yaml", "Say why")
    named = written(tmp_path, OURS.format("And why?"))
    assert text_in_force(playbook_in_force(Settings(data=data, playbook=named))) == "And why?"


def test_a_broken_file_leaves_the_last_good_one_in_force(tmp_path: Path) -> None:
    own = tmp_path / "playbook.yaml"
    in_force = PlaybookInForce(tmp_path, None, RULES)
    own.write_text(OURS.format("Say why"))
    assert text_in_force(in_force) == "Say why"
    own.write_text(OURS.format("[]"))
    assert text_in_force(in_force) == "Say why"
    assert in_force.problem is not None
    assert "line 4" in in_force.problem.message
    own.write_text(OURS.format("Say it"))
    assert text_in_force(in_force) == "Say it"
    mended: Problem | None = in_force.problem
    assert mended is None


def test_after_a_new_start_the_last_good_one_is_that_of_the_latest_call(tmp_path: Path) -> None:
    own = tmp_path / "playbook.yaml"
    own.write_text(OURS.format("Say why"))
    judge_call(None, PlaybookInForce(tmp_path, None, RULES))
    judge_call(written(tmp_path, OURS.format("Only this once")), PlaybookInForce(tmp_path, None, RULES))
    own.write_text("{")
    again = PlaybookInForce(tmp_path, None, RULES)
    core, problem = judge_call(None, again)
    assert core.playbook.prompts["state-purpose"].text == "Say why"
    assert problem is not None
    assert problem.message.startswith("The playbook can't be used, so the last good one is in force.")


def test_broken_from_the_first_the_default_one_is_in_force(tmp_path: Path) -> None:
    (tmp_path / "playbook.yaml").write_text("{")
    in_force = PlaybookInForce(tmp_path, None, RULES)
    assert in_force.current() == load_playbook()
    assert in_force.problem is not None


def test_a_playbook_named_for_one_call_is_refused_when_it_is_broken(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="line 2"):
        judge_call(written(tmp_path, "{"), PlaybookInForce(tmp_path, None, RULES))


def test_the_playbook_of_a_call_can_be_found_again(tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(OURS.format("Say why"))
    own = tmp_path / "playbook.yaml"
    own.write_text(
        "like: parent.yaml\nown:\n  ask:\n    text: Ask\n    kinds: [purpose]\n    urgency: guide\n    when: {not: {said: {act: price}}}\n"
    )
    core, _ = judge_call(None, PlaybookInForce(tmp_path, None, RULES))
    own.unlink()
    (tmp_path / "parent.yaml").unlink()
    again = kept_playbook(tmp_path, core.playbook.ref.hash, RULES)
    assert again == core.playbook
    # Read as any other file, it is the same, and its hash too.
    assert load_playbook(tmp_path / "playbooks" / f"{again.ref.hash}.yaml", RULES) == again
    with pytest.raises(Problem, match="was not kept"):
        kept_playbook(tmp_path, "../../etc/passwd", RULES)


def test_a_disk_that_refuses_costs_no_call(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "playbooks").write_text("a file, not a folder")
    core, problem = judge_call(None, PlaybookInForce(tmp_path, None, RULES))
    assert (core.playbook, problem) == (load_playbook(), None)
    assert "could not be kept" in caplog.text


def test_a_call_says_that_its_playbook_is_not_the_one_on_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "s.yaml"
    script.write_text(SCRIPT)
    data = tmp_path / "data"
    data.mkdir()
    (data / "playbook.yaml").write_text(OURS.format("Say why"))
    assert run(["replay", str(script), "--data", str(data), "--events", "-"]) == 0
    first = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["text"] for event in first if event["type"] == "prompt.shown"] == ["Say why"]
    (data / "playbook.yaml").write_text("{")
    assert run(["replay", str(script), "--data", str(data), "--events", "-"]) == 0
    second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [event["text"] for event in second if event["type"] == "prompt.shown"] == ["Say why"]
    assert [event["code"] for event in second if event["type"] == "error.raised"] == ["playbook-broken"]
    assert first[0]["playbook"] == second[0]["playbook"]
    # A stored call is only looked at again: there the file is to be mended first.
    assert run(["replay", first[0]["call"], "--data", str(data), "--events", "-"]) == 2


def test_a_call_that_was_cut_off_is_finished_by_its_own_playbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.store import Store

    script = tmp_path / "s.yaml"
    script.write_text(SCRIPT)
    (tmp_path / "playbook.yaml").write_text(OURS.format("Say why"))
    assert run(["replay", str(script), "--data", str(tmp_path), "--events", "-"]) == 0
    call = json.loads(capsys.readouterr().out.splitlines()[0])["call"]
    (tmp_path / "playbook.yaml").unlink()
    store = Store.open(tmp_path)
    try:
        assert judge_as_begun(store.facts(call), tmp_path).playbook.prompts["state-purpose"].text == "Say why"
    finally:
        store.close()
