"""A sound server of a test's own: PulseAudio with two null sinks, whose monitors PortAudio sees as the devices "headset" and "far end"."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from audio.frames import Samples
from tests.needs import missing

RATE = 48000
SINKS = ("mic", "far")

_SERVER = ("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--realtime=no", "--high-priority=no")

_ALSA = """
</usr/share/alsa/alsa.conf>
pcm.headset {{ type pulse server "{server}" device "mic.monitor" }}
pcm."far end" {{ type pulse server "{server}" device "far.monitor" }}
"""


class Pulse:
    """A running server. `environment` is what a program needs to hear it."""

    def __init__(self, folder: Path) -> None:
        socket = f"unix:{folder}/native"
        (folder / "asound.conf").write_text(_ALSA.format(server=socket))
        self.environment = os.environ | {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "PULSE_SERVER": socket,
            "ALSA_CONFIG_PATH": str(folder / "asound.conf"),
        }

    def play(self, sink: str, sound: Samples) -> None:
        """Plays `sound` (shape (n,), at `RATE`) to its end."""
        command = ["pacat", "--playback", "--raw", f"--rate={RATE}", "--channels=1", "--format=float32le", f"--device={sink}"]
        subprocess.run(command, input=sound.astype(np.float32).tobytes(), env=self.environment, check=True, timeout=60)

    def control(self, *command: str) -> str:
        return subprocess.run(["pactl", *command], env=self.environment, check=True, capture_output=True, text=True, timeout=60).stdout


@contextmanager
def running() -> Iterator[Pulse]:
    """Starts a server and ends it. `missing` where PulseAudio, or its link to ALSA, is not installed."""
    for program in ("pulseaudio", "pacat", "pactl"):
        if shutil.which(program) is None:
            missing(f"{program} is not there: install pulseaudio and pulseaudio-utils")
    if not any(Path("/usr/lib").rglob("libasound_module_pcm_pulse.so")):
        missing("ALSA has no link to PulseAudio: install libasound2-plugins")
    # Not below pytest's folders: the name of a socket may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="callcue-pulse-"))
    pulse = Pulse(folder)
    sinks = [f"--load=module-null-sink sink_name={sink} rate={RATE} channels=2" for sink in SINKS]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*_SERVER, f"--load=module-native-protocol-unix auth-anonymous=1 socket={folder}/native", *sinks],
            env=pulse.environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(pulse, server)
        yield pulse
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder)


def _wait_for(pulse: Pulse, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while True:
        try:
            if all(f"{sink}.monitor" in pulse.control("list", "short", "sources") for sink in SINKS):
                return
        except subprocess.CalledProcessError:
            if time.monotonic() > until or server.poll() is not None:
                raise
        time.sleep(0.1)
