"""The training calls as examples: every sentence of every turn with the acts that are done in it, shown as the network will be shown it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.acts import Stretch

CORPUS = Path(__file__).parent / "corpus"
_SIDES = {"R": "rep", "C": "client"}
_LABELLED = re.compile(r"(.*?)\[([a-z+-]+)\]\s*")
_SENTENCE_END = re.compile(r"(?<=[.?!…])[\"')]*\s+")
_MOST = 0.5
"""A label belongs to a sentence that holds so much of its stretch, or that it covers so much of."""


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch in its place, and what it does. `whole`: a sentence, as at run time; else a part of one."""

    batch: str
    stretch: Stretch
    acts: tuple[str, ...]
    whole: bool


def examples(files: Sequence[Path] | None = None) -> Iterator[Example]:
    """All examples of the corpus, in order: the sentences, and the labelled stretches that are only parts of one."""
    for path in sorted(CORPUS.glob("*.txt")) if files is None else files:
        kind, turns = "", list[tuple[str, str]]()
        for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
            if line.startswith("=="):
                kind, turns = line[2:].split("|")[0].strip(), []
                continue
            side = _SIDES[line[0]]
            parts = labelled(line[3:])
            text = " ".join(part for part, _ in parts)
            whole = list(_sentences(text, parts))
            sentences = {sentence for _, sentence, _ in whole}
            alone = [found for found in _stretches(parts) if found[1] not in sentences]
            for found in (whole, alone):
                for at, words, acts in found:
                    stretch = Stretch(kind, side, len(turns) + 1, words, text[:at].strip(), tuple(turns[-2:]))
                    yield Example(path.stem, stretch, acts, found is whole)
            turns.append((side, text))


def labelled(words: str) -> list[tuple[str, tuple[str, ...]]]:
    """The stretches of a turn as written ("Hi, [greeting] it's Tom. [introduction]"), each with its acts."""
    return [(text.strip(), tuple(acts.split("+"))) for text, acts in _LABELLED.findall(words) if text.strip()]


def _stretches(parts: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Where each labelled stretch begins in its turn, its words and its acts."""
    at = 0
    for text, acts in parts:
        yield at, text, acts
        at += len(text) + 1


def _sentences(text: str, parts: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The same of each sentence; it does what the stretches do that are mostly in it."""
    at = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        acts: dict[str, None] = {}
        for start, words, own in _stretches(parts):
            shared = min(start + len(words), end) - max(start, at)
            if shared > 0 and (shared >= _MOST * len(words) or shared >= _MOST * (end - at)):
                acts |= dict.fromkeys(own)
        if acts and text[at:end].strip():
            yield at, text[at:end].strip(), tuple(acts)
        at = end
