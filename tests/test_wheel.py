"""Prasan out of its wheel, in an environment of its own and away from the checkout."""

import json
import re
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import packages_distributions
from pathlib import Path
from subprocess import Popen
from venv import EnvBuilder
from zipfile import ZipFile

import httpx2
import pytest

from tests.flows.runtime.at_servers import READY, until
from tests.lock_files import DEVELOPS, POSTGRESQL, RUNS, locked
from tests.mail_receiver import free_port
from tests.programs import LIBREOFFICE
from tests.wheels import ROOT, SOURCES, build_wheel

pytestmark = pytest.mark.slow
PATIENCE = 300  # seconds
SERVES = "http://127.0.0.1"  # its first line, which names where the pages are
# In the environment: what only developers have cannot be imported.
WITHOUT = """
import sys
LEFT_OUT = {left_out!r}
class LeftOut:
    def find_spec(self, name, path=None, target=None):
        if name in LEFT_OUT:
            raise ModuleNotFoundError(f"{{name}} is for developers alone", name=name)
sys.meta_path.insert(0, LeftOut())
"""


@dataclass(frozen=True)
class Installed:
    """An environment with Prasan in it, and the folder that it is used in."""

    environment: Path
    folder: Path

    @property
    def program(self) -> str:
        return str(self.environment / "bin" / "prasan")

    def prasan(self, *words: str, **variables: str) -> str:
        """What a command prints."""
        done = subprocess.run(
            [self.program, *words], cwd=self.folder, env=self.variables | variables,
            capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @cached_property
    def variables(self) -> dict[str, str]:
        """A home of its own, and no word of the checkout."""
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.folder),
            "PRASAN_DESK_PORT": str(free_port()),
            "PRASAN_PREFECT_PORT": str(free_port()),
        }

    @contextmanager
    def up(self) -> Iterator[str]:
        """`prasan up`, for as long as the block lasts; the address of its pages."""
        log = self.folder / "up.log"
        with log.open("w") as said, Popen(
            [self.program, "up", "--lang", "en"], cwd=self.folder, env=self.variables, text=True,
            stdout=said, stderr=said,
        ) as running:  # fmt: skip
            try:
                until(lambda: running.poll() is not None or SERVES in log.read_text())
                found = re.search(r"http://[0-9.:]+", log.read_text())
                assert found, log.read_text()
                yield found[0]
            finally:
                running.send_signal(signal.SIGINT)
                running.wait(PATIENCE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel alone is installed; the packages that it needs are those of this environment."""
    folder = tmp_path_factory.mktemp("away")
    environment = folder / "environment"
    EnvBuilder(with_pip=False).create(environment)
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--no-index", str(wheel)], check=True)
    (packages,) = (environment / "lib").glob("python*/site-packages")
    (packages / "beside.pth").write_text(f"{sysconfig.get_path('purelib')}\nimport without\n")
    (packages / "without.py").write_text(WITHOUT.format(left_out=for_developers_alone()))
    return Installed(environment, folder)


def for_developers_alone() -> set[str]:
    """The modules of packages that only developers have, a build needs, or PostgreSQL."""
    runs, develops = ({one.name for one in locked(name)} for name in (RUNS, DEVELOPS))
    found = {
        module
        for module, packages in packages_distributions().items()
        if {one.lower().replace("_", "-") for one in packages} <= develops - runs
    }
    assert {"pytest", "hypothesis", "babel", "fontTools", "setuptools", "psycopg"} <= found
    return found


def test_the_wheel_holds_every_module_the_words_compiled_and_the_fonts(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        names = set(packed.namelist())
    files = [file for top in SOURCES for file in (ROOT / top).rglob("*.py")]
    modules = {str(file.relative_to(ROOT)) for file in files}
    fonts = {str(file.relative_to(ROOT)) for file in (ROOT / "templates" / "fonts").iterdir()}
    assert {one for one in names if one.endswith(".py")} == modules
    assert fonts <= names
    words = {one.removesuffix(".mo") for one in names if one.endswith(".mo")}
    assert words == {one.removesuffix(".po") for one in names if one.endswith(".po")}


def test_what_is_installed_makes_a_demo_serves_pages_and_prints_papers(
    installed: Installed,
) -> None:
    assert installed.prasan("--version").startswith("prasan ")
    installed.prasan("demo", "--if-missing")
    home = installed.folder / ".local" / "share" / "prasan"
    assert (home / "prasan.db").is_file()
    with installed.up() as address, httpx2.Client(base_url=address, timeout=PATIENCE) as browser:
        assert browser.get("/readyz").json() == {"status": "ready"}
        page = browser.get("/")
        assert page.status_code == 200
        assert "page." not in re.sub(r"<[^>]+>", "", page.text)  # words, no keys of words
        style = browser.get(re.findall(r'href="(/assets/[^"]+\.css)"', page.text)[0])
        font = re.findall(r"[\w.-]+\.woff2", style.text)[0]
        assert browser.get(f"/assets/{font}").content[:4] == b"wOF2"
    paper = installed.folder / "paper"
    installed.prasan("document", "get", "1", "-o", f"{paper}.docx")
    assert ZipFile(f"{paper}.docx").testzip() is None
    if LIBREOFFICE:
        installed.prasan("document", "get", "1", "-o", f"{paper}.pdf", "--pdf")
        assert Path(f"{paper}.pdf").read_bytes().startswith(b"%PDF")


def test_a_registry_on_postgresql_is_refused_by_the_name_of_what_is_not_installed(
    installed: Installed,
) -> None:
    url = "postgresql+psycopg://nobody@localhost/nowhere"
    for words in (["up"], ["upgrade"], ["waiting"], ["verify"], ["restore", "kept.backup"]):
        told = subprocess.run(
            [installed.program, *words], cwd=installed.folder, text=True, capture_output=True,
            env=installed.variables | {"PRASAN_REGISTRY": url}, check=False, timeout=PATIENCE,
        )  # fmt: skip
        thai, english = told.stderr.splitlines()
        assert told.returncode == 2
        for line in (thai, english):
            assert "make postgresql" in line
            assert f"--requirement {POSTGRESQL}" in line


@pytest.mark.prefect
def test_what_is_installed_makes_its_flows_known_to_a_server_of_prefect(
    installed: Installed,
) -> None:
    installed.prasan("demo", "--if-missing")
    api = f"http://127.0.0.1:{installed.variables['PRASAN_PREFECT_PORT']}/api"
    with installed.up():
        until(lambda: READY in (installed.folder / "up.log").read_text())
        (word,) = installed.folder.glob("**/prefect/*/auth-string")
        server = {"PREFECT_API_URL": api, "PREFECT_API_AUTH_STRING": word.read_text("utf-8")}
        told = installed.prasan("deployments", "register", "--json", **server)
        found = json.loads(told)["deployments"]
        assert len(found) == len(set(found)) > 5
        assert installed.prasan("deployments", "register", "--json", **server) == told
