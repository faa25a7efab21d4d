"""What hash lists say of ads and networks, looked up when it is asked for. It changes no link."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from linkage.model import Identifier, Kind
from linkage.ports import Store
from linkage_schemas.answers import (
    AdBrief,
    AdOut,
    AdsOut,
    FlagOut,
    IdentifierHit,
    IdentifierOut,
    NetworkOut,
    PicturesOut,
    SearchOut,
)

if TYPE_CHECKING:
    from linkage.services.hash_index import HashIndex

MAX_ADS = 1_000
"""Ads whose pictures one answer looks up, and of each network in it its share of as many, by ad id."""
Hit = TypeVar("Hit", bound=IdentifierHit)
_HASHED = (Kind.IMAGE, Kind.PICTURE)
_Indexes: TypeAlias = "Mapping[str, tuple[str, HashIndex]]"
"""Lists by name, each with the digest that it was read at."""


class Flags:
    """Asks every hash list of a store. Each is read when it is first needed, and again when it changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._indexes: _Indexes = {}
        self._reading = Lock()

    def of(self, identifiers: Iterable[Identifier]) -> list[FlagOut]:
        """The lists that know any of these pictures, each once an algorithm, by its nearest hash."""
        return _flags(self._current(), identifiers)

    def _current(self) -> _Indexes:
        """Every list by name, with the digest that it was read at."""
        wanted = {row.name: row.digest for row in self._store.hash_lists()}
        with self._reading:
            if {name: digest for name, (digest, _) in self._indexes.items()} != wanted:
                self._indexes = dict(self._read(wanted))
            return self._indexes

    def _read(self, wanted: Mapping[str, str]) -> Iterable[tuple[str, tuple[str, HashIndex]]]:
        from linkage.services.hash_index import HashIndex  # noqa: PLC0415 - loads numpy

        for name, digest in wanted.items():
            known = self._indexes.get(name)
            if known is not None and known[0] == digest:
                yield name, known
                continue
            found = self._store.hash_list(name)
            if found is not None:
                yield name, (found[0].digest, HashIndex(found[1]))

    def of_ads(self, ad_ids: Collection[str]) -> Mapping[str, list[FlagOut]]:
        """Flags of each of the ads; what a person ruled wrong is no picture of theirs."""
        carried: dict[str, set[Identifier]] = {ad_id: set() for ad_id in ad_ids}
        indexes = self._current()
        for link in self._store.links_of_ads(ad_ids) if indexes and carried else ():
            if not link.wrong:
                carried[link.ad_id].add(Identifier(link.kind, link.value))
        return {ad_id: _flags(indexes, some) for ad_id, some in carried.items()}

    def network(self, answer: NetworkOut, most: int = MAX_ADS) -> NetworkOut:
        """A network with the flags of its first `most` ads."""
        indexes = self._current()
        carried: set[Identifier] = set()
        looked = answer.ads
        if indexes:
            ads = [row.ad_id for row in self._store.members(answer.network_id, None, most)]
            looked = len(ads)
            links = self._store.links_of_ads(ads)
            carried = {Identifier(link.kind, link.value) for link in links if not link.wrong}
        return answer.model_copy(update={"flags": _flags(indexes, carried), "flags_of_ads": looked})

    def ad(self, answer: AdOut) -> AdOut:
        """An ad's page with its own flags and its network's."""
        (brief,) = self._briefs((answer.ad,))
        return answer.model_copy(update={"ad": brief, "network": self.network(answer.network)})

    def ads(self, answer: AdsOut) -> AdsOut:
        """A page of ads with the flags of each."""
        return answer.model_copy(update={"ads": self._briefs(answer.ads)})

    def identifier(self, answer: IdentifierOut) -> IdentifierOut:
        """An identifier's page with the flags of the ads on it."""
        briefs = self._briefs([carrier.ad for carrier in answer.carriers])
        carriers = [
            carrier.model_copy(update={"ad": brief})
            for carrier, brief in zip(answer.carriers, briefs, strict=True)
        ]
        return answer.model_copy(update={"carriers": carriers})

    def search(self, answer: SearchOut) -> SearchOut:
        """What a search found, with the flags of its first MAX_ADS ads and of its networks."""
        hits = answer.identifiers
        ads = [*answer.ads, *(text.ad for text in answer.texts), *(ad for hit in hits for ad in hit.ads)]
        briefs = self._distinct_ads(ads)
        rows = [*answer.networks, *(row for hit in hits for row in hit.networks)]
        networks = self._distinct_networks(rows)
        return answer.model_copy(
            update={
                "identifiers": [_filled(hit, briefs, networks) for hit in hits],
                "ads": [briefs[ad.ad_id] for ad in answer.ads],
                "networks": [networks[row.network_id] for row in answer.networks],
                "texts": [text.model_copy(update={"ad": briefs[text.ad.ad_id]}) for text in answer.texts],
            }
        )

    def pictures(self, answer: PicturesOut, named: Iterable[Identifier]) -> PicturesOut:
        """What a look-up of these hashes found, with their flags, and those of ads and networks."""
        hits = answer.pictures
        briefs = self._distinct_ads([ad for hit in hits for ad in hit.ads])
        networks = self._distinct_networks([row for hit in hits for row in hit.networks])
        shown = [_filled(hit, briefs, networks) for hit in hits]
        return answer.model_copy(update={"pictures": shown, "flags": self.of(named)})

    def _distinct_ads(self, ads: Iterable[AdBrief]) -> Mapping[str, AdBrief]:
        return {ad.ad_id: ad for ad in self._briefs(list({ad.ad_id: ad for ad in ads}.values()))}

    def _distinct_networks(self, rows: Iterable[NetworkOut]) -> Mapping[str, NetworkOut]:
        distinct = {row.network_id: row for row in rows}
        most = max(1, MAX_ADS // max(1, len(distinct)))
        return {name: self.network(row, most) for name, row in distinct.items()}

    def _briefs(self, ads: Sequence[AdBrief]) -> list[AdBrief]:
        """The ads, the first MAX_ADS of them with their flags."""
        found = self.of_ads([ad.ad_id for ad in ads[:MAX_ADS]])
        return [ad.model_copy(update={"flags": found.get(ad.ad_id)}) for ad in ads]


def _filled(hit: Hit, briefs: Mapping[str, AdBrief], networks: Mapping[str, NetworkOut]) -> Hit:
    """The hit with ads and networks that have their flags."""
    return hit.model_copy(
        update={
            "ads": [briefs[ad.ad_id] for ad in hit.ads],
            "networks": [networks[row.network_id] for row in hit.networks],
        }
    )


def _flags(indexes: _Indexes, identifiers: Iterable[Identifier]) -> list[FlagOut]:
    nearest: dict[tuple[str, str], int] = {}
    for kind, value in identifiers if indexes else ():
        if kind not in _HASHED:
            continue
        algorithm, _, digits = value.partition(":")
        for name, (_, index) in indexes.items():
            bits = index.distance(algorithm, bytes.fromhex(digits))
            if bits is not None:
                nearest[name, algorithm] = min(bits, nearest.get((name, algorithm), bits))
    return [
        FlagOut.model_validate({"list": name, "algorithm": algorithm, "distance": bits})
        for (name, algorithm), bits in sorted(nearest.items())
    ]
