"""Which weights this machine is fast enough for: measured once, by doing for some seconds what a live call does, and kept until either changes."""

import json
import logging
import os
import platform
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from audio.frames import SAMPLE_RATE, Samples
from audio.problem import Problem
from models.gpu import gpus
from models.stability import StabilitySettings
from models.weights import DEFAULT, Weights, present_weights

_log = logging.getLogger(__name__)

RECORD = "machine.json"
"""In the data folder: what was measured, where, with which weights."""

BUDGET_SECONDS = 3.0
"""Of work for one candidate; whoever has not finished the first round by then is too slow anyway."""
ROUNDS = 4
"""Each step's best time counts: other programs make a step slower, none makes it faster."""
MEASURED_EVERY = 1.0
"""Seconds of speech between those that are measured; each stands for all that a live call makes in that time."""

MOST_OF_PROCESSOR = 0.5
"""Share of all cores while someone speaks. The goal is 0.6 in all, and recording, the service and the overlay want some of it."""
MOST_BUSY = 0.8
"""Share of the time in which the recogniser is at work while someone speaks: both sides may speak at once, and finals must not wait for long."""
MOST_FINAL_SECONDS = 0.6
"""For the last words of a turn, which are to be known 0.7 s after it (1.0 s at most): the pause that ends the turn is waited for as well."""

MOST_DISTURBED = 0.75
"""Other programs' load for each core, over the last minute: above it, weights that fail may be good enough at another time."""

