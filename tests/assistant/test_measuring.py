"""The first start: one line says which weights were chosen, and nothing is said or measured again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.cli.main import run
from assistant.cli.measuring import measure_first
from assistant.events import CallStarted
from assistant.settings import Settings, load_settings
from assistant.store import Store
from audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Block, Samples
from audio.side import Side
from models.choice import Choice, Speed, choose
from models.weights import Weights

FAST = Speed("base", seconds_of_speech=4.0, seconds_of_work=2.0, seconds_of_processor=2.0, seconds_of_final=0.3, cores=2)
GREAT = FAST.times(0.1)
SLOW = Speed("tiny.en", seconds_of_speech=4.0, seconds_of_work=8.0, seconds_of_processor=8.0, seconds_of_final=1.3, cores=2)


class Silence:
    """Two devices on which nothing is said for a second."""

    tracks: tuple[Side, ...] = ("rep", "client")
    rate = SAMPLE_RATE

    def blocks(self) -> Iterator[Block]:
        for _ in range(50):
            yield Block(np.zeros((FRAME_SAMPLES, 2), np.float32))

    def close(self) -> None:
        """Ends by itself."""


def _weights(data: Path, call: str) -> str | None:
    """Those a call says it was recognised with."""
    store = Store.open(data)
    try:
        started = store.facts(call)[0]
        assert isinstance(started, CallStarted)
        return started.weights
    finally:
        store.close()


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice("base", (FAST,)), "base chosen (2.0 × real time as in a live call).\n"),
        (Choice("tiny.en", (SLOW,)), "tiny.en chosen (0.5 × real time as in a live call). It is slow: words and prompts will come late.\n"),
        (Choice("base", (GREAT,)), "base chosen (20.0 × real time as in a live call). It is fast enough for better ones: callcue models add small\n"),
        (Choice("base", (FAST,), refused=("They are damaged.",)), "base chosen (2.0 × real time as in a live call). They are damaged.\n"),
        (
            Choice("tiny.en", (SLOW,), disturbed=True),
            "tiny.en chosen (0.5 × real time as in a live call). Other programs kept it busy, so it will be measured again the next time.\n",
        ),
        (None, "no weights can be used.\n"),
    ],
)
def test_what_is_said(choice: Choice | None, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("assistant.choosing.measure_machine", lambda settings: choice)
    measure_first(load_settings())
    assert capsys.readouterr() == ("", f"Measuring this machine for a few seconds… {said}")


def test_named_weights_are_not_measured(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("assistant.choosing.measure_machine", pytest.fail)
    measure_first(load_settings(weights="tiny.en"))
    assert capsys.readouterr() == ("", "")


def test_a_machine_is_measured_at_the_first_live_call_and_never_again(
    data: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def measured(settings: Settings) -> Choice | None:
        return choose(settings.data, np.zeros(0, np.float32), measured=_only_tiny)

    monkeypatch.setattr("assistant.choosing.measure_machine", measured)
    monkeypatch.setattr("models.choice._load", lambda: 0.0)
    monkeypatch.setattr("audio.devices.DeviceSource", lambda mic, far: Silence())
    for first in (True, False):
        assert run(["live", "--json"]) == 0
        out, err = capfd.readouterr()
        assert _weights(data, json.loads(out)["call"]) == "tiny.en"
        assert ("Measuring this machine for a few seconds… tiny.en chosen" in err) == first


def _only_tiny(weights: Weights, speech: Samples) -> Speed:
    return replace(FAST if weights.name == "tiny.en" else SLOW, weights=weights.name)
