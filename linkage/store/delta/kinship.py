"""Which identifiers are alike, and the links that follow from it.

Identifiers that fall into one bucket are candidates. The first of a bucket, by a hash of its value,
stands for all of it: every other one is measured against the firsts of its buckets alone, so a bucket of n
costs n comparisons and not n * n. An identifier has at most one head, the first of those it is like, and
an ad that carries it is linked to the head as well. All of it follows from which identifiers there are,
never from the order in which they came.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from linkage.model import Kind, Observation, Sketch
from linkage.ports import LostLink
from linkage.store.delta.changes import Changes
from linkage.store.delta.rows import LinkState, NewSketch, SketchRow, place_of

Likeness = Callable[[Kind, str, bytes, bytes], float | None]
COMPARED = frozenset({Kind.TEXT, Kind.PICTURE, Kind.VECTOR})


class Kinship:
    """Brings heads and near links up to date with what a delta changed."""

    def __init__(self, changes: Changes, likeness: Likeness, *, anew: bool = False) -> None:
        """`anew`: measure everything on the touched ads again, since what counts as alike has changed."""
        self._anew = anew
        self._changes = changes
        self._transaction = changes.transaction
        self._likeness = likeness
        self._rows: dict[int, SketchRow] = {}
        self._firsts: dict[int, tuple[int, int] | None] = {}
        """The first of each bucket that was looked into, as it is now."""

    def take(self, observations: Iterable[Observation]) -> None:
        """Find the head of everything new, and of what met a new first or lost its old one."""
        changes = self._changes
        lost = {link.ident for link in changes.lost} & self._compared(changes.states.by_ident)
        touched = self._on_touched_ads() | lost
        self._read(touched)
        self._meet(observations)
        born, died = self._fates(touched, lost)
        waiting = self._shuffle(born, died)
        if self._anew:
            waiting |= {ident for ident, row in self._rows.items() if row.live} - died
        self._settle_heads(born, died, waiting)
        self._read(self._on_touched_ads())
        self._settle_links()
        self._transaction.drop_sketches(self._gone(died))

    def _gone(self, died: Collection[int]) -> set[int]:
        """Identifiers that no link is left of, nor one ruled wrong."""
        by_ident = self._changes.states.by_ident
        unused = {
            ident for ident in self._compared({*died, *self._changes.idents}) if not by_ident[ident].ads
        }
        return {ident for ident in unused if not self._transaction.ads_with(ident)}

    def _compared(self, idents: Collection[int]) -> set[int]:
        by_ident = self._changes.states.by_ident
        return {ident for ident in idents if by_ident[ident].kind in COMPARED}

    def _on_touched_ads(self) -> set[int]:
        return {
            link.ident
            for links in self._changes.links.values()
            for link in links.values()
            if link.kind in COMPARED
        }

    def _read(self, idents: Collection[int]) -> None:
        missing = [ident for ident in idents if ident not in self._rows]
        if missing:
            self._rows.update((row.ident, row) for row in self._transaction.sketches(missing))

    def _meet(self, observations: Iterable[Observation]) -> None:
        """Keep the sketches of identifiers that have none yet."""
        by_name = self._changes.states.by_name
        fresh: dict[int, tuple[Sketch, NewSketch]] = {}
        for one in observations:
            for sketch in one.sketches:
                entry = by_name.get((sketch.kind, sketch.value))
                if entry is not None and entry.ident not in self._rows and entry.ident not in fresh:
                    place = place_of(sketch.kind, sketch.value)
                    fresh[entry.ident] = (sketch, NewSketch(entry.ident, place, sketch.keys, sketch.body))
        rows = [row for _, row in fresh.values()]
        self._transaction.add_sketches(rows)
        for ident, place, keys, _ in rows:
            self._rows[ident] = SketchRow(ident, place, keys, live=False, head=None, likeness=None)

    def _fates(self, touched: Collection[int], lost: Collection[int]) -> tuple[set[int], set[int]]:
        """Identifiers that an ad carries itself now and did not before, and the other way round."""
        known = {ident for ident in (*touched, *self._rows) if ident in self._rows}
        asked = {ident for ident in known if ident in lost or not self._rows[ident].live}
        alive = self._transaction.carried_itself(asked)
        born = {ident for ident in asked if ident in alive and not self._rows[ident].live}
        died = {ident for ident in asked if ident not in alive and self._rows[ident].live}
        return born, died

    def _shuffle(self, born: Collection[int], died: Collection[int]) -> set[int]:
        """Move identifiers in and out of buckets; returns those whose heads may be others now."""
        if not born and not died:
            return set()
        transaction = self._transaction
        came, went = self._places(born), self._places(died)
        keys = {key for key, _, _ in (*came, *went)}
        before = transaction.firsts(keys)
        transaction.empty(went)
        transaction.fill(came)
        moved = {key for key, place, ident in went if before.get(key) == (place, ident)}
        self._firsts = {key: before.get(key) for key in keys - moved}
        for key, place, ident in came:
            first = before.get(key)
            if first is not None and (place, ident) < first:
                moved.add(key)
            now = self._firsts.get(key)
            if key in self._firsts and (now is None or (place, ident) < now):
                self._firsts[key] = (place, ident)
        return {*born, *(transaction.in_buckets(moved) if moved else ())}

    def _places(self, idents: Iterable[int]) -> list[tuple[int, int, int]]:
        rows = (self._rows[ident] for ident in sorted(idents))
        return sorted({place for row in rows for place in row.places()})

    def _settle_heads(self, born: Collection[int], died: Collection[int], waiting: Collection[int]) -> None:
        """Find the heads of the waiting, and note what changed."""
        self._read(waiting)
        found = self._heads(waiting)
        written: list[tuple[int, bool, int | None, float | None]] = []
        for ident in sorted({*waiting, *died}):
            old = self._rows[ident]
            head, likeness = found.get(ident, (None, None))
            live = (old.live or ident in born) and ident not in died
            new = old._replace(live=live, head=head, likeness=likeness)
            if new != old:
                self._rows[ident] = new
                written.append((ident, live, head, likeness))
            if head != old.head:
                self._changes.kindred.update(one for one in (ident, head, old.head) if one is not None)
        self._transaction.set_kin(written)
        moved = [row[0] for row in written if row[0] not in born and row[0] not in died]
        # Of what was just born all ads are touched already.
        self._changes.load_links(self._transaction.ads_with_itself(moved) if moved else ())
        self._changes.states.load(self._changes.kindred)

    def _heads(self, waiting: Collection[int]) -> dict[int, tuple[int, float]]:
        """Head of each that is like another one, and how alike the two are."""
        firsts = self._known_firsts({key for ident in waiting for key in self._rows[ident].keys})
        asked: dict[int, list[int]] = {}
        for ident in waiting:
            row = self._rows[ident]
            mine = (row.place, ident)
            before = sorted({firsts[key] for key in row.keys if key in firsts and firsts[key] < mine})
            if before:
                asked[ident] = [candidate for _, candidate in before]
        bodies = self._transaction.bodies({*asked, *(one for them in asked.values() for one in them)})
        self._changes.states.load(asked)
        found: dict[int, tuple[int, float]] = {}
        for ident, candidates in asked.items():
            alike = self._first_alike(ident, candidates, bodies)
            if alike is not None:
                found[ident] = alike
        return found

    def _known_firsts(self, keys: Collection[int]) -> Mapping[int, tuple[int, int]]:
        """The first of each bucket that holds any; what a delta has just filled is known."""
        found = dict(self._transaction.firsts([key for key in keys if key not in self._firsts]))
        for key in keys:
            first = self._firsts.get(key)
            if first is not None:
                found[key] = first
        return found

    def _first_alike(
        self, ident: int, candidates: Sequence[int], bodies: Mapping[int, bytes]
    ) -> tuple[int, float] | None:
        entry = self._changes.states.by_ident[ident]
        for candidate in candidates:
            likeness = self._likeness(entry.kind, entry.value, bodies[ident], bodies[candidate])
            if likeness is not None:
                return candidate, likeness
        return None

    def _settle_links(self) -> None:
        """Link every touched ad to the heads of what it carries, and to no other heads."""
        heads = {row.head for row in self._rows.values() if row.head is not None}
        self._changes.states.load(heads)
        fresh: list[LinkState] = []
        grown: list[LinkState] = []
        gone: list[LinkState] = []
        for ad, links in self._changes.links.items():
            wanted = self._wanted(ad, links)
            for link in [one for one in links.values() if one.via is not None]:
                new = wanted.pop(link.ident, None)
                if new is None:
                    self._lose(links.pop(link.ident))
                    gone.append(link)
                elif _differs(link, new):
                    before = link.first, link.last
                    link.first, link.last = new.first, new.last
                    link.confidence, link.via = new.confidence, new.via
                    self._changes.states.by_ident[link.ident].widen(link.first, link.last)
                    self._changes.retime(link, *before)
                    grown.append(link)
            for ident, new in wanted.items():
                links[ident] = new
                self._gain(new)
                fresh.append(new)
        self._transaction.drop_links(gone)
        self._transaction.add_links(fresh)
        self._transaction.update_links(grown)

    def _wanted(self, ad: int, links: Mapping[int, LinkState]) -> dict[int, LinkState]:
        """Near links of an ad by head; of several that lead to one head the strongest stands."""
        found: dict[int, LinkState] = {}
        for link in links.values():
            row = self._rows.get(link.ident)
            if link.via is not None or link.wrong or row is None or row.head is None or not row.live:
                continue
            head = row.head
            if head in links and links[head].via is None:
                continue
            confidence = round(link.confidence * (row.likeness or 0.0), 4)
            new = LinkState(
                head,
                ad,
                link.rank,
                link.kind,
                0,
                link.first,
                link.last,
                0,
                confidence,
                wrong=False,
                new=True,
                stored=False,
                via=link.ident,
            )
            if head not in found or self._stronger(new, found[head]):
                found[head] = new
        return found

    def _stronger(self, one: LinkState, other: LinkState) -> bool:
        return (-one.confidence, self._place(one.via)) < (-other.confidence, self._place(other.via))

    def _place(self, ident: int | None) -> int:
        return -1 if ident is None else self._rows[ident].place

    def _gain(self, link: LinkState) -> None:
        entry = self._changes.states.by_ident[link.ident]
        entry.ads += 1
        entry.widen(link.first, link.last)
        if entry.representative is None:
            entry.representative = link.ad

    def _lose(self, link: LinkState) -> None:
        changes = self._changes
        if not link.new:
            changes.lost.append(LostLink(link.ident, link.ad, link.rank))
        changes.states.lose(link.ident, link.ad, link.first, link.last)
        changes.idents.add(link.ident)


def _differs(link: LinkState, new: LinkState) -> bool:
    return (link.first, link.last, link.confidence, link.via) != (
        new.first,
        new.last,
        new.confidence,
        new.via,
    )
