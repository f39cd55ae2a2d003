"""Whether a sound file is whole, by what its own format says: FFmpeg reads past a cut without a word."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.packet import Packet

_UNKNOWN_LENGTH = 0x7FFF_F000
"""Recorders that cannot seek back write a length about this or more (2^31 - 1, 2^32 - 1, minus a header), or 0."""

_OGG_PAGE = 65_307
"""The longest Ogg page, in bytes."""

_OGG_LAST = 0x04
"""Flag of the last page of a stream (RFC 3533)."""

_MP3_KBITS = {
    (3, 3): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 1): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""kbit/s by (MPEG version: 3 for 1, 2 for 2 and 2.5; layer bits: 3 for I, 2 for II, 1 for III) and index."""

_MP3_RATES = (44_100, 48_000, 32_000)


@dataclass(frozen=True, slots=True)
class WavData:
    """The sound of a RIFF WAV file, in bytes: what its header claims (None: left open), what is there, and whether more follows than other chunks."""

    claimed: int | None
    present: int
    more: bool

    @property
    def stops_short(self) -> bool:
        """The header claims less than there is, and what follows is no chunk: the recorder died before it could correct the length."""
        return self.claimed is not None and self.more

    @property
    def present_share(self) -> float:
        """What is there as a multiple of what the header claims, where that is too little; else 1."""
        return self.present / self.claimed if self.claimed and self.more else 1.0

    @property
    def claimed_share(self) -> float:
        """What the header claims as a multiple of what is there; 1 where it claims nothing or too little."""
        return self.claimed / self.present if self.claimed and self.present and self.claimed > self.present else 1.0


def declared_wav(path: Path) -> WavData | None:
    """What a WAV file says of its sound; None for any other file, or one without sound."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return None
        size = file.seek(0, 2)
        at, length = _data_chunk(file, size)
        if not at:
            return None
        if length == 0 or length >= _UNKNOWN_LENGTH:
            return WavData(None, size - at, False)
        file.seek(min(at + length + length % 2, size))
        return WavData(length, size - at, _is_sound(file.read(8), size - file.tell()))


def _data_chunk(file: BinaryIO, size: int) -> tuple[int, int]:
    """Where the sound begins, and its stated length in bytes; (0, 0) where there is none."""
    at = 12
    while at + 8 <= size:
        file.seek(at)
        name, length = struct.unpack("<4sI", file.read(8))
        at += 8
        if name == b"data":
            return at, length
        at += length + length % 2
    return 0, 0


def _is_sound(header: bytes, rest: int) -> bool:
    """Whether what follows the stated end is sound rather than another chunk: no name in letters, or a length beyond the file."""
    if len(header) < 8:
        return False
    name, length = struct.unpack("<4sI", header)
    return not all(32 <= byte < 127 for byte in name) or length > rest


def ends_as_ogg(path: Path) -> bool | None:
    """Whether the last page of an Ogg file says that it is the last; None for any other file."""
    with path.open("rb") as file:
        if file.read(4) != b"OggS":
            return None
        size = file.seek(0, 2)
        file.seek(max(0, size - 2 * _OGG_PAGE))
        tail = file.read()
    page = tail.rfind(b"OggS")
    return page >= 0 and len(tail) > page + 5 and bool(tail[page + 5] & _OGG_LAST)


def has_mp3_count(path: Path) -> bool:
    """Whether an MP3 file counts its frames in its first one (Xing, Info or VBRI), so that its length is known and not estimated."""
    with path.open("rb") as file:
        head = file.read(10)
        tag = 0
        if head[:3] == b"ID3" and len(head) == 10:
            tag = 10 + sum(byte << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
        file.seek(tag)
        first = file.read(2048)
    return any(name in first for name in (b"Xing", b"Info", b"VBRI"))


class CutMp3:
    """Watches the packets of an MP3 file for a last one shorter than its header says. FFmpeg decodes such a stump without complaint."""

    cut = False

    def see(self, packet: "Packet[AudioStream]") -> None:
        if packet.size:
            length = mp3_frame_bytes(bytes(packet)[:4])
            self.cut = length is not None and packet.size < length


def mp3_frame_bytes(header: bytes) -> int | None:
    """Length in bytes of the MPEG audio frame that `header` (4 bytes) begins; None where it is none, or its bit rate is left open."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return None
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    index, rate_index, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer == 0 or index in (0, 15) or rate_index == 3:
        return None
    rate = _MP3_RATES[rate_index] >> {3: 0, 2: 1, 0: 2}[version]
    bits = _MP3_KBITS[3 if version == 3 else 2, layer][index] * 1000
    if layer == 3:
        return (12 * bits // rate + padding) * 4
    return (72 if layer == 1 and version != 3 else 144) * bits // rate + padding
