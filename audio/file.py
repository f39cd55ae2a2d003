"""Sound from a file: anything PyAV reads, one channel or two, piece by piece."""

import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from audio.frames import Block, Samples
from audio.problem import Problem
from audio.side import Side
from audio.whole import CutMp3, declared_wav, ends_as_ogg, has_mp3_count

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet

    AnyPacket = Packet[AudioStream]

BLOCK_SECONDS = 0.1
"""Decoders give 2.5 to 100 ms at a time; gathered to this, the work a block costs does not show."""

MISSING_SECONDS = 0.5
"""A file that gives this much less than it says is cut off. Encoders' padding and rounded lengths stay well below."""

GAP_SECONDS = 0.1
"""Times in containers are rounded and shifted by encoders' padding; more than this is missing."""

MOST_CHANNELS = 2

_SAYS_ITS_LENGTH = frozenset({"flac", "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"})
"""Formats (as FFmpeg names them) whose stated length is the encoder's own, not FFmpeg's estimate from what is there."""

_WITHOUT_SOUND = frozenset({"tty"})
"""What FFmpeg takes for a picture, and people don't: plain text."""

OTHER_FORMAT = "Choose a recording: WAV, FLAC, MP3, M4A, Opus, or a video with sound."


class FileSource:
    """The sound of a file as an `AudioSource`, as fast as it can be decoded, in bounded memory.

    Two channels are two tracks, in the order ("rep", "client") whichever side `rep` is on; one channel is ("mixed",). Two equal channels
    stay two. `rate` is that of the first sample; what differs later in the file is brought to it. `seconds` is how long the
    file says it is, for progress, or None. Raises `Problem` where the file cannot be used; holds nothing open until it is iterated.
    """

    warning: Problem | None = None
    """Set once `blocks` has ended: the file was cut off or damaged, and what there is of it was given."""

    def __init__(self, path: Path, rep: Literal["left", "right"] = "left") -> None:
        self.path = path
        self._swapped = rep == "right"
        self._closed = threading.Event()
        self._damaged = 0
        """Packets that could not be decoded."""
        self._missing = 0.0
        """Seconds of silence put in where sound is missing."""
        self._cut_mp3 = CutMp3()
        _check_there(path)
        self._wav = declared_wav(path)
        self._whole_ogg = ends_as_ogg(path)
        self.seconds, self._expected, first = self._look()
        self._channels = first.layout.nb_channels
        if self._channels > MOST_CHANNELS:
            raise Problem(
                "too-many-channels",
                f"{path.name} has {self._channels} channels of sound.",
                "Save it with two channels, one for each side of the call, or with one.",
            )
        self.tracks: tuple[Side, ...] = ("rep", "client") if self._channels == MOST_CHANNELS else ("mixed",)
        self.rate = first.sample_rate

    def blocks(self) -> Iterator[Block]:
        """Blocks of about 100 ms. Raises `Problem` where the file can no longer be read."""
        frames = 0
        for samples in _gathered(self._uniform(), int(self.rate * BLOCK_SECONDS)):
            frames += len(samples)
            samples = _bounded(samples)
            yield Block(samples[:, ::-1] if self._swapped else samples)
        if not self._closed.is_set():
            self._judge(frames / self.rate)

    def close(self) -> None:
        self._closed.set()

    def _look(self) -> "tuple[float | None, float | None, AudioFrame]":
        """How long the file says it is, how long it must be to be whole, and its first sound."""
        packets = 0

        def count(packet: "AnyPacket") -> None:
            nonlocal packets
            packets += bool(packet.size)

        with self._opened() as container:
            seconds, expected = _stated_seconds(container, self.path)
            frame = next(self._decoded(container, count), None)
            if frame is not None:
                _as_float(frame, self.path)
                self._damaged = 0
                return seconds and seconds * (self._wav.present_share if self._wav else 1), expected, frame
        if packets:
            raise _not_sound(self.path, "holds no sound that can be decoded")
        raise Problem("file-empty", f"{self.path.name} holds no sound: it is 0 seconds long.", OTHER_FORMAT)

    @contextmanager
    def _opened(self) -> "Iterator[InputContainer]":
        """The container, checked to have sound.

        It is read through a Python file, and may name no other: a playlist sent as a recording must not make FFmpeg open what it likes, and
        a colon or a percent sign in a file's name must not be taken for a protocol or a pattern.
        """
        import av

        options = {"protocol_whitelist": "none"}
        if self._wav and self._wav.stops_short:
            options["ignore_length"] = "1"
        try:
            with self.path.open("rb") as file, av.open(file, "r", options=options, metadata_errors="replace") as container:
                if container.streams.best("audio") is None:
                    raise self._without_sound(container)
                yield container
        except av.FFmpegError as error:
            raise _not_sound(self.path, "is not a sound file that can be read, or its beginning is damaged") from error
        except OSError as error:
            raise Problem(
                "file-unreadable", f"{self.path.name} cannot be read: {error.strerror}.", "Check the file and the disk it is on."
            ) from error

    def _without_sound(self, container: "InputContainer") -> Problem:
        if container.streams.video and container.format.name not in _WITHOUT_SOUND and not container.streams.audio:
            return Problem("no-sound", f"{self.path.name} has a picture but no sound.", OTHER_FORMAT)
        return _not_sound(self.path, "is not a sound file")

    def _decoded(self, container: "InputContainer", see: "Callable[[AnyPacket], None]") -> "Iterator[AudioFrame]":
        """Every frame that can be decoded; a packet that cannot costs only itself."""
        import av

        packets = container.demux(_sound(container))
        while not self._closed.is_set():
            try:
                packet = next(packets)
                see(packet)
                frames = packet.decode()
            except StopIteration:
                return
            except av.FFmpegError:
                # Where the container itself cannot go on, the next packet is the end.
                self._damaged += 1
                continue
            yield from (frame for frame in frames if frame.samples)

    def _uniform(self) -> Iterator[Samples]:
        """The decoded sound with the channels and the rate of its first sample."""
        with self._opened() as container:
            rates = _OneRate(self.rate, self._channels)
            gaps = _Gaps(self.seconds)
            see = self._cut_mp3.see if container.format.name == "mp3" else _ignore
            for frame in self._decoded(container, see):
                samples = _with_channels(_as_float(frame, self.path), self._channels)
                yield from gaps.before(frame, self._channels, self.rate)
                yield from rates.take(samples, frame.sample_rate)
            yield from rates.flush()
            self._missing = gaps.seconds

    def _judge(self, seconds: float) -> None:
        """Sets `warning` where the file gave less than it should have."""
        expected = seconds * self._wav.claimed_share if self._wav else self._expected
        short = expected is not None and expected - seconds > MISSING_SECONDS
        cut = short or self._cut_mp3.cut or self._whole_ogg is False
        if cut or self._damaged or self._missing > MISSING_SECONDS:
            of = f" of {expected:.1f}" if expected is not None and (short or self._missing) else ""
            seconds -= self._missing
            self.warning = Problem(
                "file-truncated",
                f"{self.path.name} is {'cut off' if cut else 'damaged in places'}: {seconds:.1f}{of} seconds of it were used.",
                "If you have a whole copy of the recording, use that.",
            )


