"""Which sentences of a call are worth a line: what tells something of business or of life, questions with their answers, no manners and no chaff."""

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.events import ActName
from assistant.notes.passages import Kept
from assistant.notes.phrases import CHAFF, NOT_ABOUT, PATTER
from assistant.notes.sentences import BUSINESS, Said
from assistant.notes.weights import Weigh, is_exact
from assistant.understanding.content import is_number, worth

_LEAST = 0.35
"""The weight of a statement that is nothing in particular."""
_ASKED, _ANSWER = 0.3, 0.8
"""Of a question that has its answer beside it, and of an answer too short to weigh anything."""
_OF_REP_S_LIFE = 0.4
"""What the rep tells of life, against what the client does."""
_FULL = 4
"""Content words from which an answer needs no question beside it."""
_REFERS = re.compile(r"(?:yes , |no , |well , |oh , )*(?:he|she|they|his|her|their)\b")
_BACK = 16
"""Sentences back to which one may say the same again."""
_GREETING: frozenset[ActName] = frozenset({"greeting", "introduction", "courtesy", "courtesy-answer"})
_WISHES: frozenset[ActName] = frozenset({"request", "price", "need", "objection"})
_ENDING: frozenset[ActName] = frozenset({"goodbye", "must-go", "press"})
_NO_NUMBERS = frozenset({"second", "third", "half", "today", "tonight", "tomorrow"})
"""Words of time that are numbers elsewhere: "one second"."""
_REFUSED: frozenset[ActName] = frozenset({"decline", "objection"})
_LITTLE, _GREETING_CONTENT = 5, 3
"""Content words up to which words that pass the time, or greet, do nothing else."""
_YES_NO = re.compile(r"^(?:yes|no|yes ,? ?|right|ok|correct|exactly|sure|not really|not yet|never)\b")


def of_business(said: Sequence[Said], weighs: Sequence[Weigh], offers: Weigh, used: Collection[int], weighty: frozenset[str]) -> list[Kept]:
    """The sentences about business worth a line, in order, each with what it is worth."""

    def value(sentence: Said) -> float:
        return 0.0 if is_idle(sentence) else max(_LEAST, *(weigh(sentence) for weigh in weighs)) * worth(sentence.content, weighty | sentence.names)

    return _kept(said, value, offers, used, personal=False)


def of_life(said: Sequence[Said], used: Collection[int], weighty: frozenset[str]) -> list[Kept]:
    """The same of what was told of life."""

    def value(sentence: Said) -> float:
        weight = _OF_REP_S_LIFE if sentence.side == "rep" else 1.0
        return 0.0 if is_idle(sentence) else weight * worth(sentence.content, weighty | sentence.names)

    return _kept(said, value, lambda _: 0.0, used, personal=True)


def is_idle(sentence: Said) -> bool:
    """Nothing but manners: greetings, thanks, waiting, going, pressing; names and no more."""
    if sentence.opening or sentence.broken or (sentence.asks and NOT_ABOUT.search(sentence.flat)):
        return True
    if any(is_number(word) and word not in _NO_NUMBERS for word in sentence.content):
        return False
    little = len(sentence.content) <= _LITTLE
    greets = sentence.acts & _GREETING and not sentence.acts & BUSINESS and len(sentence.content - sentence.names) <= _GREETING_CONTENT
    patter = sentence.side == "rep" and PATTER.search(sentence.flat)
    passing = "hold" in sentence.acts or CHAFF.search(sentence.flat)
    return bool(sentence.acts & _ENDING or greets or (little and (patter or passing)))


