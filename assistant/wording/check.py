"""Whether a line that a language model wrote is borne out by the call: in what it says, in who said it, and in whether it was said at all.

`assistant.notes.evidence` holds a line against words that are quoted, whoever made it. A model makes mistakes that rules do not make, so
its lines are held to more: each rests on few whole sentences, what it says of one side was said by that side, and what was only asked or
supposed is not told as a fact.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from assistant.events import Evidence
from assistant.notes.evidence import stands
from assistant.notes.figures import written
from assistant.notes.verbs import base_form
from assistant.notes.wording import MOST_WORDS, count_words, sentence_case
from assistant.review.sheet import Party
from assistant.understanding.content import content
from assistant.wording.transcript import Spoken

MOST_SENTENCES = 3
"""Of the call, that one sentence of a line may rest on: out of more, anything can be put together."""
_TRIED = 6
"""Sentences among which those are looked for: the ones with most of the line's words."""

SIDES = frozenset({"rep", "client"})
"""The words by which lines name the two: they tell nothing of the call."""

_SIDE = re.compile(r"\b(?:the )?(rep|client)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|you|your|yours)\b(?!['’]?\w)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.;?!])\s+|,? (?:and|but|while|whereas) (?=the (?:rep|client)\b)", re.IGNORECASE)
"""Where one thing that is told ends and the next begins, perhaps of the other side."""
_SAID = "mentioned|stated|explained|noted|added|shared|reported|indicated|pointed out|informed (?:the )?(?:rep|client)|told (?:the )?(?:rep|client)"
_TELLING = (
    (re.compile(r"^The (rep|client)\b", re.IGNORECASE), lambda found: str(found[1].capitalize())),
    (re.compile(rf"^(Rep|Client) (?:{_SAID})\b", re.IGNORECASE), r"\1 said"),
    (re.compile(r"^(Rep|Client) (?:inquired|enquired|wondered)\b", re.IGNORECASE), r"\1 asked"),
    (re.compile(r"^(Rep|Client) requested\b", re.IGNORECASE), r"\1 asked for"),
    (re.compile(r"^(Rep|Client) (?:promised|agreed|committed|planned|intended|was going) to\b", re.IGNORECASE), r"\1 will"),
)
"""How models begin, and how notes do: words that were not said, and say nothing."""
_BY_ITSELF = re.compile(r"^(?:Rep|Client) (?!(?:said|asked|offered|proposed|suggested|confirmed|answered|wanted to know)\b)(?P<rest>.+)")
"""A line that tells what its side is, has or does: not only that it said something."""
_WORD = re.compile(r"[^\W_]+")
_AUXILIARY = frozenset(
    """
    will would shall should can could may might must do does did is are was were be been being has have had not to a an the also going
    maybe perhaps probably possibly
    """.split()
)
_SELF = frozenset({"i", "we"})
_SUBJECTS = _SELF | {"you", "he", "she", "they", "it", "who", "that"}
_MOOD = r"if|unless|might|(?-i:may)|maybe|perhaps|probably|possibly|could|hope|hoping|hoped|think|thought|guess|suppose|reckon|not sure|depends?"
_SUPPOSED = re.compile(rf"\b(?:{_MOOD}|(?:would|\w+['’]d)(?! (?:like|love|prefer|rather|better|be glad|be happy)\b))\b", re.IGNORECASE)
_TOLD_SO = re.compile(rf"\b(?:{_MOOD}|would|considered|unsure|asked|whether|wanted to know|offered|proposed|suggested)\b", re.IGNORECASE)
_ASKING = re.compile(
    r"^(?:and |but |so |well,? )*(?:can|could|will|would|shall|should|may|do|does|did|are|is|was|were|have|has) (?:you|we|i|they|he|she|it)\b",
    re.IGNORECASE,
)
"""How a question begins that was written down without its mark."""
_TOLD_AS_ASKED = re.compile(r"\b(?:asked|whether|wanted to know|offered|proposed|suggested)\b|\?", re.IGNORECASE)


def plain(text: str) -> str | None:
    """A model's line as a line of the notes; None where it is none: too long, or told by one of the two as "I" or "you"."""
    line = " ".join(text.split()).strip(" \"“”'*-–")
    for pattern, put in _TELLING:
        line = pattern.sub(put, line)
    if not content(line) - SIDES or count_words(line) > MOST_WORDS + 2 or _PERSON.search(line):
        return None
    return sentence_case(written(line.rstrip(".")))


def borne_out(text: str, said: Iterable[Spoken], side: Party | None = None) -> tuple[Evidence, ...] | None:
    """The fewest sentences of `said` that a line rests on; None where it does not stand on them. `side`: whose words alone count, if given."""
    heard = tuple(said)
    rests: dict[Evidence, None] = {}
    for part in _SENTENCE_END.split(text):
        found = _SIDE.search(part)
        teller = side or (found[1].lower() if found else None)
        own = [sentence for one in heard if teller is None or one.side == teller for sentence in one.sentences]
        quotes = _fewest(part, own, {one.utterance: one.text for one in heard})
        if quotes is None:
            return None
        rests |= dict.fromkeys(quotes)
    return tuple(rests)


def _fewest(text: str, sentences: Sequence[Evidence], heard: Mapping[str, str]) -> tuple[Evidence, ...] | None:
    words = content(written(text))
    likely = sorted(sentences, key=lambda sentence: -len(words & content(written(sentence.quote))))[:_TRIED]
    tried = [sentence for sentence in sentences if sentence in likely]
    for count in range(1, MOST_SENTENCES + 1):
        for quotes in combinations(tried, count):
            if stands(dict(heard), text, quotes) and _told_as_meant(text, quotes) and _of_oneself(text, quotes):
                return quotes
    return None


def _told_as_meant(text: str, quotes: Iterable[Evidence]) -> bool:
    """Whether what was asked, or only supposed, is told so."""
    return all(
        bool(_TOLD_AS_ASKED.search(text))
        if quote.quote.endswith("?") or _ASKING.search(quote.quote)
        else bool(_TOLD_SO.search(text)) or not _SUPPOSED.search(quote.quote)
        for quote in quotes
    )


def _of_oneself(text: str, quotes: Iterable[Evidence]) -> bool:
    """Whether a line that tells what its side is or does rests on words of which that side is the subject: "we need", not "you need".

    The subject is the last pronoun before the first word that both have.
    """
    found = _BY_ITSELF.match(text)
    if found is None:
        return True
    heard = [base_form(word) for quote in quotes for word in _WORD.findall(quote.quote.lower())]
    told = (base_form(word) for word in _WORD.findall(found["rest"].lower()) if word not in _AUXILIARY)
    place = next((heard.index(word) for word in told if word in heard), len(heard))
    return next((word in _SELF for word in reversed(heard[:place]) if word in _SUBJECTS), False)


def near(call: Sequence[Spoken], numbers: Iterable[int]) -> Iterator[Spoken]:
    """The utterances of those numbers and their neighbours: models are often one off."""
    wanted = {number + beside for number in numbers for beside in (-1, 0, 1)}
    yield from (said for said in call if said.number in wanted)
