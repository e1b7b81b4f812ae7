"""Members who have sat for longer than a Chief usually stays: whether they still do is asked first.

A committee that was taken in from paper counts whom its order named, years ago, until somebody
says otherwise.
"""

from dateutil.relativedelta import relativedelta

from desk.views.chief_terms import usual_months
from desk.views.committee_summary import CommitteeSummary, SeatSummary, committee_summary
from desk.views.view import View
from registry.queries.committee_day import CommitteeDay
from registry.queries.seen_offices import offices_seen


def long_seated(view: View, district: str, committee: CommitteeSummary) -> list[SeatSummary]:
    """The seats of the district's committee whose members are to be looked at now."""
    return committee.seated_before(view.on - relativedelta(months=usual_months(view, district)))


def long_seated_in(view: View, district: str) -> list[SeatSummary]:
    """The same where the committee was not read yet."""
    sitting = CommitteeDay(view.connection, district, view.on)
    offices = offices_seen(view.connection, district, view.on)
    return long_seated(view, district, committee_summary(sitting, offices))
