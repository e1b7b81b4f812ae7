"""What was learned and is not settled: section 9 of the annex."""

from config.words import both
from flows.handover.answered_lessons import change_of
from flows.handover.package_day import Claims, PackageDay
from flows.handover.package_words import short_or_none, source


def lessons(at: PackageDay) -> Claims:
    """What is learned and not settled yet, by the seat that owns it."""
    left = [one for one in at.lessons if one.state == "open"]
    if not at.lessons:
        yield at.claim(both("package.topic.lessons"), None, source("lessons"), at.on)
    elif not left:
        settled = both("package.lessons_settled")
        yield at.claim(both("package.topic.lessons"), settled, source("lessons"), at.on)
    for one in left:
        owner = at.seat_titles.get(one.owner) or both("word.not_recorded")
        late = one.due_on is not None and one.due_on < at.on
        key = "action_late" if late else "action_due" if one.due_on else "action"
        said = both(f"package.{key}", owner=owner, due=short_or_none(one.due_on))
        what = change_of(at, one)
        yield at.claim(
            both("package.lesson", year=one.year, what=what), said, at.source_of(one.entry), at.on
        )
