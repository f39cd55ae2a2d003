"""Words of stored calls put right, and their notes drafted anew behind the service's back: one call after the other, each as soon as may be."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from typing import Literal

from sqlalchemy.exc import IntegrityError

from assistant.events import CallEnded, CallStarted, Fact, Notes, NotesDrafted, SidesSwapped, SpeechCorrected, SpeechFinal
from assistant.judge import judge_as_begun, reader_beside
from assistant.review.corrected import standing
from assistant.review.redraft import redrafted
from assistant.review.rereading import GivenUp, drafted_anew
from assistant.review.words import timed
from assistant.store import Store
from assistant.understanding.values import find_values
from audio.problem import Problem, place_of

_log = logging.getLogger(__name__)

_WORDS = (CallStarted, CallEnded, SidesSwapped, SpeechFinal, SpeechCorrected)

DRAFTING_FAILED = Problem(
    "drafting-failed",
    "The words are put right, but the notes could not be drafted anew.",
    "They stand as they were; please report this with the log.",
)


class Redrafts:
    """Corrections of one service. Lives on the event loop; the reading goes on beside it, on one thread of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbering = asyncio.Lock()
        """Held while a fact is numbered and stored: two would have the same number."""
        self._reading = asyncio.Lock()
        """One call at a time: the reader is one thread's."""
        self._at_work: dict[str, asyncio.Task[None]] = {}
        self._closing = threading.Event()
        self._failed: dict[str, Problem] = {}

    async def correct(self, call: str, utterance: str, *, text: str | None, side: Literal["rep", "client"] | None, was: str) -> None:
        """Keeps what was really said, or by whom, and has the notes drafted anew. `was`: the words as they stood.

        Raises `Problem`: `call-running`, `unknown-utterance`, `words-changed` where they stand otherwise by now.
        """
        async with self._numbering:
            fact = await asyncio.to_thread(self._correction, call, utterance, text, side, was)
            if fact is not None:
                self._store.append([fact])
        self._failed.pop(call, None)
        self.begin(call)

    def begin(self, call: str) -> None:
        """Has the notes of a call drafted anew, where words were put right since they were drafted and nobody has approved them."""
        if call not in self._at_work and call not in self._failed and self._is_due(call):
            self._at_work[call] = asyncio.create_task(self._work(call), name="redraft")

    def failed(self, call: str) -> Problem | None:
        """Why the notes of a call could not be drafted anew; None where nothing went wrong since the last correction."""
        return self._failed.get(call)

    async def close(self) -> None:
        """Gives up what is being read; the next start of the service, and the next look at the notes, takes it up again."""
        self._closing.set()
        if self._at_work:
            await asyncio.wait(self._at_work.values())

    def _is_due(self, call: str) -> bool:
        return self._store.reviews.outdated(call) and self._store.reviews.newest(call).approved is None

    def _correction(self, call: str, utterance: str, text: str | None, side: Literal["rep", "client"] | None, was: str) -> SpeechCorrected | None:
        """The fact to be stored; None where everything is already as it should be. Any thread."""
        facts = self._store.facts(call, types=_WORDS)
        if not any(isinstance(fact, CallEnded) for fact in facts):
            raise Problem("call-running", f"The call {call} is still going on.", "End it first.")
        heard = standing(facts, utterance)
        if heard is None:
            raise Problem("unknown-utterance", "There are no such words in this call.", "Reload the page of the call.")
        text = None if text is None or _plain(text) == heard.text else _plain(text)
        side = None if side == heard.side else side
        if text is None and side is None:
            return None
        if _plain(was) != _plain(heard.text):
            raise Problem("words-changed", "These words have been put right meanwhile.", "Look at them again, then put right what is left.")
        last = (self._store.facts(call, after=facts[-1].seq) or facts)[-1]
        return SpeechCorrected(
            call=call,
            at=last.at,
            seq=last.seq + 1,
            utterance=utterance,
            text=text,
            side=side,
            was=heard.text,
            words=() if text is None else timed(heard.words, text),
            values=() if text is None else find_values(text),
        )

    async def _work(self, call: str) -> None:
        try:
            async with self._reading:
                while not self._closing.is_set() and self._is_due(call):
                    await self._draft(call)
        except GivenUp:
            _log.info("drafting a call anew was given up: the service stops")
        except Problem as problem:
            self._failed[call] = problem
        except Exception as error:  # noqa: BLE001 (told with the notes)
            _log.error("drafting a call anew failed: %s", place_of(error))
            self._failed[call] = DRAFTING_FAILED
        finally:
            del self._at_work[call]

    async def keep(self, call: str, notes: Notes, seen: int) -> bool:
        """Stores a draft made of the facts up to number `seen`; False where words have been put right since, so that it is of no use."""
        async with self._numbering:
            since = self._store.facts(call, after=seen)
            if any(isinstance(fact, SpeechCorrected) for fact in since):
                return False
            last = (since or self._store.facts(call, after=seen - 1))[-1]
            self._store.append([NotesDrafted(call=call, at=last.at, seq=last.seq + 1, notes=notes)])
            return True

    async def _draft(self, call: str) -> None:
        """Drafts a call anew, and keeps the draft where no word was put right meanwhile: else there will be another."""
        facts, notes = await asyncio.to_thread(self._read, call)
        try:
            await self.keep(call, notes, facts[-1].seq)
        except IntegrityError:
            # Another program was quicker with a fact of this number; what it stored is read the next time round.
            _log.info("a call was changed by another program while it was drafted anew")

    def _read(self, call: str) -> tuple[Sequence[Fact], Notes]:
        """The facts of a call, and the draft that follows from what was put right in it since its notes were last drafted. Any thread."""
        facts = self._store.facts(call)
        playbook = judge_as_begun(facts, self._store.data).playbook
        last = max(place for place, fact in enumerate(facts) if isinstance(fact, NotesDrafted))
        before, after = (drafted_anew(known, playbook, reader_beside, self._closing.is_set) for known in (facts[: last + 1], facts))
        corrected = {fact.utterance for fact in facts[last:] if isinstance(fact, SpeechCorrected)}
        return facts, redrafted(self._store.reviews.newest(call).sheet, before, after, corrected)


def _plain(text: str) -> str:
    return " ".join(text.split())
