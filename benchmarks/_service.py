"""The real service for a benchmark: a process of its own, an overlay in a browser, what it takes of the machine, and others that take the rest."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from web.pages import STATIC

CORES = os.cpu_count() or 1
MEASURED = Path("/proc/self/stat").exists()
"""Whether this system tells what processes take, where Linux does."""
SAMPLE_SECONDS = 1.0
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")


@dataclass(frozen=True)
class Service:
    """A service that answers."""

    url: str
    process: int

    @property
    def socket_url(self) -> str:
        return self.url.replace("http", "ws", 1)


@dataclass(frozen=True)
class Sample:
    """What the service and its children had taken at `when` (monotonic seconds): processor seconds since they began, and MB resident.

    `stolen`: processor seconds, since the machine began, that were wanted here and that its host gave to others.
    """

    when: float
    processor_seconds: float
    resident_mb: float
    stolen: float


@contextmanager
def serving(weights: str, data: Path) -> Iterator[Service]:
    """`callcue serve` on a free port, stopped when the block ends."""
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", "0", "--weights", weights, "--data", str(data), "--json"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Service(_address(process), process.pid)
        finally:
            process.terminate()


def _address(process: "subprocess.Popen[str]") -> str:
    """What the service prints when it answers."""
    assert process.stdout is not None
    document = ""
    while not document.endswith("}\n"):
        line = process.stdout.readline()
        if not line:
            raise SystemExit("The service did not start; what it said is above.")
        document += line
    return str(json.loads(document)["url"])


@asynccontextmanager
async def overlay(url: str) -> AsyncIterator[None]:
    """The overlay, open in a headless browser; fails where it has not shown the end of the call that ran meanwhile."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = await browser.new_page()
        await page.goto(f"{url}/overlay")
        await page.get_by_text("No call is running.").wait_for()
        yield
        await page.get_by_text("The call has ended.").wait_for()
        await browser.close()


def chromium_path() -> str:
    """Path of the browser that the tests use."""
    import pytest

    from tests.needs import chromium

    if not (STATIC / "index.html").is_file():
        raise SystemExit("The page is not built: run make setup, or leave the overlay out with --no-overlay.")
    try:
        return chromium()
    except pytest.skip.Exception as missing:
        raise SystemExit(f"{missing}, or leave the overlay out with --no-overlay") from missing


async def sample(process: int, samples: list[Sample]) -> None:
    """Adds a sample every second until cancelled; none where the system does not tell."""
    while MEASURED:
        samples.append(take(process))
        await asyncio.sleep(SAMPLE_SECONDS)


def take(process: int) -> Sample:
    """What a process and its children have taken so far; a child that has ended counts with its parent."""
    seconds, pages = 0.0, 0
    for stat in _tree(process):
        seconds += sum(map(int, stat[11:15])) / os.sysconf("SC_CLK_TCK")
        pages += int(stat[21])
    return Sample(time.monotonic(), seconds, pages * os.sysconf("SC_PAGE_SIZE") / 1e6, _stolen())


def _stolen() -> float:
    """The eighth figure of the first line of `/proc/stat` ("steal")."""
    first = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0]
    return int(first.split()[8]) / os.sysconf("SC_CLK_TCK")


def _tree(process: int) -> Iterator[list[str]]:
    """The fields of `/proc/PID/stat` from the state on, of a process and all under it."""
    stats = {int(path.parent.name): stat for path in Path("/proc").glob("[0-9]*/stat") if (stat := _stat(path))}
    family = [process]
    for member in family:
        family += [number for number, stat in stats.items() if int(stat[1]) == member]
    return (stats[member] for member in family if member in stats)


def _stat(path: Path) -> list[str] | None:
    """None where the process has ended since it was listed."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


@contextmanager
def cores_taken() -> Iterator[None]:
    """Every core is wanted by a process of its own, as nice as the service."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(CORES)]
    try:
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()
