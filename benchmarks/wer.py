"""Word error rates of what a call hears and of faster-whisper offline, same weights: `python -m benchmarks.wer [WHAT…] [--weights NAME]`.

WHAT: call scripts (spoken first, with the tool and the voices that the shared folder's `tools/speak_call.py` names), folders of calls spoken
before (NAME.wav beside NAME.json), or a folder of clips (with a `refs.jsonl`). Without arguments, every sixth script of the shared `calls/dev`,
and the clips of `audio/exact`.
The shared folder is `CALLCUE_SHARED`, `../shared` by default.

ours     framed, segmented and recognised as at the end of each utterance of a call: beam 5, with what the side said before
offline  faster-whisper's own transcription of each whole channel: beam 5, its own detector
x        times as fast as the sound

Texts are compared after Whisper's English normaliser, currency signs apart from their numbers, both sides of a call together.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jiwer
import numpy as np
import soxr

from audio.file import FileSource
from audio.frames import SAMPLE_RATE, Samples
from audio.framing import Framer
from audio.listener import Heard, Listener, ListenerSettings, SegmentClosed
from audio.side import Side
from models.transcriber import Transcriber
from models.weights import DEFAULT, find_weights, read_weights
from models.whisper import WhisperRecogniser

SHARED = Path(os.environ.get("CALLCUE_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@dataclass(frozen=True)
class Recording:
    """Sound with the exact words of each of its sides."""

    name: str
    sound: Path
    said: dict[Side, str]


@dataclass
class Tally:
    """Errors and words so far, and the time they took."""

    errors: int = 0
    words: int = 0
    sound_seconds: float = 0.0
    work_seconds: float = 0.0
    final_seconds: list[float] = field(default_factory=list)

    def count(self, said: dict[Side, str], heard: dict[Side, str]) -> float:
        """Adds a recording's errors; gives its word error rate."""
        pairs = [(normal(text), normal(heard.get(side, ""))) for side, text in said.items() if normal(text)]
        compared = jiwer.process_words([said for said, _ in pairs], [heard for _, heard in pairs])
        errors, words = compared.substitutions + compared.deletions + compared.insertions, sum(len(said.split()) for said, _ in pairs)
        self.errors += errors
        self.words += words
        return errors / max(1, words)

    def __str__(self) -> str:
        return f"{self.errors / max(1, self.words):6.2%}  {self.sound_seconds / max(1e-9, self.work_seconds):5.1f} x"


def normal(text: str) -> str:
    return " ".join(re.sub(r"[£$€¢%]", " ", _normaliser()(text.replace("’", "'"))).split())


@cache
def _normaliser() -> Any:
    from whisper_normalizer.english import EnglishTextNormalizer

    return EnglishTextNormalizer()


def ours(recording: Recording, recogniser: WhisperRecogniser, tally: Tally) -> dict[Side, str]:
    """What a call would hear, by side."""
    source = FileSource(recording.sound)
    transcriber = Transcriber(recogniser)
    texts: dict[Side, str] = {}
    start = time.perf_counter()
    for heard in listened(source):
        if isinstance(heard, SegmentClosed):
            began = time.perf_counter()
            words = " ".join(word.text for word in transcriber.close(heard.segment))
            tally.final_seconds.append(time.perf_counter() - began)
            texts[heard.segment.side] = f"{texts.get(heard.segment.side, '')} {words}".strip()
    tally.work_seconds += time.perf_counter() - start
    return texts


def listened(source: FileSource) -> Iterator[Heard]:
    """What a call would take for speech, as it comes."""
    framer, listener = Framer(source.tracks, source.rate), Listener(source.tracks, ListenerSettings())
    for block in source.blocks():
        for frames in framer.feed(block):
            yield from listener.hear(frames)
    for frames in framer.flush():
        yield from listener.hear(frames)
    yield from listener.flush()


def offline(recording: Recording, model: Any, tally: Tally) -> dict[Side, str]:
    """What faster-whisper makes of each whole channel."""
    sides, seconds = channels(recording)
    tally.sound_seconds += seconds
    texts: dict[Side, str] = {}
    start = time.perf_counter()
    for side, samples in sides.items():
        segments, _ = model.transcribe(samples, beam_size=5, vad_filter=True, language="en")
        texts[side] = " ".join(segment.text.strip() for segment in segments)
    tally.work_seconds += time.perf_counter() - start
    return texts


