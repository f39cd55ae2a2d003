"""The whole service, running: a real store in an empty folder, a real desk, a real server; and a real browser."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store import Store
from audio.file import FileSource
from tests.needs import missing
from tests.web.serving import Server, serving
from web.app import make_app
from web.pages import STATIC
from web.sample import SAMPLES

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    if not (STATIC / "index.html").is_file():
        missing("the page is not built: run make setup")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a profile of its own; what it is forbidden by the service's policy, or throws, fails the test."""
    context = browser.new_context()
    faults: list[str] = []
    # Tabs opened later are watched as well.
    context.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert faults == []