class _Gaps:
    """Silence where a file says that some of its sound is missing (damage, a pause in the recording), so that what follows keeps its time."""

    def __init__(self, seconds: float | None) -> None:
        self._end = seconds or 0.0
        """No gap reaches beyond the stated end: a damaged time may be anything."""
        self._began: float | None = None
        self._at = 0.0
        """Seconds given so far, silence included."""
        self.seconds = 0.0
        """Seconds of silence given."""

    def before(self, frame: "AudioFrame", channels: int, rate: int) -> Iterator[Samples]:
        """The silence that belongs before `frame`, in pieces of a second."""
        if frame.time is not None:
            self._began = frame.time if self._began is None else self._began
            missing = min(frame.time - self._began, self._end) - self._at
            if missing > GAP_SECONDS:
                self._at += missing
                self.seconds += missing
                while missing > 0:
                    yield np.zeros((round(min(1.0, missing) * rate), channels), np.float32)
                    missing -= 1.0
        self._at += frame.samples / frame.sample_rate


class _OneRate:
    """Sound of changing rates brought to one, with no seam where the rate stays the same. Pieces have shape (n, channels)."""

    def __init__(self, rate: int, channels: int) -> None:
        import soxr

        self._streams: Callable[[int], soxr.ResampleStream] = lambda given: soxr.ResampleStream(given, rate, channels, dtype="float32")
        self._rate = rate
        self._channels = channels
        self._given = rate
        self._stream: soxr.ResampleStream | None = None

    def take(self, samples: Samples, rate: int) -> Iterator[Samples]:
        if rate != self._given:
            yield from self.flush()
            self._given = rate
            self._stream = self._streams(rate) if rate != self._rate else None
        yield samples if self._stream is None else self._resampled(samples, last=False)

    def flush(self) -> Iterator[Samples]:
        if self._stream is not None:
            yield self._resampled(np.zeros((0, self._channels), np.float32), last=True)
            self._stream = None
            self._given = self._rate

    def _resampled(self, samples: Samples, *, last: bool) -> Samples:
        assert self._stream is not None
        given: Samples = self._stream.resample_chunk(np.ascontiguousarray(_bounded(samples)), last=last)
        return given.reshape(-1, self._channels)