def channels(recording: Recording) -> tuple[dict[Side, Samples], float]:
    """Each side's whole sound as faster-whisper wants it, and how many seconds it lasts."""
    source = FileSource(recording.sound)
    whole = np.concatenate([block.samples for block in source.blocks()])
    sides = zip(source.tracks, whole.T, strict=True)
    return {side: np.asarray(soxr.resample(np.ascontiguousarray(track), source.rate, SAMPLE_RATE), np.float32) for side, track in sides}, len(
        whole
    ) / source.rate


def spoken(folder: Path) -> Iterator[Recording]:
    """Calls spoken before."""
    for reference in sorted(folder.glob("*.json")):
        turns = json.loads(reference.read_text(encoding="utf-8"))["turns"]
        said: dict[Side, str] = {side: " ".join(turn["say"] for turn in turns if turn["who"] == side) for side in ("rep", "client")}
        yield Recording(reference.stem, reference.with_suffix(".wav"), said)


def speak(scripts: list[Path], folder: Path, rate: int, *options: str) -> None:
    """Speaks call scripts into a folder, with further options of the tool."""
    tool = SHARED / "tools" / "speak_call.py"
    for script in scripts:
        subprocess.run([sys.executable, tool, script, folder, "--rate", str(rate), *options], check=True, stdout=subprocess.DEVNULL)


def clips(folder: Path) -> Iterator[Recording]:
    """Short clips with exact words, one side each."""
    for line in (folder / "refs.jsonl").read_text(encoding="utf-8").splitlines():
        clip = json.loads(line)
        side: Side = FileSource(folder / clip["file"]).tracks[0]
        yield Recording(clip["file"], folder / clip["file"], {side: clip["text"]})


def compare(title: str, recordings: Iterator[Recording], weights: str, *, each: bool) -> None:
    """Prints both word error rates of the recordings, one by one where wanted, and over all."""
    from faster_whisper import WhisperModel

    began = time.perf_counter()
    recogniser = WhisperRecogniser(weights)
    recogniser.load()
    loaded = time.perf_counter() - began
    resident_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    model = WhisperModel(weights, device="cpu", compute_type="int8", cpu_threads=2, files=read_weights(find_weights(weights)))
    call, whole = Tally(), Tally()
    for recording in recordings:
        live, after = call.count(recording.said, ours(recording, recogniser, call)), whole.count(recording.said, offline(recording, model, whole))
        if each:
            print(f"  {recording.name:28s} ours {live:6.2%}   offline {after:6.2%}", flush=True)
    call.sound_seconds = whole.sound_seconds
    final_ms = 1000 * float(np.mean(call.final_seconds)) if call.final_seconds else 0.0
    print(f"{title}, {weights}: ours {call}   offline {whole}   ({call.words} words)")
    print(
        f"  loaded in {loaded:.1f} s; {len(call.final_seconds)} finals, {final_ms:.0f} ms each; at most {resident_mb:.0f} MB resident by then",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", type=Path, help="call scripts, or folders of spoken calls")
    parser.add_argument("--weights", default=DEFAULT)
    parser.add_argument("--rate", type=int, default=8000, choices=(8000, 16000), help="what scripts are spoken for: a telephone or a headset")
    asked = parser.parse_args()
    folders = [path for path in asked.what if path.is_dir()]
    scripts = [path for path in asked.what if not path.is_dir()] if asked.what else sorted((SHARED / "calls" / "dev").glob("*.yaml"))[::6]
    for folder in folders:
        exact = (folder / "refs.jsonl").exists()
        compare(folder.name, clips(folder) if exact else spoken(folder), asked.weights, each=not exact)
    if scripts:
        with tempfile.TemporaryDirectory() as made:
            speak(scripts, Path(made), asked.rate)
            compare(f"{len(scripts)} calls at {asked.rate} Hz", spoken(Path(made)), asked.weights, each=True)
    if not asked.what:
        compare("short clips", clips(SHARED / "audio" / "exact"), asked.weights, each=False)


if __name__ == "__main__":
    main()
