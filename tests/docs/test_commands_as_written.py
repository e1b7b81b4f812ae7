import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import a_desk
from tests.desk.cli.terminal import Terminal
from tests.docs.test_load_file import example

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SPAN = re.compile(r"`(prasan [^`…]+)`")  # with an ellipsis it stands for many
STAYS_UP = {"prasan up", "prasan demo"}
ELSEWHERE = {"up", "demo", "init"}  # stay up, or begin a registry: other tests show them
FILLED = {
    "PERSON": "coord", "WHO": "coord", "P": "coord", "OTHER": "coord2", "OFFICE": "district_chief",
    "DAY": "2022-06-02", "URL": "sqlite:///nowhere.db", "PROCESS": "order",
    "INSTANCE": "1", "NEW-PLACE": "sqlite:///nowhere.db", "A": "1", "B": "2", "N": "1", "ID": "1",
}  # fmt: skip


def blocks(page: Path) -> Iterator[str]:
    """The commands of indented lines, joined where a line goes on, without remarks."""
    text = page.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.startswith("    ") and re.search(r"(^|\| )prasan ", line.strip()):
            yield re.sub(r"\s+# .*", "", line.strip())


def commands(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    yield from (line.rpartition("| ")[2] for line in blocks(page))
    yield from (" ".join(found[1].split()) for found in SPAN.finditer(text))


def names_it_only(command: str) -> bool:
    """A command that is spoken of, without what it takes: `prasan people invite`."""
    return re.fullmatch(r"prasan( (--)?[a-z][a-z-]*)+", command) is not None


WRITTEN = sorted({(page.name, one) for page in PAGES for one in commands(page)})


def test_there_are_commands_in_the_pages() -> None:
    assert {name for name, _ in WRITTEN} >= {"README.md", "operating.md", "adopting.md"}


def test_the_first_steps_of_the_readme_work_as_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mae-chan.toml").write_text(example(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    prasan = Terminal(f"sqlite:///{tmp_path / 'first.db'}")
    steps = [one for one in blocks(ROOT / "README.md") if one not in STAYS_UP]
    assert steps[0].startswith("prasan init")
    assert "prasan decide" in steps[-1]
    for step in steps:
        said, _, command = step.rpartition("| ")
        monkeypatch.setattr("sys.stdin", io.StringIO(shlex.split(said)[1] if said else ""))
        printed = prasan(*shlex.split(command)[1:])
        assert printed.code == 0, (step, printed.err)


def test_every_command_that_is_written_lacks_nothing_that_it_must_be_told(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_desk(sqlite_url)
    prasan = Terminal(sqlite_url)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRASAN_HOME", str(tmp_path))
    lacking = []
    filled = FILLED | {"HEAD": prasan("watch", "--json").json["sealed"]}
    for page, written in WRITTEN:
        if names_it_only(written) or written.split()[1] in ELSEWHERE:
            continue
        monkeypatch.setattr("sys.stdin", io.StringIO("{}"))
        words = [filled.get(one, one) for one in shlex.split(written)[1:]]
        words = [one.replace("/srv/prasan", str(tmp_path)) for one in words]
        printed = prasan(*words, "--json")
        if printed.code and printed.error["code"].startswith("usage_"):
            lacking.append((page, written, printed.error["message_en"]))
    assert not lacking, "\n".join(map(str, lacking))
