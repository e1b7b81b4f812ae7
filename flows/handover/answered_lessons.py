"""What the lessons of a year change, in the words of the answer that told them."""

from collections.abc import Mapping

from flows.handover.package_day import PackageDay
from flows.meeting.paper_facts import text_or_none
from flows.plan.row_words import answered_rows


def answered_lessons(at: PackageDay, entry: int) -> Mapping[str, str | None]:
    """What each lesson of an answer changes, by its key."""
    return {
        str(one.get("key")): text_or_none(one.get("change"))
        for one in answered_rows(at.connection, entry, "lessons")
    }
