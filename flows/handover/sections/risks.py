"""What stands at risk: section 10 of the annex."""

from collections.abc import Iterator, Sequence

from config.handover import DecisionDefault, handover_defaults
from config.words import Sentence, both
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_late import Overdue, overdue_items, pressing
from flows.handover.package_words import source
from registry.rules.handover import OwedDecision

NO_RISK = frozenset({"continue", "focal_point", "found"})


def risks(at: PackageDay) -> Claims:
    """What the facts of the day tell against: what is asked for, then what else is past its day."""
    late = overdue_items(at)
    asked = dict(_asked(at))
    for known, one in asked.values():
        said = _follows(at, one, known, late)
        yield at.claim(known.title(one.count), said, source("register"), at.on)
    for item in late:
        if item.teller not in asked:
            said = both("package.overdue", day=item.day)
            if item.owner is not None:
                said = both("package.late_of", what=said, owner=item.owner)
            yield at.claim(item.what, said, source("register"), at.on)


def _asked(at: PackageDay) -> Iterator[tuple[str, tuple[DecisionDefault, OwedDecision]]]:
    words = handover_defaults()
    for one in at.owed.decisions:
        known = words.decision(one.key)
        if known is not None and one.key not in NO_RISK:
            yield one.key, (known, one)


def _follows(
    at: PackageDay, asked: OwedDecision, known: DecisionDefault, late: Sequence[Overdue]
) -> Sentence:
    """What follows, and since when it does: of what is late, never what would be if it were."""
    hangs_on = pressing(at, asked, late)
    passed = hangs_on if hangs_on is not None and hangs_on.passed else None
    if passed is not None and passed.step is None:
        return both("package.overdue_follows", day=passed.day, late=known.late)
    if asked.due < at.on:
        return both("package.overdue_follows", day=asked.due, late=known.late)
    said = both("package.if_late", late=known.late)
    if passed is None:
        return said
    return both("package.step_was_due", follows=said, day=passed.day, what=passed.step)
