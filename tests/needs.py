"""What a test needs from outside the project: recordings shared by the maintainers, a browser."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
"""The project's folder."""

SHARED = Path(os.environ.get("CALLCUE_SHARED", ROOT.parent / "shared"))
"""Folder of recordings and labelled calls; see `shared` for tests that need it."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_BROWSERS_ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def missing(reason: str) -> NoReturn:
    """Skips the test for want of something this machine lacks; fails it where nothing may be lacking (`CI=true`)."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def shared(*parts: str) -> Path:
    """A file or folder of the shared recordings and calls; `missing` where it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        missing(f"{'/'.join(parts) or 'the folder of shared recordings'} is not there: set CALLCUE_SHARED to the folder that holds it")
    return path


def chromium() -> str:
    """Path of a Chromium or Chrome to drive (`CALLCUE_CHROMIUM`, else the usual places); `missing` where there is none."""
    named = os.environ.get("CALLCUE_CHROMIUM")
    found = named or next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    found = found or next((path for path in _BROWSERS_ON_MACOS if Path(path).exists()), None)
    if found is None:
        missing("no Chromium or Chrome was found: install one or set CALLCUE_CHROMIUM to its path")
    return found
