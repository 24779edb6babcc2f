"""What is kept sealed at rest: whoever reads the database alone, or a copy of it, learns nothing from it.

The one door to the library of ciphers. The key follows from the secret key and the purpose, and a purpose may
name the row it is for ("second step/12"), so that a sealed value moved to another row does not open there. Nothing
in it tells when it was sealed.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from coproduce.core.codes import derive_key

NONCE_BYTES = 12
POINT_BYTES = 65
AT_LEAST = POINT_BYTES + NONCE_BYTES
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the curve's group: a private key is a number below it."""


class CannotUnseal(ValueError):
    """Sealed under another secret key or for another purpose, or changed since."""


def seal(secret: str, purpose: str, plain: bytes) -> str:
    """The bytes sealed for one purpose, as text to store."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return base64.urlsafe_b64encode(nonce + _cipher(secret, purpose).encrypt(nonce, plain, None)).decode()


def unseal(secret: str, purpose: str, sealed: str) -> bytes:
    """The bytes that were sealed for this purpose. Raises CannotUnseal."""
    try:
        kept = base64.b64decode(sealed, altchars=b"-_", validate=True)
        return _cipher(secret, purpose).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], None)
    except (InvalidTag, binascii.Error, ValueError):
        raise CannotUnseal("This was sealed under another key or for another purpose.") from None


def public_key(secret: str, purpose: str) -> str:
    """What anybody may seal by, and only this server opens: a P-256 point, whole, as text."""
    key = _private_key(secret, purpose).public_key()
    return base64.b64encode(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).decode()


def open_box(secret: str, purpose: str, box: str) -> bytes:
    """What somebody sealed by the public key of this purpose. Raises CannotUnseal.

    A box is the sealer's own point for this box alone, a nonce, and what is sealed (AES-256-GCM), under a key that
    follows (HKDF, SHA-256) from both points; docs/decisions/0027 says how a browser makes one.
    """
    try:
        kept = base64.b64decode(box, validate=True)
        point, nonce, sealed = kept[:POINT_BYTES], kept[POINT_BYTES : POINT_BYTES + NONCE_BYTES], kept[AT_LEAST:]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = _private_key(secret, purpose).exchange(ec.ECDH(), theirs)
        key = HKDF(SHA256(), length=32, salt=point, info=f"coproduce/{purpose}".encode()).derive(shared)
        return AESGCM(key).decrypt(nonce, sealed, None)
    except (InvalidTag, binascii.Error, ValueError):
        raise CannotUnseal("This box was sealed for another server, or changed since.") from None


def _private_key(secret: str, purpose: str) -> ec.EllipticCurvePrivateKey:
    # It follows from the secret key, so that none need be kept; 64 bytes, so that it leans to no number.
    halves = (derive_key(secret, f"box/{purpose}/{half}") for half in ("first", "second"))
    number = int.from_bytes(b"".join(halves), "big") % (ORDER - 1) + 1
    return ec.derive_private_key(number, CURVE)


def _cipher(secret: str, purpose: str) -> AESGCM:
    return AESGCM(derive_key(secret, f"sealed/{purpose}"))
