"""What this machine has and what it lacks, each with the command that mends it."""

import importlib.util
import platform
import shutil
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import AUTO, Settings
from assistant.store import database
from audio.problem import Problem

if TYPE_CHECKING:
    from models.choice import Speed
    from models.weights import Weights

LEAST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 1_000_000_000
"""Two hours of two-channel sound before it is made into FLAC take 460 MB; the database and other programs want some too."""
MEASURED_SECONDS = 1.5
"""Of work, besides loading the weights: whoever asks what is wrong waits for it."""

_measuring = threading.Lock()
_measured: "dict[tuple[str, str], Speed]" = {}
"""What was measured in this process, by the weights' name and place: asking again takes no time and disturbs nobody."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `remedy`: the step that mends it; None where all is well."""

    name: str
    ok: bool
    detail: str
    remedy: str | None = None


def examine(settings: Settings, *, calling: bool = False) -> list[Check]:
    """Looks at everything a call needs; changes nothing but makes the data folder. Any thread.

    Takes a second (the weights are read whole), the first time in a process two or three more: the machine is measured with its weights.
    `calling`: a call is running here, which must not be slowed down; then nothing is measured.
    """
    looks: Iterable[tuple[str, Callable[[], Check]]] = (
        ("Python", _python),
        ("Sound devices", _devices),
        ("Weights", lambda: _weights(settings)),
        ("Speed", lambda: _speed(settings, calling)),
        ("Data folder", lambda: _data_folder(settings.data)),
        ("Free space", lambda: _free_space(settings.data)),
        ("Database", lambda: _database(settings.data)),
        ("Pages", _pages),
        ("Exports", lambda: _exports(settings)),
        ("Language model", lambda: _writer(settings)),
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
    from assistant.choosing import is_measured
    from models.weights import check_weights

    weights = _weights_in_use(settings)
    check_weights(weights)
    chosen = ""
    if settings.weights == AUTO:
        chosen = ", chosen for this machine" if is_measured(settings) else ", until the first call chooses for this machine"
    return Check("Weights", True, f"{weights.name}, {weights.size_bytes / 1e6:.0f} MB, {weights.where}{chosen}")


def _weights_in_use(settings: Settings) -> "Weights":
    from assistant.choosing import weights_for
    from models.weights import find_weights

    return find_weights(weights_for(settings), settings.data)


def _speed(settings: Settings, calling: bool) -> Check:
    weights = _weights_in_use(settings)
    known = _measured.get((weights.name, weights.where))
    if calling and known is None:
        return Check("Speed", True, f"{weights.name}: not measured while a call is running")
    return speed_check(known or _measure(weights))


def _measure(weights: "Weights") -> "Speed":
    """How fast this machine is with the weights, measured once; whoever asks meanwhile waits for the same answer."""
    from assistant.choosing import sample_speech
    from models.choice import measure

    with _measuring:
        key = (weights.name, weights.where)
        if key not in _measured:
            _measured[key] = measure(weights, sample_speech(), budget_seconds=MEASURED_SECONDS)
        return _measured[key]


def speed_check(speed: "Speed") -> Check:
    """What a measurement means for a live call, and what to do where it does not keep up."""
    from models.weights import LIGHT

    faster = speed.seconds_of_speech / speed.seconds_of_final
    detail = (
        f"{speed.weights}: {speed.seconds_of_speech:.0f} s of speech recognised in {speed.seconds_of_final:.1f} s ({faster:.0f} × real time), "
        f"load of a live call about {100 * speed.real_time_factor:.0f} %"
    )
    if speed.holds_goals:
        return Check("Speed", True, detail)
    lighter = "" if speed.weights == LIGHT else f", or use lighter weights: --weights {LIGHT} (or CALLCUE_WEIGHTS={LIGHT})"
    return Check("Speed", False, f"{detail}: words and prompts will come late", f"Close other programs during calls{lighter}.")


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


def _exports(settings: Settings) -> Check:
    """Whether approved notes can go where the settings send them."""
    from assistant.export.webhooks import load_webhooks

    hooks = load_webhooks(settings.data)
    folder = settings.export_when_approved
    if folder is not None:
        database.make_folder(folder)
    ways = ([str(folder)] if folder else []) + [f"webhook {hook.name}" for hook in hooks]
    return Check("Exports", True, f"approved notes go to {', '.join(ways)}" if ways else "approved notes are sent nowhere by themselves")


def _writer(settings: Settings) -> Check:
    """Whether the language model that is switched on is there. One on another machine is not asked before somebody has agreed to it."""
    from assistant.wording.consent import may_go
    from assistant.wording.wordings import server_of
    from models.writer import offered

    server = server_of(settings)
    if server is None:
        return Check("Language model", True, "none is switched on: notes are drafted by rules")
    if not may_go(settings.data, server.address):
        return Check("Language model", True, f"{server.model} at {server.place}, another machine: you are asked before words first go there")
    names = offered(server)
    if server.model in names or (len(names) == 1 and server.model == Settings.model_fields["writer_model"].default):
        return Check("Language model", True, f"{server.model} at {server.place}")
    detail = f"{server.place} has no model {server.model}, but {', '.join(names) or 'none at all'}"
    return Check("Language model", False, detail, "Name one of its models with CALLCUE_WRITER_MODEL, or add this one there.")
