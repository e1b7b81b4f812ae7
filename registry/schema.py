"""The schema of a registry: made, checked, brought forward.

Every command asks of which release a registry is. Alembic would load all migrations for that, and
itself: a fifth of a second. So it is loaded where something migrates alone.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, inspect, select, table

from registry.models.guards import install
from registry.refusals import RegistryNewer, RegistryUnreleased

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
# The revision of each release's registries. What a later file of `versions` makes is one file until
# its release, which names it here (docs/contributing.md).
RELEASED = {
    "0.1.0": "0001_registry",
    "0.2.0": "0006_desk_indexes",
    "0.3.0": "0008_indexes",
    "0.3.1": "0012_facts_in_the_chain",
}
VERSION = table("alembic_version", column("version_num"))  # as Alembic keeps it


def alembic_config(connection: Connection) -> "Config":
    """Alembic's configuration over an open connection."""
    from alembic.config import Config  # noqa: PLC0415 — see above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The revision that this release writes: its newest migration."""
    return max(known_revisions())


def known_revisions() -> set[str]:
    """All revisions that this release knows: each is called like its file, by its number."""
    return {file.stem for file in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def refuse_unknown(revision: str) -> None:
    """Raises RegistryNewer, or RegistryUnreleased where it is of a state between two releases."""
    if revision in known_revisions():
        return
    if revision > head():
        raise RegistryNewer
    raise RegistryUnreleased(revision=revision, releases=", ".join(RELEASED))


def current(connection: Connection) -> str | None:
    """The revision of the registry behind `connection`, None where there is no registry."""
    if not inspect(connection).has_table(VERSION.name):
        return None
    revision: str | None = connection.scalar(select(VERSION.c.version_num))
    return revision


def migrate(connection: Connection) -> None:
    """Bring the schema to this release's head and make every guard anew."""
    from alembic import command  # noqa: PLC0415 — see above

    command.upgrade(alembic_config(connection), "head")
    install(connection)
