"""A program of an office: it bears a token, and asks the API by nothing but HTTP."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from desk.web.frame.app import make_app
from registry.records.api_tokens import make_api_token
from tests.builders import Desk
from tests.desk.web.visitor import HOST, event_loop

V1 = "/api/v1"


@dataclass
class CallingProgram:
    """Asks and records under one token; each call that writes has a key of its own."""

    client: TestClient
    token: str
    keys: "count[int]" = field(default_factory=lambda: count(1))

    def get(self, path: str, **headers: str) -> Response:
        """Ask."""
        return self.client.get(f"{V1}{path}", headers=self.bearing(headers))

    def post(self, path: str, body: Any, key: str | None = None) -> Response:
        """Record."""
        key = key or f"key-{next(self.keys)}"
        headers = self.bearing({"idempotency-key": key})
        return self.client.post(f"{V1}{path}", json=body, headers=headers)

    def bearing(self, headers: dict[str, str]) -> dict[str, str]:
        """The headers, with the token."""
        return {"authorization": f"Bearer {self.token}", **headers}


def program(
    desk: Desk,
    ref: str = "coord",
    part: str = "coordinator",
    area: str = "57",
    beside: int | None = None,
) -> CallingProgram:
    """A program with a token for that part, beside the one of that number."""
    registry = desk.office.registry
    made = make_api_token(registry, ref, part, area, recorded_by="admin", beside=beside)
    return CallingProgram(client_of(make_app(desk.office)), made.token)


def client_of(app: FastAPI) -> TestClient:
    """A client that raises nothing of its own."""
    client = TestClient(app, base_url=HOST, raise_server_exceptions=False)
    client.portal = event_loop()
    return client


def refused(answer: Response) -> tuple[int, str, str | None]:
    """Status, code and field of a refusal, said in both languages."""
    error = answer.json()["error"]
    for said in (error["message_th"], error["message_en"]):
        assert said
        assert "refusal." not in said
        assert "misfit." not in said
    return answer.status_code, error["code"], error["field"]
