"""The facts of the paper that a new member of a committee gets beside the order."""

from datetime import date

from registry.rules.papers.common import CitedOrder, Paper
from registry.rules.papers.meeting import AcknowledgedBody


class DutiesSheet(Paper):
    """The duties of the seats that somebody came onto on that day.

    `untrained`: they took part in no training of the committee. `phone` is the district's. To the
    `chair` nobody puts a sheet to be signed; `acting_th` is in which capacity somebody acts.
    `amended`: other orders amend the one that is cited.
    """

    order: CitedOrder
    name_th: str
    since: date
    bodies: tuple[AcknowledgedBody, ...]
    untrained: bool
    focal_th: str
    focal_position_th: str
    phone: str
    hotline_social: str
    hotline_police: str
    chair: bool = False
    acting_th: str | None = None
    amended: bool = False
