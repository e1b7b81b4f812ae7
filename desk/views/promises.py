"""What the province promised its districts and has not kept, once its day is near or has passed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from config.words import Sentence, both
from desk.views.inbox_filter import NEAR
from desk.views.view import View
from registry.queries.action_items import ItemsDue, promises_due


@dataclass(frozen=True)
class PromiseNotice:
    """Promises to a district whose day is near or has passed, and that in a sentence."""

    promises: ItemsDue
    sentence: Sentence


def promise_notices(
    view: View, areas: Collection[str], known: datetime | None = None
) -> list[PromiseNotice]:
    """Those to the districts within the areas on the day of the view, the longest due first."""
    found = promises_due(view.connection, areas, view.on + NEAR, view.on, known)
    view.read_districts([one.district for one in found])
    return [
        PromiseNotice(
            one,
            both("promise.due", district=view.district(one.district), count=one.count, due=one.due),
        )
        for one in found
    ]
