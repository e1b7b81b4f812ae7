"""Keep a registry of this release: `python -m tests.released.keep VERSION`, once a release.

Its journals, answers and file must replay, read and open in every later release.
"""

import lzma
import sys
import tempfile
from pathlib import Path

from flows.adopt import adopt
from flows.correct import correct
from flows.shipped import net
from flows.withdraw import withdraw
from registry.records.adoption_form import raw_of, read_form
from registry.rules.plain import Json
from registry.store import Registry
from tests.builders import COORDINATOR, OPENED, SCAN, a_desk, make_empty_registry
from tests.scenarios.test_e1_chief_asks_changes_twice import SIGNED, to_signature

HERE = Path(__file__).parent
SILENT, OLDER = "5704", "5713"
PAPERS: dict[str, list[dict[str, Json]]] = {
    "orders": [
        {
            "standing": "in_force", "kind": "new", "heading": "คำสั่งอำเภอเวียงแก่น",
            "number": "45/2563", "dated": "7 พ.ค. 2563", "mode": "by_position", "paper": "found",
        }
    ],
    "steps": [{"step": "inception", "on": "2563"}],
    "meetings": [{"kind": "quarterly", "number": "1/2563", "on": "2563", "minutes": "not_found"}],
}  # fmt: skip


def keep(version: str) -> Path:
    """Write `<version>.db.xz`: a signed order, a silent Chief, a withdrawal, a correction, and
    a committee that was taken in.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "registry.db"
        url = f"sqlite:///{file}"
        make_empty_registry(url)
        desk = a_desk(url, "2022-06-02", "5715", SILENT, OLDER)
        order = to_signature(desk)
        desk.decide(order, "registration", "district_chief", "2022-07-15", SIGNED, evidence=[SCAN])
        date_agreed = {"held_on": "2022-08-03", "place": "ห้องประชุมอำเภอ"}
        desk.decide(1, "inception_date", "district_chief", "2022-07-20", date_agreed)
        silent = desk.start(on="2022-07-20", district=SILENT)
        desk.decide(silent, "earlier_order", COORDINATOR, "2022-07-20", {"finding": "unknown"})
        withdraw(desk.office, silent, "earlier_order", reason="ตรวจใหม่", recorded_by="coord")
        desk.decide(silent, "earlier_order", COORDINATOR, "2022-07-21", {"finding": "none"})
        note: dict[str, Json] = {"note": "ค้นแฟ้มแล้ว"}
        correct(
            desk.office, silent, "earlier_order", note, reason="เพิ่มหมายเหตุ", recorded_by="coord"
        )
        answer = {"result": "no_reply", "approached_on": "2022-07-20"}
        desk.decide(silent, "advocacy", COORDINATOR, "2022-07-21", answer)
        taken = read_form(raw_of(PAPERS), net(), today=desk.office.registry.today, district=OLDER)
        adopt(desk.office, OLDER, taken, recorded_by="coord")
        while OPENED:
            OPENED.pop().dispose()
        compact(url)
        kept = HERE / f"{version}.db.xz"
        kept.write_bytes(lzma.compress(file.read_bytes(), preset=9))
    return kept


def compact(url: str) -> None:
    """One file without a write-ahead log beside it."""
    registry = Registry(url)
    with registry._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    registry.dispose()


if __name__ == "__main__":
    made = keep(sys.argv[1])
    sys.stdout.write(f"{made.name}: {made.stat().st_size} bytes\n")
