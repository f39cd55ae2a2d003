"""What judges a call, put together: the playbook in force, the rules behind its prompts, and the reader of turns."""

from pathlib import Path

from assistant.core import Core
from assistant.playbook import load_playbook
from assistant.prompts.registry import RULES
from assistant.understanding.rules_reader import PhraseReader


def judge(playbook: Path | None = None) -> Core:
    """The core for a call that is heard; the default playbook for None. Raises `Problem` for a mistake in the playbook."""
    return Core(load_playbook(playbook, RULES), RULES, PhraseReader())


def judge_again(playbook: Path | None = None) -> Core:
    """The core for a stored call, whose turns have been read already."""
    return Core(load_playbook(playbook, RULES), RULES, None)
