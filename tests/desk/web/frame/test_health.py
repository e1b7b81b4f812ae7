from pathlib import Path

from tests.builders import a_desk
from tests.desk.web.visitor import visitor


def test_a_monitor_is_answered_without_signing_in(sqlite_url: str) -> None:
    guest = visitor(a_desk(sqlite_url))
    for path, said in (("/healthz", "alive"), ("/readyz", "ready")):
        answer = guest.get(path).response
        assert (answer.status_code, answer.json()) == (200, {"status": said})
        assert answer.headers["cache-control"] == "no-store"
        assert guest.client.head(path).status_code == 200


def test_a_desk_whose_registry_is_gone_lives_but_is_not_ready(sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    guest = visitor(desk)
    Path(desk.office.registry.url.database or "").unlink()
    answer = guest.get("/readyz").response
    assert answer.status_code == 503
    assert answer.json() == {"status": "not_ready", "code": "registry_missing"}
    assert guest.get("/healthz").status == 200