GREATER, GREATER_WORK = "small", 3.5
"""What to try where "base" leaves room: how much more work it is, by its number of parameters."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What recognising `seconds_of_speech` as a live call does (guesses while it grows, one final) costs with some weights on this machine."""

    weights: str
    seconds_of_speech: float
    seconds_of_work: float
    """How long the recogniser was at work."""
    seconds_of_processor: float
    """The same, every core counted."""
    seconds_of_final: float
    """How long the final took, of `seconds_of_work`."""
    cores: int

    @property
    def real_time_factor(self) -> float:
        """Work for each second of speech; under 1 is faster than real time."""
        return self.seconds_of_work / self.seconds_of_speech

    @property
    def processor_share(self) -> float:
        """Share (0..1) of all cores while someone speaks."""
        return self.seconds_of_processor / self.seconds_of_speech / self.cores

    @property
    def holds_goals(self) -> bool:
        """Whether words come in time with room to spare for a softphone and a browser."""
        return self.real_time_factor <= MOST_BUSY and self.processor_share <= MOST_OF_PROCESSOR and self.seconds_of_final <= MOST_FINAL_SECONDS

    def times(self, factor: float) -> "Speed":
        """What `factor` times the work would cost."""
        return replace(
            self,
            seconds_of_work=self.seconds_of_work * factor,
            seconds_of_processor=self.seconds_of_processor * factor,
            seconds_of_final=self.seconds_of_final * factor,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """The weights chosen for this machine, and what was measured. `refused`: weights that are here and can't be used, with what is wrong."""

    weights: str
    speeds: tuple[Speed, ...]
    refused: tuple[str, ...] = ()
    disturbed: bool = False
    """Whether greater weights failed while other programs kept the machine busy: such a choice is not kept."""

    @property
    def speed(self) -> Speed | None:
        """What was measured of the chosen ones."""
        return next((speed for speed in self.speeds if speed.weights == self.weights), None)

    @property
    def room_for_greater(self) -> bool:
        """Whether this machine would be fast enough for greater weights than any that are here."""
        speed = self.speed
        return self.weights == DEFAULT and len(self.speeds) == 1 and not self.refused and speed is not None and speed.times(GREATER_WORK).holds_goals


def measure(weights: Weights, speech: Samples, *, budget_seconds: float = BUDGET_SECONDS) -> Speed:
    """Loads weights and times them on `speech`: shape (n,), float32, 16 kHz, one utterance of a few seconds. Blocks.

    Takes `budget_seconds` at most, and the time of one step, besides loading. Raises `Problem` where the weights can't be used.
    """
    from models.whisper import LIVE_THREADS, WhisperRecogniser

    recogniser = WhisperRecogniser(weights, threads=LIVE_THREADS)
    recogniser.load()
    seconds = len(speech) / SAMPLE_RATE
    ends = [at * MEASURED_EVERY for at in range(1, int(seconds / MEASURED_EVERY) + 1)]
    stability = StabilitySettings()
    heard = [speech[int(max(0.0, end - stability.guess_window) * SAMPLE_RATE) : int(end * SAMPLE_RATE)] for end in reversed(ends)]
    guesses = [partial(recogniser.tentative, samples, "") for samples in heard]
    work, processor = _best([partial(recogniser.final, speech, ""), *guesses], budget_seconds)
    each = MEASURED_EVERY / stability.every
    return Speed(
        weights=weights.name,
        seconds_of_speech=round(seconds, 3),
        seconds_of_work=round(work[0] + each * sum(work[1:]), 3),
        seconds_of_processor=round(processor[0] + each * sum(processor[1:]), 3),
        seconds_of_final=round(work[0], 3),
        cores=cores(),
    )


def choose(data: Path, speech: Samples, *, language: str = "en", measured: Callable[[Weights, Samples], Speed] = measure) -> Choice | None:
    """Measures the weights that are here and chooses the best that hold the goals, or the least where none do; keeps it in the folder `data`.

    Begins with the default ones and goes to the next greater while the goals are held, else to the next lesser until they are: a model far
    too large is never loaded. What fails because others keep the machine busy, or can't be loaded, is tried again the next time. `language`: what
    will be spoken; English-only weights are left out where it is not "en". Blocks for some seconds. None where there are no weights.
    Raises `Problem` (`data-not-writable`).
    """
    candidates = _candidates(data, language)
    busy = _load() > MOST_DISTURBED * cores()
    speeds: dict[str, Speed] = {}
    refused: list[str] = []

    def holds(weights: Weights) -> bool:
        try:
            speeds[weights.name] = measured(weights, speech)
        except Problem as problem:
            refused.append(str(problem))
            return False
        return speeds[weights.name].holds_goals

    chosen = _climb(candidates, holds)
    usable = [weights for weights in candidates if weights.name in speeds]
    if chosen is None and not usable:
        return None
    failed = any(not speed.holds_goals for speed in speeds.values())
    choice = Choice((chosen or usable[0]).name, tuple(speeds.values()), tuple(refused), disturbed=busy and failed)
    if not choice.disturbed and not choice.refused:
        _write(data, choice, _circumstances(candidates))
    return choice


def stored_choice(data: Path, *, language: str = "en") -> Choice | None:
    """What was chosen before on this machine, with the weights that are here now; None where that has not been measured. Any thread."""
    try:
        content = json.loads((data / RECORD).read_text(encoding="utf-8"))
        if content["circumstances"] != _circumstances(_candidates(data, language)):
            return None
        return Choice(content["chosen"], tuple(Speed(**speed) for speed in content["speeds"]))
    except (OSError, ValueError, KeyError, TypeError) as error:  # not measured yet, or by another version: it can be done again at any time
        _log.info("no choice of weights is kept: %s", type(error).__name__)
        return None


def _climb(candidates: Sequence[Weights], holds: Callable[[Weights], bool]) -> Weights | None:
    """The greatest of the candidates (least first) that holds, looked for from the default one on; None where none does."""
    first = next((at for at, weights in enumerate(candidates) if weights.name == DEFAULT), 0)
    best = None
    for weights in candidates[first:]:
        if not holds(weights):
            break
        best = weights
    if best is not None:
        return best
    return next((weights for weights in reversed(candidates[:first]) if holds(weights)), None)


def _candidates(data: Path, language: str) -> list[Weights]:
    """The weights that are here and know the language, least first: of Whisper's models the greater is the better."""
    found = [weights for weights in present_weights(data) if language == "en" or not weights.name.endswith(".en")]
    return sorted(found, key=lambda weights: weights.size_bytes)


def _best(steps: Sequence[Callable[[], object]], budget_seconds: float) -> tuple[list[float], list[float]]:
    """The least time of each step, and the least processor time, over some rounds. Steps for which no time was left cost what the last one did."""
    work: list[list[float]] = []
    processor: list[list[float]] = []
    began = time.monotonic()
    for _ in range(ROUNDS):
        work.append([])
        processor.append([])
        for step in steps:
            if work[0] and time.monotonic() - began > budget_seconds:
                break
            start, busy = time.monotonic(), time.process_time()
            step()
            work[-1].append(time.monotonic() - start)
            processor[-1].append(time.process_time() - busy)
    return _least(work, len(steps)), _least(processor, len(steps))


def _least(rounds: Sequence[Sequence[float]], steps: int) -> list[float]:
    least: list[float] = []
    for step in range(steps):
        times = [times[step] for times in rounds if step < len(times)]
        least.append(min(times) if times else least[-1])
    return least


def _circumstances(candidates: Sequence[Weights]) -> dict[str, Any]:
    """What the choice depends on: when any of it changes, the machine is measured anew."""
    return {
        "processor": _processor(),
        "cores": cores(),
        "gpus": gpus(),
        "versions": {name: version(name) for name in ("callcue", "faster-whisper", "ctranslate2")},
        "weights": {weights.name: weights.size_bytes for weights in candidates},
    }


def _load() -> float:
    """How many cores' worth of work there was on average in the last minute; 0 where the system does not tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    """The processor's name, as far as the system tells it."""
    if platform.system() == "Linux":
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        return next(named, platform.machine())
    if platform.system() == "Darwin":
        asked = subprocess.run(["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"], capture_output=True, text=True, check=False)
        return asked.stdout.strip() or platform.machine()
    return platform.processor() or platform.machine()


def _write(data: Path, choice: Choice, circumstances: dict[str, Any]) -> None:
    content = {"chosen": choice.weights, "speeds": [asdict(speed) for speed in choice.speeds], "circumstances": circumstances}
    unfinished = data / f"{RECORD}.part"
    try:
        data.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(data / RECORD)
    except OSError as error:
        raise Problem(
            "data-not-writable", f"The folder {data} can't be written: {error.strerror}.", "Choose another data folder with --data."
        ) from error
