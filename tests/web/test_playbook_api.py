"""The routes of the playbook over a real server: what is in force, checking, saving, and trying a text on stored calls."""

import asyncio
import contextlib
import json
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.labels import Label
from assistant.playbook.schema import published_schema
from assistant.replaying import Replay, replay
from assistant.settings import Settings
from assistant.store import Store
from tests.web.calls import put
from tests.web.serving import Server
from web import trial
from web.own_playbook import as_text, digest

OTHER = "like: default\nprompts:\n  state-purpose:\n    text: Say why you call\n    seconds: 8\n"


@pytest.fixture
def own(data: Path) -> Path:
    """Where one's own playbook is, or would be."""
    return data / "playbook.yaml"


async def _view(service: Server) -> dict[str, Any]:
    answer = await service.client.get("/api/playbook")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def _save(service: Server, text: str, based_on: str | None) -> httpx.Response:
    return await service.client.put("/api/playbook", json={"text": text, "based_on": based_on})


def _prompt(view: dict[str, Any], prompt: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in view["prompts"] if one["id"] == prompt)
    return found


async def test_the_default_is_read_prompt_by_prompt(service: Server, own: Path) -> None:
    view = await _view(service)
    assert (view["name"], view["path"], view["own"], view["mistake"]) == ("default", str(own), None, None)
    prompt = _prompt(view, "state-purpose")
    assert (prompt["text"], prompt["kinds"], prompt["urgency"], prompt["seconds"]) == ("State your purpose", ["purpose", "renewal"], "guide", 12)
    why, due, over = prompt["about"]
    assert why.startswith('"Touching base" wastes')
    assert due.startswith("Due when the rep opens with")
    assert over == "Over when the rep says it."
    assert {"name": "third_turn", "value": 3, "about": "the rep's turn by whose end the purpose should have been said"} in prompt["settings"]
    assert not any(one["differences"] or one["own"] for one in view["prompts"])


async def test_the_schema_that_editors_complete_by(service: Server) -> None:
    assert (await service.client.get("/api/playbook/schema")).json() == json.loads(published_schema())


async def test_a_first_own_file_differs_in_nothing(service: Server, own: Path) -> None:
    starter = (await _view(service))["starter"]
    answer = await _save(service, starter, None)
    assert answer.status_code == 200, answer.text
    view = answer.json()
    assert own.read_text(encoding="utf-8") == starter
    assert "FILE" not in starter
    assert own.with_name("playbook.schema.json").read_text(encoding="utf-8") == published_schema()
    assert view["own"] == {"text": starter, "hash": digest(starter.encode())}
    assert view["name"] == "playbook"
    assert not any(one["differences"] for one in view["prompts"])
    assert view == await _view(service)


async def test_what_differs_is_told_with_what_it_was(service: Server) -> None:
    more = "    kinds: [renewal, purpose]\n    settings: {third_turn: 4}\n    phrases: [calling to say hi]\n"
    text = f"{OTHER}{more}  # Not for us.\n  set-goal: {{active: false}}\n"
    view = (await _save(service, text, None)).json()
    was = {one["field"]: one["was"] for one in _prompt(view, "state-purpose")["differences"]}
    assert was == {"text": "State your purpose", "seconds": "12", "settings.third_turn": "3", "phrases": "none"}
    off = _prompt(view, "set-goal")
    assert (off["active"], off["differences"]) == (False, [{"field": "active", "was": "on"}])
    assert off["about"][0] == "Not for us."
    assert any(part.startswith("Due as the call starts") for part in off["about"])


