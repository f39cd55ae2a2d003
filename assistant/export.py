"""Calls as files for elsewhere, and as one document for programs."""

import json
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.events import CallStarted, Fact, Plan, PlanChanged, PromptCleared, PromptShown
from assistant.labels import labels_document
from assistant.notes.markdown import render
from assistant.store import Store
from audio.problem import Problem

RECORDING = "sound.flac"


def call_document(store: Store, call: str) -> dict[str, Any]:
    """A call for programs, in JSON values: its summary, named `call` as in events too, its plan, its notes (None while there are none) and
    its prompts with what became of them. Raises `Problem` (`unknown-call`).
    """
    facts = store.facts(call, types=[CallStarted, PlanChanged, PromptShown, PromptCleared])
    notes = store.notes(call)
    return {
        "call": call,
        **store.call(call).model_dump(mode="json"),
        "plan": _plan(facts).model_dump(mode="json"),
        "notes": notes[1].model_dump(mode="json") if notes else None,
        "notes_revision": notes[0] if notes else 0,
        "prompts": prompts_of(facts),
    }


def prompts_of(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Every prompt shown, in order: the fields of `prompt.shown` that are about it, its `outcome` and when it was `cleared` (None: never)."""
    prompts: list[dict[str, Any]] = []
    standing: dict[str, dict[str, Any]] = {}
    for fact in facts:
        if isinstance(fact, PromptShown):
            prompt = fact.model_dump(mode="json", exclude={"type", "call", "seq"}) | {"outcome": None, "cleared": None}
            prompts.append(prompt)
            standing[fact.prompt] = prompt
        elif isinstance(fact, PromptCleared) and fact.prompt in standing:
            standing.pop(fact.prompt).update(outcome=fact.outcome, cleared=fact.at)
    return prompts


def export_call(store: Store, call: str, to: Path) -> Path:
    """Writes the folder `to`/<call> and gives its path: `call.json`, `events.jsonl` (every fact in order), `notes.md`,
    `labels.json` where prompts were labelled, and the sound.

    All or nothing. What is there of an earlier export is replaced. Raises `Problem`: `unknown-call`, `export-folder`.
    """
    document = call_document(store, call)
    folder = to / call
    unfinished = to / f".{call}-{secrets.token_hex(4)}"
    try:
        to.mkdir(parents=True, exist_ok=True)
        unfinished.mkdir()
        try:
            _write(store, call, document, unfinished)
            _replace(folder, unfinished)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Problem(
            "export-folder", f"{folder} can't be written: {reason}.", "Free some space, mend permissions, or name another folder."
        ) from error
    return folder


def _write(store: Store, call: str, document: dict[str, Any], folder: Path) -> None:
    (folder / "call.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    with (folder / "events.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(fact.model_dump_json() + "\n" for fact in store.facts(call))
    if labels := store.labels(call):
        document = labels_document(call, labels, store.facts(call))
        (folder / "labels.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    notes = store.notes(call)
    if notes:
        (folder / "notes.md").write_text(render(notes[1], store.call(call)), encoding="utf-8")
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


def _plan(facts: Iterable[Fact]) -> Plan:
    """The plan as it stands at last."""
    plan = Plan()
    for fact in facts:
        if isinstance(fact, CallStarted | PlanChanged):
            plan = fact.plan
    return plan
