"""Whole recordings at full speed: the same facts each time, though several utterances are recognised at once."""

from datetime import datetime
from pathlib import Path

import pytest

from assistant import pipeline
from assistant.events import Event, FactBase, SpeechFinal
from assistant.replaying import Replay, replay
from assistant.settings import load_settings
from assistant.store import Store
from tests.needs import ROOT

SAMPLE = ROOT / "assistant" / "samples" / "sample.opus"
DATE = datetime(2026, 6, 10, 10)
"""Of both: they may not begin within one minute."""
OF_THE_RUN = {"call"}
"""Differs between two replays of the same sound: the name of the call."""


def facts(data: Path) -> list[Event]:
    """What a replay of the sample at full speed tells, with the light weights."""
    told: list[Event] = []
    store = Store.open(data)
    try:
        replay(store, load_settings(data=data), Replay(str(SAMPLE), kind="service", date=DATE, weights="tiny.en", speed="max"), told.append)
    finally:
        store.close()
    return told


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    return facts(tmp_path_factory.mktemp("once"))


def test_the_same_recording_gives_the_same_facts_again(once: list[Event], tmp_path: Path) -> None:
    again = facts(tmp_path)
    assert [bare(event) for event in again] == [bare(event) for event in once]


def test_nothing_but_facts_is_told(once: list[Event]) -> None:
    assert all(isinstance(event, FactBase) for event in once)


def test_segments_come_in_the_order_of_the_sound_whatever_is_recognised_at_once(
    once: list[Event], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "TOGETHER_SECONDS", 10.0)
    fewer = facts(tmp_path)
    assert [(event.utterance, event.start, event.end) for event in fewer if isinstance(event, SpeechFinal)] == [
        (event.utterance, event.start, event.end) for event in once if isinstance(event, SpeechFinal)
    ]
    spoken = [event.at for event in once if isinstance(event, SpeechFinal)]
    assert len(spoken) >= 12
    assert spoken == sorted(spoken)


def bare(event: Event) -> dict[str, object]:
    return event.model_dump(exclude=OF_THE_RUN)
