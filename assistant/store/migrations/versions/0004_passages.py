"""What can be searched for, a passage each; the words of facts are kept for that no more.

The passages of the calls that are there, and the index over them, are made when the database is opened: they follow from facts and notes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("call", sa.String(), nullable=False),
        sa.Column("where", sa.String(), nullable=False),
        sa.Column("section", sa.String()),
        sa.Column("utterance", sa.String()),
        sa.Column("side", sa.String()),
        sa.Column("start", sa.Float()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passages"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_passages_call", ondelete="CASCADE"),
    )
    op.create_index("ix_passages_call", "passages", ["call"])
    op.drop_column("facts", "said")
