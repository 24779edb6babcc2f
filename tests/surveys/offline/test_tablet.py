"""What a tablet without signal collected: opened by this server alone, stored once, only the answers."""

import base64
import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlmodel import Session, select

from coproduce.accounts.models import Role
from coproduce.core import sealing
from surveys.definition import shipped
from surveys.models import Channel, Response
from surveys.offline import boxes, passes
from surveys.offline.passes import NoPass, Pass
from surveys.parse import parse
from tests.factories import NOON
from tests.factories_surveys import choice, definition, pulse
from tests.pages import PageClient
from tests.surveys.questions.test_every_type import GIVEN

SECRET = "k" * 40
EVERY = parse(shipped("every-type"))


def word() -> str:
    from coproduce.core.codes import word_list

    return "-".join([word_list()[0]] * 6)


def sealed(plain: bytes, *, secret: str = SECRET) -> str:
    """A box as a browser makes one."""
    curve = ec.SECP256R1()
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(
        curve, base64.b64decode(sealing.public_key(secret, boxes.PURPOSE))
    )
    own = ec.generate_private_key(curve)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), theirs)
    key = HKDF(SHA256(), length=32, salt=point, info=b"coproduce/tablet").derive(shared)
    nonce = os.urandom(12)
    return base64.b64encode(point + nonce + AESGCM(key).encrypt(nonce, plain, None)).decode()


def boxed(values: Mapping[str, Sequence[str]], *, code: str = "") -> str:
    return sealed(json.dumps({"code": code or word(), "language": "en", "values": values}).encode() + b"   ")


def leave(**changes: object) -> Pass:
    facts: dict[str, object] = {
        "slug": "small",
        "version": 1,
        "wave_id": 1,
        "wave": "2026-11",
        "day": "2026-11-24",
        "until": int(NOON.timestamp()),
    }
    return Pass(**(facts | changes))  # type: ignore[arg-type] # facts of a test


def test_a_box_opens_here_and_nowhere_else() -> None:
    box = boxed({"colour": ["red"]})

    assert boxes.unpack(box, secret=SECRET).values == {"colour": ["red"]}
    nested = sealed(b'{"code":' + b"[" * 50_000)
    for other in (box[:-8] + "AAAAAAA=", "", "no box", "\ud800", nested, boxed({}, code="not our words at all")):
        with pytest.raises(boxes.NotABox):
            boxes.unpack(other, secret=SECRET)
    with pytest.raises(boxes.NotABox):
        boxes.unpack(box, secret="another" * 8)


def test_the_servers_key_is_the_same_as_long_as_its_secret_is() -> None:
    assert sealing.public_key(SECRET, "tablet") == sealing.public_key(SECRET, "tablet")
    assert len({sealing.public_key(one, two) for one in (SECRET, "other" * 8) for two in ("tablet", "more")}) == 4


def test_a_pass_is_ours_and_its_answers_may_come_two_weeks_late() -> None:
    text = passes.give(leave(), secret=SECRET)

    assert passes.read(text, secret=SECRET, now=NOON + timedelta(days=13)) == leave()
    for bad, now in ((text, NOON + timedelta(days=15)), (text[:-1] + "x", NOON), ("", NOON), ("a.b", NOON)):
        with pytest.raises(NoPass):
            passes.read(bad, secret=SECRET, now=now)
    for half in ("\ud800.a", "a.\ud800", "é.é"):
        with pytest.raises(NoPass):
            passes.read(half, secret=SECRET, now=NOON)


def test_every_type_is_read_and_what_does_not_fit_is_left_out() -> None:
    whole = boxes.read(EVERY, GIVEN)
    spoilt = boxes.read(EVERY, {**GIVEN, "overall": ["44"], "spend": ["1", "", ""], "word": ["x" * 9_999]})

    assert (whole.faults, len(whole.answers), len(whole.words)) == ({}, 13, 2)
    assert whole.answers.keys() - spoilt.answers.keys() == {"overall", "spend"}
    assert spoilt.words == {"change": "Ring back."}
    assert boxes.read(EVERY, {"worried": ["yes"]}).is_empty


def test_what_is_sent_twice_is_stored_once_and_needs_nobody_signed_in(
    client: PageClient, signed_in_as: Callable[[Role], PageClient], session: Session
) -> None:
    pulse(session, raw=definition(choice()))
    session.commit()
    volunteer = signed_in_as(Role.FORUM)
    volunteer.follow(volunteer.send_form("/s/small/tablet", {}))
    page = volunteer.open("/s/small/tablet/collect")
    assert "Sign out" not in page.text
    assert "connect-src 'self'" in page.response.headers["Content-Security-Policy"]
    tablet = next(attrs for attrs in page.all("section") if attrs.get("id") == "tablet")
    sent = {"pass": tablet["data-pass"], "box": boxed({"colour": ["blue"]})}

    first, second = (client.browser.post(tablet["data-send"], json=sent) for _ in range(2))

    assert (first.get_json(), second.get_json()) == ({"stored": True},) * 2
    stored = session.exec(select(Response)).one()
    assert (stored.answers, stored.channel) == ({"colour": "blue"}, Channel.KIOSK)
    assert not any("easy" in address for address in tablet["data-pages"].split())
    foreign = {**sent, "pass": passes.give(leave(), secret="other" * 8)}
    assert client.browser.post(tablet["data-send"], json=foreign).status_code == 410
    assert client.browser.post(tablet["data-send"], json={**sent, "box": "?"}).status_code == 422
    for odd in (b"\x00", b'{"pass":"\\ud800.a","box":"x"}', b'{"pass":' + b"[" * 50_000):
        answer = client.browser.post(tablet["data-send"], data=odd, content_type="application/json")
        assert answer.status_code == 410
    client.open("/s/small/tablet/collect", status=303)
    assert client.browser.get(tablet["data-worker"]).headers["Service-Worker-Allowed"] == "/s/small/tablet"


def test_a_tablet_keeps_easy_read_in_every_language_where_the_survey_has_it(
    signed_in_as: Callable[[Role], PageClient], session: Session
) -> None:
    pulse(session, raw=shipped("young-voices"))
    session.commit()
    volunteer = signed_in_as(Role.FORUM)
    volunteer.follow(volunteer.send_form("/s/young-voices/tablet", {}))

    page = volunteer.open("/s/young-voices/tablet/collect")
    easy = volunteer.open("/s/young-voices/tablet/collect?lang=en&easy=1")

    kept = next(attrs for attrs in page.all("section") if attrs.get("id") == "tablet")["data-pages"].split()
    assert sorted(kept) == sorted(
        f"/s/young-voices/tablet/collect?lang={code}{words}" for code in ("en", "ur") for words in ("", "&easy=1")
    )
    assert "/s/young-voices/tablet/collect?lang=en&easy=1" in page.links
    assert "How do you feel where you learn?" in easy.text
    assert "How do you feel where you learn?" not in page.text
    assert "/s/young-voices/tablet/collect?lang=en" in easy.links
