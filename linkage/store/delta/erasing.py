"""Erasing ads and identifiers: everything of them goes, a keyed tombstone stays."""

from __future__ import annotations

from collections.abc import Sequence

from linkage.errors import NotFoundError
from linkage.model import Identifier, Observation
from linkage.ports import LostLink
from linkage.store.delta.blank import blanked
from linkage.store.delta.changes import Changes, ad_grave, identifier_grave
from linkage.store.delta.deciding import decided_with
from linkage.store.delta.rows import LinkState, RecordText


class Erasing:
    """Takes the erasures of a delta in."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._transaction = changes.transaction

    def ad(self, ad_id: str) -> None:
        """Erase an ad. Raises NotFoundError when it neither is nor was here."""
        changes = self._changes
        known = next(iter(self._transaction.known_ads([ad_id])), None)
        if known is None:
            if changes.buried([changes.digest(ad_grave(ad_id))]):
                return
            raise NotFoundError(f"there is no ad {ad_id}")
        ad = known.ad
        changes.load_links([ad])
        links = list(changes.links.pop(ad).values())
        changes.states.load([link.ident for link in links])
        self._transaction.erase_ad(ad)
        changes.bury(ad_grave(ad_id))
        partners = self._transaction.known_ads(decided_with(changes.decisions, ad_id))
        changes.decided.update(partner.ad for partner in partners)
        for link in links:
            self._lose(link)
        changes.gone[ad] = known.label
        changes.names[ad] = ad_id
        changes.tally.ads_erased += 1

    def _lose(self, link: LinkState) -> None:
        changes = self._changes
        changes.idents.add(link.ident)
        if link.wrong:
            changes.states.lose_wrong(link.ident)
        else:
            changes.lost.append(LostLink(link.ident, link.ad, link.rank))
            changes.states.lose(link.ident, link.ad, link.first, link.last)

    def identifier(self, identifier: Identifier) -> None:
        """Erase an identifier. Raises NotFoundError when it neither is nor was here."""
        changes = self._changes
        digest = changes.digest(identifier_grave(identifier))
        if changes.buried([digest]):
            return
        changes.states.find([(identifier.kind, identifier.value)])
        entry = changes.states.by_name.get((identifier.kind, identifier.value))
        if entry is None:
            raise NotFoundError(f"there is no {identifier.kind} of that value")
        ads = self._transaction.ads_with(entry.ident)
        changes.load_links(ads)
        for ad in ads:
            self._lose(changes.links[ad].pop(entry.ident))
        self._blank(entry.ident, identifier, ads)
        self._transaction.unlink(entry.ident)
        changes.bury(identifier_grave(identifier))
        # Decisions stay, attributed and undoable, but no longer tell the value they were about.
        self._transaction.blank_decisions(identifier, "erased:" + digest.hex()[:16])
        changes.tally.identifiers_erased += 1

    def _blank(self, ident: int, identifier: Identifier, ads: Sequence[int]) -> None:
        """Take an identifier out of every record of the ads."""
        old = list(self._transaction.records_with(ident, ads))
        self._transaction.rewrite(ident, old, [_blanked(one, identifier) for one in old])


def _blanked(record: RecordText, identifier: Identifier) -> RecordText:
    number, title, body, url, evidence = record
    before = Observation("", "", "", b"", None, None, url, title, body, None, None, None, b"", evidence)
    after = blanked(before, {identifier})
    return RecordText(number, after.title, after.body, after.url, after.evidence)
