"""The calls of this process: starts them, stores what they say, and passes it on to whoever listens. Lives on the event loop."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from assistant.choosing import weights_for
from assistant.core import Core
from assistant.events import CallStarted, Event, Fact, FactBase, Hint, Kind, Plan
from assistant.judge import judge_call, playbook_in_force
from assistant.language import language_problem, written_for
from assistant.plan import hot_words
from assistant.playbook import Playbook
from assistant.recovery import finish_cut_off
from assistant.settings import AUTO, OF_PLAYBOOK, Settings
from assistant.sound_driver import SoundCall
from assistant.store import CallSummary, Store
from assistant.thresholds import Thresholds, load_thresholds
from audio.frames import AudioSource
from audio.pacing import Paced
from audio.problem import Problem, place_of
from models.engine import Kept
from models.recogniser import Recogniser
from models.whisper import LIVE_THREADS, WhisperRecogniser

_log = logging.getLogger(__name__)

MOST_HINTS = 64
"""Hints that may wait for a slow listener; later ones are dropped. Facts never are."""


@dataclass(frozen=True)
class CallSetup:
    """What is needed to start a call that is heard."""

    kind: Kind
    plan: Plan
    date: datetime | None
    """Local time at which the call took place; None for now."""
    source: AudioSource
    paced: bool
    """In real time; else as fast as it can be recognised."""
    weights: str | None = None
    playbook: Path | None = None
    label: Literal["devices", "upload", "demo", "file"] = "file"
    """Where the sound came from. Only "devices" starts without its weights: a live call is recorded whatever is missing."""


class Desk:
    """The calls of this process. One is heard at a time: sound before everything, and two would share the processor.

    `thresholds`: None for those of the environment, where a mistake raises `Problem`.
    """

    def __init__(self, store: Store, settings: Settings, thresholds: Thresholds | None = None) -> None:
        self._store = store
        self._settings = settings
        self._thresholds = thresholds or load_thresholds()
        self._running: _Running | None = None
        self._starting = False
        self._kept = Kept()
        self.playbook = playbook_in_force(settings)
        """Which playbook the next call is judged by."""
        self._watchers: set[asyncio.Queue[str | None]] = set()

    async def start(self, setup: CallSetup) -> str:
        """Starts a call and gives its id. Raises `Problem` before anything is made: a call is running, weights or playbook won't do."""
        self.check_free()
        self._starting = True
        try:
            core, broken = judge_call(setup.playbook, self.playbook)
            recogniser = await asyncio.to_thread(self._recogniser, setup, self._language(core))
            if setup.label != "devices":
                await asyncio.to_thread(recogniser.load)
            self._running = self._begin(setup, core, recogniser)
        finally:
            self._starting = False
        self._tell_watchers()
        if broken:
            self._running.sound.fail(broken)
        self._watch_language(self._running, recogniser, core.playbook)
        self._running.task = asyncio.create_task(self._hear(self._running), name="call")
        return self._running.call

    def check_free(self) -> None:
        """Raises `Problem` where a call is running or being started."""
        if self._running or self._starting:
            raise Problem("busy", "Another call is running.", "End it first, or wait until it has ended.")

    def _language(self, core: Core) -> str:
        """The code of the language to hear."""
        named = self._settings.language
        return written_for(core.playbook) if named in (OF_PLAYBOOK, AUTO) else named

    def _recogniser(self, setup: CallSetup, language: str) -> WhisperRecogniser:
        spoken = AUTO if self._settings.language == AUTO else language
        weights = weights_for(self._settings, setup.weights, language=spoken)
        return WhisperRecogniser(
            weights,
            language=language,
            recognise_language=self._settings.language == AUTO,
            hot_words=hot_words(setup.plan, self._learnt(setup.plan)),
            data=self._settings.data,
            # In real time words wait for one window after the other, else as many windows as possible are wanted in the same time.
            threads=LIVE_THREADS if setup.paced else 1,
            workers=1 if setup.paced else 2,
            settings=self._thresholds.whisper,
            kept=self._kept,
        )

    def _learnt(self, plan: Plan) -> Iterable[str]:
        """Names that were misheard in calls with the plan's client, or in calls that named none, and put right: the latest first."""
        if not plan.client:
            return reversed(self._store.clients.words(""))
        client = self._store.clients.named(plan.client)
        return reversed(self._store.clients.words(client.key)) if client else ()

    def _watch_language(self, running: "_Running", recogniser: WhisperRecogniser, playbook: Playbook) -> None:
        """Says in the call when its language is another than the playbook's, or not clear: now where it is named, else when it is recognised."""

        def told(language: str, probability: float | None) -> None:
            if problem := language_problem(language, probability, playbook):
                running.sound.fail(problem)

        if self._settings.language == AUTO:
            loop = asyncio.get_running_loop()

            def heard(language: str, probability: float | None) -> None:
                loop.call_soon_threadsafe(told, language, probability)

            recogniser.on_language = heard
        elif self._settings.language != OF_PLAYBOOK:
            told(self._settings.language, 1.0)

    def _begin(self, setup: CallSetup, core: Core, recogniser: Recogniser) -> "_Running":
        now = datetime.now()
        call = self._store.new_call_id(now)
        started = CallStarted(
            call=call,
            at=0.0,
            seq=1,
            kind=setup.kind,
            plan=setup.plan,
            date=(setup.date or now).isoformat(timespec="minutes"),
            tracks=setup.source.tracks,
            weights=recogniser.weights,
            playbook=core.playbook.ref,
            rep=self._settings.rep,
            # A recording replayed from the command line is watched by nobody: it shows what is due to anyone.
            quiet={} if setup.label == "file" else self._store.dismissals(self._settings.rep),
        )
        try:
            return _Running(self._store, setup, core, recogniser, started, self._thresholds)
        except BaseException:
            self._store.release(call)
            raise

    async def _hear(self, running: "_Running") -> None:
        """Hears a call to its end. Where a mistake of ours ends it early, it is finished with what there is, as after a crash."""
        try:
            await running.sound.run()
        except Exception as error:  # noqa: BLE001 (whatever it is, the call must be finished)
            _log.error("a call ended badly: %s", place_of(error))
            self._store.release(running.call)
            finish_cut_off(self._store)
        finally:
            self._store.release(running.call)
            self._running = None
            running.publish(None)
            self._tell_watchers()

    async def end(self, call: str) -> None:
        """Asks a call to end and waits until it has, notes drafted and recording closed. Raises `Problem` where it is not running."""
        running = self._find(call)
        running.sound.stop()
        if running.task:
            await asyncio.wait([running.task])

    def dismiss(self, call: str, prompt: str, outcome: Literal["dismissed", "not-helpful"]) -> None:
        """Takes a prompt away because the rep wished so. Raises `Problem` where it is not on the screen."""
        self._find(call).sound.dismiss(prompt, outcome)

    def change_plan(self, call: str, changes: Mapping[str, Any], kind: Kind | None = None) -> None:
        """Changes fields of a running call's plan, and its kind where one is given. Raises `Problem` where the call is not running."""
        sound = self._find(call).sound
        sound.change_plan(kind or sound.state.kind, sound.state.plan.model_copy(update=changes))

    def add_note(self, call: str, text: str, begun: float | None) -> None:
        """Keeps what the rep typed during a call; `begun` as in `note.added`, None for now. Raises `Problem` where the call is not running."""
        self._find(call).sound.add_note(text, begun)

    def swap_sides(self, call: str) -> None:
        """Gives each side of a running call the other's words. Raises `Problem` where the call is not running or has one side."""
        self._find(call).sound.swap_sides()

    def summary(self, call: str) -> CallSummary:
        """A call at a glance; one that a full disk keeps out of the store, too. Raises `Problem` (`unknown-call`) where there is none."""
        running = self._running
        if running is None or running.call != call or running.stored:
            return self._store.call(call)
        started = running.started
        return CallSummary(id=call, started=started.date, kind=started.kind, client=started.plan.client, seconds=0.0, state="live", sound=False)

    def current(self) -> str | None:
        """The call now running, if any."""
        return self._running.call if self._running else None

    async def watch_current(self) -> AsyncIterator[str | None]:
        """The call now running, and then every change."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield self.current()
            while True:
                yield await queue.get()
        finally:
            self._watchers.discard(queue)

    async def events(self, call: str, after: int = 0) -> AsyncIterator[Event]:
        """Stored facts numbered above `after`, then live facts and hints, without a gap or a repeat, until the call has ended."""
        running = self._running
        if running is None or running.call != call:
            for fact in self._store.facts(call, after):
                yield fact
            return
        with running.joined() as queue:
            for fact in running.facts(after):
                after = fact.seq
                yield fact
            while (event := await queue.get()) is not None:
                if isinstance(event, FactBase):
                    if event.seq <= after:
                        continue
                    after = event.seq
                yield event

    async def close(self) -> None:
        """Ends the running call and waits until it has ended."""
        if self._running:
            await self.end(self._running.call)

    def _find(self, call: str) -> "_Running":
        if self._running is None or self._running.call != call:
            self._store.call(call)  # an unknown call is the better thing to say
            raise Problem("not-running", "That call has ended.", "Open it from the list of calls.")
        return self._running

    def _tell_watchers(self) -> None:
        for queue in self._watchers:
            queue.put_nowait(self.current())


class _Running:
    """A call being heard, and the queues of those who follow it."""

    def __init__(self, store: Store, setup: CallSetup, core: Core, recogniser: Recogniser, started: CallStarted, thresholds: Thresholds) -> None:
        self.call = started.call
        self.started = started
        self.task: asyncio.Task[None] | None = None
        self._store = store
        self._label = setup.label
        self._queues: set[asyncio.Queue[Event | None]] = set()
        self._unsaved: list[Fact] = []
        self._save_failed = False
        source = Paced(setup.source) if setup.paced and setup.label != "devices" else setup.source
        folder = store.folder(started.call)
        self.sound = SoundCall(
            core,
            started,
            source,
            recogniser,
            self._tell,
            self._hint,
            folder=folder,
            real_time=setup.paced,
            listening=thresholds.listening,
            stability=thresholds.stability,
        )

    def _tell(self, facts: Sequence[Fact]) -> None:
        """Stores facts, then passes them on. Facts a full disk refuses are kept in memory and tried again with the next."""
        self._unsaved.extend(facts)
        try:
            if isinstance(first := self._unsaved[0], CallStarted):
                self._store.begin(first, source=self._label)
                del self._unsaved[0]
            if self._unsaved:
                self._store.append(self._unsaved)
            self._unsaved = []
        except Problem as problem:
            if not self._save_failed:
                self._save_failed = True
                # Later: the first facts come while `sound` is being made.
                asyncio.get_running_loop().call_soon(self._say, problem)
        for fact in facts:
            self.publish(fact)

    def _say(self, problem: Problem) -> None:
        self.sound.fail(problem)

    @property
    def stored(self) -> bool:
        """Whether the store knows of the call."""
        return not (self._unsaved and isinstance(self._unsaved[0], CallStarted))

    def facts(self, after: int) -> list[Fact]:
        """The facts numbered above `after`: those stored, and those that still wait to be."""
        stored = self._store.facts(self.call, after) if self.stored else []
        return [*stored, *(fact for fact in self._unsaved if fact.seq > after)]

    def _hint(self, hint: Hint) -> None:
        for queue in self._queues:
            if queue.qsize() < MOST_HINTS:
                queue.put_nowait(hint)

    def publish(self, event: Event | None) -> None:
        """Gives an event to every listener; None says that there are no more."""
        for queue in self._queues:
            queue.put_nowait(event)

    @contextlib.contextmanager
    def joined(self) -> Iterator[asyncio.Queue[Event | None]]:
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)
