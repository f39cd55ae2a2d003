"""Calls written to files: all that there is, and all or nothing."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.events import CallStarted, Fact, Notes, NotesDrafted, Plan, PlaybookRef, PromptCleared, PromptShown, events
from assistant.export.document import call_document, prompts_of
from assistant.export.folder import export_call, export_files
from assistant.labels import Label
from assistant.notes.markdown import render
from assistant.store import Store
from audio.problem import Problem
from tests.assistant.export.calls import put


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    store = Store.open(data)
    ref = PlaybookRef(name="default", hash="00")
    plan = Plan(client="Zoë", goal="a date")
    started = CallStarted(
        call="c", at=0.0, seq=1, kind="service", plan=plan, date="2026-03-04T10:00", tracks=("rep", "client"), weights=None, playbook=ref
    )
    store.begin(started, source="script")
    done = PromptCleared(call="c", at=2.5, seq=3, prompt="confirm-next-step", outcome="done")
    store.append([shown("c", 2, "confirm-next-step", 1.0), done, NotesDrafted(call="c", at=3.0, seq=4, notes=Notes())])
    yield store
    store.close()


def shown(call: str, seq: int, prompt: str, at: float) -> PromptShown:
    return PromptShown(call=call, at=at, seq=seq, prompt=prompt, text="t", why="w", evidence=(), due=at, latency_ms=0.0, urgency="guide")


def test_an_export_holds_everything(store: Store, tmp_path: Path) -> None:
    store.folder("c").mkdir(parents=True)
    (store.folder("c") / "sound.flac").write_bytes(b"fLaC sound")
    folder = export_call(store, "c", tmp_path / "deep" / "out")
    assert folder == tmp_path / "deep" / "out" / "c"
    assert sorted(path.name for path in folder.iterdir()) == [
        "call.json",
        "events.jsonl",
        "hubspot-calls.csv",
        "hubspot-notes.csv",
        "notes.csv",
        "notes.md",
        "notes.txt",
        "salesforce-tasks.csv",
        "sound.flac",
        "transcript.txt",
    ]
    assert json.loads((folder / "call.json").read_text("utf-8")) == call_document(store, "c")
    assert [events.validate_json(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()] == store.facts("c")
    assert (folder / "notes.md").read_text("utf-8") == render(Notes(), store.call("c"))
    assert (folder / "sound.flac").read_bytes() == b"fLaC sound"
    assert [path.name for path in folder.parent.iterdir()] == ["c"]


def test_labels_are_exported_where_there_are_any(store: Store, tmp_path: Path) -> None:
    store.put_label("c", Label(prompt="confirm-next-step", verdict="wrong", seq=2), "me")
    folder = export_call(store, "c", tmp_path)
    document = json.loads((folder / "labels.json").read_text("utf-8"))
    assert document == {"id": "c", "turns": [], "expect": [], "wrong": [{"prompt": "confirm-next-step", "from": 0, "by": 0}]}


def test_a_call_for_programs(store: Store) -> None:
    document = call_document(store, "c")
    assert (document["call"], document["id"], document["client"], document["plan"]["goal"]) == ("c", "c", "Zoë", "a date")
    assert document["notes"] == Notes().model_dump(mode="json")
    assert document["notes_revision"] == 1
    assert [(prompt["prompt"], prompt["at"], prompt["outcome"], prompt["cleared"]) for prompt in document["prompts"]] == [
        ("confirm-next-step", 1.0, "done", 2.5)
    ]


def test_a_prompt_shown_twice_has_two_outcomes() -> None:
    cleared = PromptCleared(call="c", at=2.0, seq=2, prompt="p", outcome="lapsed")
    facts: list[Fact] = [shown("c", 1, "p", 1.0), cleared, shown("c", 3, "p", 3.0)]
    assert [(prompt.at, prompt.outcome) for prompt in prompts_of(facts)] == [(1.0, "lapsed"), (3.0, None)]


def test_an_export_replaces_an_earlier_one(store: Store, tmp_path: Path) -> None:
    folder = export_call(store, "c", tmp_path)
    (folder / "leftover").touch()
    assert export_call(store, "c", tmp_path) == folder
    assert not (folder / "leftover").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem) as caught:
        export_call(store, "c", tmp_path / "file")
    assert caught.value.code == "export-folder"


def test_a_full_disk_leaves_nothing_and_the_earlier_export(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    export_call(store, "c", out)
    store.folder("c").mkdir(parents=True)
    (store.folder("c") / "sound.flac").touch()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Problem, match="No space left on device"):
        export_call(store, "c", out)
    assert [path.name for path in out.iterdir()] == ["c"]
    assert (out / "c" / "call.json").is_file()


def test_an_export_that_cannot_take_its_place_puts_the_earlier_one_back(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = export_call(store, "c", tmp_path / "out")
    (folder / "mark").touch()
    replace = os.replace

    def fail_for_the_new(source: Path, target: Path) -> None:
        if (source / "call.json").exists() and not (source / "mark").exists():
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail_for_the_new)
    with pytest.raises(Problem, match="Permission denied"):
        export_call(store, "c", tmp_path / "out")
    assert (folder / "mark").exists()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["c"]


def test_an_unknown_call_makes_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no call"):
        export_call(store, "nope", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_formats_of_ones_choice_are_named_by_their_call(store: Store, tmp_path: Path) -> None:
    paths = export_files(store, ["c"], ["md", "json", "hubspot"], tmp_path / "out")
    assert [path.name for path in paths] == ["c.md", "c.json", "c.hubspot-calls.csv", "c.hubspot-notes.csv"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in paths)
    assert (tmp_path / "out" / "c.md").read_text("utf-8") == render(Notes(), store.call("c"))


def test_several_calls_share_the_tables_and_have_documents_of_their_own(store: Store, tmp_path: Path) -> None:
    other = put(store)
    names = [path.name for path in export_files(store, ["c", other], ["txt", "csv", "folder"], tmp_path)]
    assert names == ["c.txt", f"{other}.txt", "calls.csv", "c", other]
    assert (tmp_path / "calls.csv").read_bytes().count(b"\r\n") == 3


def test_where_one_format_can_not_be_had_nothing_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        export_files(store, ["c"], ["md", "ics"], tmp_path / "out")
    assert caught.value.code == "no-date"
    assert not (tmp_path / "out").exists()


def test_the_calendar_entry_is_in_the_folder_where_there_is_a_day(store: Store, tmp_path: Path) -> None:
    folder = export_call(store, put(store), tmp_path)
    assert (folder / "next-step.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
