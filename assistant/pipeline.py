"""Every thread there is: the ears (source, recording, detectors) and the recogniser (weights) of one call.

The ears own the source, the recorder, the detectors and segmenters; the recogniser owns the weights; nothing else is shared but the
inbox between them. What they find goes to the event loop through `post`, which must return at once and may be called from either thread.

In real time, closed segments are recognised first and growing ones when there is time (at most one a side waits, so tentative work
is what gives way when the machine falls behind). Otherwise everything passes through the inbox in the order of the sound and the ears
wait when it is full, so that the same sound always gives the same findings, in bounded memory.
"""

import contextlib
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from audio.frames import FRAME_SECONDS, SAMPLE_RATE, AudioSource, Frame, MayBeIncomplete, MayLoseTracks
from audio.framing import Framer
from audio.listener import Listener, ListenerSettings, Segment, SegmentClosed, SegmentOpened
from audio.problem import Problem, place_of
from audio.recording import Recorder
from audio.side import Side
from models.recogniser import Recogniser, Word
from models.stability import Agreement

_log = logging.getLogger(__name__)

LOAD_SECONDS = 10.0
"""Over which the recogniser's load is measured: a few turns."""

LEVEL_EVERY = 0.2
"""Seconds between level hints: often enough for a meter to look alive."""

TENTATIVE_EVERY = 0.5
"""Seconds of new speech before a growing segment is recognised again: less gives the decoder nothing new to agree on."""

INBOX_SEGMENTS = 8
"""Segments that may wait when sound comes faster than real time (20 s each at most, 1.3 MB)."""

CONTEXT_CHARACTERS = 200
"""What a side said just before, given to the recogniser: about two sentences."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How far the sound has come: `at` seconds have been delivered."""

    at: float


@dataclass(frozen=True, slots=True)
class Opened:
    """Someone began to speak."""

    segment: str
    side: Side
    start: float
    at: float


