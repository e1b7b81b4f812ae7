"""The schema of a registry: made, checked, brought forward."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from registry.models.guards import install

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration over an open connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision that this release writes: its newest migration."""
    revision = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if revision is None:
        msg = "no migration found"
        raise RuntimeError(msg)
    return revision


def known_revisions() -> set[str]:
    """All revisions that this release knows."""
    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def current(connection: Connection) -> str | None:
    """The revision of the registry behind `connection`, None where there is no registry."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection) -> None:
    """Bring the schema to this release's head and make every guard anew."""
    command.upgrade(alembic_config(connection), "head")
    install(connection)
