"""What the names and products of a plan, given as hot words, are worth: `python -m benchmarks.hotwords [WHAT…] [--weights NAME]`.

WHAT: call scripts (spoken first, as `benchmarks.wer` does), or folders of calls spoken before (NAME.wav beside NAME.json; their scripts are the
shared `calls/dev/NAME.yaml`, or those in `--scripts`). Without arguments, the shared scripts in which most words of the plan are spoken.

Each call is heard twice, its segments closed one after another as in a live call: without hot words, and with those the desk takes from the
plan. Told: how many of the plan's words that are spoken were recognised (of all of them, counted as often as they are spoken), and the errors
made in all other words, after Whisper's normaliser.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jiwer

from assistant.plan import hot_words
from assistant.script import CallScript, load_script
from audio.side import Side
from benchmarks._sums import Sums
from benchmarks.bulk import segments_of
from benchmarks.wer import SHARED, Recording, normal, speak, spoken
from models.transcriber import Transcriber
from models.weights import DEFAULT
from models.whisper import WhisperRecogniser

_CALLS = 6
_TITLES = ("mr", "mrs", "ms", "dr", "the")


@dataclass
class Score(Sums):
    """Words of the plan that were spoken, and those of them recognised; other words, and the errors in them."""

    named: int = 0
    recalled: int = 0
    others: int = 0
    errors: int = 0

    def count(self, said: str, heard: str, wanted: set[str]) -> None:
        """Adds one side of a call. A word put in counts as an error elsewhere, a word of the plan that nobody said above all."""
        compared = jiwer.process_words(said, heard) if said else None
        if compared is None:
            return
        reference = said.split()
        hits = {at for chunk in compared.alignments[0] if chunk.type == "equal" for at in range(chunk.ref_start_idx, chunk.ref_end_idx)}
        named = {at for at, word in enumerate(reference) if word in wanted}
        self.named += len(named)
        self.recalled += len(named & hits)
        self.others += len(reference) - len(named)
        self.errors += len(reference) - len(hits | named) + compared.insertions

    def __str__(self) -> str:
        return (
            f"recall {self.recalled:3d}/{self.named} ({self.recalled / max(1, self.named):4.0%})  elsewhere {self.errors / max(1, self.others):6.2%}"
        )


def wanted_words(script: CallScript) -> set[str]:
    """The single words of a plan's names, normalised: those with a capital that are not titles."""
    names = (word for name in hot_words(script.plan) for word in name.split() if word[0].isupper() and word.strip(".").lower() not in _TITLES)
    return {word for name in names for word in normal(name).split()}


def heard(recording: Recording, weights: str, words: tuple[str, ...]) -> dict[Side, str]:
    """What a live call would hear with these hot words, by side."""
    transcriber = Transcriber(WhisperRecogniser(weights, hot_words=words))
    transcriber.load()
    texts: dict[Side, list[str]] = {}
    for segment in segments_of(recording):
        texts.setdefault(segment.side, []).extend(word.text for word in transcriber.close(segment))
    return {side: " ".join(said) for side, said in texts.items()}


def score(recording: Recording, weights: str, words: tuple[str, ...], wanted: set[str]) -> Score:
    total, texts = Score(), heard(recording, weights, words)
    for side, said in recording.said.items():
        total.count(normal(said), normal(texts.get(side, "")), wanted)
    return total


def compare(pairs: Iterator[tuple[Recording, CallScript]], weights: str) -> None:
    """Prints both scores of each call and over all."""
    without, with_them = Score(), Score()
    for recording, script in pairs:
        words, wanted = hot_words(script.plan), wanted_words(script)
        scores = score(recording, weights, (), wanted), score(recording, weights, words, wanted)
        without += scores[0]
        with_them += scores[1]
        print(f"  {recording.name:28s} without: {scores[0]}   with {len(words)}: {scores[1]}", flush=True)
    print(f"{weights}, without:    {without}\n{weights}, hot words: {with_them}")
    if without.recalled:
        print(
            f"recall {with_them.recalled / without.recalled - 1:+.0%}; words of the plan missed: {without.named - without.recalled}"
            f" -> {with_them.named - with_them.recalled}"
        )


def _most_named(scripts: list[Path]) -> list[Path]:
    """The scripts in which most words of the plan are spoken."""

    def named(path: Path) -> int:
        script = load_script(path)
        wanted = wanted_words(script)
        return sum(word in wanted for turn in script.turns for word in normal(turn.say).split())

    return sorted(scripts, key=named, reverse=True)[:_CALLS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", type=Path, help="call scripts, or folders of spoken calls")
    parser.add_argument("--scripts", type=Path, default=SHARED / "calls" / "dev", help="where the scripts of spoken calls are")
    parser.add_argument("--weights", default=DEFAULT)
    parser.add_argument("--calls", type=int, help="only so many of each folder")
    parser.add_argument("--rate", type=int, default=8000, choices=(8000, 16000), help="what scripts are spoken for: a telephone or a headset")
    asked = parser.parse_args()
    scripts = [path for path in asked.what if not path.is_dir()] if asked.what else _most_named(sorted(asked.scripts.glob("*.yaml")))
    with tempfile.TemporaryDirectory() as made:
        speak(scripts, Path(made), asked.rate)
        of_made = [(recording, load_script(next(path for path in scripts if path.stem == recording.name))) for recording in spoken(Path(made))]
        of_folders = [
            (recording, load_script(asked.scripts / f"{recording.name}.yaml"))
            for folder in asked.what
            if folder.is_dir()
            for recording in list(spoken(folder))[: asked.calls]
        ]
        compare(iter([*of_made, *of_folders]), asked.weights)


if __name__ == "__main__":
    main()
