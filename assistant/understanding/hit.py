"""What a pattern found in a sentence, before the call's state says what it means there."""

from typing import Literal, NamedTuple

from assistant.events import ActName


class Hit(NamedTuple):
    """An act read from the plain words `flat[start:end]` of one sentence."""

    act: ActName
    start: int
    end: int
    confidence: float = 1.0
    about: str | None = None
    who: Literal["speaker", "other"] | None = None
    """Who is to act, as seen from whoever speaks."""
    when: tuple[int, int] | None = None
    """The plain words that name the time."""
