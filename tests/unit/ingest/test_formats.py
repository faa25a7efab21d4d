from __future__ import annotations

import csv
import gzip
import io
import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkage.errors import InvalidInputError
from linkage.ingest.formats import delimited
from linkage.ingest.formats.delimited import MAX_REWINDS, UNCLOSED, csv_rows
from linkage.ingest.formats.lines import Lines
from linkage.ingest.formats.parquet import UNREADABLE
from linkage.ingest.parse import parse
from linkage.ingest.raw import BROKEN, MAX_LINE, TOO_LONG, RawRecord
from linkage.ingest.readers import iter_raw, open_source
from linkage.ingest.strict_json import Flaw
from linkage.model import ImageHashes, Record
from tests.unit.ingest.conftest import Read, Write

RECORDS: list[dict[str, Any]] = [
    {
        "source": "site.example",
        "source_id": "1",
        "url": "https://site.example/1",
        "posted_at": "2026-01-02T03:04:05Z",
        "crawled_at": 1_767_400_000,
        "title": 'Massage, "new" in town',
        "body": "line one\nline two; call\r\nme",
        "phones": ["+12025550123", "07700 900123"],
        "emails": ["a@mail.example"],
        "handles": ["platform:name"],
        "urls": ["https://a.example/x;y=1", "https://b.example"],
        "wallets": [],
        "images": [{"sha256": "ab", "pdq": "cd", "pdq_quality": 90}, {"md5": "ef"}],
        "location": {"country": "US", "region": "DC", "city": "Washington", "lat": 38.9, "lon": -77.0},
        "age": 30,
        "price": "80",
        "extra": {"a": 1},
    },
    {"source": "site.example", "source_id": "2", "title": "Gärtner", "posted_at": "2026-01-02"},
]


def records(raws: list[RawRecord]) -> list[Record]:
    made = [parse(raw) for raw in raws]
    assert all(isinstance(one, Record) for one in made), made
    return [one for one in made if isinstance(one, Record)]


def as_csv(delimiter: str, cell: Any) -> bytes:
    columns = [name for name in RECORDS[0] if name != "location"]
    places = ["country", "region", "city", "lat", "location.lon"]
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=delimiter)
    table.writerow([*columns, *places])
    for record in RECORDS:
        place = record.get("location", {})
        table.writerow(
            [cell(name, record.get(name, "")) for name in columns]
            + [place.get(name.removeprefix("location."), "") for name in places]
        )
    return out.getvalue().encode()


def in_json(name: str, value: Any) -> Any:
    del name
    return json.dumps(value) if isinstance(value, list | dict) else value


def parted(name: str, value: Any) -> Any:
    if name == "images" or not isinstance(value, list):
        return in_json(name, value)
    return (" ; " if name == "urls" else "|").join(value)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.tsv", "a.tsv.zst"])
@pytest.mark.parametrize("cell", [in_json, parted])
def test_tables_make_the_same_records(read: Read, name: str, cell: Any) -> None:
    data = as_csv("\t" if ".tsv" in name else ",", cell)
    assert records(read(name, data)) == records(read("a.jsonl", RECORDS))


def parquet(path: Path, rows: list[dict[str, Any]], **more: Any) -> str:
    pq.write_table(pa.Table.from_pylist(rows, **more), path)
    return str(path)


def read_parquet(path: Path) -> list[RawRecord]:
    with open_source(str(path)) as source:
        return list(iter_raw(source))


@pytest.mark.parametrize("name", ["a.parquet", "a.pq", "named-otherwise"])
def test_parquet_makes_the_same_records(tmp_path: Path, read: Read, name: str) -> None:
    times = [datetime.fromisoformat(one["posted_at"]).replace(tzinfo=UTC) for one in RECORDS]
    rows = [{**one, "posted_at": posted} for one, posted in zip(RECORDS, times, strict=True)]
    parquet(tmp_path / name, rows)
    made = read_parquet(tmp_path / name)
    assert records(made) == records(read("a.jsonl", RECORDS))
    assert [one.line for one in made] == [1, 2]
    assert (
        made[1].raw
        == (
            '{"posted_at":"2026-01-02T00:00:00+00:00","source":"site.example","source_id":"2",'
            '"title":"Gärtner"}'
        ).encode()
    )


