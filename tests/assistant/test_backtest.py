"""The back-test on real scripts and stored calls: what only one playbook shows, what is right, and what can't be read."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from assistant.backtest import BackTest, back_test, moments_of
from assistant.cli.main import run
from assistant.events import CallStarted, Fact, PromptShown, SpeechFinal, events
from assistant.facts_driver import drive_again, judge_facts
from assistant.judge import judge, judge_again
from assistant.labels import Label
from assistant.playbook import DEFAULT_PLAYBOOK, load_playbook
from assistant.prompts.registry import RULES
from assistant.script import load_script
from assistant.settings import Settings
from assistant.store import Store
from assistant.text_driver import drive

SCRIPT = """\
id: boat
kind: service
plan: {goal: the pumps}
turns:
  - {who: client, say: "Hi, it's Dana from Harbour Marine."}
  - {who: rep, say: "Dana! How was the fishing trip last weekend? Did you catch any marlin out there?"}
  - {who: client, say: "Oh it was lovely, we had sun all weekend and the kids caught a big fish each."}
  - {who: rep, say: "That sounds wonderful, my brother goes fishing on the lake with his kids every summer."}
  - {who: client, say: "I need two bilge pumps."}
"""
EXPECT = "expect:\n  - {prompt: switch-to-business, from: 2, by: 3}\n  - {prompt: confirm-next-step, from: 5, by: 5}\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "boat.yaml"
    path.write_text(SCRIPT + EXPECT)
    return path


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    """The default playbook without "Switch to business now"."""
    path = tmp_path / "quiet.yaml"
    path.write_text(f"name: quiet\nlike: {DEFAULT_PLAYBOOK}\nprompts:\n  switch-to-business:\n    active: false\n")
    return path


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    yield opened
    opened.close()


Test = Callable[..., BackTest]


@pytest.fixture
def tested(store: Store, data: Path, quiet: Path) -> Test:
    """Tests the quiet playbook against the default one."""
    new, current = load_playbook(quiet, RULES), load_playbook(None, RULES)

    def test(*names: object) -> BackTest:
        return back_test(store, Settings(data=data), [str(name) for name in names], new, current)

    return test


def _facts(script: Path, call: str, quiet: Mapping[str, int] = MappingProxyType({})) -> list[Fact]:
    written, core = load_script(script), judge()
    facts: list[Fact] = []
    begun = CallStarted(
        call=call,
        at=0.0,
        seq=1,
        kind=written.kind,
        plan=written.plan,
        date="2026-03-04T10:00",
        tracks=("rep", "client"),
        weights=None,
        playbook=core.playbook.ref,
        quiet=quiet,
    )
    drive(written, core, begun, facts.extend)
    return facts


def _stored(store: Store, script: Path, call: str = "stored") -> list[Fact]:
    facts = _facts(script, call)
    assert isinstance(facts[0], CallStarted)
    store.begin(facts[0], source="script")
    store.append(facts[1:])
    store.release(call)
    return facts


def test_a_script_under_both_playbooks(tested: Test, script: Path) -> None:
    found = tested(script)
    (call,) = found.calls
    assert (call.name, call.source, call.labelled, call.only_new, call.both) == ("boat", "script", True, (), ())
    (switch,) = call.only_current
    assert (switch.prompt, switch.verdict) == ("switch-to-business", "right")
    assert switch.words
    assert [(missed.prompt, missed.new, missed.current) for missed in call.missed] == [
        ("switch-to-business", True, False),
        ("confirm-next-step", True, True),
    ]
    assert (found.all.new.right, found.all.new.missed, found.all.new.precision, found.all.new.recall) == (0, 2, None, 0.0)
    assert (found.all.current.right, found.all.current.missed, found.all.current.precision, found.all.current.recall) == (1, 1, 1.0, 0.5)


def test_what_a_script_does_not_expect_is_wrong_unless_it_is_allowed(tested: Test, script: Path) -> None:
    script.write_text(SCRIPT)
    assert tested(script).calls[0].only_current[0].verdict == "wrong"
    script.write_text(f"{SCRIPT}allow: [switch-to-business]\n")
    assert tested(script).calls[0].only_current[0].verdict == "allowed"


def test_a_stored_call_by_what_was_clicked_on_it(tested: Test, store: Store, script: Path) -> None:
    facts = _stored(store, script)
    (call,) = tested("stored").calls
    assert (call.labelled, [moment.verdict for moment in call.only_current]) == (False, [None])
    shown = next(fact for fact in facts if isinstance(fact, PromptShown))
    last = [fact for fact in facts if isinstance(fact, SpeechFinal)][-1]
    store.put_label("stored", Label(prompt=shown.prompt, verdict="wrong", seq=shown.seq), "me")
    assert [moment.verdict for moment in tested("stored").calls[0].only_current] == ["wrong"]
    store.put_label("stored", Label(prompt=shown.prompt, verdict="right", seq=shown.seq), "me")
    store.put_label("stored", Label(prompt="offer-a-meeting", verdict="missed", utterance=last.utterance), "me")
    found = tested("stored")
    assert [moment.verdict for moment in found.calls[0].only_current] == ["right"]
    assert (found.all.current.precision, found.all.current.recall, found.all.new.recall) == (1.0, 0.5, 0.0)


def test_a_stored_call_is_neither_changed_nor_added_to(tested: Test, store: Store, script: Path) -> None:
    facts = _stored(store, script)
    tested("stored", script)
    assert [call.id for call in store.calls()] == ["stored"]
    assert store.facts("stored") == facts


def test_the_same_prompt_a_little_later_is_the_same(store: Store, data: Path, script: Path, tmp_path: Path) -> None:
    path = tmp_path / "slow.yaml"
    path.write_text(DEFAULT_PLAYBOOK.read_text().replace("turn_silence: 1.2", "turn_silence: 0.2"))
    found = back_test(store, Settings(data=data), [str(script)], load_playbook(path, RULES), load_playbook(None, RULES))
    (pair,) = found.calls[0].both
    assert pair.new.prompt == pair.current.prompt == "switch-to-business"
    assert 0 < pair.current.at - pair.new.at < 2


def test_each_call_that_cannot_be_read_is_told_and_the_others_are_tested(tested: Test, script: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("id: broken\n")
    (tmp_path / "noise.wav").write_bytes(b"nothing like sound")
    (tmp_path / "empty").mkdir()
    found = tested(tmp_path / "broken.yaml", script, "nosuchcall", tmp_path / "gone.wav", tmp_path / "empty", tmp_path / "noise.wav")
    assert [call.name for call in found.calls] == ["boat"]
    assert {Path(refused.name).name for refused in found.refused} == {"broken.yaml", "nosuchcall", "gone.wav", "empty", "noise.wav"}
    assert all(refused.message and refused.remedy for refused in found.refused)


def test_a_folder_is_what_lies_in_it(tested: Test, script: Path, tmp_path: Path) -> None:
    folder = tmp_path / "calls"
    folder.mkdir()
    shutil.copy(script, folder / "one.yml")
    shutil.copy(script, folder / "two.yaml")
    (folder / "read me.txt").write_text("no call")
    found = tested(folder)
    assert ([call.name for call in found.calls], found.refused) == (["one", "two"], ())


def test_what_a_rep_is_tired_of_says_nothing_of_a_playbook(script: Path) -> None:
    facts = _facts(script, "c")
    tired = [facts[0].model_copy(update={"quiet": {"switch-to-business": 9}}), *facts[1:]]
    shown = [fact for fact in judge_facts(tired, judge_again()) if isinstance(fact, PromptShown)]
    assert [fact.prompt for fact in shown] == ["switch-to-business"]


def test_what_grew_quieter_replays_the_same(script: Path) -> None:
    facts, loud = _facts(script, "c", {"switch-to-business": 1}), _facts(script, "c")
    (held,), (shown,) = ([fact for fact in call if isinstance(fact, PromptShown)] for call in (facts, loud))
    assert held.due == shown.due
    assert [held.at, held.latency_ms] == pytest.approx([shown.at + 2, shown.latency_ms + 2000])
    again: list[Fact] = []
    drive_again([events.validate_json(fact.model_dump_json()) for fact in facts], judge_again(), again.extend)  # type: ignore[misc]
    assert again == facts


def test_moments_are_in_the_order_of_the_call(tested: Test, script: Path) -> None:
    (call,) = tested(script).calls
    assert moments_of(call, new=True) == []
    assert [moment.prompt for moment in moments_of(call, new=False)] == ["switch-to-business"]


def test_the_command(script: Path, quiet: Path, data: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["backtest", "--playbook", str(quiet), str(script), "--json"]) == 0
    out, err = capfdbinary.readouterr()
    document = json.loads(out)
    assert (document["playbook"]["name"], document["against"]["name"], err) == ("quiet", "default", b"")
    assert document["calls"][0]["only_current"][0]["prompt"] == "switch-to-business"

    assert run(["backtest", "--playbook", str(quiet), "--against", str(quiet), str(script), "nosuchcall"]) == 2
    captured = capfdbinary.readouterr()
    printed = captured.out.decode()
    assert "No prompt under either playbook" not in printed
    assert "confirm-next-step" in printed
    assert max(map(len, printed.splitlines())) <= 100
    assert printed.splitlines()[-1].split() == ["All", "prompts", "·", "·", "·", "2", "0.00", "·", "·", "·", "2", "0.00"]
    assert captured.err.decode().splitlines() == ["nosuchcall: There is no call 'nosuchcall'. See callcue calls for those there are."]

    assert run(["backtest", "--playbook", str(script), str(script)]) == 2
    assert b"boat.yaml, line" in capfdbinary.readouterr().err


def test_long_stored_calls_are_judged_alike_by_many_processes(tested: Test, store: Store, script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for call in ("one", "two"):
        _stored(store, script, call)
    alone = tested("one", "two")
    monkeypatch.setattr("assistant.backtest._WORTH_PROCESSES", 0.0)
    assert tested("one", "two") == alone
