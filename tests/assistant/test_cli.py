"""The command line: what it prints, and one clear line with exit status 2 for whatever is wrong."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer

from assistant.cli.main import COMMANDS, run
from assistant.events import CallEnded, CallStarted, Line, Notes, NotesDrafted, Plan, PlaybookRef, SideShare, SpeechFinal
from assistant.store import Store
from audio.devices import Device
from audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Block
from audio.problem import Problem
from tests.needs import ROOT


def stored(data: Path, call: str, client: str = "Dana Whitfield", date: str = "2026-03-04T10:00") -> None:
    """A whole call, put in the store under `data`."""
    store = Store.open(data)
    ref = PlaybookRef(name="default", hash="00")
    store.begin(
        CallStarted(
            call=call, at=0.0, seq=1, kind="service", plan=Plan(client=client), date=date, tracks=("rep", "client"), weights=None, playbook=ref
        ),
        source="script",
    )
    store.append(
        [
            SpeechFinal(
                call=call,
                at=1.0,
                seq=2,
                utterance="u",
                side="client",
                start=0.0,
                end=1.0,
                text="Two bilge pumps.",
                words=(),
                values=(),
                latency_ms=0.0,
            ),
            CallEnded(call=call, at=65.0, seq=3, duration=65.0, coverage=SideShare()),
            NotesDrafted(call=call, at=65.0, seq=4, notes=Notes(discussed=(Line(text="Two bilge pumps", evidence=()),))),
        ]
    )
    store.close()


Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(capfdbinary: pytest.CaptureFixture[bytes]) -> Told:
    """Runs a command; gives its status and what it said on standard output and standard error."""

    def tell(*arguments: object) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return tell


@pytest.fixture
def refused(told: Told) -> Callable[..., str]:
    """Runs a command that must be refused; gives the one line it says."""

    def refuse(*arguments: object) -> str:
        status, out, err = told(*arguments)
        assert (status, out) == (2, ""), err
        assert err.count("\n") == 1
        assert err.endswith("\n")
        return err.rstrip("\n")

    return refuse


Refused = Callable[..., str]


def test_calls_as_json(told: Told, data: Path) -> None:
    stored(data, "older", date="2026-03-03T10:00")
    stored(data, "newer", client="Zoë")
    status, out, err = told("calls", "--json")
    assert (status, err) == (0, "")
    calls = json.loads(out)
    assert [call["id"] for call in calls] == ["newer", "older"]
    assert calls[0] == {
        "id": "newer",
        "started": "2026-03-04T10:00",
        "kind": "service",
        "client": "Zoë",
        "seconds": 65.0,
        "state": "ended",
        "sound": False,
    }


def test_calls_for_people(told: Told, data: Path) -> None:
    assert told("calls") == (0, "No calls.\n", "")
    stored(data, "c", client="[bold]Dana")
    status, out, _ = told("calls")
    assert status == 0
    assert out.splitlines()[1].split() == ["c", "2026-03-04", "10:00", "service", "[bold]Dana", "1:05", "ended"]


def test_calls_are_searched(told: Told, data: Path) -> None:
    stored(data, "c")
    stored(data, "other", client="Wes")
    assert [call["id"] for call in json.loads(told("calls", "--search", "BILGE dana", "--json")[1])] == ["c"]
    assert told("calls", "--search", "nothing like it") == (0, "No such calls.\n", "")


def test_what_was_found_is_told_with_its_places(told: Told, refused: Refused, data: Path) -> None:
    stored(data, "c")
    stored(data, "other", client="Wes", date="2026-03-05T10:00")
    (call,) = json.loads(told("calls", "--search", "dana pumps", "--json")[1])
    assert (call["approved"], call["next_step"], call["more_hits"]) == (False, False, False)
    assert [(hit["where"], hit["section"], hit["side"], hit["utterance"]) for hit in call["hits"]] == [
        ("client", None, None, None),
        ("notes", "discussed", None, None),
        ("said", None, "client", "u"),
    ]
    assert call["hits"][2]["pieces"] == [{"text": "Two bilge ", "marked": False}, {"text": "pumps", "marked": True}, {"text": ".", "marked": False}]
    lines = told("calls", "--search", "wes")[1].splitlines()
    assert lines[1].split()[0] == "other"
    assert lines[4].split() == ["other", "client", "Wes"]
    for filters in (["--since", "2026-03-05"], ["--client", "WES"], ["--until", "2026-03-05", "--search", "wes"]):
        assert [call["id"] for call in json.loads(told("calls", *filters, "--json")[1])] == ["other"]
    for filters in (["--kind", "renewal"], ["--prompt", "set-goal"], ["--approved"], ["--next-step"], ["--until", "2026-03-03"]):
        assert told("calls", *filters) == (0, "No such calls.\n", "")
    assert len(json.loads(told("calls", "--no-next-step", "--not-approved", "--json")[1])) == 2
    assert "is not a date" in refused("calls", "--since", "soon")


def test_the_data_folder_is_named_by_option_or_variable(told: Told, data: Path, tmp_path: Path) -> None:
    stored(tmp_path / "elsewhere", "there")
    stored(data, "here")
    assert [call["id"] for call in json.loads(told("calls", "--json")[1])] == ["here"]
    assert [call["id"] for call in json.loads(told("calls", "--json", "--data", tmp_path / "elsewhere")[1])] == ["there"]


def test_notes(told: Told, data: Path) -> None:
    stored(data, "c", client="Zoë")
    status, out, _ = told("notes", "c")
    assert status == 0
    assert out.startswith("# Zoë, 2026-03-04 10:00\n")
    assert "- Two bilge pumps\n" in out
    document = json.loads(told("notes", "c", "--json")[1])
    assert (document["call"], document["notes_revision"], document["notes"]["discussed"][0]["text"]) == ("c", 1, "Two bilge pumps")


def test_delete(told: Told, refused: Refused, data: Path) -> None:
    for call in ("a", "b", "c"):
        stored(data, call)
    assert "no call 'nope'" in refused("delete", "a", "nope")
    assert told("delete", "a", "a", "b") == (0, "Deleted a.\nDeleted b.\n", "")
    assert json.loads(told("delete", "c", "--json")[1]) == {"deleted": ["c"]}
    assert json.loads(told("calls", "--json")[1]) == []


def test_export(told: Told, refused: Refused, data: Path, tmp_path: Path) -> None:
    stored(data, "c")
    out = tmp_path / "out"
    assert "no call 'nope'" in refused("export", "c", "nope", "--to", out)
    assert not out.exists()
    assert told("export", "c", "--to", out) == (0, f"{out / 'c'}\n", "")
    assert json.loads(told("export", "c", "--to", out, "--json")[1]) == {"exported": [str(out / "c")]}
    assert (out / "c" / "call.json").is_file()


def test_doctor(told: Told, data: Path) -> None:
    status, out, _ = told("doctor", "--json")
    assert status == 0
    assert {"name", "ok", "detail", "remedy"} == set(json.loads(out)[0])


def test_doctor_for_people(told: Told, data: Path) -> None:
    lines = told("doctor", "--data", data)[1].splitlines()
    assert any(line.split() == ["ok", "Data", "folder", str(data)] for line in lines)
    assert lines == [line.rstrip() for line in lines]


def test_devices(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tuple(Device(name=name, default=name == "Headset", host="ALSA", channels=1, rate=48_000, index=0) for name in ("Webcam", "Headset"))
    monkeypatch.setattr("audio.devices.list_devices", lambda: found)
    assert json.loads(told("devices", "--json")[1]) == [{"name": "Webcam", "default": False}, {"name": "Headset", "default": True}]
    assert [line.split() for line in told("devices")[1].splitlines()] == [["name"], ["Webcam"], ["Headset", "default"]]


def test_devices_without_portaudio(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> tuple[Device, ...]:
        raise Problem("portaudio-missing", "PortAudio is missing.", "Install it.")

    monkeypatch.setattr("audio.devices.list_devices", missing)
    assert refused("devices") == "PortAudio is missing. Install it."
    assert refused("live") == "PortAudio is missing. Install it."


def test_a_live_call_without_a_microphone_makes_nothing(refused: Refused, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audio.devices.list_devices", tuple)
    assert "nothing to hear with" in refused("live")
    assert not data.exists()


class Silence:
    """Two devices on which nothing is said for a second."""

    tracks = ("rep", "client")
    rate = SAMPLE_RATE

    def __init__(self, mic: str | None, far: str | None) -> None:
        assert (mic, far) == ("Headset", "Loopback")

    def blocks(self) -> Iterator[Block]:
        for _ in range(50):
            yield Block(np.zeros((FRAME_SAMPLES, 2), np.float32))

    def close(self) -> None:
        """Ends by itself."""


def test_a_live_call(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audio.devices.DeviceSource", Silence)
    monkeypatch.setenv("CALLCUE_WEIGHTS", "tiny.en")
    options = ("--mic", "Headset", "--far", "Loopback", "--kind", "renewal", "--goal", "a visit")
    status, out, _ = told("live", *options, "--json")
    document = json.loads(out)
    assert (status, document["kind"], document["plan"]["goal"], document["state"], document["seconds"]) == (0, "renewal", "a visit", "ended", 1.0)
    status, out, _ = told("live", *options)
    assert status == 0
    assert "## Discussed" in out
    assert [call["sound"] for call in json.loads(told("calls", "--json")[1])] == [True, True]


def test_models(told: Told, refused: Refused) -> None:
    listed = json.loads(told("models", "list", "--json")[1])
    assert {"base", "tiny.en"} <= {entry["name"] for entry in listed if entry["ok"]}
    assert [line.split()[0] for line in told("models")[1].splitlines()] == ["weights", *(entry["name"] for entry in listed)]
    assert told("models", "check", "tiny.en")[0] == 0
    assert "no-such-weights" in refused("models", "check", "no-such-weights")


def test_settings(told: Told, refused: Refused, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CALLCUE_SEGMENTER__PAUSE", "0.5")
    listed = {entry["name"]: entry for entry in json.loads(told("settings", "--json", "--data", tmp_path)[1])}
    assert (listed["data"]["value"], listed["data"]["default"]) == (str(tmp_path), None)
    assert (listed["segmenter.pause"]["value"], listed["segmenter.pause"]["variable"]) == (0.5, "CALLCUE_SEGMENTER__PAUSE")
    lines = told("settings")[1].splitlines()
    assert len(lines) == len(listed) + 1
    assert [line.split()[0] for line in lines] == ["variable", *(entry["variable"] for entry in listed.values())]
    monkeypatch.setenv("CALLCUE_SEGMENTER__PAUSE", "long")
    assert refused("settings").startswith("CALLCUE_SEGMENTER__PAUSE is 'long'.")


def test_version_and_help(told: Told) -> None:
    assert told("--version")[1].startswith("callcue ")
    status, out, _ = told()
    assert status == 0
    assert "Usage: callcue" in out
    for command in ("replay", "live", "notes", "export", "calls", "delete", "devices", "doctor", "settings", "models"):
        assert f" {command} " in out
        assert told(command, "--help")[0] == 0


def test_others_add_commands_and_a_broken_one_takes_only_its_own_away(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [EntryPoint(name, value, COMMANDS) for name, value in (("broken", "no_such_package:add"), ("sound", f"{__name__}:_add_hello"))]
    monkeypatch.setattr("assistant.cli.main.entry_points", lambda group: found)
    assert told("hello") == (0, "hello\n", "")
    assert " hello " in told("--help")[1]


def _add_hello(app: typer.Typer) -> None:
    app.command("hello")(lambda: print("hello"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("--nonsense",),
        ("calls", "--nonsense"),
        ("calls", "extra"),
        ("notes",),
        ("export", "c"),
        ("replay",),
        ("replay", "x.yaml", "--speed", "2"),
        ("replay", "x.yaml", "--rep", "middle"),
        ("replay", "x.yaml", "--kind", "sales"),
        ("live", "--kind", "sales"),
        ("models", "nonsense"),
    ],
)
def test_wrong_usage_is_refused_in_one_line(refused: Refused, data: Path, arguments: tuple[str, ...]) -> None:
    assert "See: callcue" in refused(*arguments)
    assert not data.exists()


def test_unknown_calls_are_refused(refused: Refused, tmp_path: Path) -> None:
    assert refused("notes", "nope") == "There is no call 'nope'. See callcue calls for those there are."
    assert "no call 'nope'" in refused("delete", "nope")
    assert "no call 'nope'" in refused("export", "nope", "--to", tmp_path)
    assert "no call '../x'" in refused("delete", "../x")


def test_a_call_without_notes_is_refused(refused: Refused, data: Path) -> None:
    store = Store.open(data)
    ref = PlaybookRef(name="default", hash="00")
    store.begin(
        CallStarted(call="c", at=0.0, seq=1, kind="service", plan=Plan(), date="2026-03-04", tracks=("rep",), weights=None, playbook=ref),
        source="script",
    )
    assert "has no notes yet" in refused("notes", "c")
    store.close()


def test_a_data_folder_that_cannot_be_written_is_refused(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "can't be written" in refused("calls", "--data", tmp_path / "file" / "data")


def test_a_damaged_database_is_refused(refused: Refused, data: Path) -> None:
    data.mkdir()
    (data / "callcue.db").write_bytes(b"no database" * 100)
    assert "is damaged" in refused("calls")


def test_a_wrong_setting_is_refused(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_PORT", "many")
    assert "CALLCUE_PORT" in refused("calls")


GOOD = "id: good\nkind: purpose\nturns:\n- {who: client, say: 'Hello, Joanne speaking.'}\n- {who: rep, say: 'Hi Joanne.'}\n"


@pytest.mark.parametrize(
    ("files", "arguments", "line"),
    [
        ({}, ("gone.yaml",), "There is no file {}gone.yaml."),
        ({}, ("gone.wav",), "There is no file {}gone.wav."),
        ({"bad.yaml": GOOD + "gaol: x\n"}, ("bad.yaml",), '{}bad.yaml, line 6: "gaol" is not known here.'),
        ({"good.yaml": GOOD, "bad.yaml": ""}, ("good.yaml", "bad.yaml"), "{}bad.yaml: the file is empty."),
        ({"good.yaml": GOOD, "p.yaml": "plan: {clint: x}"}, ("good.yaml", "--plan", "p.yaml"), '{}p.yaml, line 1: "clint" is not known here.'),
        ({"good.yaml": GOOD}, ("good.yaml", "--plan", "gone.yaml"), "There is no file {}gone.yaml."),
        ({"good.yaml": GOOD}, ("good.yaml", "--playbook", "gone.yaml"), "There is no file {}gone.yaml."),
        ({"good.yaml": GOOD}, ("good.yaml", "--date", "soon"), "'soon' is not a date."),
        ({"good.yaml": GOOD}, ("good.yaml", "--events", "-", "--json"), "--events - and --json both want standard output."),
        ({"good.yaml": GOOD, "b.yaml": GOOD}, ("good.yaml", "b.yaml", "--events", "-"), "--events - takes one FILE."),
        ({"good.yaml": GOOD, "good.yml": GOOD}, ("good.yaml", "good.yml", "--events", "out"), "Two files would write to good.jsonl."),
    ],
)
def test_bad_input_of_a_replay_is_refused_and_leaves_nothing(
    refused: Refused, data: Path, tmp_path: Path, files: dict[str, str], arguments: tuple[str, ...], line: str
) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    named = [tmp_path / argument if "." in argument else argument for argument in arguments]
    assert refused("replay", *named).startswith(line.format(f"{tmp_path}/"))
    assert not data.exists()


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A short call script that is well written."""
    path = tmp_path / "good.yaml"
    path.write_text(GOOD)
    return path


