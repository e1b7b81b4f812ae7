"""The facts of the paper that a new member of a committee gets beside the order."""

from datetime import date

from registry.rules.papers.common import CitedOrder, Paper
from registry.rules.papers.meeting import AcknowledgedBody


class DutiesSheet(Paper):
    """The duties of the seats that somebody came onto on that day.

    `untrained`: they took part in no training of the committee. `phone` is the district's.
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
