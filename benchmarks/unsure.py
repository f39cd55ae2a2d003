"""How well a word's probability tells that it was heard wrong: `python -m benchmarks.unsure SPOKEN EVENTS`.

SPOKEN: a folder of calls spoken from scripts (NAME.json, as the shared folder's `tools/speak_call.py` writes them). EVENTS: what
`callcue replay SPOKEN/*.wav --events EVENTS` wrote.

For each threshold: the share of the words that are under it, how many of those are wrong, and how many of the wrong words are among them.
The call page shows words under `UNSURE` (`web/ui/src/lib/unsure.ts`) as unsure.

A word is wrong where it stands for other words, or for none, of what was said, after Whisper's English normaliser. Words that were left out
have no probability and are not counted.
"""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jiwer

from assistant.events import SpeechFinal, SpokenWord, events
from benchmarks.wer import normal

THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Judged:
    """A word's probability, and whether it was said."""

    p: float
    wrong: bool


def words_of(path: Path) -> Iterator[tuple[str, SpokenWord]]:
    """The words of a call's finals with their sides, in the order of the finals."""
    for line in path.read_text(encoding="utf-8").splitlines():
        event = events.validate_json(line)
        if isinstance(event, SpeechFinal):
            yield from ((event.side, word) for word in event.words)


def judge(said: str, words: list[SpokenWord]) -> Iterator[Judged]:
    """Each word with whether it is one of those said: aligned as they are written, then stretches that differ compared as normalised."""
    reference, heard = [bare(word) for word in said.split() if bare(word)], [word for word in words if bare(word.text)]
    if not reference or not heard:
        yield from (Judged(word.p, not reference) for word in heard)
        return
    aligned = jiwer.process_words(" ".join(reference), " ".join(bare(word.text) for word in heard)).alignments[0]
    for same, stretch in _stretches(aligned):
        meant = " ".join(reference[stretch[0].ref_start_idx : stretch[-1].ref_end_idx])
        got = heard[stretch[0].hyp_start_idx : stretch[-1].hyp_end_idx]
        wrong = not same and normal(meant) != normal(" ".join(bare(word.text) for word in got))
        yield from (Judged(word.p, wrong) for word in got)


def bare(word: str) -> str:
    """A word as it is compared: small letters, no punctuation round it, one apostrophe for all, and "ok" however it is written."""
    found = re.sub(r"^\W+|\W+$", "", word.replace("’", "'").casefold())
    return "ok" if found in ("okay", "o.k") else found


def _stretches(chunks: list[jiwer.AlignmentChunk]) -> Iterator[tuple[bool, list[jiwer.AlignmentChunk]]]:
    """The alignment as stretches that are the same and stretches that are not."""
    differing: list[jiwer.AlignmentChunk] = []
    for chunk in chunks:
        if chunk.type != "equal":
            differing.append(chunk)
            continue
        if differing:
            yield False, differing
            differing = []
        yield True, [chunk]
    if differing:
        yield False, differing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spoken", type=Path)
    parser.add_argument("events", type=Path)
    asked = parser.parse_args()
    judged: list[Judged] = []
    for reference in sorted(asked.spoken.glob("*.json")):
        turns = json.loads(reference.read_text(encoding="utf-8"))["turns"]
        heard = list(words_of(asked.events / f"{reference.stem}.jsonl"))
        for side in ("rep", "client"):
            said = " ".join(turn["say"] for turn in turns if turn["who"] == side)
            judged += judge(said, [word for speaker, word in heard if speaker == side])
    wrong = sum(word.wrong for word in judged)
    print(f"{len(judged)} words, {wrong} of them wrong ({wrong / max(1, len(judged)):.1%})\n")
    print("under   of all words   wrong of these   of the wrong words")
    for threshold in THRESHOLDS:
        under = [word for word in judged if word.p < threshold]
        found = sum(word.wrong for word in under)
        print(f"{threshold:5.2f} {len(under) / max(1, len(judged)):14.1%} {found / max(1, len(under)):16.0%} {found / max(1, wrong):20.0%}")


if __name__ == "__main__":
    main()
