"""`callcue doctor`: what is missing on this machine, and the command that mends it."""

from assistant.cli.options import DataOption, JsonOption
from assistant.cli.output import print_json, print_table


def doctor(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Say what is missing on this machine, and the command that mends it."""
    from dataclasses import asdict

    from assistant.doctor import examine
    from assistant.settings import load_settings

    checks = examine(load_settings(data=data))
    if as_json:
        print_json([asdict(check) for check in checks])
        return
    print_table(("", "", ""), [("ok" if check.ok else "--", check.name, _said(check.detail, check.remedy)) for check in checks])


def _said(detail: str, remedy: str | None) -> str:
    return f"{detail}\n{remedy}" if remedy else detail
