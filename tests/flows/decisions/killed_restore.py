"""Restores that are killed: for each URL on stdin one is begun, in a process of its own.

Arguments: backup, list of redactions, home. Tells `ready PID` as it begins and `dead` once it
is killed; one that comes to its end before waits for that.
"""

import os
import signal
import sys
from pathlib import Path

from registry.restore import restore


def main() -> None:
    file, listed, home = map(Path, sys.argv[1:])
    for line in sys.stdin:
        worker = os.fork()
        if worker == 0:
            print(f"ready {os.getpid()}", flush=True)  # noqa: T201 — spoken to the test
            restore(line.strip(), file, home=home, redactions=listed)
            signal.pause()
        os.waitpid(worker, 0)
        print("dead", flush=True)  # noqa: T201 — as above


if __name__ == "__main__":
    main()
