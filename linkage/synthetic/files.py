"""Synthetic ads and their truth as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from itertools import cycle, islice
from pathlib import Path
from typing import TextIO

from linkage.errors import InvalidInputError
from linkage.synthetic.hubs import Hubs
from linkage.synthetic.planted import Planted, is_repeat
from linkage.synthetic.profile import DEFAULT, Profile
from linkage.synthetic.world import SyntheticAd, generate

Target = Path | str | TextIO
"""A path, or an open text stream (UTF-8, newline="\\n")."""

BAD_EVERY = 101
"""Malformed lines stand after every so many records; those left over stand at the end."""
BAD_LINES = (
    '{"source": "board-a.example", "source_id": "bad-1", "title": "cut off in the mid',
    '{"source": "board-a.example", "title": "An ad without its id"}',
    '{"source": "board-b.example", "source_id": "bad-3", "phones": 12}',
    '{"source": "board-b.example", "source_id": "bad-4", "price": NaN}',
    '{"source": "board-a.example", "source_id": "bad-5", "title": "One", "title": "Two"}',
    '{"source": "board-b.example", "source_id": "bad-6", "body": "half a character: \\ud83d"}',
    "source,source_id,title",
)
"""What crawlers get wrong: a cut line, no id, a wrong type, NaN, a key twice, half a surrogate
pair, another format."""
HEADER = ("source", "source_id", "operator")
WORLD_FILES = ("ads.jsonl", "truth.csv", "hubs.csv")

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def line(ad: SyntheticAd) -> str:
    """The record as one line of JSON, without the line's end."""
    return _encode(ad.record)


def write_jsonl(target: Target, ads: Iterable[SyntheticAd], *, bad_lines: int = 0) -> int:
    """Write one record a line, with `bad_lines` malformed lines between; answers the lines written.

    Raises OSError.
    """
    bad = islice(cycle(BAD_LINES), bad_lines)
    lines = 0
    with _opened(target) as out:
        for number, ad in enumerate(ads, 1):
            out.write(line(ad) + "\n")
            lines += 1
            if number % BAD_EVERY == 0 and (planted := next(bad, None)) is not None:
                out.write(planted + "\n")
                lines += 1
        for planted in bad:
            out.write(planted + "\n")
            lines += 1
    return lines


def write_truth(target: Target, ads: Iterable[SyntheticAd]) -> int:
    """Write CSV with `source,source_id,operator`, each ad once; answers the ads written.

    Raises OSError.
    """
    with _opened(target) as out:
        return sum(1 for ad in _with_truth(out, ads) if not is_repeat(ad))


def write_hubs(target: Target, ads: Iterable[SyntheticAd]) -> int:
    """Write CSV with `kind,value,trap,ads,operators`: the planted identifiers that strangers share.

    Kind and value are as a store holds them; answers the rows. Raises OSError.
    """
    hubs = Hubs()
    for ad in ads:
        hubs.add(ad)
    with _opened(target) as out:
        return hubs.write(out)


def write_files(
    records: Path | str,
    truth: Path | str,
    *,
    ads: int,
    seed: int = 7,
    profile: Profile = DEFAULT,
    bad_lines: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Planted:
    """Write the records and their truth in one pass, and tell what was planted.

    `progress` is called after every ad with the number of ads so far.

    Raises OSError, and InvalidInputError as `generate` does.
    """
    planted = Planted(bad_lines=bad_lines)
    stream = planted.watch(generate(ads, seed, profile))
    with _opened(truth) as out:
        write_jsonl(records, _told(_with_truth(out, stream), planted, progress), bad_lines=bad_lines)
    return planted


def write_world(folder: Path | str, *, ads: int, seed: int = 7, profile: Profile = DEFAULT) -> Planted:
    """Write `ads.jsonl`, `truth.csv` and `hubs.csv` into a folder in one pass; what was planted.

    The folder is made where there is none. What ends early leaves none of the files behind.

    Raises OSError, and InvalidInputError when one of the files is there already or as `generate` does.
    """
    planted, hubs = Planted(), Hubs()
    stream = hubs.watch(planted.watch(generate(ads, seed, profile)))
    Path(folder).mkdir(parents=True, exist_ok=True)
    paths = [Path(folder) / name for name in WORLD_FILES]
    opened: list[TextIO] = []
    try:
        with ExitStack() as stack:
            for path in paths:
                opened.append(stack.enter_context(_new(path)))  # noqa: PERF401 - the next may fail
            records, truth, shared = opened
            write_jsonl(records, _with_truth(truth, stream))
            hubs.write(shared)
    except BaseException:
        for file in opened:
            Path(file.name).unlink(missing_ok=True)
        raise
    return planted


def _with_truth(out: TextIO, ads: Iterable[SyntheticAd]) -> Iterator[SyntheticAd]:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADER)
    for ad in ads:
        if not is_repeat(ad):
            rows.writerow((ad.record["source"], ad.record["source_id"], ad.operator))
        yield ad


def _told(
    ads: Iterable[SyntheticAd], planted: Planted, progress: Callable[[int], None] | None
) -> Iterator[SyntheticAd]:
    for ad in ads:
        yield ad
        if progress is not None:
            progress(planted.ads)


def _opened(target: Target) -> AbstractContextManager[TextIO]:
    """Open a path for writing; a stream stays its owner's to close."""
    if isinstance(target, Path | str):
        return Path(target).open("w", encoding="utf-8", newline="\n")
    return nullcontext(target)


def _new(path: Path) -> TextIO:
    """A file that was not there. Raises InvalidInputError if it was."""
    try:
        return path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise InvalidInputError(f"{path} is there already: name another folder") from error
