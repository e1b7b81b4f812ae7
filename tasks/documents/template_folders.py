"""Where the shipped templates stand: which kinds of paper there are, and in which languages."""

from functools import cache
from pathlib import Path

import templates
from config.words import LANGUAGES, Language

FOLDER = Path(templates.__file__).parent


@cache
def kinds() -> dict[str, Path]:
    """Each kind of paper with the folder of its template: wherever a field sheet stands."""
    return {sheet.stem: sheet.parent for sheet in sorted(FOLDER.glob("*/*.yaml"))}


def languages(kind: str) -> tuple[Language, ...]:
    """The languages that the kind has a template in; KeyError for an unknown kind."""
    return tuple(one for one in LANGUAGES if template_file(kind, one).is_file())


def template_file(kind: str, language: Language) -> Path:
    """Where the template of a kind stands; KeyError for an unknown kind."""
    return kinds()[kind] / (f"{kind}.docx" if language == "th" else f"{kind}.{language}.docx")
