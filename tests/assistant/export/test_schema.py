"""The published schema is the program's own."""

from assistant.export.schema import schema_text
from tests.needs import ROOT


def test_the_published_schema_is_current() -> None:
    written = (ROOT / "docs" / "export.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), "write it anew: .venv/bin/python -m assistant.export.schema > docs/export.schema.json"
