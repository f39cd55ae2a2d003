"""What a side said of itself, told of it: "We need forty" as "Client needed forty", "I'll send you the form" as "Rep would send the client the form".

Done by grammar alone, and only where grammar is sure: a statement that begins with its speaker and a verb known here, in which every "I",
"we" and "you" can be told of. Whatever else is said stays as it was said, with its side named.
"""

import re
from dataclasses import dataclass

from assistant.notes.verbs import PAST, base_form, is_past, past
from audio.side import Side

_NAMES = {"rep": ("Rep", "the client"), "client": ("Client", "the rep")}
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[\d.,]*\d|\s+|[^\w\s]|_")
_SELF = frozenset({"i", "we"})
_OWN = {"my": "their", "our": "their", "mine": "theirs", "ours": "theirs", "myself": "themselves", "ourselves": "themselves"}
_OTHERS = frozenset({"they", "them", "their", "theirs", "themselves", "they're", "they've", "they'll", "they'd", "'em"})
_AUXILIARY = {
    "have": "had", "do": "did", "will": "would", "can": "could", "shall": "would", "may": "might", "must": "had to", "had": "had", "did": "did",
    "would": "would", "could": "could", "should": "should", "might": "might", "were": "were", "was": "was", "don't": "didn't", "can't": "couldn't",
    "cannot": "could not", "won't": "wouldn't", "haven't": "hadn't", "didn't": "didn't", "wouldn't": "wouldn't", "couldn't": "couldn't",
    "hadn't": "hadn't", "wasn't": "wasn't", "weren't": "weren't", "shouldn't": "shouldn't", "never": "never",
}  # fmt: skip
_BEING = frozenset({"was", "were", "wasn't", "weren't"})
_SHORT = {"'ll": "would", "'ve": "had", "'m": "be", "'re": "be"}
_ADVERBS = frozenset(
    "also only just already still really always usually often never even probably mostly actually definitely certainly normally both all".split()
)
_AFTER_OBJECT = frozenset(
    """
    a an the to in on at for from by with about back that some more if when and or but over up out off down two three four five six seven eight nine
    ten twice again today tomorrow tonight this it anything something nothing what how where so because then too now there here as before after
    through round along around any one another of know have see until till every each
    """.split()
)
"""What may stand behind "me", "us", "you" where they are no subject and no dialect for "my"."""
_JOINS = frozenset({"and", "or", "but", "then", "so"})
_CALLING = re.compile(r"^(?:I'm|I am|We're) (?:just )?(?:calling|ringing|phoning) (?=about|to |because|with|for )", re.IGNORECASE)
_ASIDE = re.compile(
    r"^I (?:say|mean|see|know|think|guess|tell you|must say|don't know|have to say),"
    r"|, (?:I don't know|I dunno|I mean|I think|I suppose|I guess|I'd say|you and me)\b"
)
"""Words aside, which tell nothing of their speaker."""
_PERSON = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our|ours|you|your|yours|ya|ye|meself|mi)\b(?!-)", re.IGNORECASE)


@dataclass(slots=True)
class _Teller:
    """Rewrites a sentence word by word. `told`: what is written so far; `sure` until something is met that cannot be told."""

    speaker: str
    other: str
    told: list[str]
    sure: bool = True
    future: bool = False
    """Whether it is told of what is still to come: "will" stays "will"."""
    modal: bool = False
    """Whether the verbs that follow lean on "would", "could", "to", and keep their form."""


def mentions_person(words: str) -> bool:
    """Whether a sentence says "I", "we" or "you"."""
    return bool(_PERSON.search(words))


def told(words: str, side: Side, *, named: bool) -> str | None:
    """A statement of a side as told of it; None where grammar is not sure. `named`: the line has named the side already, "they" does."""
    if side == "mixed" or not re.match(r"(?:I|We)(?:['’]|\b)", words) or "?" in words:
        return None
    subject, other = ("They" if named else _NAMES[side][0]), _NAMES[side][1]
    if calling := _CALLING.match(words):
        rest = _rest_told(words[calling.end() :], side)
        return f"{subject} called {rest}" if rest else None
    tokens = _TOKEN.findall(words.replace("’", "'"))
    low = [token.lower() for token in tokens]
    if _ASIDE.search(words) or _OTHERS & set(low) or (side == "client" and any(word.startswith(("you", "ya")) for word in low)):
        return None
    return _told(tokens, subject, other, plural=named)


def promised(words: str, side: Side) -> str | None:
    """A promise as what is to be done: "I'll send you a book." as "Will send the client a book."."""
    found = re.match(r"(?:I|We)(?:['’]ll| will| am going to|['’]m going to|['’]re going to) ", words)
    rest = _rest_told(words[found.end() :], side, verb=True) if found and side != "mixed" else None
    return f"Will {rest}" if rest else None


def of_other(words: str, side: Side) -> str:
    """The words of a step, whose doer stands beside it, with "you" and "your" told where that is sure; else as they were said."""
    plain = side != "mixed" and not re.search(r"\b(?:I|we)\b", words, re.IGNORECASE)
    retold = (_rest_told(words, side, verb=True) if plain else None) or words
    return f"{retold[:1].upper()}{retold[1:]}" if words[:1].isupper() else retold