def _ignore(packet: "AnyPacket") -> None:
    """For formats whose packets tell nothing about the whole."""


def _check_there(path: Path) -> None:
    try:
        what = path.stat()
    except FileNotFoundError as error:
        raise Problem("file-missing", f"There is no file {path}.", "Check the name and the folder.") from error
    except OSError as error:
        raise Problem("file-unreadable", f"{path} cannot be read: {error.strerror}.", "Check the name and your rights to the file.") from error
    if stat.S_ISDIR(what.st_mode):
        raise Problem("file-is-folder", f"{path} is a folder.", "Name the sound file in it.")
    if not stat.S_ISREG(what.st_mode):
        raise Problem("not-sound", f"{path} is not an ordinary file.", "Save the sound to a file first.")
    if not what.st_size:
        raise Problem("file-empty", f"{path.name} is empty.", OTHER_FORMAT)


def _not_sound(path: Path, what: str) -> Problem:
    return Problem("not-sound", f"{path.name} {what}.", OTHER_FORMAT)


def _sound(container: "InputContainer") -> "AudioStream":
    """The stream of sound, of several the one a player would take."""
    stream = container.streams.best("audio")
    assert stream is not None
    return cast("AudioStream", stream)


def _stated_seconds(container: "InputContainer", path: Path) -> tuple[float | None, float | None]:
    """How long the sound is said to be, and how long it must be to be whole: None where the former is FFmpeg's estimate from what is there."""
    import av

    stream = _sound(container)
    if stream.duration is not None and stream.time_base is not None:
        seconds, own = float(stream.duration * stream.time_base), True
    elif container.duration is not None:
        seconds, own = container.duration / av.time_base, len(container.streams) == 1
    else:
        return None, None
    name = container.format.name
    own = own and (name in _SAYS_ITS_LENGTH or (name == "mp3" and has_mp3_count(path)))
    return seconds, seconds if own else None


def _as_float(frame: "AudioFrame", path: Path) -> Samples:
    """The samples of a decoded frame: shape (n, channels), float32, full scale being 1. Raises `Problem` for a format numpy has no type for."""
    try:
        given = frame.to_ndarray()
    except ValueError as error:
        raise _not_sound(path, f"has samples of an unusual kind ({frame.format.name})") from error
    given = given.T if frame.format.is_planar else given.reshape(-1, frame.layout.nb_channels)
    samples: Samples = given.astype(np.float32)
    if given.dtype.kind == "u":
        return (samples - np.float32(128)) / np.float32(128)
    if given.dtype.kind == "i":
        return samples / np.float32(2 ** (8 * given.dtype.itemsize - 1))
    return samples


def _bounded(samples: Samples) -> Samples:
    """`samples` within [-1, 1]: lossy decoders overshoot a little, and a float file may hold anything. One NaN would spoil a resampler for good."""
    if not len(samples) or np.abs(samples).max() <= 1:  # a comparison that fails for NaN too
        return samples
    return np.clip(np.nan_to_num(samples), np.float32(-1), np.float32(1))


def _with_channels(samples: Samples, channels: int) -> Samples:
    """`samples` with as many channels as the file began with: averaged to one, one repeated, or the first two."""
    if samples.shape[1] == channels:
        return samples
    if channels == 1:
        mean: Samples = samples.mean(axis=1, keepdims=True)
        return mean
    return samples[:, :channels] if samples.shape[1] > channels else np.repeat(samples, channels, axis=1)


def _gathered(pieces: Iterator[Samples], least: int) -> Iterator[Samples]:
    """The pieces joined until they are at least `least` long; the last may be shorter. Empty ones vanish."""
    waiting: list[Samples] = []
    length = 0
    for piece in pieces:
        if not len(piece):
            continue
        waiting.append(piece)
        length += len(piece)
        if length >= least:
            yield np.concatenate(waiting)
            waiting, length = [], 0
    if waiting:
        yield np.concatenate(waiting)
