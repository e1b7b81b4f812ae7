"""The shipped defaults of the .toml files beside this module, as frozen values.

Each reads its file once. A file that cannot be used is refused with `BadDefaults`,
whose sentence names the file and the field to put right.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from config.agencies import AgencyDefaults
from config.committee_model import CommitteeModel
from config.districts import DistrictDefaults
from config.legal import LegalDefaults
from config.policy import PolicyDefaults
from config.shapes import Default
from config.words import Sentence, both

SHIPPED = Path(__file__).parent


class BadDefaults(Exception):
    """A file of defaults is missing, is no TOML, or does not fit its form."""

    code, field = "bad_defaults", None

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


Shape = TypeVar("Shape", bound=Default)


def read_defaults(file: Path, shape: type[Shape]) -> Shape:
    """The file as that shape. Raises BadDefaults."""
    try:
        with file.open("rb") as stream:
            return shape.model_validate(tomllib.load(stream))
    except OSError as error:
        raise BadDefaults(both("defaults.no_file", file=file.name)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDefaults(both("defaults.no_toml", file=file.name, problem=str(error))) from error
    except ValidationError as error:
        raise BadDefaults(_misfit(file.name, error)) from error


def _misfit(file: str, error: ValidationError) -> Sentence:
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    match first["type"]:
        case "missing":
            return both("defaults.field_missing", file=file, field=field)
        case "extra_forbidden":
            return both("defaults.field_unknown", file=file, field=field)
        case _:
            return both(
                "defaults.field_misfit", file=file, field=field or file, problem=first["msg"]
            )


def defaults_of(file: str, shape: type[Shape]) -> Callable[..., Shape]:
    """What reads that file once, of a folder: the shipped one where none is named."""

    @cache
    def read(folder: Path = SHIPPED) -> Shape:
        return read_defaults(folder / file, shape)

    return read


committee = defaults_of("committee.toml", CommitteeModel)  # the model committee
legal = defaults_of("legal.toml", LegalDefaults)  # the legal bases
policy = defaults_of("policy.toml", PolicyDefaults)  # the dates and thresholds
agencies = defaults_of("agencies.toml", AgencyDefaults)
districts = defaults_of("districts.toml", DistrictDefaults)  # the district profiles
