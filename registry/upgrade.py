"""Upgrade: a registry of an earlier release brought to this one, or left as it was.

A backup first; then the migrations, every guard made anew and tried, and all of it verified,
in one transaction: whatever fails, or is killed, leaves the registry of the earlier release.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import CheckConstraint, Connection, Text, text
from sqlalchemy.exc import DBAPIError

from config.clock import BANGKOK
from config.words import Sentence, Value, both
from registry.backup import backup
from registry.database_errors import reason_of_database
from registry.engine import close_to_others
from registry.fact_comparison import odd_before, take_stock
from registry.models import Base
from registry.models.guards import NO_OVERLAP, Guard, NoOverlap, guards
from registry.records.redaction_list import apply_in, list_file, read_list
from registry.refusals import Refusal, RegistryOlder
from registry.schema import current, head, migrate
from registry.scrub import scrub
from registry.store import Registry
from registry.verification_problems import Problem

Verify = Callable[[Connection], Iterable[Problem]]
Tell = Callable[[Sentence], None]


class NothingToUpgrade(Refusal):
    """The registry is of this release."""


class UpgradeFailed(Refusal):
    """Something failed, and the registry is as it was: the sentence says what, and the way back."""


class GuardLetThroughError(Exception):
    """The database did what it must refuse."""


@dataclass(frozen=True)
class GuardTrial:
    """Guards that refused what they were tried with, and those over tables without a row."""

    refused: tuple[str, ...]
    untried: tuple[str, ...]


@dataclass(frozen=True)
class UpgradeReport:
    """From which release to which, where the earlier one is kept, and what was tried.

    `problems` were found and let through (`despite_problems`).
    """

    before: str
    after: str
    backup: Path
    tried: GuardTrial
    problems: tuple[Problem, ...]
    redacted_again: int


def is_older(registry: Registry) -> bool:
    """Whether it has to be upgraded. Raises RegistryMissing, RegistryNewer, RegistryUnreleased."""
    with suppress(RegistryOlder):
        registry.check()
        return False
    return True


def upgrade(
    registry: Registry,
    *,
    home: Path,
    verify: Verify,
    tell: Tell,
    file: Path | None = None,
    despite_problems: bool = False,
) -> UpgradeReport:
    """Bring the registry to this release, with a backup in `file` (or in a name of its own).

    `verify` is asked inside the transaction. Raises RegistryMissing, RegistryNewer,
    RegistryUnreleased, NothingToUpgrade, the refusals of `backup`, UpgradeFailed. Then nothing has
    changed.
    A file of SQLite is its owner's alone to read afterwards, as one that is made is.
    """
    before = _revision_before(registry)
    kept = file or backup_file(registry, home, before)
    tell(both("upgrade.backing_up", file=str(kept)))
    backup(registry, kept)
    try:
        with registry.making() as connection:
            tell(both("upgrade.migrating", before=before, after=head()))
            bring_forward(connection, registry)
            tried = _try_all(connection, tell)
            again = _redact_again(registry, connection, home)
            problems = _verified(connection, verify, tell, despite_problems=despite_problems)
    except Exception as error:
        raise UpgradeFailed(reason=_reason(error), file=str(kept)) from error
    if again:
        scrub(registry)
    if registry.is_sqlite:
        close_to_others(Path(registry.url.database or ""))
    return UpgradeReport(before, head(), kept, tried, problems, again)


def bring_forward(connection: Connection, registry: Registry) -> None:
    """Migrate, then tell the chains of every fact as it stands: migrations write rows anew.

    What was not as its chain says before stays so, and is `verify`'s to find.
    """
    odd = odd_before(connection)
    migrate(connection)
    write = registry.write_on(connection)
    take_stock(write, odd)
    write.write_heads()


def _revision_before(registry: Registry) -> str:
    url = registry.url.render_as_string(hide_password=True)
    if not is_older(registry):
        raise NothingToUpgrade(url=url, release=head())
    with registry.reading() as connection:
        return str(current(connection))


def backup_file(registry: Registry, home: Path, revision: str) -> Path:
    """A name for the backup before an upgrade, beside the registry or under `home`."""
    at = registry.clock.now().astimezone(BANGKOK)
    name = f"{Path(registry.url.database or '').name}.{revision}.{at:%Y%m%d-%H%M%S}.backup"
    folder = Path(registry.url.database or "").parent if registry.is_sqlite else home
    if not registry.is_sqlite:
        folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def _try_all(connection: Connection, tell: Tell) -> GuardTrial:
    tell(both("upgrade.trying", count=len([*guards()]) + len(NO_OVERLAP)))
    return try_guards(connection)


def _verified(
    connection: Connection, verify: Verify, tell: Tell, *, despite_problems: bool
) -> tuple[Problem, ...]:
    tell(both("upgrade.verifying"))
    problems = tuple(verify(connection))
    if problems and not despite_problems:
        raise _UncleanError(problems)
    return problems


class _UncleanError(Exception):
    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].what.en)
        self.sentence = both("upgrade.problems", count=len(problems), first=problems[0].what)


def _reason(error: Exception) -> Value:
    match error:
        case Refusal() | _UncleanError():
            return error.sentence
        case GuardLetThroughError():
            return both("upgrade.guard_let_through", guard=str(error))
        case DBAPIError():
            return reason_of_database(error)
        case _:
            return f"{type(error).__name__}: {error}"


def _redact_again(registry: Registry, connection: Connection, home: Path) -> int:
    """What the list outside names and an older backup had brought back, in the transaction."""
    file = list_file(registry, home)
    if not file.exists():
        return 0
    write = registry.write_on(connection)
    taken = apply_in(write, read_list(file))
    write.write_heads()
    return taken


def try_guards(connection: Connection) -> GuardTrial:
    """Try what each guard forbids, and see it refused. Changes nothing.

    Raises GuardLetThroughError. Where a table is empty there is nothing to try it with:
    that its guard stands as it was made is `verify`'s to say.
    """
    refused: list[str] = []
    untried: list[str] = []
    for name, table, statement in _forbidden():
        told = _tried(connection, name, table, statement)
        (refused if told else untried).append(name)
    return GuardTrial(tuple(refused), tuple(untried))


def _forbidden() -> Iterator[tuple[str, str, str]]:
    """Each guard with a statement that it must refuse."""
    for guard in guards():
        yield guard.name, guard.table, _forbidden_by(guard)
    for rule in NO_OVERLAP:
        yield f"{rule.name}_no_overlap", rule.table, _second_at_one_time(rule)


def _forbidden_by(guard: Guard) -> str:
    if guard.event == "DELETE":
        return f"DELETE FROM {guard.table}"  # noqa: S608 — names of our own
    return f"UPDATE {guard.table} SET {_edit(guard)}"  # noqa: S608 — names of our own


def _edit(guard: Guard) -> str:
    """An edit that nothing but the guard minds: of a text that no other rule is about."""
    table = Base.metadata.tables[guard.table]
    first = next(iter(table.columns)).name
    if guard.when == "1 = 1":
        return f"{first} = {first}"
    if guard.table == "blob":
        return f"{first} = {first} WHERE redaction_id IS NULL"
    rules = " ".join(str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint))
    for column in table.columns:
        free = not (column.nullable or column.primary_key or column.foreign_keys)
        if free and isinstance(column.type, Text) and column.name not in rules:
            return f"{column.name} = {column.name} || '!'"
    return "recorded_at = '1900-01-01 00:00:00+00:00'"


def _second_at_one_time(rule: NoOverlap) -> str:
    own = [c.name for c in Base.metadata.tables[rule.table].columns if c.name != "id"]
    columns = ", ".join(own)
    return (
        f"INSERT INTO {rule.table} ({columns}) SELECT {columns} FROM {rule.table}"  # noqa: S608 — names of our own
        f" WHERE superseded_at IS NULL AND {rule.where}"
        " AND (valid_to IS NULL OR valid_to > valid_from) LIMIT 1"
    )


def _tried(connection: Connection, name: str, table: str, statement: str) -> bool:
    """Whether the guard itself refused the statement; False where there was no row for it."""
    savepoint = connection.begin_nested()
    try:
        touched = connection.execute(text(statement)).rowcount
    except DBAPIError as error:
        return name in str(error.orig)
    finally:
        savepoint.rollback()
    if touched:
        raise GuardLetThroughError(f"{name} ({table})")
    return False
