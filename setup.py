"""What a wheel holds beside its sources: the words, compiled, and the fonts, made of OFL Sarabun.

A checkout makes both by `make`; whoever installs a wheel has no make. All else about the package
stands in pyproject.toml.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # a build knows nothing of the folder that it builds


class BuildWithParts(build_py):  # type: ignore[misc]  # setuptools tells no types
    """Compiles the words and makes the fonts before it collects what is packed."""

    def run(self) -> None:
        """Leave a checkout that is installed in place as it is."""
        if not self.editable_mode:
            compile_words()
            from tasks.documents.font_maker import make_fonts  # noqa: PLC0415 — needs the path

            make_fonts()
        super().run()


def compile_words() -> None:
    """Write the catalogue of each language beside its source."""
    for source in (ROOT / "config" / "locale").glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as file:
            words = read_po(file, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, words)


setup(cmdclass={"build_py": BuildWithParts})
