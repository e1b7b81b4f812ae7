"""What a visit may have done."""

from flows.engine.replay import Effect
from registry.rules.effects import PapersResult
from registry.rules.seats import Value


class VisitInputs(Value):
    """The district that was visited, and the corrections that the report stands in."""

    district: str
    corrections: tuple[int, ...] | None = None


DRAFT_VISIT_REPORT = Effect("draft_visit_report", VisitInputs, PapersResult)
