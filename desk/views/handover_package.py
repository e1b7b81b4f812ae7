"""The package of a district as files: Word papers in two languages, PDF, calendar, one .zip.

It is made from the registry whenever it is asked for. The same registry, templates and release
give the same hash, which stands in its manifest.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256
from itertools import chain
from typing import IO

from pydantic import BaseModel

from config.words import Language, Named, say, written
from desk.views.paper_batch import FIRST_DAY
from desk.views.paper_file import PDF, words_as_pdf
from flows.engine.installation import Installation
from flows.engine.instance_titles import InstanceTitles
from flows.handover.package_facts import CARD, Package, contact_card, package_of
from flows.handover.package_papers import PackagePapers
from flows.handover.renewing import RELEASE
from flows.papers.fair_copy import paper_bytes
from flows.papers.paper_forms import PaperForm
from flows.papers.word_drafts import read_back, template_for
from registry.prepared_statements import answer_once
from registry.queries.areas import names
from registry.queries.documents import DocumentRow
from registry.queries.handover import comes_into_office
from registry.queries.people import PersonRow
from registry.queries.registry_identity import registry_id
from registry.records.rights import who_may_on
from registry.refusals import Refusal
from registry.rules.file_names import safe_file_name
from registry.rules.handover import ANNEX, PAGE_ONE
from registry.rules.packages import package_hash
from registry.rules.papers.package import ContactCard, Opening
from registry.rules.rights import Verb
from registry.rules.uploads import WORD
from tasks.calendars.calendar_file import ICS, CalendarEvent, calendar_file
from tasks.documents.rendering import DraftedPaper, draft_paper
from tasks.documents.template import Template
from tasks.documents.template_folders import languages

MIDNIGHT = time(tzinfo=UTC)
DIGEST = 32
PAPERS, MANIFEST = "papers", "manifest.json"


class NobodyComes(Refusal):
    """A package of a day to come, on which nobody is recorded to come into office."""


@dataclass(frozen=True)
class PackageRequest:
    """Whose package, as of which day, as known when, begun for whom.

    A day to come is that of somebody's coming into office: the package is prepared for it today.
    """

    district: str
    on: date
    known: datetime | None = None
    opening: Opening | None = None


@dataclass(frozen=True)
class PackageFile:
    """A file of a package."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class PackageMade:
    """A package with what it is made from: its facts, its templates, its hash."""

    asked: PackageRequest
    name: Named
    package: Package
    card: ContactCard
    digest: str
    registry: str
    templates: Mapping[tuple[str, Language], Template] = field(repr=False)

    @property
    def rebuilt(self) -> bool:
        """Whether it tells of a past day and was put together later."""
        return self.package.page_one.rebuilt

    @property
    def on(self) -> date:
        """The day that it tells of."""
        return self.package.page_one.own_date

    @property
    def ahead_of(self) -> date | None:
        """The day to come that it is prepared for."""
        return self.package.page_one.ahead_of


def may_take(office: Installation, district: str, who: str) -> PersonRow:
    """Who takes it. Raises UnknownPerson, or MayNot of whoever has no part that lets them."""
    with office.registry.reading() as connection:
        today = office.registry.today
        return who_may_on(connection, today, who, Verb.TAKE_OVER, district)


def package_made(office: Installation, asked: PackageRequest) -> PackageMade:
    """The package by its facts; no file is rendered yet. Raises NobodyComes."""
    today = office.registry.today
    rebuilt, on = asked.known is not None or asked.on < today, min(asked.on, today)
    with office.registry.reading() as connection:
        answer_once(connection)
        declared, district = office.declared, asked.district
        if asked.on > today and not comes_into_office(connection, district, asked.on):
            raise NobodyComes(field="on", value=asked.on, today=today)
        package = package_of(
            connection, district, on, declared,
            known=asked.known, rebuilt=rebuilt, opening=asked.opening, entry=asked.on,
        )  # fmt: skip
        templates = {
            (kind, language): template_for(connection, district, kind, language, on)
            for kind in (PAGE_ONE, ANNEX, CARD)
            for language in languages(kind)
        }
        return PackageMade(
            asked,
            names(connection, {district})[district],
            package,
            contact_card(connection, district, on, declared, asked.known),
            _hash(package, templates),
            registry_id(connection),
            templates,
        )


def _hash(package: Package, templates: Mapping[tuple[str, Language], Template]) -> str:
    facts = {one: _facts(package)[one].model_dump(mode="json") for one in (PAGE_ONE, ANNEX)}
    shas = {f"{kind}.{language}": one.sha256 for (kind, language), one in templates.items()}
    return package_hash(facts, shas, RELEASE)


