"""Opening a browser for the demo: only where one would show up, and never so that it is waited for or heard of."""

from pathlib import Path

import pytest

from web.demo import has_screen, open_browser


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An ordinary user before a screen."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    return monkeypatch


def test_a_browser_shows_up_where_there_is_a_screen(desktop: pytest.MonkeyPatch) -> None:
    assert has_screen()
    desktop.delenv("DISPLAY")
    assert not has_screen()
    desktop.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_screen()
    desktop.setattr("os.geteuid", lambda: 0)
    assert not has_screen(), "browsers refuse to run as root"


def test_on_a_mac_there_is_a_screen_unless_it_is_reached_from_afar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    assert has_screen()
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    assert not has_screen()


def test_the_users_browser_is_opened_quietly(desktop: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho noise; echo more noise >&2; echo "$1" > {tmp_path}/opened\n')
    browser.chmod(0o755)
    desktop.setenv("BROWSER", str(browser))
    started = open_browser("http://127.0.0.1:8765/overlay")
    assert started is not None
    assert started.wait(60) == 0
    assert (tmp_path / "opened").read_text() == "http://127.0.0.1:8765/overlay\n"
    assert capfd.readouterr() == ("", "")


def test_without_a_screen_nothing_is_started(desktop: pytest.MonkeyPatch) -> None:
    desktop.delenv("DISPLAY")
    assert open_browser("http://127.0.0.1:8765/overlay") is None