@dataclass(frozen=True, slots=True)
class Guessed:
    """What a growing segment says so far. `stable` is the part that will not change, ending at `stable_end` (seconds since the call began)."""

    segment: str
    side: Side
    start: float
    text: str
    stable: str
    stable_end: float
    at: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a closed segment says. Words' times are in seconds since the call began."""

    segment: str
    side: Side
    start: float
    end: float
    words: tuple[Word, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a side is now, and whether it speaks."""

    side: Side
    dbfs: float
    speech: bool
    at: float


@dataclass(frozen=True, slots=True)
class Lagging:
    """How far recognition is behind the sound, in seconds, and its `load`: the share of the time in which it is at work."""

    seconds: float
    load: float
    at: float


@dataclass(frozen=True, slots=True)
class Capture:
    """A side's sound was lost, or came back."""

    side: Side
    lost: bool
    at: float


@dataclass(frozen=True, slots=True)
class Failed:
    """A part failed; the rest goes on."""

    problem: Problem
    at: float


@dataclass(frozen=True, slots=True)
class Finished:
    """All sound has been heard and all of it recognised."""

    seconds: float
    speech_seconds: Mapping[Side, float]


Found = Clock | Opened | Guessed | Recognised | Level | Lagging | Capture | Failed | Finished

RECOGNITION_FAILED = Problem(
    "recognition-failed", "A stretch of speech could not be recognised.", "The call goes on; if this repeats, run 'callcue doctor'."
)


@dataclass(frozen=True, slots=True)
class _Final:
    """A closed segment to be recognised for good; `at`: when it closed."""

    segment: Segment
    at: float


@dataclass(frozen=True, slots=True)
class _Guess:
    """A growing segment as it was at `at`."""

    segment: Segment
    at: float


_Work = _Final | _Guess | Found
_FINAL, _GUESS, _LAST = 0, 1, 2


@dataclass(order=True)
class _Job:
    """Work for the recogniser: lower `rank` first, then in order of arrival."""

    rank: int
    number: int
    what: _Work = field(compare=False)


class LoadMeter:
    """Which share of the last ten seconds a thread was at work, from the times at which it rested. Used on that thread."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._began = monotonic()
        self._rests: deque[tuple[float, float]] = deque()

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        """Round every wait for work."""
        start = self._monotonic()
        try:
            yield
        finally:
            self._rests.append((start, self._monotonic()))

    def share(self) -> float:
        """0..1, of the last ten seconds or of the time since it was made."""
        now = self._monotonic()
        since = max(self._began, now - LOAD_SECONDS)
        while self._rests and self._rests[0][1] <= since:
            self._rests.popleft()
        rested = sum(end - max(start, since) for start, end in self._rests)
        return 1 - rested / (now - since) if now > since else 0.0


class Pipeline:
    """The two threads of one call. `start` and `stop` are called on the event loop; `join` waits for both threads."""

    def __init__(
        self,
        source: AudioSource,
        recogniser: Recogniser,
        post: Callable[[Found], None],
        *,
        folder: Path | None,
        real_time: bool,
        listening: ListenerSettings | None = None,
    ) -> None:
        self._source = source
        self._recogniser = recogniser
        self._post = post
        self._folder = folder
        self._real_time = real_time
        self._inbox: queue.PriorityQueue[_Job] = queue.PriorityQueue(0 if real_time else INBOX_SEGMENTS)
        self._jobs = 0
        self._clock = 0.0
        """Seconds of sound heard; written by the ears only."""
        self._levelled = 0.0
        self._guessed_at: dict[Side, float] = {}
        self._growing: dict[Side, str | None] = {}
        """The segment each side is speaking; set by the ears, read by the recogniser to skip guesses at segments that have closed."""
        self._waiting: dict[Side, bool] = {}
        """Whether a guess waits for a side: set by the ears, unset by the recogniser."""
        self._load_meter = LoadMeter()
        self._framer = Framer(source.tracks, source.rate)
        self._listener = Listener(source.tracks, listening or ListenerSettings())
        self._ears = threading.Thread(target=self._run, args=(self._listen,), name="ears", daemon=True)
        self._recognition = threading.Thread(target=self._run, args=(self._recognise,), name="recogniser", daemon=True)

    def start(self) -> None:
        self._recognition.start()
        self._ears.start()

    def stop(self) -> None:
        """Ends the sound; what was heard is still recognised, and `Finished` comes when it is."""
        self._source.close()

    def join(self) -> None:
        """Waits until the recording is closed and the weights are let go. Blocks: not for the event loop."""
        self._ears.join()
        self._recognition.join()

    def _run(self, part: Callable[[], None]) -> None:
        try:
            part()
        except Exception as error:  # noqa: BLE001 (told as an event: a part that fails degrades the call, it does not end it)
            _log.error("the %s thread failed: %s", threading.current_thread().name, place_of(error))
            self._post(Failed(Problem("internal", "A part of Callcue failed.", "Please report this with the log."), 0.0))
            self._post(Finished(0.0, {}))

    # The ears' side.

    def _listen(self) -> None:
        recorder = self._open_recorder()
        if isinstance(self._source, MayLoseTracks):
            self._source.on_capture = lambda side, lost: self._pass_on(Capture(side, lost, self._clock))
        try:
            for frames in self._frames():
                self._clock = frames[0].start + FRAME_SECONDS
                recorder = self._record(recorder, frames)
                self._hear(frames)
        except Problem as problem:
            self._pass_on(Failed(problem, self._clock))
        if isinstance(self._source, MayBeIncomplete) and self._source.warning:
            self._pass_on(Failed(self._source.warning, self._clock))
        for heard in self._listener.flush():
            self._segment(heard)
        self._put(_LAST, Finished(self._clock, dict(self._listener.speech_seconds)))
        if recorder is not None:
            self._close(recorder)

    def _frames(self) -> Iterator[tuple[Frame, ...]]:
        for block in self._source.blocks():
            yield from self._framer.feed(block)
            if self._real_time:
                self._post(Clock(self._clock))
        yield from self._framer.flush()

    def _open_recorder(self) -> Recorder | None:
        if self._folder is None:
            return None
        try:
            return Recorder(self._folder, self._source.tracks)
        except Problem as problem:
            self._pass_on(Failed(problem, 0.0))
            return None

    def _record(self, recorder: Recorder | None, frames: tuple[Frame, ...]) -> Recorder | None:
        """Writes sound to disk before anything else is done with it. A recorder that fails is closed with what it has; the call goes on."""
        if recorder is None:
            return None
        try:
            recorder.write(frames)
        except Problem as problem:
            self._pass_on(Failed(problem, self._clock))
            self._close(recorder)
            return None
        return recorder

    def _close(self, recorder: Recorder) -> None:
        try:
            recorder.close()
        except Problem as problem:
            self._pass_on(Failed(problem, self._clock))

    def _hear(self, frames: tuple[Frame, ...]) -> None:
        for heard in self._listener.hear(frames):
            self._segment(heard)
        if self._real_time:
            self._offer_guesses()
            self._post_levels()

    def _segment(self, heard: SegmentOpened | SegmentClosed) -> None:
        if isinstance(heard, SegmentOpened):
            self._growing[heard.side] = heard.segment
            self._guessed_at[heard.side] = heard.start
            self._pass_on(Opened(heard.segment, heard.side, heard.start, heard.at))
        else:
            self._growing[heard.segment.side] = None
            self._put(_FINAL, _Final(heard.segment, heard.at))

    def _offer_guesses(self) -> None:
        """Offers what has grown by enough to the recogniser, one guess a side at most."""
        due = [
            side
            for side, segment in self._growing.items()
            if segment is not None and not self._waiting.get(side) and self._clock - self._guessed_at[side] >= TENTATIVE_EVERY
        ]
        if not due:
            return
        for segment in self._listener.growing():
            if segment.side in due:
                self._waiting[segment.side] = True
                self._guessed_at[segment.side] = self._clock
                self._put(_GUESS, _Guess(segment, self._clock))

    def _post_levels(self) -> None:
        if self._clock - self._levelled < LEVEL_EVERY:
            return
        self._levelled = self._clock
        for side in self._source.tracks:
            dbfs, speech = self._listener.level(side)
            self._post(Level(side, dbfs, speech, self._clock))

    def _pass_on(self, found: Found) -> None:
        """Says what needs no weights: at once in real time, else in its place among the words."""
        if self._real_time:
            self._post(found)
        else:
            self._put(_FINAL, found)

    def _put(self, rank: int, what: _Work) -> None:
        self._jobs += 1
        self._inbox.put(_Job(rank if self._real_time else 0, self._jobs, what))

    # The recogniser's side.

    def _recognise(self) -> None:
        loaded = self._load()
        contexts: dict[Side, str] = {}
        agreements: dict[Side, tuple[str, Agreement]] = {}
        while True:
            with self._load_meter.resting():
                work = self._inbox.get().what
            match work:
                case _Final(segment, at):
                    words = self._words(segment, contexts.get(segment.side, "")) if loaded else ()
                    contexts[segment.side] = f"{contexts.get(segment.side, '')} {' '.join(word.text for word in words)}"[-CONTEXT_CHARACTERS:]
                    self._post(Recognised(segment.id, segment.side, segment.start, segment.end, words, at))
                    if self._real_time:
                        self._post(Lagging(max(0.0, self._clock - at), self._load_meter.share(), at))
                case _Guess(segment, at):
                    self._waiting[segment.side] = False
                    if loaded and self._growing.get(segment.side) == segment.id:
                        self._guess(segment, at, contexts, agreements)
                case Finished() as finished:
                    self._post(finished)
                    return
                case found:
                    self._post(found)

    def _load(self) -> bool:
        try:
            self._recogniser.load()
        except Problem as problem:
            self._post(Failed(problem, 0.0))
            return False
        return True

    def _words(self, segment: Segment, context: str) -> tuple[Word, ...]:
        """The words of a closed segment. A recogniser that fails costs this segment its words and says so; the call goes on."""
        try:
            hypothesis = self._recogniser.final(segment.samples, context)
        except Exception as error:  # noqa: BLE001 (told as an event: a part that fails degrades the call, it does not end it)
            _log.error("recognition of a segment failed: %s", place_of(error))
            self._post(Failed(RECOGNITION_FAILED, self._clock))
            return ()
        return tuple(replace(word, start=segment.start + word.start, end=segment.start + word.end) for word in hypothesis.words)

    def _guess(self, segment: Segment, at: float, contexts: dict[Side, str], agreements: dict[Side, tuple[str, Agreement]]) -> None:
        known, agreement = agreements.get(segment.side, ("", Agreement()))
        if known != segment.id:
            agreement = Agreement()
            agreements[segment.side] = (segment.id, agreement)
        try:
            hypothesis = self._recogniser.tentative(segment.samples, contexts.get(segment.side, ""))
        except Exception as error:  # noqa: BLE001 (told as an event: a part that fails degrades the call, it does not end it)
            _log.error("tentative recognition failed: %s", place_of(error))
            self._post(Failed(RECOGNITION_FAILED, self._clock))
            return
        stable = agreement.feed(hypothesis, len(segment.samples) / SAMPLE_RATE)
        stable_end = segment.start + agreement.end
        self._post(Guessed(segment.id, segment.side, segment.start, hypothesis.text, stable, stable_end, at))
