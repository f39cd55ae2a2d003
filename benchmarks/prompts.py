"""Precision and recall of the prompts on labelled calls, and how long a script takes from the command to its last event.

    python -m benchmarks.prompts [CALLS]          a folder of call scripts; the shared ones where none is named

Replays every script with the real program, one after the other, and lets the maintainers' scorer judge the events.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assistant.prompts.registry import RULES
from tests.needs import shared


def main() -> None:
    calls = Path(sys.argv[1]) if len(sys.argv) > 1 else shared("calls", "dev")
    scripts = sorted(calls.glob("*.yaml"))
    with tempfile.TemporaryDirectory() as folder:
        seconds = [_replay(script, Path(folder)) for script in scripts]
        scorer = [sys.executable, str(shared("tools", "score_calls.py")), "prompts", str(calls), str(Path(folder, "events"))]
        subprocess.run([*scorer, "--only", ",".join(RULES)], check=True)
    print(f"script replay, start included: median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s ({len(seconds)} scripts)")


def _replay(script: Path, folder: Path) -> float:
    """Seconds that one replay takes, its events written to `folder`/events."""
    command = [sys.executable, "-m", "assistant.cli", "replay", str(script), "--events", str(folder / "events"), "--data", str(folder / "data")]
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
