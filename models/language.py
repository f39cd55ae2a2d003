"""Which language a call is in: recognised once, from its first seconds of confident speech, and then kept."""

from collections import defaultdict
from collections.abc import Mapping

SURE = 0.5
"""Probability from which a language is taken for recognised in a whole stretch of speech: below, another one is as likely as not."""
GROWING_SURE = 0.8
"""The same in a stretch that still grows, which can be judged again. Measured with "base" on 60 stretches of telephone quality (English calls,
spoken Japanese): with 2.5 s of voice none was taken for another language, with 2 s one was, at 0.51, and with 1 s one at 0.78."""
ENOUGH_SECONDS = 2.5
"""Of voice in a stretch that is judged: a greeting of one word sounds like many languages."""
PATIENCE_SECONDS = 10.0
"""Of voice, after which it is said that no language could be recognised: by then two or three sentences have been heard."""


class LanguageChoice:
    """Recognises the language from what the weights make of one stretch of speech after another. Pure; used on one thread.

    `language` is what to decode in, at any time: `fallback` until another is recognised, and for good where none is.
    """

    def __init__(self, fallback: str) -> None:
        self.language = fallback
        self.probability: float | None = None
        """Of the language recognised, 0..1; None where none is, or not yet."""
        self.settled = False
        """Whether there is nothing more to ask: a language was recognised, or patience is at an end."""
        self._voiced_seconds = 0.0
        self._evidence: defaultdict[str, float] = defaultdict(float)
        """Probability of each language in the stretches so far, times their seconds."""

    def wants(self, voiced_seconds: float) -> bool:
        """Whether a stretch with so much voice should be judged."""
        return not self.settled and voiced_seconds >= ENOUGH_SECONDS

    def feed(self, probabilities: Mapping[str, float], voiced_seconds: float, *, whole: bool) -> bool:
        """Takes the probability of each language in a stretch with so much voice; gives whether that settled the matter.

        `whole`: the stretch has ended. One that still grows may settle it, but where it does not it is judged again, so that it counts once.
        """
        if not self.wants(voiced_seconds):
            return False
        self._settle(probabilities, SURE if whole else GROWING_SURE)
        if whole and not self.settled:
            self._gather(probabilities, voiced_seconds)
        return self.settled

    def _settle(self, probabilities: Mapping[str, float], sure: float) -> None:
        likeliest = max(probabilities, key=lambda language: probabilities[language])
        if probabilities[likeliest] >= sure:
            self.language, self.probability, self.settled = likeliest, probabilities[likeliest], True

    def _gather(self, probabilities: Mapping[str, float], voiced_seconds: float) -> None:
        self._voiced_seconds += voiced_seconds
        for language, probability in probabilities.items():
            self._evidence[language] += probability * voiced_seconds
        if self._voiced_seconds >= PATIENCE_SECONDS:
            self._settle({language: weight / self._voiced_seconds for language, weight in self._evidence.items()}, SURE)
            self.settled = True
