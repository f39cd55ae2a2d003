"""The doctor: one line for each thing, and a remedy wherever something is amiss."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import doctor
from assistant.doctor import Check, examine, speed_check
from assistant.settings import Settings, load_settings
from assistant.store import Store
from models.choice import Choice, Speed
from tests.models.fake_model import FAKE, fake_model

NAMES = ["Python", "Sound devices", "Weights", "Speed", "Data folder", "Free space", "Database", "Pages", "Exports", "Language model"]


FAST = Speed(weights="base", seconds_of_speech=4.0, seconds_of_work=1.6, seconds_of_processor=2.4, seconds_of_final=0.31, cores=2)


@pytest.fixture
def _nothing_measured_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_measured", {})


def _examined(data: Path, **settings: str) -> dict[str, Check]:
    checks = examine(load_settings(data=data, **({"weights": "tiny.en"} | settings)))
    assert [check.name for check in checks] == NAMES
    for check in checks:
        assert check.detail
        assert (check.remedy is None) == check.ok
    return {check.name: check for check in checks}


def test_a_machine_as_it_should_be(data: Path) -> None:
    Store.open(data).close()
    checks = _examined(data)
    assert all(checks[name].ok for name in ("Python", "Weights", "Data folder", "Database"))
    assert "tiny.en" in checks["Weights"].detail
    assert checks["Data folder"].detail == str(data)


def test_a_damaged_database(data: Path) -> None:
    data.mkdir()
    (data / "callcue.db").write_bytes(b"no database" * 1000)
    assert not _examined(data)["Database"].ok


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    checks = _examined(tmp_path / "file" / "data")
    assert not checks["Data folder"].ok
    assert checks["Free space"].detail.endswith("GB")


def test_weights_that_are_not_there(data: Path) -> None:
    checks = _examined(data, weights="no-such-weights")
    assert not checks["Weights"].ok
    assert not checks["Speed"].ok


def test_little_room(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.doctor.LEAST_FREE_BYTES", 10**18)
    assert not _examined(data)["Free space"].ok


@pytest.mark.usefixtures("_nothing_measured_yet")
def test_how_fast_the_machine_is_with_its_weights(data: Path) -> None:
    """Measured with the real weights, and not again in the same process."""
    first, second = (_examined(data)["Speed"] for _ in range(2))
    assert first.detail.startswith("tiny.en: 4 s of speech recognised in ")
    assert "load of a live call about" in first.detail
    assert first == second


@pytest.mark.usefixtures("_nothing_measured_yet")
def test_nothing_is_measured_while_a_call_is_running(data: Path) -> None:
    settings = load_settings(data=data, weights="tiny.en")

    def speed(calling: bool) -> Check:
        return next(check for check in examine(settings, calling=calling) if check.name == "Speed")

    assert speed(calling=True) == Check("Speed", True, "tiny.en: not measured while a call is running")
    measured = speed(calling=False)
    assert "real time" in measured.detail
    assert speed(calling=True) == measured


def test_weights_that_keep_up() -> None:
    said = "base: 4 s of speech recognised in 0.3 s (13 × real time), load of a live call about 40 %"
    assert speed_check(FAST) == Check("Speed", True, said)


def test_weights_that_are_too_much_for_the_machine() -> None:
    slow = speed_check(FAST.times(2.5))
    assert not slow.ok
    assert "load of a live call about 100 %: words and prompts will come late" in slow.detail
    assert slow.remedy is not None
    assert "--weights tiny.en" in slow.remedy


def test_lighter_weights_than_the_lightest_are_not_advised() -> None:
    slow = speed_check(replace(FAST.times(4), weights="tiny.en"))
    assert slow.remedy == "Close other programs during calls."


def test_weights_that_are_chosen_for_the_machine(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings(data=data)
    assert "until the first call chooses for this machine" in _weights_told(settings)
    monkeypatch.setattr("assistant.choosing.stored_choice", lambda *_, **__: Choice("tiny.en", (replace(FAST, weights="tiny.en"),)))
    assert _weights_told(settings).startswith("tiny.en, ")
    assert _weights_told(settings).endswith(", chosen for this machine")


def _weights_told(settings: Settings) -> str:
    """What is said of the weights; nothing is measured."""
    return next(check.detail for check in examine(settings, calling=True) if check.name == "Weights")


def test_a_language_model_that_is_switched_on(data: Path) -> None:
    assert _examined(data)["Language model"].detail.startswith("none is switched on")
    with fake_model() as fake:
        there = {"writer_address": fake.address}
        assert _examined(data, **there)["Language model"].ok, "a server with one model mostly takes any name"
        assert _examined(data, writer_model=FAKE, **there)["Language model"].detail == f"{FAKE} at {fake.server().place}"
        other = _examined(data, writer_model="other", **there)["Language model"]
        assert (other.ok, FAKE in other.detail) == (False, True)
    gone = _examined(data, **there)["Language model"]
    assert (gone.ok, "is not there" in gone.detail) == (False, True)


def test_a_language_model_elsewhere_is_not_asked_unasked(data: Path) -> None:
    check = _examined(data, writer_address="http://192.0.2.1:9/v1")["Language model"]
    assert check.ok
    assert "another machine: you are asked before" in check.detail
