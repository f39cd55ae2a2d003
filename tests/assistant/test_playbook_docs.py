"""The guide to playbooks: what it shows is right, and it leaves no key unexplained."""

import re

import pytest
from pydantic import BaseModel

from assistant.playbook import parse_playbook
from assistant.playbook.conditions import Condition, Elapsed, Etiquette, NotSaid, PlanField
from assistant.playbook.raising import RAISING
from assistant.playbook.written import BuiltIn, Own, PlaybookFile
from assistant.prompts.registry import RULES
from tests.needs import ROOT

GUIDE = (ROOT / "docs" / "playbooks.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def test_it_shows_playbooks() -> None:
    assert len(SHOWN) == 3


@pytest.mark.parametrize("text", SHOWN)
def test_what_it_shows_is_right(text: str) -> None:
    assert parse_playbook(text.encode(), "guide.yaml", RULES).prompts


@pytest.mark.parametrize("model", [PlaybookFile, BuiltIn, Own, Condition, NotSaid, Etiquette, Elapsed, PlanField])
def test_every_key_is_explained(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        key = field.alias or name
        assert re.search(rf"`{key}[`:]|### .*\b{key}\b", GUIDE), key


def test_every_prompt_that_words_make_due_is_listed_with_who_says_them() -> None:
    rows = dict(re.findall(r"\| `([a-z-]+)` \| (rep|client|both) \|", GUIDE))
    assert rows == {prompt: "both" if len(raising.by) == 2 else raising.by[0] for prompt, raising in RAISING.items()}
