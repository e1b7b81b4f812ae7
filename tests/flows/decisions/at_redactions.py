"""Texts that are taken out, and the papers that said them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from config.settings import Settings
from flows.decisions.redact import ask
from flows.decisions.redaction_aim import (
    Aim,
)
from flows.verification import verify_all
from registry.ledger import fingerprint
from registry.queries.document_contents import content
from registry.queries.documents import DocumentRow, documents
from registry.records.filing import EVIDENCE, NewDocument, keep_all
from tests.builders import COORDINATOR, MAE_FAH_LUANG, SECOND, Desk, a_desk

VICTIM = "สมหญิงที่ร้านริมทาง ไม่ควรบันทึก"
NOTE = f"พบใน {VICTIM} เมื่อวานนี้"
FOUND = {"finding": "none", "note": NOTE}
CONFIRMED = {"result": "confirmed"}


def note_recorded(desk: Desk) -> tuple[int, int]:
    """An establishment whose first answer holds what should never have been recorded."""
    first = desk.start()
    said = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", FOUND)
    return first, said.entry


def asked_of(desk: Desk, aim: Aim, by: str = "coord") -> str:
    """The request's gate."""
    made = ask(desk.office, aim, reason="บันทึกข้อมูลผู้เสียหาย", recorded_by=by)
    assert made.path is not None
    return made.path


def redacted(desk: Desk, aim: Aim) -> None:
    """Asked for by one coordinator, confirmed by the other."""
    path = asked_of(desk, aim)
    instance = next(gate.instance_id for gate in desk.gates() if gate.path == path)
    on = str(desk.office.registry.today)
    desk.decide(instance, path, SECOND, on, CONFIRMED, recorded_by="coord2")


def everything(desk: Desk) -> str:
    """All that the database holds, as a dump would show it."""
    engine = create_engine(desk.office.registry.url)
    told: list[str] = []
    with engine.connect() as connection:
        names = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        if engine.dialect.name == "sqlite":
            names = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for table in connection.scalars(text(names)).all():
            rows = connection.execute(text(f'SELECT * FROM "{table}"'))  # noqa: S608 — a table's name
            told += [str(value) for row in rows for value in row]
    engine.dispose()
    return "\n".join(told)


def problems(desk: Desk) -> list[str]:
    return [one.code for one in verify_all(desk.office)]


def papers_saying(desk: Desk, *lines: str, languages: Sequence[str]) -> list[DocumentRow]:
    """A paper of the district that was made of facts with these lines, in these languages."""
    registry = desk.office.registry
    papers = [
        NewDocument(
            kind="plan", file_name=f"{len(lines)}-{lines[0][:2]}.docx", language=language,
            media_type="application/x", own_date=registry.today, facts={"lines": lines},
            content="/".join((language, *lines)).encode(),
            content_hash=fingerprint((language, *lines)), status=EVIDENCE,
        )
        for language in languages
    ]  # fmt: skip
    with registry.writing(MAE_FAH_LUANG) as write:
        numbers = keep_all(write, MAE_FAH_LUANG, None, None, papers)
    with registry.reading() as connection:
        return [one for one in documents(connection) if one.id in numbers]


def a_paper_saying(desk: Desk, *lines: str) -> DocumentRow:
    """The same in Thai alone."""
    (paper,) = papers_saying(desk, *lines, languages=("th",))
    return paper


def is_gone(desk: Desk, paper: DocumentRow) -> bool:
    with desk.office.registry.reading() as connection:
        return content(connection, paper.sha256) is None


def in_lines(desk: Desk, *lines: str) -> Aim:
    """An answer of several lines, all of which are to go."""
    first = desk.start()
    answer = {"finding": "none", "note": "\n".join(lines)}
    said = desk.decide(first, "earlier_order", COORDINATOR, "2022-06-02", answer)
    return Aim(first, said.entry, ("note",))


@pytest.fixture
def desk(made_registry_url: str, tmp_path: Path) -> Desk:
    made = a_desk(made_registry_url)
    return replace(made, office=replace(made.office, settings=Settings(home=tmp_path / "home")))
