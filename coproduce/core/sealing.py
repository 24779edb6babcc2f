"""What is kept sealed at rest: whoever reads the database alone, or a copy of it, learns nothing from it.

The one door to the library of ciphers. The key follows from the secret key and the purpose, and a purpose may
name the row it is for ("second step/12"), so that a sealed value moved to another row does not open there. Nothing
in it tells when it was sealed.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coproduce.core.codes import derive_key

NONCE_BYTES = 12


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


def _cipher(secret: str, purpose: str) -> AESGCM:
    return AESGCM(derive_key(secret, f"sealed/{purpose}"))
