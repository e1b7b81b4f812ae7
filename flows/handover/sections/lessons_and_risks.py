"""What was learned and is not settled, what stands at risk: sections 9 and 10 of the annex."""

from collections.abc import Mapping

from config.handover import handover_defaults
from config.words import Named, both
from flows.handover.package_day import Claims, PackageDay, entry_source, source
from flows.meeting.paper_facts import text_or_none
from flows.plan.row_words import answered_rows

NO_RISK = frozenset({"continue", "focal_point", "found"})


def lessons(at: PackageDay) -> Claims:
    """What is learned and not settled yet, by the seat that owns it."""
    left = [one for one in at.lessons if one.state == "open"]
    if not at.lessons:
        yield at.claim(both("package.topic.lessons"), None, source("lessons"), at.on)
    titles = {one.key: Named(one.title_th, one.title_en) for one in at.seats}
    for one in left:
        answered = answered_lessons(at, one.entry).get(one.key)
        owner = titles.get(one.owner) or both("word.not_recorded")
        said = both(
            "package.action_due" if one.due_on else "package.action", owner=owner, due=one.due_on
        )
        what = answered or both("word.not_recorded").th
        yield at.claim(
            both("package.lesson", year=one.year, what=what), said, entry_source(one.entry), at.on
        )


def answered_lessons(at: PackageDay, entry: int) -> Mapping[str, str | None]:
    """What each lesson of an answer changes, by its key."""
    return {
        str(one.get("key")): text_or_none(one.get("change"))
        for one in answered_rows(at.connection, entry, "lessons")
    }


def risks(at: PackageDay) -> Claims:
    """What the facts of the day tell against: what is asked for, and what follows if it is late."""
    words = handover_defaults()
    for one in at.owed.decisions:
        known = words.decision(one.key)
        if known is not None and one.key not in NO_RISK:
            said = both("package.if_late", late=known.late)
            yield at.claim(known.title(one.count), said, source("register"), at.on)
