"""Recordings: what was heard to the bit, on disk within the second, and kept whatever happens."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio.frames import Frame, Samples
from audio.problem import Problem
from audio.recording import Recorder, finish_recording, recorded_seconds
from audio.side import Side
from tests.audio.sounds import as_samples, frames, tone
from tests.needs import ROOT

BOTH: tuple[Side, ...] = ("rep", "client")


def spoken(seconds: float) -> list[tuple[Frame, ...]]:
    return frames({"rep": tone(seconds, 16000, 440), "client": tone(seconds, 16000, 880)})


def record(folder: Path, frames: list[tuple[Frame, ...]]) -> Recorder:
    recorder = Recorder(folder, BOTH)
    for together in frames:
        recorder.write(together)
    return recorder


def left_over(folder: Path, seconds: float) -> None:
    """Leaves in `folder` what a killed process leaves."""
    recorder = record(folder, spoken(seconds))
    recorder._file.close()


def read(path: Path) -> Samples:
    samples: Samples = soundfile.read(path, dtype="float32", always_2d=True)[0]
    return samples


def test_a_recording_is_flac_with_the_rep_on_the_left(tmp_path: Path) -> None:
    folder = tmp_path / "recordings" / "call"
    path = record(folder, spoken(3)).close()
    assert path == folder / "sound.flac"
    assert [file.name for file in folder.iterdir()] == ["sound.flac"]
    info = soundfile.info(path)
    assert (info.samplerate, info.channels, info.subtype, info.format) == (16000, 2, "PCM_16", "FLAC")
    sound = read(path)
    np.testing.assert_allclose(sound[:, 0], tone(3, 16000, 440), atol=1 / 32768)
    np.testing.assert_allclose(sound[:, 1], tone(3, 16000, 880), atol=1 / 32768)
    assert recorded_seconds(path) == 3.0


def test_16_bit_sound_is_kept_to_the_bit_and_louder_sound_clipped(tmp_path: Path) -> None:
    given = as_samples(np.random.default_rng(0).integers(-32768, 32768, 16000) / 32768)
    given[:2] = 3, -3
    recorder = Recorder(tmp_path, ("mixed",))
    for together in frames({"mixed": given}):
        recorder.write(together)
    path = recorder.close()
    assert path is not None
    sound = read(path)
    assert sound.shape == (16000, 1)
    np.testing.assert_array_equal(sound[2:, 0], given[2:])
    assert sound[:2, 0].tolist() == [32767 / 32768, -1]


def test_sound_is_on_disk_within_a_second_of_being_heard(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, BOTH)
    for number, together in enumerate(spoken(5)):
        recorder.write(together)
        assert (tmp_path / "sound.pcm").stat().st_size >= (number - 49) * 320 * 4
    assert json.loads((tmp_path / "sound.json").read_text()) == {"rate": 16000, "tracks": ["rep", "client"]}
    recorder.close()


def test_the_disk_is_waited_for_about_once_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    recorder = Recorder(tmp_path, BOTH, clock=lambda: now)
    synced: list[float] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(now))
    for together in spoken(5):
        now = together[0].start
        recorder.write(together)
    monkeypatch.undo()
    assert [round(at) for at in synced] == [1, 2, 3, 4]
    recorder.close()


def test_a_killed_process_loses_at_most_a_second(tmp_path: Path) -> None:
    program = """
import os, signal, sys
from pathlib import Path
from tests.audio.test_recording import record, spoken
record(Path(sys.argv[1]), spoken(4.9))
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode < 0
    path = finish_recording(tmp_path)
    assert path == tmp_path / "sound.flac"
    assert 3.9 <= recorded_seconds(path) <= 4.9
    np.testing.assert_allclose(read(path)[:, 1], tone(4.9, 16000, 880)[: len(read(path))], atol=1 / 32768)
    assert [file.name for file in tmp_path.iterdir()] == ["sound.flac"]


def test_finishing_what_is_finished_or_was_never_begun_does_nothing(tmp_path: Path) -> None:
    assert finish_recording(tmp_path / "nowhere") is None
    path = record(tmp_path, spoken(1)).close()
    assert path is not None
    before = path.read_bytes()
    assert finish_recording(tmp_path) == path
    assert path.read_bytes() == before


def test_a_crash_between_flac_and_tidying_up_is_tidied_up(tmp_path: Path) -> None:
    left_over(tmp_path, 2)
    raw = (tmp_path / "sound.pcm").read_bytes()
    finish_recording(tmp_path)
    (tmp_path / "sound.pcm").write_bytes(raw[:1000])
    path = finish_recording(tmp_path)
    assert path is not None
    assert recorded_seconds(path) == 2.0
    assert [file.name for file in tmp_path.iterdir()] == ["sound.flac"]


def test_a_crash_while_the_flac_is_written_leaves_the_raw_sound_to_begin_again(tmp_path: Path) -> None:
    left_over(tmp_path, 2)
    (tmp_path / "sound.flac.part").write_bytes(b"fLaC and then the lights went out")
    path = finish_recording(tmp_path)
    assert path is not None
    assert recorded_seconds(path) == 2.0


def test_a_sample_cut_in_two_is_left_out(tmp_path: Path) -> None:
    left_over(tmp_path, 1)
    with (tmp_path / "sound.pcm").open("ab") as raw:
        raw.write(b"\1\2\3")
    path = finish_recording(tmp_path)
    assert path is not None
    assert len(read(path)) == 16000


def test_nothing_heard_leaves_nothing(tmp_path: Path) -> None:
    assert Recorder(tmp_path, BOTH).close() is None
    assert list(tmp_path.iterdir()) == []


def test_raw_sound_without_its_notes_is_kept_and_said(tmp_path: Path) -> None:
    left_over(tmp_path, 1)
    (tmp_path / "sound.json").unlink()
    with pytest.raises(Problem, match=r"sound\.json") as raised:
        finish_recording(tmp_path)
    assert raised.value.code == "recording-damaged"
    assert (tmp_path / "sound.pcm").exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Problem) as raised:
        Recorder(tmp_path / "file" / "call", BOTH)
    assert raised.value.code == "recording-failed"


def test_an_older_recording_is_never_written_over(tmp_path: Path) -> None:
    path = record(tmp_path, spoken(1)).close()
    assert path is not None
    with pytest.raises(Problem):
        Recorder(tmp_path, BOTH)
    assert recorded_seconds(path) == 1.0


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file size to be set on Windows")
def test_a_full_disk_is_said_once_and_what_is_there_is_kept(tmp_path: Path) -> None:
    """In a process whose files may grow to 100 kB; the system then refuses to write, as it does when the disk is full."""
    program = """
import resource, signal, sys
from pathlib import Path
from audio.problem import Problem
from tests.audio.test_recording import BOTH, Recorder, spoken

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
recorder = Recorder(Path(sys.argv[1]), BOTH)
problems = []
for together in spoken(5):
    try:
        recorder.write(together)
    except Problem as problem:
        problems.append(problem.code)
print(problems, recorder.close().name)
"""
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["['disk-full']", "sound.flac"]
    assert 1 < recorded_seconds(tmp_path / "sound.flac") <= 100_000 / 64000


def test_a_disk_too_full_for_the_flac_keeps_the_raw_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left_over(tmp_path, 1)

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(soundfile.SoundFile, "write", refuse)
    with pytest.raises(Problem) as raised:
        finish_recording(tmp_path)
    assert raised.value.code == "disk-full"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["sound.json", "sound.pcm"]
    monkeypatch.undo()
    assert finish_recording(tmp_path) == tmp_path / "sound.flac"
