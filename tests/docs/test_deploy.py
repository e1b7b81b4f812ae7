"""The files under docs/deploy say nothing that the program does not know."""

import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from fnmatch import fnmatch
from pathlib import Path

import pytest
import typer
import yaml

from config.clock import SystemClock
from config.settings import Settings
from desk.cli.main import command_line
from desk.web.frame.security import MEGABYTE, body_limit
from flows.runtime.embedded_server import EmbeddedServer
from tests.builders import a_desk
from tests.lock_files import BUILDS, POSTGRESQL, RUNS
from tests.wheels import FILES, SOURCES

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
PAGE = DEPLOY.parent / "operating.md"
ROOT = DEPLOY.parents[1]
CONTAINERFILE = DEPLOY / "Containerfile"
DEFAULTS = Settings(_env_file=None)
INSTALLED = "/srv/prasan/app"
PROGRAMS = f"{INSTALLED}/.venv/bin/"
PROGRAM = f"{PROGRAMS}prasan"
ALERT = "prasan-alert@.service"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
# Files of PostgreSQL and nginx of which the page tells, and a part of an address.
NOT_OURS = {"prefect.yaml", "hba.conf", "prasan.conf", "desks.conf", "prasan.example"}
CALLED = re.compile(
    rf'(?:^ExecStart={re.escape(PROGRAM)}|^"\$prasan") (?P<words>[a-z-]+)', re.MULTILINE
)
SETTING = re.compile(r"\bPRASAN_([A-Z_]+)")
COPIED = re.compile(r"\b([a-z-]+@?\.(?:service|timer|conf|sh|example|yaml)|Containerfile)\b")


def commands() -> set[str]:
    group = typer.main.get_command(command_line())
    return set(group.list_commands(None))  # type: ignore[attr-defined]  # Typer's group keeps it untyped


def all_texts() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in DEPLOY.iterdir())


def test_every_command_that_is_started_exists() -> None:
    called = {found["words"] for found in CALLED.finditer(all_texts())}
    assert called == {"up", "watch", "backup", "redact", "verify", "mail"}
    assert called <= commands()


def test_every_unit_starts_the_program_or_a_file_of_this_folder() -> None:
    for unit in DEPLOY.glob("*.service"):
        (started,) = re.findall(r"^ExecStart=(.+)$", unit.read_text(), re.MULTILINE)
        words = started.split()
        if not words[0].startswith(PROGRAMS):
            assert words[0] == "/bin/sh"
            assert (DEPLOY / Path(words[1]).relative_to(f"{INSTALLED}/docs/deploy")).is_file()


def test_a_unit_that_fails_starts_the_alert_and_the_alert_nothing() -> None:
    for unit in DEPLOY.glob("*.service"):
        told = re.findall(r"^OnFailure=(.+)$", unit.read_text(), re.MULTILINE)
        assert told == ([] if unit.name == ALERT else [ALERT.replace("@", "@%n")])


def test_a_prefect_server_of_the_office_is_set_as_our_own_one_and_writes_where_it_may() -> None:
    ours = EmbeddedServer(Path("home"), 4210).environment()
    own = {"PREFECT_SERVER_API_AUTH_STRING", "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS"}
    unit = (DEPLOY / "prasan-prefect.service").read_text()
    told = dict(re.findall(r"(PREFECT_[A-Z_]+)=(\S+)", unit))
    assert told.keys() >= {one for one in ours if one.startswith("PREFECT_SERVER_")} - own
    (writable,) = re.findall(r"^ReadWritePaths=(.+)$", unit, re.MULTILINE)
    for place in ("PREFECT_HOME", "PREFECT_SERVER_UI_STATIC_DIRECTORY"):
        assert Path(told[place]).is_relative_to(writable)


def test_every_setting_that_is_named_is_one() -> None:
    named = {found.lower() for found in SETTING.findall(all_texts())}
    assert named <= set(Settings.model_fields)
    assert "desk_secure" in named


def test_the_example_of_settings_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(DEPLOY / "env.example", tmp_path / ".env")
    monkeypatch.chdir(tmp_path)
    settings = Settings()
    assert settings.desk_secure
    assert settings.registry_url == "sqlite:////srv/prasan/data/prasan.db"


def test_the_proxy_takes_what_the_desk_takes_and_looks_for_it_where_it_is() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text()
    (most,) = re.findall(r"client_max_body_size (\d+)m;", nginx)
    defaults = Settings(_env_file=None)
    assert int(most) * MEGABYTE == body_limit(defaults)
    passed = f"proxy_pass http://{defaults.desk_host}:{defaults.desk_port};"
    assert passed in (DEPLOY / "prasan-proxy.conf").read_text()


