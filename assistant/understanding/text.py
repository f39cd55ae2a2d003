"""Words as they are compared: a turn's text in one plain form, cut into sentences, every plain word still tied to the characters it stands for.

Plain means lower case, contractions written out ("I've gotta" -> "i have got to"), fillers and stammers left out, hyphens opened, commas
kept as words of their own. What is matched in the plain form is quoted in the recognised one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.events import Evidence
from assistant.state import Utterance

_TOKEN = re.compile(
    r"""
    (?P<email>[\w.+-]+@[\w-]+(?:\.[A-Za-z]{2,})+)
    |(?P<clock>\d{1,2}[:.]\d{2}(?![\d.]))
    |(?P<number>[£$€]?\d+(?:,\d{3})*(?:\.\d+)?%?(?:st|nd|rd|th|k|m|s)?(?:(?![A-Za-z])|(?=[ap]\.?m\b)))
    |(?P<meridiem>(?<=\d)\s?[ap]\.?m\b\.?(?=\W|$))
    |(?P<abbreviation>\b(?:[ap]\.m\.?|o'clock|mr\.|mrs\.|ms\.|dr\.|st\.|no\.(?=\s\d)|e\.g\.|i\.e\.|inc\.|ltd\.|vs\.)(?=\W|$))
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*['’]?)
    |(?P<stop>[.]{2,}|[.?!;…]+(?=\s|["”'’)]|$))
    |(?P<pause>,|:(?!\d)|[—–]|--|\s-(?=\s))
    """,
    re.VERBOSE | re.IGNORECASE,
)

_CONTRACTIONS = {
    "gonna": "going to", "gotta": "got to", "wanna": "want to", "lemme": "let me", "gimme": "give me", "dunno": "do not know",
    "gotcha": "got you", "y'all": "you all", "yall": "you all", "d'you": "do you", "d'ya": "do you", "can't": "can not", "cannot": "can not",
    "won't": "will not", "shan't": "shall not", "ain't": "is not", "let's": "let us", "'em": "them", "em": "them", "cos": "because",
    "'cos": "because",
    "cause": "because", "'cause": "because", "okay": "ok", "okey": "ok", "alright": "all right", "goodbye": "good bye", "byebye": "bye bye",
    "ya": "you", "yous": "you", "youse": "you", "yeah": "yes", "yep": "yes", "yup": "yes", "yah": "yes", "ja": "yes", "aye": "yes", "nope": "no",
    "nah": "no", "im": "i am", "ive": "i have", "dont": "do not", "didnt": "did not", "doesnt": "does not", "isnt": "is not", "wasnt": "was not",
    "cant": "can not", "wont": "will not", "whats": "what is", "thats": "that is", "hows": "how is", "theres": "there is", "youre": "you are",
    "theyre": "they are", "youve": "you have", "weve": "we have", "couldnt": "could not", "wouldnt": "would not", "havent": "have not",
    "hasnt": "has not", "'bout": "about", "bout": "about", "til": "until", "'til": "until", "till": "until", "thru": "through", "tmrw": "tomorrow",
    "o'clock": "oclock", "ma'am": "madam", "whatcha": "what are you", "watcha": "what are you", "outta": "out of", "oughta": "ought to",
    "hafta": "have to", "mister": "mr", "mr.": "mr", "mrs.": "mrs", "ms.": "ms", "dr.": "dr", "st.": "st", "no.": "number", "a.m": "a.m",
    "favour": "favor", "g'day": "good day", "wee": "little", "'tis": "it is", "tis": "it is", "'twas": "it was", "coulda": "could have",
    "whaddya": "what do you", "wotcha": "hello", "e.g.": "for example", "i.e.": "that is", "shoulda": "should have", "cuz": "because",
    "wi'": "with", "o'": "of", "th'": "the", "mek": "make", "mak": "make", "tek": "take", "owt": "anything", "nowt": "nothing", "summat": "something",
    "yer": "your", "yeh": "yes", "naw": "no", "nae": "no", "tae": "to", "frae": "from", "gie": "give", "cannae": "can not",
    "dinnae": "do not", "didnae": "did not", "willnae": "will not", "wouldnae": "would not", "couldnae": "could not", "isnae": "is not",
    "wasnae": "was not", "havenae": "have not", "hasnae": "has not", "doesnae": "does not", "gonnae": "going to", "gunna": "going to",
    "aboot": "about", "oot": "out", "doon": "down", "arvo": "afternoon",
}  # fmt: skip
_IS = frozenset(
    [
        "it",
        "that",
        "what",
        "who",
        "how",
        "there",
        "here",
        "he",
        "she",
        "where",
        "when",
        "why",
        "this",
        "everything",
        "something",
        "name",
        "which",
        "all",
    ]
)
_PARTICIPLES = frozenset("got been had gone done taken left come started".split())
"""After "he's", "it's": these are "has", not "is"."""
_SUFFIXES = (("n't", "not"), ("'re", "are"), ("'m", "am"), ("'ll", "will"), ("'ve", "have"), ("'d", "would"))
_FILLERS = frozenset(["um", "umm", "uh", "er", "erm", "eh", "ehm", "uhm", "hmm", "mm", "ah", "ahm", "och", "ag", "eish", "oof"])
_FILLER_PAIRS = frozenset({"you know", "i mean", "sort of", "kind of", "kinda like"})
_SINGLES = frozenset({"kinda", "sorta"})


@dataclass(frozen=True, slots=True)
class Token:
    """A plain word and the characters `start:end` of utterance number `part` that it stands for."""

    plain: str
    part: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch between full stops: `flat` is its plain words joined by spaces, `mark` what closed it ("." "?" "!" or "" where nothing did)."""

    flat: str
    mark: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    """Where each token begins in `flat`."""

    def tokens_between(self, start: int, end: int) -> tuple[Token, ...]:
        first = max(0, bisect_right(self.starts, start) - 1)
        last = bisect_right(self.starts, max(start, end - 1))
        return self.tokens[first:last]


def sentences(parts: Iterable[str]) -> tuple[Sentence, ...]:
    """The sentences of a turn whose utterances read `parts`. A sentence may run on from one utterance to the next."""
    return _sentences(tuple(parts))


@lru_cache(maxsize=4096)  # two half-hour calls: a back-test asks twice about each
def _sentences(parts: tuple[str, ...]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    pending: list[Token] = []
    for part, text in enumerate(parts):
        if pending and _begins_anew(text):
            _close(pending, "", found)
        for token in _tokens(text, part):
            if token.plain in (".", "?", "!"):
                _close(pending, token.plain, found)
            else:
                pending.append(token)
    _close(pending, "", found)
    return tuple(found)


def _begins_anew(text: str) -> bool:
    """Recognisers write a capital at the start of a sentence; a lower-case start runs on from the utterance before."""
    return not text.lstrip()[:1].islower()


def _close(pending: list[Token], mark: str, found: list[Sentence]) -> None:
    tokens = _without_stammers(pending)
    pending.clear()
    if not tokens:
        return
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token.plain) + 1
    found.append(Sentence(" ".join(token.plain for token in tokens), mark, tuple(tokens), tuple(starts)))


def _tokens(text: str, part: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        raw = match.group().strip()
        start = end - len(match.group().lstrip())
        kind = match.lastgroup
        if kind == "stop":
            plain = "," if raw.startswith("..") or "…" in raw else "?" if "?" in raw else "!" if "!" in raw else "."
            yield Token(plain, part, start, end)
        elif kind == "pause":
            yield Token(",", part, start, end)
        elif kind == "meridiem":
            yield Token(f"{raw[0].lower()}.m", part, start, end)
        else:
            for plain in _plain(raw):
                yield Token(plain, part, start, end)


def _plain(raw: str) -> list[str]:
    word = raw.lower().replace("’", "'")
    if word in ("a.m", "a.m.", "p.m", "p.m.", "pm"):
        return [f"{word[0]}.m"]
    if word in _CONTRACTIONS:
        return _CONTRACTIONS[word].split()
    for suffix, full in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix):
            return [*_plain(word[: -len(suffix)]), full]
    if word.endswith("'s"):
        stem = word[:-2]
        return [stem, "is"] if stem in _IS else [stem, "'s"]
    return [word.strip("'") or word]


def _without_stammers(tokens: list[Token]) -> list[Token]:
    """Drops fillers, the first of a thing said twice across a comma ("can I, can I"), and commas left without words."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        pair = f"{token.plain} {tokens[at + 1].plain}" if at + 1 < len(tokens) else ""
        before = f"{tokens[at - 1].plain} {token.plain}" if at else ""
        if token.plain in _FILLERS or token.plain in _SINGLES or pair in _FILLER_PAIRS or before in _FILLER_PAIRS:
            continue
        if token.plain == "like" and kept and kept[-1].plain == "," and (at + 1 == len(tokens) or tokens[at + 1].plain == ","):
            continue
        if token.plain == "," and (not kept or kept[-1].plain == ","):
            continue
        if token.plain in _PARTICIPLES and kept and kept[-1].plain == "is" and len(kept) > 1 and kept[-2].end == kept[-1].end:
            kept[-1] = Token("has", kept[-1].part, kept[-1].start, kept[-1].end)
        kept.append(token)
        _drop_repeat(kept)
    while kept and kept[-1].plain == ",":
        kept.pop()
    return kept


def _drop_repeat(kept: list[Token]) -> None:
    for length in (3, 2, 1):
        if len(kept) >= 2 * length + 1 and kept[-length - 1].plain == ",":
            first, second = kept[-2 * length - 1 : -length - 1], kept[-length:]
            if [token.plain for token in first] == [token.plain for token in second]:
                del kept[-length - 1 :]
                return


def same_words(one: Evidence, other: Evidence) -> bool:
    """Whether two quotes are of the same words of an utterance: one holds the other."""
    return one.utterance == other.utterance and (one.quote in other.quote or other.quote in one.quote)


def quote(utterances: tuple[Utterance, ...], sentence: Sentence, start: int = 0, end: int | None = None) -> Evidence:
    """The recognised words behind `flat[start:end]` of a sentence; of a stretch that runs over two utterances, the longer piece."""
    tokens = sentence.tokens_between(start, len(sentence.flat) if end is None else end)
    while len(tokens) > 1 and tokens[-1].plain == ",":
        tokens = tokens[:-1]
    parts = {token.part for token in tokens}
    part = max(parts, key=lambda number: sum(token.part == number for token in tokens))
    mine = [token for token in tokens if token.part == part]
    utterance = utterances[part]
    return Evidence(utterance=utterance.id, quote=utterance.text[mine[0].start : max(token.end for token in mine)])
