"""One picture is told once, and embeddings with their cosine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from linkage.bootstrap import App, build
from linkage.cli import render
from linkage.model import ImageHashes, Kind
from linkage.services.audit import Actor
from linkage.services.one_picture import HASHES as HASHES_WRITTEN
from linkage.settings import Settings
from linkage_schemas.answers import WhyOut
from tests.support.ads import MAYBE, NOW, PLAIN_RULES, ad
from tests.support.ads import land as land_by

BY = Actor("ines", "case 7")
RULES = PLAIN_RULES
land = partial(land_by, rules=RULES)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[App]:
    with build(Settings(store=str(tmp_path / "linkage.db")), clock=lambda: NOW, rules=RULES) as app:
        yield app


def why(app: App, a: str, b: str) -> WhyOut:
    return app.explain.why(f"site:{a}", f"site:{b}", by=BY)


PDQ = "5c8204fd8d06fdc7528ba38c95be7e8c44a5860630a090f377137d09bb524de3"
HASHES = ImageHashes(sha256=PDQ[::-1], sha1=PDQ[:40], md5=PDQ[:32], pdq=PDQ, pdq_quality=90)


def shown(answer: WhyOut, capsys: pytest.CaptureFixture[str]) -> str:
    render.why(answer)
    return " ".join(capsys.readouterr().out.split())


def test_one_picture_is_told_once_whatever_hashes_agree(
    empty: App, capsys: pytest.CaptureFixture[str]
) -> None:
    land(empty.store, [ad("a", images=(HASHES,), country="US"), ad("b", images=(HASHES,), country="FR")])
    answer = why(empty, "a", "b")
    assert len(answer.shared) == 4
    assert all(one.evidence_a and one.evidence_b for one in answer.shared)
    (lead,) = (one for one in answer.shared if one.same_as is None)
    assert {one.same_as for one in answer.shared} == {None, lead.value}
    others = {"PDQ", "MD5", "SHA-1", "SHA-256"} - {HASHES_WRITTEN[lead.value.partition(":")[0]]}
    assert all(name in lead.sentence for name in others)
    told = shown(answer, capsys)
    assert told.count(" carry the ") == 1
    assert "of the same picture agree as well" in told


def test_two_pictures_are_told_twice(empty: App, capsys: pytest.CaptureFixture[str]) -> None:
    other = ImageHashes(sha256=PDQ[1:] + "0", pdq=PDQ[7:] + PDQ[:7], pdq_quality=90)
    for name in "ab":
        images = (HASHES, other) if name == "a" else (other, HASHES)
        land(empty.store, [ad(name, images=images, country="US" if name == "a" else "FR")], name)
    answer = why(empty, "a", "b")
    assert len(answer.shared) == 6
    leads = [one for one in answer.shared if one.same_as is None]
    assert len(leads) == 2
    assert "agrees as well" in " ".join(one.sentence for one in leads)
    assert shown(answer, capsys).count(" carry the ") == 2


def test_a_hash_that_a_person_decided_about_speaks_for_itself(empty: App) -> None:
    land(empty.store, [ad("a", images=(HASHES,), country="US"), ad("b", images=(HASHES,), country="FR")])
    md5 = f"md5:{HASHES.md5}"
    empty.decide.decide("generic", by=BY, identifier_kind="image", identifier_value=md5)
    told = {one.value: one.same_as for one in why(empty, "a", "b").shared}
    assert sum(same is None for same in told.values()) == 2
    assert told[md5] is None


def test_strong_weak_evidence_names_a_picture_once(empty: App) -> None:
    both: dict[str, object] = {
        "body": MAYBE.format("me"),
        "urls": ("https://shop.example.com/rosa",),
        "images": (HASHES,),
    }
    rules = replace(RULES, kinds={**RULES.kinds, Kind.IMAGE: RULES.kinds[Kind.PICTURE]})
    land(empty.store, [ad("a", **both), ad("b", **both)], rules=rules)
    (step,) = why(empty, "a", "b").steps
    assert step.sentence.count("hash") <= 1
    assert sum(one.same_as is None for one in step.shared) == 3


FACES = {
    "a": (5.0, 0.0, 1.0, 0.0),
    "b": (5.0, 0.0, 1.0, 0.0),
    "c": (1.0, 0.1, 0.2, 0.0),
    "d": (1.0, -0.1, 0.2, 0.0),
}
"""The first of them, in the order that settles which one stands for the others, is that of a and b."""
LIKE = replace(RULES, vectors={"face-v2": 0.99})


@pytest.fixture
def faces(tmp_path: Path) -> Iterator[App]:
    """Ads with embeddings of a model that the rules declare, and of one that they do not."""
    settings = Settings(store=str(tmp_path / "faces.db"))
    with build(settings, clock=lambda: NOW, rules=LIKE) as app:
        land(
            app.store,
            [ad(name, embeddings=(("face-v2", face), ("voice", (1.0, 2.0)))) for name, face in FACES.items()],
            rules=LIKE,
        )
        yield app


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("b", "“face-v2” is 1.00; by the rules two of that model are alike from 0.99 on."),
        ("c", "“face-v2” is 0.995; by the rules two of that model are alike from 0.99 on."),
    ],
)
def test_embeddings_alike_say_model_cosine_and_threshold(faces: App, other: str, said: str) -> None:
    told = {one.alike.model: one for one in why(faces, "a", other).shared if one.alike is not None}
    face, voice = told["face-v2"], told["voice"]
    assert face.alike is not None
    assert face.alike.least_cosine == 0.99
    assert f"The cosine of their embeddings by the model {said}" in face.sentence
    assert "“voice” is 1.00; the rules declare no threshold for that model" in voice.sentence


def test_two_that_are_like_a_third_say_their_own_cosine(faces: App) -> None:
    (face,) = (one for one in why(faces, "c", "d").shared if one.value.startswith("face-v2"))
    assert face.alike is not None
    assert face.alike.cosine == pytest.approx(1.03 / 1.05, abs=1e-6)
    assert "is 0.98; " in face.sentence
    assert "as each of these two is to the one that stands for both" in face.sentence
