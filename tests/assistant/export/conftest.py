"""A store in an empty folder, and the time zone that a test says the machine is in."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tzlocal

from assistant.store import Store


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    yield opened
    opened.close()


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Moves the machine to a zone, for the test."""
    before = os.environ.get("TZ")

    def move(name: str) -> None:
        os.environ["TZ"] = name
        time.tzset()
        tzlocal.reload_localzone()

    yield move
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()
    tzlocal.reload_localzone()
