"""Mails that remind, and the server that takes them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select

from flows.runtime.embedded_server import EmbeddedServer
from flows.runtime.performer import Performer
from registry.models import Notice
from registry.queries.notices import MailRow, mails_within
from registry.records.load import load
from registry.records.load_file import LoadFile
from tests.builders import MAE_FAH_LUANG, Desk, a_desk
from tests.mail_receiver import Receiver, receiving, with_mail


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture
def desk(made_registry_url: str, receiver: Receiver) -> Desk:
    """A district whose first gate, opened on 2 June, is due on 10 June 2022."""
    desk = with_mail(a_desk(made_registry_url), receiver.port)
    desk.start()
    (gate,) = desk.gates()
    assert gate.due_on == date(2022, 6, 10)
    return desk


def at(desk: Desk, day: str, hour: int = 6) -> Desk:
    desk.clock.move_to(date.fromisoformat(day), hour)
    return desk


def mails(desk: Desk) -> list[MailRow]:
    with desk.office.registry.reading() as connection:
        found = mails_within(connection, ("TH",), None, most=100)
    return sorted(found)


def stages(desk: Desk) -> list[tuple[int, str]]:
    with desk.office.registry.reading() as connection:
        query = select(Notice.stage, Notice.status).order_by(Notice.id)
        return [(stage, status) for stage, status in connection.execute(query)]


def load_more(desk: Desk, **given: Any) -> None:
    with desk.office.registry.writing("TH", "57", MAE_FAH_LUANG) as write:
        load(write, LoadFile.model_validate(given), actor=1)


def a_performer(desk: Desk, folder: Path, said: list[str]) -> Performer:
    """What `prasan up` has at work, without a Prefect server that answers."""
    server = EmbeddedServer(folder, 4210)
    return Performer(desk.office, server, lambda one: said.append(one.en), Event())
