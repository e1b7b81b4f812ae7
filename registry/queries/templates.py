"""Templates that offices brought in themselves."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from config.words import Named
from registry.facts import holds
from registry.models import Blob, PaperTemplate, Person
from registry.queries.people import written_name


@dataclass(frozen=True)
class OwnTemplate:
    """A province's own template in force: from when, by whom, and when they brought it in."""

    kind: str
    language: str
    sha256: str
    file_name: str
    since: date
    by: Named
    recorded_at: datetime


def own_template(
    connection: Connection, province: str, kind: str, language: str, on: date
) -> bytes | None:
    """The province's own template of a kind on that day, None where it has the shipped one."""
    digest = own_template_digest(connection, province, kind, language, on)
    if digest is None:
        return None
    return connection.scalar(select(Blob.content).where(Blob.sha256 == digest))


def own_template_digest(
    connection: Connection, province: str, kind: str, language: str, on: date
) -> str | None:
    """Its SHA-256."""
    query = select(PaperTemplate.sha256).where(
        PaperTemplate.area_code == province,
        PaperTemplate.kind == kind,
        PaperTemplate.language == language,
        holds(PaperTemplate, on),
    )
    return connection.scalar(query)


def own_templates(
    connection: Connection, province: str, on: date, known: datetime | None = None
) -> dict[tuple[str, str], OwnTemplate]:
    """The province's own templates on that day, by kind and language."""
    query = (
        select(PaperTemplate.kind, PaperTemplate.language, PaperTemplate.sha256,
               PaperTemplate.file_name, PaperTemplate.valid_from, PaperTemplate.recorded_at,
               Person.title_th, Person.name_th, Person.title_en, Person.name_en)
        .join(Person, Person.id == PaperTemplate.recorded_by)
        .where(PaperTemplate.area_code == province, holds(PaperTemplate, on, known))
    )  # fmt: skip
    found = (
        OwnTemplate(*row[:5], by=written_name(*row[6:10]), recorded_at=row[5])
        for row in connection.execute(query)
    )
    return {(one.kind, one.language): one for one in found}
