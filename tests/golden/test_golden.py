"""From the records in ads.jsonl to what the service says, byte for byte.

After a change that is meant: `UPDATE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from linkage.bootstrap import App, build
from linkage.model import ad_id, network_id
from linkage.services.audit import Actor
from linkage.settings import Settings
from tests.support.ads import NOW, PLAIN_RULES
from tests.support.neo4j import Servers

HERE = Path(__file__).parent
BY = Actor("ines", "case 7")
CHAIN = network_id(ad_id("site", "chain-1"))
PAIRS = [
    ("site:chain-1", "site:chain-3"),
    ("site:hotline-01", "site:hotline-02"),
    ("site:old", "site:new"),
    ("site:maybe-1", "site:maybe-2"),
    ("site:lonely", "site:old"),
    ("@sum:=cmd()", "site:hostile-2"),
]


@pytest.fixture(scope="module", params=["sqlite", "neo4j"])
def location(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path_factory.mktemp("golden") / "linkage.db")
        return
    servers: Servers = request.getfixturevalue("neo4j_servers")
    with servers.lease() as place:
        yield place.url


@pytest.fixture(scope="module")
def app(location: str) -> Iterator[App]:
    ids = count(1)
    settings = Settings(store=location)
    with build(settings, clock=lambda: NOW, new_id=lambda: f"id-{next(ids)}", rules=PLAIN_RULES) as built:
        answer = built.ingest.ingest([str(HERE / "ads.jsonl")], by=BY, batch_size=20, workers=0)
        assert (answer.records, answer.rejects, answer.batches) == (50, 0, 3)
        yield built


def compare(name: str, found: bytes) -> None:
    golden = HERE / name
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(found)
    assert found == golden.read_bytes()


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("membership", "membership.csv"),
        ("links", "links.csv"),
        ("identifiers", "identifiers.csv"),
        ("network", "network.json"),
    ],
)
def test_exports(app: App, tmp_path: Path, what: str, name: str) -> None:
    out = tmp_path / name
    app.export.export(what, str(out), by=BY, network_id=CHAIN)
    compare(name, out.read_bytes())


def test_explanations(app: App) -> None:
    answers = [app.explain.why(a, b, by=BY).model_dump(mode="json") for a, b in PAIRS]
    compare("why.json", (json.dumps(answers, indent=1) + "\n").encode())


def test_a_search_and_a_graph(app: App) -> None:
    answers = [
        app.query.search("(202) 555-0123", by=BY, region="US").model_dump(mode="json"),
        app.query.graph(CHAIN, by=BY).model_dump(mode="json"),  # type: ignore[union-attr]
    ]
    compare("query.json", (json.dumps(answers, indent=1) + "\n").encode())
