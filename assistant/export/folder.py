"""Calls written to files: each a folder with everything that there is of it, or in formats of one's choice."""

import os
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path

from assistant.export.formats import call_files, every_file, json_file, table_files
from assistant.export.names import TOGETHER, FormatName
from assistant.export.transcript import transcript
from assistant.labels import labels_document
from assistant.store import Store
from assistant.whole_file import write_whole
from audio.problem import Problem

RECORDING = "sound.flac"
_NAMES = {"json": "call.json", "ics": "next-step.ics"}
"""Names of files in a call's folder that are not called notes and the format."""


def export_call(store: Store, call: str, to: Path) -> Path:
    """Writes the folder `to`/<call> and gives its path: `call.json`, `events.jsonl` (every fact in order), `transcript.txt`, the notes in
    every format, `labels.json` where prompts were labelled, and the sound.

    All or nothing. What is there of an earlier export is replaced. Raises `Problem`: `unknown-call`, `export-folder`.
    """
    files = every_file(store, call)
    folder = to / call
    unfinished = to / f".{call}-{secrets.token_hex(4)}"
    try:
        to.mkdir(parents=True, exist_ok=True)
        unfinished.mkdir()
        try:
            for name, content in files.items():
                (unfinished / _named(name)).write_bytes(content)
            _write_rest(store, call, unfinished)
            _replace(folder, unfinished)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise _not_written(folder, error) from error
    return folder


def export_files(store: Store, calls: Sequence[str], formats: Sequence[FormatName], to: Path) -> list[Path]:
    """Writes the calls in each of `formats` to the folder `to`, and gives the paths, in order.

    A file is named by its call and its format. Of several calls, those formats that hold any number have one file for all, `calls.…`.
    What has these names is replaced; each file is there whole or not at all. Raises `Problem`: `unknown-call`, `no-notes`, `no-date`,
    `export-folder`; then nothing was written but what an unwilling disk took before it refused.
    """
    files: dict[str, bytes] = {}
    for one in formats:
        if one == "folder":
            continue
        if one in TOGETHER and len(calls) > 1:
            files |= {f"calls.{name}": content for name, content in table_files(store, calls, one).items()}
        else:
            files |= {f"{call}.{name}": content for call in calls for name, content in call_files(store, call, one).items()}
    try:
        to.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            write_whole(to / name, content)
    except OSError as error:
        raise _not_written(to, error) from error
    folders = [export_call(store, call, to) for call in calls] if "folder" in formats else []
    return [*(to / name for name in files), *folders]


def _named(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    return name if "." in name else f"notes.{name}"


def _write_rest(store: Store, call: str, folder: Path) -> None:
    """The facts, the words, the labels and the sound."""
    facts = store.facts(call)
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(fact.model_dump_json() + "\n" for fact in facts)
    (folder / "transcript.txt").write_text(transcript(facts), encoding="utf-8", newline="\n")
    if labels := store.labels(call):
        (folder / "labels.json").write_bytes(json_file(labels_document(call, labels, facts)))
    recording = store.folder(call) / RECORDING
    if recording.is_file():
        shutil.copyfile(recording, folder / RECORDING)


def _replace(folder: Path, new: Path) -> None:
    """Puts `new` in the place of `folder`, which is only removed once the new one stands there."""
    if not folder.exists():
        new.rename(folder)
        return
    old = new.with_name(new.name + "-old")
    os.replace(folder, old)
    try:
        os.replace(new, folder)
    except OSError:
        os.replace(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _not_written(folder: Path, error: OSError) -> Problem:
    reason = error.strerror or type(error).__name__
    return Problem("export-folder", f"{folder} can't be written: {reason}.", "Free some space, mend permissions, or name another folder.")
