"""How many phone numbers are found, what is taken for one, and how fast: beside other extractors."""

from __future__ import annotations

import json
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Any

import phonenumbers

from bench import hostile, peer_dig
from bench.figures import middle
from bench.plan import SEED, Plan
from bench.processes import ROOT
from bench.tables import Cell, Table
from linkage.model import Evidence, Kind, Record
from linkage.normalise import extract, phone
from linkage.synthetic import generate

VECTORS = ROOT / "tests" / "golden" / "extraction"
ADS, CHARACTERS = 2_000, 500
WARM_UP = 200
"""Ads that each reads before the ones that count."""
LENGTHS = (500, 4_000, 16_000, 64_000)
PREFIX = 5
"""Digits that may stand before the national ones: 00, a country code, a trunk digit."""
MATCHER = "phonenumbers' matcher"
OURS, PHONES_ONLY = "linkage, everything", "linkage, phones alone"
SOURCE = "digPhoneExtractor 0.3.7"


@dataclass(frozen=True, slots=True)
class Vector:
    """A record, how its numbers are written (or what trap it is), and their national digits."""

    group: str
    record: Record
    region: str
    asked: str | None
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contender:
    """Digits that it finds in each vector, and CPU seconds for each run over ads."""

    name: str
    found: Sequence[Sequence[str]]
    seconds: Sequence[float]


Finder = Callable[[Vector], list[str]]


def sections(plan: Plan) -> list[Table]:
    """Found and missed on the vectors, speed on made-up ads, how time grows with a text, hostile texts."""
    vectors = [*_vectors("positives"), *_vectors("negatives")]
    runs = list(_runs(plan.runs))
    contenders = _raced(vectors, runs)
    why = peer_dig.missing()
    if why is None:
        contenders += [_dig(output, vectors, runs) for output in peer_dig.FORMATS]
    skipped = f" {SOURCE} was not run: {why}." if why else ""
    return [
        _versus(contenders, vectors, skipped),
        _by_form(contenders, vectors),
        _growth(plan.runs),
        hostile.table(plan.runs),
    ]


def _versus(contenders: Sequence[Contender], vectors: Sequence[Vector], skipped: str) -> Table:
    base = next(middle(c.seconds) for c in contenders if c.name == f"{MATCHER}, raw text")
    phones = sum(len(v.expected) for v in vectors)
    traps = sum(1 for v in vectors if not v.expected)
    rows: list[list[Cell]] = []
    for one in contenders:
        right, wrong, hit = _scored(one.found, vectors)
        seconds = middle(one.seconds)
        rows.append(
            [one.name, right / phones, right / max(right + wrong, 1), hit, ADS / seconds, base / seconds]
        )
    return Table(
        "Phone numbers beside other extractors",
        f"{phones:,} phone numbers and {traps:,} records without one, traps most of them; national digits "
        "are compared, and the matcher is told the vector's country, US where there is none. Speed over "
        f"{ADS:,} made-up ads of {CHARACTERS} characters, other ones in each run, in CPU time. "
        f"DIG's extractor is given tokens, on Python 2.7.{skipped}",
        [
            ("extractor", ""),
            ("recall", ".3f"),
            ("precision", ".3f"),
            ("records falsely hit", ",d"),
            ("ads/s", ",.0f"),
            ("times the matcher", ".2f"),
        ],
        rows,
    )


def _by_form(contenders: Sequence[Contender], vectors: Sequence[Vector]) -> Table:
    forms = list(dict.fromkeys(v.group for v in vectors if v.expected))
    sizes: Counter[str] = Counter()
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for n, vector in enumerate(vectors):
        sizes[vector.group] += len(vector.expected)
        for one in contenders:
            hits[one.name][vector.group] += len(_right(one.found[n], vector.expected))
    return Table(
        "Recall by how a number is written",
        "The same vectors.",
        [("form", ""), ("numbers", ",d"), *((one.name, ".2f") for one in contenders)],
        [[f, sizes[f], *(hits[one.name][f] / sizes[f] for one in contenders)] for f in forms],
    )


