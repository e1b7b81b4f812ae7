"""Templates that offices brought in themselves."""

from datetime import date

from sqlalchemy import Connection, select

from registry.facts import holds
from registry.models import Blob, PaperTemplate


def own_template(
    connection: Connection, province: str, kind: str, language: str, on: date
) -> bytes | None:
    """The province's own template of a kind on that day, None where it has the shipped one."""
    query = (
        select(Blob.content)
        .join(PaperTemplate, PaperTemplate.sha256 == Blob.sha256)
        .where(
            PaperTemplate.area_code == province,
            PaperTemplate.kind == kind,
            PaperTemplate.language == language,
            holds(PaperTemplate, on),
        )
    )
    return connection.scalar(query)
