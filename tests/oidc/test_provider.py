"""What we believe a provider: asked through a real one, and by hand for what a real one would never say."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from authlib.common.errors import AuthlibBaseError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey, RSAKey

from coproduce.accounts import provider as door
from coproduce.accounts.provider import Client, Confirmed, ProviderDown, ProviderRefused, Question
from coproduce.core import clock
from tests.oidc.program import BACK, CLIENT_ID, CLIENT_SECRET, Program

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def client(provider: Program) -> Client:
    return Client(provider.issuer, CLIENT_ID, CLIENT_SECRET, BACK)


def fields_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def ask_and_hear(program: Program, client: Client, **claims: object) -> Confirmed:
    address, question = door.ask(client, now=clock.now())
    answer = fields_of(program.answer(address, sub="entra-1", **claims))
    return door.hear(client, question, answer, now=clock.now())


def test_a_provider_says_who_it_is(provider: Program, client: Client) -> None:
    found = ask_and_hear(provider, client, email="officer@example.org", email_verified=True)

    assert found == Confirmed(provider.issuer, "entra-1", "officer@example.org", second_step=False)


def test_a_second_step_counts_only_where_the_provider_says_so(provider: Program, client: Client) -> None:
    assert not ask_and_hear(provider, client, amr=["pwd"]).second_step
    assert ask_and_hear(provider, client, amr=["pwd", "mfa"]).second_step


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"email_verified": True}, "officer@example.org"),
        ({"xms_edov": True}, "officer@example.org"),
        ({"xms_edov": "1"}, "officer@example.org"),
        ({"email_verified": False}, ""),
        ({"email_verified": "yes"}, ""),
        ({}, ""),
    ],
)
def test_an_address_counts_only_where_the_provider_vouches_for_it(
    provider: Program, client: Client, claims: dict[str, object], email: str
) -> None:
    assert ask_and_hear(provider, client, email="officer@example.org", **claims).email == email


def test_the_question_uses_pkce_and_nothing_of_it_repeats(provider: Program, client: Client) -> None:
    first, second = (fields_of(door.ask(client, now=clock.now())[0]) for _ in range(2))

    assert first["code_challenge_method"] == "S256"
    assert first["response_type"] == "code"
    assert first["redirect_uri"] == BACK
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]


def test_an_answer_is_good_once(provider: Program, client: Client) -> None:
    address, question = door.ask(client, now=clock.now())
    answer = fields_of(provider.answer(address, sub="entra-1"))
    door.hear(client, question, answer, now=clock.now())

    with pytest.raises(ProviderRefused):
        door.hear(client, question, answer, now=clock.now())


@pytest.mark.parametrize("name", ["state", "nonce", "verifier"])
def test_an_answer_is_only_for_the_browser_that_asked(provider: Program, client: Client, name: str) -> None:
    address, question = door.ask(client, now=clock.now())
    answer = fields_of(provider.answer(address, sub="entra-1"))
    other = Question(**{**question.to_keep(), name: "x" * 48})

    with pytest.raises(ProviderRefused):
        door.hear(client, other, answer, now=clock.now())


def test_a_person_who_says_no_at_the_provider_is_not_signed_in(provider: Program, client: Client) -> None:
    with pytest.raises(ProviderRefused):
        ask_and_hear(provider, client, refuse=True)


def test_an_answer_that_names_another_provider_is_not_believed(provider: Program, client: Client) -> None:
    address, question = door.ask(client, now=clock.now())
    answer = {**fields_of(provider.answer(address, sub="entra-1")), "iss": "https://elsewhere.example"}

    with pytest.raises(ProviderRefused, match="another provider"):
        door.hear(client, question, answer, now=clock.now())


def test_a_wrong_secret_is_refused(provider: Program) -> None:
    wrong = Client(provider.issuer, CLIENT_ID, "w" * 40, BACK)

    with pytest.raises(ProviderRefused):
        ask_and_hear(provider, wrong)


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_a_provider_that_calls_itself_otherwise_is_not_used(provider: Program, path: str) -> None:
    with pytest.raises(ProviderDown):
        door.ask(Client(provider.issuer + path, CLIENT_ID, CLIENT_SECRET, BACK), now=clock.now())


def test_a_provider_that_is_down_is_said_to_be_down() -> None:
    with pytest.raises(ProviderDown):
        door.ask(Client("http://127.0.0.1:9", CLIENT_ID, CLIENT_SECRET, BACK), now=clock.now())


def test_a_browser_that_asked_nothing_has_no_question() -> None:
    for stored in (None, "x", {}, {"state": "x"}, {"state": "x", "nonce": "y", "verifier": "z", "more": "w"}):
        with pytest.raises(ProviderRefused):
            Question.kept(stored)


KEY = RSAKey.generate_key(2048, {"kid": "k"})
HERE = Client("https://provider.example", "us", "secret", BACK)
QUESTION = Question("s", "n", "v")
GOOD = {
    "iss": HERE.issuer,
    "aud": "us",
    "sub": "1",
    "nonce": "n",
    "iat": int(NOW.timestamp()),
    "exp": int((NOW + timedelta(minutes=5)).timestamp()),
}

Signer = Callable[[dict[str, object]], str]


def signed(claims: dict[str, object]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "k"}, claims, KEY)


def signed_with_our_secret(claims: dict[str, object]) -> str:
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key("s" * 32))


def signed_by_nobody(claims: dict[str, object]) -> str:
    _, body, _ = signed(claims).split(".")
    return f"eyJhbGciOiJub25lIn0.{body}."


def signed_by_another(claims: dict[str, object]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "k"}, claims, RSAKey.generate_key(2048, {"kid": "k"}))


def read(token: str) -> Confirmed:
    return door.read(HERE, QUESTION, {"id_token": token}, keys=KeySet([KEY]), now=NOW)


def test_a_good_token_is_believed() -> None:
    assert read(signed(GOOD)) == Confirmed(HERE.issuer, "1", "", second_step=False)
    assert read(signed({**GOOD, "aud": ["us"], "azp": "us"})).subject == "1"


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://provider.example/"},
        {"iss": None},
        {"aud": "them"},
        {"aud": ["them"]},
        {"aud": ["us", "them"], "azp": "them"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": int((NOW - timedelta(minutes=5)).timestamp())},
        {"exp": None},
        {"iat": int((NOW + timedelta(minutes=5)).timestamp())},
        {"sub": None},
        {"sub": 7},
        {"sub": ""},
        {"amr": "mfa"},
    ],
    ids=json.dumps,
)
def test_a_token_with_another_word_in_it_is_not_believed(change: dict[str, object]) -> None:
    claims = {name: value for name, value in {**GOOD, **change}.items() if value is not None}

    with pytest.raises((AuthlibBaseError, JoseError, ProviderRefused)):
        read(signed(claims))


@pytest.mark.parametrize("sign", [signed_with_our_secret, signed_by_nobody, signed_by_another])
def test_a_token_that_the_provider_did_not_sign_is_not_believed(sign: Signer) -> None:
    with pytest.raises((AuthlibBaseError, JoseError, ValueError)):
        read(sign(dict(GOOD)))


def test_an_answer_without_a_token_is_not_believed() -> None:
    with pytest.raises(ProviderRefused):
        door.read(HERE, QUESTION, {}, keys=KeySet([KEY]), now=NOW)
