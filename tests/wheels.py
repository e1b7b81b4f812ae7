"""The wheel of this checkout, built in a folder of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ("config", "registry", "tasks", "flows", "desk", "templates")
FILES = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "NOTICE")
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "*.mo", "*.egg-info", "fonts")


def copy_sources(folder: Path) -> None:
    """Copies all that a wheel is built of, and nothing that a checkout has made."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=LEFT_BEHIND)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)


def build_wheel(folder: Path) -> Path:
    """Builds the wheel out of a copy, which the folder keeps."""
    copy_sources(folder)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", folder / "dist", folder], check=True)
    (built,) = (folder / "dist").glob("*.whl")
    return built
