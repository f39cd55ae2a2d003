"""What was said on a call, as text: one line for each utterance, as it has been put right."""

from collections.abc import Sequence

from assistant.events import Fact, SpeechFinal
from assistant.review.corrected import corrected

SIDE = {"rep": "Rep", "client": "Client", "mixed": "Both"}


def transcript(facts: Sequence[Fact]) -> str:
    """The utterances that have words, in the order in which they began, each with its time and side; ends in a newline where there are any."""
    spoken = sorted((fact for fact in corrected(facts) if isinstance(fact, SpeechFinal) and fact.text.strip()), key=lambda fact: fact.start)
    return "".join(f"{_clock(fact.start)} {SIDE[fact.side]}: {fact.text.strip()}\n" for fact in spoken)


def _clock(seconds: float) -> str:
    """Hours where there are any, minutes and seconds: 3:05, 1:02:30."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