async def test_a_prompt_of_ones_own_is_said_in_words(service: Server) -> None:
    text = """\
like: default
own:
  # Money comes up sooner or later.
  ask-budget:
    text: Ask what it may cost
    kinds: [purpose]
    urgency: guide
    when:
      all:
        - said: {by: client, phrases: [too dear, "expens*"], counter_examples: [not expensive]}
        - any: [{plan: {field: next_step, is: missing}}, {elapsed: {seconds: 90, stage: needs}}]
        - not: {etiquette: {pace: 200, over: 20}}
    unless: {not_said: {by: rep, act: goodbye, examples: [see you soon], within: 30, after: {plan: {field: goal, contains: [price]}}}}
"""
    prompt = _prompt((await service.client.post("/api/playbook/check", json={"text": text})).json(), "ask-budget")
    assert (prompt["own"], prompt["about"]) == (True, ["Money comes up sooner or later."])
    assert prompt["conditions"] == [
        "Due when the client says “too dear” or “expens*” (but not “not expensive”) and (the plan's next step is missing or the stage “needs” has "
        "gone on for 90 s) and not: the rep speaks more than 200 words a minute (over 20 s).",
        "Not when the rep has not said something like “see you soon” or what is read as “goodbye” within 30 s after the plan's goal has “price”.",
    ]


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("like: default\nprompts:\n  state-purpose:\n    colour: red\n", 4, "colour"),
        ("like: default\nprompts:\n  state-your-purpose:\n    text: x\n", 3, "state-your-purpose"),
        ("like: default\nprompts: [\n", 3, ""),
        ("", None, "empty"),
        ("like: missing.yaml\n", 1, "missing.yaml"),
    ],
)
async def test_a_mistake_is_told_with_its_line(service: Server, own: Path, text: str, line: int | None, part: str) -> None:
    answer = await service.client.post("/api/playbook/check", json={"text": text})
    assert answer.status_code == 200
    mistake = answer.json()["mistake"]
    assert mistake["line"] == line
    assert part in mistake["message"]
    assert str(own) not in mistake["message"], "the editor shows the line at its place"
    assert mistake["remedy"]
    assert answer.json()["prompts"] == []
    saved = await _save(service, text, None)
    assert (saved.status_code, saved.json()["code"]) == (400, "file-mistake")
    assert not own.exists()


async def test_a_mistake_in_the_playbook_it_is_like_names_that_file(service: Server, data: Path) -> None:
    (data / "team.yaml").write_text("like: default\nprompts: {set-goal: {colour: red}}\n")
    mistake = (await service.client.post("/api/playbook/check", json={"text": "# ours\nlike: team.yaml\n"})).json()["mistake"]
    assert mistake["line"] is None
    assert "team.yaml, line 2" in mistake["message"]


async def test_a_broken_file_on_disk_is_told_and_can_be_mended(service: Server, own: Path) -> None:
    own.write_text("like: default\nprompts:\n  set-goal: {colour: red}\n")
    view = await _view(service)
    assert view["mistake"]["line"] == 3
    assert view["own"]["text"] == own.read_text()
    assert _prompt(view, "set-goal")["active"]
    assert (await _save(service, OTHER, view["own"]["hash"])).json()["mistake"] is None


async def test_what_cannot_be_shown_is_not_written_over(service: Server, own: Path) -> None:
    own.mkdir()
    view = await _view(service)
    assert view["own"] is None
    assert "is a folder" in view["mistake"]["message"]
    answer = await _save(service, OTHER, None)
    assert (answer.status_code, answer.json()["code"]) == (400, "file-mistake")
    assert own.is_dir()


async def test_a_change_in_between_is_not_overwritten(service: Server, own: Path) -> None:
    first = (await _save(service, OTHER, None)).json()["own"]["hash"]
    own.write_text("like: default\nname: theirs\n")
    for based_on in (first, None):
        answer = await _save(service, OTHER, based_on)
        assert (answer.status_code, answer.json()["code"]) == (409, "playbook-changed")
    assert own.read_text() == "like: default\nname: theirs\n"
    assert (await _save(service, OTHER, (await _view(service))["own"]["hash"])).status_code == 200
    own.unlink()
    assert (await _save(service, OTHER, digest(OTHER.encode()))).status_code == 409


