"""A call's recognition: contexts, windows, nothing recognised twice, and what is kept when the recogniser fails."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from audio.frames import SAMPLE_RATE, Samples
from audio.listener import Segment
from audio.segmenter import SegmenterSettings
from audio.side import Side
from models.recogniser import Hypothesis, Word
from models.stability import StabilitySettings
from models.transcriber import Attention, Transcriber


@dataclass
class Script:
    """A recogniser that says what it is told to, and notes what it was asked. A fake: what real weights say can't be told in advance."""

    says: list[str]
    asked: list[tuple[str, float, str]] = field(default_factory=list)
    known: list[tuple[str, float, str]] = field(default_factory=list)
    """Of each final how many seconds before it were known, and the context."""
    weights: str = "fake"

    def load(self) -> None: ...

    def tentative(self, samples: Samples, context: str) -> Hypothesis:
        return self._next("tentative", samples, context)

    def final(self, samples: Samples, context: str, known_seconds: float = 0.0) -> Hypothesis:
        self.known.append(("final", known_seconds, context))
        return self._next("final", samples[round(known_seconds * SAMPLE_RATE) :], context)

    def together(self, speakers: Sequence[Sequence[Samples]]) -> list[list[Hypothesis]]:
        return [[self._next("together", samples, "") for samples in utterances] for utterances in speakers]

    def _next(self, how: str, samples: Samples, context: str) -> Hypothesis:
        self.asked.append((how, len(samples) / SAMPLE_RATE, context))
        text = self.says.pop(0)
        if text == "!":
            raise RuntimeError
        return Hypothesis(tuple(Word(word, at * 0.3, (at + 1) * 0.3, 0.95) for at, word in enumerate(text.split())))


def segment(name: str, seconds: float, start: float = 10.0) -> Segment:
    side: Side = "rep" if name[0] == "r" else "client"
    return Segment(name, side, start, start + seconds, np.zeros(round(seconds * SAMPLE_RATE), np.float32))


def test_what_settled_is_not_recognised_again_when_it_ends() -> None:
    script = Script(["So how much", "So how much is it?"])
    transcriber = Transcriber(script)
    transcriber.guess(segment("r1", 1.5))
    assert transcriber.settle(segment("r1", 2.0)).text == "So how much is it"
    words = transcriber.close(segment("r1", 2.0))
    assert [word.text for word in words] == ["So", "how", "much", "is", "it?"]
    assert [how for how, _, _ in script.asked] == ["tentative", "final"]
    assert (words[0].start, words[0].end) == (10.0, 10.3)


def test_what_was_said_after_the_pause_is_recognised() -> None:
    script = Script(["So how", "So how much"])
    transcriber = Transcriber(script)
    transcriber.settle(segment("r1", 2.0))
    assert [word.text for word in transcriber.close(segment("r1", 3.0))] == ["So", "how", "much"]


def test_what_was_said_in_segments_before_suggests_nothing() -> None:
    script = Script(["Hello.", "How", "How are"])
    transcriber = Transcriber(script)
    transcriber.close(segment("r1", 5.0))
    transcriber.guess(segment("r2", 1.0))
    transcriber.settle(segment("r2", 1.2))
    assert [context for _, _, context in script.asked] == ["", "", ""]


def test_short_utterances_are_heard_with_those_before_as_far_as_these_fit() -> None:
    script = Script(["one", "two", "three", "four"])
    transcriber = Transcriber(script, StabilitySettings(reach=6.0))
    for name in ("r1", "r2", "r3", "r4"):
        transcriber.close(segment(name, 2.5))
    assert [(known, context) for _, known, context in script.known] == [(0.0, ""), (2.5, ""), (2.5, ""), (2.5, "")]


def test_what_held_no_words_is_not_heard_again() -> None:
    script = Script(["one", "", "three"])
    transcriber = Transcriber(script, StabilitySettings(reach=6.0))
    for name in ("r1", "r2", "r3"):
        transcriber.close(segment(name, 1.0))
    assert [known for _, known, _ in script.known] == [0.0, 1.0, 1.0]


def test_long_utterances_are_looked_at_from_their_last_pauses() -> None:
    script = Script(["one two three", "four five"])
    transcriber = Transcriber(script)
    transcriber.settle(segment("r1", 5.0))
    transcriber.guess(segment("r1", 10.0))
    assert script.asked[1] == ("tentative", 5.0, "one two three")


def test_several_together_stay_apart() -> None:
    script = Script(["one", "two", "three"])
    transcriber = Transcriber(script)
    words = transcriber.close_together([segment("r1", 1.0), segment("c1", 2.0, 11.0), segment("r2", 3.0, 12.0)])
    assert [[(word.text, word.start) for word in of] for of in words] == [[("one", 10.0)], [("three", 11.0)], [("two", 12.0)]]


def test_a_recogniser_that_fails_costs_no_words_already_known() -> None:
    script = Script(["So how much", "!"])
    transcriber = Transcriber(script)
    transcriber.guess(segment("r1", 2.0))
    with pytest.raises(RuntimeError):
        transcriber.close(segment("r1", 3.0))
    assert [word.text for word in transcriber.close_unheard(segment("r1", 3.0))] == ["So", "how", "much"]


def test_a_segment_is_looked_at_when_it_has_grown_by_enough_and_once_in_each_pause() -> None:
    attention = Attention(StabilitySettings(every=0.5), SegmenterSettings(pre_roll=0.3, tail=0.2))
    attention.begin(0.7)
    frames = [(round(1.02 + number * 0.02, 2), number) for number in range(60)]
    spoken = {number: min(clock, 1.7) for clock, number in frames}
    due = [(clock, attention.due(spoken[number], clock)) for clock, number in frames]
    assert [told for told in due if told[1]] == [(1.5, "guess"), (1.9, "pause")]
    assert attention.due(2.1, 2.1) is None  # the sound up to 1.7 was looked at in the pause
    assert attention.due(2.3, 2.3) == "guess"
    assert attention.due(2.3, 2.5) == "pause"
