"""YAML files that people write: read into a model, each mistake told with its line, what was found and what was expected.

Scalars stay the text that was typed until the model says what they should be, so that `client: 3M`, `goal: no` and `say: 12:30` mean what
they look like. A key with no value counts as not given. Messages quote keys and single words of closed lists, never free text, which may
be words of a call.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic_core import ErrorDetails

from audio.problem import Problem

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[int | str, ...]

_MOST_BYTES = 10_000_000
_MOST_LEVELS = 20
_QUOTABLE = re.compile(r"[A-Za-z0-9_.:+-]{1,40}")
_NULL_TAG = "tag:yaml.org,2002:null"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_EXPECTED = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dict_type": "a mapping (key: value)",
    "finite_number": "a number",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "list_type": "a list",
    "mapping_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "string_type": "text",
    "tuple_type": "a list",
}


def parse_local_time(text: str) -> datetime:
    """A date, with or without a time of day, in ISO 8601 (2026-03-04, 2026-03-04T10:00). One with an offset is turned into local time.

    Raises `ValueError`.
    """
    moment = datetime.fromisoformat(text.strip())
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment


def _local_time(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_local_time(value)
    except ValueError as error:
        raise ValueError("a date and time such as 2026-03-04T10:00") from error


LocalTime = Annotated[datetime, BeforeValidator(_local_time)]
"""Field of a YAML model: local date and time, without offset."""


def load_yaml(path: Path, model: type[Model]) -> Model:
    """The file's content as `model`. Raises `Problem` (`file-mistake`) for the first mistake in it, or where it can't be read."""
    return parse_yaml(read_file(path), model, str(path))


def parse_yaml(content: bytes, model: type[Model], name: str) -> Model:
    """The same for content already read; `name` stands for the file in messages."""
    node = _compose(content, name)
    value = _Plain(name).of(node)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        # A key with no value is as good as no key; the model knows best where None is welcome, so it is asked first.
        empty = [detail["loc"] for detail in error.errors() if detail["input"] is None and detail["type"] != "extra_forbidden"]
        mistakes = error
    for loc in empty:
        _remove(value, loc)
    try:
        if empty:
            return model.model_validate(value)
    except ValidationError as error:
        mistakes = error
    raise _first(mistakes, node, model, name) from mistakes


class FileMistake(Problem):
    """A mistake in a file as every reader of files tells it. `line` counts from 1; None where no line can be named."""

    def __init__(self, name: str, line: int | None, found: str, expected: str) -> None:
        where = f"{name}, line {line}" if line else name
        super().__init__("file-mistake", f"{where}: {found}.", f"Expected {expected}.")
        self.name = name
        self.line = line
        self.found = found


def mistake(name: str, line: int | None, found: str, expected: str) -> FileMistake:
    """A mistake in the file `name`: what was found there, and what was expected."""
    return FileMistake(name, line, found, expected)


def line_of(content: bytes, loc: Loc, name: str) -> int:
    """The line on which the value at `loc` stands, for checks that only a model's user can make."""
    return _line(_compose(content, name), loc)


def meant(found: str, known: Sequence[str]) -> str:
    """The known words as a list, and which of them was probably meant by `found`."""
    listed = known[0] if len(known) == 1 else "one of " + ", ".join(known)
    near = difflib.get_close_matches(found.lower(), known, n=1)
    return f'{listed} (did you mean "{near[0]}"?)' if near and len(known) > 1 else listed


