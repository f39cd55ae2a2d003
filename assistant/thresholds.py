"""Every threshold that decides what is heard as speech, what as words and when: in groups, each a setting of its own.

Kept apart from the other settings because the groups come from the parts that they steer, which most commands need not load.
"""

import ast
import difflib
import inspect
import os
import textwrap
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.settings import PREFIX
from audio.detector import DetectorSettings
from audio.foreground import ForegroundSettings
from audio.listener import ListenerSettings
from audio.problem import Problem
from audio.segmenter import SegmenterSettings
from models.stability import StabilitySettings
from models.whisper import WhisperSettings

BETWEEN = "__"
"""Between the group and the threshold in a variable's name: CALLCUE_SEGMENTER__PAUSE."""


class Thresholds(BaseSettings):
    """The thresholds in force, group by group. A new group is one more line here: a dataclass that checks itself and gives each one's reason."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter=BETWEEN, env_ignore_empty=True, frozen=True, extra="forbid")

    detector: DetectorSettings = Field(default_factory=DetectorSettings)
    foreground: ForegroundSettings = Field(default_factory=ForegroundSettings)
    segmenter: SegmenterSettings = Field(default_factory=SegmenterSettings)
    whisper: WhisperSettings = Field(default_factory=WhisperSettings)
    stability: StabilitySettings = Field(default_factory=StabilitySettings)

    @property
    def listening(self) -> ListenerSettings:
        """Those that decide what is a segment."""
        return ListenerSettings(self.detector, self.foreground, self.segmenter)


def load_thresholds() -> Thresholds:
    """The thresholds: from the environment, else the defaults. Raises `Problem` (`setting-mistake`), which names the variable."""
    _check_names()
    try:
        return Thresholds()
    except ValidationError as error:
        detail = error.errors()[0]
        group, name = map(str, detail["loc"][:2])
        raise Problem(
            "setting-mistake", f"{variable_of(group, name)} is {str(detail['input'])!r}.", f"{detail['msg']}. {reasons(group)[name]}"
        ) from error
    except Problem as problem:
        # A group that checks itself says what is out of range, but not where that was said.
        raise Problem("setting-mistake", problem.message, f"Correct {', '.join(_given())}.") from problem


def variable_of(*name: str) -> str:
    """The environment variable of a setting, or of a group and a threshold in it."""
    return PREFIX + BETWEEN.join(name).upper()


def group_class(group: str) -> type[Any]:
    """The dataclass of a group's thresholds."""
    found = Thresholds.model_fields[group].annotation
    assert is_dataclass(found)
    return found


def reasons(group: str) -> dict[str, str]:
    """Why each threshold of a group is what it is: its docstring, on one line, by name."""
    source = ast.parse(textwrap.dedent(inspect.getsource(group_class(group)))).body[0]
    assert isinstance(source, ast.ClassDef)
    found = {}
    for field, after in pairwise(source.body):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(reason))):
                found[name] = " ".join(reason.split())
    return found


def _given() -> list[str]:
    """The variables that are set of those that look like a threshold's, or like a whole group's."""
    groups = {variable_of(group) for group in Thresholds.model_fields}
    return sorted(name for name, value in os.environ.items() if value and name.startswith(PREFIX) and (BETWEEN in name or name in groups))


def _check_names() -> None:
    """A misspelt variable would change nothing and say nothing."""
    known = [variable_of(group, field.name) for group in Thresholds.model_fields for field in fields(group_class(group))]
    for name in _given():
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1)
            raise Problem("setting-mistake", f"There is no setting {name}.", f"Is {nearest[0]} meant?" if nearest else "Unset it.")
