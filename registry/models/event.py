"""What happens to a district whatever its processes wait for: announced, come about, called off."""

from sqlalchemy import ColumnClause, text

from registry.models.base import Fact, column, index_where, one_live, one_of

ANNOUNCED = text("status = 'announced' AND superseded_at IS NULL")
WAS_ANNOUNCED = text("status = 'announced'")


class Event(Fact):
    """It happens on `valid_from`, the one day on which it holds; `about` is an office.

    `announced` until the processes of the district were told, `told` from then on. Moved to another
    day or called off it is superseded, as any fact. The paper is the order that it stands in.
    """

    __table_args__ = (
        one_of("kind", "chief_rotated", "agency_withdrew"),
        one_of("status", "announced", "told"),
        one_live("uq_event_day", "district_code", "kind", "about", "valid_from"),
        index_where(ANNOUNCED, "ix_event_announced", "district_code", "valid_from"),
        index_where(WAS_ANNOUNCED, "ix_event_entered", "district_code", "valid_from"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    kind: ColumnClause[str]
    about: ColumnClause[str]
    status: ColumnClause[str]
    paper_number: ColumnClause[str | None]
    recorded_by: ColumnClause[int | None] = column(references="person.id")
