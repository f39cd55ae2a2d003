"""How long `callcue backtest` takes for stored half-hour calls, and where the time goes.

    python -m benchmarks.backtest [--calls 10] [--minutes 30] [--profile]

The calls are made of the shared call scripts, one after the other until a call is long enough, each with utterances of its own: every script
is read once by the real reader, and its words and readings become facts of the long calls. Then the real program tests a playbook on them.
"""

import argparse
import cProfile
import pstats
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from assistant.core import derived
from assistant.events import CallEnded, CallStarted, Evidence, Fact, Kind, Plan, SideShare, SpeechCommitted, SpeechFinal, TurnUnderstood
from assistant.facts_driver import judge_facts
from assistant.judge import judge, judge_again
from assistant.script import load_script
from assistant.store import Store
from assistant.text_driver import beginning, drive
from tests.needs import shared

PAUSE = 2.0
"""Seconds of silence between two scripts of one call."""


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        calls = make_calls(data, asked.calls, asked.minutes * 60)
        playbook = data / "new.yaml"
        playbook.write_text("name: new\nlike: default\nprompts:\n  ask-open-question:\n    settings: {closed_questions: 4}\n")
        command = [sys.executable, "-m", "assistant.cli", "backtest", "--playbook", str(playbook), "--json", "--data", folder, *calls]
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        print(f"back-test of {len(calls)} stored calls of {asked.minutes} min, two playbooks, start included: {time.perf_counter() - began:.1f} s")
        _judge_once(data, calls, profile=asked.profile)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--calls", type=int, default=10)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--profile", action="store_true", help="print which functions take the time")
    return parser.parse_args()


def _judge_once(data: Path, calls: Sequence[str], *, profile: bool) -> None:
    """Judges every call once more in this process, by the default playbook, and prints what a fact costs."""
    store = Store.open(data)
    profiler = cProfile.Profile()
    for call in calls:
        facts, core = store.facts(call), judge_again()
        if profile:
            profiler.enable()
        began = time.perf_counter()
        judge_facts(facts, core)
        seconds = time.perf_counter() - began
        profiler.disable()
        outside = sum(not derived(fact) for fact in facts)
        print(f"{call}: {facts[-1].at / 60:.0f} min, {outside} facts, judged in {seconds:.2f} s, {seconds / outside * 1e6:.0f} µs a fact")
    store.close()
    if profile:
        pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def make_calls(data: Path, count: int, seconds: float) -> list[str]:
    """Stores `count` calls of at least `seconds` each under `data` and gives their ids. The same every time."""
    read = [_read(script) for script in sorted(shared("calls", "dev").glob("*.yaml"))]
    store = Store.open(data)
    shuffled = random.Random(4)
    ids = []
    for number in range(count):
        call = f"half-hour-{number + 1:02}"
        shuffled.shuffle(read)
        kind: Kind = get_args(Kind)[number % len(get_args(Kind))]
        started = CallStarted(
            call=call,
            at=0.0,
            seq=1,
            kind=kind,
            plan=Plan(client=call, goal="a visit"),
            date="2026-03-04T10:00",
            tracks=("rep", "client"),
            weights="base",
            playbook=judge_again().playbook.ref,
        )
        store.begin(started, source="file")
        store.append([fact.model_copy(update={"call": call, "seq": seq}) for seq, fact in enumerate(chained(read, seconds), start=2)])
        store.release(call)
        ids.append(call)
    store.close()
    return ids


def _read(script: Path) -> list[Fact]:
    """The words and readings of a script's call, read by the real reader."""
    call = load_script(script)
    core = judge()
    facts: list[Fact] = []
    drive(call, core, beginning(call, core.playbook.ref), facts.extend)
    return [fact for fact in facts if isinstance(fact, SpeechCommitted | SpeechFinal | TurnUnderstood)]


def chained(read: Sequence[Sequence[Fact]], seconds: float) -> Iterator[Fact]:
    """Facts of scripts one after the other until they last `seconds`, then the end of the call; over again where there are too few."""
    offset, number = 0.0, 0
    while offset < seconds:
        facts = read[number % len(read)]
        for fact in facts:
            yield _moved(fact, offset, f"{number}-")
        offset = offset + facts[-1].at + PAUSE
        number += 1
    yield CallEnded(call="", at=offset, seq=0, duration=offset, coverage=SideShare(rep=1.0, client=1.0))


def _moved(fact: Fact, by: float, prefix: str) -> Fact:
    """A fact of another place in the call: later, and about utterances of its own."""
    match fact:
        case TurnUnderstood():
            acts = tuple(act.model_copy(update={"evidence": _renamed(act.evidence, prefix)}) for act in fact.acts)
            return fact.model_copy(update={"at": fact.at + by, "utterances": tuple(prefix + name for name in fact.utterances), "acts": acts})
        case SpeechCommitted() | SpeechFinal():
            times = {"at": fact.at + by, "start": fact.start + by, "end": fact.end + by}
            return fact.model_copy(update={**times, "utterance": prefix + fact.utterance})
        case _:
            return fact


def _renamed(evidence: Evidence, prefix: str) -> Evidence:
    return evidence.model_copy(update={"utterance": prefix + evidence.utterance})


if __name__ == "__main__":
    main()
