"""Classified papers that a district registers."""

from datetime import date
from typing import Any

from flows.classified_paper.process import CLASSIFIED_PAPER
from flows.classified_paper.register import RegisteredPaper, register
from flows.decisions.telling import tell
from flows.engine.decision import Decision, Receipt
from tests.builders import MAE_FAH_LUANG, Desk

LETTER = {
    "subject": "หนังสือแจ้งผลการประชุม", "secrecy_level": "secret", "number": "ชร ๐๐๑๘/ล ๑๒",
    "dated": "2022-07-05", "keeper": "นายทะเบียนข้อมูลข่าวสารลับ ที่ทำการปกครองอำเภอ",
    "kept_at": "ตู้นิรภัย ห้องปลัดอำเภอ",
}  # fmt: skip


def registered(
    desk: Desk, on: str = "2022-07-20", *, district: str = MAE_FAH_LUANG, **said: Any
) -> Receipt:
    """The receipt of a paper registered, the letter with what is said of it otherwise."""
    day = date.fromisoformat(on)
    decision = Decision(0, "", "focal_point", day, LETTER | said, "coord")
    return tell(desk.office, CLASSIFIED_PAPER, district, decision)


def papers(desk: Desk) -> list[RegisteredPaper]:
    """The register of the district today."""
    with desk.office.registry.reading() as connection:
        return register(connection, (MAE_FAH_LUANG,), desk.office.registry.today)
