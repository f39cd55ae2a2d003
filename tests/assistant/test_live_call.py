"""A live call through the real program: two devices of a real sound server, words on both sides, hung up by Ctrl-C."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import soxr

from assistant.events import SpeechFinal
from assistant.store import Store
from audio.file import FileSource
from tests.audio.pulse import RATE, Pulse, running
from tests.needs import ROOT

SAMPLE = ROOT / "assistant" / "samples" / "sample.opus"
SECONDS = 14


def test_both_devices_are_heard_until_the_rep_hangs_up(data: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "live", "--mic", "headset", "--far", "far end", "--kind", "service", "--json"]
    with running() as pulse:
        environment = pulse.environment | {"CALLCUE_WEIGHTS": "tiny.en"}
        program = subprocess.Popen(
            [*command, "--data", str(data)], env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert program.stderr
        assert program.stdout
        first = program.stderr.readline()
        assert "kind service" in first, first
        _play_both_sides(pulse)
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=120)
    assert program.returncode == 0, err
    document = json.loads(out)
    assert document["state"] == "ended"
    assert document["notes"] is not None
    store = Store.open(data)
    try:
        finals = [fact for fact in store.facts(document["id"]) if isinstance(fact, SpeechFinal)]
    finally:
        store.close()
    said = {side: " ".join(fact.text for fact in finals if fact.side == side).lower() for side in ("rep", "client")}
    assert "boat" in said["rep"]
    assert "carol" in said["client"]
    assert (data / "recordings" / document["id"] / "sound.flac").stat().st_size > 10_000


def _play_both_sides(pulse: Pulse) -> None:
    """Plays the beginning of the sample, each side to its device, at once."""
    source = FileSource(SAMPLE)
    samples = np.concatenate([block.samples for block in source.blocks()])[: SECONDS * source.rate]
    sides = soxr.resample(samples, source.rate, RATE)
    players = [threading.Thread(target=pulse.play, args=(sink, sides[:, at])) for at, sink in enumerate(("mic", "far"))]
    for player in players:
        player.start()
    for player in players:
        player.join()
