"""A playbook as a person reads it: every prompt with the comment that stands over it, and what differs from Callcue's own."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from assistant.events import Kind, Urgency
from assistant.playbook import Playbook, PromptEntry
from assistant.playbook.conditions import Condition
from web.bodies import Body
from web.condition_words import in_words

_SECTIONS = ("prompts", "own")
"""Keys of a playbook's file under which prompts stand."""
_PARTS = re.compile(r"(?<=[.:!?…]) (?=(?:Due|Over) )")
"""Where a comment goes over from why to when, and from when to how long."""


class Setting(Body):
    """A time or count of a prompt's own rule."""

    name: str
    value: float
    about: str | None


class Difference(Body):
    """A field of a prompt that is not as in Callcue's own playbook, and what stands there, in words."""

    field: str
    was: str


class PromptView(Body):
    """One prompt, to be read."""

    id: str
    text: str
    about: tuple[str, ...]
    """The comment over it: why, when it is due, when it is over."""
    kinds: tuple[Kind, ...]
    urgency: Urgency
    seconds: float
    active: bool
    settings: tuple[Setting, ...]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    conditions: tuple[str, ...]
    """Of a prompt of one's own: when it is due, not due, and done, in words."""
    own: bool
    """Whether Callcue's own playbook has no such prompt."""
    differences: tuple[Difference, ...]


def view(playbook: Playbook, content: bytes, default: Playbook, default_content: bytes) -> tuple[PromptView, ...]:
    """Every prompt of `playbook`, in its order. `content`: the text it stands in. Its comments come before those of Callcue's own."""
    mine, theirs = comments(content), comments(default_content)
    return tuple(_view(prompt, entry, default.prompts.get(prompt), mine, theirs) for prompt, entry in playbook.prompts.items())


def comments(content: bytes) -> dict[str, str]:
    """The comments of a playbook's text: over a prompt, by its id; behind a value, by "id.key" or "id.settings.key". None of what is no YAML."""
    text = content.decode("utf-8-sig", errors="replace")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return {}
    lines = text.splitlines()
    found: dict[str, str] = {}
    for section in _SECTIONS:
        for key, entry in _pairs(_at(root, section)):
            if over := _over(lines, key.start_mark.line):
                found[key.value] = over
            found |= dict(_behind(lines, key.value, entry))
    return found


def _view(prompt: str, entry: PromptEntry, default: PromptEntry | None, mine: Mapping[str, str], theirs: Mapping[str, str]) -> PromptView:
    behind = {**theirs, **mine}
    over = [part for said in (mine, theirs) for part in _PARTS.split(said.get(prompt, "")) if part]
    return PromptView(
        id=prompt,
        text=entry.text,
        about=tuple(dict.fromkeys(over)),
        kinds=entry.kinds,
        urgency=entry.urgency,
        seconds=entry.seconds,
        active=entry.active,
        settings=tuple(Setting(name=name, value=value, about=behind.get(f"{prompt}.settings.{name}")) for name, value in entry.settings.items()),
        phrases=entry.phrases,
        examples=entry.examples,
        counter_examples=entry.counter_examples,
        conditions=tuple(_conditions(entry)),
        own=default is None,
        differences=() if default is None else tuple(_differences(_flat(entry), _flat(default))),
    )


def _conditions(entry: PromptEntry) -> Iterator[str]:
    heads: tuple[tuple[str, Condition | None], ...] = (("Due when", entry.when), ("Not when", entry.unless), ("Done when", entry.done_when))
    for head, condition in heads:
        if condition is not None:
            yield f"{head} {in_words(condition)}."


def _flat(entry: PromptEntry) -> dict[str, Any]:
    """A prompt's fields with its settings among them."""
    fields: dict[str, Any] = {name: getattr(entry, name) for name in PromptEntry.model_fields if name != "settings"}
    return fields | {f"settings.{name}": value for name, value in entry.settings.items()}


def _differences(mine: Mapping[str, Any], default: Mapping[str, Any]) -> Iterator[Difference]:
    for field, value in mine.items():
        was = default.get(field)
        same = set(value) == set(was) if field == "kinds" and was is not None else value == was
        if not same:
            yield Difference(field=field, was=_written(was))


def _written(value: object) -> str:
    match value:
        case None | ():
            return "none"
        case bool():
            return "on" if value else "off"
        case float():
            return f"{value:g}"
        case tuple():
            return ", ".join(str(item) for item in value)
    return str(value)


def _at(node: yaml.Node | None, key: str) -> yaml.Node | None:
    return next((value for found, value in _pairs(node) if found.value == key), None)


def _pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The pairs of a mapping; none of anything else."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def _over(lines: list[str], line: int) -> str:
    """The comment that ends right over a line (counted from 0), as one running text."""
    first = line
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return " ".join(comment for above in lines[first:line] if (comment := above.strip().strip("#").strip()))


def _behind(lines: list[str], name: str, entry: yaml.Node) -> Iterator[tuple[str, str]]:
    """The comments behind the values of a prompt."""
    for key, value in _pairs(entry):
        if isinstance(value, yaml.MappingNode):
            yield from _behind(lines, f"{name}.{key.value}", value)
        elif isinstance(value, yaml.ScalarNode) and value.style not in ("|", ">"):
            rest = lines[value.end_mark.line][value.end_mark.column :].strip()
            if rest.startswith("#"):
                yield f"{name}.{key.value}", rest.strip("#").strip()
