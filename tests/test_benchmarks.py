"""The benchmarks' arithmetic: who is late by how much, what counts as taken back, missing or lost, and what their command line asks for."""

import math
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assistant.events import Event, SpeechCommitted, SpeechFinal
from audio.side import Side
from benchmarks._lateness import NEVER, Goal, Late, Turn, align, judge, known_words, quantile, recovered, word_errors
from benchmarks.live import Call, Run, arguments, calls_asked, repeated


def _committed(at: float, text: str, utterance: str = "u1", side: Side = "rep") -> SpeechCommitted:
    return SpeechCommitted(call="c", at=at, seq=1, utterance=utterance, side=side, start=0.0, end=0.0, text=text)


def _final(at: float, text: str, utterance: str = "u1", side: Side = "rep", start: float = 0.0) -> SpeechFinal:
    return SpeechFinal(
        call="c", at=at, seq=1, utterance=utterance, side=side, start=start, end=start + 1.0, text=text, words=(), values=(), latency_ms=0.0
    )


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.5, 3.0), (0.95, 4.0), (1.0, 4.0)])
def test_a_quantile_is_one_of_the_values(share: float, value: float) -> None:
    assert quantile([4.0, 2.0, 1.0, 3.0], share) == value


def test_nothing_has_no_quantile() -> None:
    assert math.isnan(quantile([], 0.5))


@pytest.mark.parametrize(
    ("reference", "heard", "pairs"),
    [
        ("a b c", "a b c", [(0, 0), (1, 1), (2, 2)]),
        ("a b c", "a x c", [(0, 0), (1, 1), (2, 2)]),
        ("a b c", "a c", [(0, 0), (2, 1)]),
        ("a c", "a b c", [(0, 0), (1, 2)]),
        # Which of two equal words is missing can't be told: the later is taken for the one that was heard.
        ("no no", "no", [(1, 0)]),
        ("", "a", []),
        ("a", "", []),
    ],
)
def test_words_are_aligned_by_the_fewest_edits(reference: str, heard: str, pairs: list[tuple[int, int]]) -> None:
    assert align(reference.split(), heard.split()) == pairs


def test_word_errors_are_wrong_missing_and_invented_words() -> None:
    assert word_errors("Send me the red forms", "send me a red") == (2, 5)
    assert word_errors("", "thank you") == (2, 0)
    assert word_errors("That's £20.", "that's $20") == (0, 3)


def test_a_word_is_known_from_when_it_was_never_changed() -> None:
    known, committed, taken_back = known_words([_committed(1, ""), _committed(2, "red form"), _final(3, "red forms please")])
    assert [(word.word, word.at) for word in known] == [("red", 2), ("forms", 3), ("please", 3)]
    assert (committed, taken_back) == (2, 1)


def test_what_is_taken_back_counts_only_against_what_was_committed() -> None:
    log: list[SpeechCommitted | SpeechFinal] = [_final(1, "yes"), _committed(2, "red forms please", "u2"), _final(3, "red forms", "u2")]
    known, committed, taken_back = known_words(log)
    assert [word.at for word in known] == [1, 2, 2]
    assert (committed, taken_back) == (3, 1)


def test_words_are_as_late_as_their_place_in_the_turn_says() -> None:
    turns = [Turn("rep", "red forms", 0.0, 2.0), Turn("client", "blue boxes", 2.0, 4.0)]
    judged = judge(turns, [_committed(1.5, "red"), _final(2.5, "red forms"), _final(5.0, "blue boats", "u2", "client", 2.0)])
    assert [(late.spoken, late.seconds, late.closes) for late in judged.late] == [
        (1.0, 0.5, False),
        (2.0, 0.5, True),
        (3.0, 2.0, False),
        (4.0, NEVER, True),
    ]
    assert judged.turn_ends() == [0.5]
    assert judged.turn_ends(never=True) == [0.5, NEVER]
    assert quantile(judged.any_words(never=True), 0.95) == NEVER
    assert (judged.missing, judged.errors, judged.words) == (0.25, 1, 4)


def test_calls_are_judged_together() -> None:
    turns = [Turn("rep", "red forms", 0.0, 2.0)]
    both = judge(turns, [_final(2.5, "red forms")]) + judge(turns, [])
    assert len(both.late) == 4
    assert both.error_rate == 0.5


def test_a_call_has_recovered_when_ten_seconds_hold_the_goal() -> None:
    goal = Goal(0.7, 1.5)
    late = [Late(10.0, 5.0, False), Late(12.0, 3.0, False), *(Late(at, 0.5, False) for at in (14.0, 16.0, 30.0))]
    assert recovered(late, 10.0, goal) == 4.0
    assert recovered(late, 15.0, goal) == 1.0
    assert recovered(late[:2], 10.0, goal) is None
    # One that comes late again within the ten seconds starts the wait anew.
    assert recovered([*late, Late(20.0, 2.0, False)], 10.0, goal) == 20.0


def test_an_utterance_without_exactly_one_final_is_lost() -> None:
    log: list[Event] = [_committed(1, ""), _final(2, ""), _committed(3, "red", "u2"), _final(4, "a", "u3"), _final(5, "a", "u3")]
    assert Run(Call("service-a", Path("a.wav"), ()), log).lost == 2


def test_a_call_is_repeated_with_its_times(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros((800, 2)), 8000)
    call = Call("service-a", tmp_path / "a.wav", (Turn("rep", "red", 0.01, 0.05),))
    long = repeated([call], 0.25, tmp_path)
    assert soundfile.info(long.sound).duration == pytest.approx(0.3)
    assert [turn.start for turn in long.turns] == pytest.approx([0.01, 0.11, 0.21])
    assert long.kind == "service"


def test_calls_of_other_rates_are_not_repeated_together(tmp_path: Path) -> None:
    for name, rate in (("a", 8000), ("b", 16000)):
        soundfile.write(tmp_path / f"{name}.wav", np.zeros((800, 2)), rate)
    with pytest.raises(SystemExit, match="not of one rate"):
        repeated([Call(name, tmp_path / f"{name}.wav", ()) for name in "ab"], 1.0, tmp_path)


def test_spoken_calls_are_taken_from_a_folder(tmp_path: Path) -> None:
    turn = '{"turns": [{"turn": 1, "who": "rep", "say": "Hello.", "start": 0.5, "end": 1.0}]}'
    for name in ("service-a", "other-b"):
        (tmp_path / f"{name}.json").write_text(turn, encoding="utf-8")
    asked = arguments([str(tmp_path), "--only", "other-b", "--no-overlay"])
    assert calls_asked(asked, tmp_path / "made") == [Call("other-b", tmp_path / "other-b.wav", (Turn("rep", "Hello.", 0.5, 1.0),))]
    assert (asked.overlay, asked.compare, asked.load, asked.rate) == (False, True, None, 8000)


def test_an_empty_folder_holds_no_call(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no call"):
        calls_asked(arguments([str(tmp_path)]), tmp_path / "made")


def test_what_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments([str(tmp_path / "none.yaml")])
    assert "no such file" in capsys.readouterr().err
