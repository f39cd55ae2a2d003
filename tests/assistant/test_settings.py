"""Settings: where they come from, and what is said of a mistake in one."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.setting_list import list_settings
from assistant.settings import Settings, load_settings
from assistant.thresholds import Thresholds
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


@pytest.mark.parametrize(
    "address", ["ftp://a/v1", "localhost:8080", "http://", "http://a:99999", "http://a:0", "http://sam:secret@a", "http://a/v1?key=b"]
)
def test_an_address_of_a_language_model_that_is_none(address: str) -> None:
    with pytest.raises(Problem, match="writer_address"):
        load_settings(writer_address=address)


def test_the_key_of_a_language_model_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_WRITER_KEY", "open sesame")
    settings = load_settings(writer_address="http://[::1]:8080/v1")
    assert settings.writer_key is not None
    assert settings.writer_key.get_secret_value() == "open sesame"
    assert "sesame" not in f"{settings!r} {settings.model_dump_json()} {[*map(str, list_settings(settings, Thresholds()))]}"
