"""What one person asks to be taken out, until another has confirmed or refused it."""

from sqlalchemy import ColumnClause

from registry.models.base import OPEN, Numbered, index_where
from registry.models.two_people import SettledByTwo, settled_by_two


class RedactionRequest(SettledByTwo, Numbered):
    """A redaction that was asked for. `parts` say where it stands, never what stands there."""

    __table_args__ = (
        *settled_by_two(),
        index_where(OPEN, "ix_redaction_request_open", "area_code"),
    )

    parts: ColumnClause[str]
    with_copies: ColumnClause[bool]
