"""`callcue serve` and `callcue demo` as a user meets them: addresses, signals, bad input."""

import asyncio
import json
import signal
import socket
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.cli.main import run
from assistant.desk import CallSetup
from assistant.settings import load_settings
from assistant.store import Store
from audio.file import FileSource
from tests.web.program import callcue, program
from web import demo
from web.sample import SAMPLES, sample_setup

SAMPLE = SAMPLES / "sample.opus"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_service_is_served_until_it_is_stopped(data: Path, how: signal.Signals) -> None:
    with program(data) as service:
        assert service.url.startswith("http://127.0.0.1:")
        assert service.client.get(f"{service.url}/api/calls").json() == []
        call = service.client.post(f"{service.url}/api/calls", json={"source": {"type": "demo"}}).json()["id"]
        assert service.stop(how) == (0, "", "")
    store = Store.open(data)
    assert store.call(call).state == "ended"
    assert store.facts(call)[-1].type == "notes.drafted"
    store.close()


def test_a_killed_service_finishes_its_call_when_it_comes_back(data: Path) -> None:
    with program(data) as service:
        files = {"file": ("a.opus", SAMPLE.read_bytes())}
        call = service.client.post(f"{service.url}/api/uploads", data={"speed": "1"}, files=files).json()["id"]
        while service.client.get(f"{service.url}/api/calls/{call}").json()["seconds"] < 2:
            pass
        service.stop(signal.SIGKILL)
        service.start()
        found = service.client.get(f"{service.url}/api/calls/{call}").json()
        assert (found["state"], found["sound"], found["notes_revision"]) == ("ended", True, 1)
        assert not [path for path in (data / "uploads").rglob("*") if path.is_file() and path.suffix != ".lock"], "nothing half made is left"


def _refused(*arguments: str) -> str:
    with callcue(*arguments) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert len(err.splitlines()) == 1
    return err


def test_a_port_in_use_is_told(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} is in use" in _refused("serve", "--port", str(port), "--data", str(data))
    assert not data.exists(), "nothing was begun"


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1", "..", "a" * 300])
def test_a_host_that_is_not_ours_is_told(data: Path, host: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--host", host, "--port", "0", "--data", str(data)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "is not an address of this machine" in err


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_data_folder_that_cannot_be_written_is_told(data: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data.write_text("in the way")
    monkeypatch.setenv("CALLCUE_PORT", "0")
    assert str(data) in _refused(command, "--data", str(data))


def test_listening_to_the_network_is_warned_of(data: Path) -> None:
    with callcue("serve", "--host", "0.0.0.0", "--port", "0", "--data", str(data)) as process:
        line = _read_until(process, "overlay")
        process.terminate()
        _, err = process.communicate(timeout=60)
    assert "http://127.0.0.1:" in line
    assert "opens a link made on the overlay" in err
    assert process.returncode == 0


def _read_until(process: subprocess.Popen[str], words: str) -> str:
    """The first line printed that has `words` in it."""
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return line
    raise AssertionError(process.communicate())


def _unpaced(monkeypatch: pytest.MonkeyPatch, recording: Path = SAMPLE) -> None:
    """The demo in seconds instead of a minute and a half: as fast as it can be recognised."""

    def setup() -> CallSetup:
        return replace(sample_setup(), source=FileSource(recording), paced=False)

    monkeypatch.setattr(demo, "sample_setup", setup)
    monkeypatch.setenv("CALLCUE_WEIGHTS", "tiny.en")


def test_the_demo_plays_the_sample_to_its_notes_and_ends(data: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    _unpaced(monkeypatch)
    assert run(["demo", "--data", str(data)]) == 0
    out, err = capfd.readouterr()
    lines = out.splitlines()
    assert lines[0].startswith("The overlay is at http://127.0.0.1:")
    assert any("Rep" in line and "boat" in line for line in lines)
    assert any("Client" in line and "jackets" in line for line in lines)
    assert any("Switch to business now" in line for line in lines)
    assert "## Discussed" in lines
    assert err == ""


def test_the_demo_as_one_document_beside_a_service(
    data: Path, beginning: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _unpaced(monkeypatch, beginning)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("CALLCUE_PORT", str(port))
        assert run(["demo", "--data", str(data), "--json"]) == 0
    out, err = capfd.readouterr()
    document = json.loads(out)
    assert document["kind"] == "service"
    assert {"notes", "prompts"} <= document.keys()
    assert "The overlay is at" in err
    assert f":{port}/" not in err


def test_the_demo_serves_on_until_it_is_stopped(data: Path, beginning: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a terminal, with Ctrl-C a moment after the notes."""
    _unpaced(monkeypatch, beginning)
    told: list[str] = []

    def ended(store: Store, call: str, url: str | None) -> None:
        told.extend((store.call(call).state, url or "ends"))
        loop = asyncio.get_running_loop()
        loop.call_later(0.5, told.append, "still serving")
        loop.call_later(0.5, signal.raise_signal, signal.SIGINT)

    demo.demo(load_settings(data=data, port=0), demo.Watcher(told.append, lambda event: None, ended), stay=True)
    assert told[0].startswith("http://127.0.0.1:")
    assert told[1:] == ["ended", told[0], "still serving"]


def test_the_demo_is_interrupted(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In real time, by Ctrl-C: the call is ended and its notes are drafted all the same."""
    monkeypatch.setenv("CALLCUE_PORT", "0")
    with callcue("demo", "--data", str(data)) as process:
        _read_until(process, "Client")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "## Discussed" in out
    assert (process.returncode, err) == (0, "")


def test_a_demo_without_weights_says_what_to_do(data: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CALLCUE_WEIGHTS", str(data / "nowhere"))
    assert run(["demo", "--data", str(data)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    store = Store.open(data)
    assert store.calls() == []
    store.close()
