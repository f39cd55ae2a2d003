"""What another program needs to read events: their JSON Schema, and one sample of each with every field filled.

`python -m assistant.schema` prints the schema, `python -m assistant.schema samples` the samples.
"""

import json
import sys
from collections.abc import Mapping
from itertools import count
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from assistant.events import AnyEvent, Event, Fact, Hint

Model = TypeVar("Model", bound=BaseModel)


class AsSent(GenerateJsonSchema):
    """What is sent is whole, so no field has a default, and only types have titles: one on a field would make a type of it."""

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def field_is_required(self, field: Any, total: bool) -> bool:
        return True

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def event_types() -> tuple[type[Event], ...]:
    """Every type of the union, facts first, in the order in which the union lists them."""
    return get_args(Fact) + get_args(Hint)


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of any event as it is sent: every field is there, and no other."""
    adapter: TypeAdapter[Any] = TypeAdapter(AnyEvent)
    return {"title": "AnyEvent"} | adapter.json_schema(mode="serialization", schema_generator=AsSent)


def samples() -> list[Event]:
    """One event of each type with every field filled, no two numbers and no two texts alike, so that a field lost or mistaken for another shows."""
    numbers = count(1)
    return [_filled(kind, numbers) for kind in event_types()]


def _filled(model: type[Model], numbers: "count[int]") -> Model:
    return model.model_validate({name: _value(field.annotation, name, numbers) for name, field in model.model_fields.items()})


def _value(annotation: Any, name: str, numbers: "count[int]") -> Any:
    arguments = get_args(annotation)
    if get_origin(annotation) is Literal:
        return arguments[next(numbers) % len(arguments)]
    if get_origin(annotation) in (Union, UnionType):
        return _value(next(argument for argument in arguments if argument is not NoneType), name, numbers)
    if get_origin(annotation) is tuple:
        return tuple(_value(arguments[0], name, numbers) for _ in range(2))
    if get_origin(annotation) is Mapping:
        return {f"{name} {number}": _value(arguments[1], name, numbers) for number in range(2)}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _filled(annotation, numbers)
    return _plain(annotation, f"{name} {next(numbers)}", next(numbers))


def _plain(annotation: Any, text: str, number: int) -> str | bool | int | float:
    values: dict[Any, str | bool | int | float] = {str: text, bool: True, int: number, float: number + 0.25}
    return values[annotation]


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            print(json.dumps(schema(), indent=2))
        case ["samples"]:
            print(json.dumps([sample.model_dump(mode="json") for sample in samples()], indent=2))
        case _:
            print("Say nothing for the schema, or samples for the samples.", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
