"""The commonest passwords, from passwords.toml."""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "passwords.toml"


@cache
def common_passwords(file: Path = FILE) -> frozenset[str]:
    """The words of the file, in small letters, composed as they are compared (NFKC)."""
    words = tomllib.loads(file.read_text(encoding="utf-8"))["common"]
    return frozenset(unicodedata.normalize("NFKC", word).casefold() for word in words)
