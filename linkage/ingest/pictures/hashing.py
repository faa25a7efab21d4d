"""The hashes of one picture. It may be anything: its file is a stranger's."""

from __future__ import annotations

import hashlib
import io

import numpy as np
from PIL import Image, UnidentifiedImageError

from linkage.ingest.pictures.pdq import Matrix, pdq
from linkage_schemas.record import ImageIn

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF")
"""What ads hold. Other formats that Pillow reads start programs (EPS) or are no pictures of the web."""
MAX_BYTES = 64 << 20
MAX_PIXELS = 120_000_000
"""A telephone's largest picture; decoded it takes 360 MB. More is refused before anything is decoded."""
MAX_SIDE = 4_096
"""Pixels above which a picture is averaged down by a whole factor, to bound the memory it takes.

Up to it nothing is shrunk: PDQ of 12 megapixels takes 25 ms here, less than decoding them, while
shrinking to 512 pixels first, as slower implementations must, moves 6 to 20 of the 31 bits that a
match may differ by.
"""
_DEEP = np.float32(256)
"""A grey level of 16 bits over one of 8."""

Image.MAX_IMAGE_PIXELS = None  # `_require_size` looks itself, and does not stop at a warning
Image.init()  # now, not in several threads at once
_READABLE = tuple(name for name in FORMATS if name in Image.OPEN)


class NoPictureError(Exception):
    """Why bytes cannot be hashed as a picture."""


def image_hashes(data: bytes) -> ImageIn:
    """Exact hashes over the bytes, PDQ over the first frame as it is stored.

    Raises NoPictureError.
    """
    found = pdq(_luma(data))
    return ImageIn(
        sha256=hashlib.sha256(data).hexdigest(),
        sha1=hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        md5=hashlib.md5(data, usedforsecurity=False).hexdigest(),
        pdq=found.digest,
        pdq_quality=found.quality,
    )


def _luma(data: bytes) -> Matrix:
    """Brightness, rows x columns, 0 to 255. Raises NoPictureError."""
    try:
        with Image.open(io.BytesIO(data), formats=_READABLE) as image:
            _require_size(image)
            return _grey(image)
    except NoPictureError:
        raise
    except UnidentifiedImageError:
        raise NoPictureError(f"is no picture in a known format ({', '.join(_READABLE)})") from None
    except Exception as error:  # decoders fail on broken bytes in every way there is
        raise NoPictureError(f"is a broken picture: {error}") from error


def _require_size(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise NoPictureError(f"is {image.width:,} x {image.height:,} pixels, more than {MAX_PIXELS:,} in all")


def _grey(image: Image.Image) -> Matrix:
    if image.mode.startswith("I;16"):
        return np.asarray(image, dtype=np.float32) / _DEEP
    grey = image.convert("L")
    factor = -(-max(grey.size) // MAX_SIDE)
    return np.asarray(grey.reduce(factor) if factor > 1 else grey, dtype=np.float32)
