"""Calls whose notes a language model is putting better, behind the service's back: one call after the other, each to be broken off at any moment."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sqlalchemy.exc import IntegrityError

from assistant.events import Fact, NotesDrafted
from assistant.review.redrafting import Redrafts
from assistant.settings import Settings
from assistant.store import Store
from assistant.wording.asking import Asked, Asking
from assistant.wording.consent import may_go, origin, stays_here
from audio.problem import Problem, place_of
from models.writer import Server, writing

_log = logging.getLogger(__name__)

State = Literal["none", "waiting", "working", "done", "stopped", "failed"]

CALLING = Problem(
    "writer-waits", "A call is running, and a language model on this machine would make its words come late.", "Ask again when the call has ended."
)
OVERTAKEN = Problem("notes-changed", "The call was changed while the language model was at work.", "Ask it again.")
NOT_PUT = Problem("notes-approved", "The notes were approved while the language model was at work; they stay as they are.", "Reopen them first.")
FAILED = Problem(
    "wording-failed", "Something went wrong while the notes were put better.", "They stand as they were. Please report this with the log."
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the notes of a call are. `problem`: what went wrong; lines that came before it stay."""

    state: State = "none"
    asked: Asked = field(default_factory=Asked)
    problem: Problem | None = None


def server_of(settings: Settings) -> Server | None:
    """The language model of the settings; None where none is switched on."""
    if settings.writer_address is None:
        return None
    key = settings.writer_key.get_secret_value() if settings.writer_key else None
    return Server(settings.writer_address, settings.writer_model, key, settings.writer_seconds, direct=stays_here(settings.writer_address))


class Wordings:
    """What one service asks of its language model. Lives on the event loop. `calling`: whether a call is running on this machine."""

    def __init__(self, store: Store, settings: Settings, redrafts: Redrafts, calling: Callable[[], bool]) -> None:
        self._store = store
        self._settings = settings
        self._redrafts = redrafts
        self._calling = calling
        self._asking = asyncio.Lock()
        """One call at a time: a model on this machine has no more cores for two."""
        self._progress: dict[str, Progress] = {}
        self._at_work: dict[str, asyncio.Task[None]] = {}

    @property
    def server(self) -> Server | None:
        """The language model of the settings; None where none is switched on."""
        return server_of(self._settings)

    def progress(self, call: str) -> Progress:
        """How far the notes of a call are, since the service began."""
        return self._progress.get(call, Progress())

    def begin(self, call: str) -> None:
        """Has the notes of a call put better; one that is at work goes on.

        Raises `Problem`: `writer-off`, `writer-consent`, `writer-waits`, `notes-approved`, `notes-outdated`, and what the store says.
        """
        newest = self._store.reviews.newest(call)
        server = self.server
        if server is None:
            raise Problem("writer-off", "No language model is switched on.", "Name one with CALLCUE_WRITER_ADDRESS; docs/language-model.md says how.")
        if not may_go(self._settings.data, server.address):
            raise Problem("writer-consent", f"Words of the call would be sent to {origin(server.address)}, another machine.", "Agree to that first.")
        if newest.approved is not None:
            raise Problem("notes-approved", "These notes are approved.", "Reopen them to change them.")
        if self._store.reviews.outdated(call):
            raise Problem("notes-outdated", "The notes are being drafted anew, since words were put right.", "Ask again in a moment.")
        self._check_free(server)
        if call not in self._at_work:
            self._progress[call] = Progress("waiting")
            self._at_work[call] = asyncio.create_task(self._work(call, server), name="wording")

    def stop(self, call: str) -> None:
        """Breaks off what is going on for a call: its notes stay as they are."""
        if call in self._at_work:
            self._at_work[call].cancel()

    async def close(self) -> None:
        """Breaks everything off."""
        for task in self._at_work.values():
            task.cancel()
        if self._at_work:
            await asyncio.wait(self._at_work.values())

    def _check_free(self, server: Server) -> None:
        if self._calling() and stays_here(server.address):
            raise CALLING

    async def _work(self, call: str, server: Server) -> None:
        try:
            async with self._asking:
                await self._ask(call, server)
        except asyncio.CancelledError:
            self._tell(call, state="stopped")
        except Problem as problem:
            self._tell(call, state="failed", problem=problem)
        except Exception as error:  # noqa: BLE001 (told with the notes)
            _log.error("putting notes better failed: %s", place_of(error))
            self._tell(call, state="failed", problem=FAILED)
        finally:
            del self._at_work[call]

    async def _ask(self, call: str, server: Server) -> None:
        """Asks everything, then puts what came into the notes; where the model fails half-way, what came before that."""
        facts: Sequence[Fact] = await asyncio.to_thread(self._store.facts, call)
        if not any(isinstance(fact, NotesDrafted) for fact in facts):
            raise Problem("no-notes", "There are no notes of this call.", "They are drafted when the call ends.")
        asking = await asyncio.to_thread(Asking, facts)
        problem: Problem | None = None
        try:
            async with writing(server) as writer:
                async for asked in asking.ask(writer):
                    self._tell(call, state="working", asked=asked)
                    self._check_free(server)
        except Problem as stopped:
            problem = stopped
        asked = self.progress(call).asked
        if asked.changed or asked.added:
            await self._put(call, asking, facts[-1].seq)
        self._tell(call, state="failed" if problem else "done", problem=problem)

    async def _put(self, call: str, asking: Asking, seen: int) -> None:
        # It may have been deleted meanwhile.
        self._store.call(call)
        try:
            kept = await self._redrafts.keep(call, asking.notes, seen)
        except IntegrityError:
            kept = False
        if not kept:
            raise OVERTAKEN
        if self._store.reviews.newest(call).approved is not None:
            raise NOT_PUT

    def _tell(self, call: str, *, state: State, asked: Asked | None = None, problem: Problem | None = None) -> None:
        before = self.progress(call)
        self._progress[call] = replace(before, state=state, asked=asked or before.asked, problem=problem)
