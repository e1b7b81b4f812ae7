"""An identity provider for tests, on loopback: it lets in whom it is told to, by its own rules.

It holds the desk to the code flow: each code once, for the browser's challenge (PKCE, S256), at
the address that was asked, to who knows the client's secret.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import ECKey, Key, OctKey

from config.clock import Clock
from config.settings import Settings

CLIENT, SECRET = "prasan-desk", "the client's own secret, of a test"
AUTHORIZE = "/authorize"
HOUR = 3600


def a_key() -> ECKey:
    return ECKey.generate_key("P-256", {"kid": "1", "alg": "ES256", "use": "sig"})


@dataclass
class Provider:
    """What it vouches for; what it says wrong where a test asks it to."""

    clock: Clock
    issuer: str = ""
    key: ECKey = field(default_factory=a_key)
    signs_with: Key | None = None
    algorithm: str = "ES256"
    wrong: dict[str, Any] = field(default_factory=dict)  # claims
    says: dict[str, Any] = field(default_factory=dict)  # of itself
    bodies: dict[str, tuple[int, str]] = field(default_factory=dict)  # instead of an answer
    slow: str = ""  # the path that is not answered before `go_on`
    go_on: Event = field(default_factory=Event)
    browses: str = "somebody"  # who sits at the browser
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """Settings of a desk that knows it."""
        return Settings(
            oidc_issuer=self.issuer,
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
            oidc_name_th="บัญชีกระทรวง",
            oidc_name_en="Ministry Login",
        )

    def lets_in(self, address: str, subject: str, **claims: object) -> str:
        """The person signs in at the address; answers where the browser is sent back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(self.issuer + AUTHORIZE)
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked | {"claims": json.dumps({"sub": subject, **claims})}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def of_itself(self) -> dict[str, Any]:
        """Its discovery document."""
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": self.issuer + AUTHORIZE,
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            **self.says,
        }
        return {name: one for name, one in said.items() if one is not None}

    def page(self, address: str) -> str:
        """Its page of signing in, of one who needs no more than to say so."""
        back = escape(self.lets_in(self.issuer + address, self.browses))
        return f'<!doctype html><title>provider</title><a href="{back}">{self.browses}</a>'

    def answer(self, path: str, body: str, authorization: str) -> tuple[int, str]:
        """Status and body of a request."""
        if path == self.slow:
            self.go_on.wait(HOUR)
        if path in self.bodies:
            return self.bodies[path]
        match path:
            case "/.well-known/openid-configuration":
                return 200, json.dumps(self.of_itself())
            case "/keys":
                return 200, json.dumps({"keys": [self.key.as_dict(private=False)]})
            case "/token":
                return self._tokens(dict(parse_qsl(body)), authorization)
        return 404, ""

    def _tokens(self, asked: dict[str, str], authorization: str) -> tuple[int, str]:
        given = self.codes.pop(asked["code"], None)
        client = "Basic " + b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != client:
            return 401, json.dumps({"error": "invalid_client"})
        proof = create_s256_code_challenge(asked["code_verifier"])
        if given is None or proof != given["code_challenge"]:
            return 400, json.dumps({"error": "invalid_grant"})
        if asked["redirect_uri"] != given["redirect_uri"]:
            return 400, json.dumps({"error": "invalid_grant"})
        token = {"access_token": "a", "token_type": "Bearer", "id_token": self._vouched(given)}
        return 200, json.dumps(token)

    def _vouched(self, given: dict[str, str]) -> str:
        now = int(self.clock.now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + HOUR}
        claims |= {"nonce": given["nonce"], **json.loads(given["claims"]), **self.wrong}
        header = {"alg": self.algorithm, "kid": "1"}
        return jwt.encode(header, claims, self.signs_with or self.key, algorithms=[self.algorithm])


def client_secret_key() -> OctKey:
    """The client's secret as a key: nothing signed by it is the provider's."""
    return OctKey.import_key(SECRET)


@contextmanager
def a_provider(clock: Clock) -> Iterator[Provider]:
    """A provider that answers on loopback, until the block ends."""
    provider = Provider(clock)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, body: str) -> None:
            path = urlsplit(self.path).path
            said = self.headers.get("Authorization", "")
            if path == AUTHORIZE:
                status, text, kind = 200, provider.page(self.path), "text/html"
            else:
                (status, text), kind = provider.answer(path, body, said), "application/json"
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()
