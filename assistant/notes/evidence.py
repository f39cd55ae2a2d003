"""Whether a line of the notes stands on words that were said. Independent of how the line was made, by rules or by a language model.

A line may be worded anew: in the third person, in the past tense, with its numbers in figures. It stands where every quote was said, and

- every word of substance in it, every name and every day, is in what is quoted, whatever its ending;
- every number in it is said there: "1,160" as "eleven sixty", "9.90" as "nine ninety" or "nine pound ninety";
- what is denied there is denied in the line, and nothing else is.

Words without substance (articles, pronouns, auxiliaries) and words of telling ("Client said", "Rep offered") may differ.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from assistant.events import Evidence
from assistant.notes.verbs import base_form
from assistant.state import State

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_TELLING = re.compile(
    r"(?:^|(?<=[.?!;] ))(?:(?:the )?(?:rep|client)(?:: | (?:said|called|asked|offered|proposed|suggested|confirmed|answered|wanted to know)\b))",
    re.IGNORECASE,
)
_LIGHT = frozenset(
    """
    a an the and or of to in on at for with by from into about over up out off as than then so just but if because that this these those there
    here it its is are am was were be been being i you we he she they me him us them my your our his her their mine yours ours hers theirs
    myself yourself himself herself themselves ourselves itself do does did done have has had having will would shall should can could may might
    must who whom whose which what when where how why whether while rep client s t re ve ll d m too also
    said asked told offered proposed suggested confirmed answered according
    """.split()
)
"""What may be in a line without having been said."""
_LIGHT_BASES = frozenset(base_form(word) for word in _LIGHT)
_NOT = frozenset("not no never none nobody nothing neither nor without cannot nowhere".split())
_SIGNS = {"£": {"pound", "pounds", "quid", "pence", "p"}, "$": {"dollar", "dollars", "buck", "bucks", "cent", "cents"}, "€": {"euro", "euros"},
          "%": {"percent", "cent"}}  # fmt: skip

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_ONES |= {"oh": 0, "o": 0, "nought": 0}
_TENS = {word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ORDINALS = {word: value for value, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth"
    " eighteenth nineteenth twentieth".split(), 1)} | {"thirtieth": 30}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000, "lakh": 10**5, "million": 10**6, "m": 10**6, "crore": 10**7, "dozen": 12}
_NUMBERS = frozenset(base_form(word) for word in (*_ONES, *_TENS, *_ORDINALS, *_SCALES))
_CLAUSE = re.compile(r"[,.;:!?—–](?:\s|$)")
_FILLERS = re.compile(r",? \b(?:um+|uh+|erm?)\b,?", re.IGNORECASE)
_REACH = 3
"""Words after "not" among which the one it denies stands."""


def transcript(state: State) -> dict[str, str]:
    """The text of every utterance as it finally stood."""
    return {part.id: part.text for turn in state.turns for part in (*turn.utterances, *turn.back_channels)}


def stands(said: dict[str, str], text: str, evidence: Iterable[Evidence]) -> bool:
    """Whether the words quoted were said, and the line says nothing that they do not: no other number, name, day, substance or denial."""
    quotes = list(evidence)
    if not quotes or not all(quote.quote.strip() and quote.quote in said.get(quote.utterance, "") for quote in quotes):
        return False
    heard = _FILLERS.sub("", ". ".join(quote.quote for quote in quotes))
    told = _TELLING.sub("", text)
    return _numbers_stand(told, heard) and _words_stand(told, heard) and _denials_stand(told, heard)


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


@lru_cache(maxsize=4096)
def _bases(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a text without endings, contractions opened, and the set of them."""
    found: list[str] = []
    for word in _words(text):
        word = {"won't": "will not", "can't": "can not", "shan't": "shall not", "ain't": "is not"}.get(word, word)
        for part in re.sub(r"n't$", " not", word).split():
            found += [base_form(piece) for piece in part.split("'") if piece]
    return tuple(found), frozenset(found)


def _words_stand(told: str, heard: str) -> bool:
    """Whether every word of substance was said. Letters spelled out are one word on paper."""
    ours, theirs = _bases(told)[0], _bases(heard)[1]
    spelled = re.sub(r"[\W_]", "", heard.lower())
    for word in ours:
        if word[0].isdigit() or word in _LIGHT_BASES or word in _NOT or word in theirs:
            continue
        if not (_is_code(word, told) and word in spelled):
            return False
    return True


def _is_code(word: str, told: str) -> bool:
    """Whether a word stands in the line as part of a code or an address: in capitals, or beside "@"."""
    return bool(re.search(rf"(?<![^\W\d_]){re.escape(word.upper())}(?![^\W\d_])", told)) or any(word in address.lower() for address in
        re.findall(r"\S+@\S+|\w+\.\w+\S*", told))  # fmt: skip


def _numbers_stand(told: str, heard: str) -> bool:
    """Whether every figure of the line is said: by itself, or as numbers said one behind the other."""
    possible = _readings(heard)
    for figures in re.findall(r"\d+(?:[.,:]\d+)*", told):
        if _plain(figures) not in possible:
            return False
    signs = {sign for sign in _SIGNS if sign in told}
    words = set(_words(heard))
    return all(sign in heard or words & _SIGNS[sign] for sign in signs)


def _plain(figures: str) -> str:
    """Digits alone, as they compare: no commas, no points, no noughts behind a point or in front."""
    whole, _, rest = figures.replace(",", "").replace(":", ".").partition(".")
    return (whole + rest.rstrip("0")).lstrip("0") or "0"


