"""Streams that are decompressed a bounded chunk at a time, and that say when they break off."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
CHUNK = 1 << 20
SLICE = 1_024
"""Compressed bytes decoded at once: a Zstandard block takes 4 bytes at least and gives 128 KiB at
most (RFC 8878, 3.1.1.2), so no slice can give more than 32 MiB."""


class BrokenStreamError(OSError):
    """Compressed data that is damaged or breaks off."""


BREAKS = (BrokenStreamError, EOFError, gzip.BadGzipFile, zlib.error)
"""What reading may raise when the data, not the disk, is at fault."""


class Counted(io.RawIOBase):
    """A stream of what `take(most)` gives, that counts it. It owns nothing."""

    def __init__(self, take: Callable[[int], bytes]) -> None:
        self.taken = 0
        self._take = take

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer; 0 at the end."""
        view = memoryview(buffer).cast("B")
        data = self._take(len(view))
        view[: len(data)] = data
        self.taken += len(data)
        return len(data)


class ZstdStream(io.RawIOBase):
    """The content of one Zstandard frame or several.

    Unlike the library's own reader it tells a frame that breaks off from one that ends.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        import zstandard  # noqa: PLC0415 - only for .zst

        self._error = zstandard.ZstdError
        self._new = zstandard.ZstdDecompressor().decompressobj
        self._decoder = self._new()
        self._stream = stream
        self._fresh = True
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer; 0 at the end. Raises BrokenStreamError."""
        view = memoryview(buffer).cast("B")
        while not self._ready:
            data = self._stream.read(SLICE)
            if not data:
                if self._fresh:
                    return 0
                raise BrokenStreamError("a Zstandard frame breaks off")
            self._ready = memoryview(self._decoded(data))
        size = min(len(view), len(self._ready))
        view[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _decoded(self, data: bytes) -> bytes:
        parts = []
        while data:
            if self._decoder.eof:
                self._decoder = self._new()
            try:
                parts.append(self._decoder.decompress(data))
            except self._error as error:
                raise BrokenStreamError("a Zstandard frame is damaged") from error
            self._fresh = self._decoder.eof
            data = self._decoder.unused_data if self._decoder.eof else b""
        return b"".join(parts)


def decompressed(stream: io.BufferedReader[Counted]) -> IO[bytes]:
    """The stream itself, or its content where it begins like gzip or Zstandard."""
    magic = stream.peek(4)[:4]
    if magic.startswith(GZIP_MAGIC):
        # GzipFile buffers by itself and decompresses no more at a time than is asked for.
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream, mode="rb"))
    if magic == ZSTD_MAGIC:
        return io.BufferedReader(ZstdStream(stream), CHUNK)
    return stream
