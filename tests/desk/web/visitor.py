"""A visitor of the desk's pages: asks, fills in forms, follows where they lead."""

import atexit
import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from html import unescape
from urllib.parse import unquote

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from httpx2 import Response
from lxml import html
from sqlalchemy import insert, select
from starlette.testclient import TestClient

from desk.web.frame.app import make_app
from desk.web.frame.form_words import _masked
from flows.engine.installation import Installation
from registry.models import Account, table_of
from registry.queries.people import person
from registry.records.accounts import limits_of
from registry.records.secrets import csrf_of
from registry.records.sign_ins import begin_sign_in
from tests.builders import Desk

HOST = "http://desk.localhost"
File = tuple[str, bytes, str]


@dataclass
class Page:
    """An answer as a person looks at it."""

    response: Response

    @property
    def status(self) -> int:
        """The status."""
        return self.response.status_code

    @property
    def path(self) -> str:
        """Where it led in the end."""
        return self.response.url.path

    @property
    def tree(self) -> html.HtmlElement:
        """The page's elements."""
        return html.fromstring(self.response.text)

    @property
    def text(self) -> str:
        """What is read on it, spaces as one."""
        return " ".join(str(self.tree.text_content()).split())

    @property
    def main(self) -> str:
        """What is read in its main part."""
        return " ".join(str(self.tree.get_element_by_id("main").text_content()).split())

    @property
    def problems(self) -> list[str]:
        """The list of problems on top."""
        return [" ".join(one.text_content().split()) for one in self.tree.cssselect(".problems li")]

    def beside(self, field: str) -> str:
        """What is said beside that field."""
        said = self.tree.cssselect(f'[id="{field}-error"]')
        return " ".join(word for one in said for word in one.text_content().split())

    def value(self, field: str) -> str:
        """What the field holds; of radio buttons the chosen one."""
        for one in self.tree.xpath("//main//*[@name=$name]", name=field):
            if one.tag == "textarea":
                return str(one.text or "")
            if one.tag == "select":
                return str(one.value or "")
            if one.get("type") not in ("radio", "checkbox") or one.get("checked") is not None:
                return str(one.get("value") or "")
        return ""

    def page_word(self) -> str:
        """The word that its forms carry."""
        found = re.search(r'name="csrf" value="([^"]*)"', self.response.text)
        return unescape(found[1]) if found else ""

    def read(self) -> str:
        """The mark of what is read on it, as its form carries that."""
        found = re.search(r'name="about" value="([^"]*)"', self.response.text)
        return found[1] if found else ""

    def links(self) -> list[str]:
        """Where it leads."""
        return [str(one) for one in self.tree.xpath("//main//a/@href")]


@cache
def event_loop() -> BlockingPortal:
    """The one loop in which all pages of this process are answered; a client would begin one with
    each request.
    """
    until_the_end = ExitStack()
    atexit.register(until_the_end.close)
    return until_the_end.enter_context(start_blocking_portal())


class Visitor:
    """A browser: its cookies, what the forms that it was shown carry. Follows redirects."""

    def __init__(self, app: FastAPI, token: str | None = None) -> None:
        self.app = app
        self.client = TestClient(app, base_url=HOST, raise_server_exceptions=False)
        self.client.portal = event_loop()
        self.known_word = "" if token is None else _masked(csrf_of(token))
        self.read_at: dict[str, str] = {}
        if token is not None:
            self.client.cookies.set("prasan", token, domain="desk.localhost")

    def get(self, path: str, language: str | None = None) -> Page:
        """Look at a page, in that language from here on."""
        if language is not None:
            self.client.cookies.set("prasan-language", language, domain="desk.localhost")
        return self._looked_at(Page(self.client.get(path)))

    def post(
        self,
        path: str,
        data: Mapping[str, str | Sequence[str]] | None = None,
        files: Mapping[str, File | list[File]] | None = None,
    ) -> Page:
        """Send a form with the word of the page looked at last, and what was read on its own."""
        read = self.read_at.get(unquote(path.partition("?")[0]))
        about = {"about": read} if read else {}
        fields = {"csrf": self.word(), **about, **(data or {})}
        sent: list[tuple[str, File]] = [
            (name, one)
            for name, given in (files or {}).items()
            for one in ([given] if isinstance(given, tuple) else given)
        ]
        return self._looked_at(Page(self.client.post(path, data=fields, files=sent or None)))

    def word(self) -> str:
        """The word that the forms carry of the page that was looked at last."""
        return self.known_word or self._looked_at(self.get("/")).page_word()

    def _looked_at(self, page: Page) -> Page:
        self.known_word = page.page_word() or self.known_word
        self.read_at[page.path] = page.read()
        return page


def visitor(desk: Desk, ref: str | None = None) -> Visitor:
    """A visitor of the desk's pages, signed in as that person; None: not signed in."""
    app = make_app(desk.office)
    return Visitor(app, signed_in(desk.office, ref) if ref else None)


def signed_in(office: Installation, ref: str) -> str:
    """The token of a sign-in of that person, whose account is made where there is none."""
    with office.registry.writing() as write:
        who = person(write.connection, ref, field="person")
        account = table_of(Account)
        if not write.connection.scalar(select(account.c.id).where(account.c.person_id == who.id)):
            row = {"person_id": who.id, "password_hash": "-", "created_at": write.now}
            write.connection.execute(insert(account), row)
        return begin_sign_in(write, who, limits_of(office.settings)).token