async def test_of_two_tabs_that_save_at_once_one_is_told(service: Server) -> None:
    answers = await asyncio.gather(*(_save(service, f"{OTHER}# {number}\n", None) for number in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]


async def test_lines_end_on_disk_as_they_did(service: Server, own: Path) -> None:
    own.write_bytes(b"\xef\xbb\xbflike: default\r\nname: ours\r\n")
    view = await _view(service)
    assert view["own"]["text"] == "like: default\nname: ours\n"
    assert (await _save(service, "like: default\nname: yours\n", view["own"]["hash"])).status_code == 200
    assert own.read_bytes() == b"like: default\r\nname: yours\r\n"
    assert as_text(b"a\rb\xff") == "a\nb\ufffd"


async def test_a_link_stays_a_link_and_rights_stay(service: Server, own: Path, tmp_path: Path) -> None:
    team = tmp_path / "team.yaml"
    team.write_text("like: default\n")
    team.chmod(0o640)
    own.symlink_to(team)
    assert (await _save(service, OTHER, digest(b"like: default\n"))).status_code == 200
    assert own.is_symlink()
    assert (team.read_text(), team.stat().st_mode & 0o777) == (OTHER, 0o640)


@contextlib.contextmanager
def _no_room(most: int) -> Iterator[None]:
    """No file of this process may grow beyond `most` bytes: what a full disk does, without filling one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_is_told_and_leaves_the_file_as_it_was(service: Server, own: Path) -> None:
    first = (await _save(service, OTHER, None)).json()["own"]["hash"]
    with _no_room(len(OTHER)):
        answer = await _save(service, OTHER + "# more\n" * 9, first)
    assert (answer.status_code, answer.json()["code"]) == (400, "playbook-not-saved")
    assert str(own) in answer.json()["message"]
    assert own.read_text() == OTHER
    assert [path.name for path in own.parent.glob(".playbook*")] == []


async def test_a_folder_that_is_gone_is_made_again_or_told(service: Server, own: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    own.symlink_to(tmp_path / "file" / "playbook.yaml")
    answer = await _save(service, OTHER, None)
    assert (answer.status_code, answer.json()["code"]) == (400, "playbook-not-saved")


async def test_other_sites_may_not_write(service: Server, own: Path) -> None:
    for method, path, body in (("PUT", "", {"text": OTHER, "based_on": None}), ("POST", "/try", {"text": OTHER, "calls": ["x"]})):
        answer = await service.client.request(method, f"/api/playbook{path}", json=body, headers={"Origin": "https://callcue.example"})
        assert (answer.status_code, answer.json()["code"]) == (403, "origin-refused")
    assert not own.exists()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "", {"text": "x"}),
        ("PUT", "", {"text": "x", "based_on": None, "force": True}),
        ("PUT", "", {"text": "x" * 2_000_001, "based_on": None}),
        ("PUT", "", {"text": "\ud800", "based_on": None}),
        ("POST", "/check", {}),
        ("POST", "/try", {"text": "x", "calls": []}),
        ("POST", "/try", {"text": "x", "calls": ["x"] * 201}),
    ],
)
async def test_bad_bodies_are_refused(service: Server, own: Path, method: str, path: str, body: object) -> None:
    answer = await service.client.request(method, f"/api/playbook{path}", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-request")
    assert not own.exists()


SCRIPT = """\
id: checking-in
kind: purpose
plan: {client: "Dana Reyes"}
turns:
  - {who: client, say: "Hello, this is Dana."}
  - {who: rep, say: "Hi Dana, it's Sam. I was just checking in to see how things are going."}
  - {who: client, say: "Oh, fine, thanks. We are a bit busy."}
  - {who: rep, say: "I'm calling to find a date for your spring order."}
  - {who: client, say: "That is too expensive for us this year, I think."}
  - {who: rep, say: "I see. I'll call you on Tuesday at ten."}
  - {who: client, say: "Fine. Goodbye."}
"""


@pytest.fixture
def call(store: Store, settings: Settings, tmp_path: Path) -> str:
    """A stored call on which `set-goal` and then `state-purpose` are shown."""
    script = tmp_path / "checking-in.yaml"
    script.write_text(SCRIPT)
    return replay(store, settings, Replay(file=str(script)), lambda _: None)


async def _try(service: Server, text: str, *calls: str) -> httpx.Response:
    return await service.client.post("/api/playbook/try", json={"text": text, "calls": calls})


async def test_a_text_is_tried_on_a_stored_call(service: Server, store: Store, own: Path, call: str) -> None:
    facts = store.facts(call)
    text = """\
like: default
prompts:
  set-goal: {active: false}
own:
  too-dear:
    text: Ask what it is compared with
    kinds: [purpose]
    urgency: answer
    when: {said: {by: client, phrases: [too expensive]}}
"""
    answer = await _try(service, text, call)
    assert answer.status_code == 200, answer.text
    (tried,) = answer.json()["calls"]
    assert (tried["name"], tried["source"], len(tried["both"])) == (call, "stored", 1)
    (appears,), (disappears,) = tried["only_new"], tried["only_current"]
    assert (appears["prompt"], appears["text"], appears["words"]) == ("too-dear", "Ask what it is compared with", ["too expensive"])
    said = next(fact for fact in facts if fact.type == "speech.final" and "too expensive" in fact.text)
    assert said.start < appears["at"] <= said.end
    assert (disappears["prompt"], disappears["at"]) == ("set-goal", 0)
    shown = {total["prompt"]: (total["current"]["shown"], total["new"]["shown"]) for total in answer.json()["prompts"]}
    assert shown == {"set-goal": (1, 0), "state-purpose": (1, 1), "too-dear": (0, 1)}
    assert store.facts(call) == facts, "nothing is stored"
    assert not own.exists()

    # Beside the one in force, once it is that: own prompts find their way to the other process.
    await _save(service, text, None)
    (tried,) = (await _try(service, text, call)).json()["calls"]
    assert (tried["only_new"], tried["only_current"], len(tried["both"])) == ([], [], 2)


async def test_what_is_labelled_is_scored(service: Server, store: Store, call: str) -> None:
    facts = store.facts(call)
    wrong = next(fact.seq for fact in facts if fact.type == "prompt.shown" and fact.prompt == "set-goal")
    right = next(fact.seq for fact in facts if fact.type == "prompt.shown" and fact.prompt == "state-purpose")
    store.put_label(call, Label(prompt="set-goal", verdict="wrong", seq=wrong), "rep")
    store.put_label(call, Label(prompt="state-purpose", verdict="right", seq=right), "rep")
    test = (await _try(service, "like: default\nprompts: {set-goal: {active: false}}\n", call)).json()
    assert test["calls"][0]["labelled"]
    assert [(test["all"][which]["precision"], test["all"][which]["recall"]) for which in ("current", "new")] == [(0.5, 1), (1, 1)]


@pytest.mark.parametrize(("text", "code"), [("like: default\ncolour: red\n", "file-mistake"), (OTHER, "unknown-call")])
async def test_what_cannot_be_tried_is_told(service: Server, store: Store, text: str, code: str) -> None:
    put(store, "20261121-213000-0001")
    answer = await _try(service, text, "20261121-213000-0001", "20261121-213000-ffff")
    assert (answer.status_code, answer.json()["code"]) == ({"file-mistake": 400, "unknown-call": 404}[code], code)


async def test_files_are_not_taken_for_calls(service: Server, data: Path, tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (data / "checking").mkdir()
    for name in ("../checking-in.yaml", "checking", "."):
        assert (await _try(service, OTHER, name)).json()["code"] == "unknown-call"
    # An export of the call, in the folder that the service was started in.
    monkeypatch.chdir(tmp_path)
    (tmp_path / call).mkdir()
    assert (await _try(service, OTHER, call)).json()["calls"][0]["source"] == "stored"


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.subprocess.Process]:
    """The processes of trials, running or ended."""
    begun: list[asyncio.subprocess.Process] = []
    begin = asyncio.create_subprocess_exec

    async def recorded(*command: str, **more: Any) -> asyncio.subprocess.Process:
        begun.append(await begin(*command, **more))
        return begun[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", recorded)
    return begun


async def test_a_trial_that_takes_too_long_is_ended(
    service: Server, call: str, processes: list[asyncio.subprocess.Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "LIMIT_SECONDS", 0.05)
    answer = await _try(service, OTHER, call)
    assert (answer.status_code, answer.json()["code"]) == (503, "trial-too-long")
    assert [process.returncode for process in processes] == [-signal.SIGKILL]


async def test_a_trial_that_nobody_waits_for_is_ended(service: Server, call: str, processes: list[asyncio.subprocess.Process]) -> None:
    asking = asyncio.create_task(_try(service, OTHER, call))
    while not processes:
        await asyncio.sleep(0.01)
    asking.cancel()
    await processes[0].wait()
    assert processes[0].returncode == -signal.SIGKILL
    assert (await _view(service))["name"] == "default", "the service goes on"
