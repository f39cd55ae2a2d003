"""How surely a stretch of sound holds a voice, judged by Silero's network, which comes with faster-whisper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audio.frames import SAMPLE_RATE, Samples

if TYPE_CHECKING:
    from faster_whisper.vad import SileroVADModel

WINDOW_SAMPLES = 512
"""Of one judgement of the network: 32 ms."""

_VOICE = 0.5
_SUREST_WINDOWS = 4
"""The shortest words, such as "no", have as many."""
_BEYOND_DOUBT = 0.97
"""Nothing but voices was ever so sure when heard for the first time (in an hour and a half of noises and music)."""

_LONG_VOICE_SECONDS = 1.0
"""As long a voice is not heard again: noises are hardly ever taken for one that long, and a sentence once was for none at its second hearing."""
_AGAIN_SECONDS = 3.0
"""Of a long stretch only as much is heard again: it must not cost more than decoding saves."""

NO_VOICE = 0.12
"""Sureness under which nothing is worth decoding: real words go down to 0.13."""
CERTAIN = 0.9
"""Sureness from which words are believed however unlikely they are."""

_SOUND = re.compile(r"h*[aeu]+g?h+|hee+|h*m+|([aeiou])\1+")
"""What is written for a voice that says no word: "ah", "ugh", "hee", "hmm", "eee"."""
_STRETCHED = re.compile(r"([^\W\d_])\1{3}")
"""No word has a letter four times in a row."""

Probabilities = NDArray[np.float32]


class Voice:
    """The network, loaded once. Used on the thread that owns the weights."""

    def __init__(self) -> None:
        from faster_whisper.vad import get_vad_model

        self._network: SileroVADModel = get_vad_model()

    def probabilities(self, samples: Samples) -> Probabilities:
        """How surely someone speaks in each 32 ms, 0..1; the last is filled up with silence. `samples`: shape (n,), float32, 16 kHz."""
        if not len(samples):
            return np.zeros(0, np.float32)
        # A copy in any case: the network's front end writes into what it is given.
        windows = np.pad(samples, (0, -len(samples) % WINDOW_SAMPLES)).astype(np.float32)
        return np.asarray(self._network(windows, WINDOW_SAMPLES), np.float32).ravel()

    def sureness(self, samples: Samples, probabilities: Probabilities) -> float:
        """How surely someone speaks anywhere in it, 0..1; `probabilities` are those of the same sound.

        The network remembers what it has heard. In doubt it hears the sound twice more, one right after the other and in windows that begin
        elsewhere: what is a voice stays one, what only began like one does not. Of 359 stretches of noises and music that seem above 0.12 at
        first 97 stay so, and 33 above 0.3; of 675 of speech none falls below 0.12 and 5 below 0.3.
        """
        once = surest(probabilities)
        if once >= _BEYOND_DOUBT or once < NO_VOICE or voiced_seconds(probabilities) >= _LONG_VOICE_SECONDS:
            return once
        part = _round_surest(samples, probabilities)
        before = len(part) // WINDOW_SAMPLES
        twice = np.concatenate((part, part))
        elsewhere = np.concatenate((np.zeros(WINDOW_SAMPLES // 2, np.float32), twice))
        return min(once, *(surest(self.probabilities(sound)[before:]) for sound in (twice, elsewhere)))


def _round_surest(samples: Samples, probabilities: Probabilities) -> Samples:
    """The stretch in the middle of which a voice is surest."""
    windows = round(_AGAIN_SECONDS * SAMPLE_RATE / WINDOW_SAMPLES)
    surest_at = int(np.convolve(probabilities, np.ones(_SUREST_WINDOWS), "same").argmax())
    first = max(0, min(surest_at - windows // 2, len(probabilities) - windows))
    return samples[first * WINDOW_SAMPLES : (first + windows) * WINDOW_SAMPLES]


def surest(probabilities: Probabilities) -> float:
    """The mean of the surest windows; 0 for no sound."""
    return float(np.sort(probabilities)[-_SUREST_WINDOWS:].mean()) if len(probabilities) else 0.0


def voiced_seconds(probabilities: Probabilities) -> float:
    """How long someone speaks."""
    return int((probabilities > _VOICE).sum()) * WINDOW_SAMPLES / SAMPLE_RATE


def is_believable(text: str, sureness: float, logprob: float, no_speech: float, *, certain: float = CERTAIN) -> bool:
    """Whether a stretch's words were said, or invented: not the words tell (people do say "thank you"), but what speaks for there being any.

    `logprob`: mean over the tokens; `no_speech`: Whisper's own probability that there was none. The weights are those of a logistic regression
    on noises, music, breath and coughs against words of spoken and real calls, "base" and "tiny.en" together. Whatever the voice, the words
    themselves must be likely enough; of 196 short utterances of spoken calls that costs two.
    """
    words = re.findall(r"[^\W\d_]+|\d+", text.casefold())
    if not words or all(_STRETCHED.search(word) for word in words):
        return False
    sure = min(max(sureness, 1e-3), 1 - 1e-3)
    by_words = 4.3 * logprob - 6 * no_speech
    score = 5.6 + 1.5 * np.log(sure / (1 - sure)) + by_words
    single = len(set(words)) <= 1
    # "Uh-huh" and "mm-hmm" are answers.
    if single and _SOUND.fullmatch(words[0]):
        return bool(score > _OF_A_SOUND)
    if sureness >= certain:
        return bool(score > _OF_A_CERTAIN_VOICE)
    return bool(score > 0 and by_words > (_BY_ONE_WORD if single else _BY_WORDS))


_OF_A_SOUND = 5.0
"""A sound that is no word ("Mm.", "Ahh!") is also what a cough or a chair says: those scored up to 4.1."""
_OF_A_CERTAIN_VOICE = 2.0
"""Words of spoken calls scored 2.8 and more, what was invented from a creak that seemed a certain voice up to 1.1."""
_BY_ONE_WORD, _BY_WORDS = -4.4, -5.0
"""What a single word, and several, must be worth by themselves: "Hey" and "No, no, no" were heard in cups and drawers."""
