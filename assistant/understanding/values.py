"""Numbers, amounts, codes, dates, times, e-mail addresses and phone numbers in what was said, each in one form.

- *number*: plain decimals, "2080", "12.5", "2000000" ("two thousand and eighty", "twelve and a half", "2 million").
- *amount*: ISO currency and the figure, whole or with two places: "GBP 18400", "USD 3.50" ("£18,400", "three dollars fifty"); a share,
  "12.5%"; the figure alone where no currency is said, "3000" ("three grand").
- *code*: capitals and digits, "-" and "/" as said, "BP800-12" ("BP eight hundred dash twelve"); a British postcode as it is written,
  "LS9 7DT" ("LS nine, seven DT").
- *phone*: digits, "+" in front if said, "+442079460018" ("+44 (0)20 7946 0018").
- *date*: ISO 8601, what isn't said left out as XML Schema does: "2026-03-12", "--03-12" ("the twelfth of March"), "---12" ("on the twelfth").
- *time*: "14:30" ("two thirty p.m."); with no half of the day said ("half past two"), one in office hours, 07:00 to 18:59, as `when.py` takes it.
- *email*: small letters, "dana@acme.com" ("dana at acme dot com").

What can be read in two ways ("eighteen four", "two fifty" with no currency, "3/4") is left out: a value nobody said is worse than none.

Written out here as grammars, because no library was as exact on the tables of this file's tests: of the texts in which nothing is to be
found, dateparser finds a date in one of six ("may I help"), quantulum3 a quantity in half ("third floor"), after five seconds of loading,
text2num a number in one of four ("eighteen four"), and says nothing of where it stood; phonenumbers must be told the country and reads no
digits in words.
"""

import re
from collections.abc import Callable, Iterable

from assistant.events import Value
from assistant.understanding.spoken.addresses import address_at
from assistant.understanding.spoken.amounts import amount_at
from assistant.understanding.spoken.cardinals import NUMBER_WORDS
from assistant.understanding.spoken.clock import time_at
from assistant.understanding.spoken.codes import code_at
from assistant.understanding.spoken.dates import MONTHS, ORDINALS, date_at
from assistant.understanding.spoken.numbers import numeral_at, saying_spans
from assistant.understanding.spoken.runs import NATO
from assistant.understanding.spoken.tokens import Found, Token, Tokens

_Grammar = Callable[[Tokens, int], Found | None]
_BEGINNINGS = (
    NUMBER_WORDS
    | ORDINALS.keys()
    | MONTHS.keys()
    | NATO
    | frozenset("the half quarter noon midday midnight oh minus plus rs double triple treble".split())
)
"""Words at which a value may begin, addresses apart, with all numbers, marks and single letters."""
_HAS_ADDRESS = re.compile(r"@|\w\.\w|\bdot\b", re.IGNORECASE)
_WORTH_READING = re.compile(
    rf"[\d@]|\w\.\w|\b(?:dot|half|quarter|noon|midday|midnight|oh|{'|'.join(sorted(NUMBER_WORDS | ORDINALS.keys()))})\b", re.IGNORECASE
)


def find_values(text: str) -> tuple[Value, ...]:
    """The values in `text`, in order, each with the words that say it; no two overlap. Any thread."""
    if not _WORTH_READING.search(text):
        return ()
    tokens = Tokens(text)
    taken = _sayings(tokens)
    found: dict[int, Value] = {}
    if _HAS_ADDRESS.search(text):
        _read(address_at, tokens, range(tokens.count), taken, found)
    beginnings = [at for at in range(tokens.count) if _may_begin(tokens[at])]
    for grammar in (date_at, time_at, code_at, amount_at, numeral_at):
        _read(grammar, tokens, beginnings, taken, found)
    return tuple(found[at] for at in sorted(found))


def _read(grammar: _Grammar, tokens: Tokens, beginnings: Iterable[int], taken: list[bool], found: dict[int, Value]) -> None:
    """Adds to `found` what the grammar reads, by token, and to `taken` the tokens that are read."""
    for at in beginnings:
        read = None if taken[at] else grammar(tokens, at)
        if read is None or any(taken[at : read.end]):
            continue
        taken[at : read.end] = [True] * (read.end - at)
        if read.what and read.value:
            found[at] = Value(what=read.what, quote=tokens.quote(at, read.end), value=read.value)


def _may_begin(token: Token) -> bool:
    return not token.is_word or len(token.low) == 1 or token.low in _BEGINNINGS or (len(token.text) <= 4 and token.text.isupper())


def _sayings(tokens: Tokens) -> list[bool]:
    """For every token whether it belongs to a saying that counts nothing."""
    spans = saying_spans(tokens.text)
    if not spans:
        return [False] * tokens.count
    return [any(start <= tokens[at].start < end for start, end in spans) for at in range(tokens.count)]
