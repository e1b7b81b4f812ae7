"""What meetings asked for and is open, once its day is near or has passed.

It is followed from the day on which its minutes are recorded, whoever has adopted them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from config.words import Sentence, both
from desk.views.inbox_filter import NEAR
from desk.views.view import View
from flows.meeting.actions import unadopted_actions
from registry.queries.action_items import ItemsDue, requests_due


@dataclass(frozen=True)
class RequestNotice:
    """Requests of a district whose day is near or has passed, and that in a sentence."""

    due: ItemsDue
    sentence: Sentence


def request_notices(view: View, areas: Collection[str]) -> list[RequestNotice]:
    """Those of the districts within the areas on the day of the view, the longest due first."""
    by = view.on + NEAR
    found = {one.district: one for one in requests_due(view.connection, areas, by, view.on)}
    waiting = unadopted_actions(view.connection, areas, view.on, view.office.declared.gates)
    for district, asked in waiting.items():
        days = [one.due_on for one in asked if one.due_on is not None and one.due_on <= by]
        if days:
            kept = found.get(district, ItemsDue(district, 0, min(days)))
            found[district] = ItemsDue(district, kept.count + len(days), min(kept.due, *days))
    view.read_districts(found)
    return [
        RequestNotice(one, _told(view, one))
        for one in sorted(found.values(), key=lambda one: (one.due, one.district))
    ]


def _told(view: View, one: ItemsDue) -> Sentence:
    district = view.district(one.district)
    return both("own.due", district=district, count=one.count, due=one.due)