@lru_cache(maxsize=4096)
def _readings(heard: str) -> frozenset[str]:
    """The digits of every number said, each alone and with those right behind it."""
    found: set[str] = set()
    for run in _runs(heard):
        for first in range(len(run)):
            digits, whole = "", ""
            for number in run[first : first + 12]:
                digits, whole = digits + number.rstrip("0"), digits + number
                found |= {_plain(digits) if "." in number else digits.lstrip("0") or "0", whole.lstrip("0") or "0"}
                digits = whole
    return frozenset(found)


def _runs(heard: str) -> Iterator[list[str]]:
    """Stretches of numbers with nothing between, each number as its digits."""
    for clause in _CLAUSE.split(heard):
        yield from _runs_of(_words(re.sub(r"[-–/]", " ", clause)))


def _runs_of(words: Sequence[str]) -> Iterator[list[str]]:
    run: list[str] = []
    at = 0
    while at < len(words):
        number, end = _number(words, at)
        if number is not None and (shared := _shared(words, number, end)):
            yield [shared]
        at = end
        if number is not None:
            run.append(number)
        elif (
            words[at - 1] in ("dash", "slash", "double", "point", "dot", "pound", "pounds", "dollar", "dollars", "euro", "euros")
            or len(words[at - 1]) == 1
        ):
            if words[at - 1] == "double" and at < len(words):
                number, at = _number(words, at)
                run += [number, number] if number is not None else []
        elif run:
            yield run
            run = []
    yield run


def _shared(words: Sequence[str], number: str, end: int) -> str | None:
    """The first of "four or five hundred", which means 400."""
    if end + 1 < len(words) and words[end] in ("or", "to") and len(number) < 3:
        other, _ = _number(words, end + 1)
        noughts = len(other) - len(other.rstrip("0")) if other else 0
        return number + "0" * noughts if noughts >= 2 else None
    return None


def _number(words: Sequence[str], at: int) -> tuple[str | None, int]:
    """The number at a word, as digits without a point, and where it ends; None and the next word where there is none."""
    start = at
    ordinal = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", words[at])
    if words[at][0].isdigit() or ordinal:
        total, at = float(re.sub(r"[,:]|(?:st|nd|rd|th)$", "", words[at])) if words[at].count(".") < 2 else 0.0, at + 1
        if at < len(words) and words[at] in _SCALES:
            return _digits(total * _SCALES[words[at]]), at + 1
        return _plain(words[start]) if words[start][0] != "0" else words[start].replace(".", ""), at
    if words[at] in ("a", "half") and at + 1 < len(words) and words[at + 1] in ("hundred", "thousand", "dozen", "million", "lakh"):
        total, at = (0.5 if words[at] == "half" else 1.0), at + 1
    elif words[at] == "half":
        return "5", at + 1
    elif words[at] in ("hundred", "thousand"):
        total = 1.0
    else:
        total, at = _small(words, at)
        if at == start:
            return None, at + 1
    return _scaled(words, at, total)


def _scaled(words: Sequence[str], at: int, total: float) -> tuple[str, int]:
    """A number with what follows: hundreds, thousands, "and a half", "point five"."""
    done = 0.0
    while at < len(words):
        if words[at] in _SCALES:
            scale = _SCALES[words[at]]
            total, at = total * scale, at + 1
            if scale >= 1000:
                done, total = done + total, 0.0
                rest, after = _small(words, at + (at < len(words) and words[at] == "and"))
                if after > at + 1 or (after > at and rest):
                    total, at = rest, after
                    continue
                break
            rest, after = _small(words, at + (at < len(words) and words[at] == "and"))
            if rest and rest < scale:
                total, at = total + rest, after
            continue
        if list(words[at : at + 3]) in (["and", "a", "half"], ["and", "a", "quarter"]):
            total, at = total + (0.5 if words[at + 2] == "half" else 0.25), at + 3
            continue
        if words[at] == "point":
            digits, after = "", at + 1
            while after < len(words) and words[after] in _ONES:
                digits, after = digits + str(_ONES[words[after]]), after + 1
            if digits:
                return f"{_digits(done + total)}{digits.rstrip('0')}", after
        break
    return _digits(done + total), at


def _small(words: Sequence[str], at: int) -> tuple[float, int]:
    """0 to 99 in words, ordinals too."""
    if at < len(words) and words[at] in _TENS:
        ones = {**_ONES, **_ORDINALS}.get(words[at + 1], 0) if at + 1 < len(words) else 0
        return float(_TENS[words[at]] + (ones if 0 < ones < 10 else 0)), at + 1 + (0 < ones < 10)
    if at < len(words) and (words[at] in _ONES or words[at] in _ORDINALS):
        return float({**_ORDINALS, **_ONES}[words[at]]), at + 1
    return 0.0, at


def _digits(number: float) -> str:
    return _plain(f"{number:.3f}") if number != int(number) else str(int(number))


def _denials_stand(told: str, heard: str) -> bool:
    """Whether the line denies what was denied, and nothing else."""
    ours, theirs = _denied(told), _denied(heard)
    words = _bases(told)[1]
    if ours and not theirs:
        return False
    return all(word in ours for word in theirs if word in words) and all(word in theirs for word in ours)


@lru_cache(maxsize=4096)
def _denied(text: str) -> frozenset[str]:
    """The words of substance that a "not" stands right before, where no word of substance lies between."""
    found: set[str] = set()
    for clause in _CLAUSE.split(text):
        words = _bases(clause)[0]
        for at, word in enumerate(words):
            if word in _NOT:
                found |= {next((other for other in words[at + 1 : at + 1 + _REACH] if other not in _LIGHT_BASES and other not in _NOT), "")}
    return frozenset(word for word in found if word and not word[0].isdigit() and word not in _NUMBERS)