def test_every_file_of_the_folder_is_told_of_and_no_other() -> None:
    told = set(COPIED.findall(PAGE.read_text(encoding="utf-8"))) - NOT_OURS
    assert {file.name for file in DEPLOY.iterdir()} == told


def test_every_command_of_the_page_exists() -> None:
    inside = re.findall(
        r"(?:`|^    )prasan ([a-z][a-z-]+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(inside) <= commands()


def test_backups_are_a_shell_script_without_a_mistake_of_grammar() -> None:
    for script in DEPLOY.glob("*.sh"):
        subprocess.run(["/bin/sh", "-n", script], check=True)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")
def test_a_nights_backup_removes_what_is_past_its_days_here_and_on_a_disk_that_it_copies_to(
    tmp_path: Path, sqlite_url: str
) -> None:
    a_desk(sqlite_url)
    here, disk = tmp_path / "here", tmp_path / "disk"
    long_ago = SystemClock().now().timestamp() - timedelta(days=40).total_seconds()
    for folder in (here, disk):
        folder.mkdir()
        for name in ("prasan-2020-01-01-013000.backup", "of-somebody-else.backup"):
            (folder / name).touch()
            os.utime(folder / name, (long_ago, long_ago))
    given = {
        "BACKUP_PROGRAM": str(Path(sys.executable).parent / "prasan"),
        "BACKUP_FOLDER": str(here),
        "BACKUP_COPY_TO": str(disk),
        "PRASAN_REGISTRY": sqlite_url,
        "PRASAN_HOME": str(tmp_path / "home"),
    }
    script = ["/bin/sh", str(DEPLOY / "backup.sh")]
    subprocess.run(script, env=os.environ | given, cwd=tmp_path, check=True, capture_output=True)
    for folder in (here, disk):
        kept = sorted(file.name for file in folder.iterdir())
        assert [name.rpartition(".")[2] for name in kept] == [
            "backup", "backup", "head", "redactions"
        ]  # fmt: skip
        assert kept[0] == "of-somebody-else.backup"
        assert not kept[1].startswith("prasan-2020")
        assert (folder / kept[2]).read_text(encoding="utf-8").strip()


def test_parts_of_backups_are_not_copied_elsewhere() -> None:
    (copied,) = re.findall(r"^ *rsync .*$", (DEPLOY / "backup.sh").read_text(), re.MULTILINE)
    (left_out,) = re.findall(r"--exclude='([^']+)'", copied)
    assert fnmatch(".prasan-2026.backup.0123abcd.part-journal", left_out)
    assert not fnmatch("prasan-2026.backup", left_out)


def test_the_image_is_made_of_what_the_tree_holds_and_the_wheel_needs() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE.read_text(), re.MULTILINE)
    named = {one for line in copied for one in line.split()}
    assert all((ROOT / one).exists() for one in named)
    assert {*SOURCES, *FILES, RUNS, BUILDS, POSTGRESQL, "docs/deploy/backup.sh"} == named
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert {*let_in} == named


def test_the_composed_services_are_reached_by_the_host_alone_and_set_by_known_settings() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert [door for one in services.values() for door in one.get("ports", ())] == [
        f"127.0.0.1:{DEFAULTS.desk_port}:{DEFAULTS.desk_port}"
    ]
    given = services["prasan"]["environment"]
    made = Settings(
        _env_file=None,
        **{
            name.removeprefix("PRASAN_").lower(): value
            for name, value in given.items()
            if name.startswith("PRASAN_")
        },
    )
    assert (made.desk_secure, made.registry_url) == (True, given["PRASAN_REGISTRY"])
    asked = services["prasan"]["healthcheck"]["test"][-1]
    assert f"http://127.0.0.1:{DEFAULTS.desk_port}/readyz'" in asked


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-subj", "/CN=prasan.example.go.th", "-keyout", "key.pem", "-out", "fullchain.pem"]
    subprocess.run([*made, *files], cwd=tmp_path, check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text().replace("/etc/ssl/prasan", str(tmp_path))
    site = site.replace("/etc/nginx/prasan-proxy.conf", str(DEPLOY / "prasan-proxy.conf"))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{site}\n}}\n"
    )
    command = ["nginx", "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("unit", UNITS, ids=[unit.name for unit in UNITS])
def test_systemd_takes_every_unit(unit: Path, tmp_path: Path) -> None:
    # systemd looks whether what is started can be: here the program of this environment.
    programs, folder = f"{Path(sys.executable).parent}/", tmp_path / "units"
    folder.mkdir()
    for one in UNITS:
        text = one.read_text().replace(PROGRAMS, programs)
        (folder / one.name).write_text(text.replace(f"{INSTALLED}/docs/deploy", str(DEPLOY)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", folder / unit.name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
