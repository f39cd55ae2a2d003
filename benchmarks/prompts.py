"""How often the prompts are right, and what they cost: `python -m benchmarks.prompts [CALLS] [--spoken DIR | --sound] [--weights NAME]`.

CALLS: a folder of labelled call scripts, the shared ones where none is named. Every script is judged in this process as `callcue replay` judges
it, and the maintainers' scorer judges the events. A few are replayed by the command itself, to time it with its start.

--spoken DIR   judges recordings of the scripts, NAME.wav beside NAME.json as `speak_call.py` makes them, by `callcue replay --speed max`
--sound        speaks the scripts first, for a telephone

good calls     those in which nothing is expected
one fact       what the core takes for it: by its rules alone, and where turns are read for it
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from assistant.core import Core
from assistant.events import Fact, PromptShown, TurnUnderstood
from assistant.judge import judge
from assistant.script import CallScript, load_script
from assistant.state import State, Turn
from assistant.text_driver import beginning, drive
from assistant.understanding.reader import Reader, Reading
from benchmarks._lateness import quantile
from benchmarks.wer import speak
from models.weights import DEFAULT
from tests.needs import shared

COMMANDS = 5
"""Scripts replayed by the command itself."""
TELEPHONE = 8000
"""Samples a second."""


class WatchedReader:
    """Implements `Reader`: another one, and whether it was asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.asked = False

    def read(self, state: State, turn: Turn) -> Reading:
        self.asked = True
        return self._reader.read(state, turn)


class TimedCore(Core):
    """A core that tells what each fact takes it."""

    ruled: ClassVar[list[float]] = []
    """Milliseconds of each fact for which nothing was read, of all such cores."""
    read: ClassVar[list[float]] = []
    """The same of those for which turns were read."""

    def step(self, state: State, fact: Fact, stored: Sequence[TurnUnderstood] = ()) -> tuple[State, list[Fact]]:
        watched = WatchedReader(self.reader) if self.reader else None
        timed = replace(self, reader=watched)
        began = time.perf_counter()
        after = super(TimedCore, timed).step(state, fact, stored)
        (self.read if watched and watched.asked else self.ruled).append(1000 * (time.perf_counter() - began))
        return after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("calls", nargs="?", type=Path, help="a folder of call scripts")
    parser.add_argument("--spoken", type=Path, metavar="DIR", help="recordings of the scripts")
    parser.add_argument("--sound", action="store_true", help="speak them first")
    parser.add_argument("--weights", default=DEFAULT)
    asked = parser.parse_args()
    calls: Path = asked.calls or shared("calls", "dev")
    scripts = {path: load_script(path) for path in sorted(calls.glob("*.yaml"))}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        spoken: Path | None = asked.spoken
        if asked.sound:
            spoken = folder / "spoken"
            speak(list(scripts), spoken, TELEPHONE)
        shown = dict(_heard(scripts, spoken, asked.weights, folder) if spoken else _judged(scripts, folder / "events"))
        scorer = [sys.executable, str(shared("tools", "score_calls.py")), "prompts", str(calls), str(folder / "events")]
        subprocess.run([*scorer, *(["--audio", str(spoken)] if spoken else [])], check=True)
        _print_good_calls(scripts, shown)
        if not spoken:
            _print_times(list(scripts)[:COMMANDS], folder)


def _judged(scripts: dict[Path, CallScript], events: Path) -> Iterator[tuple[str, list[str]]]:
    """Judges every script; its events are written to a folder. Gives each call with the prompts shown in it."""
    events.mkdir()
    for script in scripts.values():
        core = judge()
        core = TimedCore(core.playbook, core.rules, core.reader)
        facts: list[Fact] = []
        drive(script, core, beginning(script, core.playbook.ref), facts.extend)
        (events / f"{script.id}.jsonl").write_text("\n".join(fact.model_dump_json() for fact in facts), encoding="utf-8")
        yield script.id, [fact.prompt for fact in facts if isinstance(fact, PromptShown)]


def _heard(scripts: dict[Path, CallScript], spoken: Path, weights: str, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The same of every recording there is."""
    for path, script in scripts.items():
        recording = spoken / f"{script.id}.wav"
        if recording.exists():
            replayed(recording, folder, "--plan", str(path), "--weights", weights)
            lines = (folder / "events" / f"{script.id}.jsonl").read_text(encoding="utf-8").splitlines()
            told = [PromptShown.model_validate_json(line) for line in lines if '"type":"prompt.shown"' in line]
            yield script.id, [prompt.prompt for prompt in told]


def replayed(file: Path, folder: Path, *options: str) -> float:
    """Replays a file by the command, its events under `folder`/events. Gives the seconds that takes, its start included."""
    command = [sys.executable, "-m", "assistant.cli", "replay", str(file), "--events", str(folder / "events"), "--data", str(folder / "data")]
    began = time.perf_counter()
    subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _print_good_calls(scripts: dict[Path, CallScript], shown: dict[str, list[str]]) -> None:
    good = [script for script in scripts.values() if script.id in shown and not script.expect]
    allowed = {script.id: {label.prompt for label in script.allow} for script in good}
    quiet = sum(set(shown[script.id]) <= allowed[script.id] for script in good)
    print(f"good calls without a prompt: {quiet} of {len(good)} (goal 95 %)")


def _print_times(scripts: Sequence[Path], folder: Path) -> None:
    for what, times, goal in (("by the rules alone", TimedCore.ruled, 5), ("with turns read for it", TimedCore.read, 40)):
        print(f"one fact {what}: median {quantile(times, 0.5):.2f} ms, 95 % {quantile(times, 0.95):.1f} ms (goal {goal} ms; {len(times)} facts)")
    seconds = [replayed(script, folder) for script in scripts]
    print(f"a script by the command, its start included: median {quantile(seconds, 0.5):.2f} s, slowest {max(seconds):.2f} s (goal 3 s)")


if __name__ == "__main__":
    main()
