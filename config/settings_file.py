"""A file of settings, read whole or refused: a line that sets nothing would be lost unseen."""

from pathlib import Path
from typing import TYPE_CHECKING

from config.system_errors import reason_of
from config.words import Sentence, both

if TYPE_CHECKING:
    from pydantic_settings import BaseSettings


class SettingsFileUnfit(ValueError):
    """A file of settings cannot be read, or one of its lines sets nothing."""

    def __init__(self, file: Path, problem: Sentence) -> None:
        super().__init__(problem.en)
        self.file, self.problem = file, problem


def refuse_unfit_lines(file: Path, settings: "type[BaseSettings]") -> None:
    """Refuse a file that is no text, and its first line that sets none of these.

    Raises SettingsFileUnfit.
    """
    from dotenv.parser import parse_stream  # noqa: PLC0415 — asked only where there are settings

    try:
        with file.open(encoding="utf-8-sig") as stream:
            lines = list(parse_stream(stream))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return  # there is none
    except UnicodeDecodeError as error:
        raise SettingsFileUnfit(file, both("setting.file_no_text")) from error
    except OSError as error:
        why = both("setting.file_unreadable", problem=reason_of(error))
        raise SettingsFileUnfit(file, why) from error
    names = _names(settings)
    for line in lines:
        blank = line.original.string[: -len(line.original.string.lstrip()) or None]
        number = str(line.original.line + blank.count("\n"))
        if line.error or (line.key is not None and line.value is None):
            raise SettingsFileUnfit(file, both("setting.line_unfit", number=number))
        if line.key is not None and line.key.upper() not in names:
            unknown = both("setting.name_unknown", number=number, name=line.key)
            raise SettingsFileUnfit(file, unknown)


def _names(settings: "type[BaseSettings]") -> set[str]:
    """What a setting may be called in a file, in capitals."""
    prefix = settings.model_config.get("env_prefix", "")
    names = {f"{prefix}{name}".upper() for name in settings.model_fields}
    for field in settings.model_fields.values():
        names.update(getattr(field.validation_alias, "choices", ()))
    return names
