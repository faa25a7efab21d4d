"""Decisions against the networks of a store, and whether they are kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from bench.accuracy.figures import truth_of
from linkage import bootstrap
from linkage.bootstrap import App
from linkage.errors import ConflictError
from linkage.ports import AdRow
from linkage.services.audit import Actor
from linkage.settings import Settings

BOTH = 20
"""Decisions of each kind."""
BY = Actor("bench", "to see whether decisions are kept")


def main(store: Path, truth: Path) -> dict[str, int]:
    """Part what is wrongly together and join what is wrongly apart, then ask what stands."""
    known = truth_of(truth)
    with bootstrap.build(Settings(store=str(store)), create=False) as app:
        ads = list(app.store.iter_ads())
        operators = {ad.ad_id: known[ad.source, ad.source_id] for ad in ads}
        _take(app, "cannot-link", _mixed(_by(ads, {ad.ad_id: ad.network_id for ad in ads}), operators))
        networks = {ad.ad_id: ad.network_id for ad in app.store.iter_ads()}
        _take(app, "must-link", _mixed(_by(ads, operators), networks))
        answer = app.evaluate.evaluate(str(truth), by=BY)
    return {"decisions": answer.decisions, "violated": len(answer.violated)}


def _by(ads: Sequence[AdRow], classes: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for ad in ads:
        found.setdefault(classes[ad.ad_id], []).append(ad.ad_id)
    return found


def _mixed(groups: Mapping[str, Sequence[str]], others: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """From each group whose ads differ in `others`, the first two that do; smallest groups first."""
    for _, ads in sorted(groups.items(), key=lambda item: (len(item[1]), item[0])):
        other = next((ad for ad in ads if others[ad] != others[ads[0]]), None)
        if other is not None:
            yield ads[0], other


def _take(app: App, kind: str, pairs: Iterator[tuple[str, str]]) -> None:
    for a, b in islice(pairs, BOTH):
        try:
            app.decide.decide(kind, by=BY, ad_a=a, ad_b=b)
        except ConflictError:
            continue  # an earlier one says otherwise, and was refused openly


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
