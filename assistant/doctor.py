"""What this machine has and what it lacks, each with the command that mends it."""

import importlib.util
import platform
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import Settings
from assistant.store import database
from audio.problem import Problem

LEAST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 1_000_000_000
"""Two hours of two-channel sound before it is made into FLAC take 460 MB; the database and other programs want some too."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `remedy`: the step that mends it; None where all is well."""

    name: str
    ok: bool
    detail: str
    remedy: str | None = None


def examine(settings: Settings) -> list[Check]:
    """Looks at everything a call needs. Takes a second (the weights are read whole); changes nothing but makes the data folder. Any thread."""
    looks: Iterable[tuple[str, Callable[[], Check]]] = (
        ("Python", _python),
        ("Sound devices", _devices),
        ("Weights", lambda: _weights(settings)),
        ("Data folder", lambda: _data_folder(settings.data)),
        ("Free space", lambda: _free_space(settings.data)),
        ("Database", lambda: _database(settings.data)),
        ("Pages", _pages),
    )
    return [_look(name, look) for name, look in looks]


def _look(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except Problem as problem:
        return Check(name, False, problem.message, problem.remedy)


def _python() -> Check:
    version = f"{platform.python_version()} ({platform.system()} {platform.machine()})"
    if sys.version_info < LEAST_PYTHON:
        return Check("Python", False, version, "Install Python {}.{} or newer.".format(*LEAST_PYTHON))
    return Check("Python", True, version)


def _devices() -> Check:
    from audio.devices import list_devices

    devices = list_devices()
    if not devices:
        return Check(
            "Sound devices", False, "no microphone was found", "Plug one in, or allow this program to use it; files can be replayed without."
        )
    default = next((device.name for device in devices if device.default), devices[0].name)
    return Check("Sound devices", True, f"{len(devices)} to hear with, by default {default}")


def _weights(settings: Settings) -> Check:
    from models.weights import check_weights, find_weights

    weights = find_weights(settings.weights, settings.data)
    check_weights(weights)
    return Check("Weights", True, f"{weights.name}, {weights.size_bytes / 1e6:.0f} MB, {weights.where}")


def _data_folder(data: Path) -> Check:
    database.make_folder(data)
    return Check("Data folder", True, str(data))


def _free_space(data: Path) -> Check:
    existing = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    detail = f"{free / 1e9:.1f} GB"
    if free < LEAST_FREE_BYTES:
        return Check(
            "Free space", False, detail, "Free some, or name another data folder with --data DIR or CALLCUE_DATA; a long call may need 1 GB."
        )
    return Check("Free space", True, detail)


def _database(data: Path) -> Check:
    path = data / database.FILE
    if not path.exists():
        return Check("Database", True, "none yet; the first call makes it")
    database.check(path)
    return Check("Database", True, f"{path.stat().st_size / 1e6:.1f} MB")


def _pages() -> Check:
    # Looked for without importing: what is left of `web` knows nothing of it.
    found = importlib.util.find_spec("web")
    folders = [Path(place) / "static" for place in (found.submodule_search_locations or ())] if found else []
    if any((folder / "index.html").is_file() for folder in folders):
        return Check("Pages", True, "built")
    return Check("Pages", False, "the pages are not built", "In a clone of the project run: make setup. Otherwise install Callcue again.")