def test_parquet_types_that_json_has_not(tmp_path: Path) -> None:
    schema = pa.schema(
        {
            "source": pa.string(),
            "source_id": pa.string(),
            "posted_at": pa.timestamp("ns"),
            "crawled_at": pa.date32(),
            "price": pa.decimal128(9, 2),
            "extra": pa.map_(pa.string(), pa.binary()),
        }
    )
    row: dict[str, Any] = {
        "source": "s",
        "source_id": "1",
        "posted_at": 1_767_323_045_123_456_789,
        "crawled_at": datetime(2026, 1, 3, tzinfo=UTC).date(),
        "price": Decimal("80.50"),
        "extra": [("a", b"\xff")],
    }
    parquet(tmp_path / "a.parquet", [row], schema=schema)
    (made,) = read_parquet(tmp_path / "a.parquet")
    assert json.loads(made.raw) == {
        "source": "s",
        "source_id": "1",
        "posted_at": "2026-01-02T03:04:05.123456",
        "crawled_at": "2026-01-03",
        "price": "80.50",
        "extra": {"a": "/w=="},
    }
    assert records([made])[0].posted_at == 1_767_323_045


def test_a_bad_value_in_parquet_spoils_its_row_alone(tmp_path: Path) -> None:
    ids = pa.StringArray.from_buffers(
        3, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0"), pa.py_buffer(b"1\xff3")
    )
    pq.write_table(pa.table({"source": ["s"] * 3, "source_id": ids}), tmp_path / "a.parquet")
    made = read_parquet(tmp_path / "a.parquet")
    assert [(one.line, one.flaw) for one in made] == [(1, None), (2, UNREADABLE), (3, None)]


def test_parquet_nan_and_size(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"source": "s", "source_id": "1", "body": None, "price": float("nan")},
        {"source": "s", "source_id": "2", "body": "x" * (MAX_LINE + 1), "price": 1.0},
    ]
    parquet(tmp_path / "a.parquet", rows)
    nan, long = read_parquet(tmp_path / "a.parquet")
    assert parse(nan) == Flaw("price", "is NaN or infinite")
    assert (long.line, long.flaw) == (2, TOO_LONG)


def test_parquet_damaged_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [{"source": "s", "source_id": str(n), "body": f"{n:09}" * 9} for n in range(20_000)]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=5_000, compression="none")
    data = bytearray(path.read_bytes())
    # The page header of the third row group's first column.
    at = pq.ParquetFile(path).metadata.row_group(2).column(0).dictionary_page_offset
    data[at : at + 16] = b"\xff" * 16
    path.write_bytes(data)
    *whole, last = read_parquet(path)
    assert len(whole) == 10_000
    assert all(one.flaw is None for one in whole)
    assert (last.line, last.flaw) == (10_001, BROKEN)


def test_what_is_no_parquet_is_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="not a Parquet file"):
        open_source(write("a.parquet", b"PAR1 and no more"))
    with pytest.raises(InvalidInputError, match="from an uncompressed file"):
        open_source(write("a.parquet.gz", b"x"))
    pq.write_table(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "a"]), tmp_path / "b")
    with pytest.raises(InvalidInputError, match="two columns"):
        open_source(str(tmp_path / "b"))


HEADER = b"source,source_id,body\n"


def test_rows_keep_their_bytes_and_lines(read: Read) -> None:
    rows = [b's,1,"a\r\nb ""c"""', b's,2,5" pipe', b's,"3","x"y', b"s,4,"]
    data = b"\xef\xbb\xbf" + HEADER + rows[0] + b"\r\n\r\n" + b"\n".join(rows[1:])
    made = read("a.csv", data)
    assert [(one.line, one.raw) for one in made] == list(zip((2, 5, 6, 7), rows, strict=True))
    assert [one.body for one in records(made)] == ['a\r\nb "c"', '5" pipe', "xy", ""]


@pytest.mark.parametrize(
    ("header", "line", "field", "reason"),
    [
        (b"source,body", 1, "source_id", "the header names no such column"),
        (b"a;b", 1, "source", "the header names no such column"),
        (b"source,source_id,body,body", 1, "body", "the header names a column twice"),
        (b"source,source_id,\xff", 1, "", "the header is not UTF-8 or not CSV"),
        (b'"source,source_id', 1, "", UNCLOSED),
    ],
)
def test_a_header_that_cannot_do(read: Read, header: bytes, line: int, field: str, reason: str) -> None:
    (only,) = read("a.csv", header + b"\ns,1,x\ns,2,x\n")
    assert (only.line, only.field, only.flaw) == (line, field, reason)


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (b"s,1", "", "has 2 cells where the header has 3"),
        (b"s,1,a,b", "", "has 4 cells where the header has 3"),
        (b",1,a", "source", "is missing"),
        (b"s, ,a", "source_id", "is missing"),
        (b"s,1,\xff", "", "not UTF-8 at byte 5"),
        (b"s,1,a\0b", "body", "holds the character U+0000"),
        (b"s,1,a\rb", "", "not CSV"),
    ],
)
def test_rows_that_are_none(read: Read, row: bytes, field: str, reason: str) -> None:
    bad, good = read("a.csv", HEADER + row + b"\ns,2,x\n")
    assert parse(bad) == Flaw(field, reason)
    assert isinstance(parse(good), Record)


