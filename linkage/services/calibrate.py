"""Refits the weights of the model of belief to what is known of a store's own links."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from linkage.analyse.reliability import reliability
from linkage.errors import InvalidInputError
from linkage.export.files import destination
from linkage.ingest.truth import read_truth
from linkage.link.rules import Rules
from linkage.ports import Ledger, Store
from linkage.services.audit import Actor, Audit
from linkage.services.labelling import Tally, by_decision, by_operator, either, shared_names, tallies
from linkage_schemas.answers import BinOut, CalibrationOut, WeightOut

if TYPE_CHECKING:
    from linkage.analyse.fitting import Labelled

LEAST = 50
"""Labelled links, fewer of which say nothing about weights."""
RIDGE = 1.0


class CalibrateService:
    """Fits weights and writes them as a rules file of somebody's own."""

    def __init__(self, store: Store, ledger: Ledger, rules: Rules, clock: Callable[[], int]) -> None:
        self._store = store
        self._rules = rules
        self._audit = Audit(ledger, clock)

    def calibrate(
        self, out: str, *, by: Actor, truth: str | None = None, ridge: float = RIDGE
    ) -> CalibrationOut:
        """Fit the weights to labelled links and write them to `out` ("-": standard output).

        Labels come of must-links and cannot-links between ads that share an identifier and, where a
        `truth` (see `EvaluateService.evaluate`) is given, of the operators of all ads it names. `ridge`
        draws towards the weights in force, as strongly as so many links. Raises InvalidInputError for too
        few labels, labels of one sort only and unusable files, DiskFullError, LinkageError and StoreError.
        """
        if not 0 < ridge < float("inf"):
            raise InvalidInputError("the ridge must be a number above 0")
        with self._audit.reading(by, "calibrate", truth or "decisions") as tally:
            folds, revision = self._labelled(truth)
            answer, text = _fitted(folds, self._rules, ridge, out, revision)
            with destination(out, spool=True) as stream:
                stream.write(text.encode())
            tally.results = answer.links
        return answer

    def _labelled(self, truth: str | None) -> tuple[list[Tally], int]:
        known = read_truth(truth) if truth is not None else None
        store, rules = self._store, self._rules

        def read(revision: int) -> tuple[list[Tally], int]:
            same, decided = by_decision(store)
            if known is None:
                return store.view(lambda view: tallies(view, rules, sorted(decided), same)), revision
            ads = ((ad.arrival, known.get((ad.source, ad.source_id))) for ad in store.iter_ads())
            operators = {ad: operator for ad, operator in ads if operator is not None}
            both = either(same, by_operator(operators))
            return store.view(lambda view: tallies(view, rules, shared_names(store), both)), revision

        return store.at_one_revision(read)


def _fitted(
    folds: Sequence[Tally], rules: Rules, ridge: float, out: str, revision: int
) -> tuple[CalibrationOut, str]:
    """The answer and the rules file."""
    from linkage.analyse import fitting  # noqa: PLC0415 - loads numpy

    parts = [fitting.labelled(tally) for tally in folds]
    links = fitting.labelled(_summed(folds))
    _require_enough(links)
    weights = fitting.fit(links, rules.weights, ridge)
    version = f"{rules.version}+fitted-{sha256(json.dumps(weights).encode()).hexdigest()[:8]}"
    said = fitting.chances(links, weights).tolist()
    table = reliability(
        pair
        for chance, true, times in zip(said, links.true.tolist(), links.times.tolist(), strict=True)
        for pair in [(chance, true)] * int(times)
    )
    before, held_out = fitting.log_loss(links, rules.weights), _held_out(parts, rules.weights, ridge)
    answer = CalibrationOut(
        out=out,
        links=len(links),
        true=float(links.times @ links.true) / len(links),
        loss_before=before,
        loss_after=fitting.log_loss(links, weights),
        loss_held_out=held_out,
        warning=_warning(before, held_out),
        brier=table.brier,
        calibration_error=table.calibration_error,
        bins=[
            BinOut(low=one.low, high=one.high, links=one.links, said=one.said, true=one.true)
            for one in table.bins
        ],
        weights=[
            WeightOut(feature=name, before=rules.weights[name], after=value)
            for name, value in weights.items()
        ],
        rules_before=rules.version,
        rules_version=version,
        revision=revision,
    )
    return answer, _toml(version, weights)


def _summed(folds: Sequence[Tally]) -> Tally:
    whole: Tally = {}
    for numbers, (count, total) in chain.from_iterable(tally.items() for tally in folds):
        before, sum_before = whole.get(numbers, (0, 0.0))
        whole[numbers] = (before + count, sum_before + total)
    return whole


def _require_enough(links: Labelled) -> None:
    """Raise InvalidInputError unless there is something to learn."""
    number = len(links)
    if number < LEAST:
        raise InvalidInputError(
            f"{number} links are known to be right or wrong; calibrating takes {LEAST} or more. "
            "Confirm and reject links with `linkage decide`, or give a --truth"
        )
    right = float(links.times @ links.true)
    if not 1.0 <= right <= number - 1.0:
        said = "right" if right > number / 2 else "wrong"
        raise InvalidInputError(f"all {number:,} links are known to be {said}; calibrating takes both")


def _held_out(parts: Sequence[Labelled], weights: Mapping[str, float], ridge: float) -> float:
    """Log-loss of each part under weights fitted to the others."""
    from linkage.analyse import fitting  # noqa: PLC0415 - loads numpy

    total, number = 0.0, 0
    for place, part in enumerate(parts):
        if len(part):
            rest = fitting.merged([one for other, one in enumerate(parts) if other != place])
            total += fitting.log_loss(part, fitting.fit(rest, weights, ridge)) * len(part)
            number += len(part)
    return total / max(number, 1)


def _warning(before: float, held_out: float) -> str | None:
    """What speaks against the fit, if anything does."""
    if held_out <= before:
        return None
    return (
        f"on links left out of it the fit says it worse ({held_out:.4f}) than the weights in force "
        f"({before:.4f}), so it is likely to harm; keep those, label more links, or give a larger --ridge"
    )


def _toml(version: str, weights: Mapping[str, float]) -> str:
    lines = [
        "# Weights of the model of belief, fitted by `linkage calibrate`. Name the file in LINKAGE_RULES, or",
        "# put its table in the place of that of your own rules file.",
        f"version = {json.dumps(version)}",
        "",
        "[weights]",
        *(f"{name} = {value!r}" for name, value in weights.items()),
    ]
    return "\n".join(lines) + "\n"
