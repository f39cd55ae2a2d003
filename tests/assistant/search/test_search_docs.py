"""The page on the search says every option of the commands, every filter and every group there is."""

from typing import get_args

import pytest
import typer
from typer.main import get_command

from assistant.cli.calls import calls
from assistant.cli.due import due
from assistant.due import When
from assistant.search.terms import MOST_TERMS
from tests.needs import ROOT

GUIDE = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [calls, due])
def test_every_option_is_there(command: object) -> None:
    app = typer.Typer(add_completion=False)
    app.command()(command)  # type: ignore[type-var]
    options = {option for parameter in get_command(app).params for option in (*parameter.opts, *parameter.secondary_opts)}
    missing = {option for option in options - {"--data", "--help"} if option not in GUIDE}
    assert not missing


@pytest.mark.parametrize("when", get_args(When))
def test_every_group_is_there(when: str) -> None:
    assert f"`{when}`" in GUIDE


def test_numbers_are_those_of_the_program() -> None:
    assert MOST_TERMS == 12
    assert "the first twelve words count" in GUIDE
