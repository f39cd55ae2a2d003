"""Which process runs a call: a lock on a file, let go of by the system however the process ends."""

import os
from pathlib import Path

from filelock import FileLock, Timeout

from audio.problem import Problem


class CallLocks:
    """The locks on calls held through one store. On one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, FileLock] = {}

    def hold(self, call: str) -> None:
        """Takes the call; holding it already is well. Raises `Problem` (`call-running`) where another process has it."""
        if call in self._held:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._path(call))
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise Problem("call-running", f"The call {call} is going on in another program.", "End it there first.") from error
        self._held[call] = lock

    def release(self, call: str) -> None:
        """Lets go of the call, if held."""
        lock = self._held.pop(call, None)
        if lock is not None:
            # Removed while still held, so that it is nobody else's; where Windows forbids that, the library removes it afterwards.
            if os.name != "nt":
                self._path(call).unlink(missing_ok=True)
            lock.release()

    def held_by_anyone(self, call: str) -> bool:
        """Whether some process, this one included, runs the call."""
        if call in self._held:
            return True
        if not self._path(call).exists():
            return False
        try:
            self.hold(call)
        except Problem:
            return True
        self.release(call)
        return False

    def release_all(self) -> None:
        for call in list(self._held):
            self.release(call)

    def _path(self, call: str) -> Path:
        return self._folder / f"{call}.lock"
