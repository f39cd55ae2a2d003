"""A language model asked about a call, question by question, and what of its answers the call bears out."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from assistant.events import Fact, Notes, NotesDrafted
from assistant.wording.better import Bettered, Offer
from assistant.wording.better import lines_of as draft_lines
from assistant.wording.check import borne_out, near, plain
from assistant.wording.questions import INSTRUCTIONS, SCHEMA, AnswerLine, Question, lines_of, questions
from assistant.wording.transcript import pieces, spoken
from models.writer import Answer, Writer


@dataclass(frozen=True, slots=True)
class Asked:
    """How far it is, in questions; and lines so far: put better, added, and left out because the call does not bear them out.

    `unusable`: answers that were no document, or only the beginning of one.
    """

    answered: int = 0
    questions: int = 0
    changed: int = 0
    added: int = 0
    left_out: int = 0
    unusable: int = 0


class Asking:
    """One call on its way to better notes. `notes` may be read at any time: they are the draft with what was put better so far."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        """`facts` of an ended call with a draft. Takes a moment for a long call: not for the event loop."""
        self._call = spoken(facts)
        draft = next(fact.notes for fact in reversed(facts) if isinstance(fact, NotesDrafted))
        self._better = Bettered(draft, {said.utterance: said.number for said in self._call})
        self._questions = tuple(questions(pieces(self._call), tuple(draft_lines(draft))))
        self._left_out = 0
        self._unusable = 0

    @property
    def notes(self) -> Notes:
        return self._better.notes

    async def ask(self, writer: Writer) -> AsyncIterator[Asked]:
        """Asks everything, and tells after each answer how far it is. Raises `Problem` as the writer does."""
        yield self._asked(0)
        for number, question in enumerate(self._questions, 1):
            answer = await writer.ask(INSTRUCTIONS, question.text, SCHEMA)
            # Held against the call on another thread: the event loop may have a call to look after.
            await asyncio.to_thread(self._use, question, answer)
            yield self._asked(number)

    def _use(self, question: Question, answer: Answer) -> None:
        lines = lines_of(answer.text)
        self._unusable += lines is None or not answer.whole
        for said_in, text in _told(question, lines or ()):
            self._take(question, said_in, text)

    def _take(self, question: Question, said_in: Sequence[int], text: str | None) -> None:
        offer = self._offer(question, said_in, text) if text else None
        if offer is None:
            self._left_out += 1
        else:
            self._better.take(offer)

    def _offer(self, question: Question, said_in: Sequence[int], text: str) -> Offer | None:
        """The line with what it rests on; None where it does not stand."""
        if question.side and not text.lower().startswith(question.side):
            return None
        instead = None
        said = tuple(near(question.piece, said_in))
        if question.section is None:
            instead = question.lines[said_in[0] - 1]
            said = tuple(one for one in question.piece if any(quote.utterance == one.utterance for quote in instead.evidence))
        evidence = borne_out(text, said, question.side)
        return Offer(text, evidence, question.section, question.side, instead) if evidence else None

    def _asked(self, answered: int) -> Asked:
        better = self._better
        return Asked(answered, len(self._questions), better.changed, better.added, self._left_out, self._unusable)


def _told(question: Question, lines: Sequence[AnswerLine]) -> Iterator[tuple[Sequence[int], str | None]]:
    """Where each line was said, and its words as notes have them: None where they can't. What was made of one line of the draft is one again."""
    if question.section is not None:
        yield from ((line.said_in, plain(line.text)) for line in lines)
        return
    parts: dict[int, list[str | None]] = {}
    for line in lines:
        number = line.said_in[0] if len(line.said_in) == 1 else 0
        parts.setdefault(number, []).append(plain(line.text) if 0 < number <= len(question.lines) else None)
    for number, texts in parts.items():
        whole = [text for text in texts if text is not None]
        yield (number,), " ".join(whole) if len(whole) == len(texts) else None