def _growth(runs: int) -> Table:
    rows: list[list[Cell]] = []
    for length in LENGTHS:
        ads = list(islice(_ads(length), LENGTHS[-1] // length))
        extract(ads[0].record, None)
        costs = [_timed(_everything, ads) / (length * len(ads)) * 1e6 for _ in range(runs)]
        rows.append([f"{length:,}", middle(costs), min(costs)])
    return Table(
        "Time for a character",
        f"`extract` over {LENGTHS[-1]:,} characters of made-up ads, in texts of a length. CPU time.",
        [("characters in a text", ""), ("us/character", ".3f"), ("least", ".3f")],
        rows,
    )


def _vectors(file: str) -> Iterator[Vector]:
    for line in (VECTORS / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        read: dict[str, Any] = json.loads(line)
        fields: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in read["record"].items()
        }
        record = Record(source="vectors", source_id=read["id"], **fields)
        numbers = (e["value"] for e in read["expect"] if e["kind"] in PHONES)
        group, asked = read.get("form") or read["trap"], read.get("region")
        region = read.get("country") or asked or "US"
        yield Vector(group, record, region, asked, frozenset(map(_national, numbers)))


PHONES = frozenset({Kind.PHONE, Kind.NATIONAL})


def _national(number: str) -> str:
    """Digits after the country code and the trunk digit."""
    if not number.startswith("+"):
        return number.lstrip("0")
    return str(phonenumbers.parse(number).national_number)


def _runs(runs: int) -> Iterator[list[Vector]]:
    """As many ads for each run as it needs, none of them twice: nothing is known from the run before."""
    ads = _ads(CHARACTERS)
    for _ in range(runs):
        yield list(islice(ads, ADS))


def _ads(length: int) -> Iterator[Vector]:
    """Made-up ads of exactly this many characters: the ends of several joined, where contacts stand."""
    text, size = "", 10_000_000
    for ad in generate(size, SEED):
        text += f"{ad.record.get('title', '')}\n{ad.record.get('body', '')}\n"
        if len(text) >= length:
            place = ad.record.get("location")
            country = str(place.get("country") or "US") if isinstance(place, dict) else "US"
            record = Record(source="made-up", source_id="1", body=text[-length:], country=country)
            yield Vector("", record, country, None, frozenset())
            text = ""


def _everything(vector: Vector) -> list[str]:
    return _phones(extract(vector.record, vector.asked).identifiers)


def _phones_alone(vector: Vector) -> list[str]:
    record = vector.record
    if record.country is None and vector.asked:
        record = replace(record, country=vector.asked)
    return _phones(phone.EXTRACTOR.find(record))


def _phones(evidence: Iterator[Evidence] | Sequence[Evidence]) -> list[str]:
    return [_national(e.value) for e in evidence if e.kind in PHONES]


def _texts(record: Record) -> list[str]:
    return [text for text in (f"{record.title}\n{record.body}".strip(), record.url, *record.phones) if text]


def _matched(vector: Vector, form: Callable[[str], str]) -> list[str]:
    """As `phonenumbers` finds them."""
    return [
        str(match.number.national_number)
        for text in _texts(vector.record)
        for match in phonenumbers.PhoneNumberMatcher(form(text), vector.region)
    ]


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


FINDERS: Mapping[str, Finder] = MappingProxyType(
    {
        OURS: _everything,
        PHONES_ONLY: _phones_alone,
        f"{MATCHER}, raw text": partial(_matched, form=str),
        f"{MATCHER}, NFKC": partial(_matched, form=_compatible),
    }
)


def _raced(vectors: Sequence[Vector], runs: Sequence[Sequence[Vector]]) -> list[Contender]:
    """Each in turn over the same ads, so that a slow spell of the machine is everybody's."""
    found = {name: [finder(v) for v in vectors] for name, finder in FINDERS.items()}
    for finder in FINDERS.values():
        _timed(finder, runs[0][:WARM_UP])
    seconds = [{name: _timed(finder, ads) for name, finder in FINDERS.items()} for ads in runs]
    return [Contender(name, digits, [run[name] for run in seconds]) for name, digits in found.items()]


def _timed(finder: Finder, ads: Sequence[Vector]) -> float:
    began = time.process_time()
    for ad in ads:
        finder(ad)
    return time.process_time() - began


def _dig(output: str, vectors: Sequence[Vector], runs: Sequence[Sequence[Vector]]) -> Contender:
    lists = [[_for_dig(v.record) for v in ads] for ads in (vectors, *runs)]
    first, *rest = peer_dig.run(output, lists)
    return Contender(f"{SOURCE}, {output}", first.found, [answer.seconds for answer in rest])


def _for_dig(record: Record) -> peer_dig.Ad:
    return peer_dig.Ad(" \n".join((record.title, record.body, *record.phones)), record.url)


def _scored(found: Sequence[Sequence[str]], vectors: Sequence[Vector]) -> tuple[int, int, int]:
    """Expected numbers found, other numbers found, and records without a number where some was found."""
    right = wrong = hit = 0
    for numbers, vector in zip(found, vectors, strict=True):
        good = _right(numbers, vector.expected)
        bad = [d for d in set(numbers) if not any(_same(d, number) for number in vector.expected)]
        right += len(good)
        wrong += len(bad)
        hit += bool(numbers) and not vector.expected
    return right, wrong, hit


def _right(numbers: Sequence[str], expected: frozenset[str]) -> set[str]:
    return {number for number in expected if any(_same(digits, number) for digits in numbers)}


def _same(digits: str, national: str) -> bool:
    """Whether the digits are this national number, whatever prefix they carry."""
    return digits.endswith(national) and len(digits) - len(national) <= PREFIX
