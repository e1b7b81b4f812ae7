"""setuptools' backend, which compiles the words before it packs them.

A checkout compiles them by `make words`; whoever installs a wheel has no make.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403 — a backend is what setuptools' is, but for the wheel

LOCALE = Path("config/locale")


def build_wheel(
    wheel_directory: str,
    config_settings: dict[str, Any] | None = None,
    metadata_directory: str | None = None,
) -> str:
    """The wheel, with its words compiled."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as file:
            words = read_po(file, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, words)
    made: str = build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
    return made
