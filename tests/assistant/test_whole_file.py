"""Files written whole or not at all."""

import os
from pathlib import Path

import pytest

from assistant.whole_file import write_whole


def test_it_takes_the_place_and_the_permissions_of_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "playbook.yaml"
    file.write_text("old")
    file.chmod(0o640)
    write_whole(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o640)
    assert list(tmp_path.iterdir()) == [file]


def test_where_writing_fails_the_old_one_stands_and_nothing_lies_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "playbook.yaml"
    file.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
