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

# Of pages that ask anything twice in one request, how often at most. The package and the plan's
# files are papers that are made as they are shown, each part of which reads for itself; others
# read beside the page: within a rehearsal, for a file, for a switch of the installation.
PACKAGE, PLAN = 80, 1
ASKED_AGAIN = {
    "/": 1,
    "/board/year": 1,
    "/districts/{district}/figures": 3,
    "/districts/{district}/package": PACKAGE,
    "/districts/{district}/package/annex": PACKAGE,
    "/districts/{district}/package/calendar": PACKAGE,
    "/districts/{district}/package/page-one": PACKAGE,
    "/districts/{district}/package/zip": PACKAGE,
    "/documents/{document:int}": 1,
    "/instances/{instance:int}/catch-up": 2,
    "/instances/{instance:int}/redact/{entry:int}": 1,
    "/notices": 2,
    "/offices/workbook/{district}": 1,
    "/people/{person}/merge": 2,
    "/people/{person}/tokens": 1,
    "/plans/{plan:int}": PLAN,
    "/plans/{plan:int}/add": PLAN,
    "/plans/{plan:int}/files": PLAN,
    "/plans/{plan:int}/head": PLAN,
    "/plans/{plan:int}/next-version": PLAN,
    "/plans/{plan:int}/rows/{row}": 7,
    "/plans/{plan:int}/sample": 14,
    "/plans/{plan:int}/word": 7,
    "/plans/{plan:int}/workbook": 7,
    "/privacy": 3,
    "/province/{province}/figures": 29,
    "/province/{province}/summary/{year}/{quarter}": 1,
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
