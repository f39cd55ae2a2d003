"""The facts of a stored call as they now read: every word on the side that it was said on, and as the rep has put it right. Pure."""

from collections.abc import Iterable, Sequence

from assistant.events import Fact, SidesSwapped, SpeechCommitted, SpeechCorrected, SpeechFinal
from assistant.reduce import OTHER

Speech = SpeechCommitted | SpeechFinal


def corrected(facts: Sequence[Fact]) -> list[Fact]:
    """The facts with sides and words as they stand at last, in their order; what swapped and what put them right is left out.

    Words committed while an utterance that was put right was spoken are those that were heard: only its final is right.
    """
    right = _put_right(facts)
    swaps = sum(isinstance(fact, SidesSwapped) for fact in facts)
    read: list[Fact] = []
    for fact in facts:
        if isinstance(fact, SidesSwapped):
            swaps -= 1
        elif isinstance(fact, Speech):
            side = OTHER[fact.side] if swaps % 2 else fact.side
            read.append(_as_put_right(fact.model_copy(update={"side": side}), right.get(fact.utterance, ())))
        elif not isinstance(fact, SpeechCorrected):
            read.append(fact)
    return read


def standing(facts: Sequence[Fact], utterance: str) -> SpeechFinal | None:
    """The final of an utterance as it now reads; None where there is none."""
    return next((fact for fact in corrected(facts) if isinstance(fact, SpeechFinal) and fact.utterance == utterance), None)


def _put_right(facts: Iterable[Fact]) -> dict[str, list[SpeechCorrected]]:
    found: dict[str, list[SpeechCorrected]] = {}
    for fact in facts:
        if isinstance(fact, SpeechCorrected):
            found.setdefault(fact.utterance, []).append(fact)
    return found


def _as_put_right(heard: Speech, corrections: Iterable[SpeechCorrected]) -> Speech:
    for correction in corrections:
        changes: dict[str, object] = {} if correction.side is None else {"side": correction.side}
        if correction.text is not None and isinstance(heard, SpeechFinal):
            changes |= {"text": correction.text, "words": correction.words, "values": correction.values}
        heard = heard.model_copy(update=changes)
    return heard
