"""The tables of the store. Nothing here is particular to one database."""

from sqlalchemy import BigInteger, Column, DateTime, Float, ForeignKey, Integer, MetaData, String, Table, Text

HEAD = "0004"
"""The newest revision under `migrations/versions`. A stored schema of this revision is opened without loading Alembic."""

metadata = MetaData(
    naming_convention={
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

calls = Table(
    "calls",
    metadata,
    Column("id", String, primary_key=True),
    Column("started", String, nullable=False),  # local time, ISO 8601
    Column("created", DateTime, nullable=False),  # UTC; tells calls of the same `started` apart
    Column("kind", String, nullable=False),
    Column("client", String),
    Column("source", String, nullable=False),  # where its words come from: devices, a file, a script…
    Column("state", String, nullable=False, index=True),  # live, ended
    Column("seconds", Float),  # None while live
    Column("rep", String, nullable=False, server_default="me"),
    Column("playbook", String, nullable=False, server_default=""),  # name of the one in force
    Column("playbook_hash", String, nullable=False, server_default=""),
    Column("client_key", String, index=True),  # of `clients`, whether that knows the client or not; None where none is named
)

facts = Table(
    "facts",
    metadata,
    Column("call", String, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("type", String, nullable=False),
    Column("at", Float, nullable=False),  # seconds since the call began
    Column("body", Text, nullable=False),  # the event as JSON, read back to an equal event
)

passages = Table(  # what can be searched for: follows from facts and newest notes, and is kept because it is asked over all calls (`search.py`)
    "passages",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),  # 64 bits everywhere; see `search.py`
    Column("call", String, ForeignKey("calls.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("where", String, nullable=False),  # client, notes, typed, said
    Column("section", String),  # of the notes: discussed…, next
    Column("utterance", String),  # what it is, or rests on first
    Column("side", String),
    Column("start", Float),  # seconds since the call began
    Column("text", Text, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("call", String, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),  # from 1; none is ever overwritten
    Column("author", String, nullable=False),  # draft, rep
    Column("body", Text, nullable=False),
    Column("made", DateTime, nullable=False),  # UTC
    Column("sheet", Text),  # the same notes as they are edited; None for a draft that nobody has touched
    Column("approved", DateTime),  # UTC; None where this revision is not approved, or was reopened
)

prompts = Table(  # what became of each: follows from the facts, and is kept beside them because it is counted over all calls at once
    "prompts",
    metadata,
    Column("call", String, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of its `prompt.shown`
    Column("prompt", String, nullable=False),
    Column("at", Float, nullable=False),  # shown, seconds since the call began
    Column("outcome", String),  # None while it is on the screen
    Column("cleared", Float),  # seconds since the call began
    Column("told", DateTime),  # UTC; when the outcome was stored
)

labels = Table(
    "labels",
    metadata,
    Column("call", String, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("prompt", String, primary_key=True),
    Column("of", String, primary_key=True),  # shown, said
    Column("place", String, primary_key=True),  # number of the `prompt.shown`, or the utterance's id
    Column("verdict", String, nullable=False),  # right, wrong, missed
    Column("rep", String, nullable=False),  # who said so
    Column("made", DateTime, nullable=False),  # UTC
)

shown_again = Table(  # from when on a rep's dismissals of a prompt count: before, it was asked for again
    "shown_again",
    metadata,
    Column("rep", String, primary_key=True),
    Column("prompt", String, primary_key=True),
    Column("made", DateTime, nullable=False),  # UTC
)

clients = Table(  # what is known of a client beside its calls; one that is only named in calls has no row
    "clients",
    metadata,
    Column("key", String, primary_key=True),  # the name without regard to case and spaces (`assistant.clients.client_key`)
    Column("name", String, nullable=False),
    Column("company", String),
    Column("email", String),
    Column("phone", String),
    Column("made", DateTime, nullable=False),  # UTC
)

due = Table(  # next steps and promises of the newest notes of each call: follows from them, and is kept because it is asked over all calls
    "due",
    metadata,
    Column("call", String, ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),  # 0 the next step, 1… the commitments, in their order
    Column("text", Text, nullable=False),
    Column("side", String),  # who is to do it: rep, client
    Column("said", String),  # when, as said
    Column("date", String, index=True),  # ISO date, or date and time
    Column("done", DateTime),  # UTC; None while it is to be done
)

learnt_words = Table(  # names corrected in a transcript: hot words of later calls with that client
    "learnt_words",
    metadata,
    Column("word", String, primary_key=True),
    Column("client_key", String, primary_key=True),  # "" where the call named no client
    Column("made", DateTime, nullable=False),  # UTC
)

deliveries = Table(  # what is sent to webhooks, until it has arrived
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call", String, ForeignKey("calls.id", ondelete="CASCADE"), nullable=False),
    Column("target", String, nullable=False),  # name of the webhook in the settings
    Column("body", Text, nullable=False),  # JSON, as it is sent
    Column("made", DateTime, nullable=False),  # UTC
    Column("attempts", Integer, nullable=False),
    Column("next_try", DateTime, index=True),  # UTC; None when delivered or given up
    Column("delivered", DateTime),  # UTC
    Column("fault", String),  # what went wrong the last time, without words of the call
)
