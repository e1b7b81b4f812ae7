"""From which day a setting is proposed to hold, and which drafts are dated before that."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from config.defaults import legal
from desk.views.drafts import waiting_drafts
from desk.views.view import View
from registry.queries.area_documents import papers_at_work
from registry.queries.settings import first_days
from registry.records.province_values import LETTERHEAD, PROFILE

# What an office is and where it stands was so before anybody recorded it; a rule begins some day.
STOOD_BEFORE = frozenset(
    {
        *(f"{whose}.{part}" for whose in ("letters", "district_letters") for part in LETTERHEAD),
        *(f"profile.{part}" for part in PROFILE),
    }
)
# What no paper prints that waits as a draft.
IN_NO_DRAFT = frozenset(
    {
        "advocacy.follow_up_days",
        "advocacy.reapproach_months",
        "chief.term_months",
        "contacts.after_leaving_months",
        "notice.legal_basis",
        "order.register",
        "profile.routes",
        "reminders.by_mail",
    }
)


@dataclass(frozen=True)
class Since:
    """The day that is proposed; `first`: nothing was recorded before, so from the beginning.

    `drafts` of earlier days still wait and may print it, `oldest` is the earliest day that one of
    them bears: what is recorded to hold from a later day is not printed there.
    """

    day: date
    first: bool
    drafts: int
    oldest: date | None


def since_proposed(view: View, area: str, keys: Collection[str]) -> Since:
    """From the beginning where a fact of the office is recorded for the first time, else today."""
    known = view.once(first_days, area)
    first = STOOD_BEFORE.issuperset(keys) and not known.keys() & set(keys)
    printed = not IN_NO_DRAFT.issuperset(keys)
    drafts = (
        waiting_drafts(view.office.declared, view.once(papers_at_work, area)) if printed else []
    )
    days = [one.own_date for one in drafts if one.own_date < view.on]
    day = legal().valid_from if first else view.on
    return Since(day, first, len(days), min(days, default=None))
