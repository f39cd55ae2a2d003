"""The list of all settings with their reasons: for the command line, and as a page: `python -m assistant.setting_list > docs/settings.md`."""

import inspect
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any

from assistant.settings import Settings
from assistant.thresholds import Thresholds, group_class, reasons, variable_of


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `name` as in `segmenter.pause`; `variable`: of the environment; `default` is None where the system gives it."""

    name: str
    variable: str
    value: Any
    default: Any
    reason: str


def list_settings(settings: Settings, thresholds: Thresholds) -> list[Setting]:
    """Every setting there is, thresholds last, each with the value in force."""
    return [*_own(settings), *(setting for group in Thresholds.model_fields for setting in _group(group, getattr(thresholds, group)))]


def settings_page() -> str:
    """The page of the documentation, in Markdown: every setting with its default and its reason."""
    lines = ["# Settings", "", _INTRODUCTION, "", *_table(_own(Settings.model_construct())), "", "## Thresholds", "", _THRESHOLDS]
    for group in Thresholds.model_fields:
        about = " ".join((inspect.getdoc(group_class(group)) or "").split()).removesuffix(' Checks itself: raises `Problem` ("bad-setting").')
        lines += ["", f"### {group}", "", about, "", *_table(_group(group, group_class(group)()))]
    return "\n".join(lines) + "\n"


_INTRODUCTION = """\
Each is read from the environment variable beside it; `--data`, `--weights`, `--host` and `--port` go before it where a command has them.
`callcue settings` prints this list with the values in force. A variable that is empty counts as not set."""

_THRESHOLDS = """\
What is heard as speech, what as words, and when. The defaults were measured (`benchmarks/`); whoever changes one should measure again.
Each group checks itself, and a mistake is told before a call begins."""


def _own(settings: Settings) -> Iterator[Setting]:
    for name, field in Settings.model_fields.items():
        default = None if field.default_factory else "none" if field.default is None else field.default
        value = getattr(settings, name)
        yield Setting(name, variable_of(name), "none" if value is None else value, default, " ".join((field.description or "").split()))


def _group(group: str, values: Any) -> Iterator[Setting]:
    why = reasons(group)
    for field in fields(values):
        default = None if field.default is MISSING else field.default
        yield Setting(f"{group}.{field.name}", variable_of(group, field.name), getattr(values, field.name), default, why[field.name])


def _table(settings: Iterator[Setting]) -> Iterator[str]:
    yield "| setting | variable | default | what for, and why so |"
    yield "|---|---|---|---|"
    for setting in settings:
        default = "the system's place for programs' data" if setting.default is None else f"`{setting.default}`"
        yield f"| {setting.name} | `{setting.variable}` | {default} | {setting.reason} |"


if __name__ == "__main__":
    print(settings_page(), end="")
