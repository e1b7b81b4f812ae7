"""What a lesson of a year changes, in the words of the answer that told it."""

from config.words import say
from flows.engine.answers import answered_rows
from flows.handover.package_day import PackageDay
from flows.meeting.paper_facts import text_or_none
from registry.queries.monitoring import LessonRow


def change_of(at: PackageDay, lesson: LessonRow) -> str:
    """What the lesson changes; that it is not recorded, where no words of it are kept."""
    told = answered_rows(at.connection, lesson.entry, "lessons")
    changes = (one.get("change") for one in told if str(one.get("key")) == lesson.key)
    return text_or_none(next(changes, None)) or say("word.not_recorded", "th")
