"""Every thread there is: the ears (source, recording, detectors) and the recogniser (weights) of one call.

The ears own the source, the recorder, the detectors and segmenters; the recogniser owns the weights; nothing else is shared but the
inbox between them. What they find goes to the event loop through `post`, which must return at once and may be called from either thread.

In real time, closed segments are recognised first, then segments whose speaker pauses, and growing ones when there is time: of each side
the newest state waits, so tentative work is what gives way when the machine falls behind. Otherwise everything passes through the inbox
in the order of the sound, segments several at a time, and the ears wait when it is full, so that the same sound always gives the same
findings, in bounded memory.
"""

import contextlib
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from audio.frames import FRAME_SECONDS, SAMPLE_RATE, AudioSource, Frame, MayBeIncomplete, MayLoseTracks
from audio.framing import Framer
from audio.listener import Listener, ListenerSettings, Segment, SegmentClosed, SegmentOpened
from audio.problem import Problem, place_of
from audio.recording import Recorder
from audio.side import Side
from models.recogniser import Recogniser, Word
from models.stability import StabilitySettings
from models.transcriber import Attention, Transcriber

_log = logging.getLogger(__name__)

LOAD_SECONDS = 10.0
"""Over which the recogniser's load is measured: a few turns."""

LEVEL_EVERY = 0.2
"""Seconds between level hints: often enough for a meter to look alive."""

LAG_EVERY = 1.0
"""Seconds between hints about the lag."""

TOGETHER_SECONDS = 120.0
"""Speech recognised at once when sound comes faster than real time (8 MB): a full group of windows for each of two workers."""

INBOX_BUNDLES = 2
"""How many times as many may wait."""


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
    """How long the oldest speech has waited for its words, in seconds, and the recogniser's `load`: the share of the time it is at work."""

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
class _Growing:
    """A growing segment as it was at `at`; `pausing`: its speaker has paused, so that its words can settle."""

    segment: Segment
    at: float
    pausing: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """The newest state of a side's growing segment wants to be recognised."""

    side: Side


@dataclass(frozen=True, slots=True)
class _Bundle:
    """What was found, in the order of the sound, with closed segments still to be recognised among it."""

    parts: "tuple[_Final | Found, ...]"


_Work = _Final | _Look | _Bundle | Found
_FINAL, _PAUSE, _GUESS, _LAST = 0, 1, 2, 3


@dataclass(order=True)
class _Job:
    """Work for the recogniser: lower `rank` first, then in order of arrival."""

    rank: int
    number: int
    what: _Work = field(compare=False)


