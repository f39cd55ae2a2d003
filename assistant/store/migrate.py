"""Brings a stored schema of another revision up to date. Imported only when there is one: Alembic takes half a second to load."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def is_known(revision: str) -> bool:
    """Whether this version of the program has the revision; one it does not have is a newer program's."""
    return any(script.revision == revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def upgrade(connection: Connection, to: str = "head") -> None:
    """Runs the migrations on `connection`, within its transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
