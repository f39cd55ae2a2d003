"""Sounds for tests: a voice-like one, noise, and files of every kind made by PyAV."""

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Frame, Samples
from audio.side import Side


def voice(seconds: float, rate: int = SAMPLE_RATE, pitch: float = 120.0, level: float = 0.1) -> Samples:
    """Something a speech detector takes for a voice: harmonics of a gliding pitch with formants, four syllables a second. RMS about `level`."""
    time = np.arange(round(seconds * rate)) / rate
    phase = 2 * np.pi * pitch * (time + 0.01 * np.sin(2 * np.pi * 3 * time))
    sound = np.zeros_like(time)
    for harmonic in range(1, int(min(3400, rate / 2 - 1) / pitch)):
        hertz = harmonic * pitch
        gain = sum(np.exp(-(((hertz - formant) / 150) ** 2)) / (1 + formant / 700) for formant in (600, 1200, 2500)) + 0.02
        sound += gain * np.sin(harmonic * phase)
    sound *= 0.15 + np.abs(np.sin(np.pi * 4 * time))
    return as_samples(sound / np.sqrt((sound**2).mean()) * level)


def silence(seconds: float, rate: int = SAMPLE_RATE) -> Samples:
    return np.zeros(round(seconds * rate), np.float32)


def hiss(seconds: float, level: float, rate: int = SAMPLE_RATE, seed: int = 0) -> Samples:
    """Steady noise of the telephone band with an RMS of `level`."""
    samples = round(seconds * rate)
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=samples))
    hertz = np.fft.rfftfreq(samples, 1 / rate)
    spectrum[(hertz < 300) | (hertz > 3400)] = 0
    noise = np.fft.irfft(spectrum, samples)
    return as_samples(noise / noise.std() * level)


def tone(seconds: float, rate: int, hertz: float = 440.0, level: float = 0.3) -> Samples:
    return as_samples(level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate))


def as_samples(sound: NDArray[np.floating]) -> Samples:
    samples: Samples = sound.astype(np.float32)
    return samples


def frames(tracks: dict[Side, Samples]) -> list[tuple[Frame, ...]]:
    """16 kHz tracks of equal length as frames; a rest shorter than a frame is left out."""
    count = min(len(samples) for samples in tracks.values()) // FRAME_SAMPLES
    return [
        tuple(
            Frame(side, at * FRAME_SAMPLES / SAMPLE_RATE, samples[at * FRAME_SAMPLES : (at + 1) * FRAME_SAMPLES]) for side, samples in tracks.items()
        )
        for at in range(count)
    ]


def write(path: Path, channels: Sequence[Samples], rate: int, codec: str, *, picture: bool = False, options: dict[str, str] | None = None) -> Path:
    """Encodes `channels` (each shape (n,)) into `path`, whose suffix names the container; `picture` adds a short film."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[len(channels)]
    with av.open(str(path), "w", options=options or {}) as container:
        film = container.add_stream("mpeg4", rate=5) if picture else None
        stream = container.add_stream(codec, rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = layout
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(np.stack(channels)), format="fltp", layout=layout)
        frame.sample_rate = rate
        fifo = av.AudioFifo()
        for converted in av.AudioResampler(stream.codec_context.format, layout, rate).resample(frame):
            fifo.write(converted)
        if isinstance(film, av.VideoStream):
            film.width, film.height = 64, 48
            film.pix_fmt = "yuv420p"
            for _ in range(int(5 * len(channels[0]) / rate)):
                container.mux(film.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")))
            container.mux(film.encode(None))
        while piece := fifo.read(stream.codec_context.frame_size or 1024, partial=True):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path
