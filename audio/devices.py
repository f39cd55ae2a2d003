"""Sound as it is spoken: microphones and whatever else PortAudio can hear."""

import logging
import platform
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from audio.frames import SAMPLE_RATE, Block, Samples
from audio.lockstep import LockStep, Notice
from audio.problem import Problem
from audio.side import Side

_log = logging.getLogger(__name__)

WAKE_SECONDS = 0.1
"""How often it is looked whether a device has fallen silent."""

REOPEN_SECONDS = 2.0
"""How often a device that has gone is tried again."""

MOST_CHANNELS = 2
"""Channels opened of a device and averaged: a stereo microphone speaks on both, a system's mixer offers 32."""

LIST_REMEDY = "Run 'callcue devices' to see what can be heard here."


@dataclass(frozen=True, slots=True)
class Device:
    """Something that can be heard. `host`: the system's interface it is reached by; `rate`: its own, in Hz; `index`: PortAudio's."""

    name: str
    default: bool
    host: str
    channels: int
    rate: int
    index: int


def list_devices() -> tuple[Device, ...]:
    """What can be heard on this machine, as it is now; empty where there is nothing. Any thread.

    Raises `Problem` ("portaudio-missing", "portaudio-failed").
    """
    with _portaudio.looked_at_anew() as portaudio:
        hosts = [host["name"] for host in portaudio.query_hostapis()]
        default = portaudio.default.device[0]
        return tuple(
            Device(
                name=found["name"],
                default=found["index"] == default,
                host=hosts[found["hostapi"]],
                channels=found["max_input_channels"],
                rate=round(found["default_samplerate"]),
                index=found["index"],
            )
            for found in portaudio.query_devices()
            if found["max_input_channels"] > 0
        )


def choose(devices: Sequence[Device], name: str | None) -> Device:
    """The device whose name contains `name` in any case, the default one for None. Raises `Problem` where there is none or more than one.

    Systems offer a device by several interfaces; that of the default device goes first. A name given in full is no part of another.
    """
    if not devices:
        raise Problem("no-device", "There is nothing to hear with on this machine.", "Plug in a microphone, or allow this program to use it.")
    default = next((device for device in devices if device.default), None)
    if name is None:
        if default is None:
            raise Problem("no-device", "This machine has no default microphone.", f"Name one with --mic. {LIST_REMEDY}")
        return default
    found = [device for device in devices if name.casefold() in device.name.casefold()]
    found = [device for device in found if device.name.casefold() == name.casefold()] or found
    found = [device for device in found if default and device.host == default.host] or found
    if not found:
        raise Problem("device-unknown", f"Nothing that can be heard is called {name!r}.", LIST_REMEDY)
    if len(found) > 1:
        names = ", ".join(f"{device.name!r}" for device in found[:4])
        raise Problem("device-ambiguous", f"{name!r} could be any of {names}.", f"Give more of the name. {LIST_REMEDY}")
    return found[0]


class DeviceSource:
    """One or two devices as an `AudioSource`: the rep's microphone, and what the far side is heard by. At 16 kHz, in lock-step.

    Devices are looked for, and asked whether they can be opened, on construction; they are open only while `blocks` is iterated.
    A device that stalls or goes is silent until it comes back, and the other goes on. `on_capture` is then called with the side and
    whether it was lost, on the thread that iterates. Raises `Problem` where a device cannot be found or opened.
    """

    rate = SAMPLE_RATE

    on_capture: Callable[[Side, bool], None] | None = None
    """Set it before iterating to be told when a side is lost (True) or found again (False)."""

    def __init__(self, mic: str | None, far: str | None, clock: Callable[[], float] = time.monotonic) -> None:
        devices = list_devices()
        self._devices = (choose(devices, mic),) if far is None else (choose(devices, mic), choose(devices, far))
        self.tracks: tuple[Side, ...] = ("rep",) if far is None else ("rep", "client")
        if len({device.index for device in self._devices}) < len(self._devices):
            raise Problem("device-twice", f"{self._devices[0].name!r} was named for both sides.", f"Name two devices. {LIST_REMEDY}")
        self.overflows: dict[Side, int] = dict.fromkeys(self.tracks, 0)
        """How often a device said that sound was lost because it was not fetched in time."""
        self._clock = clock
        self._closed = threading.Event()
        self._arrivals: queue.SimpleQueue[_Arrival | None] = queue.SimpleQueue()
        with _portaudio.used() as portaudio:
            for device in self._devices:
                try:
                    portaudio.check_input_settings(device.index, _channels(device), "float32", samplerate=device.rate)
                except portaudio.PortAudioError as error:
                    raise _not_opened(device, error) from error

    def blocks(self) -> Iterator[Block]:
        """Blocks as they come, until `close`. Raises `Problem` where a device cannot be opened."""
        with _portaudio.used() as portaudio:
            inputs = [_Input(portaudio, track, device, self._arrivals.put) for track, device in enumerate(self._devices)]
            try:
                for each in inputs:
                    each.open()
                yield from self._heard(inputs)
            finally:
                for each in inputs:
                    each.close()

    def close(self) -> None:
        self._closed.set()
        self._arrivals.put(None)

    def _heard(self, inputs: "list[_Input]") -> Iterator[Block]:
        steps = LockStep(self.tracks, self._clock())
        while not self._closed.is_set():
            for arrival in self._wait():
                self._take(steps, inputs, arrival)
            samples, notices = steps.due(self._clock())
            self._tell(notices)
            if len(samples):
                yield Block(samples)
            for track, each in enumerate(inputs):
                if not steps.lost(track):
                    each.seen_at = self._clock()
                elif self._clock() - each.seen_at >= REOPEN_SECONDS:
                    each.seen_at = self._clock()
                    each.reopen()

    def _wait(self) -> "Iterator[_Arrival]":
        """What has arrived; waits a little for the first."""
        try:
            arrival = self._arrivals.get(timeout=WAKE_SECONDS)
            while arrival is not None:
                yield arrival
                arrival = self._arrivals.get_nowait()
        except queue.Empty:
            return

    def _take(self, steps: LockStep, inputs: "list[_Input]", arrival: "_Arrival") -> None:
        each = inputs[arrival.track]
        if arrival.opening != each.opening:
            return  # of a stream that has been given up since
        if arrival.samples is None:
            steps.ended(arrival.track)
            return
        if arrival.overflow:
            side = self.tracks[arrival.track]
            self.overflows[side] += 1
            if self.overflows[side] == 1:
                _log.warning("sound of the %s was lost: it was not fetched in time", side)
        steps.arrived(arrival.track, each.resampled(arrival.samples), self._clock())

    def _tell(self, notices: list[Notice]) -> None:
        for notice in notices:
            _log.info("sound of the %s was %s", notice.side, "lost" if notice.lost else "found")
            if self.on_capture:
                self.on_capture(notice.side, notice.lost)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """What a device's callback passes on: samples of shape (n, channels), or None for the end of its stream."""

    track: int
    opening: int
    samples: Samples | None
    overflow: bool


