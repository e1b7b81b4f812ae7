"""The files that made the registries of the releases, as they are kept: to the byte."""

from hashlib import sha256
from pathlib import Path

from registry.schema import MIGRATIONS

DIGESTS = Path(__file__).parent / "migrations.sha256"


def digests(upto: str = "9999") -> str:
    """The SHA-256 and the name of each file of `versions`, in order, the last one `upto`."""
    files = sorted((MIGRATIONS / "versions").glob("[0-9]*.py"))
    return "".join(
        f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in files
        if file.stem <= upto
    )
