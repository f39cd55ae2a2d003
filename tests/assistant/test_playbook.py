"""Playbooks: the default one, and a team's own."""

from pathlib import Path

import pytest

from assistant.playbook import load_playbook, worded
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


def _written(tmp_path: Path, text: str) -> Path:
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
    playbook = load_playbook(_written(tmp_path, OWN), {"state-purpose"})
    assert playbook.ref.name == "our team"
    assert list(playbook.prompts) == ["state-purpose"]
    assert playbook.prompts["state-purpose"].seconds == 8


def test_without_a_name_it_is_called_as_its_file(tmp_path: Path) -> None:
    assert load_playbook(_written(tmp_path, OWN.replace("name: our team", ""))).ref.name == "own"


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
        load_playbook(_written(tmp_path, OWN.replace(old, new)), {"state-purpose"})


def test_names_in_braces_are_filled_in_once() -> None:
    assert worded("Now the personal: {topic}", {"topic": "the {boat}", "boat": "ship"}) == "Now the personal: the {boat}"
    assert worded("{nothing} fills this", {"topic": "x"}) == "{nothing} fills this"