class _Input:
    """One device. Opened, closed and resampled on the thread that iterates; only the callbacks run on PortAudio's."""

    def __init__(self, portaudio: Any, track: int, device: Device, put: Callable[[_Arrival], None]) -> None:
        self.opening = 0
        """How often it was opened: tells what a stream that was given up still delivers from what counts."""
        self.seen_at = 0.0
        """When it last delivered or was tried again, by the source's clock."""
        self._portaudio = portaudio
        self._track = track
        self._device = device
        self._put = put
        self._stream: Any = None
        self._resampler: Any = None

    def open(self) -> None:
        import soxr

        self.opening += 1
        opening = self.opening
        self._resampler = soxr.ResampleStream(self._device.rate, SAMPLE_RATE, 1, dtype="float32")

        def deliver(samples: Samples, frames: int, times: Any, status: Any) -> None:
            self._put(_Arrival(self._track, opening, samples.copy(), bool(status.input_overflow)))

        def end() -> None:
            self._put(_Arrival(self._track, opening, None, False))

        try:
            self._stream = self._portaudio.InputStream(
                self._device.rate, 0, self._device.index, _channels(self._device), "float32", callback=deliver, finished_callback=end
            )
            self._stream.start()
        except self._portaudio.PortAudioError as error:
            self.close()
            raise _not_opened(self._device, error) from error

    def reopen(self) -> None:
        """Tries again; a device that is still gone stays lost."""
        self.close()
        try:
            self.open()
        except Problem as problem:
            _log.info("a device that was lost is still gone: %s", problem.code)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)
            self._stream = None

    def resampled(self, samples: Samples) -> Samples:
        """One channel at 16 kHz."""
        mono = samples.mean(axis=1, dtype=np.float32)
        given: Samples = self._resampler.resample_chunk(np.clip(mono, -1, 1))
        return given


class _PortAudio:
    """The library, loaded when first needed. It knows only the devices there were when it was set up, so it is set up anew while none is used."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._loaded: Any = None

    @contextmanager
    def used(self) -> Iterator[Any]:
        """The library, not set up anew meanwhile. Any thread."""
        with self._lock:
            portaudio = self._load()
            self._users += 1
        try:
            yield portaudio
        finally:
            with self._lock:
                self._users -= 1

    @contextmanager
    def looked_at_anew(self) -> Iterator[Any]:
        """The library with the devices there are now, unless some are in use. Any thread."""
        with self._lock:
            fresh = self._loaded is None
            portaudio = self._load()
            if not (fresh or self._users):
                self._set_up_anew()
            yield portaudio

    def _load(self) -> Any:
        if self._loaded is None:
            try:
                import sounddevice
            except OSError as error:
                raise Problem("portaudio-missing", "PortAudio, which reaches microphones, is not installed.", _install()) from error
            self._loaded = sounddevice
        return self._loaded

    def _set_up_anew(self) -> None:
        try:
            self._loaded._terminate()
            self._loaded._initialize()
        except self._loaded.PortAudioError as error:
            raise Problem("portaudio-failed", f"PortAudio, which reaches microphones, failed: {error}.", "Start Callcue again.") from error


_portaudio = _PortAudio()


def _channels(device: Device) -> int:
    return min(MOST_CHANNELS, device.channels)


def _install() -> str:
    if platform.system() == "Linux":
        return "Install it ('apt-get install libportaudio2' on Debian and Ubuntu); files can be replayed without."
    return "Install the package 'sounddevice' again, which brings it; files can be replayed without."


def _not_opened(device: Device, error: Exception) -> Problem:
    return Problem(
        "device-failed",
        f"{device.name!r} cannot be opened: {error}.",
        "Check that it is plugged in, that no other program holds it, and that this one may use it.",
    )
