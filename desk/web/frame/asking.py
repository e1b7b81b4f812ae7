"""What a page knows of who asks: the office, the language, the person and their parts."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.requests import Request

from config.words import Language
from desk.views.sight import NOBODY, Reader
from desk.views.view import View
from flows.engine.installation import Installation
from registry.prepared_statements import answer_once
from registry.rules.rights import Actor, Subject, Verb, may


@dataclass(frozen=True)
class SignedPerson:
    """Who is signed in. `csrf` is the word that their forms carry; `demo` needs no password."""

    person: int
    ref: str
    name_th: str
    name_en: str
    actor: Actor
    csrf: str = field(repr=False)
    demo: bool = False


@dataclass
class Asking:
    """One request: who asks for what, and the state that the answer is told from.

    `connection` reads one state of the registry; after a verb has written, `fresh` begins
    anew. `form` holds what was posted, `typed` its text fields alone.
    """

    request: Request
    office: Installation
    language: Language
    signed: SignedPerson | None
    form: FormData = field(default_factory=FormData)
    new_word: str = field(default_factory=secrets.token_urlsafe, repr=False)
    _readings: ExitStack = field(default_factory=ExitStack, init=False)
    _reading: Connection | None = field(default=None, init=False)
    _views: dict[date, View] = field(default_factory=dict, init=False)

    @property
    def who(self) -> SignedPerson:
        """Who is signed in; only asked behind a door that lets nobody else through."""
        if self.signed is None:
            msg = "a page behind a door without anybody"
            raise RuntimeError(msg)
        return self.signed

    @cached_property
    def today(self) -> date:
        """Today in Thailand."""
        return self.office.registry.today

    @property
    def connection(self) -> Connection:
        """A connection that reads one state and cannot write."""
        if self._reading is None:
            self._reading = self._readings.enter_context(self.office.registry.reading())
            answer_once(self._reading)
        return self._reading

    def fresh(self) -> None:
        """End the reading, so that the next one sees what was written since."""
        self._reading = None
        self._views.clear()
        self._readings.close()

    @property
    def view(self) -> View:
        """What reasons are told from, today."""
        return self.view_of(self.today)

    def view_of(self, day: date) -> View:
        """The same of a day, kept as long as the reading."""
        if day not in self._views:
            self._views[day] = View(self.office, self.connection, day, self.reader)
        return self._views[day]

    @cached_property
    def reader(self) -> Reader:
        """Who looks, for what is told of answers and of figures."""
        if self.signed is None:
            return NOBODY
        return Reader(self.signed.ref, self.signed.actor, self.today)

    @cached_property
    def typed(self) -> dict[str, str]:
        """The text fields of the form that was posted, the last of each name."""
        return {key: value for key, value in self.form.multi_items() if isinstance(value, str)}

    def may(self, verb: Verb, area: str, recorders: tuple[str, ...] = ()) -> bool:
        """Whether who asks may do it there today."""
        if self.signed is None:
            return False
        return may(self.signed.actor, verb, Subject(area, recorders), self.today)

    def areas(self, verb: Verb) -> set[str]:
        """The areas of the parts in which who asks may do it: "TH", provinces, districts."""
        return {part.area for part in self.who.actor.parts if self.may(verb, part.area)}


@contextmanager
def asked(asking: Asking) -> Iterator[Asking]:
    """The request while it is answered; its reading ends with it, its looks are logged."""
    try:
        yield asking
    finally:
        asking.fresh()
    asking.reader.note_looks(asking.office.registry)


def desk_address(asking: Asking) -> str:
    """Where people open the desk: as the settings say, else as this request reached it."""
    return asking.office.settings.desk_url or str(asking.request.base_url).rstrip("/")
