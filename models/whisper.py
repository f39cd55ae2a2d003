"""Whisper as the recogniser: windows cut to the speech, several utterances at once, and guards against invented words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from audio.frames import SAMPLE_RATE, Samples
from audio.problem import Problem
from models.decoded import Decoded, until_repeated
from models.engine import Engine, Kept, OnLanguage, cut_frames
from models.recogniser import Hypothesis, Word, moved
from models.voice import CERTAIN, NO_VOICE, WINDOW_SAMPLES, Probabilities, Voice, is_believable, voiced_seconds
from models.weights import DEFAULT, Weights, find_weights

LIVE_THREADS = 2
"""Of the CPU, while a call is heard live: words come in two thirds of the time that one takes, at a fifth more work."""

_LONGEST_SECONDS = 28.0
"""More than this is recognised in pieces."""
_SHORTEST_SECONDS = 0.1
_BLUR_SECONDS = 0.3
"""How far the end of a word by attention may lie before its real one."""
_MOST_TRIES = 4
"""Windows decoded of one piece of sound: what is no language at all can stop after every word."""
_GROUP = 8
"""Windows decoded together at most: more gain little, and take memory."""


@dataclass(frozen=True, slots=True)
class WhisperSettings:
    """How sound is decoded, and when its words are believed. Checks itself: raises `Problem` ("bad-setting")."""

    beam: int = 5
    """Hypotheses that the decoder follows for the words of a pause or an end; guesses follow one."""
    margin: float = 5.0
    """Seconds of silence after the speech in a window. With 2 s "base" said one utterance in fifteen over and over, with 5 s none of 222."""
    again_margin: float = 10.0
    """As `margin`, where words were said over and over: of 41 such utterances it mended all that the full 30 s did, in a quarter of the time."""
    guess_margin: float = 3.0
    """As `margin`, of guesses, of which one that goes round is only cut off there."""
    no_voice: float = NO_VOICE
    """Sureness of Silero's network that someone speaks, 0..1, under which nothing is decoded: real words go down to 0.13."""
    doubtful_voice: float = 0.75
    """The same, under which nothing is suggested to the decoder: context makes any sound look like more of the same talk."""
    certain_voice: float = CERTAIN
    """The same, from which words are believed however unlikely the decoder holds them."""
    left_out: float = 0.6
    """Seconds of voice after the last word from which the rest is decoded again: after a thought the decoder sometimes takes it for silence."""
    together: float = 12.0
    """Seconds of a speaker's utterances that share a window where several are decoded at once: less pays for more margins."""
    together_margin: float = 4.0
    """As `margin`, of such windows: with 2 s 9.1 % of errors, with 4 s and with 5 s 7.7 %, in the same time, since fewer are decoded again."""
    together_beam: int = 1
    """As `beam`, of such windows: with 5 they made 8.9 % of errors, with 1 8.3 %, in half the decoder's time."""

    def __post_init__(self) -> None:
        margins = all(0 <= margin <= 30 for margin in (self.margin, self.again_margin, self.guess_margin, self.together_margin))
        beams = 1 <= self.beam <= 10 and 1 <= self.together_beam <= 10
        shares = 0 <= self.no_voice <= self.doubtful_voice <= self.certain_voice <= 1
        if not (shares and margins and beams and 0 <= self.together <= _LONGEST_SECONDS and self.left_out > 0):
            raise Problem(
                "bad-setting",
                "A setting of the recogniser is out of range: beams 1 to 10, margins 0 to 30 s, no_voice up to doubtful_voice up to certain_voice,"
                " 0 to 1, left_out from 0 s, together 0 to 28 s.",
                "Correct the settings.",
            )


