"""A package index on loopback as PyPI will be tomorrow: it holds a newer release of everything."""

import hashlib
import io
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from zipfile import ZipFile

import httpx2

JSON = "application/vnd.pypi.simple.v1+json"
UPSTREAM = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
NEWER = "9999.0"
WAIT = 120  # seconds
PAGE, FILE = re.compile(r"/simple/([a-z0-9-]+)/"), re.compile(rf"/files/([a-z0-9_]+)-{NEWER}-.+")


@dataclass
class PackageIndex:
    """Where it answers, what it was asked about, and whose newer release was fetched."""

    address: str = ""
    asked: set[str] = field(default_factory=set)
    fetched: set[str] = field(default_factory=set)

    def page(self, package: str) -> bytes | None:
        """Returns the page of the index upstream, with the newer release at its end."""
        headers = {"Accept": JSON}
        answer = httpx2.get(f"{UPSTREAM}/{package}/", headers=headers, timeout=WAIT)
        if answer.status_code == httpx2.codes.NOT_FOUND:
            return None
        self.asked.add(package)
        page = answer.raise_for_status().json()
        name = f"{package.replace('-', '_')}-{NEWER}-py3-none-any.whl"
        digest = hashlib.sha256(newer_release(package)).hexdigest()
        page["files"].append({
            "filename": name, "url": f"{self.address}/files/{name}", "hashes": {"sha256": digest},
        })  # fmt: skip
        return json.dumps(page).encode()

    def file(self, package: str) -> bytes:
        """Returns the newer release, and remembers that somebody fetched it."""
        self.fetched.add(package)
        return newer_release(package)


@cache
def newer_release(package: str) -> bytes:
    """Makes a wheel that installs, and holds nothing of what its package is used for."""
    folder = f"{package.replace('-', '_')}-{NEWER}.dist-info"
    described = f"Metadata-Version: 2.1\nName: {package}\nVersion: {NEWER}\n"
    wheel = "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    bytes_ = io.BytesIO()
    with ZipFile(bytes_, "w") as packed:
        packed.writestr(f"{folder}/METADATA", described)
        packed.writestr(f"{folder}/WHEEL", wheel)
        packed.writestr(f"{folder}/RECORD", "")
    return bytes_.getvalue()


@contextmanager
def package_index() -> Iterator[PackageIndex]:
    """The index, for as long as the block lasts."""
    index = PackageIndex()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body: bytes | None = None
            if found := PAGE.fullmatch(self.path):
                body = index.page(found[1])
            elif found := FILE.fullmatch(self.path):
                body = index.file(found[1].replace("_", "-"))
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", JSON)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        index.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield index
        server.shutdown()
