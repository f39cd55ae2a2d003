"""What judges a call, put together: the playbook in force, the rules behind its prompts, and the reader of turns."""

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from assistant.core import Core
from assistant.events import CallStarted, Fact
from assistant.playbook import Playbook, load_playbook
from assistant.playbook.in_force import PlaybookInForce, kept_playbook, told_in_call
from assistant.prompts.registry import RULES, rules_of
from assistant.settings import Settings
from assistant.understanding.reader import Reader
from assistant.understanding.rules_reader import PhraseReader
from assistant.understanding.trained_reader import TrainedReader
from audio.problem import Problem
from models.acts import ActNetwork

_log = logging.getLogger(__name__)


def judge(playbook: Playbook | Path | None = None) -> Core:
    """The core for one call that is heard; the default playbook for None. Raises `Problem` for a mistake in the playbook's file."""
    return _core(playbook, reader())


def judge_again(playbook: Playbook | Path | None = None) -> Core:
    """The core for one stored call, whose turns have been read already."""
    return _core(playbook, None)


def judge_call(named: Path | None, in_force: PlaybookInForce) -> tuple[Core, Problem | None]:
    """The core for a call that begins, by the playbook named for it, else by the one in force, which is kept to be found again.

    Also what to say in the call: that its playbook is the last good one because the file is broken. Raises `Problem` for a mistake in the
    playbook named.
    """
    core = judge(named or in_force.current())
    in_force.keep(core.playbook, named is None)
    problem = in_force.problem if named is None else None
    return core, None if problem is None else told_in_call(problem)


def judge_as_begun(facts: Sequence[Fact], data: Path) -> Core:
    """The core for a stored call, by the playbook that it began with; by the default one where that was not kept."""
    started = facts[0] if facts else None
    try:
        return judge_again(kept_playbook(data, started.playbook.hash, RULES) if isinstance(started, CallStarted) else None)
    except Problem:
        return judge_again()


def playbook_in_force(settings: Settings) -> PlaybookInForce:
    """The playbook that the settings put in force."""
    return PlaybookInForce(settings.data, settings.playbook, RULES)


def _core(playbook: Playbook | Path | None, reads: Reader | None) -> Core:
    whole = playbook if isinstance(playbook, Playbook) else load_playbook(playbook, RULES)
    return Core(whole, rules_of(whole), reads)


@lru_cache(maxsize=1)
def reader() -> Reader:
    """What reads the turns of all calls; by phrases alone, which show fewer prompts, where the network can't be loaded."""
    return _loaded()


@lru_cache(maxsize=1)
def reader_beside() -> Reader:
    """The same once more, for one other thread: calls that are read again while another may be going on."""
    return _loaded()


def _loaded() -> Reader:
    try:
        return TrainedReader(ActNetwork())
    except Problem as problem:
        _log.warning("%s Turns are read by their phrases alone. %s", problem.message, problem.remedy)
        return PhraseReader()
