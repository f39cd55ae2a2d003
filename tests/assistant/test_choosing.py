"""Which weights a call gets: named ones, else the machine's, and no call waits for a measurement."""

import os
from pathlib import Path, PosixPath
from typing import NoReturn

import pytest

from assistant import choosing
from assistant.choosing import is_measured, measure_machine, sample_speech, weights_for
from assistant.settings import load_settings
from audio.frames import SAMPLE_RATE, Samples
from audio.problem import Problem
from models.choice import Choice, Speed, choose
from models.weights import Weights, present_weights


def measured(weights: Weights, speech: Samples) -> Speed:
    """A machine that only the lightest weights suit."""
    assert len(speech) == choosing.MEASURED_SECONDS * SAMPLE_RATE
    assert 0.01 < float(abs(speech).mean()) < 1.0
    seconds = 1.0 if weights.name == "tiny.en" else 9.0
    return Speed(weights.name, 4.0, seconds, seconds, seconds / 4, cores=2)


@pytest.fixture
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen(data: Path, language: str) -> Choice | None:
        return choose(data, sample_speech(), language=language, measured=measured)

    monkeypatch.setattr("assistant.choosing._apart", chosen)
    monkeypatch.setattr("models.choice._load", lambda: 0.0)


def test_named_weights_before_the_setting(data: Path) -> None:
    assert weights_for(load_settings(weights="small"), "tiny.en") == "tiny.en"
    assert weights_for(load_settings(weights="small")) == "small"
    assert is_measured(load_settings(weights="small"))


@pytest.mark.usefixtures("_light")
def test_a_machine_is_measured_once_and_gets_what_suits_it(data: Path) -> None:
    settings = load_settings()
    assert not is_measured(settings)
    assert weights_for(settings) == "base"
    choice = measure_machine(settings)
    assert choice
    assert (choice.weights, weights_for(settings), weights_for(settings, "auto")) == ("tiny.en",) * 3
    assert is_measured(settings)
    assert weights_for(settings, "base") == "base"


@pytest.mark.usefixtures("_light")
def test_another_language_gets_weights_that_know_it(data: Path) -> None:
    settings = load_settings()
    measure_machine(settings)
    assert weights_for(settings, language="ja") == "base"
    japanese = load_settings(language="ja")
    assert not is_measured(japanese)
    choice = measure_machine(japanese)
    assert choice
    assert choice.weights == "base"
    assert is_measured(japanese)


def test_what_is_not_measured_is_the_default_or_whatever_is_there(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    present = present_weights(data)
    assert {weights.name for weights in present} == {"base", "tiny.en"}
    monkeypatch.setattr("assistant.choosing.present_weights", lambda data: [weights for weights in present if weights.name != "base"])
    assert weights_for(settings) == "tiny.en"
    monkeypatch.setattr("assistant.choosing.present_weights", lambda data: ())
    assert weights_for(settings) == "base"
    assert is_measured(settings)


def test_a_real_machine_is_measured_in_another_process(data: Path) -> None:
    """What is chosen depends on the machine."""
    choice = measure_machine(load_settings())
    assert choice
    assert choice.weights in ("base", "tiny.en")
    assert choice.speed
    assert choice.speed.seconds_of_speech == choosing.MEASURED_SECONDS


def test_what_goes_wrong_there_is_told_here() -> None:
    with pytest.raises(Problem, match="can't be written") as caught:
        measure_machine(load_settings().model_copy(update={"data": Refusing()}))
    assert (caught.value.code, caught.value.remedy) == ("data-not-writable", "Choose another.")
    with pytest.raises(Problem, match="broken off"):
        measure_machine(load_settings().model_copy(update={"data": Deadly()}))


class Refusing(PosixPath):
    """A folder that can't be used."""

    def __truediv__(self, name: object) -> NoReturn:
        raise Problem("data-not-writable", "The folder can't be written.", "Choose another.")


class Deadly(PosixPath):
    """A folder that ends the process that looks at it."""

    def __truediv__(self, name: object) -> NoReturn:
        os._exit(1)
