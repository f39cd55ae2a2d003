"""Replays of sound files, call scripts and stored calls: the same path as a live call, without a service.

Synchronous: for the command line. What is heavy (sound, weights) is loaded only for what needs it, so that a script replays at once.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from assistant.events import CallStarted, Event, Fact, Kind, SidesSwapped
from assistant.judge import judge_again, judge_call, playbook_in_force
from assistant.plan import PlanFile, resolve_setup
from assistant.script import CallScript, load_script
from assistant.settings import Settings
from assistant.store import Store
from audio.problem import Problem

SCRIPT_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Replay:
    """What to replay, and how. `file`: a sound file, a call script, or the id of a stored call."""

    file: str
    speed: Literal["1", "max"] = "max"
    rep: Literal["left", "right"] = "left"
    kind: Kind | None = None
    goal: str | None = None
    plan: PlanFile | None = None
    date: datetime | None = None
    weights: str | None = None
    playbook: Path | None = None
    from_sound: bool = False
    """Recognise a stored call's recording again instead of taking its facts."""


Listen = Callable[[Event], None]


def replay(store: Store, settings: Settings, request: Replay, listen: Listen) -> str:
    """Replays one file to its end and gives the call's id; `listen` is given every event as it happens, once it is stored.

    Files and scripts become calls of their own; a stored call replayed from its facts does not. Raises `Problem`, with nothing stored,
    where the input won't do.
    """
    path = Path(request.file)
    if path.suffix.lower() in SCRIPT_SUFFIXES:
        return _replay_script(store, settings, request, load_script(path), listen)
    if path.exists() or not _is_stored(store, request.file):
        return asyncio.run(_replay_sound(store, settings, request, path, listen))
    if request.from_sound:
        return asyncio.run(_replay_recording(store, settings, request, listen))
    return _replay_facts(store, settings, request, listen)


def _is_stored(store: Store, name: str) -> bool:
    """Whether a name is a stored call's; a name that could only be one and is not raises `Problem`."""
    if "." in name or "/" in name:
        return False
    store.call(name)
    return True


def _replay_script(store: Store, settings: Settings, request: Replay, script: CallScript, listen: Listen) -> str:
    from assistant.text_driver import drive

    setup = resolve_setup(request.kind, request.goal, request.plan, script, request.date)
    core, broken = judge_call(request.playbook, playbook_in_force(settings))
    now = datetime.now()
    call = store.new_call_id(now)
    started = CallStarted(
        call=call,
        at=0.0,
        seq=1,
        kind=setup.kind,
        plan=setup.plan,
        date=(setup.date or script.date).isoformat(timespec="minutes"),
        tracks=("rep", "client"),
        weights=None,
        playbook=core.playbook.ref,
        rep=settings.rep,
    )
    facts: list[Fact] = []
    drive(script, core, started, facts.extend, broken)
    # A script takes a moment, so it is stored whole or not at all.
    store.begin(started, source="script")
    try:
        store.append(facts[1:])
    finally:
        store.release(call)
    for fact in facts:
        listen(fact)
    return call


def _replay_facts(store: Store, settings: Settings, request: Replay, listen: Listen) -> str:
    from assistant.facts_driver import drive_again

    def tell(facts: Sequence[Fact]) -> None:
        for fact in facts:
            listen(fact)

    in_force = playbook_in_force(settings)
    core = judge_again(request.playbook or in_force.current())
    if in_force.problem is not None:
        raise in_force.problem  # nothing is lost by mending it first
    drive_again(store.facts(request.file), core, tell)
    return request.file


async def _replay_sound(store: Store, settings: Settings, request: Replay, path: Path, listen: Listen) -> str:
    from assistant.desk import CallSetup, Desk
    from audio.file import FileSource

    kind, plan, date = resolve_setup(request.kind, request.goal, request.plan, None, request.date)
    desk = Desk(store, settings)
    setup = CallSetup(
        kind=kind,
        plan=plan,
        date=date,
        source=FileSource(path, request.rep),
        paced=request.speed == "1",
        weights=request.weights,
        playbook=request.playbook,
        label="file",
    )
    call = await desk.start(setup)
    try:
        async for event in desk.events(call):
            listen(event)
    finally:
        await desk.close()
    return call


async def _replay_recording(store: Store, settings: Settings, request: Replay, listen: Listen) -> str:
    recording = store.folder(request.file) / "sound.flac"
    if not recording.exists():
        raise Problem("no-recording", "That call has no recording.", "Leave out '--from sound' to replay it from its facts.")
    facts = store.facts(request.file)
    started = facts[0]
    if isinstance(started, CallStarted) and request.plan is None:
        plan = PlanFile(kind=started.kind, plan=started.plan, date=datetime.fromisoformat(started.date))
        request = Replay(**{**vars(request), "plan": plan})
    # The recording is as it was heard; a call whose sides were swapped has the rep on the right.
    swapped = sum(isinstance(fact, SidesSwapped) for fact in facts) % 2
    request = Replay(**{**vars(request), "rep": "right" if swapped else "left"})
    return await _replay_sound(store, settings, request, recording, listen)
