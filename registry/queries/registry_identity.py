"""Which registry it is, and of which kind: real, a demo, a simulation."""

from sqlalchemy import Connection, select

from registry.models import RegistryMeta

SIMULATION = "simulation"


def registry_id(connection: Connection) -> str:
    """Its id, which a backup of it bears too."""
    return connection.scalars(select(RegistryMeta.value).where(RegistryMeta.key == "id")).one()


def registry_kind(connection: Connection) -> str | None:
    """Its kind as it was made; None where it is no registry of ours."""
    return connection.scalar(select(RegistryMeta.value).where(RegistryMeta.key == "kind"))


def is_simulation(connection: Connection) -> bool:
    """Whether nothing in it is real: every page and paper says so."""
    return registry_kind(connection) == SIMULATION
