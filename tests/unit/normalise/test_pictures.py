from __future__ import annotations

import hashlib

import pytest

from linkage.model import Identifier, ImageHashes, Kind, Record
from linkage.normalise import identifier, normalise

SHA256 = hashlib.sha256(b"picture").hexdigest()
SHA1 = hashlib.sha1(b"picture", usedforsecurity=False).hexdigest()
MD5 = hashlib.md5(b"picture", usedforsecurity=False).hexdigest()


def of(*images: ImageHashes) -> dict[str, tuple[str, float]]:
    return {e.field: (e.value, e.confidence) for e in normalise(Record("s", "1", images=images))}


def test_every_hash_of_every_picture() -> None:
    images = (
        ImageHashes(sha256=SHA256, sha1=SHA1.upper(), md5=f" {MD5} "),
        ImageHashes(sha256=f"sha256:{SHA256}", pdq=SHA256.upper(), pdq_quality=50),
        ImageHashes(pdq=SHA256, phash="ffd8a1b2c3d4e5f6"),
    )
    assert of(*images) == {
        "images[0].sha256": (f"sha256:{SHA256}", 1.0),
        "images[0].sha1": (f"sha1:{SHA1}", 1.0),
        "images[0].md5": (f"md5:{MD5}", 1.0),
        "images[1].sha256": (f"sha256:{SHA256}", 1.0),
        "images[1].pdq": (f"pdq:{SHA256}", 1.0),
        "images[2].pdq": (f"pdq:{SHA256}", 0.9),
    }


@pytest.mark.parametrize(
    "images",
    [
        ImageHashes(sha256=hashlib.sha256(b"").hexdigest()),
        ImageHashes(sha1=hashlib.sha1(b"", usedforsecurity=False).hexdigest()),
        ImageHashes(md5=hashlib.md5(b"", usedforsecurity=False).hexdigest()),
        ImageHashes(sha256="0" * 64, sha1="f" * 40, md5="F" * 32, pdq="0" * 64),
        ImageHashes(sha256=SHA1, sha1=SHA256, md5=SHA256),
        ImageHashes(sha256="N/A", sha1="none", md5="-", pdq="null"),
        ImageHashes(sha256="g" + SHA256[1:]),
        ImageHashes(pdq=SHA256, pdq_quality=49),
        ImageHashes(pdq=SHA256[:-2]),
        ImageHashes(phash="ffd8a1b2c3d4e5f6"),
    ],
)
def test_no_hash_of_anything(images: ImageHashes) -> None:
    assert of(images) == {}


def test_bare_hex_is_named_by_its_length() -> None:
    assert identifier(Kind.IMAGE, SHA256.upper()) == Identifier(Kind.IMAGE, f"sha256:{SHA256}")
    assert identifier(Kind.IMAGE, SHA1) == Identifier(Kind.IMAGE, f"sha1:{SHA1}")
    assert identifier(Kind.IMAGE, MD5) == Identifier(Kind.IMAGE, f"md5:{MD5}")
    assert identifier(Kind.IMAGE, f"crc:{MD5}") is None
    assert identifier(Kind.PICTURE, SHA256) == Identifier(Kind.PICTURE, f"pdq:{SHA256}")
