"""Labels on stored calls; what became of every prompt, whose calls they are, and which prompts a rep wants shown again.

What the calls that are there have shown is read from their facts.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("calls", sa.Column("rep", sa.String(), server_default="me", nullable=False))
    op.add_column("calls", sa.Column("playbook", sa.String(), server_default="", nullable=False))
    op.add_column("calls", sa.Column("playbook_hash", sa.String(), server_default="", nullable=False))
    op.create_table(
        "prompts",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("outcome", sa.String()),
        sa.Column("cleared", sa.Float()),
        sa.Column("told", sa.DateTime()),
        sa.PrimaryKeyConstraint("call", "seq", name="pk_prompts"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_prompts_call", ondelete="CASCADE"),
    )
    op.create_table(
        "labels",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("of", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("rep", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("call", "prompt", "of", "place", name="pk_labels"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_labels_call", ondelete="CASCADE"),
    )
    op.create_table(
        "shown_again",
        sa.Column("rep", sa.String(), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("rep", "prompt", name="pk_shown_again"),
    )
    _read_facts(op.get_bind())


def _read_facts(connection: sa.Connection) -> None:
    """Fills what is new from the facts that are there. A call's own start stands for when its prompts went: nothing tells it better."""
    started = {call: created for call, created in connection.execute(sa.text("SELECT id, created FROM calls"))}
    types = ("call.started", "prompt.shown", "prompt.cleared")
    query = sa.text("SELECT call, seq, type, body FROM facts WHERE type IN :types ORDER BY call, seq").bindparams(
        sa.bindparam("types", value=types, expanding=True)
    )
    rows: list[dict[str, Any]] = []
    standing: dict[str, Any] = {}
    for call, seq, kind, body in connection.execute(query).all():
        fact = json.loads(body)
        if kind == "call.started":
            standing = {}
            ref = fact["playbook"]
            connection.execute(
                sa.text("UPDATE calls SET playbook = :name, playbook_hash = :hash WHERE id = :call"),
                {"name": ref["name"], "hash": ref["hash"], "call": call},
            )
        elif kind == "prompt.shown":
            standing = {"call": call, "seq": seq, "prompt": fact["prompt"], "at": fact["at"], "outcome": None, "cleared": None, "told": None}
            rows.append(standing)
        elif standing.get("prompt") == fact["prompt"]:
            standing.update(outcome=fact["outcome"], cleared=fact["at"], told=started[call])
            standing = {}
    if rows:
        statement = sa.text(
            "INSERT INTO prompts (call, seq, prompt, at, outcome, cleared, told) VALUES (:call, :seq, :prompt, :at, :outcome, :cleared, :told)"
        )
        connection.execute(statement, rows)
