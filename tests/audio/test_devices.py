"""Devices: which one is meant, what is said where there is none, and real ones heard through PortAudio."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio import devices
from audio.devices import Device, choose
from audio.frames import SAMPLE_RATE
from audio.problem import Problem
from tests.audio import pulse
from tests.audio.pulse import RATE, Pulse
from tests.audio.sounds import tone
from tests.needs import ROOT


def device(name: str, index: int, host: str = "WASAPI", default: bool = False) -> Device:
    return Device(name, default, host, 2, 48000, index)


DEVICES = (
    device("Headset (USB)", 0, host="MME"),
    device("Headset (USB)", 1, default=True),
    device("Stereo Mix", 2),
    device("Stereo Mix 2", 3),
    device("Line 1", 4, host="MME"),
)


@pytest.mark.parametrize(("name", "index"), [(None, 1), ("headset", 1), ("HEADSET (usb)", 1), ("stereo mix", 2), ("mix 2", 3), ("line", 4)])
def test_a_device_is_meant_by_part_of_its_name(name: str | None, index: int) -> None:
    assert choose(DEVICES, name).index == index


@pytest.mark.parametrize(
    ("found", "name", "code"),
    [
        ((), None, "no-device"),
        ((), "headset", "no-device"),
        (DEVICES[2:4], None, "no-device"),
        (DEVICES, "telephone", "device-unknown"),
        (DEVICES, "stereo", "device-ambiguous"),
    ],
)
def test_what_cannot_be_meant_is_said(found: tuple[Device, ...], name: str | None, code: str) -> None:
    with pytest.raises(Problem) as raised:
        choose(found, name)
    assert raised.value.code == code
    assert found == () or "callcue devices" in raised.value.remedy


def test_without_portaudio_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(devices, "_portaudio", devices._PortAudio())
    for attempt in (devices.list_devices, lambda: devices.DeviceSource(None, None)):
        with pytest.raises(Problem, match="PortAudio") as raised:
            attempt()
        assert raised.value.code == "portaudio-missing"
        assert "install" in raised.value.remedy.lower()


# A real sound server, heard by a program of its own: PortAudio looks at the environment when it is loaded.


@pytest.fixture(scope="module")
def server() -> Iterator[Pulse]:
    with pulse.running() as running:
        yield running


HEAR = """
import json, sys
import numpy as np
from audio.devices import DeviceSource
from audio.problem import Problem

def say(**what):
    print(json.dumps(what), flush=True)

def told(side, lost):
    say(side=side, lost=lost)

try:
    source = DeviceSource(*json.loads(sys.argv[1]))
except Problem as problem:
    say(problem=problem.code)
    raise SystemExit
source.on_capture = told
heard, loud = [], np.zeros(len(source.tracks), int)
wanted = float(sys.argv[2]) * source.rate
for block in source.blocks():
    heard.append(block.samples)
    if len(heard) == 1:
        say(tracks=source.tracks, rate=source.rate)
    before, loud = loud, loud + (abs(block.samples) > 0.05).sum(axis=0)
    for side in np.flatnonzero((loud >= wanted) & (before < wanted)):
        say(enough=source.tracks[side])
    if sys.argv[3] and (loud >= wanted).all():
        np.save(sys.argv[3], np.concatenate(heard))
        source.close()
say(ended=True)
"""


class Hearing:
    """The program above, and what it says."""

    def __init__(self, server: Pulse, mic: str | None, far: str | None, seconds: float = 1.0, into: Path | None = None) -> None:
        command = [sys.executable, "-W", "error", "-c", HEAR, json.dumps([mic, far]), str(seconds), str(into or "")]
        self.process = subprocess.Popen(command, cwd=ROOT, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def next(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        said: dict[str, Any] = json.loads(self.process.stdout.readline() or '{"ended": true}')
        return said

    def end(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=60)


@pytest.fixture
def hear(server: Pulse) -> Iterator[Callable[..., Hearing]]:
    started: list[Hearing] = []

    def start(*args: Any, **kwargs: Any) -> Hearing:
        started.append(Hearing(server, *args, **kwargs))
        return started[-1]

    yield start
    for hearing in started:
        hearing.end()


@pytest.fixture
def play(server: Pulse) -> Iterator[Callable[[str, float], None]]:
    """Plays tones to a sink until the test is over."""
    over = threading.Event()
    players: list[threading.Thread] = []

    def loop(sink: str, hertz: float) -> None:
        while not over.is_set():
            server.play(sink, tone(2, RATE, hertz, 0.3))

    def start(sink: str, hertz: float) -> None:
        players.append(threading.Thread(target=loop, args=(sink, hertz)))
        players[-1].start()

    yield start
    over.set()
    for player in players:
        player.join()


def pitch(column: np.ndarray[Any, Any]) -> float:
    """The strongest frequency of the loudest second, in Hz."""
    seconds = [column[at : at + SAMPLE_RATE] for at in range(0, len(column) - SAMPLE_RATE, SAMPLE_RATE // 4)]
    loudest = max(seconds, key=lambda second: float((second**2).sum()))
    return float(np.abs(np.fft.rfft(loudest)).argmax())


def test_both_sides_are_heard_each_on_its_track(hear: Callable[..., Hearing], play: Callable[[str, float], None], tmp_path: Path) -> None:
    hearing = hear("HEADset", "far", seconds=2.0, into=tmp_path / "heard.npy")
    assert hearing.next() == {"tracks": ["rep", "client"], "rate": SAMPLE_RATE}
    play("mic", 500)
    play("far", 900)
    assert {hearing.next()["enough"], hearing.next()["enough"]} == {"rep", "client"}
    assert hearing.next() == {"ended": True}
    sound = np.load(tmp_path / "heard.npy")
    assert sound.dtype == np.float32
    assert pitch(sound[:, 0]) == pytest.approx(500, abs=2)
    assert pitch(sound[:, 1]) == pytest.approx(900, abs=2)
    assert np.abs(sound).max() == pytest.approx(0.3, abs=0.05)


def test_the_microphone_alone_is_the_rep(hear: Callable[..., Hearing], play: Callable[[str, float], None], tmp_path: Path) -> None:
    hearing = hear("headset", None, into=tmp_path / "heard.npy")
    assert hearing.next() == {"tracks": ["rep"], "rate": SAMPLE_RATE}
    play("mic", 700)
    assert hearing.next() == {"enough": "rep"}
    assert hearing.next() == {"ended": True}
    assert pitch(np.load(tmp_path / "heard.npy")[:, 0]) == pytest.approx(700, abs=2)


def test_a_side_that_falls_silent_is_lost_and_found_while_the_other_goes_on(
    server: Pulse, hear: Callable[..., Hearing], play: Callable[[str, float], None]
) -> None:
    hearing = hear("headset", "far", seconds=3.0)
    assert "tracks" in hearing.next()
    server.control("suspend-sink", "far", "1")
    try:
        assert hearing.next() == {"side": "client", "lost": True}
        play("mic", 500)
        assert hearing.next() == {"enough": "rep"}
    finally:
        server.control("suspend-sink", "far", "0")
    assert hearing.next() == {"side": "client", "lost": False}


@pytest.mark.parametrize(
    ("mic", "far", "code"), [("telephone", None, "device-unknown"), ("headset", "e", "device-ambiguous"), ("headset", "headset", "device-twice")]
)
def test_devices_that_cannot_be_meant_are_refused(hear: Callable[..., Hearing], mic: str, far: str | None, code: str) -> None:
    assert hear(mic, far).next() == {"problem": code}
