"""Odd methods, headers and bytes at every address: refused or answered, never a defect."""

import random
import re
from collections.abc import Iterator, Sequence

import pytest
from fastapi.routing import APIRoute

from desk.api.routes import ROUTES as CALLS
from desk.web.pages import ROUTES as PAGES
from tests.builders import a_desk
from tests.desk.web.visitor import Visitor, visitor

REQUESTS = 300
DEFECT = 500
METHODS = ("PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get")
PLACES = ("1", "99999", "TH", "57", "5715", "2570", "advocacy", "coord", "earlier_order")
ODD = (
    "%ff%fe", "%F0%9F%98%80", "..%2f..", "{x}", "a" * 300, "-1", "2147483648", "9" * 25, "'%22--",
    "%0d%0a", "%E0%B8", "null", "[]", "٣", "1;2", "%5C", "http:%2F%2F[",
)  # fmt: skip
QUERIES = (
    "on", "known", "page", "q", "lang", "area", "district", "year", "quarter", "next", "state",
    "code", "from", "who", "office", "step", "done", "new", "refused",
)  # fmt: skip
HEADERS: Sequence[tuple[bytes, bytes]] = (
    (b"accept-language", b"th;q=abc,\xff"), (b"accept-language", b"en-" + b"x" * 2_000),
    (b"accept", b"*/*;q=9"), (b"accept-encoding", b"br;q=x, gzip;q=99, \xff"),
    (b"if-none-match", b'"\xff"'), (b"if-modified-since", b"yesterday"), (b"range", b"bytes=9-1"),
    (b"content-type", b"multipart/form-data"), (b"content-type", b"multipart/form-data; boundary="),
    (b"content-type", b"multipart/form-data; boundary=\xff"), (b"content-type", b"text/\xff"),
    (b"content-type", b"application/x-www-form-urlencoded; charset=utf-7"),
    (b"content-type", b"application/json"), (b"content-encoding", b"gzip"),
    (b"referer", b"http://[bad"), (b"referer", b"\xe0\xb8"), (b"origin", b"http://[::1"),
    (b"origin", b"null"), (b"x-forwarded-for", b"\xff"), (b"authorization", b"Bearer \xff"),
    (b"authorization", b"Basic =="), (b"idempotency-key", b"\xff" * 9), (b"host", b"[::1"),
    (b"sec-fetch-site", b"weird"), (b"expect", b"200-ok"), (b"content-length", b"-1"),
)  # fmt: skip
BODIES = (
    b"", b"a=1&b=%ff&c=%00", b"\xff\xfe\x00", b'{"a":' + b"[" * 3_000, b"null", b'{"a":NaN}',
    b'--x\r\nContent-Disposition: form-data; name="\xff"; filename="\xff"\r\n\r\nz\r\n--x--\r\n',
    b"answer=%ED%A0%80&step=send", b'{"answer":{},"by":1e999}', "ก".encode("utf-16"),
)  # fmt: skip
FORMS = (
    {"step": "record", "reason": "x", "by": "😀", "decided_on": "99/99/9999"},
    {"step": "check", "field": "note", "also": "'", "reason": "x"},
    {"step": "next", "on": "๓๑/๐๒/๒๕๖๙", "seats.0.x": "1", "rows.-1.a": "2", "number": "9" * 30},
    {"": "", "kind": "{", "day": "\u202e", "amount": "1e999", "confirm": "yes"},
)


def addresses(draw: random.Random) -> Iterator[str]:
    """An address of every page and call again and again, its parts filled with what may be odd."""
    paths = [one.path for one in PAGES if isinstance(one, APIRoute)]
    paths += [f"/api/v1{one.path}" for one in CALLS.routes if isinstance(one, APIRoute)]
    while True:
        path = re.sub(r"\{[^}]*\}", lambda _: part(draw), draw.choice(paths))
        asked = "&".join(f"{draw.choice(QUERIES)}={part(draw)}" for _ in range(draw.randint(0, 3)))
        yield f"{path}?{asked}" if asked else path


def part(draw: random.Random) -> str:
    return draw.choice(PLACES if draw.random() < 0.6 else ODD)


def status_of(guest: Visitor, draw: random.Random, address: str) -> int:
    """One request: a look, a form of the desk's own, or something that no browser sends."""
    match draw.randrange(4):
        case 0:
            return guest.client.get(address, headers=draw.sample(HEADERS, 2)).status_code
        case 1:
            return guest.post(address, dict(draw.choice(FORMS))).status
        case 2:
            headers = draw.sample(HEADERS, draw.randint(0, 3))
            body = draw.choice(BODIES)
            return guest.client.post(address, content=body, headers=headers).status_code
        case _:
            headers, method = draw.sample(HEADERS, 2), draw.choice(METHODS)
            return guest.client.request(method, address, headers=headers).status_code


@pytest.mark.slow
@pytest.mark.parametrize("ref", ["coord", "admin"])
def test_whatever_is_sent_to_whatever_address_is_no_defect(
    made_registry_url: str, ref: str
) -> None:
    desk = a_desk(made_registry_url)
    desk.start()
    guest = visitor(desk, ref)
    guest.get("/", "th")
    draw = random.Random(f"{ref} 2569")  # noqa: S311 — the same in every run, no secret
    told = addresses(draw)
    defects = [
        address
        for address in (next(told) for _ in range(REQUESTS))
        if status_of(guest, draw, address) >= DEFECT
    ]
    assert defects == []
