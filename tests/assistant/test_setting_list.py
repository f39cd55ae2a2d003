"""The settings list: nothing is missing from it, and the documentation says the same."""

import pytest

from assistant.setting_list import list_settings, settings_page
from assistant.settings import Settings, load_settings
from assistant.thresholds import Thresholds, load_thresholds
from tests.needs import ROOT


def test_every_setting_is_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALLCUE_SEGMENTER__PAUSE", "0.5")
    listed = {setting.name: setting for setting in list_settings(load_settings(port=9000), load_thresholds())}
    assert len(listed) == len(list_settings(load_settings(), load_thresholds()))
    assert set(Settings.model_fields) == {name for name in listed if "." not in name}
    assert set(Thresholds.model_fields) == {name.partition(".")[0] for name in listed if "." in name}
    assert (listed["port"].value, listed["port"].default, listed["port"].variable) == (9000, 8765, "CALLCUE_PORT")
    pause = listed["segmenter.pause"]
    assert (pause.value, pause.variable) == (0.5, "CALLCUE_SEGMENTER__PAUSE")
    assert pause.default != pause.value
    assert all(setting.reason and "\n" not in setting.reason for setting in listed.values())


def test_the_documentation_is_this_list() -> None:
    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == settings_page(), "write it anew: .venv/bin/python -m assistant.setting_list > docs/settings.md"


def test_the_page_is_the_same_whatever_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    page = settings_page()
    monkeypatch.setenv("CALLCUE_PORT", "9000")
    monkeypatch.setenv("CALLCUE_SEGMENTER__PAUSE", "0.5")
    assert settings_page() == page
