"""How fast recordings are recognised, beside faster-whisper, same weights: `python -m benchmarks.bulk [WHAT…] [--weights NAME]`.

WHAT: call scripts (spoken first, as `benchmarks.wer` does) or folders of calls spoken before (NAME.wav beside NAME.json). Without arguments,
two scripts of the shared `calls/dev`.

ours      `callcue replay FILE --speed max` in this process: the file read, sides heard, words, prompts, notes, database and recording
beam 1    `WhisperModel.transcribe` of each channel, beam 1
… vad     the same with its own detector before it
batched   `BatchedInferencePipeline.transcribe` of each channel, by its own defaults (beam 5, its detector), or at beam 1

All with whole numbers of eight bits on the processor, English given, both cores, one after another in turn in the same run; the best of
several rounds counts, since other programs take the cores too. Weights are loaded before the clock starts; for faster-whisper the file is
read and the channels are parted before, too. The time of the processor (user and system, all threads) stands beside that of the clock.
Texts are compared as `benchmarks.wer` does.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.events import CallStarted, Event, SpeechFinal
from assistant.replaying import Replay, replay
from assistant.settings import load_settings
from assistant.store import Store
from audio.file import FileSource
from audio.frames import SAMPLE_RATE
from audio.listener import Segment, SegmentClosed
from audio.side import Side
from benchmarks.wer import SHARED, Recording, Tally, channels, listened, speak, spoken
from models import engine, voice
from models.transcriber import Transcriber
from models.weights import DEFAULT, find_weights, read_weights
from models.whisper import WhisperRecogniser

OURS = "ours"
_THREADS = 2
_SCRIPTS = 2


@dataclass(frozen=True)
class Run:
    """What one contestant made of one recording. `start`: seconds before its clock ran."""

    texts: dict[Side, str]
    wall: float
    cpu: float
    start: float = 0.0


@dataclass
class Standing:
    """One contestant's best runs of all recordings."""

    tally: Tally = field(default_factory=Tally)
    cpu: float = 0.0

    def add(self, recording: Recording, seconds: float, runs: list[Run]) -> None:
        self.tally.count(recording.said, runs[0].texts)
        self.tally.sound_seconds += seconds
        self.tally.work_seconds += min(run.wall for run in runs)
        self.cpu += min(run.cpu for run in runs)

    @property
    def times(self) -> float:
        """Times as fast as the sound."""
        return self.tally.sound_seconds / self.tally.work_seconds

    @property
    def cpu_times(self) -> float:
        """Seconds of sound for each second of the processor."""
        return self.tally.sound_seconds / self.cpu


Contestant = Callable[[Recording], Run]


@contextmanager
def _clock() -> Iterator[list[float]]:
    """Wall seconds and processor seconds of what is done inside, there when it has ended."""
    spent: list[float] = []
    wall, cpu = time.perf_counter(), time.process_time()
    yield spent
    spent += [time.perf_counter() - wall, time.process_time() - cpu]


def _replayed(weights: str) -> Contestant:
    """Ours. The clock starts with the call, when weights and playbook are loaded, and ends with the program."""

    def run(recording: Recording) -> Run:
        texts: dict[Side, list[str]] = defaultdict(list)
        begun: list[float] = []

        def listen(event: Event) -> None:
            if isinstance(event, CallStarted):
                begun[:] = [time.perf_counter(), time.process_time()]
            elif isinstance(event, SpeechFinal):
                texts[event.side].append(event.text)

        with tempfile.TemporaryDirectory() as data:
            asked = time.perf_counter()
            store = Store.open(Path(data))
            try:
                replay(store, load_settings(data=Path(data)), Replay(str(recording.sound), weights=weights), listen)
            finally:
                store.close()
            wall, cpu = time.perf_counter(), time.process_time()
        return Run({side: " ".join(said) for side, said in texts.items()}, wall - begun[0], cpu - begun[1], begun[0] - asked)

    return run


def _transcribed(transcribe: Callable[..., Any], **options: Any) -> Contestant:
    """One way of faster-whisper's."""

    def run(recording: Recording) -> Run:
        sides, _ = channels(recording)
        with _clock() as spent:
            texts = {
                side: " ".join(segment.text.strip() for segment in transcribe(sound, language="en", **options)[0]) for side, sound in sides.items()
            }
        return Run(texts, *spent)

    return run


def _contestants(weights: str) -> dict[str, Contestant]:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(weights, device="cpu", compute_type="int8", cpu_threads=_THREADS, files=read_weights(find_weights(weights)))
    batched = BatchedInferencePipeline(model)
    return {
        OURS: _replayed(weights),
        "beam 1": _transcribed(model.transcribe, beam_size=1),
        "beam 1, vad": _transcribed(model.transcribe, beam_size=1, vad_filter=True),
        "batched": _transcribed(batched.transcribe),
        "batched, beam 1": _transcribed(batched.transcribe, beam_size=1),
    }