class WhisperRecogniser:
    """Implements `models.recogniser.Recogniser`. Made on any thread; everything else is called on the one that owns the weights.

    `weights`: a name or path as `find_weights` takes it, or weights already found; `data`: the folder that hub models were added to.
    `language`: what is spoken, as its code; with `recognise_language` only what is taken for it until another is recognised from the first
    speech, which weights for English alone can't do. `hot_words`: names and products of the plan, which the decoder then prefers.
    `threads`: of the CPU, for one window at a time. `workers`: groups of windows decoded at once by `together`. `kept`: models of calls before.
    The same sound, context and hot words give the same words.
    """

    def __init__(
        self,
        weights: str | Weights = DEFAULT,
        *,
        data: Path | None = None,
        language: str = "en",
        recognise_language: bool = False,
        hot_words: tuple[str, ...] = (),
        threads: int = 1,
        workers: int = 2,
        settings: WhisperSettings | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.weights = weights if isinstance(weights, str) else weights.name
        self.on_language: OnLanguage = _ignore
        """Called once, on the thread that owns the weights, when the language has been recognised, or can't be. Not where it is not asked for."""
        self._found = None if isinstance(weights, str) else weights
        self._data = data
        self._language = language
        self._recognise_language = recognise_language
        self._hot_words = hot_words
        self._threads = threads
        self._workers = workers
        self._settings = settings or WhisperSettings()
        self._kept = kept
        self._loaded: _Careful | None = None

    def load(self) -> None:
        """Reads, checks and loads the weights: 0.5 s for "base". Idempotent. Raises `Problem` as `find_weights` and `read_weights` do."""
        self._ready()

    def tentative(self, samples: Samples, context: str) -> Hypothesis:
        """A greedy guess; loads the weights where that has not happened."""
        return self._ready().recognise(samples, context, careful=False)

    def final(self, samples: Samples, context: str, known_seconds: float = 0.0) -> Hypothesis:
        """The best words; loads the weights where that has not happened."""
        return self._ready().recognise(samples, context, known_seconds)

    def together(self, speakers: Sequence[Sequence[Samples]]) -> list[list[Hypothesis]]:
        """The best words of several speakers' utterances; of each speaker those that fit share a window. Loads the weights as the others do."""
        return self._ready().together(speakers)

    def _ready(self) -> _Careful:
        if self._loaded is None:
            weights = self._found or find_weights(self.weights, self._data)
            engine = Engine(weights, self._language, self._hot_words, threads=self._threads, workers=self._workers, kept=self._kept)
            if self._recognise_language:
                engine.recognise_language(lambda language, probability: self.on_language(language, probability))
            self._loaded = _Careful(engine, self._settings, self._workers)
        return self._loaded


class _Careful:
    """The engine, and the care with which it is believed."""

    def __init__(self, engine: Engine, settings: WhisperSettings, workers: int) -> None:
        self._engine = engine
        self._settings = settings
        self._workers = workers
        self._voice = Voice()

    def recognise(self, samples: Samples, context: str, known_seconds: float = 0.0, *, careful: bool = True) -> Hypothesis:
        known, own = np.split(samples, [round(known_seconds * SAMPLE_RATE)])
        words: list[Word] = []
        for offset, piece in _pieces(own):
            words += moved(self._piece(piece, context, known, careful=careful), offset)
            known = known[:0]
            context = " ".join(word.text for word in words) or context
        return Hypothesis(tuple(words))

    def together(self, speakers: Sequence[Sequence[Samples]]) -> list[list[Hypothesis]]:
        found = [[Hypothesis(()) for _ in utterances] for utterances in speakers]
        with ThreadPoolExecutor(self._workers, thread_name_prefix="recogniser") as pool:
            voices = [list(pool.map(self._heard, utterances)) for utterances in speakers]
            shared = [window for speaker, heard in enumerate(voices) for window in self._shared(speaker, heard)]
            groups = _groups(shared, self._workers)
            for group, hypotheses in zip(groups, pool.map(self._group, groups), strict=True):
                for window, parts in zip(group, hypotheses, strict=True):
                    for number, hypothesis in zip(window.numbers, parts, strict=True):
                        found[window.speaker][number] = hypothesis
        return found

    def _heard(self, samples: Samples) -> _Heard:
        voice = self._voice.probabilities(samples)
        return _Heard(samples, voice, self._voice.sureness(samples, voice))

    def _shared(self, speaker: int, utterances: Sequence[_Heard]) -> Iterator[_Shared]:
        """The windows of a speaker's utterances. One whose voice is not certain has its own: what is next to it must not speak for it."""
        window = _Shared(speaker)
        for number, heard in enumerate(utterances):
            self._engine.hear_language(heard.samples, voiced_seconds(heard.voice), self._settings.margin, whole=True)
            alone = heard.sure < self._settings.certain_voice
            if window.numbers and (alone or window.alone or window.seconds + heard.seconds > self._settings.together):
                yield window
                window = _Shared(speaker)
            window = replace(window, numbers=(*window.numbers, number), parts=(*window.parts, heard), alone=alone)
        if window.numbers:
            yield window

    def _group(self, windows: Sequence[_Shared]) -> list[list[Hypothesis]]:
        """The words of each utterance in each window. Whatever is doubtful is done again by itself, with all the care there is."""
        # In doubt nothing is suggested, not even hot words, and the decoder takes all the care it can.
        easy = [
            window for window in windows if window.sure >= self._settings.doubtful_voice and _SHORTEST_SECONDS <= window.seconds <= _LONGEST_SECONDS
        ]
        decoded = dict(zip(map(id, easy), self._decode_together(easy), strict=True))
        found: list[list[Hypothesis]] = []
        for window in windows:
            words = decoded.get(id(window))
            divided: list[Hypothesis] = window.divide(words) if words else [Hypothesis(())] * len(window.parts)
            # An utterance left without words may have been passed over, or swallowed by the one before it.
            found.append([own if own.words else self.recognise(part.samples, "") for own, part in zip(divided, window.parts, strict=True)])
        return found

    def _decode_together(self, windows: Sequence[_Shared]) -> list[list[Word] | None]:
        """The words of windows; None for those that are not to be believed."""
        if not windows:
            return []
        settings = self._settings
        mels = [self._engine.features(np.concatenate([part.samples for part in window.parts])) for window in windows]
        encoded = self._engine.encode_each(mels, settings.together_margin)
        decoded = self._engine.generate(encoded, self._engine.prompt(""), max(window.seconds for window in windows), settings.together_beam)
        timed = self._engine.timed(decoded, encoded, mels)
        return [
            words if not one.doubled and self._believes(one, window.sure) and window.voiced_after(words) < settings.left_out else None
            for one, window, words in zip(decoded, windows, timed, strict=True)
        ]

    def _believes(self, decoded: Decoded, sure: float) -> bool:
        """Whether words were said where someone speaks so surely."""
        return is_believable(decoded.text, sure, decoded.logprob, decoded.no_speech, certain=self._settings.certain_voice)

    def _piece(self, samples: Samples, context: str, known: Samples, *, careful: bool) -> list[Word]:
        """Words of at most 28 s of sound, heard after what is `known`."""
        voice = self._voice.probabilities(samples)
        self._engine.hear_language(samples, voiced_seconds(voice), self._settings.margin, whole=careful)
        words: list[Word] = []
        at = 0
        for _ in range(_MOST_TRIES):
            rest, rest_voice = samples[at:], voice[at // WINDOW_SAMPLES :]
            heard = self._words(rest, context, self._voice.sureness(rest, rest_voice), known, careful=careful)
            words += moved(heard, at / SAMPLE_RATE)
            # Where one thought or speaker ends the decoder sometimes takes the rest for silence: what has a voice and no words is tried again.
            last = heard[-1].end if heard else 0.0
            if not last or _voiced_after(rest_voice, last) < self._settings.left_out:
                break
            at += int(last * SAMPLE_RATE)
            known = known[:0]
        return words

    def _words(self, samples: Samples, context: str, sure: float, known: Samples, *, careful: bool) -> list[Word]:
        settings = self._settings
        if sure < settings.no_voice:
            return []
        # In doubt nothing is suggested: context makes any sound look like more of the same talk, and hot words like one of them.
        doubtful = sure < settings.doubtful_voice
        # What was said before must not speak for a sound of which it is not certain that it is a voice.
        if sure < settings.certain_voice or len(known) + len(samples) > _LONGEST_SECONDS * SAMPLE_RATE:
            known = known[:0]
        margin, beam = (settings.margin, settings.beam) if careful else (settings.guess_margin, 1)
        sound = np.concatenate((known, samples))
        mel, seconds = self._engine.features(sound), len(sound) / SAMPLE_RATE
        encoded = self._engine.encode([mel], cut_frames(mel, margin))
        [decoded] = self._engine.generate(encoded, self._engine.prompt(context, bare=doubtful), seconds, beam)
        if decoded.doubled and careful:
            encoded = self._engine.encode([mel], cut_frames(mel, settings.again_margin))
            [decoded] = self._engine.generate(encoded, self._engine.prompt(""), seconds, beam)
        if decoded.stuck:
            [decoded] = self._engine.generate(encoded, self._engine.prompt("", bare=True), seconds, beam, no_repeat_ngram_size=3)
        if not self._believes(decoded, sure):
            return []
        words = self._engine.timed([decoded], encoded, [mel])[0]
        if not careful:
            return words[: until_repeated([word.text for word in words])] if decoded.doubled else words
        return list(Hypothesis(tuple(words)).after(len(known) / SAMPLE_RATE).words)


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """An utterance, how surely someone speaks in each 32 ms of it, and anywhere."""

    samples: Samples
    voice: Probabilities
    sure: float

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_RATE


@dataclass(frozen=True, slots=True, eq=False)
class _Shared:
    """A window shared by utterances of one speaker, one after another. Each ends and begins with some silence of its own."""

    speaker: int
    numbers: tuple[int, ...] = ()
    parts: tuple[_Heard, ...] = ()
    alone: bool = False

    @property
    def seconds(self) -> float:
        return sum(part.seconds for part in self.parts)

    @property
    def sure(self) -> float:
        """How surely someone speaks in the least sure of them."""
        return min(part.sure for part in self.parts)

    def voiced_after(self, words: Sequence[Word]) -> float:
        """Seconds of voice after the last word."""
        last = words[-1].end if words else -_BLUR_SECONDS
        start = voiced = 0.0
        for part in self.parts:
            voiced += _voiced_after(part.voice, last - start)
            start += part.seconds
        return voiced

    def divide(self, words: Sequence[Word]) -> list[Hypothesis]:
        """The words of each utterance: those whose middle lies in it."""
        hypotheses: list[Hypothesis] = []
        start = 0.0
        for part in self.parts:
            end = start + part.seconds
            # What the attention puts after the end belongs to the last utterance.
            own = [word for word in words if start <= (word.start + word.end) / 2 and ((word.start + word.end) / 2 < end or part is self.parts[-1])]
            hypotheses.append(Hypothesis(moved(own, -start)))
            start = end
        return hypotheses


def _groups(windows: Sequence[_Shared], workers: int) -> list[list[_Shared]]:
    """The windows in groups that are decoded together, as many for each worker, and each with its share of the long ones."""
    by_length = sorted(windows, key=lambda window: -window.seconds)
    at_once = _GROUP * workers
    rounds = [by_length[at : at + at_once] for at in range(0, len(by_length), at_once)]
    return [group for together in rounds for worker in range(workers) if (group := together[worker::workers])]


def _voiced_after(voice: Probabilities, seconds: float) -> float:
    """Seconds of voice after the end of a word by attention."""
    return voiced_seconds(voice[max(0, int((seconds + _BLUR_SECONDS) * SAMPLE_RATE)) // WINDOW_SAMPLES :])


def _ignore(language: str, probability: float | None) -> None:
    """For whoever does not ask for the language."""


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