@pytest.mark.parametrize(
    ("column", "cell", "field", "reason"),
    [
        (
            "images",
            "[{]",
            "images",
            "not JSON: Expecting property name enclosed in double quotes at character 3",
        ),
        ("images", '[{"md5":"a","md5":"b"}]', "images[0].md5", "the same key stands there twice"),
        ("phones", '["a",NaN]', "phones[1]", "is NaN or infinite"),
        ("extra", "{", "extra", "not JSON: Expecting property name enclosed in double quotes at character 2"),
        ("posted_at", "soon", "posted_at", "is not an ISO 8601 time"),
        ("lat", "north", "location.lat", "must be a number, is a text"),
        ("location", "here", "location", "not JSON: Expecting value at character 1"),
    ],
)
def test_cells_that_are_none(column: str, cell: str, field: str, reason: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["s", "1", cell])
    raw = RawRecord(2, out.getvalue().strip().encode(), "csv", ("source", "source_id", column))
    assert parse(raw) == Flaw(field, reason)


def test_images_of_a_cell() -> None:
    raw = RawRecord(2, b"s,1,sha256:ab|PDQ: cd", "csv", ("source", "source_id", "images"))
    made = parse(raw)
    assert isinstance(made, Record)
    assert made.images == (ImageHashes(sha256="ab"), ImageHashes(pdq="cd"))


def test_a_large_body_fits_a_cell() -> None:
    raw = RawRecord(2, b"s,1," + b"x" * 200_000, "csv", ("source", "source_id", "body"))
    assert isinstance(parse(raw), Record)


@pytest.mark.parametrize("after", [b"", b"x" * MAX_LINE + b"\n"])
def test_a_quote_that_never_closes_costs_its_line_alone(read: Read, after: bytes) -> None:
    data = HEADER + b's,1,"open\n' + b"s,2,x\ns,3,y\n" + after
    made = read("a.csv", data)
    assert [(one.line, one.flaw) for one in made[:3]] == [(2, UNCLOSED), (3, None), (4, None)]


def test_hostile_quotes_are_read_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_LINE", 1 << 16)
    data = HEADER + b'x" ,"\n' * 500_000
    before = time.process_time()
    made = list(csv_rows(Lines(io.BufferedReader(io.BytesIO(data))), ","))
    assert time.process_time() - before < 10
    assert [one.flaw for one in made[:MAX_REWINDS]] == [UNCLOSED] * MAX_REWINDS
    assert "took along" in str(made[MAX_REWINDS].flaw)


def test_a_table_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    data = HEADER + b"".join(b's,%d,"%d\nb"\n' % (n, n * n * 7919 % 10_007) for n in range(20_000))
    path.write_bytes(gzip.compress(data)[:40_000])
    with open_source(str(path)) as source:
        *whole, last = iter_raw(source)
    assert len(whole) > 1_000
    assert all(isinstance(parse(one), Record) for one in whole)
    assert last.flaw == BROKEN
    assert last.line in {whole[-1].line + 2, whole[-1].line + 3}


_CELL = st.text(st.sampled_from('ab," \n;\té'), max_size=6)


@given(
    st.lists(st.tuples(_CELL, _CELL), max_size=8),
    st.sampled_from([",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_rows_are_cut_where_the_csv_module_cuts_them(
    rows: list[tuple[str, str]], delimiter: str, end: str
) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=delimiter, lineterminator=end)
    table.writerow(["source", "source_id", "a", "b"])
    table.writerows([("s", "1", *row) for row in rows])
    made = list(csv_rows(Lines(io.BufferedReader(io.BytesIO(out.getvalue().encode()))), delimiter))
    assert [one.flaw for one in made] == [None] * len(rows)
    cells = [next(csv.reader([one.raw.decode()], delimiter=delimiter)) for one in made]
    assert cells == [["s", "1", *row] for row in rows]


@given(st.lists(st.text(st.sampled_from('a,"\n'), max_size=12), max_size=5))
def test_any_text_is_cut_as_the_csv_module_cuts_it(parts: list[str]) -> None:
    text = "".join(parts)
    wanted = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    data = HEADER + text.encode()
    made = list(csv_rows(Lines(io.BufferedReader(io.BytesIO(data))), ","))
    if any(one.flaw for one in made):
        return
    assert [next(csv.reader([one.raw.decode()])) for one in made] == wanted
