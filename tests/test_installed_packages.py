"""What is installed is the whole tree: a folder that is forgotten fails only where nobody looks."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOP = ("config", "registry", "tasks", "flows", "desk", "templates")


def test_every_package_of_the_tree_is_installed() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        installed = tomllib.load(file)["tool"]["setuptools"]["packages"]
    found = {
        ".".join(one.parent.relative_to(ROOT).parts)
        for top in TOP
        for one in (ROOT / top).rglob("__init__.py")
    }
    assert set(installed) == found
    assert len(installed) == len(set(installed))
