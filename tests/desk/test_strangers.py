import subprocess
import sys
from pathlib import Path

import pytest

import desk


def test_in_this_environment_every_package_is_our_own() -> None:
    assert list(desk.strangers()) == []


@pytest.mark.parametrize("name", desk.BESIDE)
@pytest.mark.parametrize("file", ["{name}.py", "{name}/__init__.py"])
def test_another_package_of_one_of_our_names_is_told_by_name_and_place_and_nothing_starts(
    name: str, file: str, tmp_path: Path
) -> None:
    foreign = tmp_path / file.format(name=name)
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("raise RuntimeError('loaded')\n")
    program = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(desk.HOME)!r}]\n"
    for start in ("from desk.cli.main import main; main()", "from desk.web import app; app()"):
        told = subprocess.run(
            [sys.executable, "-c", program + start], text=True, capture_output=True, check=False,
            cwd=tmp_path,
        )  # fmt: skip
        assert told.returncode == 2
        thai, english = told.stderr.splitlines()
        for line in (thai, english):
            assert str(foreign) in line
            assert str(desk.HOME / name) in line
        assert f"The package {name} that was found" in english
