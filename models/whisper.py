"""Whisper as the recogniser: faster-whisper on CTranslate2, int8 on the CPU, with windows cut to the speech and guards against invented words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from audio.frames import SAMPLE_RATE, Samples
from audio.problem import Problem
from models.recogniser import Hypothesis, Word
from models.weights import DEFAULT, Weights, find_weights, read_weights

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.tokenizer import Tokenizer

FINAL_BEAM = 5
TENTATIVE_BEAM = 1

_FULL_FRAMES = 3000
"""Mel frames, one every 10 ms: the 30 s for which Whisper was trained."""
_MARGIN_FRAMES = 500
"""Silence after the speech in a cut window. With 2 s "base" said one utterance in fifteen over and over, with 5 s none of 222."""
_GRID_FRAMES = 100
"""Windows come in whole seconds, so that the kernels see few different shapes."""
_LONGEST_SECONDS = 28.0
"""More than this is recognised in pieces."""
_SHORTEST_SECONDS = 0.1

_TOKENS_PER_SECOND = 8
"""The fastest speakers reach 5 words or 7 tokens a second."""
_SPARE_TOKENS = 12
_MOST_TOKENS = 448
_CONTEXT_TOKENS = 64
_HOT_WORDS_TOKENS = 96

_COMPRESSION = 2.4
"""Text that zlib shrinks more than this repeats itself (Whisper's own threshold)."""
_LONG_PHRASE = 3
"""Words. Nobody is likely to say as many twice without a break."""
_STUCK = 4
"""Copies of anything without a break that nobody says; people do say "no, no, no"."""

# When nothing was said. Measured on noise, hum, tones, clicks, breath and music against short words in two voices (8 and 16 kHz, 15 and 38 dB
# over the noise). Each number alone is wrong for some of either; together they are wrong for none of 388 with "base", 2 of 588 with "tiny.en".
_VOICE_SAMPLES = 512
_VOICE_WINDOWS = 4
"""Windows of 32 ms: "no" has as many."""
_NO_VOICE = 0.1
"""Silero's network, mean of the best windows, under which nothing is decoded: real words go down to 0.18."""
_DOUBTFUL_VOICE = 0.75
_VOICE = 0.5
_BLUR_SAMPLES = 4800
"""0.3 s: how far the end of a word by attention may lie before its real one."""
_LEFT_OUT_SECONDS = 0.6
"""Voice after the last word that makes us try again."""
_MOST_TRIES = 4
"""Windows decoded of one piece of sound: what is no language at all can stop after every word."""
_NO_SPEECH = 0.5
_UNLIKELY = -0.8

_PREPENDED = "\"'“¿([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What the decoder made of a window. `logprob`: mean per token."""

    tokens: tuple[int, ...]
    text: str
    logprob: float
    no_speech: float

    @property
    def doubled(self) -> bool:
        """Whether it says all of it, or a phrase, twice over: what a window cut too short leads to, and people sometimes do ("No. No.")."""
        words = _bare_words(self.text)
        return self.stuck or any(size >= _LONG_PHRASE or size * copies == len(words) for size, copies in _copies(words))

    @property
    def stuck(self) -> bool:
        """Whether it goes round and round."""
        raw = self.text.encode()
        shrunk = len(raw) > 40 and len(raw) > _COMPRESSION * len(zlib.compress(raw))
        return shrunk or any(copies >= _STUCK for _, copies in _copies(_bare_words(self.text)))


class WhisperRecogniser:
    """Implements `models.recogniser.Recogniser`. Made on any thread; everything else is called on the one that owns the weights.

    `weights`: a name or path as `find_weights` takes it, or weights already found; `data`: the folder that hub models were added to.
    `hot_words`: names and products of the plan, which the decoder then prefers. `threads`: of the CPU, for one window at a time.
    The same sound, context and hot words give the same words.
    """

    def __init__(
        self,
        weights: str | Weights = DEFAULT,
        *,
        data: Path | None = None,
        language: str = "en",
        hot_words: tuple[str, ...] = (),
        threads: int = 2,
    ) -> None:
        self.weights = weights if isinstance(weights, str) else weights.name
        self._found = None if isinstance(weights, str) else weights
        self._data = data
        self._language = language
        self._hot_words = hot_words
        self._threads = threads
        self._engine: _Engine | None = None

    def load(self) -> None:
        """Reads, checks and loads the weights: 0.5 s for "base". Idempotent. Raises `Problem` as `find_weights` and `read_weights` do."""
        if self._engine is None:
            weights = self._found or find_weights(self.weights, self._data)
            self._engine = _Engine(weights, self._language, self._hot_words, self._threads)

    def tentative(self, samples: Samples, context: str) -> Hypothesis:
        """A greedy guess; loads the weights where that has not happened."""
        return self._recognise(samples, context, TENTATIVE_BEAM)

    def final(self, samples: Samples, context: str) -> Hypothesis:
        """The best words (beam 5); loads the weights where that has not happened."""
        return self._recognise(samples, context, FINAL_BEAM)

    def _recognise(self, samples: Samples, context: str, beam: int) -> Hypothesis:
        self.load()
        assert self._engine is not None
        words: list[Word] = []
        for offset, piece in _pieces(samples):
            words += self._engine.words(piece, offset, context, beam)
            context = " ".join(word.text for word in words) or context
        return Hypothesis(tuple(words))


class _Engine:
    """The loaded model with what is worked out once for it."""

    def __init__(self, weights: Weights, language: str, hot_words: tuple[str, ...], threads: int) -> None:
        # Imported here: together they take half a second that a call script or `callcue calls` need not wait for.
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens
        from faster_whisper.vad import get_vad_model

        self._model = _model(weights, threads)
        _check_language(self._model, weights, language)
        self._tokenizer: Tokenizer = Tokenizer(self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language)
        self._voices = get_vad_model()
        self._suppressed = get_suppressed_tokens(self._tokenizer, [-1])
        self._bare_prompt: list[int] = [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
        self._hot_words = self._tokens(", ".join(hot_words))[:_HOT_WORDS_TOKENS]

    def words(self, samples: Samples, offset: float, context: str, beam: int) -> list[Word]:
        """Words of at most 28 s of sound, their times moved by `offset` seconds."""
        voice = self._voice(samples)
        words: list[Word] = []
        at = 0
        for _ in range(_MOST_TRIES):
            left = voice[at // _VOICE_SAMPLES :]
            heard = self._words(samples[at:], offset + at / SAMPLE_RATE, context, beam, _sureness(left))
            words += heard
            # Where one thought or speaker ends the decoder sometimes takes the rest for silence: what has a voice and no words is tried again.
            rest = int((words[-1].end - offset) * SAMPLE_RATE) if heard else len(samples)
            if rest <= at or _voiced_seconds(voice[(rest + _BLUR_SAMPLES) // _VOICE_SAMPLES :]) < _LEFT_OUT_SECONDS:
                break
            at = rest
        return words

    def _words(self, samples: Samples, offset: float, context: str, beam: int, sure: float) -> list[Word]:
        if sure < _NO_VOICE:
            return []
        mel = self._model.feature_extractor(samples)
        # In doubt nothing is suggested: context makes any sound look like more of the same talk, and hot words like one of them.
        prompt = self._prompt(context) if sure >= _DOUBTFUL_VOICE else self._bare_prompt
        decoded, encoded = self._decode(mel, prompt, len(samples) / SAMPLE_RATE, beam)
        if _nothing_said(decoded, sure):
            return []
        return self._timed(decoded, encoded, mel.shape[-1], offset, len(samples) / SAMPLE_RATE)

    def _voice(self, samples: Samples) -> NDArray[np.float32]:
        """How surely someone speaks in each 32 ms, 0..1."""
        # A copy in any case: the network's front end writes into what it is given.
        windows = np.pad(samples, (0, -len(samples) % _VOICE_SAMPLES)).astype(np.float32)
        return np.asarray(self._voices(windows, _VOICE_SAMPLES), np.float32).ravel()

    def _decode(self, mel: Any, prompt: list[int], seconds: float, beam: int) -> tuple[_Decoded, Any]:
        """Tries a window cut to the speech, then the full one without context, then with repeats forbidden and no hot words."""
        cut = min(_FULL_FRAMES, -(-(mel.shape[-1] + _MARGIN_FRAMES) // _GRID_FRAMES) * _GRID_FRAMES)
        encoded = self._encode(mel, cut)
        decoded = self._generate(encoded, prompt, seconds, beam)
        if decoded.doubled:
            encoded = self._encode(mel, _FULL_FRAMES)
            decoded = self._generate(encoded, self._prompt(""), seconds, beam)
        if decoded.stuck:
            decoded = self._generate(encoded, self._bare_prompt, seconds, beam, no_repeat_ngram_size=3)
        return decoded, encoded

    def _encode(self, mel: Any, frames: int) -> Any:
        # Padded with the window's own silence, not with faster-whisper's zeros: those are a steady hiss 40 dB under the loudest sound, after
        # which the decoder goes on inventing words (14.8 % word errors at beam 1 instead of 9.8 %, "base" on spoken calls at 8 kHz).
        padding = max(0, frames - mel.shape[-1])
        return self._model.encode(np.pad(mel[:, :frames], ((0, 0), (0, padding)), constant_values=float(mel.min())))

    def _generate(self, encoded: Any, prompt: list[int], seconds: float, beam: int, **options: Any) -> _Decoded:
        new_tokens = int(seconds * _TOKENS_PER_SECOND) + _SPARE_TOKENS
        result = self._model.model.generate(
            encoded,
            [prompt],
            beam_size=beam,
            # CTranslate2 stops at about half of `max_length` in new tokens.
            max_length=min(_MOST_TOKENS, 2 * (len(prompt) + new_tokens)),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
            **options,
        )[0]
        length = len(result.sequences_ids[0])
        tokens = tuple(token for token in result.sequences_ids[0] if token < self._tokenizer.eot)
        # The score is the mean over the tokens; the end of the text counts as one more.
        logprob = result.scores[0] * length / (length + 1)
        return _Decoded(tokens, self._tokenizer.decode(list(tokens)).strip(), logprob, result.no_speech_prob)

    def _prompt(self, context: str) -> list[int]:
        previous = self._hot_words + self._tokens(context)[-_CONTEXT_TOKENS:]
        return [self._tokenizer.sot_prev, *previous, *self._bare_prompt] if previous else self._bare_prompt

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(" " + text.strip())) if text.strip() else []

    def _timed(self, decoded: _Decoded, encoded: Any, frames: int, offset: float, seconds: float) -> list[Word]:
        from faster_whisper.transcribe import merge_punctuations

        alignment = self._model.find_alignment(self._tokenizer, [list(decoded.tokens)], encoded, min(frames, _FULL_FRAMES))[0]
        merge_punctuations(alignment, _PREPENDED, _APPENDED)
        words: list[Word] = []
        for part in alignment:
            if text := part["word"].strip():
                start = max(words[-1].end - offset if words else 0.0, min(float(part["start"]), seconds))
                end = max(start, min(float(part["end"]), seconds))
                word = Word(text, round(offset + start, 3), round(offset + end, 3), round(float(part["probability"]), 3))
                if words and not part["word"].startswith(" "):
                    word = _together(words.pop(), word)
                words.append(word)
        return words


def _together(first: Word, second: Word) -> Word:
    """One word of two parts that were written without a blank between ("time" and "-clock")."""
    return Word(first.text + second.text, first.start, second.end, min(first.p, second.p))


def _model(weights: Weights, threads: int) -> WhisperModel:
    from faster_whisper import WhisperModel

    files = read_weights(weights)
    try:
        return WhisperModel(weights.name, device="cpu", compute_type="int8", cpu_threads=threads, files=files)
    except Exception as error:  # what the libraries raise for a file that is not theirs shares no base class
        raise Problem(
            "weights-unusable", f"The weights {weights.name!r} can't be loaded: no Whisper for CTranslate2 is in them.", weights.remedy
        ) from error


def _check_language(model: WhisperModel, weights: Weights, language: str) -> None:
    if language not in model.supported_languages:
        raise Problem(
            "language-unknown",
            f"The weights {weights.name!r} do not know the language {language!r}.",
            f"Give a two-letter code such as 'en', and for other languages than English weights like {DEFAULT!r}.",
        )


def _bare_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold())


def _copies(words: list[str]) -> Iterator[tuple[int, int]]:
    """Every phrase that follows itself at once: (words in it, how often it is said)."""
    for size in range(1, len(words) // 2 + 1):
        run = 0
        for at in range(len(words) - size):
            run = run + 1 if words[at] == words[at + size] else 0
            if run and run % size == 0:
                yield size, run // size + 1


def _sureness(voice: NDArray[np.float32]) -> float:
    """How surely someone speaks at all: the mean of the surest windows; 0 for no sound."""
    return float(np.sort(voice)[-_VOICE_WINDOWS:].mean()) if len(voice) else 0.0


def _voiced_seconds(voice: NDArray[np.float32]) -> float:
    return int((voice > _VOICE).sum()) * _VOICE_SAMPLES / SAMPLE_RATE


def _nothing_said(decoded: _Decoded, sure: float) -> bool:
    """Whether the words are none, or invented: not the words tell (people do say "thank you"), but what speaks against there being any."""
    if not any(letter.isalnum() for letter in decoded.text):
        return True
    return sure < _DOUBTFUL_VOICE and decoded.no_speech > _NO_SPEECH and decoded.logprob < _UNLIKELY


def _pieces(samples: Samples) -> Iterator[tuple[float, Samples]]:
    """The sound in pieces of at most 28 s, cut where it is quietest, each with its offset in seconds. Nothing for sound too short to hold a word."""
    at = 0
    while len(samples) - at > _LONGEST_SECONDS * SAMPLE_RATE:
        end = at + _quietest(samples[at : at + int(_LONGEST_SECONDS * SAMPLE_RATE)])
        yield at / SAMPLE_RATE, samples[at:end]
        at = end
    if len(samples) - at >= _SHORTEST_SECONDS * SAMPLE_RATE:
        yield at / SAMPLE_RATE, samples[at:]


def _quietest(samples: Samples) -> int:
    """Where to cut: the middle of the quietest 0.2 s of the last third."""
    width = SAMPLE_RATE // 5
    first = len(samples) * 2 // 3
    starts = range(first, len(samples) - width, width // 4)
    return min(starts, key=lambda at: float(np.square(samples[at : at + width]).sum())) + width // 2
