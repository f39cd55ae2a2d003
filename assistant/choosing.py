"""Which weights a call gets: those that are named, else those that this machine was measured to be fast enough for."""

import json
import signal
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.settings import AUTO, OF_PLAYBOOK, Settings
from audio.file import FileSource
from audio.frames import Samples
from audio.framing import Framer
from audio.problem import Problem
from models.choice import Choice, choose, stored_choice
from models.weights import DEFAULT, LIGHT, present_weights

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MEASURED_SECONDS = 4.0
"""Speech of the sample call on which weights are timed: an utterance of usual length."""

_SAMPLES = Path(__file__).parent / "samples"


def weights_for(settings: Settings, named: str | None = None, *, language: str = "en") -> str:
    """The name of the weights for a call; `named` ones before the setting's. Measures nothing, so that no call waits.

    With "auto" what was chosen for this machine; where it has not been measured, the default ones, or any that are here. Any thread.
    """
    name = named or settings.weights
    if name != AUTO:
        return name
    choice = stored_choice(settings.data, language=language)
    return choice.weights if choice else _unmeasured(settings.data)


def is_measured(settings: Settings) -> bool:
    """Whether it is known which weights to use: they are named, or this machine has been measured, or there is nothing to choose from."""
    return settings.weights != AUTO or stored_choice(settings.data, language=_spoken(settings)) is not None or not present_weights(settings.data)


def measure_machine(settings: Settings) -> Choice | None:
    """Measures this machine with the sample call's speech and keeps the choice; None where no weights can be used. Blocks for some seconds.

    On the main thread. Raises `Problem` where the choice can't be kept, or the measuring process comes to grief.
    """
    return _apart(settings.data, _spoken(settings))


def _apart(data: Path, language: str) -> Choice | None:
    """Measures in a process of its own: weights that are tried leave 100 MB behind in whichever process they were loaded."""
    context = get_context("spawn")
    answer, to_answer = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(to_answer, data, language), daemon=True)
    # Ctrl-C is for this process, which then ends the other. What is ignored stays so in a process that is started meanwhile.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, before)
    to_answer.close()
    try:
        choice: Choice | Problem | None = answer.recv()
    except EOFError as error:
        raise Problem(
            "measuring-failed", "Measuring this machine was broken off; it may have too little memory.", f"Name the weights: --weights {LIGHT}"
        ) from error
    finally:
        process.kill()
        process.join()
        answer.close()
    if isinstance(choice, Problem):
        raise choice
    return choice


def _measure(answer: "Connection[Choice | Problem | None, None]", data: Path, language: str) -> None:
    """What the other process does."""
    try:
        answer.send(choose(data, sample_speech(), language=language))
    except Problem as problem:
        answer.send(problem)


def _spoken(settings: Settings) -> str:
    """What calls are mostly in: not every playbook is known before a call."""
    return "en" if settings.language == OF_PLAYBOOK else settings.language


def _unmeasured(data: Path) -> str:
    names = [weights.name for weights in present_weights(data)]
    return names[0] if names and DEFAULT not in names else DEFAULT


def sample_speech() -> Samples:
    """The beginning of the sample call's longest turn: shape (n,), 16 kHz."""
    turns = json.loads((_SAMPLES / "sample.json").read_text(encoding="utf-8"))["turns"]
    longest = max(turns, key=lambda turn: float(turn["end"]) - float(turn["start"]))
    source = FileSource(_SAMPLES / "sample.opus")
    lane = source.tracks.index(longest["who"])
    framer = Framer(source.tracks, source.rate)
    frames = [frames[lane] for block in source.blocks() for frames in framer.feed(block)]
    first = float(longest["start"])
    return np.concatenate([frame.samples for frame in frames if first <= frame.start < first + MEASURED_SECONDS])
