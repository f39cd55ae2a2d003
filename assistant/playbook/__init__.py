"""Playbooks: which prompts there are, how they are worded, for which calls, what raises them. Read from YAML, one like another, checked by line.

model, conditions   what a playbook is; what stands in its file is `written`
reading, checks     from a file's text to a playbook, each mistake told with its line
wording, likeness   when words are those of a phrase, or like an example
in_force            which playbook the next call is judged by
"""

from assistant.playbook.model import Playbook, PromptEntry, worded
from assistant.playbook.reading import DEFAULT_PLAYBOOK, load_playbook, parse_playbook

__all__ = ["DEFAULT_PLAYBOOK", "Playbook", "PromptEntry", "load_playbook", "parse_playbook", "worded"]
