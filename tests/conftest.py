"""What every test may ask for: the shared recordings, a browser, an empty data folder; and what no test may do: touch the user's own."""

import os
from pathlib import Path

import pytest

from tests import needs
from tests.needs import missing

__all__ = ["missing"]

_KEPT = {"CALLCUE_SHARED", "CALLCUE_CHROMIUM"}


@pytest.fixture(autouse=True)
def _apart_from_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads or writes the user's calls and settings, or asks a hub for weights."""
    for name in [name for name in os.environ if name.startswith("CALLCUE_") and name not in _KEPT]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CALLCUE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet; also the default one (`CALLCUE_DATA`) while the test runs."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared recordings and calls. Skips where missing; fails with `CI=true`."""
    return needs.shared()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium to drive. Skips where missing; fails with `CI=true`."""
    return needs.chromium()
