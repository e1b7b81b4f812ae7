"""In which form a paper stands: rendered or typed, a draft or settled, with number and date."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from flows.engine.installation import Declarations
from registry.queries.documents import DocumentRow
from registry.rules.uploads import WORD
from tasks.documents.template_folders import kinds


class PaperForm(StrEnum):
    """How a paper is asked for: as it counts, as the draft of it, as it goes to be signed."""

    AS_IT_COUNTS = "as_it_counts"
    DRAFT = "draft"
    FAIR = "fair"


def is_rendered(row: DocumentRow) -> bool:
    """Whether it was rendered from facts; what people typed in its place keeps them beside it."""
    return row.kind in kinds() and row.facts_id is not None and row.media_type == WORD


def is_settled(declared: Declarations, row: DocumentRow) -> bool:
    """Whether the paper is a draft no more: signed or adopted, or made of what was."""
    made_of_it = row.status == "draft" and row.kind in declared.copies
    return is_rendered(row) and (row.settled or made_of_it)


def borne(
    declared: Declarations, connection: Connection, row: DocumentRow
) -> tuple[str | None, date | None]:
    """Number and date that the paper bears since it was frozen; None before that, or without."""
    found = (paper.bears(connection, row) for paper in declared.frozen)
    return next((one for one in found if one is not None), (None, None))