def _kept(said: Sequence[Said], value: Weigh, offers: Weigh, used: Collection[int], *, personal: bool) -> list[Kept]:
    ours = [sentence for sentence in said if sentence.personal == personal and sentence.number not in used]
    worthy = {sentence.number: worth for sentence in ours if _says_something(sentence) and (worth := value(sentence)) > 0}
    for question, answer in _asked(ours):
        _pair(question, answer, worthy)
    kept: list[Kept] = []
    for sentence in ours:
        refuses = bool(kept) and kept[-1].offered and _replies(kept[-1].said, sentence) and bool(sentence.acts & _REFUSED and sentence.words)
        if refuses:
            worthy.setdefault(sentence.number, _ANSWER)
        if sentence.number in worthy and not _told(sentence, kept) and not _said_better(sentence, said):
            offered = bool(offers(sentence)) or bool(kept and kept[-1].offered and _replies(kept[-1].said, sentence))
            kept.append(Kept(sentence, worthy[sentence.number], offered))
    return _without_loose_questions(kept)


def _says_something(sentence: Said) -> bool:
    """Whether a sentence by itself tells anything: more than a name and a word."""
    return len(sentence.content - sentence.names) > 1 or len(sentence.content) > 2


def _asked(said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Questions, each with the first sentence of the other side's answer that says something."""
    for at, question in enumerate(said[:-1]):
        after = said[at + 1]
        if question.asks and after.turn == question.turn + 1:
            turn = [sentence for sentence in said[at + 1 : at + 4] if sentence.turn == after.turn and not sentence.broken and not sentence.asks]
            telling = [
                sentence for sentence in turn if not is_idle(sentence) and (_says_something(sentence) or any(map(is_number, sentence.content)))
            ]
            short = [sentence for sentence in turn if _YES_NO.match(sentence.flat) or (sentence.content and not is_idle(sentence))]
            if answer := next(iter([*telling, *short]), None):
                yield question, answer


def _pair(question: Said, answer: Said, worthy: dict[int, float]) -> None:
    """Keeps a question for its answer, or an answer for its question, or drops a question that its answer makes needless."""
    exact = is_exact(answer) or (bool(answer.content) and all(map(is_number, answer.content)))
    if "courtesy" in question.acts or (is_idle(question) and not (exact and question.content)):
        return
    if len(answer.content) >= _FULL and answer.number in worthy:
        alone = not _REFERS.match(answer.flat)
        if question.side == "rep" and alone and not any(map(is_number, question.content)):
            worthy.pop(question.number, None)
    elif answer.words and (question.number in worthy or len(question.content) > 1 or (question.content and answer.content)):
        worthy.setdefault(question.number, _ASKED)
        worthy.setdefault(answer.number, _ANSWER)


def _replies(before: Said, after: Said) -> bool:
    """Whether the first words of the other side's turn, right after an offer, answer it."""
    return after.side != before.side and after.turn == before.turn + 1 and not after.asks


def _told(sentence: Said, kept: Sequence[Kept]) -> bool:
    """Whether the same was said a little before: reading back, chiming in. An answer may repeat its question."""
    near = [other.said for other in kept[-_BACK:] if not (other.said.asks and other.said.side != sentence.side)]
    return bool(sentence.content) and any(sentence.content <= other.content for other in near)


def _said_better(sentence: Said, said: Sequence[Said]) -> bool:
    """Whether the next sentence says the same and more: "Envelopes. Well, envelopes and one archive box." """
    after = said[sentence.number + 1] if sentence.number + 1 < len(said) else None
    more = after is not None and after.turn == sentence.turn and sentence.content < after.content
    return more and 0 < len(sentence.content) < _FULL


def _without_loose_questions(kept: Sequence[Kept]) -> list[Kept]:
    """Without the rep's questions that nothing kept answers: what was asked tells nothing by itself."""
    left: list[Kept] = []
    for at, part in enumerate(kept):
        after = kept[at + 1].said if at + 1 < len(kept) else None
        answered = after is not None and after.side != part.said.side and after.turn - part.said.turn == 1
        telling = part.offered if part.said.side == "rep" else bool(part.said.acts & _WISHES) or len(part.said.content) > 2
        if part.said.asks and not answered and not telling:
            continue
        left.append(part)
    return left
