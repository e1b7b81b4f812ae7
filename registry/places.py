"""Where a registry lies: no SQLite on a network share, and no other file under a path in use."""

import os
from dataclasses import dataclass
from pathlib import Path

from registry.refusals import PlaceOfShell, RegistryExchanged, RegistryOnNetworkShare

MOUNTS = Path("/proc/mounts")
NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ncpfs",
        "fuse.sshfs",
        "fuse.rclone",
        "davfs",
    }
)


def refuse_network_share(database: Path, mounts: Path = MOUNTS) -> None:
    """Refuse a database file on a network share (a UNC path, or a network mount)."""
    place = database.absolute()
    if str(database).startswith(("\\\\", "//")) or file_system(place, mounts) in NETWORK:
        raise RegistryOnNetworkShare(field="--registry", place=str(database))


def refuse_place_of_shell(database: Path) -> None:
    """Refuse `~/prasan.db` and `$HOME/prasan.db`, which each folder would read as another place."""
    if str(database).startswith(("~", "$")) and not database.exists():
        raise PlaceOfShell(field="--registry", place=str(database))


def file_system(place: Path, mounts: Path) -> str | None:
    """The kind of file system that `place` lies on, None where the system does not say."""
    if not mounts.is_file():
        return None
    kinds: dict[str, str] = {}
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, kind, *_ = line.split()
        kinds[point.replace("\\040", " ")] = kind
    for folder in (place, *place.parents):
        if str(folder) in kinds:
            return kinds[str(folder)]
    return None


@dataclass
class OpenDatabase:
    """The one database behind a registry's connections, from the first that was opened.

    A file that was moved away or deleted stays open: what is written to it is read by nobody.
    """

    place: str
    first: object = None

    def hold(self, found: object) -> None:
        """What was just opened is what others have open. Raises RegistryExchanged."""
        if self.first is None:
            self.first = found
        elif found != self.first:
            raise RegistryExchanged(place=self.place)

    def refuse_exchanged(self, found: object) -> None:
        """Raises RegistryExchanged where what lies there now is not what is open."""
        if self.first is not None and found != self.first:
            raise RegistryExchanged(place=self.place)

    def let_go(self) -> None:
        """No connection is open any more."""
        self.first = None


def identity(file: str) -> tuple[int, int] | None:
    """Which file lies at the path, by device and inode; None where there is none."""
    try:
        found = os.stat(file)  # noqa: PTH116 — asked twice for each write: a Path costs more
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def holds_file(place: str) -> bool:
    """Whether a file lies at the path. Raises OSError where the system does not tell.

    `Path.is_file` says no to that too, from Python 3.14 on.
    """
    return identity(place) is not None and Path(place).is_file()
