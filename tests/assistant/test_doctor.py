"""The doctor: one line for each thing, and a remedy wherever something is amiss."""

from pathlib import Path

import pytest

from assistant.doctor import Check, examine
from assistant.settings import load_settings
from assistant.store import Store

NAMES = ["Python", "Sound devices", "Weights", "Data folder", "Free space", "Database", "Pages"]


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
    assert not _examined(data, weights="no-such-weights")["Weights"].ok


def test_little_room(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.doctor.LEAST_FREE_BYTES", 10**18)
    assert not _examined(data)["Free space"].ok
