"""Copying one store into another: resumable, and compared afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from linkage.errors import ConflictError, StoreError
from linkage.ports import AuditEntry
from linkage.store.moving.parts import Digest, Entry, Key, Part
from linkage.store.moving.protocols import Movable
from linkage.store.moving.reading import pages, unchanged

PARTS = tuple(Part)
WRITTEN_TO = "the source was written to while it was copied; stop its writers, empty the target, begin again"


class Moving(NamedTuple):
    """How far it is: `doing` is "copy" or "compare"; `entries` of the part so far."""

    doing: str
    part: Part
    entries: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A part that both stores hold alike."""

    part: Part
    entries: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Origin:
    """What is copied: a store at one revision, and its audit log up to one entry."""

    store: str
    revision: int

    def mark(self, part: Part, last: Key) -> str:
        return json.dumps([self.store, self.revision, part, last])


def copy(
    source: Movable, target: Movable, began: AuditEntry, progress: Callable[[Moving], None]
) -> Sequence[Copied]:
    """Copy all of `source` into `target`, which is empty or holds the beginning of the same copy.

    `began` goes into the source's audit log first, and so into the target's.

    Raises ConflictError for a target with something else in it and for a source that changes
    meanwhile, StoreError when the two differ afterwards. The target stays unusable until all is
    there and compared.
    """
    with unchanged(source, WRITTEN_TO) as revision:
        origin = _Origin(hashlib.sha256(source.secret()).hexdigest(), revision)
        job = _Job(source, target, origin, progress)
        part, last = job.begin()
        until = source.audit(began)
        for each in PARTS[PARTS.index(part) :]:
            job.copy(each, last if each is part else None, until)
        for name in {row.name for row in target.hash_lists()} - {row.name for row in source.hash_lists()}:
            target.remove_hash_list(name)  # it was removed there after a copy that was cut off
        copied = [_compare(source, target, each, until, progress) for each in PARTS]
    if list(source.keys()) != list(target.keys()):
        raise ConflictError("API keys of the source changed while it was copied; give the command again")
    target.unmark(job.mark)
    return copied


class _Job:
    """A copy under way. `mark` is what this process knows the target to say of it."""

    def __init__(
        self, source: Movable, target: Movable, origin: _Origin, progress: Callable[[Moving], None]
    ) -> None:
        self._source = source
        self._target = target
        self._origin = origin
        self._progress = progress
        self.mark = target.mark()

    def begin(self) -> tuple[Part, Key]:
        """Where to go on, from what the target says of itself."""
        if self.mark is None:
            if self._target.revision() or self._target.keys() or self._target.audit_entries(0, 1):
                raise ConflictError(
                    "the target holds something already, perhaps the whole copy; copy into an empty store"
                )
            self._load(PARTS[0], (), None)
            return PARTS[0], None
        store, revision, part, last = json.loads(self.mark)
        if store != self._origin.store:
            raise ConflictError("the target holds the beginning of a copy of another store")
        if revision != self._origin.revision:
            raise ConflictError(
                f"the target holds the beginning of a copy of revision {revision}, "
                f"the source is at {self._origin.revision}; empty the target and begin again"
            )
        # Keys, hash lists and audit log may have changed since, without a new revision.
        if PARTS.index(part) >= PARTS.index(Part.KEYS):
            return Part.KEYS, None
        return Part(part), last

    def copy(self, part: Part, after: Key, until: int) -> None:
        """Copy what follows in a part."""
        if part is Part.AUDIT:
            after = _last_audit(self._target)
        done = 0
        for page in pages(self._source, part, after, until):
            self._load(part, page.entries, page.last)
            done += len(page.entries)
            self._progress(Moving("copy", part, done))

    def _load(self, part: Part, entries: Sequence[Entry], last: Key) -> None:
        mark = self._origin.mark(part, last)
        self._target.load(part, entries, mark, self.mark)
        self.mark = mark


def _last_audit(store: Movable) -> Key:
    last: Key = None
    for page in pages(store, Part.AUDIT):
        last = page.last
    return last


def _compare(
    source: Movable, target: Movable, part: Part, until: int, progress: Callable[[Moving], None]
) -> Copied:
    """Read both again: what was written is what is compared, not what was meant to be written."""
    found = []
    for store in (source, target):
        digest = Digest()
        for entries, _ in pages(store, part, None, until):
            digest.add(entries)
        found.append(digest)
    here, there = found
    progress(Moving("compare", part, here.count))
    if (here.count, here.value()) != (there.count, there.value()):
        raise StoreError(
            f"the copy differs from its source in {part}: {here.count} and {there.count} entries; "
            "it cannot be used"
        )
    return Copied(part, here.count, here.value())
