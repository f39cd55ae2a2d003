"""A call heard: what the pipeline finds becomes facts and hints, in real time or as fast as it can be recognised.

Everything here runs on the event loop; the pipeline's threads reach it through `call_soon_threadsafe`.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.conductor import Conductor, coverage_of, error_raised
from assistant.core import Core
from assistant.events import (
    CallStarted,
    CaptureFound,
    CaptureLost,
    Fact,
    Hint,
    Kind,
    NoteAdded,
    Plan,
    PlanChanged,
    PromptCleared,
    RecogniserLag,
    SidesSwapped,
    SignalLevel,
    SpeechCommitted,
    SpeechFinal,
    SpeechPartial,
    SpokenWord,
)
from assistant.noticing import noticed
from assistant.pipeline import Capture, Clock, Failed, Finished, Found, Guessed, Lagging, Level, Opened, Pipeline, Recognised
from assistant.reduce import OTHER
from assistant.state import State
from assistant.understanding.values import find_values
from audio.frames import AudioSource
from audio.listener import ListenerSettings
from audio.problem import Problem
from audio.side import Side
from models.recogniser import Recogniser
from models.stability import StabilitySettings


class SoundClock:
    """Seconds since the call began, from counted samples, carried on between blocks by the machine's clock; it never goes back."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._at = 0.0
        self._stamp = monotonic()
        self._latest = 0.0

    def set(self, at: float) -> None:
        """`at` seconds of sound have been delivered just now."""
        self._at, self._stamp = at, self._monotonic()

    def now(self) -> float:
        self._latest = max(self._latest, self._at + self._monotonic() - self._stamp)
        return self._latest


