"""The roads to an installed Prasan, each in a fresh copy of the tree and an empty environment.

What the index holds by then is not ours to say: each package has a release newer than the lock's.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from subprocess import PIPE, Popen

import httpx2
import pytest
from packaging.utils import canonicalize_name

from tests.lock_files import BUILDS, POSTGRESQL, RUNS, locked
from tests.mail_receiver import free_port
from tests.package_index import PackageIndex, package_index
from tests.wheels import ROOT, build_wheel, copy_sources

pytestmark = [pytest.mark.slow, pytest.mark.installation]
OLDEST = (3, 11)
OLD_PIP = "23.2.1"  # what Python 3.11 brings
OLD_PIP_DIGEST = "7ccf472345f20d35bdc9d1841ff5f313260c2c33fe417f48c30ac46cccabf5be"
PATIENCE = 600  # seconds
ASKED = "import sys, venv, ensurepip; print(*sys.version_info[:3], sys.executable)"
MISFIT = "Metadata-Version: 2.1\nName: misfit\nVersion: 1\nRequires-Dist: httpx>=9999\n"


@dataclass(frozen=True, order=True)
class Python:
    """An interpreter of this machine that Prasan can be installed with."""

    version: tuple[int, ...]
    program: Path


@cache
def pythons() -> tuple[Python, ...]:
    """Returns those on the path, from the oldest to the newest."""
    folders = [Path(one) for one in os.environ["PATH"].split(os.pathsep)]
    named = {
        file for folder in folders for file in folder.glob("python3*")
        if re.fullmatch(r"python3(\.\d+)?", file.name) and ROOT not in file.parents
    }  # fmt: skip
    found = set()
    for file in named:
        done = subprocess.run(
            [file, "-c", ASKED], capture_output=True, text=True, check=False, cwd="/"
        )
        *version, program = done.stdout.split() or ["0", ""]
        if done.returncode == 0 and (numbers := tuple(map(int, version))) >= OLDEST:
            found.add(Python(numbers, Path(program)))
    assert found, "no Python on the path can make an environment"
    return tuple(sorted(found))


@dataclass(frozen=True)
class Place:
    """A folder in which Prasan is installed, and the environment that its commands see."""

    folder: Path
    python: Python
    index: PackageIndex

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    @property
    def home(self) -> Path:
        return self.folder.parent / "home"

    @property
    def variables(self) -> dict[str, str]:
        """Nothing but a path, a home, and how to reach an index at all."""
        reach = {
            name: value for name, value in os.environ.items()
            if name.endswith(("_PROXY", "_proxy")) or name in {"PIP_CERT", "SSL_CERT_FILE"}
        }  # fmt: skip
        return reach | {
            "PATH": f"{self.home / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.home),
            "PIP_INDEX_URL": f"{self.index.address}/simple",
            "PIP_CACHE_DIR": cache_of_pip(),
        }

    def prepare(self) -> "Place":
        """Makes the folders; `python3` is the one that was chosen."""
        (self.home / "bin").mkdir(parents=True)
        self.folder.mkdir()
        for name in ("python3", "python"):
            file = self.home / "bin" / name
            file.write_text(f'#!/bin/sh\nexec "{self.python.program}" "$@"\n')
            file.chmod(0o755)
        return self

    def run(self, command: str, *, code: int = 0) -> str:
        """Returns what a line of shell prints, both ways."""
        done = subprocess.run(
            ["/bin/sh", "-ec", command], cwd=self.folder, env=self.variables, text=True,
            stdout=PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout
        return done.stdout

    def copy_checkout(self) -> None:
        """Copies the files of the tree that git knows, as they are."""
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=PIPE, check=True)
        for name in filter(None, listed.stdout.decode().split("\0")):
            if not name.startswith(("tests/", "docs/gallery/")):
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.folder / name)

    def bring_old_pip(self) -> None:
        """Makes an environment of this Python with the pip of Python 3.11's first years."""
        wanted = self.home / "old-pip.txt"
        wanted.write_text(f"pip=={OLD_PIP} --hash=sha256:{OLD_PIP_DIGEST}\n")
        self.run(f"python3 -m venv .venv && .venv/bin/python -m pip install -q -r {wanted}")
        assert f"pip {OLD_PIP} " in self.run(".venv/bin/python -m pip --version")

    def assert_as_locked(self, *locks: str) -> None:
        """Holds that each package of the locks is there in its version, and none beside them."""
        python = f"{self.environment}/bin/python"
        self.run(f"{python} -m pip check")
        assert ".".join(map(str, self.python.version)) in self.run(f"{python} --version")
        listed = json.loads(self.run(f"{python} -m pip list --format json 2>/dev/null"))
        installed = {canonicalize_name(one["name"]): one["version"] for one in listed}
        assert {"pip", "prasan"} <= installed.keys()
        here = {
            "python_full_version": ".".join(map(str, self.python.version)),
            "python_version": ".".join(map(str, self.python.version[:2])),
        }
        assert {name: installed[name] for name in installed.keys() - {"pip", "prasan"}} == {
            one.name: str(one.specifier).removeprefix("==")
            for lock in locks for one in locked(lock)
            if one.marker is None or one.marker.evaluate(here)
        }  # fmt: skip
        assert {"prefect", "httpx"} <= self.index.asked
        assert self.index.fetched == set()


