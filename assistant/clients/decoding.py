"""The text of a file whose encoding nobody says.

Telling one 8-bit encoding from another by its letters fails on lists of names: charset-normalizer 3.5 took half of our Latin-1 lists for
Central European. So what is neither UTF-8 nor UTF-16 is read as Windows-1252, of which Latin-1 is a part, and whoever imports it sees the
names and may choose another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

ENCODINGS: Mapping[str, str] = MappingProxyType(
    {
        "utf-8": "Unicode (UTF-8)",
        "utf-16-le": "Unicode (UTF-16)",
        "utf-16-be": "Unicode (UTF-16, big-endian)",
        "cp1252": "Western (Windows-1252, Latin-1)",
        "mac_roman": "Western (Macintosh)",
        "cp1250": "Central European (Windows-1250)",
        "cp1251": "Cyrillic (Windows-1251)",
        "cp1253": "Greek (Windows-1253)",
        "cp1254": "Turkish (Windows-1254)",
        "cp1257": "Baltic (Windows-1257)",
        "cp932": "Japanese (Shift JIS)",
        "gb18030": "Chinese (GB 18030)",
        "big5": "Chinese (Big5)",
        "cp949": "Korean (EUC-KR)",
    }
)
"""What a file may be read as, by the name that Python gives it."""

WESTERN = "cp1252"

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SAMPLE = 4096
_ZEROS = 0.2
"""Share of the bytes of one parity from which a text is UTF-16: of Latin script, nearly half of all bytes are zero."""
_MOSTLY = 0.9
"""Share of the lines with other letters than English ones that have to be UTF-8 for the rest to be faults in it."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as text. `mended`: numbers of lines, from 1, that are not UTF-8 in a file that is, and were read as Windows-1252."""

    text: str
    encoding: str
    mended: tuple[int, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data` in one of `ENCODINGS`; None: the likely one. What can't be read in it becomes U+FFFD."""
    marked, data = _without_mark(data)
    encoding = encoding or marked or _guess(data)
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return _mended(data) if encoding == "utf-8" else Decoded(data.decode(encoding, errors="replace"), encoding)


def _without_mark(data: bytes) -> tuple[str | None, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    return None, data


def _guess(data: bytes) -> str:
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > _ZEROS * len(sample) / 2:
        return "utf-16-le" if odd > even else "utf-16-be"
    other = [line for line in data.split(b"\n") if not line.isascii()]
    return "utf-8" if sum(map(_is_utf8, other)) >= _MOSTLY * len(other) else WESTERN


def _mended(data: bytes) -> Decoded:
    """UTF-8 but for some lines."""
    lines = data.split(b"\n")
    mended = tuple(number for number, line in enumerate(lines, 1) if not _is_utf8(line))
    broken = set(mended)
    texts = (line.decode(WESTERN, errors="replace") if number in broken else line.decode() for number, line in enumerate(lines, 1))
    return Decoded("\n".join(texts), "utf-8", mended)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
