"""How a network at a confidence, and suggestions for it, look to a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkage.cli.output import line, say, table
from linkage.cli.render import ad_name
from linkage_schemas.words import chance_number, chance_words, count, date

if TYPE_CHECKING:
    from linkage_schemas.answers import NetworkPartsOut, PossibleOut


def parts(answer: NetworkPartsOut) -> None:
    """The parts of a network, and where it falls further apart."""
    say(
        f"Possible network {answer.network.network_id} of {count(answer.network.ads, 'ad')}, where "
        f"{chance_number(answer.min_confidence)} is asked for: {count(answer.total_parts, 'part')}, "
        f"{_alone(answer.alone)}"
    )
    table(
        "",
        ("part", "*ads", "first seen", "last seen", "founder"),
        [
            (one.network_id, f"{one.ads:,}", date(one.first_seen), date(one.last_seen), ad_name(one.founder))
            for one in answer.parts
        ],
    )
    if answer.next is not None:
        say(f"{len(answer.parts):,} of {answer.total_parts:,} parts shown; --limit shows more.")
    for level in answer.weakest:
        say(level.sentence)


def _alone(parts: int) -> str:
    if parts < 2:
        return f"{parts or 'none'} of them a single ad"
    return f"{parts:,} of them single ads"


def possible(answer: PossibleOut) -> None:
    """Suggestions, each with what a person may do with it."""
    if not answer.suggestions:
        say(f"Nothing suggests another network for {answer.network.network_id}.")
    for number, one in enumerate(answer.suggestions, 1):
        say(
            f"{number}. {one.network.network_id} of {count(one.network.ads, 'ad')}: "
            f"{chance_words(one.probability)}"
        )
        say(f"   {one.sentence}")
        line(f"   linkage decide link {one.a.ad_id} {one.b.ad_id} --reason ...")
        line(f"   linkage decide separate {one.a.ad_id} {one.b.ad_id} --reason ...")
    if answer.truncated:
        say(f"Not everything is shown: {answer.truncated_reason}.")
