"""Commands from cold, and a verification, in seconds of the processor.

`python -m benchmarks.commands FILE` runs them over a registry that `bulk` made; its decision is
written there. What Python takes to load the libraries that every command of a registry needs
stands beside them, and beside the chains what plain sqlite3 takes to read and hash the same rows.
"""

import hashlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.files import url_of
from benchmarks.pages import PROVINCE
from benchmarks.registry_figures import Commands
from flows.capabilities import open_installation
from flows.demo.stories import recorder_of
from flows.verification import verify_all
from registry.chain_checks import link_problems
from registry.store import Registry
from registry.verification_problems import ChainsRead

TIMES = 5
LIBRARIES = "import typer, pydantic, pydantic_settings, sqlalchemy.orm"
PRASAN = "from desk.cli.main import main; main()"
ASKED = "representative"
LINKS = """
    SELECT audit.*, entry.*, payload.body, payload.salt FROM audit
    LEFT JOIN entry ON entry.id = audit.entry_id
    LEFT JOIN payload ON payload.id = coalesce(entry.payload_id, audit.payload_id)
    ORDER BY audit.area_code, audit.seq
"""


def measure(file: Path) -> Commands:
    """The commands with a compiled cache of their own, each first once uncounted."""
    with tempfile.TemporaryDirectory() as compiled:
        said = ("--registry", url_of(file), "--json")
        waits = json.loads(_answer(compiled, ("waiting", *said)))["waiting"]
        gates = [one for one in waits if one["gate"] == ASKED and one["holders"]]
        mine = [one for one in gates if one["district"].startswith(PROVINCE)]
        instance = str(mine[0]["instance"])
        answer = Path(compiled, "answer.json")
        answer.write_text(json.dumps({"result": "by_position"}))
        decisions = iter([_decision(one, str(answer), said) for one in mine[: TIMES + 1]])
        return Commands(
            libraries=_cold(compiled, ["-c", LIBRARIES]),
            waiting=_cold(compiled, ["-c", PRASAN, "waiting", *said]),
            why=_cold(compiled, ["-c", PRASAN, "why", instance, *said]),
            show=_cold(compiled, ["-c", PRASAN, "show", instance, *said]),
            decide=_median(lambda: _spent(compiled, ["-c", PRASAN, *next(decisions)])),
            districts=len({one["district"] for one in waits}),
            chains=_chains(file),
            chains_floor=chains_floor(file),
            verified=_verified(file),
        )


def _decision(asked: dict[str, Any], answer: str, said: Sequence[str]) -> list[str]:
    """The command that records that the holder of a post sits, on the day the gate was opened."""
    by = recorder_of(asked["district"][:2])
    return [
        "decide", str(asked["instance"]), asked["path"], "--by", asked["office"],
        "--decided-on", asked["since"], "--answer", answer, "--recorded-by", by, *said,
    ]  # fmt: skip


def _cold(compiled: str, words: Sequence[str]) -> float:
    return _median(lambda: _spent(compiled, words))


def _median(spend: Callable[[], float]) -> float:
    spend()  # compiles what it loads
    return round(median(spend() for _ in range(TIMES)), 2)


def _spent(compiled: str, words: Sequence[str]) -> float:
    """What a Python of its own takes of the processor for these words."""
    before = _of_children()
    _answer_of(compiled, words)
    return _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _answer(compiled: str, words: Sequence[str]) -> bytes:
    return _answer_of(compiled, ["-c", PRASAN, *words])


def _answer_of(compiled: str, words: Sequence[str]) -> bytes:
    # An installation has its modules compiled, whatever the environment of this run says.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(
        [sys.executable, *words], env=environment, stdout=subprocess.PIPE, check=True
    ).stdout


def _chains(file: Path) -> float:
    registry = Registry(url_of(file))
    with registry.reading() as connection:
        begun = time.process_time()
        found = list(link_problems(connection, ChainsRead()))
        spent = time.process_time() - begun
    registry.dispose()
    if found:
        raise RuntimeError(found[0].what.en)
    return round(spent, 1)


def chains_floor(file: Path) -> float:
    """The same rows, and a digest of each payload, by plain sqlite3: of a small file never 0."""
    begun = time.process_time()
    with closing(sqlite3.connect(file)) as connection:
        for *_, body, salt in connection.execute(LINKS):
            hashlib.sha256((salt or b"") + (body or "").encode()).hexdigest()
    return float(f"{time.process_time() - begun:.3g}")


def _verified(file: Path) -> float:
    registry = Registry(url_of(file))
    begun = time.process_time()
    found = verify_all(open_installation(registry))
    spent = time.process_time() - begun
    registry.dispose()
    if found:
        raise RuntimeError(found[0].what.en)
    return round(spent, 1)


def main() -> None:
    """Measure over a registry that is there, and tell it as JSON."""
    print(json.dumps(asdict(measure(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
