"""The one door to OpenID Connect: ask a provider (Microsoft Entra, say) who somebody is; believe what it signed.

The authorization code flow with PKCE. What must be remembered between the two halves is a `Question`; the browser
keeps it. Nothing here knows who may sign in: `accounts/matching.py` does.
"""

import hmac
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException

SCOPE = "openid email"
PATIENCE_S = 5
LEEWAY_S = 60
AN_HOUR_S = 3600
LONGEST_SUBJECT = 255  # as OpenID Connect says
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""How an answer may be signed: only with a key that the provider alone has, and never not at all."""


class ProviderDown(RuntimeError):
    """The provider cannot be reached, or does not speak as it should."""


class ProviderRefused(RuntimeError):
    """The provider said no, or its answer is not to this question; the message is for the log."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are to the provider; `back` is the address that it sends people back to."""

    issuer: str
    client_id: str
    client_secret: str
    back: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: an answer is only good for the browser that asked, and once."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def kept(cls, stored: object) -> Self:
        """As a browser brought it back. Raises ProviderRefused where it kept none."""
        if not isinstance(stored, dict) or set(stored) != {"state", "nonce", "verifier"}:
            raise ProviderRefused("This browser asked nothing.")
        return cls(**stored)

    def to_keep(self) -> dict[str, str]:
        """As plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who the provider says it is. `email` is empty unless the provider says that it is verified."""

    issuer: str
    subject: str
    email: str
    second_step: bool


def ask(client: Client, *, now: datetime) -> tuple[str, Question]:
    """The address to send the browser to, and what to remember. Raises ProviderDown."""
    question = Question(generate_token(32), generate_token(32), generate_token(48))
    with _session(client) as session:
        address, _ = session.create_authorization_url(
            _endpoint(client, "authorization_endpoint", now=now),
            state=question.state,
            nonce=question.nonce,
            code_verifier=question.verifier,
        )
    return str(address), question


def hear(client: Client, question: Question, answer: Mapping[str, str], *, now: datetime) -> Confirmed:
    """Who it is, from what the browser brought back. Raises ProviderRefused, ProviderDown."""
    _check_answer(client, question, answer)
    try:
        with _session(client) as session:
            token = session.fetch_token(
                _endpoint(client, "token_endpoint", now=now),
                grant_type="authorization_code",
                code=answer["code"],
                code_verifier=question.verifier,
            )
        return read(client, question, token, keys=_keys(client, now=now), now=now)
    except (AuthlibBaseError, JoseError) as error:
        raise ProviderRefused(str(error)) from error
    except (RequestException, ValueError) as error:
        raise ProviderDown(type(error).__name__) from error


def _check_answer(client: Client, question: Question, answer: Mapping[str, str]) -> None:
    if not hmac.compare_digest(answer.get("state", "").encode(), question.state.encode()):
        raise ProviderRefused("The answer is to another question.")
    if answer.get("iss", client.issuer) != client.issuer:  # RFC 9207
        raise ProviderRefused("The answer is another provider's.")
    if "code" not in answer:
        raise ProviderRefused("The provider said no.")


def read(
    client: Client, question: Question, token: Mapping[str, Any], *, keys: KeySet, now: datetime
) -> Confirmed:
    """Check the signature, then who signed, for whom, for which question and until when.

    Raises ProviderRefused, or Authlib's own errors.
    """
    if not isinstance(token.get("id_token"), str):
        raise ProviderRefused("The provider did not say who it is.")
    registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
    signed = jwt.decode(token["id_token"], key=keys, registry=registry)
    must_be = {
        "iss": {"essential": True, "value": client.issuer},
        "aud": {"essential": True, "value": client.client_id},
        "nonce": {"essential": True, "value": question.nonce},
    }
    asked = {"nonce": question.nonce, "client_id": client.client_id, "access_token": token.get("access_token")}
    claims = CodeIDToken(signed.claims, signed.header, must_be, asked)
    claims.validate(now=int(now.timestamp()), leeway=LEEWAY_S)
    amr = claims.get("amr") or []
    subject = str(claims["sub"])
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProviderRefused("The provider gave no usable name.")
    return Confirmed(
        issuer=client.issuer,
        subject=subject,
        email=_verified_email(claims),
        second_step="mfa" in amr,
    )


def _verified_email(claims: Mapping[str, Any]) -> str:
    """The address, if the provider vouches for it; Entra says `xms_edov` where others say `email_verified`."""
    vouched = any(claims.get(name) in (True, 1, "1", "true") for name in ("email_verified", "xms_edov"))
    return str(claims.get("email") or "") if vouched else ""


def _session(client: Client) -> OAuth2Session:
    return OAuth2Session(
        client.client_id,
        client.client_secret,
        scope=SCOPE,
        redirect_uri=client.back,
        code_challenge_method="S256",
        default_timeout=PATIENCE_S,
    )


def _endpoint(client: Client, name: str, *, now: datetime) -> str:
    address = _metadata(client, int(now.timestamp()) // AN_HOUR_S).get(name)
    if not isinstance(address, str):
        raise ProviderDown(f"The provider names no {name}.")
    return address


def _keys(client: Client, *, now: datetime) -> KeySet:
    found: Any = _fetch(client, _endpoint(client, "jwks_uri", now=now))
    try:
        return KeySet.import_key_set(found)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise ProviderDown("The provider's keys cannot be read.") from error


@lru_cache(maxsize=4)
def _metadata(client: Client, _hour: int) -> Mapping[str, Any]:
    """What the provider says of itself, asked for once an hour at most."""
    found = _fetch(client, get_well_known_url(client.issuer, external=True))
    if found.get("issuer") != client.issuer:
        raise ProviderDown("The provider calls itself by another name than COPRODUCE_OIDC_ISSUER.")
    return found


def _fetch(client: Client, address: str) -> dict[str, Any]:
    try:
        with _session(client) as session:
            response = session.request("GET", address, withhold_token=True, allow_redirects=False)
        if response.status_code != 200:
            raise ProviderDown(f"The provider answered {response.status_code}.")
        found = response.json()
    except (RequestException, ValueError) as error:
        raise ProviderDown(type(error).__name__) from error
    if not isinstance(found, dict):
        raise ProviderDown("The provider did not answer with an object.")
    return found
