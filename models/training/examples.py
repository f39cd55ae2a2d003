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
Labels = Sequence[tuple[str, tuple[str, ...]]]
"""The stretches of a turn, each with its acts."""
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
        for header, call in calls(path):
            kind, turns = header[2:].split("|")[0].strip(), list[tuple[str, str]]()
            for letter, parts in call:
                text = " ".join(part for part, _ in parts)
                whole = list(_sentences(text, parts))
                sentences = {sentence for _, sentence, _ in whole}
                alone = [found for found in _stretches(parts) if found[1] not in sentences]
                for found in (whole, alone):
                    for at, words, acts in found:
                        stretch = Stretch(kind, _SIDES[letter], len(turns) + 1, words, text[:at].strip(), tuple(turns[-2:]))
                        yield Example(path.stem, stretch, acts, found is whole)
                turns.append((_SIDES[letter], text))


def calls(path: Path) -> Iterator[tuple[str, list[tuple[str, Labels]]]]:
    """The calls of a file: the line each begins with, and its turns, of "R" or "C"."""
    header, turns = "", list[tuple[str, Labels]]()
    for line in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
        if not line.startswith("=="):
            turns.append((line[0], labelled(line[3:])))
            continue
        if turns:
            yield header, turns
        header, turns = line, []
    if turns:
        yield header, turns


def labelled(words: str) -> list[tuple[str, tuple[str, ...]]]:
    """The stretches of a turn as written ("Hi, [greeting] it's Tom. [introduction]"), each with its acts."""
    return [(text.strip(), tuple(acts.split("+"))) for text, acts in _LABELLED.findall(words) if text.strip()]


def _stretches(parts: Labels) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Where each labelled stretch begins in its turn, its words and its acts."""
    at = 0
    for text, acts in parts:
        yield at, text, acts
        at += len(text) + 1


def _sentences(text: str, parts: Labels) -> Iterator[tuple[int, str, tuple[str, ...]]]:
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
