"""The lengths that tell a cut-off MP3."""

import pytest

from audio.whole import mp3_frame_bytes


@pytest.mark.parametrize(
    ("header", "length"),
    [
        (bytes([0xFF, 0xFB, 0x90, 0x00]), 417),  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz
        (bytes([0xFF, 0xFB, 0x92, 0x00]), 418),  # the same, padded
        (bytes([0xFF, 0xF3, 0x48, 0xC4]), 144),  # MPEG 2 layer III, 32 kbit/s, 16 kHz
        (bytes([0xFF, 0xE3, 0x18, 0xC4]), 72),  # MPEG 2.5 layer III, 8 kbit/s, 8 kHz
        (bytes([0xFF, 0xFD, 0xA4, 0x00]), 576),  # MPEG 1 layer II, 192 kbit/s, 48 kHz
        (bytes([0xFF, 0xFF, 0x90, 0x00]), 312),  # MPEG 1 layer I, 288 kbit/s, 44.1 kHz
        (bytes([0xFF, 0xFB, 0x00, 0x00]), None),  # free format
        (bytes([0xFF, 0xFB, 0xF0, 0x00]), None),
        (b"ID3\x03", None),
        (b"\xff", None),
    ],
)
def test_length_of_an_mpeg_frame(header: bytes, length: int | None) -> None:
    assert mp3_frame_bytes(header) == length
