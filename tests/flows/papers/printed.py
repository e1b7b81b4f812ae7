"""What can be printed of an instance today, and how it reads."""

import re

from flows.papers.printing import printed_paper, ready_papers
from registry.journal import entries, instance as one_instance
from tasks.documents.docx_text import paragraphs
from tests.builders import Desk


def offered(desk: Desk, instance: int) -> set[tuple[str, str]]:
    with desk.office.registry.reading() as connection:
        row = one_instance(connection, instance)
        assert row is not None
        found = ready_papers(desk.office, connection, row, entries(connection, instance))
    return {(one.kind, one.whom.key) for one in found}


def kinds(desk: Desk, instance: int) -> set[str]:
    return {kind for kind, _ in offered(desk, instance)}


def paper(desk: Desk, instance: int, kind: str, whom: str = "", *, fair: bool = False) -> bytes:
    with desk.office.registry.reading() as connection:
        row = one_instance(connection, instance)
        assert row is not None
        return printed_paper(
            desk.office, connection, row, entries(connection, instance),
            kind=kind, whom=whom, fair=fair,
        ).content  # fmt: skip


def text(desk: Desk, instance: int, kind: str, whom: str = "") -> str:
    return re.sub("[\u00a0 ]+", " ", "\n".join(paragraphs(paper(desk, instance, kind, whom))))
