"""What a stretch of a turn does, told by a small network from its words and its place in the call. `CARD.md` says what it was trained on.

The network is MiniLM (six layers), its upper layers trained on the calls of `models/training/`, in whole numbers of eight bits. It is shown the
kind of call, the number of the turn, the two turns before, what its speaker said just before in the same turn, and the stretch itself; it gives
each act's probability by itself, for a stretch may do two things.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audio.problem import Problem

if TYPE_CHECKING:
    from tokenizers import Tokenizer

HERE = Path(__file__).parent
_BEGIN, _PART = 101, 102
"""The tokens with which BERT's texts begin, and with which each part of them ends."""
_TURNS_BEFORE = 2
_TOKENS_OF_TURNS = (10, 18)
"""Of the turn before the last, and of the last: its first four and its last ones."""
_FIRST_TOKENS = 4
_TOKENS_BEFORE = 10
_TOKENS = 40
"""Of the stretch itself: longer sentences are rare."""
_LAST_NUMBER = 9
"""From this turn on the number of a turn says nothing more."""
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a turn, mostly a sentence, and what is shown of its place."""

    kind: str
    """Of call."""
    side: str
    number: int
    """Of its turn in the call, from 1."""
    text: str
    before: str
    """What was said before it in the same turn."""
    turns: tuple[tuple[str, str], ...]
    """The turns before, oldest first: (side, text)."""


def tokens_of(stretch: Stretch, tokenizer: "Tokenizer") -> tuple[list[int], list[int]]:
    """What the network is shown: the place, and the stretch, as numbers of BERT's tokens."""

    def ids(text: str) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids)

    place = [_BEGIN, *ids(f"{stretch.kind} {min(stretch.number, _LAST_NUMBER)}")]
    turns = stretch.turns[-_TURNS_BEFORE:]
    for (side, text), most in zip(turns, _TOKENS_OF_TURNS[-len(turns) :], strict=True) if turns else ():
        words = ids(text)
        place += ids(side) + (words if len(words) <= most else words[:_FIRST_TOKENS] + words[_FIRST_TOKENS - most :])
    place += [*ids(f"{stretch.side} :"), *ids(stretch.before)[-_TOKENS_BEFORE:], _PART]
    return place, [*ids(stretch.text)[:_TOKENS], _PART]


class ActNetwork:
    """The network, loaded once. Used on one thread. Raises `Problem` ("weights-damaged") where its files can't be read."""

    def __init__(self, folder: Path = HERE) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = InferenceSession(str(folder / "network.onnx"), options)
            head = np.load(folder / "head.npz")
            self.acts: tuple[str, ...] = tuple(json.loads((folder / "acts.json").read_text()))
            self._weights: NDArray[np.float32] = head["weights"]
            self._bias: NDArray[np.float32] = head["bias"]
        except Exception as error:  # what the libraries raise for a file that is not theirs shares no base class
            raise Problem("weights-damaged", "The network that reads turns can't be loaded.", "Install Callcue again.") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._probabilities)
        self._vectors = lru_cache(maxsize=_REMEMBERED)(self._vector)

    def probabilities(self, stretch: Stretch) -> Mapping[str, float]:
        """How surely (0..1) a stretch does each act. The same stretch gives the same."""
        return self._remembered(stretch)

    def likeness(self, one: str, other: str) -> float:
        """How alike two pieces of speech are in what they do and what they are about: -1 to 1, the cosine of what the network makes of each."""
        return float(self._vectors(one) @ self._vectors(other))

    def _vector(self, text: str) -> NDArray[np.float32]:
        """What the network makes of a piece of speech by itself: shape (384,), of length 1."""
        tokens = [_BEGIN, *self._tokenizer.encode(text, add_special_tokens=False).ids[:_TOKENS], _PART]
        mean = self._hidden(tokens, len(tokens)).mean(axis=0)
        vector: NDArray[np.float32] = mean / np.linalg.norm(mean)
        return vector

    def _probabilities(self, stretch: Stretch) -> Mapping[str, float]:
        place, own = tokens_of(stretch, self._tokenizer)
        hidden = self._hidden([*place, *own], len(place))
        pooled = np.concatenate((hidden[len(place) :].mean(axis=0), hidden[0]))
        scores = pooled @ self._weights + self._bias
        return dict(zip(self.acts, map(float, 1 / (1 + np.exp(-scores))), strict=True))

    def _hidden(self, tokens: Sequence[int], split: int) -> NDArray[np.float32]:
        """What the last layer makes of each token: shape (tokens, 384). From `split` on they are the stretch's own."""
        ids = np.array([tokens], np.int64)
        types = (np.arange(len(tokens)) >= split).astype(np.int64)[None]
        [hidden] = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types})
        rows: NDArray[np.float32] = np.asarray(hidden, np.float32)[0]
        return rows
