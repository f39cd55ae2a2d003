"""Questions left open, and what a sentence answers."""

from collections.abc import Iterator, Sequence

from assistant.notes.lines import Candidate, answered
from assistant.notes.phrases import NOT_ABOUT, PUT_OFF
from assistant.notes.sentences import Said

_MOST_REPLIES = 3


def open_questions(said: Sequence[Said]) -> Iterator[Candidate]:
    """Questions of business that were put off instead of answered."""
    for question, replies in _asked(said):
        put_off = next((at for at, reply in enumerate(replies, 1) if PUT_OFF.search(reply.flat) and "hold" not in reply.acts), 0)
        if put_off and not question.acts & {"courtesy", "press"}:
            yield answered(question, replies[:put_off], 1.0)


def was_asked_openly(said: Sequence[Said], sentence: Said) -> bool:
    """Whether the turn of a sentence answers an open question."""
    before = [other for other in said[max(0, sentence.number - 8) : sentence.number] if other.turn == sentence.turn - 1]
    return any(other.acts & {"ask-need", "open-question", "ask-experience"} for other in before)


def _asked(said: Sequence[Said]) -> Iterator[tuple[Said, list[Said]]]:
    """Questions of business with the first sentences of the other side's turn after them."""
    for at, question in enumerate(said[:-1]):
        following = said[at + 1]
        idle = question.personal or not question.content or NOT_ABOUT.search(question.flat)
        if question.asks and not idle and following.turn != question.turn and following.side != question.side:
            yield question, [reply for reply in said[at + 1 : at + 1 + _MOST_REPLIES] if reply.turn == following.turn]
