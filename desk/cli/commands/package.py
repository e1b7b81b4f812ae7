"""`package`, `packages`: what is put into the hands of whoever comes into office, and was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.words import Language, Value, say, written
from desk.cli.call import Call, Result
from desk.cli.options import District, Known, On, command

if TYPE_CHECKING:
    from desk.views.handover_package import PackageFile, PackageMade
    from desk.views.packages_handed_over import PackageHandedOver


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    command(app, "package", recorded=True)(package)
    command(app, "packages")(packages)


def package(
    call: Call,
    district: District,
    *,
    out: Annotated[str, typer.Option("--out", help="New folder for its files.")],
    on: On = None,
    known: Known = None,
    opening: Annotated[
        str | None,
        typer.Option("--opening", help="knows or new: for who knows the subject, or never met it."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="PDF files too, by LibreOffice.")] = False,
) -> Result:
    """The handover package of a district: page one, annex, contact card, calendar, one .zip.

    Thai, with the English beside it. It is built from the registry alone: the same registry,
    templates and release give the same hash. Of a past day it says that it was rebuilt;
    on a day to come somebody must come into office: it is prepared ahead, as of today.
    """
    from desk.cli.as_of import as_of
    from desk.views.handover_package import (
        PackageRequest,
        calendar,
        may_take,
        package_made,
        package_zip,
        pdf_files,
        word_files,
        zip_name,
    )
    from flows.export import ExportTargetExists

    code, asked = call.district(district), as_of(call, on, known)
    who = may_take(call.office, code, call.recorded_by)
    wanted = PackageRequest(code, asked.on, asked.known, _opening(opening))
    made = package_made(call.office, wanted)
    folder = Path(out)
    if folder.exists():
        raise ExportTargetExists(field="--out", folder=out)
    words = word_files(call.office, made)
    files = [*words, *(pdf_files(call.office, words) if pdf else ()), calendar(made)]
    # Said before the first byte is written: what was cut off then may have left the house too.
    call.registry.note_attempt(actor=who.ref, target=f"package/{code}", code="export")
    with _new_folder(folder) as part:
        for one in files:
            (part / one.name).write_bytes(one.content)
        with (part / zip_name(made)).open("wb") as packed:
            package_zip(call.office, made, files, packed)
    return Result(_told(made, files, folder), lambda lang: _lines(made, folder, lang))


def packages(call: Call, district: District, on: On = None, known: Known = None) -> Result:
    """The packages that were handed over: to whom, which paper, briefed and signed when."""
    from desk.cli.as_of import as_of
    from desk.views.packages_handed_over import packages_handed_over
    from desk.views.view import View

    code, asked = call.district(district), as_of(call, on, known)
    with call.registry.reading() as connection:
        view = View(call.office, connection, asked.on)
        found = packages_handed_over(view, code, asked.known)
    return Result(
        {"district": code, "on": asked.on, "known": asked.known, "packages": found},
        lambda lang: [
            *asked.lines(lang),
            *(line for one in found for line in _handed_over(one, lang)),
            *(() if found else (say("page.package.handed_over_none", lang),)),
        ],
    )


def _handed_over(one: "PackageHandedOver", lang: Language) -> Iterator[str]:
    """A package in a line, and under it how it served."""
    from desk.views.handover_quality import handover_quality_lines

    told: tuple[tuple[str, Value], ...] = (
        ("whom", one.name),
        ("briefed", one.briefed_on),
        ("signed", one.signed_on),
    )
    yield " · ".join(
        (
            f"{say('page.package.in_office', lang)} {written(one.in_office, lang)}",
            *(f"{say(f'page.package.{key}', lang)}: {written(said, lang)}" for key, said in told),
            f"{say('page.package.kept', lang)}: {one.document}",
            f"{say('head.instance', lang)}: {one.instance}",
        )
    )
    yield from (f"  - {written(said, lang)}" for said in handover_quality_lines(one.quality))


def _opening(typed: str | None) -> Any:  # noqa: ANN401 — one of two words, or the refusal
    from desk.cli.refusals import UsageUnfit

    if typed not in (None, "knows", "new"):
        raise UsageUnfit(field="--opening", problem=str(typed))
    return typed


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """A part of the new folder, which has its name once it is whole.

    Raises FileNotReadable or DiskRefuses.
    """
    from desk.imports.files import written_to
    from registry.partial_files import folder_made_whole

    with written_to(str(folder), "--out"), folder_made_whole(folder) as part:
        yield part


def _told(made: "PackageMade", files: "list[PackageFile]", folder: Path) -> dict[str, object]:
    package = made.package
    return {
        "district": made.asked.district,
        "on": made.on,
        "ahead_of": made.ahead_of,
        "known": made.asked.known,
        "rebuilt": made.rebuilt,
        "hash": made.digest,
        "opening": package.page_one.opening,
        "quality": package.quality.model_dump(),
        "gaps": [{"section": one.section, "th": one.text_th, "en": one.text_en}
                 for one in package.annex.gaps],
        "folder": str(folder),
        "files": [one.name for one in files],
    }  # fmt: skip


def _lines(made: "PackageMade", folder: Path, lang: Language) -> list[str]:
    from desk.views.package_words import gap_lines, mark_lines, quality_lines

    head = say("package.written", lang, district=made.name, folder=str(folder))
    marks = [written(one, lang) for one in mark_lines(made.package.page_one)]
    quality = [written(one, lang) for one in quality_lines(made.package.quality)]
    gaps = [written(one, lang) for one in gap_lines(made.package.annex)]
    hashed = say("package.hash", lang, hash=made.digest)
    return [head, *marks, *quality, hashed, *gaps]
