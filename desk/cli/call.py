"""One call of the command line: what it was given, the registry it works on, how it answers."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from config.words import LANGUAGES, Language, Sentence, written
from desk.cli.refusals import UnknownLanguage
from desk.loading import end_loading
from desk.views.plain_json import as_json
from registry.refusals import Refusal, RegistryFault

if TYPE_CHECKING:
    from config.settings import Settings
    from desk.views.sight import Reader
    from flows.engine.installation import Installation
    from registry.rules.area_names import AreaIndex
    from registry.store import Registry

Lines = Callable[[Language], Iterable[str]]


@dataclass(frozen=True)
class Result:
    """What a command answers: plain data for `--json`, lines for people, an exit code."""

    data: object
    lines: Lines
    code: int = 0


@dataclass
class Call:
    """The options that every command takes, and what they lead to.

    `target` names what a refused write was aimed at: a command, an instance, a gate, never
    anything that was typed freely; nothing where nothing was to be written.
    """

    command: str
    json: bool = False
    url: str | None = None
    lang: str | None = None
    recorded_by: str = ""
    target: str = ""
    checked: bool = field(default=False, init=False)

    @cached_property
    def settings(self) -> "Settings":
        """The settings of this installation."""
        from config.settings import Settings

        return Settings()

    @property
    def registry_url(self) -> str:
        """Where the registry is: `--registry`, PRASAN_REGISTRY, or the default."""
        return self.url or self.settings.registry_url

    def begin_log(self) -> None:
        """Log what this command does where the settings ask for it. Raises ValidationError."""
        if (level := self.settings.log_level) is not None:
            from config.logs import write_log

            write_log(level, self.settings.log_format)

    def settle_language(self) -> None:
        """Refuse an unknown language before anything is done. Raises UnknownLanguage."""
        if self.lang is not None and self.lang not in LANGUAGES:
            raise UnknownLanguage(field="--lang", value=self.lang)

    @property
    def language(self) -> Language:
        """The language of what people read."""
        return cast("Language", self.lang) if self.lang else self.settings.language

    @cached_property
    def unchecked(self) -> "Registry":
        """The place of the registry, whether there is one or not.

        A command has loaded by then what it works with.
        """
        from registry.store import Registry

        end_loading()
        return Registry(self.registry_url)

    @cached_property
    def registry(self) -> "Registry":
        """The registry: there, of this release, and redacted as the list beside it says."""
        self.unchecked.check()
        self._redact_again()
        self.checked = True
        return self.unchecked

    def _redact_again(self) -> None:
        from registry.records.redaction_list import redact_again

        redact_again(self.unchecked, self.settings.home, self.say)

    @cached_property
    def office(self) -> "Installation":
        """The office at work over the registry."""
        from flows.capabilities import open_installation

        return open_installation(self.registry, self.settings)

    @cached_property
    def office_as_it_stands(self) -> "Installation":
        """The office over the registry of this release as it is, with nothing redacted again."""
        from flows.capabilities import open_installation

        self.unchecked.check()
        return open_installation(self.unchecked, self.settings)

    @cached_property
    def areas(self) -> "AreaIndex":
        """The areas of the release, and those that the registry holds beside them."""
        from registry.queries.added_districts import areas_known

        with self.registry.reading() as connection:
            return areas_known(connection)

    def district(self, named: str) -> str:
        """The code of the district that was named. Raises the refusals of names."""
        from registry.rules.area_names import resolve

        return resolve(named, self.areas)

    def province(self, named: str) -> str:
        """The code of the province that was named. Raises UnknownProvince."""
        from registry.rules.area_names import resolve_province

        return resolve_province(named, self.areas)

    def area(self, named: str) -> str:
        """The country, a province or a district by code or name. Raises the refusals of names."""
        from registry.rules.area_names import UnknownDistrict
        from registry.transaction import COUNTRY

        if named.strip().upper() == COUNTRY:
            return COUNTRY
        if self.areas.found(named, "province"):
            return self.province(named)
        try:
            return self.district(named)
        except UnknownDistrict as refusal:
            refusal.field = "--area"
            raise

    def day(self, text: str | None, field: str = "--on") -> date:
        """The day that was typed, today where none was. Raises the refusals of dates."""
        from registry.rules.dates import parse_date

        return self.registry.today if text is None else parse_date(text, field=field)

    def instant(self, text: str | None, field: str = "--known") -> datetime | None:
        """The instant that was typed, of a day its end; None: all that is known now."""
        from registry.rules.instants import parse_instant

        return None if text is None else parse_instant(text, field=field)

    @cached_property
    def reader(self) -> "Reader":
        """Who looks: the person of `--recorded-by`, else nobody. Raises UnknownPerson."""
        from desk.views.sight import NOBODY, Reader
        from registry.queries.parts import person_with_parts

        if not self.recorded_by:
            return NOBODY
        today = self.registry.today
        with self.registry.reading() as connection:
            who, held = person_with_parts(connection, self.recorded_by, today, field="recorded_by")
        return Reader(who.ref, held, today)

    def require_exact(self, area: str, target: str) -> None:
        """Log a look at exact counts, which `target` names.

        Raises UsageMissing, UnknownPerson or MayNot.
        """
        from desk.cli.refusals import needed
        from desk.views.sight import LOOKED
        from registry.records.rights import who_may_on
        from registry.rules.rights import Verb

        registry, by = self.registry, needed(self.recorded_by or None, "--recorded-by")
        with registry.reading() as connection:
            who = who_may_on(connection, registry.today, by, Verb.SEE_EXACT, area)
        registry.note_attempt(actor=who.ref, target=target, code=LOOKED)

    def aim_at(self, *numbers: int | None) -> None:
        """A refused write was aimed at the command and what bears these numbers: no free text."""
        aims = (str(one) for one in numbers if one is not None)
        self.target = " ".join((self.command, *aims))

    def note(self, refusal: Refusal) -> None:
        """One row in the attempts log for a refused write, where there is a registry."""
        if not self.target or not self.checked or isinstance(refusal, RegistryFault):
            return
        self.registry.note_attempt(actor=self._actor(), target=self.target, code=refusal.code)

    def _actor(self) -> str:
        from registry.queries.people import UnknownPerson, person

        with self.registry.reading() as connection:
            try:
                return person(connection, self.recorded_by, field="recorded_by").ref
            except UnknownPerson:
                return "unknown"

    def tell(self, line: str) -> None:
        """A line of progress, on the standard error."""
        print(line, file=sys.stderr, flush=True)  # noqa: T201 — the command line's own voice

    def say(self, said: Sentence) -> None:
        """The same of a sentence, in the language of what people read."""
        self.tell(written(said, self.language))

    def show(self, result: Result) -> None:
        """Log what exact counts it tells, then print it, as JSON or as lines."""
        if "reader" in vars(self):
            self.reader.note_looks(self.registry)
        if self.json:
            print(as_json(result.data))  # noqa: T201 — the command line's own voice
            return
        for line in result.lines(self.language):
            print(line)  # noqa: T201 — the command line's own voice

    def close(self) -> None:
        """Close the registry's connections, if it was opened."""
        place = self.__dict__.get("unchecked")
        if place is not None:
            place.dispose()
