"""The office's own identity provider: where it lets somebody sign in, and whom it vouches for.

OpenID Connect: the code flow with PKCE, state and nonce, by Authlib. What the provider says of
itself and its keys are asked anew each time, for keys change and sign-ins are few: three short
requests each. Nothing of Authlib is loaded before the first.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from config.logs import Ids
from config.settings import LOOPBACK, Settings
from config.words import Named
from registry.records.identity_sign_ins import Subject
from registry.records.secrets import word_of
from registry.refusals import Refusal
from registry.rules.plain_values import is_text

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client
    from joserfc.jwk import KeySet

LOG = logging.getLogger("prasan.sign_ins")
MACHINE_WORD = re.compile(r"[a-z_]{1,40}")
DISCOVERY = "/.well-known/openid-configuration"
# By keys that the provider alone holds: none that the client's secret or nothing at all signs.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
              "EdDSA", "Ed25519")  # fmt: skip
LEEWAY = 120  # seconds by which two clocks may differ
NAMES = ("name", "preferred_username", "email")
IN_HEADER, IN_FORM = "client_secret_basic", "client_secret_post"
STATE, NONCE, VERIFIER = "state", "nonce", "verifier"


class ProviderAway(Refusal):
    """The provider cannot be reached, or answers nothing that can be read."""


class ProviderLate(Refusal):
    """The provider does not answer in time."""


class ProviderUnfit(Refusal):
    """What the provider says of itself does not fit the settings."""


class ProviderRefuses(Refusal):
    """The provider lets the person not in, or takes the desk for none of its clients."""


class ProviderKeepsSignIn(Refusal):
    """The provider has no address at which its own sign-in is ended."""


class IdentityUnsigned(Refusal):
    """What the browser brought bears no signature of the provider."""


class IdentityOfAnother(Refusal):
    """The provider vouches for somebody, but to another program or at another time."""


class IdentityExpired(Refusal):
    """What the provider vouched for is over."""


@dataclass(frozen=True)
class IdentityProvider:
    """The provider of the settings. `return_to` is where it sends the browser back to."""

    settings: Settings
    return_to: str

    @property
    def name(self) -> Named | None:
        """What people call it."""
        return self.settings.oidc_name

    def address(self, token: str) -> str:
        """Where a browser signs in that comes back with what follows from the word.

        Raises ProviderAway, ProviderLate and ProviderUnfit.
        """
        with self._asking() as client:
            said = self._of_itself(client)
            address, _ = client.create_authorization_url(
                self._endpoint(said, "authorization_endpoint"),
                state=word_of(token, STATE),
                nonce=word_of(token, NONCE),
                code_verifier=word_of(token, VERIFIER),
            )
        return str(address)

    def subject(self, token: str, code: str, now: datetime) -> Subject:
        """Whom the provider vouches for by that code, at that instant.

        Raises the refusals of this module.
        """
        with self._asking() as client:
            said = self._of_itself(client)
            client.token_endpoint_auth_method = _method(said)
            tokens = client.fetch_token(
                self._endpoint(said, "token_endpoint"),
                grant_type="authorization_code",
                code=code,
                code_verifier=word_of(token, VERIFIER),
            )
            keys = self._json(client, self._endpoint(said, "jwks_uri"))
        return self._vouched(tokens, keys, word_of(token, NONCE), now)

    def sign_out_address(self) -> str:
        """Where the sign-in at the provider itself is ended; it leads back to the desk.

        Raises ProviderAway, ProviderLate, ProviderUnfit and ProviderKeepsSignIn.
        """
        with self._asking() as client:
            said = self._of_itself(client)
            if "end_session_endpoint" not in said:
                raise ProviderKeepsSignIn(provider=self.name)
            address = self._endpoint(said, "end_session_endpoint")
        return f"{address}?{urlencode({'client_id': self.settings.oidc_client_id})}"

    @contextmanager
    def _asking(self) -> Iterator["OAuth2Client"]:
        """A client of the provider; what goes wrong on the way is told in a sentence."""
        import httpx2
        from authlib.integrations.httpx_client import OAuth2Client, OAuthError

        secret = self.settings.oidc_client_secret
        try:
            with OAuth2Client(
                client_id=self.settings.oidc_client_id,
                client_secret=secret.get_secret_value() if secret else None,
                scope=self.settings.oidc_scopes,
                redirect_uri=self.return_to,
                code_challenge_method="S256",
                timeout=self.settings.oidc_seconds,
            ) as client:
                yield client
        except httpx2.TimeoutException:
            raise ProviderLate(provider=self.name) from None
        except OAuthError as error:
            code = error.error if MACHINE_WORD.fullmatch(str(error.error)) else None
            LOG.warning("provider refuses %s", Ids(error=code))
            raise ProviderRefuses(provider=self.name) from None
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, RecursionError):
            raise ProviderAway(provider=self.name) from None

    def _of_itself(self, client: "OAuth2Client") -> dict[str, Any]:
        issuer = self.settings.oidc_issuer or ""
        said = self._json(client, issuer.rstrip("/") + DISCOVERY)
        if said.get("issuer") != issuer:
            raise ProviderUnfit(provider=self.name)
        return said

    def _json(self, client: "OAuth2Client", address: str) -> dict[str, Any]:
        answer = client.request("GET", address, withhold_token=True)
        answer.raise_for_status()
        said = answer.json()
        if not isinstance(said, dict):
            raise ProviderAway(provider=self.name)
        return said

    def _endpoint(self, said: dict[str, Any], name: str) -> str:
        """An address that the provider names: by TLS, but on this machine."""
        address = said.get(name)
        parts = urlsplit(address) if isinstance(address, str) else None
        if parts and (parts.scheme == "https" or parts.hostname in LOOPBACK):
            return str(address)
        raise ProviderUnfit(provider=self.name)

    def _vouched(
        self, tokens: dict[str, Any], keys: dict[str, Any], nonce: str, now: datetime
    ) -> Subject:
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.errors import ClaimError, ExpiredTokenError, JoseError

        issuer, client_id = self.settings.oidc_issuer, self.settings.oidc_client_id
        asked = {"iss": {"value": issuer}, "aud": {"value": client_id}, "sub": {"essential": True}}
        params = {"nonce": nonce, "client_id": client_id}
        try:
            signed = jwt.decode(tokens.get("id_token") or "", _key_set(keys), algorithms=ALGORITHMS)
            claims = CodeIDToken(signed.claims, signed.header, asked, params)
            claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        except ExpiredTokenError:
            raise IdentityExpired(provider=self.name) from None
        except ClaimError:
            raise IdentityOfAnother(provider=self.name) from None
        except (JoseError, ValueError, KeyError, TypeError):
            raise IdentityUnsigned(provider=self.name) from None
        if not is_text(str(claims["sub"])):
            raise ProviderUnfit(provider=self.name)
        called = (claims.get(one) for one in NAMES)
        return Subject(claims["iss"], claims["sub"], next((str(one) for one in called if one), ""))


def _key_set(keys: dict[str, Any]) -> "KeySet":
    """The keys that can be read: one of a curve or form not known is none of ours (RFC 7517, 5)."""
    from joserfc.errors import JoseError, MissingKeyError
    from joserfc.jwk import JWKRegistry, Key, KeySet

    found: list[Key] = []
    for one in keys["keys"]:
        with suppress(JoseError, ValueError, KeyError, TypeError):
            found.append(JWKRegistry.import_key(one))
    if not found:
        raise MissingKeyError
    return KeySet(found)


def _method(said: dict[str, Any]) -> str:
    """How the desk shows its secret: in a header, but where a form alone is taken."""
    taken = said.get("token_endpoint_auth_methods_supported", ())
    in_form = isinstance(taken, list) and IN_HEADER not in taken and IN_FORM in taken
    return IN_FORM if in_form else IN_HEADER
