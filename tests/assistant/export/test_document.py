"""A call as one document: whole, and as its published schema says."""

import json
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest

from assistant.events import Fact, Notes, PromptCleared, PromptShown
from assistant.export.document import call_document, document_of, prompts_of
from assistant.export.formats import call_files
from assistant.export.schema import CALL as DEFINITION
from assistant.store import Store
from tests.assistant.export.calls import CALL, CLIENT, NOTES, approve, know_client, put
from tests.needs import ROOT


@pytest.fixture
def schema() -> dict[str, Any]:
    """The schema of a call, as it is published."""
    published: dict[str, Any] = json.loads((ROOT / "docs" / "export.schema.json").read_text("utf-8"))
    return {"$schema": published["$schema"], "$ref": f"#/$defs/{DEFINITION}", "$defs": published["$defs"]}


def test_a_call_for_programs(store: Store) -> None:
    put(store)
    document = call_document(store, CALL)
    assert (document["call"], document["id"], document["client"], document["plan"]["goal"]) == (CALL, CALL, CLIENT, "+1 visit")
    assert (document["contact"], document["approved"], document["notes_revision"]) == (None, None, 1)
    assert Notes.model_validate(document["notes"]) == NOTES
    assert [(prompt["prompt"], prompt["at"], prompt["outcome"], prompt["cleared"]) for prompt in document["prompts"]] == [
        ("summarise-back", 4.0, "done", 6.0)
    ]


def test_the_contact_and_the_approval_are_in_it(store: Store) -> None:
    put(store)
    know_client(store)
    approve(store)
    document = call_document(store, CALL)
    assert document["contact"] == {"name": CLIENT, "company": "Ångström & Co.", "email": "zoe@angstrom.example", "phone": "+44 (0)20 7946-0123"}
    assert datetime.fromisoformat(document["approved"]).tzinfo == UTC


def test_notes_that_were_opened_again_are_not_approved(store: Store) -> None:
    put(store)
    approve(store)
    assert document_of(store, CALL).approved is not None
    store.reviews.reopen(CALL)
    assert document_of(store, CALL).approved is None


def test_the_json_export_follows_the_published_schema(store: Store, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    put(store)
    know_client(store)
    approve(store)
    put(store, "20260304-110000-aa02", None)
    documents = []
    for call in (CALL, "20260304-110000-aa02"):
        (content,) = call_files(store, call, "json").values()
        documents.append(json.loads(content.decode("utf-8")))
        jsonschema.validate(documents[-1], schema, jsonschema.Draft202012Validator)
        assert documents[-1] == call_document(store, call)
    read = documents[0]
    del read["plan"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read, schema, jsonschema.Draft202012Validator)


def test_a_prompt_shown_twice_has_two_outcomes() -> None:
    def shown(seq: int, at: float) -> PromptShown:
        return PromptShown(call="c", at=at, seq=seq, prompt="p", text="t", why="w", evidence=(), due=at, latency_ms=0.0, urgency="guide")

    facts: list[Fact] = [shown(1, 1.0), PromptCleared(call="c", at=2.0, seq=2, prompt="p", outcome="lapsed"), shown(3, 3.0)]
    assert [(prompt.at, prompt.outcome) for prompt in prompts_of(facts)] == [(1.0, "lapsed"), (3.0, None)]
