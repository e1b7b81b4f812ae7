"""The API holds what its own description says, whatever is asked within it or beside it."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis import BaseSchema, Case
from schemathesis.checks import (
    content_type_conformance,
    negative_data_rejection,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from desk.api.app import described
from desk.web.frame.app import make_app
from tests.builders import Desk, a_desk
from tests.desk.api.programs import V1, client_of, program, refused
from tests.desk.web.visitor import HOST

pytestmark = pytest.mark.slow
HELD = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance, negative_data_rejection, unsupported_method,
]  # fmt: skip
EXAMPLES = 100  # a call
CALLS = sorted(
    (verb, path) for path, verbs in described().openapi()["paths"].items() for verb in verbs
)
SLOW = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture]


@pytest.fixture(scope="module")
def desk(made_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = a_desk(f"sqlite:///{shutil.copy(made_sqlite, tmp_path_factory.mktemp('api'))}")
    desk.to_first_draft()
    yield desk
    desk.office.registry.dispose()


@pytest.fixture(scope="module")
def token(desk: Desk) -> str:
    return program(desk).token


@pytest.fixture(scope="module")
def schema(desk: Desk) -> BaseSchema:
    served, host = make_app(desk.office), {"host": HOST.partition("//")[2]}
    return schemathesis.openapi.from_asgi(f"{V1}/openapi.json", served, headers=host)


@pytest.mark.parametrize(("verb", "path"), CALLS, ids=str)
def test_every_call_keeps_to_its_description(
    schema: BaseSchema, desk: Desk, token: str, verb: str, path: str
) -> None:
    headers = {"authorization": f"Bearer {token}"}

    @hypothesis.given(case=schema[path][verb].as_strategy())
    @hypothesis.settings(max_examples=EXAMPLES, suppress_health_check=SLOW)
    def keeps(case: Case[Any]) -> None:
        desk.clock.at += timedelta(seconds=1)  # so many calls within a minute would be refused
        case.call_and_validate(f"{HOST}{V1}", headers=headers, checks=HELD)

    keeps()


def test_every_call_wants_a_token_and_the_description_none(desk: Desk) -> None:
    client = client_of(make_app(desk.office))
    told = client.get(f"{V1}/openapi.json").json()
    assert len(CALLS) == 19
    for verb, path in CALLS:
        call = told["paths"][path][verb]
        assert call["summary"], path
        asked = client.request(verb, V1 + path.replace("{instance}", "1").replace("{paper}", "1"))
        assert refused(asked)[:2] == (401, "token_missing"), path
        assert call["security"] == [{"HTTPBearer": []}]
        assert {"401", "403", "404", "422"} <= call["responses"].keys()
