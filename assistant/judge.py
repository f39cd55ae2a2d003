"""What judges a call, put together: the playbook in force, the rules behind its prompts, and the reader of turns."""

import logging
from functools import lru_cache
from pathlib import Path

from assistant.core import Core
from assistant.playbook import load_playbook
from assistant.prompts.registry import RULES
from assistant.understanding.reader import Reader
from assistant.understanding.rules_reader import PhraseReader
from assistant.understanding.trained_reader import TrainedReader
from audio.problem import Problem
from models.acts import ActNetwork

_log = logging.getLogger(__name__)


def judge(playbook: Path | None = None) -> Core:
    """The core for a call that is heard; the default playbook for None. Raises `Problem` for a mistake in the playbook."""
    return Core(load_playbook(playbook, RULES), RULES, reader())


def judge_again(playbook: Path | None = None) -> Core:
    """The core for a stored call, whose turns have been read already."""
    return Core(load_playbook(playbook, RULES), RULES, None)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """What reads the turns of all calls; by phrases alone, which show fewer prompts, where the network can't be loaded."""
    try:
        return TrainedReader(ActNetwork())
    except Problem as problem:
        _log.warning("%s Turns are read by their phrases alone. %s", problem.message, problem.remedy)
        return PhraseReader()
