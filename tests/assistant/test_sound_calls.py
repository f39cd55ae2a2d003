"""Whole calls from real sound with real weights (tiny.en): words on their side, prompts, notes, recording; and what is left after a kill."""

import json
import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.events import (
    CallEnded,
    CallStarted,
    ErrorRaised,
    Event,
    Fact,
    FactBase,
    PromptShown,
    SidesSwapped,
    SpeechCommitted,
    SpeechFinal,
    SpeechPartial,
    events,
)
from assistant.recovery import finish_cut_off
from assistant.replaying import Replay, replay
from assistant.settings import load_settings
from assistant.store import Store
from audio.recording import recorded_seconds
from tests.needs import ROOT, shared

SAMPLE = ROOT / "assistant" / "samples" / "sample.opus"


def run(data: Path, file: Path, **options: object) -> tuple[str, list[Event]]:
    """Replays a recording with the light weights; gives the call's id and its events."""
    told: list[Event] = []
    store = Store.open(data)
    try:
        call = replay(store, load_settings(data=data), Replay(str(file), weights="tiny.en", **options), told.append)  # type: ignore[arg-type]
        stored = store.facts(call)
    finally:
        store.close()
    assert stored == [event for event in told if isinstance(event, FactBase)]
    return call, told


def text_of(events: list[Event], side: str) -> str:
    return " ".join(event.text for event in events if isinstance(event, SpeechFinal) and event.side == side).lower()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, list[Event]]:
    """The bundled sample, replayed once: the data folder, the call's id, its events."""
    data = tmp_path_factory.mktemp("data")
    call, told = run(data, SAMPLE, kind="service", speed="max")
    return data, call, told


def test_words_stand_on_the_side_that_spoke_them(sample: tuple[Path, str, list[Event]]) -> None:
    _, _, told = sample
    assert "what can i do for you today" in text_of(told, "rep")
    assert "life jackets" in text_of(told, "client")
    assert "safety inspection" not in text_of(told, "rep")


def test_the_sample_shows_its_prompts(sample: tuple[Path, str, list[Event]]) -> None:
    _, _, told = sample
    shown = [event.prompt for event in told if isinstance(event, PromptShown)]
    assert shown == ["switch-to-business", "confirm-next-step", "return-to-personal"]


def test_words_have_times_within_their_utterance_and_order_is_kept(sample: tuple[Path, str, list[Event]]) -> None:
    _, _, told = sample
    finals = [event for event in told if isinstance(event, SpeechFinal)]
    assert len(finals) >= 12
    for final in finals:
        assert [word.text for word in final.words] == final.text.split()
        assert all(final.start - 0.1 <= word.start <= word.end <= final.end + 1.0 for word in final.words)
        assert final.at >= final.end
    facts = [event for event in told if isinstance(event, FactBase)]
    assert all(one.at <= other.at for one, other in pairwise(facts))
    assert len({final.utterance for final in finals}) == len(finals)


def test_what_was_heard_is_recorded(sample: tuple[Path, str, list[Event]]) -> None:
    data, call, told = sample
    ended = next(event for event in told if isinstance(event, CallEnded))
    folder = data / "recordings" / call
    assert [path.name for path in folder.iterdir()] == ["sound.flac"]
    assert recorded_seconds(folder / "sound.flac") == pytest.approx(ended.duration, abs=0.05)
    assert ended.coverage.rep == ended.coverage.client == 1.0


def test_the_same_sound_gives_the_same_events(sample: tuple[Path, str, list[Event]], tmp_path: Path) -> None:
    _, _, told = sample
    _, again = run(tmp_path, SAMPLE, kind="service", speed="max")

    def apart_from_the_id(events: list[Event]) -> list[dict[str, object]]:
        return [event.model_dump(exclude={"call", "date"}) for event in events]

    assert apart_from_the_id(again) == apart_from_the_id(told)


def test_sides_can_be_the_other_way_round(tmp_path: Path) -> None:
    _, told = run(tmp_path, shared("audio", "calls", "spokenwoz-SNG1263.wav"), rep="right")
    assert isinstance(told[0], CallStarted)
    assert told[0].tracks == ("rep", "client")
    assert len(text_of(told, "rep").split()) > 50
    assert len(text_of(told, "client").split()) > 50