def compare(recordings: list[Recording], weights: str, rounds: int) -> None:
    """Prints speed and word errors of all contestants over all recordings."""
    contestants = _contestants(weights)
    standings = {name: Standing() for name in contestants}
    starts: list[float] = []
    for recording in recordings:
        runs: dict[str, list[Run]] = defaultdict(list)
        for number in range(rounds):
            for name in _turned(list(contestants), number):
                runs[name].append(contestants[name](recording))
        starts += [run.start for run in runs[OURS]]
        seconds = FileSource(recording.sound).seconds or 0.0
        for name, standing in standings.items():
            standing.add(recording, seconds, runs[name])
        print(
            f"  {recording.name:28s} {seconds:5.0f} s   " + "   ".join(f"{name} {min(run.wall for run in runs[name]):.1f} s" for name in runs),
            flush=True,
        )
    _print(standings, weights, rounds)
    print(f"start of ours, not counted (weights, database, playbook): {min(starts):.1f} s")


def _turned(names: list[str], number: int) -> list[str]:
    """The same names, another first in each round."""
    first = number % len(names)
    return names[first:] + names[:first]


def _print(standings: dict[str, Standing], weights: str, rounds: int) -> None:
    print(f"{weights}, best of {rounds}:  times the sound's speed, word errors, seconds of sound a second of the processor")
    for name, standing in standings.items():
        rate = standing.tally.errors / max(1, standing.tally.words)
        print(f"  {name:16s} {standing.times:6.1f} x   {rate:6.2%}   {standing.cpu_times:6.1f}")
    ours = standings[OURS]
    others = [standing for name, standing in standings.items() if name != OURS]
    by_clock, by_cpu = max(one.times for one in others), max(one.cpu_times for one in others)
    print(f"ours : fastest other = {ours.times / by_clock:.2f} by the clock, {ours.cpu_times / by_cpu:.2f} by the processor's time", flush=True)


# What our own time goes into.

_PARTS = {
    "voice network": (voice.Voice, "probabilities"),
    "mel": (engine.Engine, "features"),
    "encode": (engine.Engine, "encode"),
    "generate": (engine.Engine, "generate"),
    "align": (engine.Engine, "timed"),
}


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    """Processor seconds of each part while inside, and how often it was called."""
    spent: dict[str, float] = defaultdict(float)
    originals = {name: getattr(owner, method) for name, (owner, method) in _PARTS.items()}

    def timed(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            with _clock() as clock:
                result = original(*given, **named)
            spent[name] += clock[1]
            return result

        return call

    try:
        for name, (owner, method) in _PARTS.items():
            setattr(owner, method, timed(name, originals[name]))
        yield spent
    finally:
        for name, (owner, method) in _PARTS.items():
            setattr(owner, method, originals[name])


def profile(recordings: list[Recording], weights: str) -> None:
    """Prints what the processor's time goes into: the parts one after another, with one worker; the rest is what the whole replay takes beyond."""
    recogniser = WhisperRecogniser(weights, workers=1)
    recogniser.load()
    whole = _replayed(weights)
    total: dict[str, float] = defaultdict(float)
    sound_seconds = speech_seconds = 0.0
    for recording in recordings:
        sound_seconds += FileSource(recording.sound).seconds or 0.0
        with _clock() as clock:
            segments = segments_of(recording)
        total["reading, hearing"] += clock[1]
        speech_seconds += sum(len(segment.samples) for segment in segments) / SAMPLE_RATE
        with _watched() as parts, _clock() as clock:
            Transcriber(recogniser).close_together(segments)
        for name, seconds in parts.items():
            total[name] += seconds
        total["care"] += clock[1] - sum(parts.values())
        total["whole replay"] += whole(recording).cpu
    total["everything else"] = total["whole replay"] - sum(seconds for name, seconds in total.items() if name != "whole replay")
    print(f"processor's time of ours, {sound_seconds:.0f} s of sound, {speech_seconds:.0f} s in segments:")
    for name, seconds in sorted(total.items(), key=lambda part: -part[1]):
        print(f"  {name:16s} {seconds:6.2f} s   {seconds / total['whole replay']:5.0%}")


def segments_of(recording: Recording) -> list[Segment]:
    """Every segment of a recording, in the order in which they close."""
    return [heard.segment for heard in listened(FileSource(recording.sound)) if isinstance(heard, SegmentClosed)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", type=Path, help="call scripts, or folders of spoken calls")
    parser.add_argument("--weights", default=DEFAULT)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--calls", type=int, help="only so many of each folder")
    parser.add_argument("--rate", type=int, default=8000, choices=(8000, 16000), help="what scripts are spoken for: a telephone or a headset")
    parser.add_argument("--profile", action="store_true", help="what our own time goes into, instead of the comparison")
    asked = parser.parse_args()
    scripts = [path for path in asked.what if not path.is_dir()]
    if not asked.what:
        dev = sorted((SHARED / "calls" / "dev").glob("*.yaml"))
        scripts = dev[:: len(dev) // _SCRIPTS][:_SCRIPTS]
    with tempfile.TemporaryDirectory() as made:
        speak(scripts, Path(made), asked.rate)
        folders = [path for path in asked.what if path.is_dir()]
        recordings = [recording for folder in [*folders, Path(made)] for recording in list(spoken(folder))[: asked.calls]]
        if not recordings:
            sys.exit("No spoken call is there. Name call scripts, or folders with NAME.wav beside NAME.json.")
        (profile if asked.profile else lambda those, weights: compare(those, weights, asked.rounds))(recordings, asked.weights)


if __name__ == "__main__":
    main()