class SoundCall:
    """One call being heard. Made and used on the event loop; `tell` must have stored the facts when it returns."""

    def __init__(
        self,
        core: Core,
        started: CallStarted,
        source: AudioSource,
        recogniser: Recogniser,
        tell: Callable[[Sequence[Fact]], None],
        hint: Callable[[Hint], None],
        *,
        folder: Path | None,
        real_time: bool,
        listening: ListenerSettings | None = None,
        stability: StabilitySettings | None = None,
    ) -> None:
        self._call = started.call
        self._weights = started.weights
        self._hint = hint
        self._real_time = real_time
        self._clock = SoundClock()
        self._timer: asyncio.TimerHandle | None = None
        self._committed: dict[str, tuple[Side, str, float]] = {}
        """Side, text and end of what is committed of each utterance that has no final yet."""
        self._worded_seconds: dict[Side, float] = {}
        self._swapped = False
        """Whether the tracks are the other way round than their source says."""
        self._noticed: set[str] = set()
        """Codes of what has been said of the call already."""
        self._finished: asyncio.Future[Finished] = asyncio.get_running_loop().create_future()
        self._conductor = Conductor(core, started, tell, real_time=real_time)
        self._loop = asyncio.get_running_loop()
        self._pipeline = Pipeline(source, recogniser, self._post, folder=folder, real_time=real_time, listening=listening, stability=stability)

    @property
    def state(self) -> State:
        return self._conductor.state

    async def run(self) -> State:
        """Hears the call to its end, drafts the notes, waits for the recording to be closed, and gives the last state."""
        self._pipeline.start()
        self._set_timer()
        if problem := _one_sided(self.state.tracks):
            self.fail(problem)
        try:
            finished = await self._finished
            self._end(finished)
        finally:
            self._pipeline.stop()
            if self._timer:
                self._timer.cancel()
            await asyncio.to_thread(self._pipeline.join)
        return self.state

    def stop(self) -> None:
        """Ends the sound; `run` returns once what was heard is recognised."""
        self._pipeline.stop()

    def dismiss(self, prompt: str, outcome: str) -> None:
        """Takes the prompt on the screen away because the rep wished so. Raises `Problem` where it is not on the screen."""
        current = self.state.board.current
        if current is None or current.due.prompt != prompt:
            raise Problem("prompt-not-shown", "That prompt is not on the screen.", "It may have gone by itself; nothing needs to be done.")
        self._take(PromptCleared.model_validate({"call": self._call, "at": self._now(0.0), "seq": 0, "prompt": prompt, "outcome": outcome}))

    def change_plan(self, kind: Kind, plan: Plan) -> None:
        """Puts another kind and plan in place of those of the call. The recogniser keeps the hot words that it began with."""
        self._take(PlanChanged(call=self._call, at=self._now(self.state.now), seq=0, kind=kind, plan=plan))

    def add_note(self, text: str, begun: float | None) -> None:
        """Keeps what the rep typed. `begun`: when the typing began, in seconds since the call began; None for now."""
        at = self._now(self.state.now)
        moment = at if begun is None else min(max(0.0, begun), at)
        self._take(NoteAdded(call=self._call, at=at, seq=0, text=text, begun=_s(moment)))

    def swap_sides(self) -> None:
        """Gives what was heard, and what will be, to the other side. Raises `Problem` where the call has not two sides."""
        if not {"rep", "client"} <= set(self.state.tracks):
            raise Problem("one-side", "Only one side of this call is heard, so there is nothing to swap.", "Choose both devices for the next call.")
        self._swapped = not self._swapped
        self._committed = {segment: (OTHER[side], text, end) for segment, (side, text, end) in self._committed.items()}
        self._worded_seconds = {OTHER[side]: seconds for side, seconds in self._worded_seconds.items()}
        self._take(SidesSwapped(call=self._call, at=self._now(self.state.now), seq=0))

    def fail(self, problem: Problem) -> None:
        """Says that a part outside the pipeline failed."""
        self._take(error_raised(self._call, self._now(self.state.now), problem))

    def _post(self, found: Found) -> None:
        """Called on the pipeline's threads."""
        self._loop.call_soon_threadsafe(self._take_found, found)

    def _now(self, at: float) -> float:
        """When something becomes known: now in real time, else at the time of the sound."""
        return _s(self._clock.now() if self._real_time else at)

    def _take(self, fact: Fact) -> None:
        self._conductor.take(fact)
        self._set_timer()

    def _set_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        deadline = self._conductor.deadline()
        if self._real_time and deadline is not None:
            self._timer = self._loop.call_later(max(0.0, deadline - self._clock.now()), self._pass_time)

    def _pass_time(self) -> None:
        self._conductor.pass_time(self._clock.now())
        self._set_timer()

    def _take_found(self, found: Found) -> None:
        call = self._call
        match found := self._attributed(found):
            case Clock(at):
                self._clock.set(at)
            case Opened(segment, side, start, at):
                self._committed[segment] = (side, "", start)
                self._take(SpeechCommitted(call=call, at=self._now(at), seq=0, utterance=segment, side=side, start=_s(start), end=_s(start), text=""))
            case Guessed():
                self._guessed(found)
            case Recognised():
                self._recognised(found)
            case Level(side, dbfs, speech, at):
                self._hint(SignalLevel(call=call, at=self._now(at), side=side, dbfs=round(dbfs, 1), speech=speech))
            case Lagging(seconds, load, at):
                self._hint(RecogniserLag(call=call, at=self._now(at), seconds=_s(seconds), load=_s(load), weights=self._weights))
            case Capture(side, lost, at):
                self._take((CaptureLost if lost else CaptureFound)(call=call, at=self._now(at), seq=0, side=side))
            case Failed(problem, at):
                self._take(error_raised(call, self._now(at), problem))
            case Finished():
                if not self._finished.done():
                    self._finished.set_result(found)

    def _attributed(self, found: Found) -> Found:
        """What was found, on the side that it belongs to."""
        match found:
            case Opened() | Guessed() | Recognised() | Level() | Capture() if self._swapped:
                return replace(found, side=OTHER[found.side])
            case Finished() if self._swapped:
                return replace(found, speech_seconds={OTHER[side]: seconds for side, seconds in found.speech_seconds.items()})
            case _:
                return found

    def _notice(self) -> None:
        """Says what is wrong with the call as it goes on, once each."""
        for problem in noticed(self.state):
            if problem.code not in self._noticed:
                self._noticed.add(problem.code)
                self.fail(problem)

    def _guessed(self, found: Guessed) -> None:
        at = self._now(found.at)
        side, text, end = self._committed[found.segment]
        if found.stable != text:
            text, end = found.stable, found.stable_end
            self._committed[found.segment] = (side, text, end)
            self._take(
                SpeechCommitted(call=self._call, at=at, seq=0, utterance=found.segment, side=side, start=_s(found.start), end=_s(end), text=text)
            )
        self._hint(
            SpeechPartial(
                call=self._call, at=at, utterance=found.segment, side=side, start=_s(found.start), text=found.text, stable=len(found.stable)
            )
        )

    def _recognised(self, found: Recognised) -> None:
        self._committed.pop(found.segment, None)
        at = self._now(found.at)
        text = " ".join(word.text for word in found.words)
        if text:
            self._worded_seconds[found.side] = self._worded_seconds.get(found.side, 0.0) + found.end - found.start
        self._take(
            SpeechFinal(
                call=self._call,
                at=at,
                seq=0,
                utterance=found.segment,
                side=found.side,
                start=_s(found.start),
                end=_s(found.end),
                text=text,
                words=tuple(SpokenWord(text=word.text, start=_s(word.start), end=_s(word.end), p=_s(word.p)) for word in found.words),
                values=find_values(text),
                latency_ms=round(max(0.0, at - found.end) * 1000, 1),
            )
        )
        self._notice()

    def _end(self, finished: Finished) -> None:
        at = self._now(finished.seconds)
        self._conductor.end(at, _s(finished.seconds), coverage_of(self._worded_seconds, finished.speech_seconds))


def _one_sided(tracks: tuple[Side, ...]) -> Problem | None:
    """What to say of a call of which only one side, or both in one channel, can be heard."""
    if "mixed" in tracks:
        return Problem(
            "one-channel",
            "This recording has one channel, so the two sides can't be told apart: prompts are off.",
            "Record each side on its own channel.",
        )
    if len(tracks) < 2:
        return Problem("one-side", "Only your side of the call is heard: prompts are off.", "Choose where the other side is heard ('--far').")
    return None


def _s(seconds: float) -> float:
    """Seconds to the millisecond, as written in events."""
    return round(seconds, 3)
