import shutil
from collections import Counter
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmarks.pages import HOST, PROVINCE, SUCCESS, addresses, samples
from desk.web.frame.app import make_app
from desk.web.frame.sign_in import DEMO_COOKIE
from flows.capabilities import open_installation
from flows.demo.stories import recorder_of
from registry.store import Registry
from tests.statements import heard

# Of pages that ask anything twice in one request, how often at most: what is asked by SQLAlchemy
# itself, and what is read beside the page, for who is signed in or for a file.
PACKAGE, PLAN = 6, 1
ASKED_AGAIN = {
    "/attempts": 1,
    "/districts/{district}/classified-papers/new": 1,
    "/districts/{district}/package": PACKAGE,
    "/districts/{district}/package/annex": PACKAGE,
    "/districts/{district}/package/calendar": PACKAGE,
    "/districts/{district}/package/page-one": PACKAGE,
    "/districts/{district}/package/zip": PACKAGE,
    "/documents/{document:int}": 1,
    "/instances/{instance:int}/redact/{entry:int}": 1,
    "/notices": 1,
    "/plans/{plan:int}/rows/{row}": PLAN,
    "/plans/{plan:int}/sample": PLAN,
    "/plans/{plan:int}/word": PLAN,
    "/plans/{plan:int}/workbook": PLAN,
    "/privacy": 2,
    "/province/{province}/figures": 6,
    "/villages/{district}/survey": 1,
}


@pytest.fixture(scope="module")
def asked_again(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    """How often each page asked the registry again, as the province's coordinator sees it."""
    file = tmp_path_factory.mktemp("asked") / "demo.db"
    shutil.copy(demo_file, file)
    registry = Registry(f"sqlite:///{file}")
    app = make_app(open_installation(registry))
    client = TestClient(app, base_url=HOST, follow_redirects=False)
    client.cookies.set(DEMO_COOKIE, recorder_of(PROVINCE))
    found: Counter[str] = Counter()
    for path, url in addresses(app, samples(registry))[0]:
        with heard() as said:
            answer = client.get(url)
        if answer.status_code == SUCCESS:
            questions = Counter((text, repr(values)) for text, values in said)
            found[path] = sum(times - 1 for times in questions.values())
    registry.dispose()
    return found


def test_a_page_asks_the_registry_once_for_what_it_tells(asked_again: Counter[str]) -> None:
    assert len(asked_again) > 100
    assert {path: n for path, n in asked_again.items() if n > ASKED_AGAIN.get(path, 0)} == {}
