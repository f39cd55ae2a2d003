"""The choice of weights: the best that this machine is fast enough for, kept until the machine or the weights change."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audio.file import FileSource
from audio.frames import SAMPLE_RATE, Samples
from audio.framing import Framer
from audio.problem import Problem
from models import choice
from models.choice import RECORD, Speed, choose, measure, stored_choice
from models.weights import LIGHT, Weights, WeightsFile, find_weights
from tests.needs import ROOT

FAST = Speed("", seconds_of_speech=4.0, seconds_of_work=1.0, seconds_of_processor=2.0, seconds_of_final=0.3, cores=2)
SLOW = replace(FAST, seconds_of_work=6.0, seconds_of_processor=7.0, seconds_of_final=1.1)
NONE = np.zeros(0, np.float32)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else runs here."""
    monkeypatch.setattr("models.choice._load", lambda: 0.0)


class Machine:
    """Gives speeds instead of measuring them, and remembers what it was asked to measure. Weights that are not named can't be used."""

    def __init__(self, **speeds: Speed) -> None:
        self._speeds = {name.replace("_", "."): speed for name, speed in speeds.items()}
        self.asked: list[str] = []

    def __call__(self, weights: Weights, speech: Samples) -> Speed:
        self.asked.append(weights.name)
        if weights.name not in self._speeds:
            raise Problem("weights-damaged", f"The weights {weights.name} are damaged.", "Fetch them again.")
        return replace(self._speeds[weights.name], weights=weights.name)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Says which weights are on this machine, by name and size."""

    def put(**sizes: int) -> None:
        present = []
        for name, size in sizes.items():
            file = tmp_path / f"{name}.bin"
            file.write_bytes(bytes(size))
            present.append(Weights(name.replace("_", "."), "a test", (WeightsFile("model.bin", (file,), None),), "Put them there anew."))
        monkeypatch.setattr("models.choice.present_weights", lambda data: tuple(present))

    return put


Here = Callable[..., None]


@pytest.mark.parametrize(
    ("machine", "chosen", "asked"),
    [
        (Machine(tiny_en=FAST, base=FAST, small=FAST, large=FAST), "large", ["base", "small", "large"]),
        (Machine(tiny_en=FAST, base=FAST, small=SLOW, large=SLOW), "base", ["base", "small"]),
        (Machine(tiny_en=FAST, base=SLOW, small=SLOW, large=SLOW), "tiny.en", ["base", "tiny.en"]),
        (Machine(tiny_en=SLOW, base=SLOW, small=SLOW, large=SLOW), "tiny.en", ["base", "tiny.en"]),
    ],
)
def test_the_best_that_hold_the_goals(here: Here, data: Path, machine: Machine, chosen: str, asked: list[str]) -> None:
    here(large=9, base=2, small=4, tiny_en=1)
    choice = choose(data, NONE, measured=machine)
    assert choice
    assert (choice.weights, machine.asked, [speed.weights for speed in choice.speeds]) == (chosen, asked, asked)
    assert choice.speed
    assert choice.speed.weights == chosen
    assert stored_choice(data) == choice


def test_what_holds_the_goals() -> None:
    assert FAST.holds_goals
    assert not replace(FAST, seconds_of_work=3.5).holds_goals
    assert not replace(FAST, seconds_of_processor=4.5).holds_goals
    assert replace(FAST, seconds_of_processor=4.5, cores=4).holds_goals
    assert not replace(FAST, seconds_of_final=0.9).holds_goals
    assert (FAST.real_time_factor, FAST.processor_share) == (0.25, 0.25)


def test_without_any_weights_there_is_no_choice(here: Here, data: Path) -> None:
    here()
    assert choose(data, NONE, measured=Machine()) is None
    assert not data.exists()


def test_english_only_weights_are_for_english(here: Here, data: Path) -> None:
    here(base=2, tiny_en=1)
    choice = choose(data, NONE, language="ja", measured=Machine(tiny_en=FAST, base=SLOW))
    assert choice
    assert choice.weights == "base"
    assert stored_choice(data, language="ja") == choice
    assert stored_choice(data) is None


def test_damaged_weights_are_named_and_tried_again(here: Here, data: Path) -> None:
    here(base=2, tiny_en=1)
    choice = choose(data, NONE, measured=Machine(tiny_en=FAST))
    assert choice
    assert choice.weights == "tiny.en"
    assert choice.refused == ("The weights base are damaged. Fetch them again.",)
    assert stored_choice(data) is None
    assert choose(data, NONE, measured=Machine()) is None


def test_what_failed_on_a_busy_machine_is_measured_again(here: Here, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here(base=2, tiny_en=1)
    monkeypatch.setattr("models.choice._load", lambda: 99.0)
    failed = choose(data, NONE, measured=Machine(base=SLOW, tiny_en=FAST))
    assert failed
    assert (failed.weights, failed.disturbed, stored_choice(data)) == ("tiny.en", True, None)
    held = choose(data, NONE, measured=Machine(base=FAST, tiny_en=FAST))
    assert held
    assert (held.weights, held.disturbed, stored_choice(data)) == ("base", False, held)


def test_room_for_greater_weights(here: Here, data: Path) -> None:
    def has_room(**speeds: Speed) -> bool:
        choice = choose(data, NONE, measured=Machine(**speeds))
        assert choice
        return choice.room_for_greater

    here(base=2, tiny_en=1)
    plenty = replace(FAST, seconds_of_work=0.3, seconds_of_processor=0.6, seconds_of_final=0.1)
    assert has_room(base=plenty)
    assert not has_room(base=FAST)
    assert not has_room(base=SLOW, tiny_en=plenty)
    here(base=2, tiny_en=1, small=4)
    assert not has_room(base=plenty, small=plenty)
    assert not has_room(base=plenty, small=SLOW)


def test_a_change_of_machine_or_weights_is_measured_anew(here: Here, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here(base=2, tiny_en=1)
    choose(data, NONE, measured=Machine(base=FAST))
    assert stored_choice(data)
    here(base=2, tiny_en=1, small=4)
    assert stored_choice(data) is None
    here(base=2, tiny_en=1)
    assert stored_choice(data)
    monkeypatch.setattr("models.choice._processor", lambda: "another")
    assert stored_choice(data) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"circumstances": null}', "\x00"])
def test_a_record_that_cannot_be_read_is_as_none(here: Here, data: Path, content: str) -> None:
    here(base=2)
    assert stored_choice(data) is None
    data.mkdir()
    (data / RECORD).write_text(content)
    assert stored_choice(data) is None
    choose(data, NONE, measured=Machine(base=FAST))
    assert stored_choice(data)
    assert json.loads((data / RECORD).read_text())["chosen"] == "base"


def test_a_folder_that_cannot_be_written_is_told(here: Here, tmp_path: Path) -> None:
    here(base=2)
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="can't be written"):
        choose(tmp_path / "file" / "data", NONE, measured=Machine(base=FAST))


def test_a_real_measurement() -> None:
    source = FileSource(ROOT / "assistant" / "samples" / "sample.opus")
    framer = Framer(source.tracks, source.rate)
    frames = [frames[1].samples for block in source.blocks() for frames in framer.feed(block)]
    speech = np.concatenate(frames)[20 * SAMPLE_RATE : 22 * SAMPLE_RATE]
    speed = measure(find_weights(LIGHT), speech, budget_seconds=0.0)
    assert (speed.weights, speed.seconds_of_speech, speed.cores) == (LIGHT, 2.0, choice.cores())
    assert 0 < speed.seconds_of_final < speed.seconds_of_work
    assert speed.seconds_of_processor > 0


def test_the_best_time_of_each_step_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine whose clock passes only while a step runs: first disturbed, then not."""
    now = 0.0
    lasting = iter([5.0, 1.0, 2.0, 7.0] + [4.0, 4.0] * choice.ROUNDS)

    def step() -> None:
        nonlocal now
        now += next(lasting)

    monkeypatch.setattr("models.choice.time.monotonic", lambda: now)
    monkeypatch.setattr("models.choice.time.process_time", lambda: now / 2)
    assert choice._best([step, step], 100.0) == ([2.0, 1.0], [1.0, 0.5])


def test_what_there_is_no_time_for_costs_what_the_last_step_did(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def step() -> None:
        nonlocal now
        now += 4.0

    monkeypatch.setattr("models.choice.time.monotonic", lambda: now)
    assert choice._best([step] * 5, 3.0)[0] == [4.0] * 5
    assert now == 4.0
