"""What stands at risk: section 10 of the annex."""

from collections.abc import Iterator

from config.handover import DecisionDefault, handover_defaults
from config.words import both
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_late import overdue_items
from flows.handover.package_words import short_day, source
from registry.queries.handover_facts import REQUESTS
from registry.rules.handover import OwedDecision

NO_RISK = frozenset({"continue", REQUESTS})  # of requests each has a row of its own


def risks(at: PackageDay) -> Claims:
    """What is asked for, then each thing past its day that none of these rows is about; else none.

    A step to a decision has a row of its own: that it is late does not make the decision late.
    """
    late = overdue_items(at)
    asked = dict(_asked(at))
    if not asked and not late:
        yield at.claim(
            both("package.topic.risks"), both("package.no_risks"), source("register"), at.on
        )
    for key, (known, one) in asked.items():
        since = [item.day for item in late if item.teller == key and item.step is None]
        said = both("package.if_late", late=known.late)
        if since:
            said = both("package.overdue_follows", day=short_day(min(since)), late=known.late)
        yield at.claim(known.title(one.count), said, source("register"), at.on)
    for item in late:
        if item.teller not in asked or item.step is not None:
            said = both("package.overdue", day=short_day(item.day))
            if item.owner is not None:
                said = both("package.late_of", what=said, owner=item.owner)
            yield at.claim(item.what, said, source("register"), at.on)


def _asked(at: PackageDay) -> Iterator[tuple[str, tuple[DecisionDefault, OwedDecision]]]:
    words = handover_defaults()
    for one in at.owed.decisions:
        known = words.decision(one.key)
        if known is not None and one.key not in NO_RISK:
            yield one.key, (known, one)
