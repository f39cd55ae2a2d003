"""The whole service, running: a real store in an empty folder, a real desk, a real server."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store import Store
from audio.file import FileSource
from tests.web.serving import Server, serving
from web.app import make_app
from web.sample import SAMPLES


@pytest.fixture(scope="session")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first words of the sample call, one utterance a side: quickly recognised."""
    whole = FileSource(SAMPLES / "sample.opus")
    samples = np.concatenate([block.samples for block in whole.blocks()])[: int(8.5 * whole.rate)]
    path = tmp_path_factory.mktemp("sound") / "beginning.wav"
    soundfile.write(path, samples, whole.rate)
    return path


@pytest.fixture
def settings(data: Path) -> Settings:
    return Settings(data=data, weights="tiny.en", upload_limit=3_000_000)


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    yield opened
    opened.close()


@pytest.fixture
async def desk(store: Store, settings: Settings) -> Desk:
    return Desk(store, settings)


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """Where the page would be; not built."""
    return tmp_path / "static"


@pytest.fixture
async def service(desk: Desk, store: Store, settings: Settings, static: Path) -> AsyncIterator[Server]:
    async with serving(make_app(desk, store, settings, static=static)) as server:
        yield server