def _ended_well(lines: list[str]) -> str:
    """Checks that the lines are the events of one whole call, and gives its id."""
    events = [json.loads(line) for line in lines]
    facts = [event for event in events if "seq" in event]
    assert [fact["seq"] for fact in facts] == list(range(1, len(facts) + 1))
    assert (facts[0]["type"], facts[-1]["type"]) == ("call.started", "notes.drafted")
    return str(facts[0]["call"])


def test_a_replay_writes_events_as_they_happen(told: Told, script: Path) -> None:
    status, out, err = told("replay", script, "--events", "-")
    assert (status, err) == (0, "")
    call = _ended_well(out.splitlines())
    assert [entry["id"] for entry in json.loads(told("calls", "--json")[1])] == [call]


def test_a_replay_writes_events_to_a_folder(told: Told, script: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(GOOD)
    status, out, err = told("replay", script, other, "--events", tmp_path / "new" / "out")
    assert (status, err) == (0, "")
    calls = [_ended_well((tmp_path / "new" / "out" / f"{name}.jsonl").read_text("utf-8").splitlines()) for name in ("good", "other")]
    assert out.splitlines() == [f"{name}: stored as {call}, 0:02" for name, call in zip(("good", "other"), calls, strict=True)]


def test_a_folder_for_events_that_cannot_be_written(refused: Refused, script: Path, tmp_path: Path, data: Path) -> None:
    assert refused("replay", script, "--events", script).startswith(f"{script} can't be written")
    (tmp_path / "out" / "good.jsonl").mkdir(parents=True)
    assert refused("replay", script, "--events", tmp_path / "out").startswith(f"{tmp_path / 'out' / 'good.jsonl'} can't be written")


def test_a_refused_replay_leaves_earlier_events_alone(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "bad.wav").write_bytes(b"no sound")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bad.jsonl").write_text("earlier")
    refused("replay", tmp_path / "bad.wav", "--events", tmp_path / "out")
    assert (tmp_path / "out" / "bad.jsonl").read_text() == "earlier"


def test_a_replay_that_fails_midway_leaves_no_events(refused: Refused, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: Any) -> str:
        listen = arguments[-1]
        listen(CallEnded(call="c", at=1.0, seq=1, duration=1.0, coverage=SideShare()))
        assert (tmp_path / "out" / "good.jsonl").exists()
        raise Problem("disk-full", "There is no room left.", "Free some.")

    monkeypatch.setattr("assistant.replaying.replay", fail)
    assert refused("replay", script, "--events", tmp_path / "out", "--json") == "There is no room left. Free some."
    assert list((tmp_path / "out").iterdir()) == []


def test_a_replay_as_json(told: Told, script: Path, tmp_path: Path) -> None:
    status, out, err = told("replay", script, "--json", "--goal", "a visit", "--kind", "renewal", "--date", "2026-05-01", "--events", tmp_path)
    assert (status, err) == (0, "")
    document = json.loads(out)
    assert document["call"] == _ended_well((tmp_path / "good.jsonl").read_text("utf-8").splitlines())
    assert (document["kind"], document["plan"]["goal"], document["started"][:10]) == ("renewal", "a visit", "2026-05-01")
    assert document["notes"].keys() >= {"discussed", "proposed", "next"}
    assert document["prompts"] == []
    assert len(json.loads(told("replay", script, document["call"], "--json")[1])) == 2


def test_a_replay_in_view(told: Told, script: Path) -> None:
    status, out, err = told("replay", script)
    assert (status, err) == (0, "")
    assert "Hello, Joanne speaking." in out
    assert "## Purpose of the next communication" in out


def test_a_stored_call_is_replayed(told: Told, refused: Refused, script: Path, data: Path) -> None:
    call = _ended_well(told("replay", script, "--events", "-")[1].splitlines())
    status, out, _ = told("replay", call, "--events", "-")
    assert status == 0
    assert _ended_well(out.splitlines()) == call
    assert "no call 'nope'" in refused("replay", "nope")
    assert "no recording" in refused("replay", call, "--from", "sound")


def test_calls_cut_off_are_finished_first(told: Told, data: Path) -> None:
    store = Store.open(data)
    ref = PlaybookRef(name="default", hash="00")
    started = CallStarted(call="c", at=0, seq=1, kind="service", plan=Plan(), date="2026-03-04", tracks=("rep",), weights=None, playbook=ref)
    store.begin(started, source="file")
    assert json.loads(told("calls", "--json")[1])[0]["state"] == "live"
    store.close()
    assert json.loads(told("calls", "--json")[1])[0]["state"] == "ended"
    assert told("notes", "c")[0] == 0


def _program(*arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """The real program, with some environment variables set."""
    command = [sys.executable, "-m", "assistant.cli", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_the_real_program(data: Path) -> None:
    stored(data, "c", client="Zoë")
    program = _program("calls", "--json", PYTHONIOENCODING="ascii")
    out, err = program.communicate()
    assert (program.returncode, err) == (0, "")
    assert json.loads(out)[0]["client"] == "Zoë"


def test_the_real_program_refuses_in_one_line(data: Path) -> None:
    program = _program("notes", "nope")
    out, err = program.communicate()
    assert (program.returncode, out) == (2, "")
    assert err == "There is no call 'nope'. See callcue calls for those there are.\n"


def test_a_reader_that_goes_away_is_no_error(data: Path) -> None:
    with _program("calls", "--json") as program:
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        assert program.stderr.read() == ""
        assert program.wait() == 1


def _loaded(heavy: set[str], *arguments: str) -> set[str]:
    """Which of some parts a command loads."""
    code = "import sys; from assistant.cli.main import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return heavy & set(done.stderr.split())


def test_a_script_is_replayed_without_what_sound_needs(script: Path) -> None:
    heavy = {"faster_whisper", "ctranslate2", "av", "soundfile", "sounddevice", "webrtcvad", "alembic", "fastapi", "rich"}
    assert _loaded(heavy, "replay", str(script), "--json") == set()


def test_help_loads_nothing_heavy() -> None:
    assert _loaded({"numpy", "sqlalchemy", "pydantic", "faster_whisper", "fastapi", "sounddevice", "av"}, "--help") == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these pipes nor these signals")
def test_interrupting_is_quiet(script: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    os.mkfifo(plan)
    program = _program("replay", str(script), "--plan", str(plan))
    with plan.open("wb"):  # waits until the program has opened it, which then waits for what is never written
        program.send_signal(signal.SIGINT)
        out, err = program.communicate()
    assert (program.returncode, out, err) == (130, "", "")