@cache
def cache_of_pip() -> str:
    """Returns where pip keeps what it fetched: a package comes over the net once."""
    words = [sys.executable, "-m", "pip", "cache", "dir"]
    return subprocess.run(words, stdout=PIPE, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def tomorrow() -> Iterator[PackageIndex]:
    with package_index() as index:
        yield index


@pytest.mark.parametrize(
    ("age", "pip"), [("oldest", "its own"), ("newest", "its own"), ("newest", OLD_PIP)]
)
def test_the_first_command_of_the_readme_installs_makes_a_demo_and_opens_the_desk(
    age: str, pip: str, tomorrow: PackageIndex, tmp_path: Path
) -> None:
    python = pythons()[0 if age == "oldest" else -1]
    place = Place(tmp_path / "prasan", python, tomorrow).prepare()
    place.copy_checkout()
    if pip == OLD_PIP:
        place.bring_old_pip()
    port = free_port()
    ports = {"PRASAN_DESK_PORT": str(port), "PRASAN_PREFECT_PORT": str(free_port())}
    log = tmp_path / "log"
    with log.open("w") as told, Popen(
        ["make", "run"], cwd=place.folder, env=place.variables | ports, text=True, stdout=PIPE,
        stderr=told, start_new_session=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        try:
            lines = iter(running.stdout.readline, "")
            printed = next((one for one in lines if f"http://127.0.0.1:{port}" in one), None)
            assert printed, log.read_text()
            address = f"http://127.0.0.1:{port}"
            with httpx2.Client(base_url=address, timeout=PATIENCE) as browser:
                assert browser.get("/readyz").json() == {"status": "ready"}
                page = browser.get("/")
                assert (page.status_code, "ประสาน" in page.text) == (200, True)
                assert browser.get("/districts/5707").status_code == 200
        finally:
            os.killpg(running.pid, signal.SIGINT)
            running.communicate(timeout=PATIENCE)
    demo = "PRASAN_REGISTRY=sqlite:///var/demo.db .venv/bin/prasan"
    place.run(f"{demo} verify")
    assert "แม่ฟ้าหลวง" in place.run(f"{demo} waiting")
    place.assert_as_locked(RUNS, BUILDS)


def test_an_environment_whose_packages_do_not_fit_is_told_and_made_anew_by_the_next_command(
    tomorrow: PackageIndex, tmp_path: Path
) -> None:
    place = Place(tmp_path / "prasan", pythons()[0], tomorrow).prepare()
    place.copy_checkout()
    place.bring_old_pip()
    place.run("make setup")
    (packages,) = place.environment.glob("lib/python*/site-packages")
    (packages / "misfit-1.dist-info").mkdir()
    (packages / "misfit-1.dist-info" / "METADATA").write_text(MISFIT)
    told = place.run("touch requirements.lock && make setup", code=2)
    assert "misfit 1 has requirement httpx>=9999" in told
    assert "The installed packages do not fit together" in told
    assert "แพ็กเกจที่ติดตั้งไว้ไม่เข้ากัน" in told
    place.run("make setup")
    place.assert_as_locked(RUNS, BUILDS)


def test_a_wheel_is_installed_as_the_guide_for_operators_says(
    tomorrow: PackageIndex, tmp_path: Path
) -> None:
    place = Place(tmp_path / "app", pythons()[-1], tomorrow).prepare()
    for lock in (RUNS, POSTGRESQL):
        shutil.copy(ROOT / lock, place.folder)
    shutil.copy(build_wheel(tmp_path / "source"), place.folder)
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    (written,) = re.findall(r"in place of `git clone` and `make setup`\n\n((?: {4}.+\n)+)", page)
    place.run(written.replace("/srv/prasan/app", str(place.folder)))
    place.assert_as_locked(RUNS)
    assert place.run(".venv/bin/prasan --version").startswith("prasan ")
    (added,) = re.findall(r"^ {4}(.+ requirements-postgresql\.lock)$", page, re.MULTILINE)
    place.run(added)
    place.assert_as_locked(RUNS, POSTGRESQL)


def test_what_postgresql_needs_is_added_to_a_checkout_by_its_target_and_stays(
    tomorrow: PackageIndex, tmp_path: Path
) -> None:
    place = Place(tmp_path / "prasan", pythons()[-1], tomorrow).prepare()
    place.copy_checkout()
    place.run("make setup")
    place.assert_as_locked(RUNS, BUILDS)
    place.run("make postgresql")
    place.assert_as_locked(RUNS, BUILDS, POSTGRESQL)
    place.run("touch .venv/incomplete requirements.lock && make setup")
    place.assert_as_locked(RUNS, BUILDS, POSTGRESQL)


def test_an_image_is_built_as_its_file_says(tomorrow: PackageIndex, tmp_path: Path) -> None:
    place = Place(tmp_path / "source", pythons()[-1], tomorrow).prepare()
    copy_sources(place.folder)
    for lock in (RUNS, BUILDS, POSTGRESQL):
        shutil.copy(ROOT / lock, place.folder)
    text = (ROOT / "docs" / "deploy" / "Containerfile").read_text(encoding="utf-8")
    built, _ = re.split(r"^FROM .+$", text, flags=re.MULTILINE)[1:]
    for command in re.findall(r"^RUN ((?:.*\\\n)*.*)$", built, re.MULTILINE):
        place.run(
            command.replace("/opt/prasan", str(place.environment)).replace(
                "/opt/build", str(tmp_path / "build")
            )
        )
    place.assert_as_locked(RUNS, POSTGRESQL)
    assert place.run(".venv/bin/prasan --version").startswith("prasan ")
