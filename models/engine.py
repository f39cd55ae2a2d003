"""Whisper on CTranslate2, loaded: windows of sound in, decoded text and the times of its words out."""

from __future__ import annotations

import ctypes
import gc
import logging
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from audio.frames import Samples
from audio.problem import Problem, place_of
from models.decoded import Decoded
from models.gpu import gpus
from models.language import LanguageChoice
from models.recogniser import Word
from models.weights import DEFAULT, Weights, read_weights

if TYPE_CHECKING:
    from faster_whisper import WhisperModel
    from faster_whisper.tokenizer import Tokenizer

_log = logging.getLogger(__name__)

Mel = NDArray[np.float32]
"""Log-mel frames of a window: shape (bands, frames), a frame every 10 ms."""

FULL_FRAMES = 3000
"""The 30 s for which Whisper was trained."""
_GRID_FRAMES = 100
"""Windows come in whole seconds, so that the kernels see few different shapes."""

_TOKENS_PER_SECOND = 8
"""The fastest speakers reach 5 words or 7 tokens a second."""
_SPARE_TOKENS = 12
_MOST_TOKENS = 448
_CONTEXT_TOKENS = 64
_HOT_WORDS_TOKENS = 96

_PREPENDED = "\"'“¿([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"

OnLanguage = Callable[[str, float | None], None]
"""Told the code of a language and its probability, None where no language was clear enough."""


class Kept:
    """The model loaded last, for the next call: it loads in half a second, and two at once would take 300 MB more. Used by one call at a time."""

    def __init__(self) -> None:
        self._key: tuple[Weights, int, int] | None = None
        self._model: WhisperModel | None = None

    def model(self, weights: Weights, threads: int, workers: int) -> WhisperModel:
        """The model of these weights, the one kept or loaded now in its place. Raises `Problem` as `read_weights` does."""
        if self._model is None or self._key != (weights, threads, workers):
            self._model = None
            # A call is held together by references that go round, and its model with it.
            gc.collect()
            self._model = _model(weights, threads, workers)
            self._key = (weights, threads, workers)
        _give_memory_back()
        return self._model


class Engine:
    """The model with what is worked out once for it. Used on the thread that owns the weights; `encode`, `generate` and `timed` on several at once.

    `workers`: how many windows, or groups of them, are decoded at once, with `threads` of the CPU each. `kept`: where a model may be that is
    loaded already.
    """

    def __init__(self, weights: Weights, language: str, hot_words: tuple[str, ...], *, threads: int, workers: int, kept: Kept | None = None) -> None:
        self._model = (kept or Kept()).model(weights, threads, workers)
        _check_language(self._model, weights, language)
        self._hot_text = ", ".join(hot_words)
        self._choice: LanguageChoice | None = None
        self._on_language: OnLanguage | None = None
        self._speak(language)

    def recognise_language(self, on_language: OnLanguage) -> None:
        """Has the language recognised from what is heard first, by weights that know more than one."""
        if self._model.model.is_multilingual:
            self._choice, self._on_language = LanguageChoice(self._language), on_language

    def hear_language(self, samples: Samples, voiced_seconds: float, margin_seconds: float, *, whole: bool) -> None:
        """Judges the language of a stretch of speech where that is still open. `whole`: it has ended."""
        if self._choice is None or self._on_language is None or not self._choice.wants(voiced_seconds):
            return
        mel = self.features(samples)
        heard = self._model.model.detect_language(self.encode([mel], cut_frames(mel, margin_seconds)))[0]
        if self._choice.feed({token.strip("<|>"): probability for token, probability in heard}, voiced_seconds, whole=whole):
            if self._choice.language != self._language:
                self._speak(self._choice.language)
            self._on_language(self._choice.language, self._choice.probability)

    def _speak(self, language: str) -> None:
        """Decodes in this language from now on."""
        # Imported here: they take half a second that a call script or `callcue calls` need not wait for.
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        self._language = language
        self._tokenizer: Tokenizer = Tokenizer(self._model.hf_tokenizer, self._model.model.is_multilingual, task="transcribe", language=language)
        self._suppressed = get_suppressed_tokens(self._tokenizer, [-1])
        self._bare_prompt: list[int] = [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
        self._hot_words = self._tokens(self._hot_text)[:_HOT_WORDS_TOKENS]

    def prompt(self, context: str, *, bare: bool = False) -> list[int]:
        """What the decoder starts from: hot words and context, or nothing but the language."""
        previous = [] if bare else self._hot_words + self._tokens(context)[-_CONTEXT_TOKENS:]
        return [self._tokenizer.sot_prev, *previous, *self._bare_prompt] if previous else self._bare_prompt

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(" " + text.strip())) if text.strip() else []

    def features(self, samples: Samples) -> Mel:
        return np.asarray(self._model.feature_extractor(samples), np.float32)

    def encode(self, mels: Sequence[Mel], frames: int) -> Any:
        """What the encoder makes of windows, each made `frames` long."""
        # Padded with the window's own silence, not with faster-whisper's zeros: those are a steady hiss 40 dB under the loudest sound, after
        # which the decoder goes on inventing words (14.8 % word errors at beam 1 instead of 9.8 %, "base" on spoken calls at 8 kHz).
        padded = [np.pad(mel[:, :frames], ((0, 0), (0, max(0, frames - mel.shape[1]))), constant_values=float(mel.min())) for mel in mels]
        return self._model.encode(np.stack(padded))

    def encode_each(self, mels: Sequence[Mel], margin_seconds: float) -> Any:
        """What the encoder makes of windows, each cut to its speech and some silence; the shorter results go on as they end.

        One after another: the encoder gains nothing from batches, and it pays for a second of a long window more than for one of a short.
        """
        from ctranslate2 import StorageView

        frames = [cut_frames(mel, margin_seconds) for mel in mels]
        if self._model.model.device != "cpu" or len(mels) == 1:
            return self.encode(mels, max(frames))
        each = [np.array(self.encode([mel], count))[0] for mel, count in zip(mels, frames, strict=True)]
        longest = max(len(one) for one in each)
        return StorageView.from_array(np.stack([np.pad(one, ((0, longest - len(one)), (0, 0)), mode="edge") for one in each]))

    def generate(self, encoded: Any, prompt: list[int], seconds: float, beam: int, **options: Any) -> list[Decoded]:
        """The text of each encoded window; the longest holds `seconds` of speech. `options` as CTranslate2 takes them."""
        windows = int(encoded.shape[0])
        new_tokens = int(seconds * _TOKENS_PER_SECOND) + _SPARE_TOKENS
        results = self._model.model.generate(
            encoded,
            [prompt] * windows,
            beam_size=beam,
            # CTranslate2 stops at about half of `max_length` in new tokens.
            max_length=min(_MOST_TOKENS, 2 * (len(prompt) + new_tokens)),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
            **options,
        )
        return [self._decoded(result) for result in results]

    def _decoded(self, result: Any) -> Decoded:
        length = len(result.sequences_ids[0])
        tokens = tuple(token for token in result.sequences_ids[0] if token < self._tokenizer.eot)
        # The score is the mean over the tokens; the end of the text counts as one more.
        logprob = result.scores[0] * length / (length + 1)
        return Decoded(tokens, self._tokenizer.decode(list(tokens)).strip(), logprob, result.no_speech_prob)

    def timed(self, decoded: Sequence[Decoded], encoded: Any, mels: Sequence[Mel]) -> list[list[Word]]:
        """The words of each window with their times in it (by attention) and probabilities."""
        from faster_whisper.transcribe import merge_punctuations

        frames = [min(mel.shape[1], FULL_FRAMES) for mel in mels]
        # It takes one number of frames for all windows or, as CTranslate2 does, one for each.
        alignments = self._model.find_alignment(self._tokenizer, [list(one.tokens) for one in decoded], encoded, frames)
        for alignment in alignments:
            merge_punctuations(alignment, _PREPENDED, _APPENDED)
        return [_words(alignment, count / 100) for alignment, count in zip(alignments, frames, strict=True)]


