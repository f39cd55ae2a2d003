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

Written out here as grammars, because no library gives this. text2num turns number words into digits in the text, says nothing of where they
stood, splits "nineteen eighty-four" and knows neither lakh nor "and a half"; quantulum3 and dateparser take longer to import than a call to
start and find dates in "may" and "second"; phonenumbers must be told the country, and reads digits only.
"""

import re

from assistant.events import Value
from assistant.understanding.spoken.addresses import address_at
from assistant.understanding.spoken.amounts import amount_at
from assistant.understanding.spoken.cardinals import NUMBER_WORDS
from assistant.understanding.spoken.clock import time_at
from assistant.understanding.spoken.codes import code_at
from assistant.understanding.spoken.dates import ORDINALS, date_at
from assistant.understanding.spoken.numbers import numeral_at, saying_spans
from assistant.understanding.spoken.tokens import Tokens

_GRAMMARS = (address_at, date_at, time_at, code_at, amount_at, numeral_at)
"""The most particular first: what one has read, the next leaves alone."""
_WORTH_READING = re.compile(
    rf"[\d@]|\w\.\w|\b(?:dot|half|quarter|noon|midday|midnight|oh|{'|'.join(sorted(NUMBER_WORDS | ORDINALS.keys()))})\b", re.IGNORECASE
)


def find_values(text: str) -> tuple[Value, ...]:
    """The values in `text`, in order, each with the words that say it; no two overlap. Any thread."""
    if not _WORTH_READING.search(text):
        return ()
    tokens = Tokens(text)
    owner = _sayings(tokens)
    found: list[tuple[int, Value]] = []
    for grammar in _GRAMMARS:
        at = 0
        while at < tokens.count:
            read = None if owner[at] else grammar(tokens, at)
            if read is None or any(owner[at : read.end]):
                at += 1
                continue
            owner[at : read.end] = [True] * (read.end - at)
            if read.what and read.value:
                found.append((at, Value(what=read.what, quote=tokens.quote(at, read.end), value=read.value)))
            at = read.end
    return tuple(value for _, value in sorted(found, key=lambda pair: pair[0]))


def _sayings(tokens: Tokens) -> list[bool]:
    """For every token whether it belongs to a saying that counts nothing."""
    spans = saying_spans(tokens.text)
    return [any(start <= token.start < end for start, end in spans) for token in (tokens[at] for at in range(tokens.count))]
