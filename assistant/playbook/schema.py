"""The JSON Schema of a playbook's file, by which editors complete and check it as it is written.

`python -m assistant.playbook.schema > assistant/playbooks/playbook.schema.json` writes the published copy.
"""

import json
from pathlib import Path
from typing import Any

from assistant.playbook.checks import ID, MOST_ID
from assistant.playbook.model import PromptEntry
from assistant.playbook.raising import RAISING
from assistant.playbook.reading import DEFAULT_PLAYBOOK, default_playbook
from assistant.playbook.written import MOST_TEXT, PlaybookFile

SCHEMA_FILE = DEFAULT_PLAYBOOK.with_name("playbook.schema.json")
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_RAISED_BY_WORDS = ("phrases", "examples", "counter_examples")


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12): what the models say, and which prompts there are, with the settings of each."""
    found = PlaybookFile.model_json_schema()
    # What an editor shows of a field is its description; a title made from its name would only repeat it.
    _without_titles(found)
    definitions, properties = found["$defs"], found["properties"]
    for entry in (definitions["BuiltIn"], definitions["Own"]):
        entry["properties"]["text"]["anyOf"][0]["maxLength"] = MOST_TEXT
    prompts = {prompt: _prompt(prompt, entry) for prompt, entry in default_playbook().prompts.items()}
    properties["prompts"] = {**_plain(properties["prompts"]), "type": ["object", "null"], "properties": prompts, "additionalProperties": False}
    names = {"pattern": f"^{ID.pattern}$", "maxLength": MOST_ID}
    own = {"$ref": "#/$defs/Own"}
    properties["own"] = {**_plain(properties["own"]), "type": ["object", "null"], "propertyNames": names, "additionalProperties": own}
    return {"$schema": _DRAFT, "title": "Callcue playbook", **found}


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def published_schema() -> str:
    """The published copy, for those who only want to read it."""
    return Path(SCHEMA_FILE).read_text(encoding="utf-8")


def _prompt(prompt: str, entry: PromptEntry) -> dict[str, Any]:
    """One of Callcue's prompts: what any may have, but for what this one has no use for."""
    settings = {name: {"type": "number", "default": value} for name, value in entry.settings.items()}
    unused: dict[str, Any] = {} if prompt in RAISING else dict.fromkeys(_RAISED_BY_WORDS, False)
    known = {"type": ["object", "null"], "properties": settings, "additionalProperties": False}
    return {"description": entry.text, "allOf": [{"$ref": "#/$defs/BuiltIn"}], "properties": {"settings": known, **unused}}


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key == "description"}


def _without_titles(value: Any) -> None:
    if isinstance(value, dict):
        if isinstance(value.get("title"), str):
            del value["title"]
        for inner in value.values():
            _without_titles(inner)
    elif isinstance(value, list):
        for inner in value:
            _without_titles(inner)


if __name__ == "__main__":
    print(schema_text(), end="")
