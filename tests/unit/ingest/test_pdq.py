"""PDQ against hashes that the reference implementation gave for the same pixels."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from linkage.ingest.pictures import hashing
from linkage.ingest.pictures.hashing import NoPictureError, image_hashes
from linkage.ingest.pictures.pdq import pdq
from linkage.normalise.picture import MIN_QUALITY
from tests.support.pictures import distance, picture, shapes

SAME = 31
"""Bits up to which two pictures count as one."""
ROUNDING = 2
"""Bits that may differ where brightness was rounded to whole numbers, as here, and not there."""

# width, height, seed, and what pdqhash 0.2.8 (Meta's C++) makes of the pixels.
REFERENCE = [
    (64, 64, 1, "c0e20e717f1c07e10de3c05cff007fc607f0db18684effe1ff98fffc98030001", 100),
    (100, 80, 2, "bca15c7bb4e1aa41d0b4c1e163a155870f4f86963f0db41ef83d79e8f0524db4", 100),
    (320, 240, 3, "66aac3a0fc6a2af60bd5c37d2255b814c740675a91ea946ff739d3855e84e950", 100),
    (129, 300, 4, "19fdbde1ecdaedd87fd8313d1ce18ce0860437b833897c8c1ee49623113353a4", 100),
    (800, 600, 5, "2b1d7399135a1206d5add5f4ce18eb51f4f0965251672ce72e6c5446db53638c", 100),
    (6, 7, 6, "ce6c6cc613b19b3931939b39f94bb94b319356b4ce6c46b407b064c6ce6c64c6", 28),
]


def encoded(image: Image.Image, form: str = "PNG", **how: int) -> bytes:
    kept = io.BytesIO()
    image.save(kept, form, **how)
    return kept.getvalue()


def moved(one: bytes, other: bytes) -> int:
    return distance(image_hashes(one).pdq or "", image_hashes(other).pdq or "")


@pytest.mark.parametrize(("width", "height", "seed", "digest", "quality"), REFERENCE)
def test_it_is_the_hash_of_the_reference(
    width: int, height: int, seed: int, digest: str, quality: int
) -> None:
    weights = np.array([0.299, 0.587, 0.114])
    luma = (shapes(width, height, seed) @ weights).astype(np.float32)
    assert pdq(luma).quality == quality
    assert distance(pdq(luma).digest, digest) <= ROUNDING
    decoded = image_hashes(encoded(picture(width, height, seed)))
    assert decoded.pdq_quality == quality
    assert distance(decoded.pdq or "", digest) <= 3 * ROUNDING


def test_a_picture_saved_again_stays_within_the_distance_of_a_match() -> None:
    original = picture(640, 480, 7)
    again = [
        encoded(original, "JPEG", quality=15),
        encoded(original, "WEBP", quality=40),
        encoded(original.resize((320, 240)), "JPEG", quality=70),
        encoded(original.convert("L"), "PNG"),
    ]
    assert [moved(encoded(original), one) <= SAME for one in again] == [True] * 4


def test_other_pictures_are_far_apart() -> None:
    several = [image_hashes(encoded(picture(seed=seed))).pdq or "" for seed in range(12)]
    assert min(distance(a, b) for i, a in enumerate(several) for b in several[:i]) > 2 * SAME


@pytest.mark.parametrize("flat", [Image.new("RGB", (300, 200), "teal"), Image.linear_gradient("L")])
def test_where_there_is_little_to_see_the_quality_is_low(flat: Image.Image) -> None:
    assert (image_hashes(encoded(flat)).pdq_quality or 0) < MIN_QUALITY


@pytest.mark.parametrize("size", [(4, 50), (50, 4), (1, 1)])
def test_what_is_too_small_has_no_hash(size: tuple[int, int]) -> None:
    assert pdq(np.zeros(size, np.float32)) == ("0" * 64, 0)


def test_a_large_picture_is_averaged_down_by_a_whole_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    large = encoded(picture(640, 480, 7))
    whole = image_hashes(large).pdq or ""
    monkeypatch.setattr(hashing, "MAX_SIDE", 250)
    assert 0 < distance(whole, image_hashes(large).pdq or "") <= SAME


def test_sixteen_bits_of_grey_are_read_as_eight() -> None:
    grey = np.asarray(picture(seed=3).convert("L"))
    deep = Image.fromarray(grey.astype(np.uint16) * 257)
    assert moved(encoded(deep), encoded(Image.fromarray(grey))) <= ROUNDING


def test_more_pixels_than_a_camera_has_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "MAX_PIXELS", 320 * 240 - 1)
    with pytest.raises(NoPictureError, match="is 320 x 240 pixels"):
        image_hashes(encoded(picture()))


@pytest.mark.parametrize("cut", [0, 3, 30, 200, 5_000])
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_half_a_picture_is_refused(form: str, cut: int) -> None:
    with pytest.raises(NoPictureError, match=r"^is (no picture in a known format|a broken picture)"):
        image_hashes(encoded(picture(), form)[:cut])


def test_what_would_start_a_program_is_no_picture() -> None:
    with pytest.raises(NoPictureError, match="known format"):
        image_hashes(encoded(picture(), "EPS"))