def _facts(package: Package) -> dict[str, BaseModel]:
    return {PAGE_ONE: package.page_one, ANNEX: package.annex}


def word_files(office: Installation, made: PackageMade) -> list[PackageFile]:
    """Page one, annex and contact card in each language; each language read back by its facts."""
    facts = {**_facts(made.package), CARD: made.card}
    return [
        PackageFile(_name(made, kind, language, "docx"), WORD, drafted.content)
        for kind, own in facts.items()
        for language, drafted in _drafted(office, made, kind, own).items()
    ]


def _drafted(
    office: Installation, made: PackageMade, kind: str, facts: BaseModel
) -> dict[Language, DraftedPaper]:
    emblem = office.settings.emblem
    drafted = {
        language: draft_paper(made.templates[kind, language], facts, emblem=emblem)
        for language in languages(kind)
    }
    read_back(facts, kind, drafted)
    return drafted


def pdf_files(office: Installation, words: Sequence[PackageFile]) -> list[PackageFile]:
    """The Word files as PDF, by one call of LibreOffice. Raises NoLibreOffice or PdfFailed."""
    made = words_as_pdf(office, [one.content for one in words], "--pdf")
    return [
        PackageFile(f"{one.name.removesuffix('.docx')}.pdf", PDF, content)
        for one, content in zip(words, made, strict=True)
    ]


def calendar(made: PackageMade, language: Language = "th") -> PackageFile:
    """The twelve months to come as an iCalendar file: days and what they are, nobody's name."""
    changed = datetime.combine(made.on, MIDNIGHT)
    events = [
        CalendarEvent(
            uid=_uid(made, one.day, one.text_th),
            sequence=0,
            changed=changed,
            title=one.text_th if language == "th" else one.text_en,
            day=one.day,
        )
        for one in made.package.annex.coming
    ]
    name = say("calendar.name", language, districts=written(made.name, language))
    return PackageFile(_name(made, "calendar", language, "ics"), ICS, calendar_file(name, events))


def _uid(made: PackageMade, day: date, what: str) -> str:
    said = f"{made.registry}/package/{made.asked.district}/{day}/{what}"
    return f"{sha256(said.encode()).hexdigest()[:DIGEST]}@prasan"


def manifest(made: PackageMade, hashes: Mapping[str, str]) -> PackageFile:
    """What the package is made from, its quality, and the hash of each file."""
    asked, quality = made.asked, made.package.quality
    said = {
        "district": asked.district,
        "on": str(made.on),
        "ahead_of": str(made.ahead_of) if made.ahead_of else None,
        "known": asked.known.isoformat() if asked.known else None,
        "rebuilt": made.rebuilt,
        "release": RELEASE,
        "hash": made.digest,
        "templates": {
            f"{kind}.{language}": one.sha256 for (kind, language), one in made.templates.items()
        },
        "quality": quality.model_dump(mode="json"),
        "files": dict(hashes),
    }
    content = json.dumps(said, indent=2, sort_keys=True, ensure_ascii=False).encode()
    return PackageFile(MANIFEST, "application/json", content)


def package_zip(
    office: Installation, made: PackageMade, files: Sequence[PackageFile], target: IO[bytes]
) -> None:
    """Write the files and the papers that go with them as one .zip: equal input, equal bytes.

    Each paper is read by itself: together their scans may be gigabytes.
    """
    day = (FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 0, 0, 0)
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:

        def put(one: PackageFile) -> None:
            entry = zipfile.ZipInfo(one.name, day)
            pack.writestr(entry, one.content, compress_type=zipfile.ZIP_DEFLATED)

        for one in chain(files, _papers(office, made)):
            hashes[one.name] = sha256(one.content).hexdigest()
            put(one)
        put(manifest(made, hashes))


def zip_name(made: PackageMade) -> str:
    """What the .zip is called."""
    return _name(made, "package", "th", "zip")


def _papers(office: Installation, made: PackageMade) -> Iterator[PackageFile]:
    """The papers that go with it."""
    asked = made.asked
    with office.registry.reading() as connection:
        titles = InstanceTitles(office.declared, connection)
        papers = PackagePapers(connection, asked.district, made.on, asked.known, titles)
        rows = papers.enclosed
    for row in rows:
        content = paper_bytes(office, row, PaperForm.AS_IT_COUNTS)
        if content is not None:
            yield PackageFile(_paper_name(row), row.media_type, content)


def _paper_name(row: DocumentRow) -> str:
    return f"{PAPERS}/{row.id}-{safe_file_name(row.file_name, empty='paper')}"


def _name(made: PackageMade, kind: str, language: Language, ending: str) -> str:
    tail = "" if language == "th" else f".{language}"
    return f"{made.asked.district}-{kind}-{made.asked.on}{tail}.{ending}"
