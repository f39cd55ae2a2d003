"""Blocks of any rate and length cut into frames: 16 kHz, 20 ms, all tracks in lock-step."""

import numpy as np

from audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Block, Frame, Samples
from audio.side import Side


class Framer:
    """Cuts the blocks of one source into frames. No sample is lost or repeated; at 16 kHz none is changed.

    Not for use by several threads at once, and not after `flush`.
    """

    def __init__(self, tracks: tuple[Side, ...], rate: int) -> None:
        import soxr

        self._tracks = tracks
        # One stream resamples all tracks, each by itself, so that they cannot come apart. float32: soxr's int16 streams are not repeatable.
        self._stream = soxr.ResampleStream(rate, SAMPLE_RATE, len(tracks), dtype="float32") if rate != SAMPLE_RATE else None
        self._rest: Samples = np.zeros((0, len(tracks)), np.float32)
        self._frames = 0

    def feed(self, block: Block) -> list[tuple[Frame, ...]]:
        """The frames that `block` completes, each a tuple with one frame a track."""
        return self._cut(self._resampled(block.samples, last=False))

    def flush(self) -> list[tuple[Frame, ...]]:
        """What is left once the last block was fed, the last frame filled up with silence."""
        frames = self._cut(self._resampled(np.zeros((0, len(self._tracks)), np.float32), last=True))
        if left := len(self._rest):
            frames += self._cut(np.zeros((FRAME_SAMPLES - left, len(self._tracks)), np.float32))
        return frames

    def _resampled(self, samples: Samples, *, last: bool) -> Samples:
        if self._stream is None:
            return samples
        given: Samples = self._stream.resample_chunk(np.ascontiguousarray(samples), last=last)
        return given.reshape(-1, len(self._tracks))

    def _cut(self, samples: Samples) -> list[tuple[Frame, ...]]:
        samples = np.concatenate((self._rest, samples)) if len(self._rest) else samples
        whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
        self._rest = samples[whole:].copy()
        # Copied once for all frames: each track contiguous, and nothing of the source's own block kept alive or shared.
        tracks = np.array(samples[:whole].T, np.float32, order="C")
        return [self._frame(tracks[:, at : at + FRAME_SAMPLES]) for at in range(0, whole, FRAME_SAMPLES)]

    def _frame(self, samples: Samples) -> tuple[Frame, ...]:
        start = self._frames * FRAME_SAMPLES / SAMPLE_RATE
        self._frames += 1
        return tuple(Frame(side, start, track) for side, track in zip(self._tracks, samples, strict=True))
