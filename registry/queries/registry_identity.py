"""Which registry it is, and of which kind: real, a demo, a simulation."""

from sqlalchemy import Connection, bindparam, select

from registry.models import RegistryMeta
from registry.prepared_statements import PreparedQuery

SIMULATION = "simulation"


def registry_id(connection: Connection) -> str:
    """Its id, which a backup of it bears too."""
    return connection.scalars(select(RegistryMeta.value).where(RegistryMeta.key == "id")).one()


def registry_kind(connection: Connection) -> str | None:
    """Its kind as it was made; None where it is no registry of ours."""
    return next((row[0] for row in _KIND.rows(connection, {"key": "kind"})), None)


_KIND = PreparedQuery(select(RegistryMeta.value).where(RegistryMeta.key == bindparam("key")))


def is_simulation(connection: Connection) -> bool:
    """Whether nothing in it is real: every page and paper says so."""
    return registry_kind(connection) == SIMULATION
