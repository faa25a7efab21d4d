"""A file layer for SQLite that loses power: what was written but not synced is kept by chance only.

A real disk may drop or reorder anything between two syncs, so of the writes since a file's last sync a
random subset survives the cut, the last of them perhaps in part.
"""

from __future__ import annotations

import random
from pathlib import Path
from types import TracebackType

import apsw

Write = tuple[int, bytes | None]
"""(offset, data), or (size, None) for a truncation."""


class Disk(apsw.VFS):
    """Keeps for each file what is safe, and what was written since. Cuts the power at I/O number `cut`."""

    def __init__(self, name: str, cut: int) -> None:
        super().__init__(name, "")
        self.name = name
        self.left = cut
        self.safe: dict[str, bytearray] = {}
        self.unsafe: dict[str, list[Write]] = {}

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self.safe.setdefault(path, bytearray())
        self.unsafe.setdefault(path, [])
        return DiskFile(self, path, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.use()
        super().xDelete(filename, syncdir)
        self.safe[filename], self.unsafe[filename] = bytearray(), []

    def excepthook(
        self,
        etype: type[BaseException] | None,
        evalue: BaseException | None,
        etraceback: TracebackType | None,
    ) -> bool:
        """SQLite meets a second error while it handles the first: with the power off that is no news."""
        del etype, evalue, etraceback
        return True

    def use(self) -> None:
        """Count one I/O; fail from the cut on."""
        self.left -= 1
        if self.left < 0:
            raise apsw.IOError("the power is off")

    def sync(self, path: str) -> None:
        """All of a file is safe now."""
        for write in self.unsafe[path]:
            _replay(self.safe[path], write)
        self.unsafe[path].clear()

    def leave(self, dice: random.Random) -> None:
        """Put the files into a state that a cut could have left."""
        for path, content in self.safe.items():
            for offset, data in self.unsafe[path]:
                fate = dice.random()
                if fate < 0.5:
                    keep = data if data is None or fate < 0.4 else data[: dice.randrange(len(data) + 1)]
                    _replay(content, (offset, keep))
            Path(path).write_bytes(content)


class DiskFile(apsw.VFSFile):
    """One file of a `Disk`."""

    def __init__(self, disk: Disk, path: str, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._path = path

    def excepthook(
        self,
        etype: type[BaseException] | None,
        evalue: BaseException | None,
        etraceback: TracebackType | None,
    ) -> bool:
        """As the disk's."""
        del etype, evalue, etraceback
        return True

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.use()
        super().xWrite(data, offset)
        self._disk.unsafe[self._path].append((offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.use()
        super().xTruncate(newsize)
        self._disk.unsafe[self._path].append((newsize, None))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.use()
        super().xSync(flags)
        self._disk.sync(self._path)


def _replay(content: bytearray, write: Write) -> None:
    offset, data = write
    if data is None:
        del content[offset:]
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data
