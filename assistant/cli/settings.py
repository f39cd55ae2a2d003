"""`callcue settings`: every setting with its value, default, environment variable and reason."""

from assistant.cli.options import DataOption, JsonOption
from assistant.cli.output import print_json, print_table


def settings(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List every setting and threshold: value, default, environment variable, reason."""
    from dataclasses import asdict

    from assistant.setting_list import list_settings
    from assistant.settings import load_settings
    from assistant.thresholds import load_thresholds

    found = list_settings(load_settings(data=data), load_thresholds())
    if as_json:
        print_json([asdict(setting) | {"value": _plain(setting.value)} for setting in found])
    else:
        rows = [(setting.variable, str(setting.value), "" if setting.default is None else str(setting.default), setting.reason) for setting in found]
        print_table(("variable", "value", "default", "what for"), rows)


def _plain(value: object) -> object:
    """A value as JSON has it; a path is text."""
    return value if isinstance(value, int | float | str) else str(value)
