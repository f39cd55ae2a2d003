"""Which playbook the next call is judged by: a file that may be changed, or broken, at any time; and those that past calls were judged by.

DATA/playbook.yaml             the team's own, where no other file is named
DATA/playbooks/<hash>.yaml     every playbook that a call began with, merged with what it is like
DATA/playbooks/last-good       the hash of the latest of them
"""

import logging
from collections.abc import Collection
from pathlib import Path

import yaml

from assistant.events import PlaybookRef
from assistant.playbook.model import Playbook, whole
from assistant.playbook.reading import load_playbook
from assistant.whole_file import write_whole
from audio.problem import Problem

_log = logging.getLogger(__name__)

OWN_FILE = "playbook.yaml"
_KEPT, _LAST_GOOD = "playbooks", "last-good"
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class PlaybookInForce:
    """The playbook that the next call is judged by, read anew each time it is asked for. A broken file leaves the last good one in force.

    `named`: the file that a setting names, None for the one in the data folder; `known`: ids of the prompts that have a rule. Any thread.
    """

    def __init__(self, data: Path, named: Path | None, known: Collection[str]) -> None:
        self._data = data
        self._named = named
        self._known = known
        self._last_good: Playbook | None = None
        self.problem: Problem | None = None
        """What is wrong with the file, as of the last reading; None where nothing is."""

    @property
    def own_path(self) -> Path:
        """Where the team's own playbook is, or would be."""
        return self._named or self._data / OWN_FILE

    @property
    def path(self) -> Path | None:
        """The file that is to be in force; None for the default playbook."""
        return self.own_path if self._named is not None or self.own_path.exists() else None

    def current(self) -> Playbook:
        """The playbook in force: the file's, where that is broken the last good one, and the default one where there has been none."""
        try:
            self._last_good = load_playbook(self.path, self._known)
            self.problem = None
        except Problem as problem:
            self.problem = problem
            self._last_good = self._last_good or self._last_begun() or load_playbook()
        return self._last_good

    def keep(self, playbook: Playbook, in_force: bool) -> None:
        """Keeps the playbook that a call begins with, so that it can be found by its hash. `in_force`: not just named for this one call.

        A disk that refuses must not cost the call: that is logged.
        """
        folder = self._data / _KEPT
        try:
            folder.mkdir(parents=True, exist_ok=True)
            kept = folder / f"{playbook.ref.hash}.yaml"
            if not kept.exists():
                write_whole(kept, yaml.dump(whole(playbook), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=100).encode())
            if in_force:
                write_whole(folder / _LAST_GOOD, playbook.ref.hash.encode())
        except OSError as error:
            _log.warning("the playbook of a call could not be kept: %s", error.strerror)

    def _last_begun(self) -> Playbook | None:
        """The playbook that the latest call began with."""
        try:
            used = (self._data / _KEPT / _LAST_GOOD).read_text(encoding="ascii").strip()
            return kept_playbook(self._data, used, self._known)
        except (OSError, ValueError, Problem):
            return None


def told_in_call(problem: Problem) -> Problem:
    """What is wrong with the playbook's file as it is said in a call that begins."""
    return Problem("playbook-broken", f"The playbook can't be used, so the last good one is in force. {problem.message}", problem.remedy)


def kept_playbook(data: Path, hash_: str, known: Collection[str]) -> Playbook:
    """The playbook of a past call, by its hash (`call.started`). Raises `Problem` (`unknown-playbook`) where it was not kept."""
    kept = data / _KEPT / f"{hash_}.yaml"
    if not hash_.isalnum() or not kept.exists():
        raise Problem("unknown-playbook", "The playbook of that call was not kept.", "It may be judged by another: --playbook FILE.")
    found = load_playbook(kept, known)
    return found.model_copy(update={"ref": PlaybookRef(name=found.ref.name, hash=hash_)})
