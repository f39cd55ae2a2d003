"""What a program needs to read exports and webhooks: the JSON Schema of what a webhook is sent, which holds the call's own.

`python -m assistant.export.schema > docs/export.schema.json`
"""

import json

from assistant.export.approved import NotesApproved
from assistant.schema import AsSent

CALL = "CallDocument"
"""The definition in the schema that the JSON export follows."""


def schema_text() -> str:
    """JSON Schema (draft 2020-12) as it is published."""
    schema = NotesApproved.model_json_schema(mode="serialization", schema_generator=AsSent)
    return json.dumps({"$schema": AsSent.schema_dialect} | schema, indent=2) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")
