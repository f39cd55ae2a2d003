"""Playbooks: the default one, and a team's own."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from assistant.cli.main import run
from assistant.playbook import DEFAULT_PLAYBOOK, load_playbook, parse_playbook, worded
from assistant.playbook.schema import SCHEMA_FILE, published_schema, schema_text
from assistant.prompts.registry import RULES
from audio.problem import Problem

OWN = """
name: our team
prompts:
  state-purpose:
    text: Why do you call?
    kinds: [purpose]
    urgency: guide
    seconds: 8
    settings: {third_turn: 2}
"""


def written(tmp_path: Path, text: str) -> Path:
    """A playbook's file."""
    path = tmp_path / "own.yaml"
    path.write_text(text)
    return path


def test_the_default_playbook() -> None:
    playbook = load_playbook()
    assert playbook.ref.name == "default"
    assert (playbook.turn_silence, playbook.same_urgency_after) == (1.2, 3.0)
    state, switch, confirm = (playbook.prompts[prompt] for prompt in ("state-purpose", "switch-to-business", "confirm-next-step"))
    assert (state.text, state.kinds, state.urgency, state.seconds) == ("State your purpose", ("purpose", "renewal"), "guide", 12)
    assert state.settings == {"third_turn": 3, "speech_seconds": 25}
    assert (switch.text, switch.kinds, switch.urgency) == ("Switch to business now", ("purpose", "service", "renewal"), "guide")
    assert (confirm.text, confirm.kinds, confirm.urgency) == ("Confirm the next step", ("purpose", "service", "renewal"), "rescue")


def test_a_playbook_of_ones_own(tmp_path: Path) -> None:
    playbook = load_playbook(written(tmp_path, OWN), {"state-purpose"})
    assert playbook.ref.name == "our team"
    assert list(playbook.prompts) == ["state-purpose"]
    assert playbook.prompts["state-purpose"].seconds == 8


def test_without_a_name_it_is_called_as_its_file(tmp_path: Path) -> None:
    assert load_playbook(written(tmp_path, OWN.replace("name: our team", ""))).ref.name == "own"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("state-purpose:", "state-purpos:", r'line 4: there is no prompt "state-purpos"\. Expected state-purpose; prompts of your own'),
        ("third_turn", "third_trun", r'line 9: "state-purpose" has no setting "third_trun"\. Expected one of .*did you mean "third_turn"'),
        ("guide", "urgent", r'line 7: "urgent" as "urgency"\. Expected one of answer, rescue, guide'),
        ("seconds: 8", "seconds: 0", r'line 8: "0" as "seconds"\. Expected greater than 0'),
        ("Why do you call?", "'{topic}?'", r'line 5: nothing fills in "{topic}"\. Expected no braces'),
        ("text:", "wording:", r'line 5: "wording" is not known here'),
        ("[purpose]", "purpose", r'line 6: "purpose" as "kinds"\. Expected a list'),
    ],
)
def test_mistakes_are_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(Problem, match=told):
        load_playbook(written(tmp_path, OWN.replace(old, new)), {"state-purpose"})


def test_names_in_braces_are_filled_in_once() -> None:
    assert worded("Now the personal: {topic}", {"topic": "the {boat}", "boat": "ship"}) == "Now the personal: the {boat}"
    assert worded("{nothing} fills this", {"topic": "x"}) == "{nothing} fills this"


def test_like_another_it_takes_what_is_not_written() -> None:
    text = b"""
like: default
turn_silence: 2
prompts:
  state-purpose:
    text: Why do you call?
    settings: {third_turn: 2}
  set-goal:
    active: false
"""
    default, own = load_playbook(), parse_playbook(text, "ours.yaml", RULES)
    assert (own.ref.name, own.turn_silence, own.same_urgency_after, own.language) == ("ours", 2.0, 3.0, "en")
    assert list(own.prompts) == list(default.prompts)
    was, now = default.prompts["state-purpose"], own.prompts["state-purpose"]
    assert now == was.model_copy(update={"text": "Why do you call?", "settings": {**was.settings, "third_turn": 2.0}})
    assert own.prompts["set-goal"] == default.prompts["set-goal"].model_copy(update={"active": False})
    assert own.prompts["confirm-next-step"] == default.prompts["confirm-next-step"]


