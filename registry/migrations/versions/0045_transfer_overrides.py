"""All that release 0.4.0 keeps and 0.3.1 did not: the year, the handover, programs at the door.

Why: release 0.3.1 knew the establishment of a committee alone. What a district plans, reports and
does, what is announced ahead, and what several desks, programs and providers of identities share
has tables from here on. Papers and terms of the past are as exact as what tells of them.

Columns are added to tables of an earlier release as they stand, so that no trigger is lost; those
that would mind rows of the past being written to are made anew after every migration.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.models.base import Instant

revision = "0045_transfer_overrides"
down_revision = "0012_facts_in_the_chain"
branch_labels = None
depends_on = None

# What a column of such a name refers to, in every table that is made here.
REFERS = {
    **dict.fromkeys(("district_code", "area_code", "subdistrict_code", "split_from"), "area.code"),
    "origin": "area.code",
    **dict.fromkeys(("person_id", "recorded_by", "made_by", "changed_by"), "person.id"),
    **dict.fromkeys(("matched_by", "ended_by", "first_person", "second_person"), "person.id"),
    **dict.fromkeys(("entry_id", "cut_by", "superseded_by"), "entry.id"),
    **dict.fromkeys(("was_id", "became_id"), "holding.id"),
    "agency_id": "agency.id",
    "api_token_id": "api_token.id",
    "gate_id": "gate.id",
    "instance_id": "instance.id",
    "mail_id": "notice_mail.id",
    "office_id": "office.id",
    "payload_id": "payload.id",
    "problem_id": "village_problem.id",
    "publication_id": "publication.id",
    "village_id": "village.id",
}
LIVE = "superseded_at IS NULL"
QUARTER = {"quarter": "quarter BETWEEN 1 AND 4"}
ROADS = ("ordinance", "subsidy")
QUALIFIERS = ("exact", "at_least", "over")
PRECISIONS = ("day", "month", "year")
CALLS = (
    "calls_victim", "calls_family", "calls_village_head", "calls_watch_group", "calls_police",
    "calls_damrongdhama", "calls_hotline", "calls_ngo", "calls_other",
)  # fmt: skip
COUNTED = ("risk_places", "crossings", "watch_groups", "watch_women", "watch_men", *CALLS)
OF_TERM = ("start_precision", "end_precision")
PRECISE = {
    "district_order": ("precision", *OF_TERM),
    "document": ("precision",),
    "holding": OF_TERM,
    "member": OF_TERM,
}
HEADS = ("women", "men", "sex_not_stated")
DAY = timedelta(days=1)
NAMED = "(SELECT id FROM person WHERE name_th = :name OR ref = :ref)"
# Whose terms the form of a district tells: holders of its offices, and members by name.
OF_DISTRICT = {
    "holding": "office_id IN (SELECT id FROM office WHERE area_code = :district)",
    "member": "seat_id IN (SELECT s.id FROM committee_seat s JOIN committee c"
    " ON c.id = s.committee_id WHERE c.district_code = :district)",
}
NAMES = ("title_th", "name_th", "title_en", "name_en")


def upgrade() -> None:
    what_is_announced()
    what_is_told()
    villages()
    plans()
    figures()
    the_year()
    what_is_done()
    papers_and_packs()
    desks_and_programs()
    rules_that_widen()
    ways_to_find()
    days_as_known()


def what_is_announced() -> None:
    fact(
        "event",
        *text("district_code", "kind", "about", "status"),
        *text("paper_number", null=True),
        *number("recorded_by", null=True),
        checks={
            **one_of("kind", "chief_rotated", "agency_withdrew"),
            **one_of("status", "announced", "told"),
        },
    )
    unique("uq_event_day", "event", "district_code", "kind", "about", "valid_from")
    announced = f"status = 'announced' AND {LIVE}"
    index("ix_event_announced", "event", "district_code", "valid_from", where=announced)
    entered = "status = 'announced'"
    index("ix_event_entered", "event", "district_code", "valid_from", where=entered)
    fact("transfer", *number("office_id"), *text("number"), *day("dated"))
    unique("uq_transfer_number", "transfer", "office_id", "number")
    fact(
        "transfer_change",
        *number("office_id"),
        *text("number"),
        *number("place"),
        *number("was_id", "became_id", null=True),
        indexed=("office_id",),
    )
    fact(
        "transfer_override",
        *number("office_id"),
        *text("number", "by_number", "how"),
        checks=one_of("how", "moved", "called_off"),
    )
    unique("uq_transfer_override", "transfer_override", "office_id", "number")


def what_is_told() -> None:
    owed = "status IN ('waiting', 'claimed')"
    table(
        "notice_mail",
        *number("person_id"),
        *day("on_date"),
        *text("message_id", "status"),
        *number("attempts"),
        *instant("again_at"),
        *text("claimed_by", null=True),
        *instant("claim_until", null=True),
        *text("trouble", null=True),
        *number("reply", null=True),
        *instant("made_at"),
        *instant("ended_at", null=True),
        *number("id"),
        checks={
            **one_of("status", "waiting", "claimed", "sent", "failed", "dropped"),
            "end": f"({owed}) = (ended_at IS NULL)",
        },
        alone=(("message_id",), ("person_id", "on_date")),
        indexed=("on_date",),
    )
    index("ix_notice_mail_owed", "notice_mail", "status", where=owed)
    table(
        "notice",
        *number("gate_id"),
        *day("due_on"),
        *number("person_id", "stage"),
        *text("status"),
        *number("mail_id"),
        *instant("recorded_at"),
        *number("id"),
        checks=one_of("status", "told", "skipped", "settled"),
        alone=(("gate_id", "due_on", "person_id", "stage"),),
        indexed=("person_id", "mail_id"),
    )
    table(
        "failed_step",
        *text("step", "area_code", "item", "error", "number"),
        *number("attempts"),
        *instant("failed_since", "tried_at", "again_at"),
        *number("id"),
        alone=(("step", "area_code", "item"),),
    )


def villages() -> None:
    table(
        "village",
        *number("id"),
        *text("key", "district_code"),
        alone=(("key",),),
        indexed=("district_code",),
    )
    fact(
        "village_name",
        *number("village_id"),
        *text("subdistrict_code"),
        *number("moo", null=True),
        *text("name_th", "name_en"),
        *number("recorded_by"),
        checks={"moo": "moo BETWEEN 1 AND 99"},
        indexed=("village_id", "subdistrict_code"),
    )
    fact(
        "village_report",
        *text("district_code"),
        *number("village_id"),
        *number(*COUNTED, null=True),
        *number("payload_id", "recorded_by"),
        checks={one: f"{one} >= 0" for one in COUNTED},
        indexed=("district_code",),
    )
    unique("uq_village_report_day", "village_report", "village_id", "valid_from")
    table(
        "village_problem",
        *number("id"),
        *text("key"),
        *number("village_id"),
        alone=(("key",),),
        indexed=("village_id",),
    )
    fact(
        "community_plan",
        *text("district_code"),
        *number("problem_id"),
        *text("state"),
        *day("begins_on", "ends_on", null=True),
        *number("payload_id", "recorded_by"),
        checks={
            **one_of("state", "open", "done", "dropped"),
            "ends_after": "ends_on >= begins_on",
        },
        indexed=("district_code", "problem_id"),
    )


def plans() -> None:
    fact("plan", *text("district_code"), *number("year_be", "version"))
    unique("uq_plan_version", "plan", "district_code", "year_be", "version")
    fact(
        "plan_row",
        *text("district_code"),
        *number("year_be", "version"),
        *text("key", "grouping", "kind", "quarters", "mode"),
        *text("amount", "need", null=True),
        *text("lead"),
        *number("days", null=True),
        *text("target", null=True),
        sa.Column("survivors", sa.Boolean(), nullable=False),
        *text("carried_from", null=True),
        checks={
            **one_of("grouping", "prosecution", "protection", "prevention", "management"),
            **one_of("mode", "within_mandate", *ROADS, "own_budget", "donor"),
        },
    )
    of_row = ("district_code", "year_be", "version", "key", "valid_from")
    unique("uq_plan_row_day", "plan_row", *of_row)
    index("ix_plan_row_year", "plan_row", "district_code", "year_be")
    fact(
        "need",
        *text("district_code"),
        *number("year_be"),
        *text("key", "road", "office", "amount", "local_plan"),
        checks={
            **one_of("road", *ROADS, "donor"),
            **one_of("local_plan", "yes", "no", "amendment_asked", "not_asked"),
        },
    )
    unique("uq_need_day", "need", "district_code", "year_be", "key", "valid_from")
    fact(
        "money",
        *text("district_code"),
        *number("year_be"),
        *text("need", "step"),
        *text("amount", null=True),
        sa.Column("secured", sa.Boolean(), nullable=False),
        checks={
            **one_of(
                "step", "proposed", "not_sent", "tabled", "passed", "granted", "refused",
                "supplementary", "transferred", "spent", "dropped",
            ),
            "secured": "NOT secured OR step IN ('passed', 'granted')",
        },
    )  # fmt: skip
    unique("uq_money_day", "money", "district_code", "year_be", "need", "valid_from")
    table(
        "plan_working",
        *number("id", "instance_id", "turn"),
        *text("key"),
        *number("place", "version"),
        *text("body", null=True),
        *number("changed_by"),
        *instant("changed_at"),
        alone=(("instance_id", "turn", "key"),),
    )


def figures() -> None:
    fact(
        "figure",
        *period(),
        *text("value", null=True),
        *text("qualifier", "state", "source"),
        checks={
            **QUARTER,
            **one_of("qualifier", *QUALIFIERS),
            **one_of("state", "reported", "nil", "not_reported"),
            "reported": "(state = 'not_reported') = (value IS NULL)",
        },
    )
    unique_of_period("uq_figure_period", "figure")
    fact("target", *period(), *text("value"), checks=QUARTER)
    unique_of_period("uq_target_day", "target", "valid_from")
    fact(
        "figure_mapping",
        *text("district_code", "past_key"),
        *text("indicator", null=True),
        *text("part", "qualifier"),
        *number("recorded_by"),
        checks=one_of("qualifier", *QUALIFIERS),
    )
    unique("uq_figure_mapping_key", "figure_mapping", "district_code", "past_key")
    table(
        "publication",
        *number("id"),
        *text("area_code", "table_key"),
        *number("year_be"),
        *number("quarter", null=True),
        *text("audience"),
        *number("threshold"),
        *instant("made_at"),
        *number("recorded_by"),
        checks={**QUARTER, **one_of("audience", "shared", "public")},
        indexed=("area_code",),
    )
    table(
        "cell",
        *number("id", "publication_id"),
        *text("area_code"),
        *number("quarter", null=True),
        *text("indicator", "part", "places", "mark"),
        *text("value", null=True),
        *text("qualifier"),
        checks={
            **QUARTER,
            **one_of(
                "mark", "shown", "not_reported", "small", "earlier", "difference", "complement",
                "withheld",
            ),
            "shown": "(mark = 'shown') = (value IS NOT NULL)",
            **one_of("qualifier", *QUALIFIERS),
        },
        indexed=("publication_id",),
    )  # fmt: skip


def period() -> Iterator[sa.Column[Any]]:
    """What a figure is of."""
    yield from text("district_code")
    yield from number("year_be")
    yield from number("quarter", null=True)
    yield from text("indicator", "part")


def unique_of_period(name: str, of: str, *columns: str) -> None:
    """One of each quarter, and one of the whole year."""
    alone = ("district_code", "year_be", "indicator", "part", *columns)
    unique(name, of, *alone, "quarter", where=f"{LIVE} AND quarter IS NOT NULL")
    unique(f"{name}_year", of, *alone, where=f"{LIVE} AND quarter IS NULL")


def the_year() -> None:
    fact(
        "progress",
        *text("district_code"),
        *number("year_be", "quarter"),
        *text("row", "state"),
        *text("reached", "spent", "quarters", null=True),
        checks={
            **one_of("state", "not_started", "ongoing", "done", "cancelled"),
            **QUARTER,
        },
    )
    unique(
        "uq_progress_day", "progress", "district_code", "year_be", "quarter", "row", "valid_from"
    )
    fact(
        "lesson",
        *text("district_code"),
        *number("year_be"),
        *text("key", "owner"),
        *day("due_on", null=True),
        *text("about", null=True),
        *text("state"),
        checks=one_of("state", "open", "done", "dropped"),
    )
    unique("uq_lesson_day", "lesson", "district_code", "year_be", "key", "valid_from")
    fact(
        "carried",
        *text("district_code"),
        *number("year_be"),
        *text("row", "state"),
        *text("left", null=True),
        checks=one_of("state", "carried", "dropped", "done"),
    )
    unique("uq_carried_row", "carried", "district_code", "year_be", "row", "valid_from")


def what_is_done() -> None:
    fact(
        "agreement",
        *number("agency_id"),
        *text("area_code"),
        *number("recorded_by"),
        indexed=("area_code",),
    )
    unique("uq_agreement_day", "agreement", "agency_id", "area_code", "valid_from")
    fact(
        "agreement_person",
        *number("agency_id"),
        *text("area_code"),
        *number("person_id", "recorded_by"),
        indexed=("person_id",),
    )
    of_person = ("agency_id", "area_code", "person_id", "valid_from")
    unique("uq_agreement_person_day", "agreement_person", *of_person)
    fact(
        "held_activity",
        *text("district_code", "key", "kind", "convener"),
        *text("location", null=True),
        *text("participants"),
        *number(*HEADS, null=True),
        *text("counterpart", null=True),
        *text("team"),
        *text("began_at", "ended_at", "plan_row", null=True),
        checks={
            **one_of(
                "kind", "training", "campaign", "community_meeting", "field_visit",
                "joint_exercise", "cross_border_meeting", "team_activation",
            ),
            **{one: f"{one} >= 0" for one in HEADS},
        },
    )  # fmt: skip
    unique("uq_held_activity_key", "held_activity", "district_code", "key")
    fact(
        "coordination",
        *text("district_code", "key", "level", "counterpart", "channel", "subject", "outcome"),
        checks=one_of("level", "district", "province", "national", "international"),
    )
    unique("uq_coordination_key", "coordination", "district_code", "key")
    fact("working_group", *text("district_code", "key", "members"), *day("until", null=True))
    unique("uq_working_group_day", "working_group", "district_code", "key", "valid_from")


def papers_and_packs() -> None:
    table(
        "package",
        *text("district_code"),
        *day("on_date"),
        *text("facts_hash", "release"),
        *number("complete", "gaps", "district_seq", "province_seq", "country_seq"),
        *instant("changed_at", "checked_at"),
        key="district_code",
    )
    fact(
        "pack_item",
        *text("area_code", "kind", "key", "body", "origin", "pack"),
        *number("recorded_by"),
        checks=one_of("kind", "seat", "activity", "indicator", "session", "lesson"),
        indexed=("area_code",),
    )
    unique("uq_pack_item_day", "pack_item", "area_code", "kind", "key", "valid_from")
    fact(
        "classified_paper",
        *text("district_code", "key", "level", "precision"),
        *number("instance_id", null=True),
        checks={
            **one_of("level", "confidential", "secret", "top_secret"),
            **one_of("precision", *PRECISIONS),
        },
        indexed=("instance_id",),
    )
    unique("uq_classified_paper_key", "classified_paper", "district_code", "key")
    fact(
        "district_source",
        *text("district_code"),
        *text("split_from", null=True),
        *number("payload_id", "recorded_by"),
        indexed=("district_code", "split_from"),
    )


def desks_and_programs() -> None:
    table(
        "calendar_link",
        *number("person_id"),
        *text("district_code", null=True),
        *text("token_sha256", "language"),
        *instant("made_at", "expires_at"),
        *instant("revoked_at", null=True),
        *number("id"),
        checks=one_of("language", "th", "en"),
        alone=(("token_sha256",),),
        indexed=("person_id",),
    )
    table(
        "held_item",
        *text("token_sha256"),
        *number("person_id", "size"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *instant("held_at"),
        *number("id"),
        alone=(("token_sha256",),),
        indexed=("person_id", "held_at"),
    )
    table("rate_hit", *text("key_digest"), *instant("at"), *number("id"), indexed=("at",))
    index("ix_rate_hit_key_digest_at", "rate_hit", "key_digest", "at")
    parts = ("admin", "coordinator", "focal_point", "chief", "partner", "observer")
    table(
        "api_token",
        *text("part", "area_code"),
        *number("made_by", "person_id"),
        *text("token_sha256"),
        *instant("made_at", "expires_at"),
        *instant("revoked_at", null=True),
        *number("id"),
        checks=one_of("part", *parts),
        alone=(("token_sha256",),),
        indexed=("person_id",),
    )
    table(
        "kept_answer",
        *number("api_token_id"),
        *text("key_sha256", "call_sha256", "body"),
        *instant("at"),
        *number("id"),
        alone=(("api_token_id", "key_sha256"),),
        indexed=("at",),
    )
    table(
        "provider_identity",
        *text("issuer", "subject_digest"),
        *number("person_id", "matched_by"),
        *instant("matched_at"),
        *number("ended_by", null=True),
        *instant("ended_at", null=True),
        *number("id"),
        indexed=("person_id",),
    )
    standing = ("issuer", "subject_digest")
    unique(
        "uq_provider_identity_standing", "provider_identity", *standing, where="ended_at IS NULL"
    )
    table(
        "unknown_identity",
        *text(*standing, "called"),
        *instant("first_seen_at", "last_seen_at"),
        *number("id"),
        alone=(standing,),
        indexed=("last_seen_at",),
    )
    table(
        "authorization_request",
        *text("token_sha256", "place"),
        *instant("began_at"),
        *number("id"),
        alone=(("token_sha256",),),
        indexed=("began_at",),
    )
    table(
        "form_draft",
        *number("id", "person_id"),
        *text("place", "body"),
        *instant("saved_at"),
        alone=(("person_id", "place"),),
    )
    table(
        "office_kind",
        *number("id"),
        *text("key", "area_code", "name_th", "name_en"),
        alone=(("key",),),
        indexed=("area_code",),
    )
    renamings()


def renamings() -> None:
    table(
        "renaming",
        *number("id"),
        *text("area_code", "reason", "status", *NAMES, *(f"was_{one}" for one in NAMES)),
        *number("instance_id", "second_person", "office_id", "person_id", null=True),
        *number("first_person"),
        *instant("asked_at"),
        *instant("ended_at", null=True),
        *day("since", null=True),
        checks={
            **one_of("status", "open", "confirmed", "refused"),
            "end": "(status = 'open') = (ended_at IS NULL)",
            "second": "(status = 'open') = (second_person IS NULL)",
            "two_people": "first_person != second_person",
            "one_subject": "(office_id IS NULL) <> (person_id IS NULL)",
            "since_of_office": "(office_id IS NULL) = (since IS NULL)",
        },
    )
    for subject in ("office", "person"):
        name = f"uq_renaming_{subject}"
        unique(name, "renaming", f"{subject}_id", where="status = 'open'")


def rules_that_widen() -> None:
    """On SQLite, which alters no constraint, a table is made anew; its guards follow."""
    kinds = ("inception", "quarterly", "within_monthly", "special", "informal")
    widen("meeting", one_of("kind", *kinds))
    results = ("started", "has_committee", "already_open", "replace", "reopened")
    widen("directive_district", one_of("result", *results))
    widen("area", one_of("kind", "country", "province", "district", "subdistrict", "withdrawn"))
    op.drop_index("uq_action_item_key", "action_item")
    unique("uq_action_item_day", "action_item", "district_code", "key", "valid_from")


def widen(of: str, checks: Mapping[str, str]) -> None:
    with op.batch_alter_table(of) as batch:
        for name, rule in checks.items():
            batch.drop_constraint(op.f(f"ck_{of}_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{of}_{name}"), rule)


def ways_to_find() -> None:
    index("ix_gate_until", "gate", "until_on", where="status = 'open' AND until_on IS NOT NULL")
    index("ix_gate_lapsed", "gate", "district_code", where="status = 'lapsed'")
    index("ix_gate_of", "gate", "of_id", where="of_id IS NOT NULL")
    index("ix_office_by_kind", "office", "kind", "area_code")
    op.drop_index(op.f("ix_office_kind"), table_name="office")


def days_as_known() -> None:
    """A date as exact as its paper, a term as exact as the form that told of it."""
    for of, columns in PRECISE.items():
        for column in columns:
            op.execute(
                f"ALTER TABLE {of} ADD COLUMN {column} TEXT DEFAULT 'day' NOT NULL"
                f" CONSTRAINT ck_{of}_{column} CHECK ({column} IN ('day', 'month', 'year'))"
            )
        unguard(of)
    dates_as_written()
    terms_as_known()
    with op.batch_alter_table("member") as batch:
        batch.alter_column("person_id", existing_type=sa.Integer(), nullable=True)


def unguard(of: str) -> None:
    """Let go the trigger that would mind what is filled in."""
    guard = "document_frozen" if of == "document" else f"{of}_superseded_only"
    on = "" if op.get_bind().dialect.name == "sqlite" else f" ON {of}"
    op.execute(f"DROP TRIGGER IF EXISTS {guard}{on}")


def dates_as_written() -> None:
    """The precision of each paper that an adoption form told of, as it was told by then."""
    at = op.get_bind()
    told = sa.text(
        "SELECT district_code, document_id, on_date, precision, past_event.recorded_at, body"
        " FROM past_event JOIN payload ON payload.id = past_event.payload_id"
        " WHERE kind IN ('order', 'scan') AND precision IS NOT NULL ORDER BY past_event.id"
    )
    order = sa.text(
        "UPDATE district_order SET precision = :precision"
        " WHERE district_code = :district AND dated = :dated AND heading = :heading"
        " AND number = :number AND printed = 'not_ours' AND entry_id IS NULL"
        " AND recorded_at >= :told"
    )
    scan = sa.text("UPDATE document SET precision = :precision WHERE id = :document")
    for district, document, dated, precision, when, body in at.execute(told).all():
        at.execute(scan, {"document": document, "precision": precision})
        said = json.loads(body or "{}")
        number = str(said.get("number") or "-").partition("/")[0]
        values = {"district": district, "dated": dated, "heading": said.get("heading")}
        at.execute(order, {**values, "precision": precision, "number": number, "told": when})


def terms_as_known() -> None:
    """How much of each old term is known, as its adoption form tells it, put right or not.

    Who stands in an order's list, and says no day, came with the order.
    """
    at = op.get_bind()
    at.execute(
        sa.text(
            "UPDATE district_order SET start_precision = precision"
            " WHERE valid_from = dated AND printed = 'not_ours' AND entry_id IS NULL"
        )
    )
    told = sa.text(
        "SELECT district_code, kind, body FROM past_event JOIN payload ON payload.id = payload_id"
        " WHERE kind IN ('order', 'officer', 'seat') AND superseded_at IS NULL"
        " ORDER BY past_event.id"
    )
    forms = [(row[0], row[1], json.loads(row[2] or "{}")) for row in at.execute(told)]
    for district, kind, said in forms:
        if kind == "order":
            heading = {"district": district, "heading": said.get("heading")}
            which = "district_code = :district AND heading = :heading"
            _known(
                at, "district_order", which, heading, said.get("in_force_from"), said.get("ended")
            )
    began = sa.text(
        "SELECT district_code, valid_from, start_precision FROM district_order"
        " WHERE start_precision <> 'day' AND entry_id IS NULL"
    )
    for district, day, precision in at.execute(began).all():
        for table, of_district in OF_DISTRICT.items():
            which = f"valid_from = :day AND {of_district}"
            _set(at, table, "start_precision", which, precision, {"day": day, "district": district})
    for district, _, said in forms:
        for term in said.get("terms") or ():
            who = {"district": district, "name": term.get("name"), "ref": term.get("person")}
            for table, of_district in OF_DISTRICT.items():
                which = f"{of_district} AND person_id IN {NAMED}"
                _known(at, table, which, who, term.get("start"), term.get("end"))


def _known(
    at: sa.Connection,
    table: str,
    which: str,
    values: Mapping[str, Any],
    start: Mapping[str, int] | None,
    end: Mapping[str, int] | None,
) -> None:
    """Rows that began, or were over, in the month or year that was told are known so."""
    for column, of, told in (("start", "valid_from", start), ("end", "valid_to", end)):
        if told is None or told.get("day") is not None:
            continue
        precision = "year" if told.get("month") is None else "month"
        year, month = int(told["year"]), int(told.get("month") or 1)
        months = 12 if precision == "year" else 1
        first = date(year, month, 1)
        after = date(year + (month + months - 1) // 12, (month + months - 1) % 12 + 1, 1)
        low, high = (first, after - DAY) if column == "start" else (first + DAY, after)
        within = f"{of} BETWEEN :low AND :high AND {which}"
        days = {"low": low.isoformat(), "high": high.isoformat()}
        _set(at, table, f"{column}_precision", within, precision, {**values, **days})


def _set(
    at: sa.Connection,
    table: str,
    column: str,
    which: str,
    precision: str,
    values: Mapping[str, Any],
) -> None:
    """Of rows that were written with a form of the district.

    What another file told of them, such as a directory, named its days.
    """
    query = (
        f"UPDATE {table} SET {column} = :precision WHERE entry_id IS NULL"  # noqa: S608 — names of our own
        f" AND recorded_at IN (SELECT recorded_at FROM past_event WHERE district_code = :district)"
        f" AND {which}"
    )
    at.execute(sa.text(query), {**values, "precision": precision})


def fact(
    name: str,
    *columns: sa.Column[Any],
    checks: Mapping[str, str] | None = None,
    indexed: tuple[str, ...] = (),
) -> None:
    """A table whose rows hold from a day to a day, and as of an entry of the journal."""
    table(
        name,
        *columns,
        *number("id"),
        *day("valid_from"),
        *day("valid_to", null=True),
        *instant("recorded_at"),
        *instant("superseded_at", null=True),
        *number("entry_id", "cut_by", "superseded_by", null=True),
        checks=checks,
        indexed=("entry_id", *indexed),
    )
    for one in ("cut_by", "superseded_by"):
        index(f"ix_{name}_{one}", name, one, where=f"{one} IS NOT NULL")


def table(
    name: str,
    *columns: sa.Column[Any],
    checks: Mapping[str, str] | None = None,
    alone: tuple[tuple[str, ...], ...] = (),
    indexed: tuple[str, ...] = (),
    key: str = "id",
) -> None:
    """A table with what its columns refer to, its rules by name, and what stands once in it."""
    refers = [(one.name, REFERS[one.name]) for one in columns if one.name in REFERS]
    op.create_table(
        name,
        *columns,
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{n}"))
            for n, rule in (checks or {}).items()
        ),
        *(sa.ForeignKeyConstraint([n], [to], name=op.f(f"fk_{name}_{n}")) for n, to in refers),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{name}")),
        *(sa.UniqueConstraint(*a, name=op.f(f"uq_{name}_{'_'.join(a)}")) for a in alone),
    )
    for one in indexed:
        index(f"ix_{name}_{one}", name, one)


def text(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=null) for name in names]


def number(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=null) for name in names]


def day(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date(), nullable=null) for name in names]


def instant(*names: str, null: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, Instant(), nullable=null) for name in names]


def one_of(column: str, *words: str) -> dict[str, str]:
    listed = ", ".join(f"'{word}'" for word in words)
    return {column: f"{column} IN ({listed})"}


def unique(name: str, of: str, *columns: str, where: str = LIVE) -> None:
    index(name, of, *columns, where=where, unique=True)


def index(
    name: str, of: str, *columns: str, where: str | None = None, unique: bool = False
) -> None:
    rows = None if where is None else sa.text(where)
    op.create_index(
        op.f(name), of, [*columns], unique=unique, sqlite_where=rows, postgresql_where=rows
    )


def downgrade() -> None:
    msg = "a registry goes forward only; restore the backup that the upgrade made"
    raise NotImplementedError(msg)
