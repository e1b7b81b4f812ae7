"""Invariants that the database itself holds, on SQLite and PostgreSQL alike.

Append-only tables, facts that are superseded and never edited, frozen documents, and no two
facts of the same thing at the same time. They are made anew after every migration, for
a batch migration on SQLite drops triggers silently.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, text

from registry.models.base import Base, Fact

MOVED = ("due_on", "until_on")
KEPT = (
    "payload", "blob", "document", "instance", "gate", "directive", "redaction_request",
    "person_merge", "provider_identity", "renaming",
)  # fmt: skip
APPEND_ONLY = (
    "entry", "supersession", "audit", "attempt", "redaction", "seal", "publication", "cell",
)  # fmt: skip


TWO_PEOPLE = (
    ("redaction_request", "redaction"), ("person_merge", "merge"), ("renaming", "renaming"),
)  # fmt: skip


class NoOverlap(NamedTuple):
    """No two live rows of `table` with equal `keys` (whole numbers) at the same time."""

    name: str
    table: str
    keys: tuple[str, ...]
    where: str = "1 = 1"


NO_OVERLAP = (
    NoOverlap("holding_own", "holding", ("office_id",), "capacity = 'own'"),
    NoOverlap("holding_acting", "holding", ("office_id",), "capacity <> 'own'"),
    NoOverlap("office_name", "office_name", ("office_id",)),
    NoOverlap("assignment_term", "assignment_term", ("assignment_id",)),
    NoOverlap("seat_version", "seat_version", ("seat_id",)),
    NoOverlap("member", "member", ("seat_id",)),
    NoOverlap("team_agency", "team_agency", ("district_code", "agency_id")),
    NoOverlap("district_order", "district_order", ("district_code",), "kind <> 'amend'"),
    NoOverlap("legal_basis_text", "legal_basis_text", ("basis_id",)),
    NoOverlap("setting_value", "setting_value", ("setting_id",)),
    NoOverlap("village_name", "village_name", ("village_id",)),
    NoOverlap("village_moo", "village_name", ("subdistrict_code", "moo"), "moo IS NOT NULL"),
    NoOverlap("community_plan", "community_plan", ("problem_id",)),
)


class Guard(NamedTuple):
    """A trigger: before `event` on `table`, abort with `says` where `when` holds."""

    name: str
    table: str
    event: str
    says: str
    when: str


def fact_classes() -> tuple[type[Fact], ...]:
    """The classes of facts with a time."""
    return tuple(Fact.__subclasses__())


def fact_tables() -> tuple[str, ...]:
    """The tables of facts with a time."""
    return tuple(sorted(fact.__tablename__ for fact in fact_classes()))


def _columns(table: str, *, but: set[str]) -> list[str]:
    return [column.name for column in Base.metadata.tables[table].columns if column.name not in but]


def _changed(table: str, *, but: set[str]) -> str:
    return " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in _columns(table, but=but))


def _not_redacted(kind: str) -> str:
    """No tombstone names this row's text (registry.rules.redaction.Part.key)."""
    named = f"""'%"{kind}/' || NEW.id || '"%'"""
    return f"NOT EXISTS (SELECT 1 FROM redaction WHERE targets LIKE {named})"  # noqa: S608 — names of our own


def guards() -> Iterator[Guard]:
    """Every trigger that must stand."""
    for event in ("UPDATE", "DELETE"):
        for table in APPEND_ONLY:
            name = f"{table}_append_only_{event.lower()}"
            yield Guard(name, table, event, "append-only", "1 = 1")
        name = f"directive_district_settled_{event.lower()}"
        yield Guard(name, "directive_district", event, "settled once", "1 = 1")
    for table in (*KEPT, *fact_tables()):
        yield Guard(f"{table}_kept", table, "DELETE", "never deleted", "1 = 1")
    for table, act in TWO_PEOPLE:
        edited = _changed(table, but={"status", "second_person", "ended_at"})
        yield Guard(
            f"{table}_ended_once",
            table,
            "UPDATE",
            f"a {act} is confirmed or refused once",
            f"OLD.status <> 'open' OR {edited}",
        )
    edited = _changed("provider_identity", but={"ended_by", "ended_at"})
    yield Guard(
        "provider_identity_ended_once",
        "provider_identity",
        "UPDATE",
        "a match is ended once",
        f"OLD.ended_at IS NOT NULL OR {edited}",
    )
    for table in fact_tables():
        edited = _changed(table, but={"superseded_at", "superseded_by"})
        yield Guard(
            f"{table}_superseded_only",
            table,
            "UPDATE",
            "a fact is superseded, never edited",
            f"OLD.superseded_at IS NOT NULL OR {edited}",
        )
    yield Guard(
        "payload_redacted_only",
        "payload",
        "UPDATE",
        "only a redaction changes a payload",
        "NEW.redaction_id IS NULL OR OLD.redaction_id IS NOT DISTINCT FROM NEW.redaction_id"
        " OR NEW.salt IS NOT NULL OR OLD.id <> NEW.id"
        " OR NEW.left_salt IS NOT DISTINCT FROM OLD.left_salt",
    )
    yield Guard(
        "blob_redacted_only",
        "blob",
        "UPDATE",
        "only a redaction takes bytes away",
        "NEW.redaction_id IS NULL OR NEW.content IS NOT NULL OR OLD.sha256 <> NEW.sha256"
        " OR OLD.size <> NEW.size",
    )
    yield Guard(
        "document_frozen",
        "document",
        "UPDATE",
        "a signed paper never changes",
        f"(OLD.frozen_at IS NOT NULL AND ({_changed('document', but={'file_name'})}))"
        f" OR {_changed('document', but={'status', 'frozen_at', 'file_name'})}"
        f" OR (OLD.file_name IS DISTINCT FROM NEW.file_name AND {_not_redacted('file_name')})",
    )
    yield Guard(
        "directive_scan_once",
        "directive",
        "UPDATE",
        "of a letter only a missing scan is added",
        "OLD.document_id IS NOT NULL OR " + _changed("directive", but={"document_id"}),
    )
    yield Guard(
        "gate_opened_once",
        "gate",
        "UPDATE",
        "an ended gate stays ended",
        f"(OLD.status <> 'open' AND ({_changed('gate', but={'note'})}))"
        f" OR {_changed('gate', but={'status', 'closed_at', 'closed_by', *MOVED, 'note'})}"
        " OR (OLD.status <> 'open' AND OLD.note IS DISTINCT FROM NEW.note"
        f" AND {_not_redacted('note')})",
    )


