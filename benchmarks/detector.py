"""How well speech is found: `python -m benchmarks.detector [RECORDING…]` prints one line a side and the totals.

Without arguments, all two-channel calls among the shared recordings (`CALLCUE_SHARED`, `../shared` by default). What was really spoken is
taken from what stands beside the recording: `NAME.words.json` (words with times) or `NAME.json` (turns with times, as the tool that
speaks call scripts writes it); else, and with `--silero`, it is what Silero's network finds. The words' times are spread evenly over
stretches that include silence: their `cut` and `end` say little. `--noise DB` adds line noise so many decibels below the speech.

covered   share of the spoken time that falls into segments
cut       utterances (0.5 s of silence before them) whose first 60 ms are in no segment
outside   share of the segments' time in which nothing is spoken nearby (0.5 s)
empty     segments in which nothing is spoken
end       segments' end of speech minus that of the last thing spoken in them, seconds (median, 95 %)
"""

import argparse
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.file import FileSource
from audio.frames import FRAME_SAMPLES, FRAME_SECONDS, SAMPLE_RATE, Block, Samples
from audio.framing import Framer
from audio.listener import Listener, ListenerSettings, Segment, SegmentClosed
from audio.side import Side
from benchmarks._sums import Sums

NEAR = 25
"""Frames (0.5 s) round speech that are not counted as outside: the pre-roll, the tail, and what inexact times cost."""

Mask = NDArray[np.bool_]


@dataclass
class Tally(Sums):
    """Frames and counts over one side or many."""

    spoken: int = 0
    covered: int = 0
    utterances: int = 0
    cut: int = 0
    inside: int = 0
    outside: int = 0
    segments: int = 0
    empty: int = 0
    ends: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        median, most = np.percentile(self.ends, (50, 95)) if self.ends else (np.nan, np.nan)
        return (
            f"covered {self.covered / max(1, self.spoken):6.1%}  cut {self.cut:3} of {self.utterances:3}  "
            f"outside {self.outside / max(1, self.inside):5.1%}  empty {self.empty:3} of {self.segments:3}  end {median:+.2f} {most:+.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recordings", nargs="*", type=Path)
    parser.add_argument("--noise", type=float)
    parser.add_argument("--silero", action="store_true")
    args = parser.parse_args()
    total = Tally()
    for path in args.recordings or _shared():
        for side, tally in measure(path, args.noise, args.silero):
            print(f"{path.stem:24} {side:6}  {tally}")
            total += tally
    print(f"{'all':31}  {total}")


def measure(path: Path, noise: float | None, silero: bool) -> Iterator[tuple[Side, Tally]]:
    """Compares the segments of each side of a recording with what is spoken there; prints how fast they were found."""
    source = FileSource(path, "right" if path.stem.startswith("spokenwoz") else "left")
    sound = np.concatenate([block.samples for block in source.blocks()])
    noisy = with_noise(sound, source.rate, noise) if noise is not None else sound
    segments = find_segments(source.tracks, source.rate, noisy)
    for column, side in enumerate(source.tracks):
        spoken = _spoken(path, side, sound[:, column], source.rate, silero)
        yield side, compare([segment for segment in segments if segment.side == side], spoken)


def find_segments(tracks: tuple[Side, ...], rate: int, sound: Samples) -> list[Segment]:
    """All segments of a recording; `sound`: shape (n, tracks)."""
    framer, listener = Framer(tracks, rate), Listener(tracks, ListenerSettings())
    frames = framer.feed(Block(sound)) + framer.flush()
    began = time.process_time()
    heard = [found for together in frames for found in listener.hear(together)] + listener.flush()
    taken = time.process_time() - began
    print(f"{len(frames) * FRAME_SECONDS:.0f} s heard at {len(frames) * FRAME_SECONDS / taken:.0f} times real time (of one core)")
    return [found.segment for found in heard if isinstance(found, SegmentClosed)]


def compare(segments: list[Segment], spoken: Mask) -> Tally:
    """`spoken`: one bool a frame."""
    covered = np.zeros_like(spoken)
    tally = Tally(spoken=int(spoken.sum()), segments=len(segments))
    for segment in segments:
        first = round(segment.start / FRAME_SECONDS)
        frames = slice(first, first + len(segment.samples) // FRAME_SAMPLES)
        covered[frames] = True
        at = np.flatnonzero(spoken[frames])
        if len(at):
            tally.ends.append(segment.end - (first + int(at[-1]) + 1) * FRAME_SECONDS)
        else:
            tally.empty += 1
    for first in _beginnings(spoken):
        tally.utterances += 1
        tally.cut += not covered[first : first + 3].all()
    near = np.convolve(spoken, np.ones(2 * NEAR + 1), "same") > 0
    tally.covered = int((spoken & covered).sum())
    tally.inside = int(covered.sum())
    tally.outside = int((covered & ~near).sum())
    return tally


def with_noise(sound: Samples, rate: int, decibels: float) -> Samples:
    """Adds noise of the telephone band to every track, `decibels` below the mean level of its speech."""
    spectrum = np.fft.rfft(np.random.default_rng(0).normal(size=sound.shape), axis=0)
    hertz = np.fft.rfftfreq(len(sound), 1 / rate)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    noise = np.fft.irfft(spectrum, len(sound), axis=0)
    loud = np.abs(sound) > np.abs(sound).max(axis=0) / 20
    speech = np.sqrt((sound**2).sum(axis=0) / np.maximum(1, loud.sum(axis=0)))
    noisy: Samples = (sound + noise / noise.std(axis=0) * speech * 10 ** (-decibels / 20)).astype(np.float32)
    return noisy


def _beginnings(spoken: Mask) -> Iterator[int]:
    """The first frame of speech after every 0.5 s without."""
    last = -NEAR - 1
    for at in np.flatnonzero(spoken).tolist():
        if at - last > NEAR:
            yield at
        last = at


def _spoken(path: Path, side: Side, sound: Samples, rate: int, silero: bool) -> Mask:
    mask = np.zeros(int(len(sound) / rate / FRAME_SECONDS) + 2 * NEAR, bool)
    words, turns = path.with_suffix(".words.json"), path.with_suffix(".json")
    if silero:
        spans = _by_silero(sound, rate)
    elif words.exists():
        # In these recordings speaker A is the client.
        spans = [(word["start"], word["end"]) for word in json.loads(words.read_text()) if (word["speaker"] == "A") == (side == "client")]
    elif turns.exists():
        spans = [(turn["start"], turn["end"]) for turn in json.loads(turns.read_text())["turns"] if turn["who"] == side]
    else:
        spans = _by_silero(sound, rate)
    for start, end in spans:
        mask[int(start / FRAME_SECONDS) : int(np.ceil(end / FRAME_SECONDS))] = True
    return mask


def _by_silero(sound: Samples, rate: int) -> list[tuple[float, float]]:
    import soxr
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    found = get_speech_timestamps(
        soxr.resample(sound, rate, SAMPLE_RATE), VadOptions(threshold=0.6, min_silence_duration_ms=100, speech_pad_ms=0, min_speech_duration_ms=60)
    )
    return [(span["start"] / SAMPLE_RATE, span["end"] / SAMPLE_RATE) for span in found]


def _shared() -> list[Path]:
    folder = Path(os.environ.get("CALLCUE_SHARED", Path(__file__).resolve().parent.parent.parent / "shared")) / "audio" / "calls"
    return sorted(path for path in folder.glob("*.wav") if len(FileSource(path).tracks) == 2)


if __name__ == "__main__":
    main()