def read_file(path: Path) -> bytes:
    """The bytes of a file a user named. Raises `Problem` (`file-mistake`) where there is none, it can't be read, or it is over 10 MB."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise Problem("file-mistake", f"There is no file {path}.", "Check the name.") from error
    except IsADirectoryError as error:
        raise Problem("file-mistake", f"{path} is a folder.", "Name a YAML file in it.") from error
    except OSError as error:
        raise Problem("file-mistake", f"{path} can't be read: {error.strerror}.", "Check the file and its permissions.") from error
    if len(content) > _MOST_BYTES:
        raise mistake(str(path), None, "more than 10 MB", "a YAML file")
    return content


def _compose(content: bytes, name: str) -> yaml.Node:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise mistake(name, content[: error.start].count(b"\n") + 1, "not text in UTF-8", "a YAML file in UTF-8") from error
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise mistake(name, mark.line + 1 if mark else None, error.problem or "not YAML", "YAML") from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise mistake(name, line, "a control character", "plain text") from error
    except RecursionError as error:
        raise mistake(name, None, "nested too deeply", f"at most {_MOST_LEVELS} levels") from error
    if node is None:
        raise mistake(name, None, "the file is empty", "a mapping (key: value)")
    if not isinstance(node, yaml.MappingNode):
        raise mistake(name, node.start_mark.line + 1, _kind(node), "a mapping (key: value)")
    return node


class _Plain:
    """Turns nodes into dictionaries, lists and the text of scalars; refuses what would lose or multiply content unseen."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen: set[int] = set()

    def of(self, node: yaml.Node, level: int = 0) -> Any:
        line = node.start_mark.line + 1
        if id(node) in self._seen:
            raise mistake(self._name, line, "this value is used again further on by an alias (*name)", "it written out each time")
        if level > _MOST_LEVELS:
            raise mistake(self._name, line, "nested too deeply", f"at most {_MOST_LEVELS} levels")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, level + 1)
        if isinstance(node, yaml.SequenceNode):
            return [self.of(item, level + 1) for item in node.value]
        return None if node.tag == _NULL_TAG else node.value

    def _mapping(self, node: yaml.MappingNode, level: int) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for key, item in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise mistake(self._name, line, f"{_kind(key)} as a key", "a word as a key")
            if key.value in value:
                raise mistake(self._name, line, f"{_quoted(key.value)} stands here a second time", "each key once")
            value[key.value] = self.of(item, level)
        return value


def _first(error: ValidationError, node: yaml.Node, model: type[BaseModel], name: str) -> Problem:
    """The mistake that comes first in the file; a missing key last, since a misspelt one explains it."""
    detail = min(error.errors(), key=lambda detail: (detail["type"] == "missing", _line(node, detail["loc"])))
    found, expected = _found_and_expected(detail, model)
    return mistake(name, _line(node, detail["loc"]), found, expected)


def _found_and_expected(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    kind, loc = detail["type"], detail["loc"]
    key = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden":
        known = _keys(model, loc[:-1])
        comma = "" if _QUOTABLE.fullmatch(key) else " (text with a comma or a colon needs quotes)"
        return f"{_quoted(key)} is not known here{comma}", meant(key, known)
    if kind == "missing":
        return f"{_quoted(key)} is missing", f"at least {', '.join(_keys(model, loc[:-1], required=True))}"
    where = _where(loc)
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
        return f"{_described(detail['input'])}{where}", meant(str(detail["input"]), choices)
    if kind == "value_error":
        return f"{_described(detail['input'])}{where}", str(detail["ctx"]["error"])
    expected = _EXPECTED.get(kind) or detail["msg"].removeprefix("Input should be ").removeprefix("Value should be ")
    return f"{_described(detail['input'])}{where}", expected


def _where(loc: Loc) -> str:
    names = [part for part in loc if isinstance(part, str)]
    return f" as {_quoted(names[-1])}" if names else ""


def _described(value: object) -> str:
    """What was found, without quoting free text."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    return _quoted(str(value), otherwise="other text")


def _quoted(text: str, otherwise: str = "this") -> str:
    return f'"{text}"' if _QUOTABLE.fullmatch(text) else otherwise


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, yaml.SequenceNode) else "plain text"


def _line(node: yaml.Node, loc: Loc) -> int:
    """Line of the node at `loc`, or of the nearest one above it."""
    line = node.start_mark.line
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == part), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return line + 1


def _remove(value: Any, loc: Loc) -> None:
    """Takes the key at `loc` away; an item of a list stays."""
    for part in loc[:-1]:
        value = value[part]
    if isinstance(value, dict):
        value.pop(loc[-1], None)


def _keys(model: type[BaseModel], loc: Loc, *, required: bool = False) -> list[str]:
    """The keys known at `loc`: those of the model found by following its fields; on demand only those that must be there."""
    current = model
    for part in loc:
        fields = {field.alias or name: field for name, field in current.model_fields.items()}
        if isinstance(part, str) and part in fields:
            current = next(_models(fields[part].annotation), current)
    return [field.alias or name for name, field in current.model_fields.items() if field.is_required() or not required]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation such as `tuple[Turn, ...]` or `Plan | None` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models(argument)