class LoadMeter:
    """Which share of the last ten seconds a thread was at work. `working` is used on that thread, `share` on any."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._began = monotonic()
        self._since: float | None = None
        self._done: deque[tuple[float, float]] = deque()

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Round every piece of work."""
        self._since = start = self._monotonic()
        try:
            yield
        finally:
            self._since = None
            self._done.append((start, self._monotonic()))
            while self._done[0][1] < self._done[-1][1] - LOAD_SECONDS:
                self._done.popleft()

    def share(self) -> float:
        """0..1, of the last ten seconds or of the time since it was made."""
        now, since = self._monotonic(), self._since
        first = max(self._began, now - LOAD_SECONDS)
        spans = [*self._done, *([(since, now)] if since is not None else [])]
        worked = sum(max(0.0, end - max(start, first)) for start, end in spans)
        return min(1.0, worked / (now - first)) if now > first else 0.0


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
        stability: StabilitySettings | None = None,
    ) -> None:
        self._source = source
        self._post = post
        self._folder = folder
        self._real_time = real_time
        listening, stability = listening or ListenerSettings(), stability or StabilitySettings()
        self._transcriber = Transcriber(recogniser, stability)
        self._attention = {side: Attention(stability, listening.segmenter) for side in source.tracks}
        self._inbox: queue.PriorityQueue[_Job] = queue.PriorityQueue(0 if real_time else INBOX_BUNDLES)
        self._recorder: Recorder | None = None
        """Used by the ears only."""
        self._at_work: _Work | None = None
        """What the recogniser does now, or did last."""
        self._jobs = 0
        self._clock = 0.0
        """Seconds of sound heard; written by the ears only."""
        self._levelled = self._told_lag = 0.0
        self._open: dict[Side, str | None] = {}
        """The segment each side is speaking; set by the ears, read by the recogniser to skip guesses at segments that have closed."""
        self._newest: dict[Side, _Growing] = {}
        """The newest state of each side's growing segment that waits: put and replaced by the ears, taken by the recogniser."""
        self._unheard: dict[str, float] = {}
        """Until when the speech of each segment without final words has words: put by the ears, moved on and removed by the recogniser."""
        self._bundle: list[_Final | Found] = []
        self._bundled = 0
        """Samples in the segments of the bundle."""
        self._load_meter = LoadMeter()
        self._framer = Framer(source.tracks, source.rate)
        self._listener = Listener(source.tracks, listening)
        self._ears = threading.Thread(target=self._run, args=(self._listen, self._end_hearing), name="ears", daemon=True)
        self._recognition = threading.Thread(target=self._run, args=(self._recognise, self._end_recognising), name="recogniser", daemon=True)

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

    def _run(self, part: Callable[[], None], give_up: Callable[[], None]) -> None:
        try:
            part()
        except Exception as error:  # noqa: BLE001 (told as an event: a part that fails degrades the call, it does not end it)
            _log.error("the %s thread failed: %s", threading.current_thread().name, place_of(error))
            self._post(Failed(Problem("internal", "A part of Callcue failed.", "Please report this with the log."), self._clock))
            give_up()

    def _end_hearing(self) -> None:
        """Lets the recogniser come to its end, which would wait for more for ever, and closes the recording. Also after the ears have failed."""
        self._put(_LAST, self._finished())
        if self._recorder is not None:
            self._close(self._recorder)

    def _end_recognising(self) -> None:
        """After the recogniser has failed: the sound ends, and what is still heard of it is passed on without words. The ears may wait for room."""
        self._source.close()
        if not _is_last(self._at_work):
            self._work_off(loaded=False)
        else:
            self._post(self._finished())

    def _finished(self) -> Finished:
        return Finished(self._clock, dict(self._listener.speech_seconds))

    # The ears' side.

    def _listen(self) -> None:
        self._recorder = self._open_recorder()
        if isinstance(self._source, MayLoseTracks):
            self._source.on_capture = lambda side, lost: self._pass_on(Capture(side, lost, self._clock))
        try:
            for frames in self._frames():
                self._clock = frames[0].start + FRAME_SECONDS
                self._record(frames)
                self._hear(frames)
        except Problem as problem:
            self._pass_on(Failed(problem, self._clock))
        if isinstance(self._source, MayBeIncomplete) and self._source.warning:
            self._pass_on(Failed(self._source.warning, self._clock))
        for heard in self._listener.flush():
            self._segment(heard)
        self._end_hearing()

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

    def _record(self, frames: tuple[Frame, ...]) -> None:
        """Writes sound to disk before anything else is done with it. A recorder that fails is closed with what it has; the call goes on."""
        if self._recorder is None:
            return
        try:
            self._recorder.write(frames)
        except Problem as problem:
            self._pass_on(Failed(problem, self._clock))
            self._close(self._recorder)

    def _close(self, recorder: Recorder) -> None:
        self._recorder = None
        try:
            recorder.close()
        except Problem as problem:
            self._pass_on(Failed(problem, self._clock))

    def _hear(self, frames: tuple[Frame, ...]) -> None:
        for heard in self._listener.hear(frames):
            self._segment(heard)
        if self._real_time:
            self._offer_growing()
            self._post_levels()
            self._post_lag()

    def _segment(self, heard: SegmentOpened | SegmentClosed) -> None:
        if isinstance(heard, SegmentOpened):
            self._open[heard.side] = heard.segment
            self._unheard[heard.segment] = heard.start
            self._attention[heard.side].begin(heard.start)
            self._pass_on(Opened(heard.segment, heard.side, heard.start, heard.at))
        else:
            self._open[heard.segment.side] = None
            self._put(_FINAL, _Final(heard.segment, heard.at))

    def _offer_growing(self) -> None:
        """Offers what pauses, or has grown by enough, to the recogniser."""
        for side, segment in self._open.items():
            if segment is None:
                continue
            due = self._attention[side].due(self._listener.spoken_end(side), self._clock)
            if due is not None:
                self._offer(side, pausing=due == "pause")

    def _offer(self, side: Side, *, pausing: bool) -> None:
        segment = self._listener.growing(side)
        waiting = self._newest.get(side)
        if segment is None or (waiting and waiting.pausing and not pausing):
            return
        self._newest[side] = _Growing(segment, self._clock, pausing)
        if pausing or not waiting:
            self._put(_PAUSE if pausing else _GUESS, _Look(side))

    def _post_lag(self) -> None:
        if self._clock - self._told_lag < LAG_EVERY:
            return
        self._told_lag = self._clock
        behind = max((self._clock - heard for heard in list(self._unheard.values())), default=0.0)
        self._post(Lagging(behind, self._load_meter.share(), self._clock))

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

    def _put(self, rank: int, what: "_Final | _Look | Found") -> None:
        if self._real_time:
            self._jobs += 1
            self._inbox.put(_Job(rank, self._jobs, what))
            return
        assert not isinstance(what, _Look)
        self._bundle.append(what)
        self._bundled += len(what.segment.samples) if isinstance(what, _Final) else 0
        if rank == _LAST or self._bundled >= TOGETHER_SECONDS * SAMPLE_RATE:
            self._jobs += 1
            self._inbox.put(_Job(0, self._jobs, _Bundle(tuple(self._bundle))))
            self._bundle, self._bundled = [], 0

    # The recogniser's side.

    def _recognise(self) -> None:
        self._work_off(loaded=self._load())

    def _work_off(self, *, loaded: bool) -> None:
        while True:
            work = self._at_work = self._inbox.get().what
            with self._load_meter.working():
                match work:
                    case _Final(segment, at):
                        self._post(_recognised(segment, self._words(segment) if loaded else (), at))
                        self._unheard.pop(segment.id, None)
                    case _Look(side):
                        growing = self._newest.pop(side, None)
                        if growing and loaded and self._open.get(side) == growing.segment.id:
                            self._look(growing)
                    case _Bundle(parts):
                        self._unbundle(parts, loaded)
                    case found:
                        self._post(found)
            if _is_last(work):
                return

    def _load(self) -> bool:
        try:
            self._transcriber.load()
        except Problem as problem:
            self._post(Failed(problem, 0.0))
            return False
        return True

    def _unbundle(self, parts: "tuple[_Final | Found, ...]", loaded: bool) -> None:
        finals = [part.segment for part in parts if isinstance(part, _Final)] if loaded else []
        words = dict(zip((segment.id for segment in finals), self._words_together(finals), strict=True))
        for part in parts:
            if isinstance(part, _Final):
                self._post(_recognised(part.segment, words.get(part.segment.id, ()), part.at))
            else:
                self._post(part)

    def _words(self, segment: Segment) -> tuple[Word, ...]:
        """The words of a closed segment. A recogniser that fails leaves it those known while it grew, and says so; the call goes on."""
        try:
            return self._transcriber.close(segment)
        except Exception as error:  # noqa: BLE001 (told as an event: a part that fails degrades the call, it does not end it)
            self._tell_failure(error)
            return self._transcriber.close_unheard(segment)

    def _words_together(self, segments: list[Segment]) -> list[tuple[Word, ...]]:
        """The words of closed segments; one by one where that fails, so that a failure costs one segment only."""
        try:
            return self._transcriber.close_together(segments)
        except Exception as error:  # noqa: BLE001 (each is tried by itself, and what fails then is told)
            _log.error("recognition of several segments failed: %s", place_of(error))
            return [self._words(segment) for segment in segments]

    def _look(self, growing: _Growing) -> None:
        segment = growing.segment
        try:
            words = self._transcriber.settle(segment) if growing.pausing else self._transcriber.guess(segment)
        except Exception as error:  # noqa: BLE001 (told as an event: a part that fails degrades the call, it does not end it)
            self._tell_failure(error)
            return
        if segment.id in self._unheard:
            self._unheard[segment.id] = growing.at
        self._post(Guessed(segment.id, segment.side, segment.start, words.guess, words.text, segment.start + words.end, growing.at))

    def _tell_failure(self, error: Exception) -> None:
        _log.error("recognition of a segment failed: %s", place_of(error))
        self._post(Failed(RECOGNITION_FAILED, self._clock))


def _is_last(work: _Work | None) -> bool:
    return isinstance(work, Finished) or (isinstance(work, _Bundle) and isinstance(work.parts[-1], Finished))


def _recognised(segment: Segment, words: tuple[Word, ...], at: float) -> Recognised:
    return Recognised(segment.id, segment.side, segment.start, segment.end, words, at)
