"""What becomes of prompts over calls: counted by playbook and rep, and how often one was sent away since it was last done."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli.main import run
from assistant.desk import CallSetup, Desk
from assistant.events import CallStarted, Fact, Outcome, Plan, PlaybookRef, PromptCleared, PromptShown
from assistant.labels import Label
from assistant.outcomes import outcomes
from assistant.settings import load_settings
from assistant.store import Store
from tests.timeline import final, started
from tests.web.calls import Microphone


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    yield opened
    opened.close()


def _call(
    store: Store, call: str, *ends: tuple[str, Outcome, float], rep: str = "me", hash_: str = "a1", source: str = "devices", day: int = 4
) -> None:
    """A call in which prompts were shown one after the other, each for some seconds."""
    ref = PlaybookRef(name="team", hash=hash_)
    begun = started().model_copy(update={"call": call, "rep": rep, "playbook": ref, "date": f"2026-03-{day:02}T10:00"})
    store.begin(begun, source=source)
    facts: list[Fact] = [final("u1", "rep", 0.0, 1.0, "Hello.").model_copy(update={"call": call, "seq": 2})]
    for number, (prompt, outcome, seconds) in enumerate(ends):
        at, seq = 20.0 * (number + 1), 3 + 2 * number
        shown = {"text": prompt, "why": "because", "evidence": (), "due": at, "latency_ms": 0.0, "urgency": "guide"}
        facts.append(PromptShown.model_validate({"call": call, "at": at, "seq": seq, "prompt": prompt, **shown}))
        facts.append(PromptCleared(call=call, at=at + seconds, seq=seq + 1, prompt=prompt, outcome=outcome))
    store.append(facts)
    store.release(call)


def test_nothing_is_counted_where_nothing_was_shown(store: Store) -> None:
    assert outcomes(store).outcomes == ()
    assert outcomes(store).quiet == ()


def test_everything_that_can_become_of_a_prompt_is_counted(store: Store) -> None:
    ends: list[tuple[str, Outcome, float]] = [("apple", "done", 2.0), ("apple", "done", 5.0), ("apple", "done", 4.0), ("pear", "lapsed", 12.0)]
    ends += [("pear", "replaced", 1.0), ("pear", "withdrawn", 1.0), ("pear", "dismissed", 1.0), ("pear", "not-helpful", 1.0)]
    _call(store, "c", *ends)
    store.put_label("c", Label(prompt="apple", verdict="right", seq=3), "me")
    store.put_label("c", Label(prompt="apple", verdict="wrong", seq=5), "me")
    store.put_label("c", Label(prompt="plum", verdict="missed", utterance="u1"), "me")
    pear, apple, plum = outcomes(store).outcomes
    assert (pear.shown, pear.done, pear.done_seconds, pear.lapsed, pear.replaced, pear.withdrawn) == (5, 0, None, 1, 1, 1)
    assert (pear.dismissed, pear.not_helpful) == (1, 1)
    assert (apple.shown, apple.done, apple.done_seconds, apple.right, apple.wrong) == (3, 3, 4.0, 1, 1)
    assert (plum.shown, plum.missed) == (0, 1)


def test_counts_are_kept_apart_by_rep_and_playbook(store: Store) -> None:
    _call(store, "one", ("apple", "done", 2.0), rep="Ann", hash_="a1")
    _call(store, "two", ("apple", "done", 2.0), rep="Bob", hash_="a1", day=9)
    _call(store, "three", ("apple", "lapsed", 2.0), rep="Bob", hash_="b2")
    assert {(one.rep, one.playbook_hash, one.shown) for one in outcomes(store).outcomes} == {("Ann", "a1", 1), ("Bob", "a1", 1), ("Bob", "b2", 1)}
    assert [one.rep for one in outcomes(store, rep="Ann").outcomes] == ["Ann"]
    assert [one.playbook_hash for one in outcomes(store, playbook="b2").outcomes] == ["b2"]
    assert len(outcomes(store, playbook="team").outcomes) == 3
    assert [one.rep for one in outcomes(store, since="2026-03-05").outcomes] == ["Bob"]


def test_dismissals_are_counted_since_it_was_last_done(store: Store) -> None:
    _call(store, "one", ("apple", "dismissed", 1.0), ("apple", "done", 1.0), ("apple", "not-helpful", 1.0), ("pear", "dismissed", 1.0))
    _call(store, "two", ("apple", "dismissed", 1.0), ("apple", "lapsed", 12.0), ("pear", "done", 1.0))
    _call(store, "other", ("plum", "dismissed", 1.0), rep="Bob")
    assert store.dismissals("me") == {"apple": 2}
    assert [(quiet.rep, quiet.prompt, quiet.times, quiet.held_seconds) for quiet in outcomes(store).quiet] == [
        ("Bob", "plum", 1, 2.0),
        ("me", "apple", 2, 4.0),
    ]


def test_what_is_done_on_a_replay_that_nobody_watches_does_not_count(store: Store) -> None:
    _call(store, "live", ("apple", "dismissed", 1.0))
    _call(store, "replay", ("apple", "done", 1.0), source="script")
    assert store.dismissals("me") == {"apple": 1}


def test_a_prompt_asked_for_again_is_counted_anew(store: Store) -> None:
    away: tuple[str, Outcome, float] = ("apple", "dismissed", 1.0)
    _call(store, "one", away, away, away, away)
    assert outcomes(store).quiet[0].held_seconds is None
    store.show_again("me", "apple")
    assert store.dismissals("me") == {}
    _call(store, "two", ("apple", "dismissed", 1.0))
    store.show_again("Bob", "apple")
    assert store.dismissals("me") == {"apple": 1}


def test_a_label_takes_the_place_of_the_one_before_and_can_be_taken_back(store: Store) -> None:
    _call(store, "c", ("apple", "done", 1.0))
    missed = Label(prompt="pear", verdict="missed", utterance="u1")
    store.put_label("c", Label(prompt="apple", verdict="right", seq=3), "me")
    store.put_label("c", missed, "me")
    store.put_label("c", Label(prompt="apple", verdict="wrong", seq=3), "me")
    assert store.labels("c") == [missed, Label(prompt="apple", verdict="wrong", seq=3)]
    store.remove_label("c", "apple", seq=3)
    store.remove_label("c", "pear", utterance="u1")
    store.remove_label("c", "pear", utterance="u1")
    assert store.labels("c") == []
    store.put_label("c", missed, "me")
    store.delete("c")
    assert outcomes(store).outcomes == ()


async def test_a_call_begins_with_what_its_rep_has_sent_away(store: Store, data: Path) -> None:
    _call(store, "one", ("apple", "dismissed", 1.0), ("apple", "not-helpful", 1.0), rep="Ann")
    _call(store, "two", ("apple", "dismissed", 1.0))
    desk = Desk(store, load_settings(data=data, rep="Ann", weights="tiny.en"))
    source = Microphone()
    call = await desk.start(CallSetup("purpose", Plan(), None, source, paced=True, label="devices"))
    await desk.close()
    (begun,) = store.facts(call, types=(CallStarted,))
    assert isinstance(begun, CallStarted)
    assert (begun.rep, begun.quiet) == ("Ann", {"apple": 2})


def test_the_command(store: Store, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["outcomes"]) == 0
    assert capfdbinary.readouterr().out == b"No prompts yet.\n"
    away: tuple[str, Outcome, float] = ("pear", "dismissed", 1.0)
    _call(store, "one", ("apple", "done", 2.0), away, away, away, away)
    assert run(["outcomes", "--since", "2026-03-01"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[2].split() == ["apple", "team", "a1", "me", "1", "1", "2.0", "s", *["0"] * 8]
    assert lines[3] == "pear: sent away 4 times by me since last done, not shown any more."
    assert run(["outcomes", "--rep", "Bob", "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == {"outcomes": [], "quiet": []}
