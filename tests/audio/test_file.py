"""Files of every kind: what is read, what is refused, what is said of damaged ones."""

import struct
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio.file import FileSource
from audio.frames import Samples
from audio.problem import Problem
from tests import needs
from tests.audio.sounds import silence, tone, voice, write

LEFT, RIGHT = 500.0, 900.0
"""Hertz of the tones that tell the channels of a test file apart."""


def read(source: FileSource) -> Samples:
    return np.concatenate([block.samples for block in source.blocks()])


def pitch(samples: Samples, rate: int) -> float:
    """The strongest frequency, in Hz."""
    return float(np.abs(np.fft.rfft(samples)).argmax() * rate / len(samples))


def two_tones(seconds: float, rate: int) -> list[Samples]:
    return [tone(seconds, rate, LEFT), tone(seconds, rate, RIGHT)]


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("linear.wav", "pcm_s16le", 16000),
        ("linear24.wav", "pcm_s24le", 44100),
        ("eight-bit.wav", "pcm_u8", 8000),
        ("mu-law.wav", "pcm_mulaw", 8000),
        ("a-law.wav", "pcm_alaw", 8000),
        ("floating.wav", "pcm_f32le", 48000),
        ("packed.flac", "flac", 48000),
        ("lossy.mp3", "libmp3lame", 44100),
        ("phone.mp3", "libmp3lame", 8000),
        ("voice.opus", "libopus", 48000),
        ("voice.ogg", "libopus", 48000),
        ("browser.webm", "libopus", 48000),
        ("memo.m4a", "aac", 44100),
        ("film.mp4", "aac", 48000),
    ],
)
def test_reads_both_channels_of_every_kind_of_file(tmp_path: Path, name: str, codec: str, rate: int) -> None:
    path = write(tmp_path / name, two_tones(3, rate), rate, codec, picture=name == "film.mp4")
    source = FileSource(path)
    sound = read(source)
    assert (source.tracks, source.rate) == (("rep", "client"), rate)
    assert source.seconds == pytest.approx(3, abs=0.1)
    assert len(sound) / rate == pytest.approx(3, abs=0.1)
    assert pitch(sound[:, 0], rate) == pytest.approx(LEFT, abs=1)
    assert pitch(sound[:, 1], rate) == pytest.approx(RIGHT, abs=1)
    assert np.sqrt((sound[rate // 2 : -rate // 2] ** 2).mean()) == pytest.approx(0.3 / np.sqrt(2), rel=0.1)
    assert source.warning is None


def test_samples_of_a_16_bit_file_are_exact(tmp_path: Path) -> None:
    given = np.random.default_rng(0).integers(-32768, 32768, (30000, 2), dtype=np.int16)
    soundfile.write(tmp_path / "exact.wav", given, 16000, subtype="PCM_16")
    sound = read(FileSource(tmp_path / "exact.wav"))
    assert sound.dtype == np.float32
    np.testing.assert_array_equal(np.rint(sound * 32768).astype(np.int16), given)


def test_columns_are_rep_and_client_whichever_side_the_rep_is_on(tmp_path: Path) -> None:
    path = write(tmp_path / "call.wav", two_tones(1, 8000), 8000, "pcm_s16le")
    source = FileSource(path, rep="right")
    assert source.tracks == ("rep", "client")
    assert pitch(read(source)[:, 0], 8000) == pytest.approx(RIGHT, abs=2)


def test_one_channel_is_mixed_and_two_equal_ones_stay_two(tmp_path: Path) -> None:
    mono = tone(1, 8000)
    assert FileSource(write(tmp_path / "mono.wav", [mono], 8000, "pcm_s16le")).tracks == ("mixed",)
    assert FileSource(write(tmp_path / "twice.wav", [mono, mono], 8000, "pcm_s16le")).tracks == ("rep", "client")


def test_blocks_are_short_and_can_be_read_again(tmp_path: Path) -> None:
    source = FileSource(write(tmp_path / "call.opus", two_tones(2, 48000), 48000, "libopus"))
    lengths = [len(block.samples) for block in source.blocks()]
    assert max(lengths) < 0.2 * 48000
    assert min(lengths[:-1]) >= 0.1 * 48000
    assert sum(len(block.samples) for block in source.blocks()) == sum(lengths)


def test_a_float_file_with_anything_in_it_gives_sound_that_can_be_used(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "odd.wav", np.array([0.5, np.nan, np.inf, -np.inf, 7.0, -0.25] * 100, np.float32), 16000, subtype="FLOAT")
    sound = read(FileSource(tmp_path / "odd.wav"))
    np.testing.assert_array_equal(sound[:6, 0], [0.5, 0, 1, -1, 1, -0.25])


def test_a_file_whose_rate_and_channels_change_midway_goes_on_at_the_first(tmp_path: Path) -> None:
    first = write(tmp_path / "a.mp3", [tone(2, 44100, LEFT)], 44100, "libmp3lame", options={"write_xing": "0", "id3v2_version": "0"})
    second = write(tmp_path / "b.mp3", two_tones(2, 32000), 32000, "libmp3lame", options={"write_xing": "0", "id3v2_version": "0"})
    (tmp_path / "joined.mp3").write_bytes(first.read_bytes() + second.read_bytes())
    source = FileSource(tmp_path / "joined.mp3")
    sound = read(source)
    assert (source.tracks, source.rate) == (("mixed",), 44100)
    assert len(sound) / 44100 == pytest.approx(4, abs=0.2)
    assert pitch(sound[: 44100 * 3 // 2, 0], 44100) == pytest.approx(LEFT, abs=2)
    strongest = {round(pitch(sound[44100 * 5 // 2 :, 0], 44100), -1)}
    assert strongest <= {LEFT, RIGHT}


def cut(path: Path, share: float) -> Path:
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    return path


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("counted.mp3", "libmp3lame", {}),
        ("uncounted.mp3", "libmp3lame", {"write_xing": "0"}),
        ("cut.flac", "flac", {}),
        ("cut.ogg", "libopus", {}),
        ("cut.webm", "libopus", {}),
        ("cut.wav", "pcm_s16le", {}),
        ("mu-law.wav", "pcm_mulaw", {}),
        ("streamed.m4a", "aac", {"movflags": "faststart"}),
    ],
)
def test_a_cut_off_file_gives_what_there_is_and_says_so(tmp_path: Path, name: str, codec: str, options: dict[str, str]) -> None:
    path = cut(
        write(tmp_path / name, two_tones(5, 48000 if codec == "libopus" else 16000), 48000 if codec == "libopus" else 16000, codec, options=options),
        0.57,
    )
    source = FileSource(path)
    seconds = len(read(source)) / source.rate
    assert 1.5 < seconds < 4
    assert source.warning is not None
    assert source.warning.code == "file-truncated"


def test_a_damaged_middle_costs_only_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "call.flac", [np.concatenate([tone(5, 16000, LEFT), tone(5, 16000, RIGHT)])] * 2, 16000, "flac")
    data = bytearray(path.read_bytes())
    damaged = slice(len(data) * 6 // 20, len(data) * 9 // 20)
    data[damaged] = bytes(len(data[damaged]))
    path.write_bytes(data)
    source = FileSource(path)
    sound = read(source)
    assert len(sound) == 10 * 16000
    assert pitch(sound[: 2 * 16000, 0], 16000) == pytest.approx(LEFT, abs=1)
    assert (sound == 0).all(axis=1).sum() > 16000
    assert pitch(sound[round(5.1 * 16000) :, 0], 16000) == pytest.approx(RIGHT, abs=1)
    assert source.warning is not None


@pytest.mark.parametrize("length", [0, 0xFFFFFFFF, 0x7FFFFFFF, 10**9, 32000, 1])
def test_a_wav_with_a_wrong_length_gives_what_there_is(tmp_path: Path, length: int) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, np.stack(two_tones(3, 8000), 1), 8000, subtype="PCM_16")
    data = bytearray(path.read_bytes())
    at = data.index(b"data")
    data[at + 4 : at + 8] = struct.pack("<I", length)
    path.write_bytes(data)
    source = FileSource(path)
    assert len(read(source)) == 3 * 8000
    assert (source.warning is not None) == (length == 10**9)


def test_chunks_after_the_sound_are_not_taken_for_sound(tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    soundfile.write(path, np.stack(two_tones(1, 8000), 1), 8000, subtype="PCM_16")
    path.write_bytes(path.read_bytes() + b"LIST" + struct.pack("<I", 26) + b"INFOISFT" + struct.pack("<I", 14) + b"some recorder\0")
    source = FileSource(path)
    assert len(read(source)) == 8000
    assert source.warning is None


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def written(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


def film_without_sound(path: Path) -> Path:
    import av

    with av.open(str(path), "w") as container:
        film = container.add_stream("mpeg4", rate=5)
        assert isinstance(film, av.VideoStream)
        film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
        container.mux(film.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")))
        container.mux(film.encode(None))
    return path


def wav_without_samples(path: Path) -> Path:
    soundfile.write(path, np.zeros((0, 2)), 8000, subtype="PCM_16")
    return path


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("missing.wav", lambda path: path, "file-missing"),
        ("folder.wav", folder, "file-is-folder"),
        ("empty.wav", written(b""), "file-empty"),
        ("no-samples.wav", wav_without_samples, "file-empty"),
        ("letter.txt", written(b"Dear Sir or Madam,\n" * 50), "not-sound"),
        ("letter.wav", written(b"Dear Sir or Madam,\n" * 50), "not-sound"),
        ("letter.mp3", written(b"Dear Sir or Madam,\n" * 50), "not-sound"),
        ("noughts.mp3", written(bytes(50000)), "not-sound"),
        ("one-byte.mp3", written(b"\0"), "not-sound"),
        ("header-only.wav", written(b"RIFF\x24\0\0\0WAVEfmt "), "not-sound"),
        ("list.m3u8", written(b"#EXTM3U\n#EXTINF:10,\nother.wav\n#EXT-X-ENDLIST\n"), "not-sound"),
        ("list.ffconcat", written(b"ffconcat version 1.0\nfile other.wav\n"), "not-sound"),
        ("silent-film.mp4", film_without_sound, "no-sound"),
        ("surround.flac", lambda path: write(path, [tone(1, 8000)] * 6, 8000, "flac"), "too-many-channels"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_made(tmp_path: Path, name: str, make: Callable[[Path], Path], code: str) -> None:
    write(tmp_path / "other.wav", [tone(1, 8000)], 8000, "pcm_s16le")
    path = make(tmp_path / name)
    with pytest.raises(Problem) as raised:
        FileSource(path)
    assert raised.value.code == code
    assert name in raised.value.message
    assert "\n" not in str(raised.value)


def test_a_playlist_may_not_open_other_files(tmp_path: Path) -> None:
    """Not even under a name and with a beginning that FFmpeg takes for a playlist, next to the file it names."""
    write(tmp_path / "secret.wav", [tone(1, 8000)], 8000, "pcm_s16le")
    (tmp_path / "upload.m3u8").write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://{tmp_path}/secret.wav\n#EXT-X-ENDLIST\n")
    with pytest.raises(Problem, match="not a sound file"):
        FileSource(tmp_path / "upload.m3u8")


@pytest.mark.parametrize("name", ["call: Dana %03d.wav", "-.wav", "Gespräch №1.wav"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "plain.wav", [tone(1, 8000)], 8000, "pcm_s16le").rename(tmp_path / name)
    assert len(read(FileSource(path))) == 8000


def test_tags_in_an_unknown_encoding_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path / "tagged.mp3", [tone(1, 16000)], 16000, "libmp3lame", options={"id3v2_version": "0"})
    tag = b"TAG" + b"Gespr\xe4ch \x81\xff".ljust(30, b"\0") + bytes(95)
    path.write_bytes(path.read_bytes() + tag[:128])
    source = FileSource(path)
    assert len(read(source)) == pytest.approx(16000, abs=2000)
    assert source.warning is None


def test_close_from_another_thread_ends_the_iteration(tmp_path: Path) -> None:
    source = FileSource(write(tmp_path / "long.wav", two_tones(60, 8000), 8000, "pcm_s16le"))
    blocks = source.blocks()
    next(blocks)
    closer = threading.Thread(target=source.close)
    closer.start()
    closer.join()
    assert len(list(blocks)) < 20
    assert source.warning is None


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Ten minutes, both sides, are 38 MB as samples; numpy's arrays are counted."""
    path = tmp_path / "long.wav"
    minute = np.stack([voice(60, 8000), silence(60, 8000)], 1)
    with soundfile.SoundFile(path, "w", 8000, 2, "ULAW", format="WAV") as out:
        for _ in range(10):
            out.write(minute)
    source = FileSource(path)
    tracemalloc.start()
    try:
        frames = sum(len(block.samples) for block in source.blocks())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert frames == 600 * 8000
    assert most < 3_000_000


def test_shared_recordings_of_every_rate_and_form_are_read() -> None:
    for path in sorted([*needs.shared("audio", "calls").glob("*.wav"), *needs.shared("audio", "exact").iterdir()]):
        if path.suffix == ".jsonl":
            continue
        source = FileSource(path)
        expected = soundfile.info(path)
        assert sum(len(block.samples) for block in source.blocks()) == pytest.approx(expected.frames, abs=expected.samplerate * 0.1), path.name
        assert source.warning is None, path.name
