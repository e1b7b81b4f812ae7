"""Enters the Governor's letter and dies at its n-th transaction, as by `kill -9`.

Arguments: URL of the registry, n.
"""

import os
import signal
import sys
from dataclasses import dataclass
from datetime import date, datetime

from config.clock import moved_to
from flows.capabilities import open_installation
from flows.directive.directive import issue_directive
from flows.directive.letter import Directive, EarlierCentre
from registry.store import Registry

CENTRE = EarlierCentre(
    district="5704",
    heading_th="คำสั่งอำเภอเทิง",
    number="๑๒๓/๒๕๕๖",
    dated=date(2013, 10, 7),
    subject_th="จัดตั้งศูนย์ปฏิบัติการป้องกันและปราบปรามการค้ามนุษย์อำเภอเทิง",
    placed_at="ศูนย์ดำรงธรรมอำเภอ",
)
LETTER = Directive(
    province="57",
    number="ชร ๐๐๐๔/ว ๑๒๓๔",
    dated=date(2022, 6, 1),
    subject_th="การจัดตั้งคณะกรรมการป้องกันและปราบปรามการค้ามนุษย์ระดับอำเภอ",
    signer="นายสมมุติ ตัวอย่าง ผู้ว่าราชการจังหวัดเชียงราย",
    within_days=30,
    earlier=(CENTRE,),
)


@dataclass
class LastClock:
    """A clock that is looked at in each transaction, and takes its process along at the last."""

    left: int

    def now(self) -> datetime:
        """The day after the letter."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return moved_to(date(2022, 6, 2)).now()


def main() -> None:
    url, count = sys.argv[1:]
    office = open_installation(Registry(url, LastClock(int(count))))
    issue_directive(office, LETTER, recorded_by="coord")


if __name__ == "__main__":
    main()
