"""What one person asks to be taken out, until another has confirmed or refused it."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.two_people import SettledByTwo, settled_by_two


class RedactionRequest(SettledByTwo, Base):
    """A redaction that was asked for. `parts` say where it stands, never what stands there."""

    __tablename__ = "redaction_request"
    __table_args__ = (
        *settled_by_two(),
        Index(
            "ix_redaction_request_open",
            "area_code",
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    parts: Mapped[str]
    with_copies: Mapped[bool]
