"""Calls, their facts and their notes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("started", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("client", sa.String()),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float()),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_state", "calls", ["state"])
    op.create_table(
        "facts",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("said", sa.Text()),
        sa.PrimaryKeyConstraint("call", "seq", name="pk_facts"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_facts_call", ondelete="CASCADE"),
    )
    op.create_table(
        "notes",
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("call", "revision", name="pk_notes"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_notes_call", ondelete="CASCADE"),
    )
