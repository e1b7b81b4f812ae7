"""The commands as they are declared: listed, named, and loaded one by one."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer import main
from typer.models import CommandInfo

from desk.cli import commands
from desk.cli.main import COMMANDS as MODULES, command_line, run
from tests.builders import Desk
from tests.desk.cli.at_commands import desk, prasan
from tests.desk.cli.terminal import Terminal

__all__ = ["desk", "prasan"]


def test_help_names_every_command_of_the_contract(tmp_path: Path) -> None:
    words = (
        "init settings people load start waiting show why form decide withdraw correct due stop"
        " advance watch document verify backup restore demo up adopt event export province"
        " redact rehearse release template upgrade"
    )
    out = Terminal("sqlite:///x")("--help").out
    listed = {line.split()[0] for line in out.splitlines() if line.startswith("  ")}
    assert set(words.split()) <= listed


def test_the_release_is_told_and_a_shell_completes_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"prasan {version('prasan')}\n"
    monkeypatch.setenv("_PRASAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "prasan wai")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        run([])
    assert capsys.readouterr().out.split() == ["waiting"]


def test_the_command_line_is_read_without_database_forms_or_prefect() -> None:
    probe = (
        "import sys, desk.cli.main\n"
        "heavy = ('prefect', 'sqlalchemy', 'pydantic', 'fastapi', 'openpyxl')\n"
        "print(*(module for module in heavy if module in sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""


@pytest.mark.parametrize("words", [["why", "1"], ["show", "1"], ["waiting"]])
def test_what_is_read_of_a_registry_waits_for_no_prefect_word_pages_or_postgresql(
    desk: Desk, sqlite_url: str, words: list[str]
) -> None:
    desk.start()
    probe = (
        "import sys\n"
        "from desk.cli.main import run\n"
        "assert run(sys.argv[1:]) == 0\n"
        "heavy = 'prefect starlette fastapi docxtpl docx openpyxl alembic rich yaml'\n"
        "heavy += ' holidays babel jinja2 lxml desk.imports.score_lines'\n"
        "heavy += ' sqlalchemy.dialects.postgresql psycopg'\n"
        "print('loaded', *(module for module in heavy.split() if module in sys.modules))"
    )
    line = [sys.executable, "-c", probe, *words, "--registry", sqlite_url]
    told = subprocess.run(line, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "loaded"


@pytest.mark.parametrize("words", [["waiting"], ["waiting", "--json"], ["why", "99"]])
def test_where_nobody_reads_on_it_ends_quietly_as_programs_do(
    desk: Desk, sqlite_url: str, words: list[str]
) -> None:
    desk.start()
    line = [sys.executable, "-c", "from desk.cli.main import main; main()", *words]
    reads, writes = os.pipe()
    os.close(reads)
    told = subprocess.run(
        [*line, "--registry", sqlite_url], check=False, stdout=writes, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    os.close(writes)
    assert "Traceback" not in told.stderr
    assert "Exception ignored" not in told.stderr
    assert told.returncode == (2 if words[0] == "why" else 141)  # a refusal is told on stderr


def test_a_command_that_is_named_is_built_alone(
    prasan: Terminal, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str | None] = []
    of_info = main.get_command_from_info

    def noted(command_info: CommandInfo, **said: Any) -> Any:
        built.append(command_info.name)
        return of_info(command_info, **said)

    monkeypatch.setattr(main, "get_command_from_info", noted)
    assert prasan("why", str(desk.start())).code == 0
    assert built == ["why"]


def test_each_module_of_commands_declares_what_is_listed_of_it_and_none_is_left_out() -> None:
    for module, listed in MODULES.items():
        app = command_line((module,))
        declared = [one.name for one in app.registered_commands]
        declared += [one.name for one in app.registered_groups]
        assert declared == [*listed]
    files = Path(commands.__path__[0]).glob("*.py")
    names = {f"{commands.__name__}.{one.stem}" for one in files if one.stem != "__init__"}
    assert names <= {*sys.modules}


def test_of_a_command_that_is_named_no_other_module_of_commands_is_loaded(
    desk: Desk, sqlite_url: str
) -> None:
    probe = (
        "import sys\n"
        "from desk.cli.main import run\n"
        "assert run(sys.argv[1:]) == 0\n"
        "print(*(one for one in sys.modules if one.startswith('desk.cli.commands.')))"
    )
    line = [sys.executable, "-c", probe, "why", str(desk.start()), "--registry", sqlite_url]
    told = subprocess.run(line, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "desk.cli.commands.instances"