def test_like_a_file_beside_it_which_is_like_another(tmp_path: Path) -> None:
    (tmp_path / "firm").mkdir()
    (tmp_path / "firm" / "base.yaml").write_text("like: default\nprompts:\n  set-goal: {text: What for?, seconds: 5}\n")
    (tmp_path / "team.yaml").write_text("like: firm/base.yaml\nprompts:\n  set-goal: {seconds: 7}\n")
    own = load_playbook(written(tmp_path, "like: team.yaml\nprompts:\n  set-goal: {active: false}\n"), RULES).prompts["set-goal"]
    assert (own.text, own.seconds, own.active) == ("What for?", 7, False)


def test_a_prompt_of_ones_own_can_be_taken_over_and_changed(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("own:\n  ask:\n    text: Ask\n    kinds: [purpose]\n    urgency: guide\n    when: {elapsed: {seconds: 60}}\n")
    own = load_playbook(written(tmp_path, "like: base.yaml\nown:\n  ask: {text: Ask them}\n"), RULES).prompts["ask"]
    assert own.text == "Ask them"
    assert own.own


def test_the_hash_is_that_of_all_that_counts(tmp_path: Path) -> None:
    base, own = tmp_path / "base.yaml", written(tmp_path, "name: ours\nlike: base.yaml\n")
    base.write_text("like: default\n")
    first = load_playbook(own, RULES).ref.hash
    base.write_text("# said otherwise\nlike: default\n")
    assert load_playbook(own, RULES).ref.hash == first
    base.write_text("like: default\nprompts: {set-goal: {seconds: 13}}\n")
    assert load_playbook(own, RULES).ref.hash != first


def test_the_published_schema_is_that_of_the_models() -> None:
    assert published_schema() == schema_text(), "python -m assistant.playbook.schema > assistant/playbooks/playbook.schema.json"


@pytest.mark.parametrize("name", ["default.yaml", "starter.yaml"])
def test_what_callcue_ships_is_right_by_the_schema_and_names_it(name: str) -> None:
    path = DEFAULT_PLAYBOOK.with_name(name)
    assert path.read_text(encoding="utf-8").splitlines()[0] == f"# yaml-language-server: $schema={SCHEMA_FILE.name}"
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), json.loads(published_schema()))
    assert load_playbook(path, RULES).prompts


@pytest.mark.parametrize(
    "text",
    [
        "prompts: {set-goa: {text: x}}",
        "prompts: {set-goal: {phrases: [x]}}",
        "prompts: {state-purpose: {settings: {third: 1}}}",
        "own: {Ask: {text: x}}",
        "own: {ask: {when: {said: {act: nothing}}}}",
        "own: {ask: {text: " + "x" * 121 + "}}",
    ],
)
def test_the_schema_refuses_what_callcue_refuses(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), json.loads(published_schema()))


def test_new_check_and_schema_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "team" / "ours.yaml"
    assert run(["playbook", "new", str(path)]) == 0
    assert (path.parent / SCHEMA_FILE.name).read_text(encoding="utf-8") == schema_text()
    assert run(["playbook", "new", str(path)]) == 2
    capsys.readouterr()
    assert run(["playbook", "check", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hash"] == load_playbook(path, RULES).ref.hash
    # What stands there to be put to use is right, too.
    head, commented = path.read_text().split("# own:\n")
    path.write_text(f"{head}own:\n" + re.sub(r"(?m)^# ?", "", commented))
    assert run(["playbook", "check", str(path)]) == 0
    assert "ask-for-the-budget" in capsys.readouterr().out
    path.write_text("like: nothing.yaml")
    assert run(["playbook", "check", str(path)]) == 2
    assert "line 1" in capsys.readouterr().err
    assert run(["playbook", "schema"]) == 0
    assert capsys.readouterr().out == schema_text()