def test_one_channel_is_written_down_without_prompts_and_says_so(tmp_path: Path) -> None:
    _, told = run(tmp_path, shared("audio", "calls", "car-loan-sale.wav"))
    finals = [event for event in told if isinstance(event, SpeechFinal)]
    assert finals
    assert {event.side for event in finals} == {"mixed"}
    assert not [event for event in told if isinstance(event, PromptShown)]
    assert [event.code for event in told if isinstance(event, ErrorRaised)] == ["one-channel"]


def test_in_real_time_words_are_committed_while_they_are_spoken(tmp_path: Path) -> None:
    clip = tmp_path / "clip.flac"
    _cut(SAMPLE, clip, 14.0)
    _, told = run(tmp_path / "data", clip, kind="service", speed="1")
    committed = [event for event in told if isinstance(event, SpeechCommitted) and event.text]
    assert committed
    assert any(isinstance(event, SpeechPartial) for event in told)
    ends = {event.utterance: event.end for event in told if isinstance(event, SpeechFinal)}
    assert any(event.at < ends[event.utterance] for event in committed), "no word was known before its utterance had ended"


def test_a_kill_in_the_middle_loses_no_fact_and_no_more_than_a_second_of_sound(data: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "replay", str(SAMPLE), "--kind", "service", "--speed", "1", "--weights", "tiny.en"]
    program = subprocess.Popen([*command, "--events", "-", "--data", str(data)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert program.stdout
    told: list[Fact] = []
    for line in program.stdout:
        event = events.validate_json(line)
        if isinstance(event, FactBase):
            told.append(event)
        if isinstance(event, SpeechFinal) and event.at > 8:
            break
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    program.stdout.close()
    call, heard = told[0].call, told[-1].at

    after = subprocess.run([sys.executable, "-m", "assistant.cli", "calls", "--json", "--data", str(data)], capture_output=True, text=True, cwd=ROOT)
    assert [entry["id"] for entry in json.loads(after.stdout)] == [call]
    assert json.loads(after.stdout)[0]["state"] == "ended"
    store = Store.open(data)
    try:
        assert finish_cut_off(store) == []
        facts = store.facts(call)
        assert facts[: len(told)] == told
        assert any(isinstance(fact, ErrorRaised) and fact.code == "call-cut-off" for fact in facts)
        assert recorded_seconds(store.folder(call) / "sound.flac") >= heard - 1.0
        assert store.notes(call) is not None
        begun = {fact.utterance for fact in facts if isinstance(fact, SpeechCommitted)}
        assert begun == {fact.utterance for fact in facts if isinstance(fact, SpeechFinal)}
    finally:
        store.close()


def _cut(source: Path, target: Path, seconds: float) -> None:
    """The first seconds of a recording, as FLAC."""
    import av
    import numpy as np
    import soundfile

    with av.open(str(source)) as container:
        stream = container.streams.audio[0]
        pieces = [frame.to_ndarray() for frame in container.decode(stream)]
        rate = stream.rate
    samples = np.concatenate([piece.T if piece.shape[0] == 2 else piece.reshape(-1, 2) for piece in pieces])
    soundfile.write(target, samples[: int(seconds * rate)].astype(np.float32), rate)


def test_a_swapped_call_is_heard_again_with_its_sides_as_they_are(data: Path) -> None:
    call, told = run(data, SAMPLE, kind="service", speed="max")
    facts = [event for event in told if isinstance(event, FactBase)]
    store = Store.open(data)
    store.append([SidesSwapped(call=call, at=facts[-1].at, seq=facts[-1].seq + 1)])
    again: list[Event] = []
    replay(store, load_settings(data=data), Replay(call, weights="tiny.en", from_sound=True), again.append)
    store.close()
    for side, other in (("rep", "client"), ("client", "rep")):
        assert text_of(again, side).split()[:8] == text_of(told, other).split()[:8] != []