def missing(connection: Connection) -> tuple[str, ...]:
    """The names of guards that do not stand as `install` made them, in order."""
    standing = _standing(connection)
    return tuple(name for name, made in _expected(connection).items() if standing.get(name) != made)


def _expected(connection: Connection) -> dict[str, str]:
    if connection.dialect.name == "sqlite":
        made = (one for one in _sqlite() if one.startswith("CREATE TRIGGER "))
        return {one.split()[2]: one for one in made}
    made = (one for one in _postgresql() if one.startswith("CREATE OR REPLACE FUNCTION "))
    bodies = {one.split("guard_", 1)[1].split("(", 1)[0]: one.split("$$")[1] for one in made}
    return bodies | {f"{rule.name}_no_overlap": "" for rule in NO_OVERLAP}


def _standing(connection: Connection) -> dict[str, str]:
    if connection.dialect.name == "sqlite":
        triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        return {row.name: row.sql for row in connection.execute(text(triggers))}
    # A trigger's body is its function's; a disabled one does not stand.
    triggers = (
        "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
        " AND t.tgrelid IN (SELECT oid FROM pg_class"
        " WHERE relnamespace = CAST(current_schema() AS regnamespace))"
    )
    rules = (
        "SELECT conname, '' FROM pg_constraint WHERE contype = 'x'"
        " AND connamespace = CAST(current_schema() AS regnamespace)"
    )
    both = [*connection.execute(text(triggers)).all(), *connection.execute(text(rules)).all()]
    return dict(both)


def install(connection: Connection) -> None:
    """Make every guard anew. Takes the place of what stood under the same name."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.execute(text(statement.replace(":", r"\:")))


def _sqlite() -> Iterator[str]:
    for guard in guards():
        yield f"DROP TRIGGER IF EXISTS {guard.name}"
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
            f" WHEN {guard.when} BEGIN SELECT RAISE(ABORT, '{guard.name}: {guard.says}'); END"
        )
    for rule in NO_OVERLAP:
        yield from _sqlite_no_overlap(rule)


def _sqlite_no_overlap(rule: NoOverlap) -> Iterator[str]:
    same = " AND ".join(f"{key} = NEW.{key}" for key in rule.keys)
    new_where = rule.where if rule.where == "1 = 1" else f"NEW.{rule.where}"
    name = f"{rule.name}_no_overlap"
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {rule.table}"  # noqa: S608 — names of our own
        f" WHEN NEW.superseded_at IS NULL AND {new_where} AND EXISTS ("
        f"SELECT 1 FROM {rule.table} WHERE superseded_at IS NULL AND {rule.where} AND {same}"
        f" AND valid_from < COALESCE(NEW.valid_to, '9999-12-31')"
        f" AND NEW.valid_from < COALESCE(valid_to, '9999-12-31'))"
        f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _postgresql() -> Iterator[str]:
    for guard in guards():
        says = f"{guard.name}: {guard.says}"
        given = "OLD" if guard.event == "DELETE" else "NEW"
        yield f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}"
        yield (
            f"CREATE OR REPLACE FUNCTION guard_{guard.name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN IF {guard.when} THEN RAISE EXCEPTION '{says}'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {given}; END $$"
        )
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
            f" FOR EACH ROW EXECUTE FUNCTION guard_{guard.name}()"
        )
    for rule in NO_OVERLAP:
        same = ", ".join(f"int4range({key}::int, {key}::int, '[]') WITH =" for key in rule.keys)
        name = f"{rule.name}_no_overlap"
        yield f"ALTER TABLE {rule.table} DROP CONSTRAINT IF EXISTS {name}"
        yield (
            f"ALTER TABLE {rule.table} ADD CONSTRAINT {name} EXCLUDE USING gist"
            f" ({same}, daterange(valid_from, valid_to) WITH &&)"
            f" WHERE (superseded_at IS NULL AND {rule.where})"
        )