def cut_frames(mel: Mel, margin_seconds: float) -> int:
    """Frames of a window cut to its speech, with some silence after it."""
    return min(FULL_FRAMES, -(-(int(mel.shape[1]) + round(margin_seconds * 100)) // _GRID_FRAMES) * _GRID_FRAMES)


def _words(alignment: Sequence[dict[str, Any]], seconds: float) -> list[Word]:
    words: list[Word] = []
    for part in alignment:
        if text := part["word"].strip():
            start = max(words[-1].end if words else 0.0, min(float(part["start"]), seconds))
            end = max(start, min(float(part["end"]), seconds))
            word = Word(text, round(start, 3), round(end, 3), round(float(part["probability"]), 3))
            if words and not part["word"].startswith(" "):
                word = _together(words.pop(), word)
            words.append(word)
    return words


def _together(first: Word, second: Word) -> Word:
    """One word of two parts that were written without a blank between ("time" and "-clock")."""
    return Word(first.text + second.text, first.start, second.end, min(first.p, second.p))


def _model(weights: Weights, threads: int, workers: int) -> WhisperModel:
    # numpy's own threads gain nothing on features so small, and go on spinning after each: a tenth of two cores.
    threadpool_limits(limits=1, user_api="blas")
    files = read_weights(weights)
    try:
        return _on_gpu(weights, files) or _on_cpu(weights, files, threads, workers)
    except Exception as error:  # what the libraries raise for a file that is not theirs shares no base class
        raise Problem(
            "weights-unusable", f"The weights {weights.name!r} can't be loaded: no Whisper for CTranslate2 is in them.", weights.remedy
        ) from error


def _give_memory_back() -> None:
    """Has the C library return what it keeps of memory that is free: 75 MB after the weights of "base" were read, and some after each call."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None:
        trim(0)


def _on_gpu(weights: Weights, files: dict[str, bytes]) -> WhisperModel | None:
    """The model on a GPU, where there is one that works; in half precision where it is not in whole numbers."""
    from faster_whisper import WhisperModel

    if not gpus():
        return None
    try:
        model = WhisperModel(weights.name, device="cuda", compute_type="int8_float16", files=dict(files))  # it takes some out
        # What a GPU lacks of its libraries shows only when something is computed on it.
        model.encode(np.zeros((model.feature_extractor.mel_filters.shape[0], _GRID_FRAMES), np.float32))
    except (RuntimeError, ValueError) as error:
        _log.warning("the GPU can't be used, so words are recognised on the processor: %s", place_of(error))
        return None
    return model


def _on_cpu(weights: Weights, files: dict[str, bytes], threads: int, workers: int) -> WhisperModel:
    from faster_whisper import WhisperModel

    return WhisperModel(weights.name, device="cpu", compute_type="int8", cpu_threads=threads, num_workers=workers, files=files)


def _check_language(model: WhisperModel, weights: Weights, language: str) -> None:
    if language not in model.supported_languages:
        raise Problem(
            "language-unknown",
            f"The weights {weights.name!r} do not know the language {language!r}.",
            f"Give a two-letter code such as 'en', and for other languages than English weights like {DEFAULT!r}.",
        )
