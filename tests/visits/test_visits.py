"""A capability in one folder goes through every door, and Prasan does not know it before."""

import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("what", "most"),
    [
        (("visit_held", "VISIT_HELD", "VisitHeldV1"), 6),  # a gate, its paper reads it too
        (("visit_report", "DRAFT_VISIT_REPORT"), 7 + 1),  # a paper, and a second language's .docx
    ],
)
def test_one_more_of_it_touches_no_more_files_than_contributing_says(
    what: tuple[str, ...], most: int
) -> None:
    here = Path(__file__).parent
    of_tests = {"doors.py", "test_visits.py", "installation.py"}
    shipped = [
        one
        for one in here.rglob("*")
        if one.is_file() and one.name not in of_tests and one.suffix not in (".pyc", ".mo")
    ]
    touched = {
        str(one.relative_to(here))
        for one in shipped
        if any(
            name in one.name or (one.suffix != ".docx" and name in one.read_text("utf-8"))
            for name in what
        )
    }
    assert len(touched) <= most, sorted(touched)


def test_what_is_shipped_knows_nothing_of_it() -> None:
    assert "visit_held" not in GATES
    assert "visit" not in Base.metadata.tables
