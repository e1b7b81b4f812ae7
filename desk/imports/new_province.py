"""A province begins: the post of its coordinator, and who holds it."""

from collections.abc import Mapping

from config.words import both
from desk.imports.load_files import load_file
from desk.imports.row_loading import LoadResult, load_rows
from flows.engine.installation import Installation
from registry.queries.directory import refs_of_kind
from registry.rules.directory_form import next_ref
from registry.rules.plain_values import Json

KIND = "psdhs_coordinator"


def add_province(
    office: Installation,
    province: str,
    person: Mapping[str, Json] | str,
    start: str,
    *,
    recorded_by: str,
) -> LoadResult:
    """Record the first coordinator of the province: a reference or name, or a new person's row.

    Raises what `load` raises: MayNot for whoever may not load there.
    """
    with office.registry.reading() as connection:
        taken = tuple(refs_of_kind(connection, province, KIND))
    ref, words = next_ref(province, KIND, taken), both(f"office.{KIND}")
    who = person if isinstance(person, str) else str(person["ref"])
    rows = load_file(
        {
            "people": [] if isinstance(person, str) else [dict(person)],
            "offices": [
                {"ref": ref, "title_th": words.th, "title_en": words.en, "agency": "psdhs"}
            ],
            "holders": [{"office": ref, "person": who, "start": start, "basis": "appointment"}],
        },
        office.net,
    )
    return load_rows(office, rows, recorded_by=recorded_by)
