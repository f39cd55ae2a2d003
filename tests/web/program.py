"""The real program in a process of its own, as a user starts it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx


class Program:
    """`callcue serve` on a free port, or on the one it had before."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.url = ""
        self.client = httpx.Client(verify=False, timeout=60)

    def start(self) -> None:
        """Starts it and waits until it answers."""
        self._process = _popen("serve", "--port", str(self.port), "--data", str(self._data), "--json")
        assert self._process.stdout is not None
        document = ""
        while not document.endswith("}\n"):
            line = self._process.stdout.readline()
            assert line, self._process.communicate()
            document += line
        self.url = json.loads(document)["url"]
        self.port = int(self.url.rsplit(":", 1)[1])

    def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Sends a signal and gives the exit status and what else was printed."""
        assert self._process is not None
        self._process.send_signal(how)
        out, err = self._process.communicate(timeout=60)
        status = self._process.returncode
        self._process = None
        return status, out, err

    def close(self) -> None:
        self.client.close()
        if self._process is not None:
            self.stop(signal.SIGKILL)


@contextmanager
def program(data: Path) -> Iterator[Program]:
    """A program that is stopped when the block ends, however it ends."""
    running = Program(data)
    try:
        running.start()
        yield running
    finally:
        running.close()


@contextmanager
def callcue(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Any command with the light weights, its output piped; killed where the block leaves it running."""
    with _popen(*arguments) as process:
        try:
            yield process
        finally:
            process.kill()


def _popen(*arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"CALLCUE_WEIGHTS": "tiny.en"}
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "assistant.cli", *arguments]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True, env=environment)
