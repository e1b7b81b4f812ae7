"""Districts that an office adds on the command line."""

import csv
from pathlib import Path

from registry.rules.area_sheet import COLUMNS, DISTRICTS

BY = ("--recorded-by", "admin")
NEW = "5719"
ROW = {
    "code": "๕๗๑๙", "name_th": "อำเภอดอยงาม", "name_en": "Doi Ngam District",
    "province": "เชียงราย", "since": "1/10/2563", "split_from": "เวียงแก่น",
    "source": "ราชกิจจานุเบกษา เล่ม 137 ตอนที่ 75 ก ลงวันที่ 24 กันยายน 2563",
}  # fmt: skip
SECOND = "ประกาศกรมการปกครอง เรื่อง รหัสเขตการปกครอง ลงวันที่ 2 ตุลาคม 2563"


def written(file: Path, *rows: dict[str, str], letters: str = "utf-8", sign: str = ",") -> str:
    """A file of these rows as text; what a row lacks is as in ROW."""
    with file.open("w", encoding=letters, newline="") as stream:
        lines = csv.DictWriter(stream, COLUMNS[DISTRICTS], delimiter=sign)
        lines.writeheader()
        lines.writerows({**ROW, **row} for row in rows)
    return str(file)
