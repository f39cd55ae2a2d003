"""Speaks calls of the corpus over a telephone, and writes what is heard of them with the labels of what was said:

    python -m models.training.hear BATCH… [--each N] [--from K] [--to FILE] [--weights NAME]

What a recogniser makes of a turn is then among the examples, beside the turn as it was meant. Speaks with `tools/speak_call.py` of the shared
folder (`CALLCUE_SHARED`, `../shared` by default).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

import numpy as np
import soxr
import yaml

from audio.file import FileSource
from audio.frames import SAMPLE_RATE, Samples
from models.training.examples import CORPUS, Labels, calls
from models.weights import DEFAULT
from models.whisper import WhisperRecogniser

_TELEPHONE = 8000
"""Samples a second."""
_ROUND = 0.3
"""Seconds of line before and after a turn that are heard with it."""
_PAUSE = 1.0
"""Seconds between turns, so that no other is heard with one."""
_WHO = {"R": "rep", "C": "client"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("batches", nargs="+", metavar="BATCH", help="files of the corpus, without .txt")
    parser.add_argument("--each", type=int, default=1, metavar="N", help="only every Nth call")
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="K", help="beginning with call K of a batch, from 0")
    parser.add_argument("--to", type=Path, default=CORPUS / "heard.txt")
    parser.add_argument("--weights", default=DEFAULT)
    asked = parser.parse_args()
    recogniser = WhisperRecogniser(asked.weights)
    with asked.to.open("w", encoding="utf-8") as out:
        for batch in asked.batches:
            chosen = list(calls(CORPUS / f"{batch}.txt"))[asked.first :: asked.each]
            spoken = [turn for _, turns in chosen for turn in turns]
            texts = heard([(side, " ".join(part for part, _ in parts)) for side, parts in spoken], recogniser)
            for header, turns in chosen:
                out.write(f"{header}, heard\n")
                for side, parts in turns:
                    line = " ".join(f"{words} [{'+'.join(acts)}]" for words, acts in transferred(parts, next(texts)))
                    out.write(f"{side}: {line}\n" if line else "")
                out.write("\n")
            print(f"{batch}: {len(chosen)} calls, {len(spoken)} turns", flush=True)


def heard(turns: Sequence[tuple[str, str]], recogniser: WhisperRecogniser) -> Iterator[str]:
    """What the recogniser makes of each turn (side, words), spoken over a telephone."""
    script = {"id": "corpus", "turns": [{"who": _WHO[side], "say": text, "pause": _PAUSE} for side, text in turns]}
    tool = Path(os.environ.get("CALLCUE_SHARED", "../shared"), "tools", "speak_call.py")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "corpus.yaml").write_text(yaml.safe_dump(script), encoding="utf-8")
        subprocess.run([sys.executable, tool, folder / "corpus.yaml", folder, "--rate", str(_TELEPHONE)], check=True, stdout=subprocess.DEVNULL)
        times = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))["turns"]
        tracks = _tracks(folder / "corpus.wav")
    pieces = [(turn["who"], _piece(tracks[turn["who"]], turn["start"], turn["end"])) for turn in times]
    sides = list(tracks)
    found = dict(zip(sides, recogniser.together([[piece for who, piece in pieces if who == side] for side in sides]), strict=True))
    told = {side: iter(hypotheses) for side, hypotheses in found.items()}
    for who, _ in pieces:
        yield next(told[who]).text


def _tracks(file: Path) -> dict[str, Samples]:
    """Each side's whole sound, 16 kHz."""
    source = FileSource(file)
    whole = np.concatenate([block.samples for block in source.blocks()])
    resampled = [np.asarray(soxr.resample(np.ascontiguousarray(track), source.rate, SAMPLE_RATE), np.float32) for track in whole.T]
    return dict(zip(source.tracks, resampled, strict=True))


def _piece(track: Samples, start: float, end: float) -> Samples:
    return track[max(0, round((start - _ROUND) * SAMPLE_RATE)) : round((end + _ROUND) * SAMPLE_RATE)]


def transferred(parts: Labels, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words that were heard, in stretches with the labels of what was said. A word that nobody said belongs with the one before it."""
    said = [(_plain(word), number) for number, (words, _) in enumerate(parts) for word in words.split()]
    words = text.split()
    place: list[int | None] = [None] * len(words)
    matcher = SequenceMatcher(None, [word for word, _ in said], [_plain(word) for word in words], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag in ("equal", "replace"):
            for offset in range(last - first):
                place[first + offset] = said[min(start + offset, end - 1)][1]
    latest = next((one for one in place if one is not None), 0)
    numbers = [latest := latest if one is None else one for one in place]
    for number, group in groupby(zip(numbers, words, strict=True), key=lambda pair: pair[0]):
        yield " ".join(word for _, word in group), parts[number][1]


def _plain(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())


if __name__ == "__main__":
    main()
