"""What judging sees around identifiers, without deciding anything: for whoever learns from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from linkage.link.bearers import Bearer, Core
from linkage.link.belief import features
from linkage.link.rules import Rules
from linkage.model import Kind
from linkage.ports.graph import GraphView, Touched
from linkage.resolve.graph import Graph
from linkage.resolve.judge import Judge
from linkage.resolve.standing import Around


class Witnessed(NamedTuple):
    """The links of an identifier in one tenure.

    `mates`: the ads that stand for the holder, which are the core's, or the sample's without a core.
    `links`: ads by rank, with their numbers in the order of `linkage.link.features.FEATURES`. `kind`, `core`:
    of the identifier, and what its sample shows; `ads`: all ads by rank, of which the sample comes first.
    """

    ident: int
    mates: Collection[int]
    links: Sequence[tuple[int, tuple[float, ...]]]
    kind: Kind
    core: Core
    ads: Sequence[int]


def witness(view: GraphView, rules: Rules, idents: Collection[int], most: int) -> list[Witnessed]:
    """What judging these identifiers sees now: at most `most` links of each tenure, those of least rank.

    Identifiers with a verdict from a person or a warning list, and ads alone with theirs, are not judged by
    what they carry and left out.
    """
    found: list[Witnessed] = []

    def take(around: Around, bearers: Sequence[Bearer]) -> None:
        links = [(one.ad, features(one, around.holding, rules)) for one in bearers[:most]]
        kind, core = around.holding.kind, around.holding.core
        ads = [one.ad for one in bearers]
        found.append(Witnessed(around.ident, core.ads or around.sample, links, kind, core, ads))

    # As if something in the sample of each had changed, so that nothing old is kept.
    touched = Touched((), (), idents, (), {}, idents)
    Judge(Graph(view, rules), touched, take).judge(idents)
    return found
