"""How soon the words of a call are known, run at speed 1 through the real service: `python -m benchmarks.live [WHAT…] [--weights NAME]`.

WHAT: call scripts (spoken first, with the tool and the voices that the shared folder's `tools/speak_call.py` names), or folders of calls spoken
before (NAME.wav beside NAME.json). Without arguments, two scripts of the shared `calls/dev`. The kind of a call is the first word of its name.
The shared folder is `CALLCUE_SHARED`, `../shared` by default.

`callcue serve` runs in a process of its own, with an empty data folder. Each recording is uploaded, recorded and prompted on as if live, shown
on an overlay in a headless browser, and followed here over the WebSocket. Afterwards faster-whisper hears each whole channel.

turn end       end of a turn -> the event from which on its last word was never changed
word           the same for every word; when it was spoken is interpolated in its turn (± 0.5 s)
counted never  both again, words that are missing or wrong in the end taken for infinitely late
taken back     committed words that the final of their utterance does not keep
on the socket  from the time that an event names to its arrival here, beyond the quickest
processor      of all cores, the service with its children, browser and this program left out; resident memory likewise
stolen         of all cores, what the host of a virtual machine gave to others; what is late then says little about the program

With --load, every core is wanted by others for so long, from 30 s into each call on. A call is back under a goal with the first word from which
on what is said in 10 s is known within it.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import get_args

import httpx
import soundfile
from websockets.asyncio.client import connect

from assistant.events import CallStarted, ErrorRaised, Event, Kind, PromptShown, RecogniserLag, SpeechCommitted, SpeechFinal, events
from audio.side import Side
from benchmarks._lateness import SIDES, Goal, Judged, Late, Turn, judge, quantile, recovered, word_errors
from benchmarks._service import CORES, MEASURED, Sample, Service, cores_taken, overlay, sample, serving
from benchmarks.wer import SHARED, Recording, Tally, offline, speak
from models.weights import DEFAULT, find_weights, read_weights

TURN_ENDS, WORDS = Goal(0.7, 1.5), Goal(0.8, 2.0)
LOAD_AFTER = 30.0
"""Seconds into the call."""
CALM = 0.03
"""Share of the cores stolen below which a call says how fast the program is."""


@dataclass(frozen=True)
class Call:
    """A recording with its exact turns."""

    name: str
    sound: Path
    turns: tuple[Turn, ...]

    @property
    def kind(self) -> str:
        first = self.name.split("-")[0]
        return first if first in get_args(Kind) else get_args(Kind)[0]

    @property
    def said(self) -> dict[Side, str]:
        return {side: " ".join(turn.say for turn in self.turns if turn.side == side) for side in SIDES}


@dataclass
class Run:
    """What came of a call. Times in monotonic seconds, save those within events."""

    call: Call
    log: list[Event] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)
    """When each event did."""
    samples: list[Sample] = field(default_factory=list)
    load: tuple[float, float] | None = None
    """From when to when the cores were taken."""

    @property
    def began(self) -> float:
        """When second 0 of the call was, at the latest."""
        return min(arrived - event.at for arrived, event in zip(self.arrived, self.log, strict=True))

    @property
    def on_the_socket(self) -> list[float]:
        return [arrived - self.began - event.at for arrived, event in zip(self.arrived, self.log, strict=True)]

    @cached_property
    def judged(self) -> Judged:
        return judge(self.call.turns, self.log)

    @property
    def lags(self) -> list[RecogniserLag]:
        return [event for event in self.log if isinstance(event, RecogniserLag)]

    @property
    def prompts(self) -> list[float]:
        """Seconds from due to shown."""
        return [event.latency_ms / 1000 for event in self.log if isinstance(event, PromptShown)]

    @property
    def lost(self) -> int:
        """Utterances that have begun and not ended in exactly one final."""
        begun = {event.utterance for event in self.log if isinstance(event, SpeechCommitted | SpeechFinal)}
        finals = Counter(event.utterance for event in self.log if isinstance(event, SpeechFinal))
        return sum(finals[utterance] != 1 for utterance in begun)

    @property
    def processor(self) -> float:
        """Mean share of all cores."""
        return self._share(lambda taken: taken.processor_seconds)

    @property
    def stolen(self) -> float:
        """Mean share of all cores that the host took."""
        return self._share(lambda taken: taken.stolen)

    def _share(self, seconds: Callable[[Sample], float]) -> float:
        first, last = self.samples[0], self.samples[-1]
        return (seconds(last) - seconds(first)) / (last.when - first.when) / CORES

    @property
    def calm(self) -> bool:
        """Whether the machine was this program's to use."""
        return len(self.samples) > 1 and self.stolen < CALM

    def recovered(self, late: Sequence[Late], goal: Goal) -> float | None:
        """Seconds from the end of the load until the goal was held again."""
        return recovered(late, self.load[1] - self.began, goal) if self.load else None


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", type=Path, help="call scripts, or folders of spoken calls")
    parser.add_argument("--weights", default=DEFAULT)
    parser.add_argument("--rate", type=int, default=8000, choices=(8000, 16000), help="what scripts are spoken for: a telephone or a headset")
    parser.add_argument("--snr", type=float, metavar="DB", help="scripts are spoken over noise so far below the speech")
    parser.add_argument("--swap", action="store_true", help="scripts are spoken with the two voices the other way round")
    parser.add_argument("--only", metavar="NAME", nargs="+", help="of the spoken calls, these")
    parser.add_argument("--hours", type=float, help="the recordings over and over in one call of this length (add --no-compare)")
    parser.add_argument("--load", type=float, metavar="SECONDS", help="take all cores for so long during each call")
    parser.add_argument("--overlay", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--compare", action=argparse.BooleanOptionalAction, default=True, help="faster-whisper offline on the same sound")
    parser.add_argument("--events", type=Path, metavar="DIR", help="keep NAME.jsonl and NAME.json here, for tools/score_calls.py latency DIR DIR")
    asked = parser.parse_args(given)
    for path in asked.what:
        if not path.exists():
            parser.error(f"{path} is neither a call script nor a folder: there is no such file")
    return asked


def calls_asked(asked: argparse.Namespace, made: Path) -> list[Call]:
    """The calls, spoken into `made` where they have to be."""
    folders = [path for path in asked.what if path.is_dir()]
    scripts = [path for path in asked.what if not path.is_dir()] if asked.what else sorted((SHARED / "calls" / "dev").glob("*.yaml"))[::22]
    options = [*(["--snr", str(asked.snr)] if asked.snr is not None else []), *(["--swap"] if asked.swap else [])]
    speak(scripts, made, asked.rate, *options)
    calls = [call for folder in (made, *folders) for call in spoken(folder) if not asked.only or call.name in asked.only]
    if not calls:
        raise SystemExit("There is no call to run: name call scripts, or folders with NAME.wav beside NAME.json.")
    return [repeated(calls, asked.hours * 3600, made)] if asked.hours else calls


def spoken(folder: Path) -> Iterator[Call]:
    """Calls spoken before."""
    for reference in sorted(folder.glob("*.json")):
        turns = (Turn(turn["who"], turn["say"], turn["start"], turn["end"]) for turn in json.loads(reference.read_text(encoding="utf-8"))["turns"])
        yield Call(reference.stem, reference.with_suffix(".wav"), tuple(turns))


def repeated(calls: Sequence[Call], seconds: float, folder: Path) -> Call:
    """One call of at least this length made of all the recordings, over and over; they have to be alike in rate and channels."""
    form, turns, at = soundfile.info(calls[0].sound), list[Turn](), 0.0
    path = folder / "repeated.flac"
    with soundfile.SoundFile(path, "w", form.samplerate, form.channels, "PCM_16") as file:
        for call in itertools.cycle(calls):
            if at >= seconds:
                break
            sound, rate = soundfile.read(call.sound, dtype="int16", always_2d=True)
            if (rate, sound.shape[1]) != (form.samplerate, form.channels):
                raise SystemExit(f"{call.name} and {calls[0].name} are not of one rate and as many channels: they can't be one call.")
            file.write(sound)
            turns += [Turn(turn.side, turn.say, turn.start + at, turn.end + at) for turn in call.turns]
            at += len(sound) / rate
    return Call(calls[0].name, path, tuple(turns))


async def run_all(calls: Sequence[Call], asked: argparse.Namespace, data: Path) -> list[Run]:
    """Runs one call after the other through one service."""
    runs = []
    with serving(asked.weights, data) as service:
        async with overlay(service.url) if asked.overlay else contextlib.nullcontext():
            for call in calls:
                runs.append(await run_one(call, service, asked.load))
                print(line(runs[-1]), flush=True)
    return runs


async def run_one(call: Call, service: Service, load: float | None) -> Run:
    """Runs a call and follows it to its end."""
    run = Run(call)
    identity = await _upload(call, service)
    async with connect(f"{service.socket_url}/api/calls/{identity}/events", max_size=None, proxy=None) as socket, asyncio.TaskGroup() as group:
        beside = [group.create_task(sample(service.process, run.samples))]
        if load:
            beside.append(group.create_task(_take_cores(run, load)))
        async for message in socket:
            run.arrived.append(time.monotonic())
            run.log.append(events.validate_json(message))
        for task in beside:
            task.cancel()
    return run


async def _upload(call: Call, service: Service) -> str:
    """The id of the call that has begun."""
    async with httpx.AsyncClient(base_url=service.url, verify=False, timeout=300, trust_env=False) as client:
        answer = await client.post("/api/uploads", data={"kind": call.kind, "speed": "1"}, files={"file": (call.sound.name, call.sound.read_bytes())})
    if answer.is_error:
        raise SystemExit(f"The service did not take the recording: {answer.text}")
    return str(answer.json()["id"])


async def _take_cores(run: Run, seconds: float) -> None:
    await asyncio.sleep(LOAD_AFTER)
    with cores_taken():
        began = time.monotonic()
        await asyncio.sleep(seconds)
        run.load = (began, time.monotonic())


def line(run: Run) -> str:
    judged = run.judged
    failed = "".join(f"  {event.code}" for event in run.log if isinstance(event, ErrorRaised))
    stolen = f"  stolen {run.stolen:.0%}" if len(run.samples) > 1 else ""
    return (
        f"  {run.call.name:28s} turn end {two(judged.turn_ends())}  word {two(judged.any_words())}  errors {judged.error_rate:.2%}"
        f"  taken back {judged.taken_back} of {judged.committed}  lag {largest_lag([run])}{stolen}{failed}"
    )


def keep(runs: Sequence[Run], folder: Path) -> None:
    """Writes what the scorer of the shared folder reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for run in runs:
        turns = [{"who": turn.side, "say": turn.say, "start": turn.start, "end": turn.end} for turn in run.call.turns]
        (folder / f"{run.call.name}.json").write_text(json.dumps({"id": run.call.name, "turns": turns}), encoding="utf-8")
        (folder / f"{run.call.name}.jsonl").write_text("".join(f"{event.model_dump_json()}\n" for event in run.log), encoding="utf-8")


def offline_errors(runs: Sequence[Run]) -> tuple[float, float]:
    """Word error rate of faster-whisper (beam 5, its own detector) on each whole channel, and how many times as fast as the sound it was."""
    from faster_whisper import WhisperModel

    weights = weights_of(runs)
    model = WhisperModel(weights, device="cpu", compute_type="int8", cpu_threads=CORES, files=read_weights(find_weights(weights)))
    tally = Tally()
    for run in runs:
        heard = offline(Recording(run.call.name, run.call.sound, run.call.said), model, tally)
        for side, said in run.call.said.items():
            errors, words = word_errors(said, heard.get(side, ""))
            tally.errors, tally.words = tally.errors + errors, tally.words + words
    return tally.errors / max(1, tally.words), tally.sound_seconds / tally.work_seconds


def weights_of(runs: Sequence[Run]) -> str:
    """The weights that the service used."""
    return next(str(event.weights) for event in runs[0].log if isinstance(event, CallStarted))


def rows(runs: Sequence[Run], compared: tuple[float, float] | None) -> Iterator[tuple[str, str, str]]:
    """Figure, goal, result."""
    judged = sum((run.judged for run in runs), Judged())
    ends, words = judged.turn_ends(), judged.any_words()
    yield f"last word of a turn → known for good, median / 95 % ({len(ends)} turns)", str(TURN_ENDS), two(ends)
    yield f"any word → known for good, median / 95 % ({len(words)} words)", str(WORDS), two(words)
    calm = [run for run in runs if run.calm]
    if MEASURED and len(calm) < len(runs):
        quiet = sum((run.judged for run in calm), Judged())
        share = f"in the {len(calm)} calls with less than {CALM:.0%} stolen"
        yield f"the same two {share}", f"{TURN_ENDS}; {WORDS}", f"{two(quiet.turn_ends())}; {two(quiet.any_words())}" if calm else "none such"
    yield "missing words counted as never: turn ends; words", "", f"{two(judged.turn_ends(never=True))}; {two(judged.any_words(never=True))}"
    yield "words said that never became known", "", f"{judged.missing:.1%}"
    goal = f"≤ {compared[0] + 0.005:.2%}" if compared else "≤ offline + 0.5 points"
    yield f"word error rate of the finals ({judged.words} words)", goal, f"{judged.error_rate:.2%}"
    if compared:
        yield "faster-whisper offline, beam 5, its own detector, same sound", "", f"{compared[0]:.2%} at {compared[1]:.1f} x"
    taken_back = judged.taken_back / max(1, judged.committed)
    yield f"committed words taken back (of {judged.committed})", "≤ 2 %", f"{taken_back:.1%}"
    prompts = [seconds for run in runs for seconds in run.prompts]
    yield f"prompts, due → shown, median / 95 % ({len(prompts)})", "", two(prompts) if prompts else "none shown"
    yield "event → on the socket, median / 95 %", "", two([seconds for run in runs for seconds in run.on_the_socket])
    yield "utterances without exactly one final", "0", str(sum(run.lost for run in runs))
    yield "largest lag told", "", largest_lag(runs)
    yield from _machine_rows(runs)
    if any(run.load for run in runs):
        yield from _load_rows(runs)


def _machine_rows(runs: Sequence[Run]) -> Iterator[tuple[str, str, str]]:
    samples = [taken for run in runs for taken in run.samples]
    if not MEASURED:
        yield "processor; memory", "", "not measured on this system"
        return
    measured = [run for run in runs if len(run.samples) > 1]
    mean = sum(run.processor for run in measured) / max(1, len(measured))
    yield f"processor, mean of {CORES} cores", "≤ 60 %", f"{mean:.0%}"
    yield "stolen by the host, mean of the calls", "", f"{sum(run.stolen for run in measured) / max(1, len(measured)):.0%}"
    first = max(taken.resident_mb for taken in samples if taken.when <= samples[0].when + 60)
    last = max(taken.resident_mb for taken in samples if taken.when >= samples[-1].when - 60)
    minutes = (samples[-1].when - samples[0].when) / 60
    yield "resident memory at most", "≤ 700 MB", f"{max(taken.resident_mb for taken in samples):.0f} MB"
    yield f"its growth from the first to the last of {minutes:.0f} min", "none", f"{last - first:+.0f} MB"


def _load_rows(runs: Sequence[Run]) -> Iterator[tuple[str, str, str]]:
    loaded = [run for run in runs if run.load]
    ends = [run.recovered([late for late in run.judged.late if late.closes], TURN_ENDS) for run in loaded]
    words = [run.recovered(run.judged.late, WORDS) for run in loaded]
    yield "after the load, back under the goals for turn ends; words (slowest call)", "≤ 15 s", f"{_slowest(ends)}; {_slowest(words)}"


def _slowest(seconds: Sequence[float | None]) -> str:
    known = [value for value in seconds if value is not None]
    return f"{max(known):.1f} s" if len(known) == len(seconds) else "not before the call ended"


def largest_lag(runs: Sequence[Run]) -> str:
    return f"{max((lag.seconds for run in runs for lag in run.lags), default=0.0):.1f} s"


def two(seconds: Sequence[float]) -> str:
    """Median and 95 %."""
    return " / ".join("never" if value == float("inf") else f"{value:.2f} s" for value in (quantile(seconds, 0.5), quantile(seconds, 0.95)))


def main() -> None:
    asked = arguments()
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryDirectory() as data:
        calls = calls_asked(asked, Path(made))
        runs = asyncio.run(run_all(calls, asked, Path(data)))
        if asked.events:
            keep(runs, asked.events)
        compared = offline_errors(runs) if asked.compare else None
    print(f"\n{len(runs)} calls at speed 1, weights {weights_of(runs)}, {CORES} cores\n\n| figure | goal | result |\n|---|---|---|")
    for row in rows(runs, compared):
        print(f"| {' | '.join(row)} |")
    if asked.load and not all(run.load for run in runs):
        print("\nA call that had ended before its load has no share in the figures of the load.")


if __name__ == "__main__":
    main()
