"""How an evaluation looks to a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from linkage.cli.output import plain, say, table
from linkage_schemas.words import count

if TYPE_CHECKING:
    from linkage_schemas.answers import (
        BinOut,
        CalibrationOut,
        EvaluationOut,
        HubsOut,
        ReliabilityOut,
        ScoreOut,
    )


def evaluation(answer: EvaluationOut) -> None:
    """Everything that a truth says of a graph."""
    say(
        f"{count(answer.ads, 'ad')} of {count(answer.operators, 'operator')}, rules {answer.rules_version}; "
        f"{answer.absent:,} more only in the truth, {answer.unknown:,} only in the store"
    )
    table(
        "Networks",
        ("by", "*precision", "*recall", "*F1"),
        [
            (name, *_figures(score))
            for name, score in (
                ("pairs of ads", answer.pairwise),
                ("ads (B-cubed)", answer.bcubed),
                ("whole operators", answer.exact),
            )
        ],
    )
    say(
        f"{count(answer.networks, 'network')}, the largest of {answer.largest_network:,} ads; the largest "
        f"operator has {answer.largest_operator:,} (ratio {answer.ratio:.2f})"
    )
    say(
        f"Over-merged: {count(answer.over_merged, 'network')} with {count(answer.foreign, 'foreign ad')}. "
        f"Under-merged: {count(answer.under_merged, 'operator')}."
    )
    table(
        "Generic identifiers",
        ("kind", "*found", "*missed", "*wrongly called", "*contested", "*precision", "*recall", "*F1"),
        [
            (one.kind, one.found, one.missed, one.wrong, one.contested, *_figures(one.score))
            for one in answer.generic
        ],
    )
    if answer.hubs is not None:
        _hubs(answer.hubs)
    reliability(answer.reliability)
    say(f"Decisions on pairs violated: {len(answer.violated):,} of {answer.decisions:,}")
    for decision in answer.violated:
        say(f"  {plain(decision)}")


def _hubs(answer: HubsOut) -> None:
    """What became of the identifiers that are known to be generic."""
    say(
        f"{count(answer.named, 'identifier')} said to be generic: {answer.judged:,} judged, "
        f"{answer.few:,} on too few of these ads, {answer.absent:,} on none of them, "
        f"{answer.invalid:,} not valid for the kind"
    )
    for one in answer.unjudged:
        say(f"  {one.why}: {one.kind} {plain(one.value)}")
    if len(answer.unjudged) < answer.named - answer.judged:
        say(f"  and {answer.named - answer.judged - len(answer.unjudged):,} more")


def calibration(answer: CalibrationOut) -> None:
    """What a fit of the weights came to."""
    say(
        f"{count(answer.links, 'labelled link')}, {answer.true:.1%} right; mean log-loss "
        f"{answer.loss_before:.4f} by rules {answer.rules_before}, {answer.loss_after:.4f} by the fit, "
        f"{answer.loss_held_out:.4f} on links left out of it"
    )
    if answer.warning is not None:
        say(f"WARNING: {answer.warning}.")
    table(
        "Weights",
        ("feature", "*before", "*after"),
        [(one.feature, f"{one.before:.2f}", f"{one.after:.2f}") for one in answer.weights],
    )
    table("Beliefs by the fit", ("said", "*links", "*mean said", "*true"), _bins(answer.bins))
    say(f"Brier score {answer.brier:.4f}, expected calibration error {answer.calibration_error:.4f}")
    say(f"Wrote rules {answer.rules_version} to {plain(answer.out)}")


def _bins(bins: Sequence[BinOut]) -> list[tuple[str, str, str, str]]:
    return [
        (f"{one.low:g} to {one.high:g}", f"{one.links:,}", f"{one.said:.3f}", f"{one.true:.3f}")
        for one in bins
    ]


def reliability(answer: ReliabilityOut) -> None:
    """Whether confidence comes true."""
    table(
        "Confidence of links",
        ("said", "*links", "*mean said", "*true"),
        [
            *_bins(answer.bins),
            *((one.by, f"{one.links:,}", f"{one.said:.3f}", f"{one.true:.3f}") for one in answer.kinds),
        ],
    )
    errors = _figure(answer.brier), _figure(answer.calibration_error)
    say("Brier score {}, expected calibration error {}".format(*errors))


def _figures(score: ScoreOut) -> tuple[str, str, str]:
    return _figure(score.precision), _figure(score.recall), _figure(score.f1)


def _figure(value: float | None) -> str:
    """A figure, or a dash where nothing was judged."""
    return "-" if value is None else f"{value:.4f}"
