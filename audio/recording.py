"""What was heard, kept on disk: raw while the call runs, so that a crash costs no more than a second, FLAC once it is over.

A folder holds `sound.pcm` (16 bit little-endian, tracks interleaved) with `sound.json` (`{"rate", "tracks"}`), or `sound.flac`.
"""

import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from audio.frames import FRAME_SECONDS, SAMPLE_RATE, Frame
from audio.problem import Problem
from audio.side import Side

FLUSH_SECONDS = 0.5
"""Seconds of sound handed to the system at once: what a killed process may lose."""

SYNC_SECONDS = 1.0
"""Seconds between two waits for the disk itself, by the clock: what a power cut may lose. A replay is faster than any disk."""

PCM = "sound.pcm"
ABOUT = "sound.json"
FLAC = "sound.flac"
_UNFINISHED = "sound.flac.part"

_BYTES = 2
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PIECE_SECONDS = 10


class Recorder:
    """Records one call into a folder, which is made. Used on one thread.

    Raises `Problem` ("disk-full", "recording-failed") once, from the constructor or from `write`; what is there by then is kept, and
    `write` does nothing more.
    """

    def __init__(self, folder: Path, tracks: tuple[Side, ...], clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._waiting: list[tuple[Frame, ...]] = []
        self._failed = False
        self._synced = clock()
        with _explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if (folder / FLAC).exists():
                raise FileExistsError(errno.EEXIST, "there is a recording already")
            _write_whole(folder / ABOUT, json.dumps({"rate": SAMPLE_RATE, "tracks": tracks}).encode())
            self._file: BinaryIO = (folder / PCM).open("xb", buffering=0)

    def write(self, frames: tuple[Frame, ...]) -> None:
        """Adds one frame of each track."""
        if self._failed:
            return
        self._waiting.append(frames)
        if len(self._waiting) * FRAME_SECONDS >= FLUSH_SECONDS:
            self._flush()

    def close(self) -> Path | None:
        """Turns what was recorded into FLAC and gives its path; None where not one sample was. Takes a second for some ten minutes of sound.

        Where that fails the raw sound is kept, and `finish_recording` may try again. Raises `Problem` then, or gives the path of the
        raw sound if recording had failed before.
        """
        if not self._file.closed:
            try:
                if not self._failed:
                    self._flush()
            finally:
                self._file.close()
        try:
            return finish_recording(self._folder)
        except Problem:
            if self._failed:
                return self._folder / PCM
            raise

    def _flush(self) -> None:
        waiting = _pcm(self._waiting)
        self._waiting.clear()
        try:
            with _explained(self._folder):
                _write_all(self._file, waiting)
                now = self._clock()
                if now - self._synced >= SYNC_SECONDS:
                    os.fsync(self._file.fileno())
                    self._synced = now
        except Problem:
            self._failed = True
            raise


def finish_recording(folder: Path) -> Path | None:
    """Turns the raw sound a crash left in `folder` into FLAC, and gives the path of the FLAC; None where nothing was recorded.

    Does nothing where that is done already. Raises `Problem` where the disk is full, or the raw sound cannot be understood.
    """
    flac, pcm = folder / FLAC, folder / PCM
    with _explained(folder):
        if not flac.exists() and pcm.exists() and pcm.stat().st_size >= _BYTES:
            _make_flac(pcm, _tracks(folder), flac)
        pcm.unlink(missing_ok=True)
        (folder / ABOUT).unlink(missing_ok=True)
    return flac if flac.exists() else None


def recorded_seconds(flac: Path) -> float:
    """Length of a finished recording."""
    import soundfile

    with soundfile.SoundFile(flac) as file:
        return float(file.frames / file.samplerate)


def _pcm(frames: list[tuple[Frame, ...]]) -> bytes:
    """Frames of all tracks as they stand on disk."""
    if not frames:
        return b""
    tracks = [np.concatenate([frame.samples for frame in track]) for track in zip(*frames, strict=True)]
    # By 32768, as readers divide: 16-bit sound at 16 kHz is kept to the bit.
    samples: NDArray[np.int16] = np.clip(np.rint(np.stack(tracks, axis=1) * 32768), -32768, 32767).astype("<i2")
    return samples.tobytes()


def _tracks(folder: Path) -> int:
    """How many tracks the raw sound has. Its notes were on disk before its first sample."""
    try:
        about = json.loads((folder / ABOUT).read_bytes())
        return len(about["tracks"])
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise Problem(
            "recording-damaged",
            f"The recording in {folder} cannot be finished: {ABOUT} is missing or damaged.",
            f"{PCM} is kept: it is raw sound, 16 bit, 16 kHz, one or two channels.",
        ) from error


def _make_flac(pcm: Path, tracks: int, flac: Path) -> None:
    """Puts the FLAC in place whole or not at all."""
    unfinished = flac.with_name(_UNFINISHED)
    try:
        _encode(pcm, tracks, unfinished)
        with unfinished.open("r+b") as written:
            os.fsync(written.fileno())
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    unfinished.replace(flac)
    _sync_folder(flac.parent)


def _encode(pcm: Path, tracks: int, flac: Path) -> None:
    import soundfile

    try:
        with soundfile.SoundFile(flac, "w", SAMPLE_RATE, tracks, "PCM_16", format="FLAC") as out:
            for piece in _pieces(pcm, tracks):
                out.write(piece)
    except soundfile.LibsndfileError as error:
        # libsndfile says only that it failed; the disk is asked why.
        _ask_disk(flac)
        raise OSError(errno.EIO, str(error)) from error


def _ask_disk(flac: Path) -> None:
    """Raises the `OSError` that writing there meets, if it still does."""
    with flac.open("ab") as file:
        file.write(bytes(1 << 16))
        file.flush()


def _pieces(pcm: Path, tracks: int) -> Iterator[NDArray[np.int16]]:
    """The raw sound in bounded pieces, shape (n, tracks). A last sample that was cut in two is left out."""
    whole = _BYTES * tracks
    with pcm.open("rb") as file:
        while data := file.read(_PIECE_SECONDS * SAMPLE_RATE * whole):
            yield np.frombuffer(data[: len(data) // whole * whole], "<i2").reshape(-1, tracks)


def _write_all(file: BinaryIO, data: bytes) -> None:
    """Writes to an unbuffered file, which may take less at once than it is given."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _write_whole(path: Path, data: bytes) -> None:
    """Puts a small file in place whole or not at all, and waits for the disk."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _sync_folder(folder: Path) -> None:
    """Waits until the new name is on the disk, before the raw sound goes. Only POSIX lets a folder be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turns what the system says into a `Problem`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Problem(
                "disk-full",
                f"The disk is full: the sound of this call cannot be recorded further in {folder}.",
                "Free some space; the call goes on, and what was recorded is kept.",
            ) from error
        raise Problem(
            "recording-failed",
            f"The sound of this call cannot be recorded in {folder}: {error.strerror or error}.",
            "Check the data folder and the disk it is on; the call goes on.",
        ) from error
