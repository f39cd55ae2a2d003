"""Notes that are edited and approved; clients; what is due; words learnt from corrections; deliveries that wait for their receiver.

The client's key and what is due are read from the calls and notes that are there.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("calls", sa.Column("client_key", sa.String()))
    op.create_index("ix_calls_client_key", "calls", ["client_key"])
    op.add_column("notes", sa.Column("sheet", sa.Text()))
    op.add_column("notes", sa.Column("approved", sa.DateTime()))
    op.create_table(
        "clients",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("company", sa.String()),
        sa.Column("email", sa.String()),
        sa.Column("phone", sa.String()),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_clients"),
    )
    op.create_table(
        "due",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("side", sa.String()),
        sa.Column("said", sa.String()),
        sa.Column("date", sa.String()),
        sa.Column("done", sa.DateTime()),
        sa.PrimaryKeyConstraint("call", "place", name="pk_due"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_due_call", ondelete="CASCADE"),
    )
    op.create_index("ix_due_date", "due", ["date"])
    op.create_table(
        "learnt_words",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("client_key", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("word", "client_key", name="pk_learnt_words"),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime()),
        sa.Column("delivered", sa.DateTime()),
        sa.Column("fault", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_deliveries_call", ondelete="CASCADE"),
    )
    op.create_index("ix_deliveries_next_try", "deliveries", ["next_try"])
    _read_what_is_there(op.get_bind())


def _read_what_is_there(connection: sa.Connection) -> None:
    named = [(call, client) for call, client in connection.execute(sa.text("SELECT id, client FROM calls")) if client]
    for call, client in named:
        key = " ".join(client.casefold().split())
        connection.execute(sa.text("UPDATE calls SET client_key = :key WHERE id = :call"), {"key": key or None, "call": call})
    newest = "SELECT call, body FROM notes AS n WHERE revision = (SELECT max(revision) FROM notes WHERE call = n.call)"
    rows: list[dict[str, Any]] = []
    for call, body in connection.execute(sa.text(newest)).all():
        step = json.loads(body)["next"]
        if step and (step["what"] or step["when"]):
            text = step["what"] or step["purpose"] or step["when"]
            rows.append({"call": call, "place": 0, "text": text, "side": step["who"], "said": step["when"], "date": step["date"]})
    if rows:
        statement = "INSERT INTO due (call, place, text, side, said, date) VALUES (:call, :place, :text, :side, :said, :date)"
        connection.execute(sa.text(statement), rows)
