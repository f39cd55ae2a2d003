"""Settings: where they come from, and what is said of a mistake in one."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.settings import Settings, load_settings
from audio.problem import Problem


def test_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CALLCUE_DATA")
    settings = load_settings()
    assert (settings.weights, settings.language, settings.host, settings.port) == ("auto", "playbook", "127.0.0.1", 8765)
    assert settings.data.is_absolute()
    assert settings.data.name == "callcue"


def test_given_before_the_environment_before_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CALLCUE_PORT", "9000")
    monkeypatch.setenv("CALLCUE_WEIGHTS", "tiny.en")
    monkeypatch.setenv("CALLCUE_LANGUAGE", "")
    settings = load_settings(data=tmp_path, port=None, weights="small")
    assert (settings.data, settings.port, settings.weights, settings.language) == (tmp_path, 9000, "small", "playbook")


def test_home_is_meant_by_a_tilde(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CALLCUE_DATA", "~/calls")
    assert load_settings().data == tmp_path / "calls"


def test_settings_do_not_change() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError):
        settings.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value"), [("port", "many"), ("port", "70000"), ("upload_limit", "0"), ("language", "English"), ("language", "autos"), ("weights", "")]
)
def test_a_mistake_is_told(name: str, value: str) -> None:
    with pytest.raises(Problem) as caught:
        load_settings(**{name: value})
    assert caught.value.code == "setting-mistake"
    assert caught.value.message == f"The setting {name} is {value!r}."


def test_a_mistake_in_the_environment_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_PORT", "many")
    with pytest.raises(Problem, match="CALLCUE_PORT is 'many'"):
        load_settings()


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize("language", ["auto", "playbook", "en", "yue"])
def test_a_language_is_a_code_or_how_to_find_it(language: str) -> None:
    assert load_settings(language=language).language == language
