"""How right a graph is, as far as somebody knows the truth."""

from __future__ import annotations

from typing import Literal

from linkage.model import Kind
from linkage_schemas.wire import Answer


class ScoreOut(Answer):
    """Precision, recall and their harmonic mean, each in [0, 1].

    Null where there is nothing to judge: nothing was claimed, nothing was to be found, or neither.
    """

    precision: float | None
    recall: float | None
    f1: float | None


class GenericScoreOut(Answer):
    """Identifiers truly generic that were called so (`found`) or not, of one kind or of `all`.

    `wrong`: those of one operator that were called generic. `contested`: those that are neither by
    the truth; they count nowhere else.
    """

    kind: str
    found: int
    missed: int
    wrong: int
    contested: int
    score: ScoreOut


class BinOut(Answer):
    """Links said with a confidence from `low` to below `high`: the mean said, the share that is true."""

    low: float
    high: float
    links: int
    said: float
    true: float


class SaidOut(Answer):
    """Links of one kind of identifier, or of weak evidence: the mean said, and the share that is true."""

    by: str
    links: int
    said: float
    true: float
    calibration_error: float


class ReliabilityOut(Answer):
    """Whether confidence comes true, over a sample of pairs of ads.

    `brier`: mean squared error. `calibration_error`: mean distance in a bin of said and true. Null without
    any links.
    """

    links: int
    brier: float | None
    calibration_error: float | None
    bins: list[BinOut]
    kinds: list[SaidOut]


class HubOut(Answer):
    """An identifier called generic that says nothing about the graph.

    few: it is on too few of the ads to be judged; absent: on none of them; invalid: it is no identifier of
    its kind.
    """

    kind: Kind
    value: str
    why: Literal["few", "absent", "invalid"]


class HubsOut(Answer):
    """What became of the identifiers that a file calls generic; `unjudged` are the first of the others."""

    named: int
    judged: int
    few: int
    absent: int
    invalid: int
    unjudged: list[HubOut]


class EvaluationOut(Answer):
    """How networks match the operators that a truth names.

    `ads`, and everything after `unknown`, count ads that both know. `absent` ads are only in the
    truth, `unknown` ones only in the store. `over_merged` networks hold ads of several operators,
    `foreign` of them are not of their network's commonest one; `under_merged` operators are in
    several networks. `hubs` is null where no file of them was given. `violated` names standing decisions that
    the networks contradict.
    """

    ads: int
    absent: int
    unknown: int
    operators: int
    networks: int
    largest_network: int
    largest_operator: int
    ratio: float
    pairwise: ScoreOut
    bcubed: ScoreOut
    exact: ScoreOut
    over_merged: int
    foreign: int
    under_merged: int
    generic: list[GenericScoreOut]
    hubs: HubsOut | None = None
    reliability: ReliabilityOut
    decisions: int
    violated: list[str]
    rules_version: str
    revision: int


class WeightOut(Answer):
    """What a feature of a link was worth in the model of belief, and what it is worth by the fit."""

    feature: str
    before: float
    after: float


class CalibrationOut(Answer):
    """Weights fitted to links of which it is known whose they are, and how well they say it.

    `true`: the share of the `links` that are right. Losses are mean negative log-likelihoods in nats:
    of the weights in force, of the fitted ones, and of weights fitted without the links they are measured on.
    `warning` says so where these last do worse than the weights in force, as the fit will on other links.
    `brier`, `calibration_error` and `bins` as in `ReliabilityOut`, of the fitted weights.
    """

    out: str
    links: int
    true: float
    loss_before: float
    loss_after: float
    loss_held_out: float
    warning: str | None = None
    brier: float
    calibration_error: float
    bins: list[BinOut]
    weights: list[WeightOut]
    rules_before: str
    rules_version: str
    revision: int