def _rest_told(words: str, side: Side, *, verb: bool = False) -> str | None:
    """Words after the verb of a sentence told."""
    tokens = _TOKEN.findall(words.replace("’", "'"))
    if _OTHERS & {token.lower() for token in tokens} & {"they", "they're", "they've", "they'll"}:
        return None
    teller = _Teller("they", _NAMES[side][1], [], future=verb, modal=verb)
    _tell(teller, tokens, 0)
    return "".join(teller.told) if teller.sure else None


def _told(tokens: list[str], subject: str, other: str, *, plural: bool) -> str | None:
    teller = _Teller("they", other, [])
    at = _subject(teller, tokens, 0, subject, plural=plural)
    _tell(teller, tokens, at)
    return "".join(teller.told) if teller.sure else None


def _tell(teller: _Teller, tokens: list[str], at: int) -> None:
    while at < len(tokens) and teller.sure:
        at = _next(teller, tokens, at)


def _next(teller: _Teller, tokens: list[str], at: int) -> int:
    """Tells the word at `at`; gives where to go on."""
    word = tokens[at]
    low = word.lower()
    bare, _, short = low.partition("'")
    if bare in _SELF and (not short or f"'{short}" in (*_SHORT, "'d")):
        return _subject(teller, tokens, at, teller.speaker, plural=True)
    if bare == "you" and (short or _is_subject(tokens, at)):
        return _subject(teller, tokens, at, teller.other, plural=False)
    if low in ("you", "me", "us"):
        teller.sure = teller.sure and _may_be_object(tokens, at)
        teller.told.append(teller.other if low == "you" else "them")
    elif low in ("your", "yours"):
        teller.told.append(f"{teller.other}'s")
    elif low in _OWN:
        teller.told.append(_OWN[low])
    elif low in ("ya", "ye", "mi", "meself", "yourself", "let's", "y'all", "yourselves"):
        teller.sure = False
    else:
        if low in _JOINS and not teller.modal and _after(tokens, at) in PAST:
            teller.sure = False
        teller.told.append(word)
    return at + 1


def _may_be_object(tokens: list[str], at: int) -> bool:
    after = _after(tokens, at)
    return after == "" or not after[0].isalpha() or after in _AFTER_OBJECT


def _after(tokens: list[str], at: int) -> str:
    """The next word or mark, in small letters; "" at the end."""
    return next((token.lower() for token in tokens[at + 1 :] if not token.isspace()), "")


def _is_subject(tokens: list[str], at: int) -> bool:
    """Whether "you" has a verb of its own behind it."""
    after = _after(tokens, at)
    return after in _AUXILIARY or after in PAST or after in ("are", "be") or after in _ADVERBS


def _subject(teller: _Teller, tokens: list[str], at: int, subject: str, *, plural: bool) -> int:
    """Tells "I", "we" or "you" with its verb in the past tense; gives where to go on."""
    short = tokens[at].lower().partition("'")[2]
    teller.told.append(subject)
    at += 1
    verb, end, adverbs = _verb(tokens, at)
    if short:
        auxiliary = _SHORT.get(f"'{short}") or _had_or_would(verb)
        if auxiliary is None:
            teller.sure = False
            return at
        teller.modal = auxiliary == "would"
        if teller.future:
            auxiliary = (
                {"would": "will", "had": "have" if plural else "has", "be": "are" if plural else "is"}[auxiliary] if short != "d" else auxiliary
            )
        elif auxiliary == "be":
            auxiliary = "were" if plural else "was"
        teller.told.append(f" {auxiliary}")
        return end if auxiliary == "had" and verb == "got" else at
    teller.told.append("".join(f" {adverb}" for adverb in adverbs))
    if teller.future:
        teller.told.append(f" {verb}")
        teller.sure = teller.sure and (plural or verb in _AUXILIARY)
        return end
    if verb in ("am", "are"):
        teller.told.append(" were" if plural else " was")
    elif verb in ("aren't",):
        teller.told.append(" weren't" if plural else " wasn't")
    elif verb in _BEING:
        teller.told.append(f" {'were' if plural else 'was'}{verb.removeprefix('was').removeprefix('were')}")
    elif verb in _AUXILIARY:
        teller.told.append(f" {_AUXILIARY[verb]}")
        teller.modal = _AUXILIARY[verb] not in ("had", "was", "were", "hadn't", "wasn't", "weren't")
    elif (shifted := past(verb)) is not None:
        teller.told.append(f" {shifted}")
        teller.modal = False
    elif is_past(verb):
        teller.told.append(f" {verb}")
        teller.modal = False
    else:
        teller.sure = False
    return end


def _verb(tokens: list[str], at: int) -> tuple[str, int, list[str]]:
    """The verb from `at` on, where it ends, and the adverbs before it."""
    adverbs: list[str] = []
    while at < len(tokens):
        low = tokens[at].lower()
        if low.isspace():
            at += 1
        elif low in _ADVERBS:
            adverbs.append(low)
            at += 1
        else:
            return low, at + 1, adverbs
    return "", at, adverbs


def _had_or_would(verb: str) -> str | None:
    """What "'d" stands for, by the word behind it."""
    if verb in PAST or verb in ("be", "rather", "not"):
        return "would"
    if verb in ("better", "the", "a", "an", "my", "our", "been", "no", "some") or is_past(verb) or base_form(verb) != verb:
        return "had"
    return None
