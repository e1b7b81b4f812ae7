"""A capability in one folder goes through every door, and Prasan does not know it before."""

import subprocess
import sys
from pathlib import Path

from flows.capabilities import GATES
from registry.models import Base

ROOT = Path(__file__).parents[2]


def test_a_capability_of_one_folder_goes_through_every_door() -> None:
    done = subprocess.run(  # in a process of its own: what it brings in stays
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/visits/doors.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "passed" in done.stdout


def test_what_is_shipped_knows_nothing_of_it() -> None:
    assert "visit_held" not in GATES
    assert "visit" not in Base.metadata.tables
