"""Words invented where nobody speaks: `python -m benchmarks.silence [WHAT…] [--weights NAME] [--minutes 10]`, one line a kind.

WHAT: kinds of noise, `call`, and sound files in which nobody speaks; without it, all kinds and `call`. A noise is made anew from its seed, minute
by minute at another level, once as a headset hears it ("wide") and once through a telephone ("narrow"), and heard as a call would hear it, every
other minute with words said before as context. `call` is a spoken call (`--calls`: a folder of them, NAME.wav beside NAME.json; without it, a
script of the shared `calls/dev` is spoken) whose other track carries one noise after another instead of its own side: throughout, or after the
first third; and with the talking side's echo 25 and 35 dB down. What is heard there is invented.

segments  stretches in which the detector took something for speech, and their seconds
decoded   windows given to the decoder; in the others the recogniser found no voice
guessed, committed, final   words shown for a moment, shown for good while the segment grew, and told at its end
together  words told where a recording is replayed at full speed
work      seconds it took at speed 1
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soxr

from audio.file import FileSource
from audio.frames import FRAME_SECONDS, SAMPLE_RATE, Block, Samples
from audio.framing import Framer
from audio.listener import Heard, Listener, ListenerSettings, Segment, SegmentClosed
from audio.side import Side
from benchmarks._sums import Sums
from benchmarks.noises import NOISES, noise, telephone
from benchmarks.wer import SHARED, speak
from models.recogniser import Hypothesis, Recogniser
from models.stability import GrowingWords, StabilitySettings
from models.transcriber import Attention, Transcriber
from models.weights import DEFAULT
from models.whisper import WhisperRecogniser

LEVELS = (-25.0, -45.0, -15.0, -35.0, -55.0)
"""dBFS of a noise, minute by minute."""
SAID_BEFORE = ("", "Thank you for calling. Let me put you on hold for a moment while I look that up.")
BACKGROUND = -40.0
"""dBFS of the noises on the silent side of a call, whose speech is at -24."""
BACKGROUND_SECONDS = 15.0
ECHOES = (25.0, 35.0)
"""dB."""


@dataclass
class Tally(Sums):
    """What was heard where nobody spoke."""

    minutes: float = 0.0
    segments: int = 0
    segment_seconds: float = 0.0
    decoded: int = 0
    guessed: int = 0
    committed: int = 0
    final: int = 0
    together: int = 0
    work_seconds: float = 0.0
    texts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.minutes:5.1f} min  {self.segments:4} segments {self.segment_seconds:5.0f} s {self.decoded:4} decoded"
            f"  invented: {self.guessed:3} guessed {self.committed:3} committed {self.final:3} final {self.together:3} together"
            f"   {self.work_seconds:5.1f} s of work"
        )


class Decodings:
    """Counts the windows given to CTranslate2, whoever gives them."""

    def __init__(self) -> None:
        import ctranslate2

        self.count = 0
        model: Any = ctranslate2.models.Whisper
        generate = model.generate

        def counted(*args: Any, **options: Any) -> Any:
            self.count += 1
            return generate(*args, **options)

        model.generate = counted


@dataclass
class SaidBefore:
    """A recogniser to which something was always said before. Made and used where the recogniser is."""

    recogniser: Recogniser
    said: str
    weights: str = ""

    def load(self) -> None:
        self.recogniser.load()

    def tentative(self, samples: Samples, context: str) -> Hypothesis:
        return self.recogniser.tentative(samples, f"{self.said} {context}".strip())

    def final(self, samples: Samples, context: str, known_seconds: float = 0.0) -> Hypothesis:
        return self.recogniser.final(samples, f"{self.said} {context}".strip(), known_seconds)

    def together(self, speakers: Sequence[Sequence[Samples]]) -> list[list[Hypothesis]]:
        return self.recogniser.together(speakers)


class Ear:
    """Hears the silent side of a call as the pipeline does at speed 1 on a machine that is never late, and counts what it makes of it."""

    def __init__(self, recogniser: Recogniser, tally: Tally, silent: Side, since: float) -> None:
        self._recogniser = recogniser
        self._transcriber = Transcriber(recogniser)
        self._tally = tally
        self._silent: Side = silent
        self._since = since
        """Second from which on this side says nothing."""
        self._attention = Attention(StabilitySettings(), ListenerSettings().segmenter)
        self._shown = 0
        self._closed: list[Samples] = []

    def told(self, heard: Heard) -> None:
        """What the listener has found."""
        if isinstance(heard, SegmentClosed):
            if heard.segment.side == self._silent:
                self._close(heard.segment)
        elif heard.side == self._silent:
            self._attention.begin(heard.start)
            self._shown = 0

    def grown(self, listener: Listener, clock: float) -> None:
        """Looks at a segment that grows, where the pipeline would."""
        segment = listener.growing(self._silent)
        if segment is None:
            return
        match self._attention.due(segment.end, clock):
            case "pause":
                self._count(self._transcriber.settle(segment))
            case "guess":
                self._count(self._transcriber.guess(segment))

    def heard_together(self) -> None:
        """What a replay at full speed makes of the segments."""
        for hypotheses in self._recogniser.together([self._closed]):
            self._tally.together += sum(len(hypothesis.words) for hypothesis in hypotheses)

    def _count(self, words: GrowingWords) -> None:
        self._shown = max(self._shown, len(words.guess.split()))

    def _close(self, segment: Segment) -> None:
        committed = len(self._transcriber.settle(segment).text.split())
        words = self._transcriber.close(segment)
        if segment.start < self._since:
            return
        self._closed.append(segment.samples)
        self._tally.segments += 1
        self._tally.segment_seconds += len(segment.samples) / SAMPLE_RATE
        self._tally.final += len(words)
        self._tally.committed += committed
        self._tally.guessed += self._shown
        if words or self._shown:
            self._tally.texts.append(f"{segment.start:.2f}-{segment.end:.2f}  {' '.join(word.text for word in words) or '(taken back)'}")


def listen(tracks: dict[Side, Samples], silent: Side, recogniser: Recogniser, decodings: Decodings, *, said: str = "", since: float = 0.0) -> Tally:
    """What is found on the silent one of some 16 kHz tracks, from second `since` on."""
    tally = Tally(minutes=(len(tracks[silent]) / SAMPLE_RATE - since) / 60, decoded=-decodings.count)
    framer, listener = Framer(tuple(tracks), SAMPLE_RATE), Listener(tuple(tracks), ListenerSettings())
    ear = Ear(SaidBefore(recogniser, said), tally, silent, since)
    began = time.perf_counter()
    for frames in framer.feed(Block(np.stack(list(tracks.values()), axis=1))) + framer.flush():
        for heard in listener.hear(frames):
            ear.told(heard)
        ear.grown(listener, frames[0].start + FRAME_SECONDS)
    for heard in listener.flush():
        ear.told(heard)
    tally.work_seconds = time.perf_counter() - began
    tally.decoded += decodings.count
    ear.heard_together()
    return tally


def noises(kind: str, minutes: float, recogniser: Recogniser, decodings: Decodings, seed: int) -> Iterator[tuple[str, Tally]]:
    """A kind of noise, minute by minute, by width of the line."""
    for narrow in (False, True):
        total = Tally()
        for number in range(round(minutes)):
            sound = noise(kind, 1000 * seed + number, 60, level=LEVELS[number % len(LEVELS)], narrow=narrow)
            found = listen({"client": sound}, "client", recogniser, decodings, said=SAID_BEFORE[number % len(SAID_BEFORE)])
            found.texts = [f"minute {number}: {text}" for text in found.texts]
            total += found
        yield f"{kind}, {'narrow' if narrow else 'wide'}", total


def calls(folder: Path, recogniser: Recogniser, decodings: Decodings, seed: int) -> Iterator[tuple[str, Tally]]:
    """Spoken calls with one side silent."""
    for number, path in enumerate(sorted(folder.glob("*.wav"))):
        source = FileSource(path)
        sound = np.concatenate([block.samples for block in source.blocks()])
        both = {side: _at_16_khz(sound[:, column], source.rate) for column, side in enumerate(source.tracks)}
        silent: Side = ("rep", "client")[number % 2]
        background = _background(len(both[silent]), seed + number, narrow=source.rate <= 8000)
        third = len(background) // 3
        third -= third % 320
        talking = both["client" if silent == "rep" else "rep"]
        echo = np.roll(talking, SAMPLE_RATE * 3 // 100)
        falls_silent = np.concatenate((both[silent][:third], background[third:]))
        kinds = {"throughout": (background, 0.0), "after the first third": (falls_silent, third / SAMPLE_RATE + 1)}
        for down in ECHOES:
            kinds[f"with an echo {down:.0f} dB down"] = (np.asarray(background + echo * 10 ** (-down / 20), np.float32), 0.0)
        for name, (track, since) in kinds.items():
            tracks = {side: track if side == silent else samples for side, samples in both.items()}
            yield f"{silent} silent {name}", listen(tracks, silent, recogniser, decodings, since=since)


def files(path: Path, recogniser: Recogniser, decodings: Decodings) -> Iterator[tuple[str, Tally]]:
    """A recording in which nobody speaks: its first channel as it is, and through a telephone."""
    source = FileSource(path)
    sound = _at_16_khz(np.concatenate([block.samples for block in source.blocks()])[:, 0], source.rate)
    yield f"{path.name}, wide", listen({"client": sound}, "client", recogniser, decodings)
    yield f"{path.name}, narrow", listen({"client": telephone(sound, np.random.default_rng(0))}, "client", recogniser, decodings, said=SAID_BEFORE[1])


def _background(samples: int, seed: int, *, narrow: bool) -> Samples:
    """One noise after another; the voice-like ones of whole music are on hold, not in the background."""
    length = round(BACKGROUND_SECONDS * SAMPLE_RATE)
    kinds = list(NOISES)
    made = [noise(kinds[(seed + at) % len(kinds)], seed, BACKGROUND_SECONDS, level=BACKGROUND, narrow=narrow) for at in range(samples // length + 1)]
    return np.concatenate(made)[:samples]


def _at_16_khz(samples: Samples, rate: int) -> Samples:
    return np.asarray(soxr.resample(np.ascontiguousarray(samples), rate, SAMPLE_RATE), np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=[*NOISES, "call"], help=f"sound files, call, {', '.join(NOISES)}")
    parser.add_argument("--weights", default=DEFAULT)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--calls", type=Path, help="folder of spoken calls")
    parser.add_argument("--texts", action="store_true", help="say what was invented, and where")
    asked = parser.parse_args()
    decodings, recogniser = Decodings(), WhisperRecogniser(asked.weights)
    recogniser.load()
    total = Tally()
    with tempfile.TemporaryDirectory() as made:
        for what in asked.what:
            for name, tally in _measured(what, asked, recogniser, decodings, Path(made)):
                print(f"{name:38s} {tally}", flush=True)
                for text in tally.texts if asked.texts else ():
                    print(f"    {text}", flush=True)
                total += tally
    print(f"{f'all, {asked.weights}':38s} {total}")


def _measured(what: str, asked: argparse.Namespace, recogniser: Recogniser, decodings: Decodings, made: Path) -> Iterator[tuple[str, Tally]]:
    if what in NOISES:
        return noises(what, asked.minutes, recogniser, decodings, asked.seed)
    if what != "call":
        return files(Path(what), recogniser, decodings)
    if asked.calls is None:
        speak(sorted((SHARED / "calls" / "dev").glob("*.yaml"))[:1], made, 8000)
    return calls(asked.calls or made, recogniser, decodings, asked.seed)


if __name__ == "__main__":
    main()
