"""Meetings and trainings that were held, who was there, what was resolved, what was learned.

No text stands here: names, causes, resolutions and remarks are read from the answer of the
entry that wrote the row (`entry_id`), so that a redaction of it reaches them.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnClause, UniqueConstraint

from registry.models.base import Fact, column, one_live, one_of


class Meeting(Fact):
    """A meeting that was held, from the day on which it was (`valid_from`).

    `key` is unique in the district ("inception/12"); `number` counts the committee's meetings
    of the calendar year `year_be` (thai-documents.md 1.5).
    """

    __table_args__ = (
        one_of("kind", "inception", "quarterly", "within_monthly", "special", "informal"),
        one_live("uq_meeting_key", "district_code", "key"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    kind: ColumnClause[str]
    number: ColumnClause[int]
    year_be: ColumnClause[int]


class Training(Fact):
    """A training session that was held. `topics` are keys, sorted and joined by commas."""

    __table_args__ = (
        CheckConstraint("last_day >= valid_from", name="days"),
        one_live("uq_training_key", "district_code", "key"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    topics: ColumnClause[str]
    last_day: ColumnClause[date]


class Attendance(Fact):
    """Somebody was, or was not, at a meeting or training. `line` is the row of the answer.

    `person_id` is set for members that the registry knows, `code` for participants of a
    training. Who is expected in several seats stands here once (R31).
    """

    __table_args__ = (
        one_of("state", "present", "online", "proxy", "absent", "guest"),
        one_of("sex", "female", "male", "not_stated"),
        one_live("uq_attendance_line", "district_code", "event", "line"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    event: ColumnClause[str]
    line: ColumnClause[int]
    person_id: ColumnClause[int | None] = column(references="person.id", index=True)
    code: ColumnClause[str | None]
    state: ColumnClause[str]
    sex: ColumnClause[str]


class ActionItem(Fact):
    """What a meeting asked somebody to do. `owner` is a seat or office; words: see above."""

    __table_args__ = (
        one_of("status", "open", "done", "dropped"),
        one_live("uq_action_item_day", "district_code", "key", "valid_from"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    owner: ColumnClause[str]
    due_on: ColumnClause[date | None]
    status: ColumnClause[str]


class WorkingGroup(Fact):
    """A working group that a resolution or an order appoints, until its last day at most.

    `members` are keys of seats, joined by commas; none where the order says in words who they
    are. Its name and task stand in the entry's answer.
    """

    __table_args__ = (one_live("uq_working_group_day", "district_code", "key", "valid_from"),)

    district_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    members: ColumnClause[str]
    until: ColumnClause[date | None]


class Score(Fact):
    """A participant's points before and after, by code and never by name; NULL: not taken.

    Points are decimal numbers as text, exact on both databases. `post_maximum` is that of the
    test after, NULL where both have `maximum`.
    """

    __table_args__ = (
        CheckConstraint("CAST(maximum AS NUMERIC) > 0", name="maximum"),
        CheckConstraint("CAST(post_maximum AS NUMERIC) > 0", name="post_maximum"),
        CheckConstraint("CAST(pre AS NUMERIC) BETWEEN 0 AND CAST(maximum AS NUMERIC)", name="pre"),
        CheckConstraint(
            "CAST(post AS NUMERIC) BETWEEN 0 AND CAST(COALESCE(post_maximum, maximum) AS NUMERIC)",
            name="post",
        ),
        one_live("uq_score_code", "district_code", "event", "code"),
    )

    district_code: ColumnClause[str] = column(references="area.code")
    event: ColumnClause[str]
    code: ColumnClause[str]
    pre: ColumnClause[str | None]
    post: ColumnClause[str | None]
    maximum: ColumnClause[str]
    post_maximum: ColumnClause[str | None]


class PolicyEvent(Fact):
    """A change of policy (R65): from `valid_from` on, what was taught about `topics` is old.

    `area_code` is the country or a province.
    """

    __table_args__ = (UniqueConstraint("area_code", "key"),)

    area_code: ColumnClause[str] = column(references="area.code")
    key: ColumnClause[str]
    title_th: ColumnClause[str]
    title_en: ColumnClause[str]
    topics: ColumnClause[str]
    recorded_by: ColumnClause[int] = column(references="person.id")


class ManualVersion(Fact):
    """A version of a manual that is taught from (R24), in use from `valid_from` on."""

    area_code: ColumnClause[str] = column(references="area.code", index=True)
    key: ColumnClause[str]
    version: ColumnClause[str]
    recorded_by: ColumnClause[int] = column(references="person.id")


class PaperTemplate(Fact):
    """An office's own version of a template, in use from `valid_from` on, by whom it came."""

    __table_args__ = (
        one_of("language", "th", "en"),
        one_live("uq_paper_template_day", "area_code", "kind", "language", "valid_from"),
    )

    area_code: ColumnClause[str] = column(references="area.code")
    kind: ColumnClause[str]
    language: ColumnClause[str]
    sha256: ColumnClause[str] = column(references="blob.sha256")
    file_name: ColumnClause[str]
    recorded_by: ColumnClause[int] = column(references="person.id")
