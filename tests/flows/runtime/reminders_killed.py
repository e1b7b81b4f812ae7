"""Reminds, and dies where the clock is looked at for the n-th time, as by `kill -9`.

Arguments: URL of the registry, port of the mail server, n.
"""

import os
import signal
import sys
from dataclasses import dataclass
from datetime import date, datetime

from config.clock import moved_to
from config.settings import Settings
from flows.capabilities import open_installation
from flows.runtime.reminders import remind
from registry.store import Registry

DAY, HOUR = date(2022, 6, 10), 6


@dataclass
class LastClock:
    """A clock that is looked at in each transaction, and takes its process along at the last."""

    left: int

    def now(self) -> datetime:
        """Six in the morning of the due day."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return moved_to(DAY, HOUR).now()


def main() -> None:
    url, port, count = sys.argv[1:]
    settings = Settings(
        smtp_host="127.0.0.1", smtp_port=int(port), smtp_tls="none", smtp_from="p@office.go.th"
    )
    remind(open_installation(Registry(url, LastClock(int(count))), settings))


if __name__ == "__main__":
    main()
