"""The API describes itself, whole: every route, every body, and that errors have one shape."""

from typing import Any

import jsonschema
import pytest

from tests.web.serving import Server

CONTRACT = {
    ("get", "/api/calls"): "200",
    ("post", "/api/calls"): "201",
    ("post", "/api/uploads"): "201",
    ("get", "/api/calls/{call}"): "200",
    ("delete", "/api/calls/{call}"): "204",
    ("post", "/api/calls/{call}/end"): "202",
    ("post", "/api/calls/{call}/prompts/{prompt}/dismiss"): "204",
    ("get", "/api/calls/{call}/notes.md"): "200",
    ("get", "/api/calls/{call}/sound"): "200",
    ("get", "/api/calls/{call}/labels"): "200",
    ("put", "/api/calls/{call}/labels"): "204",
    ("delete", "/api/calls/{call}/labels"): "204",
    ("get", "/api/calls/{call}/export/{format_name}"): "200",
    ("get", "/api/calls/{call}/exports"): "200",
    ("post", "/api/calls/{call}/exports/retry"): "204",
    ("get", "/api/calls/{call}/review"): "200",
    ("post", "/api/calls/{call}/review/changes"): "200",
    ("get", "/api/calls/{call}/review/revisions"): "200",
    ("get", "/api/calls/{call}/review/revisions/{number}"): "200",
    ("post", "/api/calls/{call}/review/restore"): "200",
    ("post", "/api/calls/{call}/review/approve"): "200",
    ("post", "/api/calls/{call}/review/reopen"): "200",
    ("post", "/api/calls/{call}/corrections"): "200",
    ("get", "/api/calls/{call}/wording"): "200",
    ("post", "/api/calls/{call}/wording"): "202",
    ("delete", "/api/calls/{call}/wording"): "200",
    ("get", "/api/search"): "200",
    ("get", "/api/due"): "200",
    ("post", "/api/due/{call}/{place}/done"): "204",
    ("post", "/api/due/{call}/{place}/undone"): "204",
    ("get", "/api/outcomes"): "200",
    ("post", "/api/outcomes/show-again"): "204",
    ("get", "/api/clients"): "200",
    ("get", "/api/clients/offer"): "200",
    ("get", "/api/client"): "200",
    ("put", "/api/client"): "200",
    ("delete", "/api/client"): "204",
    ("post", "/api/contacts/look"): "200",
    ("post", "/api/contacts/import"): "200",
    ("get", "/api/devices"): "200",
    ("patch", "/api/calls/{call}/plan"): "204",
    ("post", "/api/calls/{call}/notes"): "204",
    ("post", "/api/calls/{call}/swap"): "204",
    ("post", "/api/calls/{call}/links"): "201",
    ("get", "/api/doctor"): "200",
    ("get", "/api/playbook"): "200",
    ("put", "/api/playbook"): "200",
    ("get", "/api/playbook/schema"): "200",
    ("post", "/api/playbook/check"): "200",
    ("post", "/api/playbook/try"): "200",
}


@pytest.fixture
async def described(service: Server) -> dict[str, Any]:
    answer = await service.client.get("/api/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def _operations(described: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(method, path): operation for path, methods in described["paths"].items() for method, operation in methods.items()}


async def test_every_route_is_there_and_nothing_else(described: dict[str, Any]) -> None:
    assert _operations(described).keys() == CONTRACT.keys()


async def test_every_answer_is_typed_and_every_error_alike(described: dict[str, Any]) -> None:
    for (method, path), operation in _operations(described).items():
        assert operation["summary"], path
        good = operation["responses"][CONTRACT[method, path]]
        if CONTRACT[method, path] not in ("202", "204"):
            (content,) = good["content"].values()
            assert content["schema"], path
        for status in ("4XX", "5XX"):
            assert operation["responses"][status]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ProblemBody"}
        assert "422" not in operation["responses"], "FastAPI's own shape is never answered"


async def test_references_lead_somewhere_and_schemas_are_sound(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for reference in _references(described):
        assert reference.removeprefix("#/components/schemas/") in schemas


async def test_the_upload_form_is_described(described: dict[str, Any]) -> None:
    body = described["paths"]["/api/uploads"]["post"]["requestBody"]
    form = body["content"]["multipart/form-data"]["schema"]
    assert set(form["properties"]) == {"file", "rep", "kind", "goal", "client", "speed"}
    assert body["required"] is True


async def test_there_are_no_pages_of_documentation(service: Server) -> None:
    """Theirs fetch scripts from elsewhere."""
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert (await service.client.get(path)).status_code == 404


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in _references(value)]
    return [found for value in node for found in _references(value)] if isinstance(node, list) else []
