"""Thresholds: each can be set, a mistake names its variable, and each part of a call gets those in force."""

from dataclasses import fields

import pytest

from assistant.thresholds import Thresholds, group_class, load_thresholds, reasons, variable_of
from audio.listener import ListenerSettings
from audio.problem import Problem


def test_the_defaults_are_those_of_the_parts() -> None:
    assert load_thresholds().listening == ListenerSettings()


def test_each_is_read_from_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_SEGMENTER__PAUSE", "0.5")
    monkeypatch.setenv("CALLCUE_SEGMENTER__OPENING", "")
    monkeypatch.setenv("CALLCUE_DETECTOR__AGGRESSIVENESS", "2")
    listening = load_thresholds().listening
    assert (listening.segmenter.pause, listening.segmenter.opening, listening.detector.aggressiveness) == (0.5, 5, 2)
    assert listening.foreground == ListenerSettings().foreground


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("SEGMENTER__PAUSE", "long", "CALLCUE_SEGMENTER__PAUSE is 'long'. Input should be a valid number"),
        ("SEGMENTER__OPENING", "5.5", "CALLCUE_SEGMENTER__OPENING is '5.5'."),
        ("SEGMENTER__PAUSE", "9", "pause from 0.02 to 5 s. Correct CALLCUE_SEGMENTER__PAUSE."),
        ("SEGMENTER__PAUSE", "nan", "Correct CALLCUE_SEGMENTER__PAUSE."),
        ("SEGMENTER__PAUZE", "1", "There is no setting CALLCUE_SEGMENTER__PAUZE. Is CALLCUE_SEGMENTER__PAUSE meant?"),
        ("SEGMENTR__PAUSE", "1", "There is no setting CALLCUE_SEGMENTR__PAUSE. Is CALLCUE_SEGMENTER__PAUSE meant?"),
        ("SEGMENTER", "{", "There is no setting CALLCUE_SEGMENTER."),
    ],
)
def test_a_mistake_names_the_variable(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"CALLCUE_{variable}", value)
    with pytest.raises(Problem) as caught:
        load_thresholds()
    assert caught.value.code == "setting-mistake"
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("group", Thresholds.model_fields)
def test_every_threshold_has_its_reason(group: str) -> None:
    why = reasons(group)
    assert list(why) == [field.name for field in fields(group_class(group))]
    assert all(reason.endswith(".") for reason in why.values())


def test_names_of_variables() -> None:
    assert (variable_of("port"), variable_of("segmenter", "pause")) == ("CALLCUE_PORT", "CALLCUE_SEGMENTER__PAUSE")
