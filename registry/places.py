"""Where a SQLite registry may lie: never on a network share, whose locks cannot be trusted."""

from pathlib import Path

from registry.refusals import RegistryOnNetworkShare

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
